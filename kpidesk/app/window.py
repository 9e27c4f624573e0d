"""Starting the window: the skeleton first, everything heavy after its first paint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kpidesk.app.look import formatter_for, load_shipped_fonts
from kpidesk.app.paths import resources
from kpidesk.ui.english_plurals import EnglishPlurals
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import Theme, ThemeMode
from kpidesk.ui.views.main_window import MainWindow

if TYPE_CHECKING:
    from kpidesk.app.desk import Desk


def run_window(
    file: str | None, *, quit_after_first_paint: bool = False, example: bool = False
) -> int:
    """Open the window on a company file, the example, or the file that was open last.

    With `quit_after_first_paint` the program ends as soon as the window is on the screen.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("KPIDesk")
    app.setDesktopFileName("kpidesk")
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "KPIDesk")
    starter = Starter(app, settings, Path(file) if file else None, example)
    if quit_after_first_paint:
        starter.window.first_painted.connect(app.quit)
    else:
        starter.window.furnished.connect(starter.start)
    starter.window.show()
    return app.exec()


class Starter(QObject):
    """Shows the skeleton with its pages named, and builds the rest once it is on the screen."""

    def __init__(
        self, app: QApplication, settings: QSettings, file: Path | None, example: bool
    ) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        self._file, self._example = file, example
        self._desk: Desk | None = None
        self._plurals = EnglishPlurals(app)
        app.installTranslator(self._plurals)
        load_shipped_fonts()
        self._theme = Theme(app, _theme_mode(settings))
        self._theme.apply()
        self._formatter = formatter_for("NO", "NOK")
        logo = resources() / "icons" / "kpidesk.svg"
        self.window = MainWindow(self._theme, self._formatter, logo)
        for page in self._page_list():
            self.window.register_page(page)
        geometry = settings.value("geometry")
        if geometry:
            self.window.restoreGeometry(geometry)

    @property
    def desk(self) -> Desk | None:
        """What is behind the window, once it is built."""
        return self._desk

    @Slot()
    def start(self) -> None:
        """Build the rest in steps, so that the window answers in between."""
        QTimer.singleShot(0, self.build)

    @Slot()
    def build(self) -> None:
        """Build what is behind the window, unless that was done already."""
        if self._desk is not None:
            return
        from kpidesk.app.desk import Desk
        from kpidesk.app.faults import start_log

        start_log()
        self._desk = Desk(self._app, self.window, self._theme, self._formatter, self._settings)
        self._desk.open_first(self._file, self._example)

    def _page_list(self) -> tuple[Page, ...]:
        translate = QCoreApplication.translate
        return (
            Page("today", translate("Pages", "Today"), "clock", self._maker("today")),
            Page(
                "targets",
                translate("Pages", "Targets"),
                "target",
                self._maker("targets"),
                scoped=False,
            ),
            Page("curves", translate("Pages", "Curves"), "chart-line", self._maker("curves")),
            Page(
                "import",
                translate("Pages", "Import & export"),
                "arrows-down-up",
                self._maker("import"),
                scoped=False,
            ),
        )

    def _maker(self, key: str) -> _PageMaker:
        return _PageMaker(self, key)


class _PageMaker:
    """Makes one page when the frame asks for it."""

    def __init__(self, starter: Starter, key: str) -> None:
        self._starter, self._key = starter, key

    def __call__(self) -> QWidget:
        self._starter.build()  # a page may be chosen before anything is behind the window
        desk = self._starter.desk
        assert desk is not None
        return desk.make_page(self._key)


def _theme_mode(settings: QSettings) -> ThemeMode:
    stored = str(settings.value("theme", ThemeMode.SYSTEM.value, type=str))
    return ThemeMode(stored) if stored in set(ThemeMode) else ThemeMode.SYSTEM
