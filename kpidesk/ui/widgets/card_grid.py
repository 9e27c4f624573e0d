"""Cards in rows of five, four or three, by the width there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kpidesk.domain.pace import Status
from kpidesk.domain.reports import KpiCard
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.kpi_card import KpiCardButton

_GAP = 10
# The narrowest grid that still holds so many cards a row.
_FIVE_FROM = 1020
_FOUR_FROM = 820


class CardGrid(QWidget):
    """The KPI cards of Today; their buttons are kept and given new figures."""

    opened = Signal(str)
    definition_requested = Signal(str)
    copy_requested = Signal(str)
    rows_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[KpiCardButton] = []
        self._cards: tuple[KpiCard, ...] = ()
        self._filter: Status | None = None
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    @property
    def buttons(self) -> tuple[KpiCardButton, ...]:
        """The buttons of the cards, in order."""
        return tuple(self._buttons)

    def set_cards(self, cards: Sequence[KpiCard], formatter: Formatter) -> None:
        """Show these figures."""
        self._cards = tuple(cards)
        while len(self._buttons) < len(cards):
            self._buttons.append(self._new_button())
        while len(self._buttons) > len(cards):
            button = self._buttons.pop()
            self._grid.removeWidget(button)
            button.deleteLater()
        for button, card in zip(self._buttons, cards, strict=True):
            button.set_card(card, formatter)
        self._lay_out()

    def set_stale(self, stale: bool) -> None:
        """Show the figures in faint while newer ones are counted."""
        for button in self._buttons:
            button.set_stale(stale)

    def set_filter(self, status: Status | None) -> None:
        """Show only the cards of a status; None shows all."""
        self._filter = status
        self._lay_out()

    def _new_button(self) -> KpiCardButton:
        button = KpiCardButton(self._theme, self)
        button.opened.connect(self.opened)
        button.definition_requested.connect(self.definition_requested)
        button.copy_requested.connect(self.copy_requested)
        button.rows_requested.connect(self.rows_requested)
        return button

    def _lay_out(self) -> None:
        columns = columns_for(self.width())
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        shown = 0
        for button, card in zip(self._buttons, self._cards, strict=True):
            fits = self._filter is None or card.row.status is self._filter
            button.setVisible(fits)
            if fits:
                self._grid.addWidget(button, shown // columns, shown % columns)
                shown += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if columns_for(self.width()) != self._columns:
            self._lay_out()


def columns_for(width: int) -> int:
    """How many cards stand in a row: five, four under a window of 1280, three under 1060."""
    if width >= _FIVE_FROM:
        return 5
    return 4 if width >= _FOUR_FROM else 3
