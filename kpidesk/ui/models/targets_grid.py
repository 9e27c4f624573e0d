"""The target grid as an item model. Edits are wishes: what is stored is shown when it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.numbers import Unit
from kpidesk.domain.periods import Period
from kpidesk.domain.targets import Scope, Target
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.models.targets_input import read_value, typed_value
from kpidesk.ui.models.targets_rows import (
    GridColumn,
    GridFigures,
    GridRow,
    Shown,
    Source,
    Stay,
    Stored,
    with_differences,
)
from kpidesk.ui.models.targets_titles import cell_tip, column_title, row_chip, row_title

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
CHIP_ROLE = Qt.ItemDataRole.UserRole + 3
"""Of a name in the header: what is to be known of the person, “left 31 Mar”."""
THOUSAND = 1000
_LARGE = 1_000_000


@dataclass(frozen=True, slots=True)
class TargetEdit:
    """A wish: another value for a scope and period, or with None no target there."""

    scope: Scope
    period: Period
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a cell is and shows. `pending`: the value is on its way to the company file."""

    row: GridRow
    column: GridColumn
    shown: Shown
    own: Target | None
    pending: bool
    closed: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class GridContent:
    """Everything that the grid shows."""

    definition: KpiDefinition
    rows: tuple[GridRow, ...]
    columns: tuple[GridColumn, ...]
    stored: Stored
    today: date
    stays: tuple[Stay, ...] = ()


