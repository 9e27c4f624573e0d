"""Sending the rows of one sheet, trimmed of the blank rows and columns at its end."""

from __future__ import annotations

from typing import BinaryIO

from kpidesk.domain.tables import Cell
from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.frames import CELLS_PER_FRAME, ROWS, SHEET, SHEET_END, write_frame

Row = tuple[Cell, ...]


class CellBudget:
    """How many cells of a book may still be sent."""

    def __init__(self, max_cells: int) -> None:
        self._left = max_cells

    def take(self, cells: int) -> None:
        """Count cells. Raises SourceFault once they are more than the whole book may have."""
        self._left -= cells
        if self._left < 0:
            raise SourceFault("source.too_large")


class SheetSender:
    """Takes rows and sends them in frames; blank rows wait until a filled one comes."""

    def __init__(
        self,
        output: BinaryIO,
        name: str,
        *,
        first_row: int = 1,
        first_column: int = 0,
        hidden: bool = False,
        text_only: bool = False,
    ) -> None:
        self._output = output
        self._waiting: list[Row] = []
        self._cells = 0
        self._blank_rows = 0
        self.width = 0
        self._narrowest: int | None = None
        self._widest = 0
        self.height = 0
        write_frame(output, SHEET, name, first_row, first_column, hidden, text_only)

    def add(self, rows: list[Row]) -> None:
        """Take the next rows, as many as are at hand."""
        self._waiting += rows
        self._cells += sum(map(len, rows)) + len(rows)
        if self._cells >= CELLS_PER_FRAME:
            self.flush()

    def close(self, hidden_rows: int) -> None:
        """Send what is left, and how wide the sheet is and how many of its rows are hidden."""
        self.flush()
        ragged = self._narrowest not in (None, self.width) or self._widest != self.width
        write_frame(self._output, SHEET_END, self.width, ragged, hidden_rows)

    def flush(self) -> None:
        """Send what waits; afterwards `height` and `width` reach to the last filled cell."""
        rows = self._waiting
        filled = len(rows)
        while filled and _used(rows[filled - 1]) == 0:
            filled -= 1
        trailing = rows[filled:]
        if filled:
            ready = rows[:filled]
            if self._blank_rows:
                ready = [()] * self._blank_rows + ready
            self._measure(ready)
            self._blank_rows = 0
            self.height += len(ready)
            write_frame(self._output, ROWS, ready)
        self._blank_rows += len(trailing)
        self._waiting, self._cells = [], 0

    def _measure(self, rows: list[Row]) -> None:
        lengths = {len(row) for row in rows}
        self._widest = max(self._widest, *lengths)
        narrowest = min(lengths)
        if self._narrowest is None or narrowest < self._narrowest:
            self._narrowest = narrowest
        if self.width < self._widest:
            self.width = max(self.width, max(map(_used, rows)))


def _used(row: Row) -> int:
    """How many cells of a row remain once the blank ones at its end are left out."""
    used = len(row)
    while used and row[used - 1] is None:
        used -= 1
    return used
