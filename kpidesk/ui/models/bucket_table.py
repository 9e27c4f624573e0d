"""The table under a development curve: a column a bucket, a row for each thing that is told."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.reports import CurveReport
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.bucket_lines import BucketLine, bucket_lines, corner_unit
from kpidesk.ui.words import bucket_title

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The BucketLine of a row."""
LOW_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether a cell is a shortfall, which is written in vermilion."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class BucketTableModel(QAbstractTableModel):
    """First column the name of the row, last column the whole period."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._report: CurveReport | None = None
        self._lines: tuple[BucketLine, ...] = ()
        self._heads: tuple[str, ...] = ()

    @property
    def buckets(self) -> int:
        """How many buckets there are."""
        return len(self._report.buckets) if self._report else 0

    @property
    def lines(self) -> tuple[BucketLine, ...]:
        return self._lines

    def set_report(self, report: CurveReport, formatter: Formatter) -> None:
        """Show another curve."""
        self.beginResetModel()
        self._report, self._formatter = report, formatter
        self._lines = bucket_lines(report, formatter)
        self._heads = self._make_heads(report)
        self.endResetModel()

    def _make_heads(self, report: CurveReport) -> tuple[str, ...]:
        titles, before = [], None
        for bucket in report.buckets:
            titles.append(bucket_title(bucket.period, self._formatter, before))
            before = bucket.period
        first, last = report.period.first.year, report.period.last.year
        years = str(first) if first == last else f"{first}–{last}"
        corner = corner_unit(report, self._formatter) or years
        return (corner, *titles, self.tr("In all"))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self._report is None else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.texts[0]}, {self._heads[column]}: {line.texts[column]}"
        if role == LINE_ROLE:
            return line
        if role == LOW_ROLE:
            return column in line.low
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(section) | Qt.AlignmentFlag.AlignVCenter)
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
