"""What stands in the menus of the main window, and the wishes that its entries become."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.views.menus import LINE, MenuItem, Menus

_THEMES = {
    "theme_system": ThemeMode.SYSTEM,
    "theme_light": ThemeMode.LIGHT,
    "theme_dark": ThemeMode.DARK,
}
_PAGE = "page:"
_RECENT = "recent:"


class WindowMenus(QObject):
    """File, Edit, View and Help. `wished` carries the key of an entry (`import`, `undo`, …)."""

    wished = Signal(str)
    page_wished = Signal(str)
    recent_wished = Signal(str)
    theme_wished = Signal(object)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._menus = Menus(window)
        self._menus.activated.connect(self._sort_out)
        self._menus.add_menu(QCoreApplication.translate("Menu", "&File"), _file_items())
        self._menus.add_menu(QCoreApplication.translate("Menu", "&Edit"), _edit_items())
        self._view = self._menus.add_menu(
            QCoreApplication.translate("Menu", "&View"), _view_items()
        )
        self._menus.add_menu(QCoreApplication.translate("Menu", "&Help"), _help_items())
        self._first_view_action = self._view.actions()[0]
        self._recent = QMenu(QCoreApplication.translate("Menu", "Open recent"), window)
        self._recent.setEnabled(False)
        file_menu = window.menuBar().actions()[0].menu()
        if isinstance(file_menu, QMenu):
            file_menu.insertMenu(self.action("save_copy"), self._recent)
        self._menus.exclusive(tuple(_THEMES))
        self.set_undo_texts(None, None)
        self.set_theme(ThemeMode.SYSTEM)

    def action(self, key: str) -> QAction:
        """The action of an entry."""
        return self._menus.actions[key]

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All actions, for "Find or do"."""
        return tuple(self._menus.actions.values())

    def add_page(self, page: Page) -> None:
        """An entry of View that goes to a page."""
        title = page.title.replace("&", "&&")  # a lone & would mark a key
        item = MenuItem(_PAGE + page.key, title, (page.shortcut,) if page.shortcut else ())
        self._view.insertAction(self._first_view_action, self._menus.action(item))

    def set_undo_texts(self, undo: str | None, redo: str | None) -> None:
        """What undo and redo would do; None: nothing to undo or redo."""
        translate = QCoreApplication.translate
        for key, step, plain, with_step in (
            ("undo", undo, translate("Menu", "Undo"), translate("Menu", "Undo {step}")),
            ("redo", redo, translate("Menu", "Redo"), translate("Menu", "Redo {step}")),
        ):
            action = self.action(key)
            action.setText(with_step.format(step=step) if step else plain)
            action.setEnabled(step is not None)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """The company files that were opened last, newest first."""
        self._recent.clear()
        self._recent.setEnabled(bool(paths))
        for path in paths:
            action = self._recent.addAction(path.name)
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.setObjectName(_RECENT + str(path))
            action.triggered.connect(self._open_recent)

    def set_theme(self, mode: ThemeMode) -> None:
        """Mark the theme that was chosen."""
        for key, own in _THEMES.items():
            self.action(key).setChecked(own is mode)

    def set_file_open(self, is_open: bool) -> None:
        """Without a company file only a few things can be done."""
        for key in ("save_copy", "import", "export", "report"):
            self.action(key).setEnabled(is_open)

    @Slot(str)
    def _sort_out(self, key: str) -> None:
        if key.startswith(_PAGE):
            self.page_wished.emit(key.removeprefix(_PAGE))
        elif key in _THEMES:
            self.theme_wished.emit(_THEMES[key])
        else:
            self.wished.emit(key)

    @Slot()
    def _open_recent(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.recent_wished.emit(sender.objectName().removeprefix(_RECENT))


def _file_items() -> tuple[MenuItem, ...]:
    translate = QCoreApplication.translate
    return (
        MenuItem("new", translate("Menu", "New company…"), ("Ctrl+N",)),
        MenuItem("open", translate("Menu", "Open…"), ("Ctrl+O",)),
        MenuItem("save_copy", translate("Menu", "Save a copy…"), ("Ctrl+Shift+S",)),
        LINE,
        MenuItem("import", translate("Menu", "Import…"), ("Ctrl+I",)),
        MenuItem("export", translate("Menu", "Export to Excel…"), ("Ctrl+E",)),
        MenuItem("report", translate("Menu", "Print report…"), ("Ctrl+P",)),
        LINE,
        MenuItem("quit", translate("Menu", "Quit"), ("Ctrl+Q",), QAction.MenuRole.QuitRole),
    )


def _edit_items() -> tuple[MenuItem, ...]:
    translate = QCoreApplication.translate
    return (
        MenuItem("undo", translate("Menu", "Undo"), ("Ctrl+Z",)),
        MenuItem("redo", translate("Menu", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
        LINE,
        MenuItem("find", translate("Menu", "Find or do…"), ("Ctrl+K",)),
    )


def _view_items() -> tuple[MenuItem, ...]:
    translate = QCoreApplication.translate
    return (
        LINE,
        MenuItem("back", translate("Menu", "Back"), ("Alt+Left",)),
        MenuItem("earlier", translate("Menu", "Period before"), ("Ctrl+[",)),
        MenuItem("later", translate("Menu", "Period after"), ("Ctrl+]",)),
        LINE,
        MenuItem("navigation", translate("Menu", "Narrow navigation"), ("Ctrl+B",)),
        LINE,
        MenuItem("theme_system", translate("Menu", "Colours of the &system")),
        MenuItem("theme_light", translate("Menu", "&Light")),
        MenuItem("theme_dark", translate("Menu", "&Dark")),
    )


def _help_items() -> tuple[MenuItem, ...]:
    translate = QCoreApplication.translate
    return (
        MenuItem("definition", translate("Menu", "What is counted?"), ("F1",)),
        MenuItem("log", translate("Menu", "Open the log folder")),
        MenuItem("about", translate("Menu", "About KPIDesk"), role=QAction.MenuRole.AboutRole),
    )
