"""Control totals: what stands in the sheet beside what is read, by rep and in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.facts import KINDS
from kpidesk.services.importing.plan import NumberTotal, TablePlan
from kpidesk.ui.formatting import MINUS, NO_VALUE, Formatter
from kpidesk.ui.models.import_texts import field_word

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
IN_SIGHT = 12
"""So many lines are seen at once."""
LINE_ROLE = Qt.ItemDataRole.UserRole + 1


class ControlColumn(IntEnum):
    """Columns of the card."""

    NAME = 0
    SHEET_ROWS = 1
    SHEET = 2
    READ_ROWS = 3
    READ = 4
    DIFFERENCE = 5


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A line of the card; amounts are None where the table has no number column."""

    name: str
    sheet_rows: int | None
    sheet: Decimal | None
    read_rows: int | None
    read: Decimal | None
    whole: bool = False

    @property
    def differs(self) -> bool:
        """Whether something of the sheet is not read."""
        return self.sheet != self.read or self.sheet_rows != self.read_rows


def amount_total(plan: TablePlan) -> NumberTotal | None:
    """The total of the column that matters: the kind's amount, else the first number."""
    wanted = KINDS[plan.kind].amount_field
    for total in plan.totals:
        if total.field == wanted:
            return total
    return plan.totals[0] if plan.totals else None


class ImportControlModel(QAbstractTableModel):
    """A line for each rep as written, or for each number column, and one for all rows."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._lines: tuple[ControlLine, ...] = ()
        self._decimals = 0

    def set_plan(self, plan: TablePlan | None, formatter: Formatter) -> None:
        """Show the totals of another table."""
        self.beginResetModel()
        self._formatter = formatter
        self._lines = self._lines_of(plan) if plan is not None else ()
        amounts = [line.sheet for line in self._lines if line.sheet is not None]
        whole = all(amount == amount.to_integral_value() for amount in amounts)
        self._decimals = 0 if whole else 2
        self.endResetModel()

    @property
    def lines(self) -> Sequence[ControlLine]:
        return self._lines

    def _lines_of(self, plan: TablePlan) -> tuple[ControlLine, ...]:
        total = amount_total(plan)
        has_amount = total is not None
        lines = [
            ControlLine(
                self._rep_name(one.rep),
                one.rows_in_sheet,
                one.amount_in_sheet if has_amount else None,
                one.rows_read,
                one.amount_read if has_amount else None,
            )
            for one in plan.rep_totals
        ]
        if not lines:
            lines = [
                ControlLine(field_word(one.field), None, one.in_sheet, None, one.read)
                for one in plan.totals
                if one is not total
            ]
        read = plan.counts.read - plan.counts.rejected
        name = self.tr("All rows")
        if not plan.rep_totals and total is not None and lines:
            name = field_word(total.field)
        whole = ControlLine(
            name,
            plan.counts.read,
            total.in_sheet if total else None,
            read,
            total.read if total else None,
            whole=True,
        )
        if len(lines) < IN_SIGHT:
            return (*lines, whole)
        # What matters of a long list is not to be scrolled for.
        return (whole, *sorted(lines, key=lambda line: not line.differs))

    def _rep_name(self, written: str) -> str:
        return written or self.tr("(empty)")

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(ControlColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        column = ControlColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is ControlColumn.NAME:
            return line.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return line if role == LINE_ROLE else None

    def _text(self, line: ControlLine, column: ControlColumn) -> str:
        match column:
            case ControlColumn.NAME:
                return line.name
            case ControlColumn.SHEET_ROWS:
                return self._count(line.sheet_rows) if line.sheet is not None else ""
            case ControlColumn.SHEET:
                return self._amount(line.sheet, line.sheet_rows)
            case ControlColumn.READ_ROWS:
                return self._count(line.read_rows) if line.read is not None else ""
            case ControlColumn.READ:
                return self._amount(line.read, line.read_rows)
            case _:
                return self._difference(line)

    def _count(self, rows: int | None) -> str:
        return "" if rows is None else self._formatter.number_of(rows)

    def _amount(self, amount: Decimal | None, rows: int | None) -> str:
        """The amount; where the table has none, the rows are what is compared."""
        if amount is None:
            return self._count(rows)
        return self._formatter.number(amount, self._decimals)

    def _difference(self, line: ControlLine) -> str:
        if not line.differs:
            return NO_VALUE
        if line.sheet is None or line.read is None:
            lost = (line.read_rows or 0) - (line.sheet_rows or 0)
            return self._formatter.number(Decimal(lost), signed=True)
        if line.sheet == line.read:
            lost = (line.sheet_rows or 0) - (line.read_rows or 0)
            return MINUS + self.tr("%n row(s)", "", lost)
        return self._formatter.number(line.read - line.sheet, self._decimals, signed=True)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(ControlColumn(section))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            rows = {
                ControlColumn.SHEET_ROWS: self.tr("Rows in your sheet"),
                ControlColumn.READ_ROWS: self.tr("Rows read"),
            }
            if section in rows:
                return rows[ControlColumn(section)]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        heads = ("", "", self.tr("Your sheet"), "", self.tr("Read"), self.tr("Diff."))
        return heads[section]


def _side(column: ControlColumn) -> int:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
