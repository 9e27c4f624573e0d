"""Targets: for which KPI, whom and when; and the target of any period from those that are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kpidesk.domain.calendar import WorkCalendar
from kpidesk.domain.errors import UsageError
from kpidesk.domain.facts import SCOPE_LEVELS
from kpidesk.domain.numbers import exact_sum
from kpidesk.domain.periods import Grain, Period
from kpidesk.domain.phasing import expected_to

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a figure is about: the organisation, or a team, rep or customer by name."""

    level: str = "org"
    name: str | None = None

    @classmethod
    def parse(cls, text: str) -> Scope:
        """`org`, `team:NAME`, `rep:NAME` or `customer:NAME`; UsageError `scope.unreadable`."""
        level, _, name = text.strip().partition(":")
        level, name = level.strip().lower(), name.strip()
        if level not in SCOPE_LEVELS or (level == "org") == bool(name):
            raise UsageError(
                "scope.unreadable",
                f"“{text}” is not a scope. Write org, team:NAME, rep:NAME or customer:NAME.",
                params={"text": text},
            )
        return cls(level, name or None)

    def __str__(self) -> str:
        return self.level if self.name is None else f"{self.level}:{self.name}"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: `value` of the KPI, by the scope, within the period.

    `threshold` is the least that is acceptable, `stretch` what would be splendid.
    """

    kpi: str
    scope: Scope
    period: Period
    value: Decimal
    threshold: Decimal | None = None
    stretch: Decimal | None = None
    note: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TargetPart:
    """The share of a stored target that counts for some days of the period asked for."""

    target: Target
    first: date
    last: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class ResolvedTarget:
    """The target of a period, and the stored targets that it comes from.

    `exact`: one was set for just this period. `complete`: no day of the period is without one.
    `phased`: it is due day by day; a ratio's target holds on every day alike.
    """

    value: Decimal
    parts: tuple[TargetPart, ...]
    exact: bool
    complete: bool = True
    phased: bool = True

    def expected(self, as_of: date, calendar: WorkCalendar, quantum: Decimal) -> Decimal:
        """How much of it is due by the end of `as_of`; a ratio's target is due in full."""
        if not self.phased:
            return self.value
        due = (
            _due_between(part.target, part.first, min(part.last, as_of), calendar, quantum)
            for part in self.parts
            if part.first <= as_of
        )
        return exact_sum(due)


def clash(a: Target, b: Target) -> bool:
    """Whether two targets contradict: same KPI, scope and grain, and they share a day.

    A year and its months may both be stored; a month may not be stored twice.
    """
    return (a.kpi, a.scope, a.period.grain) == (
        b.kpi,
        b.scope,
        b.period.grain,
    ) and a.period.overlaps(b.period)


def resolve(
    targets: Sequence[Target],
    period: Period,
    calendar: WorkCalendar,
    quantum: Decimal,
    additive: bool,
) -> ResolvedTarget | None:
    """The target of `period`, from the stored targets of one KPI and one scope.

    One that was set for exactly these days comes first. Else, for an additive KPI, every day
    takes its phased share of the shortest target that covers it. A ratio's target is never
    summed nor phased: the shortest one that covers the period holds, or, where several fill it
    together, the one in force at its end. None where nothing applies.
    """
    near = sorted((one for one in targets if one.period.overlaps(period)), key=_shortest_first)
    exact = _exact_match(near, period)
    if exact is not None:
        whole = TargetPart(exact, period.first, period.last, exact.value)
        return ResolvedTarget(exact.value, (whole,), exact=True, phased=additive)
    if not near:
        return None
    if additive:
        return _composed(near, period, calendar, quantum)
    return _in_force(near, period)


def _shortest_first(target: Target) -> tuple[int, bool, date, str]:
    span = target.period.grain is Grain.SPAN
    return (target.period.days, span, target.period.first, target.period.grain)


def _exact_match(near: Sequence[Target], period: Period) -> Target | None:
    same = [
        one for one in near if (one.period.first, one.period.last) == (period.first, period.last)
    ]
    same.sort(key=lambda one: one.period.grain is not period.grain)
    return same[0] if same else None


def _due_between(
    target: Target, first: date, last: date, calendar: WorkCalendar, quantum: Decimal
) -> Decimal:
    """What the target asks of the days first..last, both within its period."""
    upto = expected_to(target.value, target.period, last, calendar, quantum)
    before = expected_to(target.value, target.period, first - _ONE_DAY, calendar, quantum)
    return exact_sum((upto, -before))


def _composed(
    near: Sequence[Target], period: Period, calendar: WorkCalendar, quantum: Decimal
) -> ResolvedTarget:
    parts = []
    complete = True
    for first, last, target in _runs(near, period):
        if target is None:
            complete = complete and calendar.working_days(first, last) == 0
            continue
        parts.append(
            TargetPart(target, first, last, _due_between(target, first, last, calendar, quantum))
        )
    total = exact_sum(part.value for part in parts)
    return ResolvedTarget(total, tuple(parts), exact=False, complete=complete)


def _runs(near: Sequence[Target], period: Period) -> list[tuple[date, date, Target | None]]:
    """The period cut where the shortest covering target changes; None where there is none."""
    starts = {period.first}
    for target in near:
        starts.update((target.period.first, target.period.last + _ONE_DAY))
    inside = sorted(start for start in starts if period.contains(start))
    ends = [start - _ONE_DAY for start in inside[1:]] + [period.last]
    runs: list[tuple[date, date, Target | None]] = []
    for first, last in zip(inside, ends, strict=True):
        owner = next((one for one in near if one.period.contains(first)), None)
        if runs and runs[-1][2] is owner:
            runs[-1] = (runs[-1][0], last, owner)
        else:
            runs.append((first, last, owner))
    return runs


def _in_force(near: Sequence[Target], period: Period) -> ResolvedTarget | None:
    covering = [one for one in near if one.period.covers(period)]
    if not covering:
        if any(target is None for _, _, target in _runs(near, period)):
            return None
        covering = [one for one in near if one.period.contains(period.last)]
    holds = covering[0]
    part = TargetPart(holds, period.first, period.last, holds.value)
    return ResolvedTarget(holds.value, (part,), exact=False, phased=False)
