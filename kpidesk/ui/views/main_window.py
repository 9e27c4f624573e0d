"""The frame: navigation, top bar, pages, status bar, menus. It shows and passes wishes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.pace import Status
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.choices import Choice
from kpidesk.ui.models.page_list import PageListModel
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.find_or_do import FindOrDo
from kpidesk.ui.views.window_menus import WindowMenus
from kpidesk.ui.widgets.drop_overlay import DropOverlay
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.navigation import Navigation
from kpidesk.ui.widgets.progress_line import ProgressLine
from kpidesk.ui.widgets.status_strip import StatusStrip
from kpidesk.ui.widgets.top_bar import TopBar

RAIL_UNDER = 1280
_MINIMUM = QSize(1024, 640)
_START = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Pages are registered as data and made when first shown.

    `first_painted` comes once, when the skeleton is on the screen: load heavy things then.
    `wished` carries what a menu entry stands for: new, open, save_copy, import, export, report,
    quit, undo, redo, definition, log, about.
    """

    first_painted = Signal()
    page_shown = Signal(str)
    wished = Signal(str)
    files_dropped = Signal(object)
    choice_taken = Signal(object)
    closing = Signal()

    def __init__(self, theme: Theme, formatter: Formatter, logo: Path) -> None:
        super().__init__()
        self.setObjectName("MainWindow")
        self.setWindowTitle("KPIDesk")
        self.setMinimumSize(_MINIMUM)
        self.resize(_START)
        self._theme = theme
        self._pages = PageListModel()
        self._made: dict[str, QWidget] = {}
        self._history: list[str] = []
        self._painted = False
        self._rail_wished = False
        self.menus = WindowMenus(self)
        self.navigation = Navigation(self._pages, theme, logo)
        self.top_bar = TopBar(theme, formatter)
        self.progress = ProgressLine(theme)
        self.status = StatusStrip()
        self.message = HintBand(theme, Status.BEHIND)
        self.message.set_closable(True)
        self.message.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self.finder = FindOrDo(theme, self)
        self.drop = DropOverlay(self)
        self._lay_out()
        self._connect()

    @property
    def page(self) -> str:
        """The key of the page that is shown; empty before the first."""
        return self._history[-1] if self._history else ""

    def register_page(self, page: Page) -> None:
        """Add a page to the navigation, the View menu and "Find or do"."""
        if not page.shortcut and len(self._pages.pages) < 9:
            page = Page(
                page.key,
                page.title,
                page.icon,
                page.factory,
                f"Ctrl+{len(self._pages.pages) + 1}",
                page.group,
                page.scoped,
            )
        self._pages.add(page)
        self.menus.add_page(page)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page, making it if this is the first time. ValueError for an unknown key."""
        page = next((known for known in self._pages.pages if known.key == key), None)
        if page is None:
            raise ValueError(f"there is no page {key!r}")
        if key == self.page:
            return
        if key not in self._made:
            self._made[key] = page.factory()
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])
        self._history.append(key)
        self.navigation.set_page(key)
        self.top_bar.set_scoped(page.scoped)
        self.page_shown.emit(key)

    def page_widget(self, key: str) -> QWidget | None:
        """The page's view, if it was made."""
        return self._made.get(key)

    @Slot()
    def go_back(self) -> None:
        """Show the page that was shown before this one."""
        if len(self._history) > 1:
            self._history.pop()
            before = self._history.pop()
            self.show_page(before)

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
        self.finder.set_choices(choices)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.progress)
        band = QHBoxLayout()
        band.setContentsMargins(16, 6, 16, 0)
        band.addWidget(self.message)
        right.addLayout(band)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.navigation.page_chosen.connect(self.show_page)
        self.menus.page_wished.connect(self.show_page)
        self.menus.wished.connect(self._sort_out)
        self.menus.theme_wished.connect(self._theme.set_mode)
        self._theme.theme_changed.connect(self._mark_theme)
        self.top_bar.find_requested.connect(self._find)
        self.finder.page_chosen.connect(self.show_page)
        self.finder.choice_taken.connect(self.choice_taken)
        self.drop.files_dropped.connect(self.files_dropped)
        self._mark_theme()

    @Slot(str)
    def _sort_out(self, wish: str) -> None:
        own = {
            "back": self.go_back,
            "find": self._find,
            "navigation": self._toggle_rail,
            "quit": self.close,
        }
        if wish in own:
            own[wish]()
        elif wish in ("earlier", "later"):
            self.top_bar.period_stepped.emit(-1 if wish == "earlier" else 1)
        else:
            self.wished.emit(wish)

    @Slot()
    def _find(self) -> None:
        self.finder.open(self._pages.pages, self.menus.actions)

    @Slot()
    def _toggle_rail(self) -> None:
        self._rail_wished = not self._rail_wished
        self._fit_navigation()

    @Slot()
    def _mark_theme(self) -> None:
        self.menus.set_theme(self._theme.mode)

    def _fit_navigation(self) -> None:
        rail = self._rail_wished or self.width() < RAIL_UNDER
        if rail != self.navigation.rail:
            self.navigation.set_rail(rail)

    @Slot()
    def _tell_painted(self) -> None:
        self.setFocus()  # nothing is framed before the user has moved the focus
        self.first_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_navigation()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The children are painted right after this; the timer comes when all is shown.
            QTimer.singleShot(0, self._tell_painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
