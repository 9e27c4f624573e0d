"""The menus as data, and the small builder that makes actions of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry: its key, its translated text, its shortcuts; a text of "" is a line."""

    key: str = ""
    text: str = ""
    shortcuts: tuple[str, ...] = ()
    role: QAction.MenuRole = QAction.MenuRole.NoRole


LINE = MenuItem()


class Menus(QObject):
    """The window's actions by key; `activated` carries the key of the one that was chosen."""

    activated = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}

    def add_menu(self, title: str, items: Sequence[MenuItem]) -> QMenu:
        """A menu of the menu bar."""
        menu = self._window.menuBar().addMenu(title)
        self.fill(menu, items)
        return menu

    def fill(self, menu: QMenu, items: Sequence[MenuItem]) -> None:
        """Put entries at the end of a menu."""
        for item in items:
            if not item.text:
                menu.addSeparator()
                continue
            menu.addAction(self.action(item))

    def action(self, item: MenuItem) -> QAction:
        """An action of the window, also without a place in a menu."""
        action = QAction(item.text, self._window)
        action.setObjectName(item.key)
        action.setMenuRole(item.role)
        action.setShortcuts([QKeySequence(keys) for keys in item.shortcuts])
        action.triggered.connect(self._trigger)
        self._window.addAction(action)
        self.actions[item.key] = action
        return action

    def exclusive(self, keys: Sequence[str]) -> None:
        """Make actions a choice of one."""
        group = QActionGroup(self._window)
        for key in keys:
            action = self.actions[key]
            action.setCheckable(True)
            group.addAction(action)

    @Slot()
    def _trigger(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.activated.emit(sender.objectName())
