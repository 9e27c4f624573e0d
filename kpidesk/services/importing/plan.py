"""What an import would do, before it does it: the plan that the Check step shows.

Rows are kept column-wise: a state per row in one byte string, the sheet's own cells in the
columns as they were read. Only what deserves a look is an object of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UsageError
from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Note, Question, ReadAs, TableColumn, TotalsRow

if TYPE_CHECKING:
    from kpidesk.excel.detect import MappingFile
    from kpidesk.services.importing.writes import TableWrites

Progress = Callable[[float, str], None]
"""Told the share that is done (0 to 1) and what is being done."""
CancelCheck = Callable[[], bool]

Shown = str | int | float | bool | date | Decimal | None
"""A value as the Check step shows it."""


class RowState(IntEnum):
    """What becomes of a row of the source."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    REJECTED = 3


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user decided beforehand; whatever is left out is detected.

    `strict` refuses the whole import when a single row is rejected. `mapping` speaks of the
    tables that have its columns; `mappings` has one of its own for a sheet, by name, and goes
    before it. Raises UsageError `kind.unknown` for a kind that there is not.
    """

    sheet: str | None = None
    kind: str | None = None
    mapping: MappingFile | None = None
    strict: bool = False
    mappings: Mapping[str, MappingFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in KINDS:
            raise UsageError(
                "kind.unknown",
                f"There is no kind “{self.kind}”. The kinds are {', '.join(KINDS)}.",
            )


@dataclass(frozen=True, slots=True)
class Issue:
    """Why a row is rejected. `cell` is its address in the sheet ("D13").

    A `blocking` one refuses the whole import unless the user has seen it and goes on without
    these rows. `other_row` is the second row that a clash is about.
    """

    row: int
    column: str | None
    cell: str | None
    code: str
    message: str
    blocking: bool = False
    other_row: int | None = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A field of a known row that gets another value; `cell` is None where no one cell says so."""

    row: int
    field: str
    column: str | None
    cell: str | None
    old: Shown
    new: Shown


@dataclass(frozen=True, slots=True)
class NumberTotal:
    """The sum of a number column: what the sheet itself says, what stands in it, what is read."""

    field: str
    column: str
    in_sheet: Decimal  # every readable cell, rejected rows included
    read: Decimal
    stated: Decimal | None = None  # the sheet's own totals row
    stated_row: int | None = None

    @property
    def agrees(self) -> bool | None:
        """Whether the sheet's own total equals its cells; None when it states none."""
        return None if self.stated is None else self.stated == self.in_sheet


@dataclass(frozen=True, slots=True)
class RepTotal:
    """Control total of one rep as written ("" = empty): in the sheet beside what is read."""

    rep: str
    rows_in_sheet: int
    amount_in_sheet: Decimal
    rows_read: int
    amount_read: Decimal

    @property
    def difference(self) -> Decimal:
        """What the rejected rows take away (read minus sheet)."""
        return self.amount_read - self.amount_in_sheet


@dataclass(frozen=True, slots=True)
class AliasNote:
    """A spelling in the sheet that is taken for a name already in use."""

    list: str  # reps, teams, customers, products, stages
    written: str
    means: str


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A month before the data's own that the import changes: sum of change in `deals` deals."""

    month: str  # 2026-05
    change: Decimal
    deals: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet, or a table of one, that is not imported, and why."""

    sheet: str
    header_row: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them; `read` is their sum, always."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0

    @property
    def read(self) -> int:
        """All rows of the table that hold something."""
        return self.new + self.changed + self.unchanged + self.rejected

    def as_dict(self) -> dict[str, int]:
        """The counts by name, `read` first."""
        return {
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What the import of one table would do.

    `states[i]` (a RowState) belongs to `row_numbers[i]`, the row's number in the sheet, and to
    `columns[c].values[i]`. In a wide table every filled value cell is a row of its own here and
    `columns` are those of the long form it stands for.
    """

    sheet: str
    header_row: int
    kind: str
    shape: str
    mapping: Mapping[str, str]  # heading -> field
    reads: Mapping[str, ReadAs]
    columns: tuple[TableColumn, ...]
    row_numbers: Sequence[int]
    states: bytes
    counts: Counts
    changes: tuple[CellChange, ...] = ()
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    totals: tuple[NumberTotal, ...] = ()
    rep_totals: tuple[RepTotal, ...] = ()
    created: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[AliasNote, ...] = ()
    closed_periods: tuple[ClosedPeriod, ...] = ()
    totals_rows: tuple[TotalsRow, ...] = ()
    hidden_rows: int = 0
    title: str = ""
    hidden_sheet: bool = False
    language: str | None = None
    alternatives: tuple[str, ...] = ()
    remembered: int = 0  # how often this shape was imported with the mapping that is used
    remember: Mapping[str, object] = field(default_factory=dict)  # kept for the next such sheet
    writes: TableWrites | None = None

    def state_of(self, position: int) -> RowState:
        """What becomes of the row at a position of `row_numbers`."""
        return RowState(self.states[position])

    def positions(self, state: RowState) -> list[int]:
        """Positions of all rows in a state, in order."""
        wanted = int(state)
        return [at for at, found in enumerate(self.states) if found == wanted]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a source would do to the company, table by table in the order of work.

    `token` is the state of the company that the plan was made for.
    """

    source: Path
    name: str
    format: str
    options: ImportOptions
    tables: tuple[TablePlan, ...]
    left_out: tuple[LeftOut, ...]
    token: object = None
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def counts(self) -> Counts:
        """Rows of all tables together."""
        each = [table.counts for table in self.tables]
        return Counts(
            sum(counts.new for counts in each),
            sum(counts.changed for counts in each),
            sum(counts.unchanged for counts in each),
            sum(counts.rejected for counts in each),
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still to be answered, over all tables."""
        return tuple(question for table in self.tables for question in table.questions)

    @property
    def changes_anything(self) -> bool:
        """Whether applying the plan would write anything at all."""
        return any(table.writes is not None and bool(table.writes) for table in self.tables)


@dataclass(frozen=True, slots=True)
class TableResult:
    """One table as imported; `batch` is None when there was nothing to write."""

    batch: int | None
    plan: TablePlan


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. Rejected rows stay in the plans of `tables`."""

    name: str
    tables: tuple[TableResult, ...]
    left_out: tuple[LeftOut, ...]
    changed: object = None  # kpidesk.domain.reports.Changed, None when nothing was written
