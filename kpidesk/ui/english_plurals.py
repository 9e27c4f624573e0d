"""English plurals, which the literals carry as “row(s)”; other languages have translation files."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QTranslator

_PLURAL = "(s)"


class EnglishPlurals(QTranslator):
    """Writes `%n row(s)` as `%n row` for one and `%n rows` for any other number.

    Install it before the translator of the user's language, which is asked first then.
    """

    def translate(
        self,
        context: bytes | bytearray | memoryview | str | QByteArray,
        sourceText: QByteArray | bytes | bytearray | memoryview | str,
        disambiguation: bytes | bytearray | memoryview | str | QByteArray | None = None,
        n: int = -1,
    ) -> str:
        # Everything else is given back as it is: this one is asked last.
        text = str(sourceText)
        return text.replace(_PLURAL, "" if n == 1 else "s") if n >= 0 else text

    def isEmpty(self) -> bool:
        return False
