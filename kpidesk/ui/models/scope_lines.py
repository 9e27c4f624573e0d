"""The rows of "Teams and reps": teams, their reps, and what no rep stands for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import SMALL_NUMBER
from kpidesk.domain.reports import ScopeLine
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.words import status_word

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The ScopeLine of a row, for delegates and for what a click means."""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class LineColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    WON = 1
    TARGET = 2
    ATTAINMENT = 3
    PACE = 4
    WIN_RATE = 5


class ScopeLinesModel(QAbstractTableModel):
    """Won value against target for each team and rep."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._lines: tuple[ScopeLine, ...] = ()

    @property
    def lines(self) -> tuple[ScopeLine, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[ScopeLine], formatter: Formatter) -> None:
        """Show other figures; the same people in the same order keep the selection."""
        same = [(line.name, line.level) for line in lines] == [
            (line.name, line.level) for line in self._lines
        ]
        if not same:
            self.beginResetModel()
        self._lines, self._formatter = tuple(lines), formatter
        if not same:
            self.endResetModel()
        elif lines:
            last = self.index(len(lines) - 1, len(LineColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def text(self, line: ScopeLine, column: LineColumn) -> str:
        """What a cell says."""
        formatter = self._formatter
        match column:
            case LineColumn.NAME:
                return line.name if line.scope is not None else self.tr("No rep")
            case LineColumn.WON:
                return formatter.cell(line.won, Unit.MONEY)
            case LineColumn.TARGET:
                return formatter.cell(line.target, Unit.MONEY)
            case LineColumn.ATTAINMENT:
                if line.scope is None:
                    return self.tr("counts for the organisation")
                return formatter.percent(line.attainment, 0)
            case LineColumn.PACE:
                return status_word(line.status) if line.scope is not None else ""
            case LineColumn.WIN_RATE:
                return self._win_rate(line)

    def _win_rate(self, line: ScopeLine) -> str:
        if line.scope is None:
            return ""
        if line.win_rate is None:
            return NO_VALUE
        if line.win_n < SMALL_NUMBER:
            return self.tr("n too small")
        rate = self._formatter.percent(line.win_rate, 0)
        return f"{rate} {self._formatter.number_of(line.win_n)}"

    def _tip(self, line: ScopeLine, column: LineColumn) -> str | None:
        if column is LineColumn.WIN_RATE and 0 < line.win_n < SMALL_NUMBER:
            return self.tr("{n} closed deals. A trend and a place in a ranking need 10.").format(
                n=line.win_n
            )
        if column is LineColumn.PACE and line.pace is not None:
            return self.tr("pace {percent}").format(percent=self._formatter.percent(line.pace))
        return line.name if column is LineColumn.NAME else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(LineColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], LineColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(line, column)
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column in (LineColumn.WON, LineColumn.TARGET, LineColumn.WIN_RATE)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = LineColumn(section) in (
                LineColumn.WON,
                LineColumn.TARGET,
                LineColumn.WIN_RATE,
            )
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            self.tr("Name"),
            self.tr("Won"),
            self.tr("Target"),
            self.tr("Attainment"),
            self.tr("Pace"),
            self.tr("Win rate, n"),
        )
        return heads[section]
