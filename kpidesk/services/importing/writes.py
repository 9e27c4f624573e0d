"""What a plan writes: plain steps in order, with provisional ids that applying replaces.

Values are kept by column: a hundred thousand rows are a handful of lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows to insert. `refs` names the list that a column of ids points into.

    `provisional` are the ids that later steps know the rows by, `rows` their rows in the source.
    """

    table: str
    columns: tuple[str, ...]
    values: tuple[Sequence[object], ...]  # by column
    provisional: Sequence[int]
    rows: Sequence[int]
    refs: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.provisional)


@dataclass(frozen=True, slots=True)
class Update:
    """Known rows that get other values in the same columns; `ids` may be provisional.

    With `rows` they come from this import from now on.
    """

    table: str
    columns: tuple[str, ...]
    values: tuple[Sequence[object], ...]  # by column
    ids: Sequence[int]
    rows: Sequence[int] = ()  # their rows in the source; () leaves the origin as it is
    refs: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class NewAlias:
    """A spelling that stands for a name from now on."""

    ref: str
    written: str
    means: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names of a list that turned out to be one: what points to `gone` points to `kept`."""

    ref: str
    gone: int
    kept: int


Step = Insert | Update | NewAlias | Merge


@dataclass(slots=True)
class TableWrites:
    """The steps of one table of the source, in the order in which they are taken."""

    steps: list[Step] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.steps)

    def add(self, step: Step) -> None:
        """Append a step unless it does nothing."""
        if isinstance(step, NewAlias | Merge) or len(step):
            self.steps.append(step)
