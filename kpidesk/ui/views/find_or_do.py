"""Find or do (Ctrl+K): pages, commands, teams, reps, customers and KPIs in one list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QSize, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from kpidesk.ui.choices import Choice
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.choice_list import ChoicePopup

_SIZE = QSize(520, 420)


class FindOrDo(QObject):
    """Commands run at once; `choice_taken` carries a Choice of the company's own things."""

    page_chosen = Signal(str)
    choice_taken = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._own: tuple[Choice, ...] = ()
        self.popup: ChoicePopup | None = None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Teams, reps, customers and KPIs; their value says what they are."""
        self._own = tuple(choices)

    def open(self, pages: Sequence[Page], actions: Sequence[QAction]) -> None:
        """Show the list over the window."""
        if self.popup is None:
            hint = self.tr("Find a page, rep, customer, KPI or command")
            self.popup = ChoicePopup(self._theme, hint, self._window, popup=False)
            self.popup.chosen.connect(self._take)
        width = self._window.width()
        at = self._window.mapToGlobal(QPoint((width - _SIZE.width()) // 2, 90))
        self.popup.open_at(
            at, _SIZE, [*self._page_choices(pages), *_actions(self, actions), *self._own]
        )

    def _page_choices(self, pages: Sequence[Page]) -> list[Choice]:
        kind = self.tr("Page")
        return [Choice(page.title, kind, page, shortcut=page.shortcut) for page in pages]

    @Slot(object)
    def _take(self, choice: Choice) -> None:
        if isinstance(choice.value, Page):
            self.page_chosen.emit(choice.value.key)
        elif isinstance(choice.value, QAction):
            choice.value.trigger()
        else:
            self.choice_taken.emit(choice)


def _actions(finder: FindOrDo, actions: Sequence[QAction]) -> list[Choice]:
    """Every command that can be done now; pages have entries of their own."""
    kind = finder.tr("Command")
    return [
        Choice(action.text().replace("&", ""), kind, action, shortcut=action.shortcut().toString())
        for action in actions
        if action.isEnabled() and not action.objectName().startswith("page:")
    ]
