"""The parts of the window: navigation, top bar, pages, status bar, menus."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.pace import Status
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.page_list import PageListModel
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.find_or_do import FindOrDo
from kpidesk.ui.views.main_window import RAIL_UNDER
from kpidesk.ui.views.page_view import PageView
from kpidesk.ui.views.window_menus import WindowMenus
from kpidesk.ui.widgets.drop_overlay import DropOverlay
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.navigation import Navigation
from kpidesk.ui.widgets.progress_line import ProgressLine
from kpidesk.ui.widgets.status_strip import StatusStrip
from kpidesk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from kpidesk.ui.views.main_window import MainWindow

_MOST_SHORTCUTS = 9


class WindowFrame(QObject):
    """Lays the parts out in the window, and knows which page is shown."""

    def __init__(self, window: MainWindow, theme: Theme, formatter: Formatter, logo: Path) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._pages = PageListModel()
        self._made: dict[str, QWidget] = {}
        self._texts: dict[str, str] = {}
        self._history: list[str] = []
        self._rail_wished = False
        self.menus = WindowMenus(window)
        self.navigation = Navigation(self._pages, theme, logo)
        self.top_bar = TopBar(theme, formatter)
        self.progress = ProgressLine(theme)
        self.status = StatusStrip()
        self.message = HintBand(theme, Status.BEHIND)
        self.message.set_closable(True)
        self.message.hide()
        self.finder = FindOrDo(theme, window)
        self.drop = DropOverlay(window)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._lay_out()
        self._connect()

    @property
    def page(self) -> str:
        """The key of the page that is shown."""
        return self._history[-1] if self._history else ""

    def add_page(self, page: Page) -> None:
        """List a page; without a shortcut of its own it gets the next of Ctrl+1 … Ctrl+9."""
        count = len(self._pages.pages)
        shortcut = page.shortcut or (f"Ctrl+{count + 1}" if count < _MOST_SHORTCUTS else "")
        listed = Page(
            page.key, page.title, page.icon, page.factory, shortcut, page.group, page.scoped
        )
        self._pages.add(listed)
        self.menus.add_page(listed)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page, making it if this is the first time. ValueError for an unknown key."""
        page = next((known for known in self._pages.pages if known.key == key), None)
        if page is None:
            raise ValueError(f"there is no page {key!r}")
        if key == self.page:
            return
        self._prepare(page)
        self._stack.setCurrentWidget(self._made[key])
        self._history.append(key)
        self.navigation.set_page(key)
        self.top_bar.set_scoped(page.scoped)
        self.status.set_page_text(self._texts.get(key, ""))
        self._window.page_shown.emit(key)

    def prepare_page(self, key: str) -> None:
        """Make a page that will be asked for, so that it comes at once then."""
        for page in self._pages.pages:
            if page.key == key:
                self._prepare(page)

    def set_page_text(self, key: str, text: str) -> None:
        """What the status bar says while a page is shown."""
        self._texts[key] = text
        if key == self.page:
            self.status.set_page_text(text)

    def page_widget(self, key: str) -> QWidget | None:
        """The page's view, if it was made."""
        return self._made.get(key)

    def go_back(self) -> None:
        """Show the page that was shown before this one."""
        if len(self._history) > 1:
            self._history.pop()
            self.show_page(self._history.pop())

    def fit(self, width: int) -> None:
        """Show the navigation as a rail where the window is narrow or the user wants it."""
        rail = self._rail_wished or width < RAIL_UNDER
        if rail != self.navigation.rail:
            self.navigation.set_rail(rail)

    def show_window_ready(self) -> None:
        """Nothing is framed before the user has moved the focus."""
        self._window.setFocus()

    def _prepare(self, page: Page) -> None:
        if page.key not in self._made:
            view = self._made[page.key] = page.factory()
            self._stack.addWidget(view)
            if isinstance(view, PageView):
                self.set_page_text(page.key, view.status_text)
                view.status_changed.connect(partial(self.set_page_text, page.key))

    def _lay_out(self) -> None:
        band = QHBoxLayout()
        band.setContentsMargins(16, 0, 16, 0)
        band.addWidget(self.message)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.progress)
        right.addLayout(band)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self._window.setCentralWidget(centre)

    def _connect(self) -> None:
        window = self._window
        self.navigation.page_chosen.connect(self.show_page)
        self.menus.page_wished.connect(self.show_page)
        self.menus.wished.connect(self._sort_out)
        self.menus.recent_wished.connect(window.recent_wished)
        self.menus.theme_wished.connect(self._theme.set_mode)
        self._theme.theme_changed.connect(self._mark_theme)
        self.top_bar.find_requested.connect(self._find)
        self.finder.page_chosen.connect(self.show_page)
        self.finder.choice_taken.connect(window.choice_taken)
        self.drop.files_dropped.connect(window.files_dropped)
        self.status.stop_requested.connect(window.stop_requested)
        self._mark_theme()

    @Slot(str)
    def _sort_out(self, wish: str) -> None:
        own = {
            "back": self.go_back,
            "find": self._find,
            "navigation": self._toggle_rail,
            "quit": self._window.close,
        }
        if wish in own:
            own[wish]()
        elif wish in ("earlier", "later"):
            self.top_bar.period_stepped.emit(-1 if wish == "earlier" else 1)
        else:
            self._window.wished.emit(wish)

    @Slot()
    def _find(self) -> None:
        self.finder.open(self._pages.pages, self.menus.actions)

    @Slot()
    def _toggle_rail(self) -> None:
        self._rail_wished = not self._rail_wished
        self.fit(self._window.width())

    @Slot()
    def _mark_theme(self) -> None:
        self.menus.set_theme(self._theme.mode)
