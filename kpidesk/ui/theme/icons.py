"""Icons of the Phosphor set, recoloured by token; loaded after the window has been painted.

Until `load` ran every icon is empty: the skeleton of the window is shown without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtGui import QIcon

_PHOSPHOR = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")


class Icons:
    """Icons by their Phosphor name."""

    def __init__(self) -> None:
        self._font: Any = None

    @property
    def loaded(self) -> bool:
        return self._font is not None

    @staticmethod
    def load_code() -> None:
        """Import what `load` needs: a tenth of a second, and fit for any thread."""
        import_module("qtawesome.iconic_font")

    def load(self) -> None:
        """Read the icon font: this one only, not the eleven others of the package."""
        if self._font is None:
            from qtawesome.iconic_font import IconicFont

            self._font = IconicFont(_PHOSPHOR)

    def icon(self, name: str, colour: str) -> QIcon:
        """The icon in a colour (`#RRGGBB`), empty while the font is not loaded."""
        if self._font is None or not name:
            return QIcon()
        found: QIcon = self._font.icon(f"ph.{name}", color=colour)
        return found
