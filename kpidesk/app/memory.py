"""What the program remembers between starts: recent files, the window's place, the theme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Slot

from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.main_window import MainWindow

_MOST_RECENT = 8


class Memory(QObject):
    """Keeps these few things in the settings, and the list of recent files in the menu."""

    def __init__(self, settings: QSettings, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._settings, self._window, self._theme = settings, window, theme
        theme.theme_changed.connect(self._remember_theme)
        self._show_recent()

    @property
    def last_file(self) -> Path | None:
        """The file that was open when the program ended, if it is still there."""
        last = Path(str(self._settings.value("last_file", "", type=str)))
        return last if last.is_file() else None

    def remember_file(self, path: Path) -> None:
        """This file is open now."""
        self._settings.setValue("last_file", str(path))
        kept = [str(path), *(str(known) for known in self._recent() if known != path)]
        self._settings.setValue("recent", kept[:_MOST_RECENT])
        self._show_recent()

    def remember_place(self) -> None:
        """Where the window stands and how large it is."""
        self._settings.setValue("geometry", self._window.saveGeometry())

    def _recent(self) -> list[Path]:
        stored = self._settings.value("recent", [])
        texts = [stored] if isinstance(stored, str) else stored or []
        return [Path(str(text)) for text in texts]  # type: ignore[attr-defined]

    def _show_recent(self) -> None:
        self._window.menus.set_recent([path for path in self._recent() if path.exists()])

    @Slot()
    def _remember_theme(self) -> None:
        self._settings.setValue("theme", self._theme.mode.value)