class TargetsGridModel(QAbstractTableModel):
    """Scopes down, months, quarters and the year across.

    `edits_requested` carries a tuple of TargetEdit. `refused` carries the KpiDeskError of a text
    that is no number.
    """

    edits_requested = Signal(object)
    refused = Signal(object)

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._content: GridContent | None = None
        self._rows: tuple[GridRow, ...] = ()
        self._figures: GridFigures | None = None
        self._pending: dict[tuple[Scope, Period], Decimal | None] = {}
        self._scale = 1
        self._chosen_scale: int | None = None

    @property
    def content(self) -> GridContent | None:
        return self._content

    @property
    def scale(self) -> int:
        """How many units of the currency one of the shown and typed ones is."""
        return self._scale

    def set_content(self, content: GridContent | None, formatter: Formatter) -> None:
        """Show other targets; rows stay where they are if only the figures changed."""
        old = self._content
        rows = self._rows_of(content)
        same = (
            old is not None
            and content is not None
            and rows == self._rows
            and old.columns == content.columns
            and old.definition == content.definition
        )
        if not same:
            self.beginResetModel()
        self._content, self._rows, self._formatter = content, rows, formatter
        self._pending = {}
        self._work_out()
        if old is None or not _of_one_page(old, content):
            self._scale = self._fitting_scale()  # it never changes under somebody who types
        if same:
            self._all_changed()
        else:
            self.endResetModel()

    def set_scale(self, scale: int) -> None:
        """Show and take money in 1 or 1 000 units of the currency, from now on."""
        self._chosen_scale = scale
        self._scale = self._fitting_scale()
        self._all_changed()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))

    def set_pending(self, edits: Sequence[TargetEdit]) -> None:
        """Show values that are on their way; an empty sequence shows what is stored."""
        self._pending = {(edit.scope, edit.period): edit.value for edit in edits}
        self._work_out()
        self._all_changed()

    def cell(self, index: Index) -> GridCell | None:
        """What stands in a cell."""
        if not index.isValid() or self._content is None or self._figures is None:
            return None
        row, column = self._rows[index.row()], self._content.columns[index.column()]
        at = index.column()
        shown = (
            self._figures.difference(row.scope, at)
            if row.difference
            else self._figures.shown(row.scope, at)
        )
        return GridCell(
            row,
            column,
            shown,
            None if row.difference else self._content.stored.get((row.scope, column.period)),
            (row.scope, column.period) in self._pending and not row.difference,
            column.period.last < self._content.today,
            self._editable(row),
        )

    def shown(self, scope: Scope, column: int) -> Shown:
        """The figure of a scope in a column, wherever it comes from."""
        if self._figures is None:
            return Shown(None, Source.NOTHING)
        return self._figures.shown(scope, column)

    def index_of(self, scope: Scope, period: Period) -> QModelIndex:
        """The cell of a scope and period; invalid where the grid has none."""
        if self._content is None:
            return QModelIndex()
        periods = [column.period for column in self._content.columns]
        for at, row in enumerate(self._rows):
            if row.scope == scope and not row.difference and period in periods:
                return self.index(at, periods.index(period))
        return QModelIndex()

    def row_at(self, at: int) -> GridRow:
        """The row at a position."""
        return self._rows[at]

    def value_text(self, value: Decimal | None) -> str:
        """A figure as a cell shows it, in the grid's unit."""
        if value is None or self._content is None:
            return NO_VALUE
        unit = self._content.definition.unit
        if unit.is_money and self._scale > 1:
            return self._formatter.number(value / self._scale, _decimals(value / self._scale))
        return self._formatter.cell(value, unit)

    def typed_text(self, value: Decimal | None) -> str:
        """A figure as it would be typed into the grid."""
        if self._content is None:
            return ""
        return typed_value(value, self._content.definition.unit, self._formatter, self._scale)

    def read(self, text: str) -> Decimal | None:
        """The figure that a text typed into the grid means; UsageError where it is none."""
        assert self._content is not None
        return read_value(text, self._content.definition.unit, self._formatter, self._scale)

    def edit_of(self, index: Index, text: str) -> TargetEdit | None:
        """The wish that a text in a cell is; None where it changes nothing."""
        cell = self.cell(index)
        if cell is None or not cell.editable:
            return None
        value = self.read(text)
        if value == (cell.own.value if cell.own else None):
            return None
        return TargetEdit(cell.row.scope, cell.column.period, value)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another target; the cell shows it at once, as not yet stored."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        try:
            edit = self.edit_of(index, str(value))
        except KpiDeskError as error:
            self.refused.emit(error)
            return False
        if edit is None:
            return False
        self.edits_requested.emit((edit,))
        return True

    def _rows_of(self, content: GridContent | None) -> tuple[GridRow, ...]:
        if content is None:
            return ()
        if not content.definition.additive:
            return content.rows
        return with_differences(content.rows, content.columns, content.stored)

    def _work_out(self) -> None:
        if self._content is None:
            self._figures = None
            return
        content = self._content
        stored = dict(content.stored)
        for (scope, period), value in self._pending.items():
            if value is None:
                stored.pop((scope, period), None)
            else:
                stored[scope, period] = Target(content.definition.key, scope, period, value)
        self._figures = GridFigures(
            content.rows,
            content.columns,
            stored,
            content.stays,
            additive=content.definition.additive,
        )

    def _fitting_scale(self) -> int:
        """What was chosen, else thousands where a year would not fit the window."""
        content = self._content
        if content is None or content.definition.unit is not Unit.MONEY:
            return 1
        if self._chosen_scale is not None:
            return self._chosen_scale
        last = len(content.columns) - 1
        shown = [self.shown(row.scope, last).value for row in content.rows]
        return THOUSAND if any(value and value >= _LARGE for value in shown) else 1

    def _editable(self, row: GridRow) -> bool:
        if row.difference or self._content is None:
            return False
        return self._content.definition.allows(row.scope.level)

    def _all_changed(self) -> None:
        if self._rows and self._content is not None:
            last = self.index(len(self._rows) - 1, len(self._content.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _text(self, cell: GridCell) -> str:
        shown = cell.shown
        if not cell.row.difference:
            return self.value_text(shown.value)
        if shown.value is None:
            return ""
        if shown.share is not None:
            percent = self._formatter.number(shown.share * 100, 1)
            return f"+{percent}"
        return self.value_text(shown.value)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self._content is None else len(self._content.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        cell = self.cell(index)
        return flags | Qt.ItemFlag.ItemIsEditable if cell and cell.editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None or self._content is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(cell)
            case Qt.ItemDataRole.EditRole:
                return self.typed_text(cell.own.value if cell.own else None)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.row.name}, {cell.column.period}: {self._text(cell)}"
            case Qt.ItemDataRole.ToolTipRole:
                return cell_tip(cell.row, cell.shown, self._content.definition, cell.editable)
        if role == CELL_ROLE:
            return cell
        return cell.row if role == ROW_ROLE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._name(self._rows[section], role)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if self._content is None or section >= len(self._content.columns):
            return None
        return column_title(self._content.columns[section], self._formatter)

    def _name(self, row: GridRow, role: int) -> str | None:
        name, chip = row_title(row), row_chip(row, self._formatter)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{name}, {chip}" if chip else name
        return chip if role == CHIP_ROLE else None


def _of_one_page(old: GridContent, new: GridContent | None) -> bool:
    if new is None or old.definition != new.definition or old.columns != new.columns:
        return False
    return [row.name for row in old.rows[:1]] == [row.name for row in new.rows[:1]]


def _decimals(value: Decimal) -> int:
    """As many as a number of thousands needs, at most three."""
    for decimals in range(3):
        if value == round(value, decimals):
            return decimals
    return 3
