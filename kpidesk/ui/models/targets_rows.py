"""Rows and columns of the target grid, and the figure that each cell shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
    """Days that a rep belongs to a team, both included; None is open. Team None: to no team."""

    team: str | None
    rep: str
    first: date | None
    last: date | None

    def touches(self, period: Period) -> bool:
        """Whether any of its days lies in the period."""
        return (self.first or date.min) <= period.last and (self.last or date.max) >= period.first


@dataclass(frozen=True, slots=True)
class GridRow:
    """A scope, or (`difference`) what its children make of its targets.

    `since` and `until` are the days within the year on which a rep comes to the team above it
    and goes; `gone`: not to another team, but for good.
    """

    name: str
    scope: Scope
    level: int
    children: tuple[Scope, ...] = ()
    difference: bool = False
    since: date | None = None
    until: date | None = None
    gone: bool = False


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


def people_rows(
    directory: Directory,
    year: Period | None = None,
    stays: Iterable[Stay] = (),
    targeted: Container[Scope] = frozenset(),
) -> tuple[GridRow, ...]:
    """The organisation, its teams with their sub-teams and reps, and reps without a team.

    With `year` a rep stands under the teams in which it was on some day of that year. Who was in
    no team stands under the organisation; who had left before the year or comes after it only if
    there is a target for it (`targeted`).
    """
    places = _Places(directory, year, stays, targeted)
    roots = [team for team in directory.teams if team.parent is None]
    loose = places.loose()
    children = (*(Scope("team", team.name) for team in roots), *(row.scope for row in loose))
    rows = [GridRow(directory.company, ORG, 0, children)]
    for team in roots:
        rows += _team_rows(team, directory.teams, 1, places)
    return (*rows, *loose)


def customer_rows(directory: Directory) -> tuple[GridRow, ...]:
    """Customers are a dimension of their own: they never add up to the organisation here."""
    return tuple(GridRow(name, Scope("customer", name), 1) for name in directory.customers)


def _team_rows(
    team: TeamNode, teams: Sequence[TeamNode], level: int, places: _Places
) -> list[GridRow]:
    below = [other for other in teams if other.parent == team.name]
    reps = places.members(team, level + 1)
    children = (*(Scope("team", other.name) for other in below), *(row.scope for row in reps))
    rows = [GridRow(team.name, Scope("team", team.name), level, children)]
    for other in below:
        rows += _team_rows(other, teams, level + 1, places)
    return [*rows, *reps]


class _Places:
    """Under whom each rep stands in a year."""

    def __init__(
        self,
        directory: Directory,
        year: Period | None,
        stays: Iterable[Stay],
        targeted: Container[Scope],
    ) -> None:
        self._directory = directory
        self._year = year
        self._targeted = targeted
        self._stays: dict[str, list[Stay]] = defaultdict(list)
        for stay in stays:
            self._stays[stay.rep].append(stay)

    def members(self, team: TeamNode, level: int) -> list[GridRow]:
        """A row for each rep who was in the team on some day of the year."""
        rows = []
        for rep in team.reps:
            here = [stay for stay in self._within(rep) if stay.team == team.name]
            if here:
                rows.append(self._row(rep, level, here))
            elif not self._stays[rep] or self._year is None:
                rows.append(GridRow(rep, _rep(rep), level))
        return rows

    def loose(self) -> list[GridRow]:
        """A row for each rep who was in no team on some day of the year."""
        placed = {rep for team in self._directory.teams for rep in team.reps}
        rows = []
        for rep in self._directory.reps:
            within = self._within(rep)
            here = [stay for stay in within if stay.team is None]
            if here:
                rows.append(self._row(rep, 1, here))
            elif not self._stays[rep] or self._year is None:
                rows += [] if rep in placed else [GridRow(rep, _rep(rep), 1)]
            elif not within and _rep(rep) in self._targeted:
                rows.append(GridRow(rep, _rep(rep), 1))
        return rows

    def _within(self, rep: str) -> list[Stay]:
        year = self._year
        return [] if year is None else [stay for stay in self._stays[rep] if stay.touches(year)]

    def _row(self, rep: str, level: int, here: Sequence[Stay]) -> GridRow:
        assert self._year is not None
        since = min(stay.first or date.min for stay in here)
        until = max(stay.last or date.max for stay in here)
        gone = all((stay.last or date.max) <= until for stay in self._stays[rep])
        goes = until <= self._year.last if gone else until < self._year.last
        return GridRow(
            rep,
            _rep(rep),
            level,
            since=since if since > self._year.first else None,
            until=until if goes else None,
            gone=gone and goes,
        )


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
        self._parents: dict[Scope, set[str | None]] = defaultdict(set)
        for scope, below in self._children.items():
            for child in below:
                self._parents[child].add(scope.name)
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
        """Whether a rep's target counts for a parent: the one where the rep is, or was last."""
        above = self._parents[child]
        stays = [stay for stay in self._stays[child.name or ""] if stay.team in above]
        if child.level != "rep" or len(above) < 2 or not stays:
            return True
        begun = [stay for stay in stays if (stay.first or date.min) <= day]
        there = max(begun, key=_later) if begun else min(stays, key=_later)
        return there.team == parent.name
