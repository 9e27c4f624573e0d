"""The numbers of the cumulative chart as a table, a row a day."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.reports import CumulativeCurve, CurvePoint
from kpidesk.ui.formatting import Formatter

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class CurveNumbersModel(QAbstractTableModel):
    """Day, working day, actual, target and last year's value at the same working day."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._curve: CumulativeCurve | None = None
        self._before: dict[int, Decimal] = {}

    def set_curve(self, curve: CumulativeCurve | None, formatter: Formatter) -> None:
        """Show another curve."""
        self.beginResetModel()
        self._curve, self._formatter = curve, formatter
        past = curve.last_year if curve is not None else ()
        self._before = {point.working_day: point.value for point in past}
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self._curve is None else len(self._curve.points)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._curve is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(index.column()) | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._text(self._curve.points[index.row()], index.column(), self._curve)

    def _text(self, point: CurvePoint, column: int, curve: CumulativeCurve) -> str:
        unit = curve.definition.unit
        if column == 0:
            return self._formatter.day(point.day, weekday=True)
        if column == 1:
            return self._formatter.number_of(point.working_day)
        values = (point.actual, point.target, self._before.get(point.working_day))
        return self._formatter.cell(values[column - 2], unit)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(section) | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            self.tr("Day"),
            self.tr("Working day"),
            self.tr("Actual"),
            self.tr("Target"),
            self.tr("Last year"),
        )
        return heads[section]


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
