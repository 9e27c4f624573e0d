"""The theme in force: system, light or dark, and the signal that it changed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.icons import Icons
from kpidesk.ui.theme.palette import palette_of, style_sheet_of
from kpidesk.ui.theme.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from kpidesk.ui.workers import Jobs


class ThemeMode(StrEnum):
    """What the user chose: follow the system, or always light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    ThemeMode.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeMode.LIGHT: Qt.ColorScheme.Light,
    ThemeMode.DARK: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Colours, fonts and icons of the program.

    `theme_changed` carries the new tokens; everything that paints by hand listens to it.
    """

    theme_changed = Signal(object)

    def __init__(self, app: QApplication, mode: ThemeMode = ThemeMode.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._tokens = LIGHT
        self.icons = Icons()

    @property
    def mode(self) -> ThemeMode:
        return self._mode

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    def apply(self) -> None:
        """Put the theme on the application; call once before the first window."""
        self._app.setStyle("Fusion")
        self._app.setFont(font_of(Type.BODY))
        self._ask_platform()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._put_on()

    def set_mode(self, mode: ThemeMode) -> None:
        """Change to system, light or dark."""
        if mode is not self._mode:
            self._mode = mode
            self._ask_platform()
            self._put_on()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """A Phosphor icon, muted when no colour is given."""
        return self.icons.icon(name, colour or self._tokens.muted)

    def load_icons(self) -> None:
        """Read the icon font and tell everyone to paint again."""
        self.icons.load()
        self.theme_changed.emit(self._tokens)

    def load_icons_with(self, jobs: Jobs) -> None:
        """The same, with most of the work in a job, so that the window does not stand still."""

        def load(_loaded: object) -> None:
            self.load_icons()

        name = self.tr("Loading the icons")
        jobs.start(lambda _job: self.icons.load_code(), load, name=name)

    def _ask_platform(self) -> None:
        # Title bars and native dialogs follow where the platform can; elsewhere it has no effect
        # and our own palette alone makes the window dark.
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[self._mode])

    def _wanted(self) -> Tokens:
        if self._mode is ThemeMode.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode is ThemeMode.DARK else LIGHT

    def _put_on(self) -> None:
        self._tokens = self._wanted()
        self._app.setPalette(palette_of(self._tokens))
        self._app.setStyleSheet(style_sheet_of(self._tokens))
        self.theme_changed.emit(self._tokens)

    @Slot()
    def _follow_system(self) -> None:
        if self._wanted() is not self._tokens:
            self._put_on()
