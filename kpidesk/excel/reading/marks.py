"""What the fast parser does not tell about a sheet: cells in error, and hidden rows.

Cells are addressed from 0, as (row, column).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kpidesk.domain.tables import CellError

NO_RESULT = CellError("formula")

# The error codes of the binary formats ([MS-XLS] 2.5.10 BErr).
BINARY_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def binary_error(code: int) -> CellError:
    """The error that a binary workbook stores as a number."""
    return CellError(BINARY_ERRORS.get(code, "#ERROR!"))


@dataclass
class SheetMarks:
    """Corrections to what the parser gave: cells by row and column, and the hidden rows."""

    cells: dict[int, dict[int, CellError | int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)

    def put(self, row: int, column: int, cell: CellError | int) -> None:
        """Say what a cell really is."""
        self.cells.setdefault(row, {})[column] = cell

    def hidden_between(self, first: int, last: int) -> int:
        """How many rows of that span are hidden or filtered away."""
        return sum(first <= row <= last for row in self.hidden_rows)

    def columns(self) -> Iterable[int]:
        """The columns of all corrected cells, with repetitions."""
        return (column for row in self.cells.values() for column in row)
