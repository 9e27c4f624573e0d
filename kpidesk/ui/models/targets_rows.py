"""Rows and columns of the target grid, and the figure that each cell shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from kpidesk.domain.numbers import exact_sum
from kpidesk.domain.periods import FiscalYear, Grain, Period, periods_between
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.directory import Directory, TeamNode

ORG = Scope()
Stored = Mapping[tuple[Scope, Period], Target]


@dataclass(frozen=True, slots=True)
class Stay:
    """Days that a rep belongs to a team, both included; None is open."""

    team: str
    rep: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A scope, or (`difference`) what its children make of its targets."""

    name: str
    scope: Scope
    level: int
    children: tuple[Scope, ...] = ()
    difference: bool = False


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A month, a quarter or the year; `parts` are the columns that it is the sum of."""

    period: Period
    parts: tuple[int, ...] = ()


class Source(Enum):
    """Where a shown figure comes from."""

    NOTHING = auto()
    OWN = auto()  # a target was set for just this scope and period
    PARTS = auto()  # the sum of the scope's months or quarters
    CHILDREN = auto()  # the sum of those below


@dataclass(frozen=True, slots=True)
class Shown:
    """The figure of a cell. For a difference: unallocated, or below zero over-assigned."""

    value: Decimal | None
    source: Source
    share: Decimal | None = None  # how far over, as a fraction of the parent's target


_NOTHING = Shown(None, Source.NOTHING)


def columns_of(year: int, fiscal_start: int) -> tuple[GridColumn, ...]:
    """Three months and their quarter, four times, and the fiscal year."""
    whole = FiscalYear(fiscal_start).named(year)
    columns: list[GridColumn] = []
    quarters = []
    for quarter in periods_between(whole.first, whole.last, Grain.QUARTER, fiscal_start):
        months = periods_between(quarter.first, quarter.last, Grain.MONTH, fiscal_start)
        first = len(columns)
        columns += [GridColumn(month) for month in months]
        quarters.append(len(columns))
        columns.append(GridColumn(quarter, tuple(range(first, first + len(months)))))
    columns.append(GridColumn(whole, tuple(quarters)))
    return tuple(columns)


def people_rows(directory: Directory) -> tuple[GridRow, ...]:
    """The organisation, its teams with their sub-teams and reps, and reps without a team."""
    roots = [team for team in directory.teams if team.parent is None]
    placed = {rep for team in directory.teams for rep in team.reps}
    loose = [rep for rep in directory.reps if rep not in placed]
    children = (*(Scope("team", team.name) for team in roots), *(_rep(rep) for rep in loose))
    rows = [GridRow(directory.company, ORG, 0, children)]
    for team in roots:
        rows += _team_rows(team, directory.teams, 1)
    rows += [GridRow(rep, _rep(rep), 1) for rep in loose]
    return tuple(rows)


def customer_rows(directory: Directory) -> tuple[GridRow, ...]:
    """Customers are a dimension of their own: they never add up to the organisation here."""
    return tuple(GridRow(name, Scope("customer", name), 1) for name in directory.customers)


def _team_rows(team: TeamNode, teams: Sequence[TeamNode], level: int) -> list[GridRow]:
    below = [other for other in teams if other.parent == team.name]
    children = (
        *(Scope("team", other.name) for other in below),
        *(_rep(rep) for rep in team.reps),
    )
    rows = [GridRow(team.name, Scope("team", team.name), level, children)]
    for other in below:
        rows += _team_rows(other, teams, level + 1)
    rows += [GridRow(rep, _rep(rep), level + 1) for rep in team.reps]
    return rows


def _rep(name: str) -> Scope:
    return Scope("rep", name)


def with_differences(
    rows: Sequence[GridRow], columns: Sequence[GridColumn], stored: Stored
) -> tuple[GridRow, ...]:
    """A row under the children of each parent that has targets of its own."""
    wanted = {column.period for column in columns}
    parents = {scope for scope, period in stored if period in wanted}
    return tuple(_rows_with(rows, parents))


def _rows_with(rows: Sequence[GridRow], parents: set[Scope]) -> Iterator[GridRow]:
    open_rows: list[GridRow] = []
    for row in rows:
        while open_rows and open_rows[-1].level >= row.level:
            yield from _difference(open_rows.pop(), parents)
        yield row
        if row.children and row.scope == ORG:
            yield from _difference(row, parents)  # beneath the line itself, in sight at once
        elif row.children:
            open_rows.append(row)
    while open_rows:
        yield from _difference(open_rows.pop(), parents)


def _difference(row: GridRow, parents: set[Scope]) -> Iterator[GridRow]:
    if row.scope in parents:
        yield GridRow(row.name, row.scope, row.level + 1, row.children, difference=True)


def _later(stay: Stay) -> date:
    return stay.first or date.min


class GridFigures:
    """Works out what each cell shows, from the targets that are stored."""

    def __init__(
        self,
        rows: Iterable[GridRow],
        columns: Sequence[GridColumn],
        stored: Stored,
        stays: Iterable[Stay] = (),
        *,
        additive: bool,
    ) -> None:
        self._columns = columns
        self._stored = stored
        self._stays: dict[str, list[Stay]] = defaultdict(list)
        for stay in stays:
            self._stays[stay.rep].append(stay)
        self._additive = additive
        self._children = {row.scope: row.children for row in rows}
        self._known: dict[tuple[Scope, int], Shown] = {}

    def own(self, scope: Scope, column: int) -> Target | None:
        """The target that was set for just this cell."""
        return self._stored.get((scope, self._columns[column].period))

    def shown(self, scope: Scope, column: int) -> Shown:
        """Its own target, else the sum of its parts in time, else that of those below."""
        key = (scope, column)
        if key not in self._known:
            self._known[key] = self._work_out(scope, column)
        return self._known[key]

    def difference(self, scope: Scope, column: int) -> Shown:
        """What is still to be given to the children, or how much too much they were given."""
        parent = self.shown(scope, column)
        if parent.value is None or parent.source is Source.CHILDREN:
            return _NOTHING
        given = self._below(scope, column)
        if given is None:
            return _NOTHING
        left = parent.value - given
        share = -left / parent.value if left < 0 and parent.value else None
        return Shown(left, Source.CHILDREN, share)

    def _work_out(self, scope: Scope, column: int) -> Shown:
        own = self.own(scope, column)
        if own is not None:
            return Shown(own.value, Source.OWN)
        if not self._additive:
            return _NOTHING
        parts = [self.shown(scope, part) for part in self._columns[column].parts]
        timed = [part.value for part in parts if part.source in (Source.OWN, Source.PARTS)]
        if timed:
            return Shown(exact_sum(value for value in timed if value is not None), Source.PARTS)
        below = self._below(scope, column)
        return _NOTHING if below is None else Shown(below, Source.CHILDREN)

    def _below(self, scope: Scope, column: int) -> Decimal | None:
        """The sum of the children; of a quarter or year month by month, as people move."""
        children = self._children.get(scope, ())
        parts = self._columns[column].parts
        if parts and not any(self.own(child, column) for child in children):
            values = [self._below(scope, part) for part in parts]
        else:
            last = self._columns[column].period.last
            values = [
                self.shown(child, column).value
                for child in children
                if self._counts(scope, child, last)
            ]
        known = [value for value in values if value is not None]
        return exact_sum(known) if known else None

    def _counts(self, parent: Scope, child: Scope, day: date) -> bool:
        """Whether a rep's target counts for a team: the team where the rep is, or was last."""
        stays = self._stays.get(child.name or "", ()) if child.level == "rep" else ()
        if parent.level != "team" or len(stays) < 2:
            return True
        begun = [stay for stay in stays if (stay.first or date.min) <= day]
        there = max(begun, key=_later) if begun else min(stays, key=_later)
        return there.team == parent.name
