"""What every page of the window has: a word for the status bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

KEY_GAP = "\u2003"
"""Between the keys that a page names."""


class PageView(QWidget):
    """A page that says in the status bar how it counts, or which keys it knows.

    The frame shows `status_text` while the page is shown; `status_changed(str)` when it is
    another.
    """

    status_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status_text = ""

    @property
    def status_text(self) -> str:
        return self._status_text

    def set_status_text(self, text: str) -> None:
        """Say something else."""
        if text != self._status_text:
            self._status_text = text
            self.status_changed.emit(text)
