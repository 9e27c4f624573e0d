"""The rows behind a number."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.numbers import Unit
from kpidesk.domain.reports import FactRow
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.kpi_words import result_word

FACT_ROLE = Qt.ItemDataRole.UserRole
"""The FactRow of a row."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class FactColumn(IntEnum):
    """The columns, from left to right."""

    DAY = 0
    CUSTOMER = 1
    REP = 2
    RESULT = 3
    AMOUNT = 4


class FactRowsModel(QAbstractTableModel):
    """Deals or activities, newest first."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._rows: tuple[FactRow, ...] = ()

    def set_rows(self, rows: tuple[FactRow, ...], formatter: Formatter) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._formatter = rows, formatter
        self.endResetModel()

    @property
    def rows(self) -> tuple[FactRow, ...]:
        return self._rows

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(FactColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], FactColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == FACT_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (row.label, row.customer, row.rep, row.source)
            return " · ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, row: FactRow, column: FactColumn) -> str:
        match column:
            case FactColumn.DAY:
                return self._formatter.short_day(row.day)
            case FactColumn.CUSTOMER:
                return row.customer or row.label
            case FactColumn.REP:
                return _short_name(row.rep) if row.rep else NO_VALUE
            case FactColumn.RESULT:
                return result_word(row.result) if row.result else row.label
            case FactColumn.AMOUNT:
                return self._formatter.cell(row.amount, Unit.MONEY)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(FactColumn(section)) | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            self.tr("Date"),
            self.tr("Customer"),
            self.tr("Rep"),
            self.tr("Result"),
            self._formatter.currency_symbol,
        )
        return heads[section]


def _short_name(name: str) -> str:
    """`Kari N.`: the whole name stands in the tool tip."""
    first, *others = name.split()
    return f"{first} {others[-1][0]}." if others else first


def _side(column: FactColumn) -> Qt.AlignmentFlag:
    right = column is FactColumn.AMOUNT
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
