"""The sheet of the Check step: titles, headings, rows and totals over the plan's own columns.

Nothing is copied: a line is a number, and a cell is looked up when it is painted.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.domain.tables import TableColumn, TotalsRow
from kpidesk.services.importing.plan import CellChange, Issue, RowState, TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_columns import ColumnHead, column_heads
from kpidesk.ui.models.import_texts import cell_text, reason_word, shown_value

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_TITLES = 5
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
MARK_ROLE = Qt.ItemDataRole.UserRole + 2


class LineKind(Enum):
    """What a line of the preview is."""

    TITLE = auto()
    HEADER = auto()
    DATA = auto()
    TOTAL = auto()


class Mark(Enum):
    """What is to be seen on a cell."""

    NONE = auto()
    CHANGED = auto()
    REJECTED = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number in the sheet, and what becomes of it (None: it is no data)."""

    kind: LineKind
    row: int
    state: RowState | None = None
    detail: str = ""


class ImportSheetModel(QAbstractTableModel):
    """One table of a plan as it stands in its sheet, with what becomes of every row."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._plan: TablePlan | None = None
        self._wanted: RowState | None = None
        self._lines: list[int] = []  # a position in the plan, or below zero: -1 - other
        self._others: list[tuple[LineKind, int, TotalsRow | None]] = []
        self._heads: tuple[ColumnHead, ...] = ()
        self._changes: dict[str, CellChange] = {}
        self._row_changes: dict[int, CellChange] = {}
        self._issues: dict[str, Issue] = {}
        self._row_issues: dict[int, Issue] = {}

    @property
    def heads(self) -> tuple[ColumnHead, ...]:
        """What stands over the columns."""
        return self._heads

    @property
    def plan(self) -> TablePlan | None:
        """The table that is shown."""
        return self._plan

    def set_plan(self, plan: TablePlan | None, formatter: Formatter) -> None:
        """Show another table, all of its rows."""
        self.beginResetModel()
        self._plan, self._formatter, self._wanted = plan, formatter, None
        self._heads = column_heads(plan, formatter) if plan else ()
        self._changes, self._row_changes = {}, {}
        self._issues, self._row_issues = {}, {}
        if plan is not None:
            self._note(plan)
            self._others = _other_lines(plan)
            self._lines = _all_lines(plan, self._others)
        else:
            self._others, self._lines = [], []
        self.endResetModel()

    def set_filter(self, wanted: RowState | None) -> None:
        """Show only the rows in a state, under the headings; None shows the whole sheet."""
        if self._plan is None or wanted is self._wanted:
            return
        self.beginResetModel()
        self._wanted = wanted
        if wanted is None:
            self._lines = _all_lines(self._plan, self._others)
        else:
            header = [
                -1 - at for at, other in enumerate(self._others) if other[0] is LineKind.HEADER
            ]
            self._lines = header + self._plan.positions(wanted)
        self.endResetModel()

    def _kind(self, at: int) -> LineKind:
        position = self._lines[at]
        return LineKind.DATA if position >= 0 else self._others[-1 - position][0]

    def line(self, at: int) -> Line:
        """What the line at a row of the model is."""
        assert self._plan is not None
        position = self._lines[at]
        if position < 0:
            kind, row, _ = self._others[-1 - position]
            return Line(kind, row)
        row, state = self._plan.row_numbers[position], self._plan.state_of(position)
        return Line(LineKind.DATA, row, state, self._detail(position, row, state))

    def issue_at(self, at: int) -> Issue | None:
        """Why the row on a line is rejected."""
        return self._row_issues.get(self.line(at).row)

    def first_data_line(self) -> int:
        """The first line that is a row of data; 0 where there is none."""
        return next((at for at, position in enumerate(self._lines) if position >= 0), 0)

    def line_of_row(self, row: int) -> int | None:
        """The line on which a row of the sheet is shown, if the filter lets it."""
        rows = self._plan.row_numbers if self._plan else ()
        for at, position in enumerate(self._lines):
            found = rows[position] if position >= 0 else self._others[-1 - position][1]
            if found == row:
                return at
        return None

    def column_of_cell(self, cell: str | None) -> int:
        """The column of an address such as D13; the first one where there is none."""
        letters = "".join(filter(str.isalpha, cell or ""))
        for at, head in enumerate(self._heads):
            if head.letter == letters:
                return at
        return 0

    def next_rejected(self, start: int, step: int) -> int | None:
        """The nearest line after (step 1) or before (-1) `start` that is rejected; goes round."""
        count = len(self._lines)
        if self._plan is None or not self._plan.counts.rejected:
            return None
        states, rejected = self._plan.states, int(RowState.REJECTED)
        for away in range(1, count + 1):
            at = (start + step * away) % count
            position = self._lines[at]
            if position >= 0 and states[position] == rejected:
                return at
        return None

    def _note(self, plan: TablePlan) -> None:
        for change in plan.changes:
            if change.cell:
                self._changes[change.cell] = change
            self._row_changes.setdefault(change.row, change)
        for issue in plan.issues:
            if issue.cell:
                self._issues.setdefault(issue.cell, issue)
            self._row_issues.setdefault(issue.row, issue)

    def _detail(self, position: int, row: int, state: RowState) -> str:
        if state is RowState.CHANGED:
            change = self._change_on(position, row)
            if change is None:
                return ""
            old = shown_value(change.old, self._formatter)
            return self.tr("was {value}").format(value=old)
        if state is RowState.REJECTED:
            issue = self._row_issues.get(row)
            return (reason_word(issue.code) or issue.message) if issue else ""
        return ""

    def _change_on(self, position: int, row: int) -> CellChange | None:
        for head in self._heads:
            found = self._changes.get(f"{head.letter}{row}")
            if found is not None:
                return found
        return self._row_changes.get(row)

    def _mark(self, at: int, column: int) -> Mark:
        line = self.line(at)
        address = f"{self._heads[column].letter}{line.row}"
        if line.state is RowState.CHANGED and address in self._changes:
            return Mark.CHANGED
        if line.state is RowState.REJECTED and address in self._issues:
            return Mark.REJECTED
        return Mark.NONE

    def _text(self, at: int, column: int) -> str:
        assert self._plan is not None
        position = self._lines[at]
        source = self._plan.columns[column]
        head = self._heads[column]
        if position >= 0:
            return cell_text(source.values[position], self._formatter, head.decimals)
        kind, row, totals = self._others[-1 - position]
        if kind is LineKind.HEADER:
            return source.header
        if kind is LineKind.TITLE:
            title = self._plan.title if row == self._first_title() else ""
            return title if column == 0 else ""
        return self._total_text(totals, source, head, column)

    def _total_text(
        self, totals: TotalsRow | None, source: TableColumn, head: ColumnHead, column: int
    ) -> str:
        assert totals is not None
        value = totals.values.get(source.index)
        if value is None:
            return totals.label if column == 0 else ""
        return cell_text(value, self._formatter, head.decimals)

    def _first_title(self) -> int:
        return min(row for kind, row, _ in self._others if kind is LineKind.TITLE)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(at, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft
                figures = (LineKind.DATA, LineKind.TOTAL)
                if self._heads[column].right and self._kind(at) in figures:
                    side = Qt.AlignmentFlag.AlignRight
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(at, column)
        if role == LINE_ROLE:
            return self.line(at)
        if role == MARK_ROLE:
            return self._mark(at, column)
        return None

    def _tip(self, at: int, column: int) -> str | None:
        line = self.line(at)
        address = f"{self._heads[column].letter}{line.row}"
        if address in self._issues:
            return self._issues[address].message
        if address in self._changes and line.state is RowState.CHANGED:
            old = shown_value(self._changes[address].old, self._formatter)
            return self.tr("{cell} was {value}").format(cell=address, value=old)
        issue = self._row_issues.get(line.row) if line.state is RowState.REJECTED else None
        return issue.message if issue else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._heads[section].letter if section < len(self._heads) else None
        return str(self.line(section).row) if section < len(self._lines) else None


def _other_lines(plan: TablePlan) -> list[tuple[LineKind, int, TotalsRow | None]]:
    """Titles, the heading row and totals rows, by their place in the sheet."""
    first = max(1, plan.header_row - _TITLES) if plan.title else plan.header_row
    titles = [(LineKind.TITLE, row, None) for row in range(first, plan.header_row)]
    header = [(LineKind.HEADER, plan.header_row, None)]
    totals = sorted(plan.totals_rows, key=lambda row: row.row)
    return [*titles, *header, *((LineKind.TOTAL, row.row, row) for row in totals)]


def _all_lines(plan: TablePlan, others: list[tuple[LineKind, int, TotalsRow | None]]) -> list[int]:
    rows = plan.row_numbers
    lines = list(range(len(rows)))
    ordered = list(rows) == sorted(rows)
    for at, (_, row, _) in enumerate(others):
        place = bisect_left(rows, row) if ordered else len(rows) if row > plan.header_row else 0
        lines.insert(place + at, -1 - at)  # those before it have moved it on
    return lines
