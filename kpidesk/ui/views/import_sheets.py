"""The second step: which sheets are imported, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.facts import KINDS
from kpidesk.services.importing.plan import ImportPlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import grouped, kind_word
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.labels import frame, push_button, text_label
from kpidesk.ui.widgets.tab_order import tab_through


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet of the file. `reason` tells why nothing of it is imported, empty where it is."""

    name: str
    kinds: tuple[str, ...]
    header_row: int | None
    rows: int
    remembered: int = 0
    reason: str = ""


def sheet_lines(plan: ImportPlan) -> tuple[SheetLine, ...]:
    """The sheets of a plan, those that are left out last."""
    lines: dict[str, SheetLine] = {}
    for table in plan.tables:
        known = lines.get(table.sheet)
        lines[table.sheet] = SheetLine(
            table.sheet,
            (*(known.kinds if known else ()), table.kind),
            known.header_row if known else table.header_row,
            (known.rows if known else 0) + table.counts.read,
            table.remembered,
        )
    for one in plan.left_out:
        if one.sheet not in lines:
            lines[one.sheet] = SheetLine(one.sheet, (), one.header_row, 0, reason=one.message)
    return tuple(lines.values())


class ImportSheets(QWidget):
    """A choice of one sheet or all, and of the kind of rows in it."""

    sheet_chosen = Signal(object)
    kind_chosen = Signal(str)
    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._names: list[str | None] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(4, 1)
        self.kind = CaretCombo(theme)
        self.kind.setAccessibleName(self.tr("What the rows are"))
        for name in KINDS:
            self.kind.addItem(kind_word(name).capitalize(), name)
        self.kind.activated.connect(self._choose_kind)
        self._kind_hint = text_label("", Type.SECOND, "muted")
        self.next = push_button(self.tr("Columns"), primary=True)
        self.back = push_button(self.tr("Back"))
        self.next.clicked.connect(self.next_requested)
        self.back.clicked.connect(self.back_requested)
        self._lay_out()

    def set_sheets(
        self, lines: Sequence[SheetLine], chosen: str | None, plan: ImportPlan | None
    ) -> None:
        """Show the sheets, which of them are imported, and the kind where it can be chosen."""
        self._clear()
        imported = [line for line in lines if not line.reason]
        if len(imported) > 1:
            text = self.tr("All %n sheets together", "", len(imported))
            self._add_choice(None, text, chosen is None)
        only = len(imported) == 1
        for line in lines:
            self._add_choice(
                line.name, line.name, chosen == line.name or (only and not line.reason)
            )
            self._add_facts(line)
        tables = plan.tables if plan else ()
        self.kind.setEnabled(len(tables) <= 1)
        if len(tables) == 1:
            self.kind.setCurrentIndex(self.kind.findData(tables[0].kind))
        else:
            self.kind.setCurrentIndex(-1)
        self._kind_hint.setText(
            "" if len(tables) <= 1 else self.tr("Choose one sheet to change what its rows are.")
        )
        self.next.setEnabled(bool(tables))
        tab_through([*self._group.buttons(), self.kind, self.back, self.next])

    def _add_choice(self, name: str | None, text: str, checked: bool) -> None:
        at = len(self._names)
        button = QRadioButton(text)
        button.setChecked(checked)
        self._names.append(name)
        self._group.addButton(button, at)
        self._grid.addWidget(button, at, 0)

    def _add_facts(self, line: SheetLine) -> None:
        at = len(self._names) - 1
        if line.reason:
            reason = text_label(line.reason, Type.SECOND, "muted")
            reason.setWordWrap(True)
            self._grid.addWidget(reason, at, 1, 1, 4)
            return
        kinds = ", ".join(kind_word(kind) for kind in line.kinds)
        rows = self.tr("%n row(s)", "", line.rows)
        rows = grouped(rows, line.rows, self._formatter)
        texts = [kinds, rows, self.tr("header in row {row}").format(row=line.header_row)]
        if line.remembered:
            texts.append(self.tr("known from %n import(s)", "", line.remembered))
        for column, text in enumerate(texts, start=1):
            self._grid.addWidget(text_label(text, Type.BODY, "muted"), at, column)

    def _clear(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        self._names = []
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot(int)
    def _choose(self, at: int) -> None:
        self.sheet_chosen.emit(self._names[at])

    @Slot(int)
    def _choose_kind(self, at: int) -> None:
        self.kind_chosen.emit(str(self.kind.itemData(at)))

    def _lay_out(self) -> None:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 12, 14, 14)
        inside.setSpacing(12)
        inside.addWidget(text_label(self.tr("Sheets in the file"), Type.CARD_TITLE))
        inside.addLayout(self._grid)
        kind = QHBoxLayout()
        kind.addWidget(text_label(self.tr("The rows are"), Type.BODY))
        kind.addWidget(self.kind)
        kind.addWidget(self._kind_hint)
        kind.addStretch(1)
        inside.addLayout(kind)
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(page)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 12)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(buttons)
