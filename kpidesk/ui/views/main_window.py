"""The window: a skeleton that is painted at once, and the frame that furnishes it after that.

Every import here counts for the time to the first paint, so the frame's parts are imported when
they are first needed: right after the first paint, or earlier if somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from kpidesk.ui.choices import Choice
    from kpidesk.ui.formatting import Formatter
    from kpidesk.ui.pages import Page
    from kpidesk.ui.theme.theme import Theme
    from kpidesk.ui.views.window_frame import WindowFrame
    from kpidesk.ui.views.window_menus import WindowMenus
    from kpidesk.ui.widgets.hint_band import HintBand
    from kpidesk.ui.widgets.navigation import Navigation
    from kpidesk.ui.widgets.progress_line import ProgressLine
    from kpidesk.ui.widgets.status_strip import StatusStrip
    from kpidesk.ui.widgets.top_bar import TopBar

RAIL_UNDER = 1280
_MENU, _BAR, _NAVIGATION, _RAIL = 24, 50, 196, 52
_TITLE = 32  # what the system draws over a window that is not yet on the screen


class MainWindow(QMainWindow):
    """Pages are registered as data and made when first shown.

    `first_painted` comes once, when the skeleton is on the screen; `furnished` when all parts
    are there: load heavy things then. `wished` carries what a menu entry stands for: new, open,
    save_copy, import, export, report, undo, redo, definition, log, about.
    """

    first_painted = Signal()
    furnished = Signal()
    page_shown = Signal(str)
    wished = Signal(str)
    recent_wished = Signal(str)
    files_dropped = Signal(object)
    choice_taken = Signal(object)
    stop_requested = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, formatter: Formatter, logo: Path) -> None:
        super().__init__()
        self.setObjectName("MainWindow")
        self.setWindowTitle("KPIDesk")
        self.setMinimumSize(1024, 640)
        available = self.screen().availableSize()
        self.resize(min(1440, available.width()), min(900, available.height() - _TITLE))
        self._theme = theme
        self._formatter = formatter
        self._logo = logo
        self._pages: list[Page] = []
        self._frame: WindowFrame | None = None
        self._painted = False

    @property
    def frame(self) -> WindowFrame:
        """All parts of the window, made when they are first asked for."""
        if self._frame is None:
            from kpidesk.ui.views.window_frame import WindowFrame

            self._frame = WindowFrame(self, self._theme, self._formatter, self._logo)
            self._frame.fit(self.width())
            for page in self._pages:
                self._frame.add_page(page)
            self.furnished.emit()
        return self._frame

    @property
    def top_bar(self) -> TopBar:
        return self.frame.top_bar

    @property
    def navigation(self) -> Navigation:
        return self.frame.navigation

    @property
    def status(self) -> StatusStrip:
        return self.frame.status

    @property
    def progress(self) -> ProgressLine:
        return self.frame.progress

    @property
    def menus(self) -> WindowMenus:
        return self.frame.menus

    @property
    def message(self) -> HintBand:
        """The band above the page, hidden until there is something to say."""
        return self.frame.message

    @property
    def page(self) -> str:
        """The key of the page that is shown; empty before the first."""
        return self.frame.page

    def register_page(self, page: Page) -> None:
        """Add a page to the navigation, the View menu and "Find or do"."""
        self._pages.append(page)
        if self._frame is not None:
            self._frame.add_page(page)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page, making it if this is the first time. ValueError for an unknown key."""
        self.frame.show_page(key)

    def prepare_page(self, key: str) -> None:
        """Make a page that will be asked for, so that it comes at once then."""
        self.frame.prepare_page(key)

    def page_widget(self, key: str) -> QWidget | None:
        """The page's view, if it was made."""
        return self.frame.page_widget(key)

    def set_page_text(self, key: str, text: str) -> None:
        """What the status bar says while a page is shown."""
        self.frame.set_page_text(key, text)

    @Slot()
    def go_back(self) -> None:
        """Show the page that was shown before this one."""
        self.frame.go_back()

    def show_error(self, text: str, rest: str = "", link: str = "") -> None:
        """Say what went wrong, in a band above the page."""
        self.message.set_text(text, rest, link)
        self.message.show()

    @Slot()
    def hide_error(self) -> None:
        """Take the band away."""
        self.message.hide()

    def set_company(self, name: str, file_name: str, second: str) -> None:
        """Whose file is open; empty names: none."""
        self.setWindowTitle(f"{name} – KPIDesk" if name else "KPIDesk")
        self.navigation.set_file(file_name, second)
        self.menus.set_file_open(bool(file_name))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Reps, teams, customers and KPIs that "Find or do" knows beside pages and commands."""
        self.frame.finder.set_choices(choices)

    @Slot()
    def _furnish(self) -> None:
        self.frame.show_window_ready()

    @Slot()
    def _tell_painted(self) -> None:
        # The signal first: whoever only waits for the window need not wait for its parts.
        QTimer.singleShot(0, self._furnish)
        self.first_painted.emit()

    def _paint_skeleton(self) -> None:
        """Where navigation and top bar will stand, in their colours."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        width, height = self.width(), self.height()
        left = _RAIL if width < RAIL_UNDER else _NAVIGATION
        painter.fillRect(0, 0, width, height, QColor(tokens.win))
        painter.fillRect(left, _MENU, width - left, _BAR, QColor(tokens.surface))
        painter.fillRect(left, _MENU + _BAR, width - left, 1, QColor(tokens.border))
        painter.fillRect(0, 0, width, _MENU, QColor(tokens.sunken))
        painter.fillRect(0, _MENU, left, height - _MENU, QColor(tokens.sunken))
        painter.fillRect(left - 1, _MENU, 1, height - _MENU, QColor(tokens.border))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._frame is not None:
            self._frame.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._frame is None:
            self._paint_skeleton()
        if not self._painted:
            self._painted = True
            # What is painted now is flushed before the timer comes.
            QTimer.singleShot(0, self._tell_painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
