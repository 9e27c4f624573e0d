"""What reading a workbook gives: sheets of raw cells, and tables found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell without a usable value: `#N/A`, or a formula whose result was never stored."""

    text: str  # "#N/A", "#DIV/0!", or "formula" when there is no stored result


Cell = str | int | float | bool | date | datetime | CellError | None
"""A raw cell. Blank cells are None; whole numbers may arrive as float from some formats."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as it stands. `rows[0]` is row `first_row` of the sheet (1-based)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False
    hidden_rows: int = 0  # hidden or filtered rows count like the others; their number is said
    text_only: bool = False  # CSV: every value is text and its type is decided by the column


@dataclass(frozen=True, slots=True)
class RawBook:
    """A source file as read: its name, format ("xlsx", "csv", ...) and sheets."""

    name: str
    format: str
    sheets: tuple[RawSheet, ...]
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table: heading, position in the sheet (0-based) and raw values."""

    header: str
    index: int
    values: Sequence[Cell]

    @property
    def letter(self) -> str:
        """The column's letter in a spreadsheet: 0 is A, 26 is AA."""
        letters, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A row that sums the others; it is never imported but compared with what was read."""

    row: int
    label: str
    values: dict[int, Cell]  # column index -> cell


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table found in a sheet: `row_numbers[i]` is the sheet row of the i-th value."""

    sheet: str
    header_row: int
    columns: tuple[TableColumn, ...]
    row_numbers: Sequence[int]
    totals: tuple[TotalsRow, ...] = ()
    hidden_rows: int = 0
    text_only: bool = False
    notes: tuple[str, ...] = ()
    title: str = ""

    def __len__(self) -> int:
        return len(self.row_numbers)


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer to a question, as a mapping file writes it, and in words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the program is unsure of, asked instead of guessed.

    `blocking` questions change numbers: an import with one unanswered is refused.
    """

    field: str
    column: str
    code: str
    message: str
    choices: tuple[Choice, ...] = ()
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """Something said, not asked: a totals row left out, a kind assumed, hidden rows counted."""

    code: str
    message: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a column's texts are read: date order and decimal sign (None = not needed)."""

    dates: str | None = None  # iso | dmy | mdy
    decimal: str | None = None  # "," | "."


@dataclass(frozen=True, slots=True)
class WideAxis:
    """Months, quarters or KPIs across: which columns are values, and what each stands for."""

    columns: tuple[int, ...]  # positions in SourceTable.columns
    period_of: dict[int, str]  # position -> period text, e.g. "2026-03"
    value_field: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table would be imported: its kind and what each column means.

    `mapping` is header -> field. `values` is field -> {as written: meaning}; for a field without
    a column the key "" gives its value for every row.
    """

    kind: str | None
    score: float
    mapping: dict[str, str]
    reads: dict[str, ReadAs] = field(default_factory=dict)  # header -> how it is read
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    language: str | None = None
    wide: WideAxis | None = None
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    alternatives: tuple[str, ...] = ()  # other kinds that were nearly as likely
    missing: tuple[str, ...] = ()  # required fields that no column gives
