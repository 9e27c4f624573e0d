"""A table while it is planned: its columns as parsed values, and what is said of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpidesk.domain.facts import Field, Kind
from kpidesk.domain.tables import Note, Proposal, Question, SourceTable, TableColumn
from kpidesk.services.importing.plan import Issue, RowState

REJECTED = int(RowState.REJECTED)
EXTERNAL_ID = "external_id"
"""In lists: the id by which other sheets may call an entry."""


@dataclass(slots=True)
class FieldColumn:
    """One field of the table. `column` is None where every row gets the same value."""

    field: Field
    column: TableColumn | None
    values: list[object]

    @property
    def header(self) -> str | None:
        """The heading it comes from."""
        return self.column.header if self.column else None


@dataclass(frozen=True, slots=True)
class OwnRow:
    """The stored row that a row of the table is, by its key.

    `shown` has the stored values as they are exported, by field; `edited` are the fields whose
    cells say something else. `place` is the membership, in rows of reps that have one.
    """

    id: int
    place: int | None
    shown: Mapping[str, object]
    edited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Settled:
    """A row of the sheet that is known by its key and was not edited, with its stored values."""

    row: int
    place: int | None
    shown: Sequence[object]


@dataclass(slots=True)
class Draft:
    """A table on its way to a plan. Positions count the rows of the table from 0."""

    table: SourceTable
    kind: Kind
    proposal: Proposal
    fields: dict[str, FieldColumn]
    states: bytearray = field(default_factory=bytearray)
    issues: list[Issue] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    letters: dict[str, Sequence[str]] = field(default_factory=dict)
    """Column letters by row, for the values of a table that had periods across."""
    own: dict[int, OwnRow] = field(default_factory=dict)
    """Rows that are known by their key and were edited, by position."""
    copies: frozenset[int] = frozenset()
    """Positions of rows whose key an earlier row has already."""
    settled: Mapping[int, Sequence[Settled]] = field(default_factory=dict)
    """What the sheet shows unedited, by stored id; these rows are no part of this draft."""

    def __len__(self) -> int:
        return len(self.table.row_numbers)

    def has(self, name: str) -> bool:
        """Whether the table says anything about a field."""
        return name in self.fields

    def values(self, name: str) -> Sequence[object]:
        """The values of a field; all blank where the table has no such column."""
        found = self.fields.get(name)
        return found.values if found else [None] * len(self)

    def alive(self, at: int) -> bool:
        """Whether a row is still to be imported."""
        return self.states[at] != REJECTED

    def row(self, at: int) -> int:
        """The row's number in the sheet."""
        return self.table.row_numbers[at]

    def unedited(self, at: int, name: str) -> bool:
        """Whether a row is known by its key and its cell of a field still shows what is stored."""
        own = self.own.get(at)
        return own is not None and name not in own.edited

    def cell(self, at: int, name: str) -> str | None:
        """The address of a field's cell in a row, `D13`; None where it has no column."""
        if name in self.letters:
            return f"{self.letters[name][at]}{self.row(at)}"
        found = self.fields.get(name)
        if found is None or found.column is None:
            return None
        return f"{found.column.letter}{self.row(at)}"

    def reject(
        self,
        at: int,
        name: str | None,
        code: str,
        message: str,
        *,
        blocking: bool = False,
        other: int | None = None,
    ) -> None:
        """Leave a row out. What is found first is what is said, but a blocking fault is kept."""
        if not self.alive(at) and not blocking:
            return
        self.states[at] = REJECTED
        found = self.fields.get(name) if name else None
        self.issues.append(
            Issue(
                row=self.row(at),
                column=found.header if found else None,
                cell=self.cell(at, name) if name else None,
                code=code,
                message=message,
                blocking=blocking,
                other_row=other,
            )
        )

    def say(
        self, code: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        """Tell the user something that needs no answer."""
        self.notes.append(Note(code, message, row, column))

    def ask(self, question: Question) -> None:
        """Ask instead of guessing."""
        self.questions.append(question)
