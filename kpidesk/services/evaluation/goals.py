"""The target of any scope and period: the one that was set, or the sum of its children's.

A rep's target counts for a team by the working days that the rep was in it. Customer targets are
their own dimension and never add to anything; targets of ratios never add up at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.formula_shape import is_additive
from kpidesk.domain.numbers import exact_sum
from kpidesk.domain.periods import Period
from kpidesk.domain.phasing import expected_to
from kpidesk.domain.targets import ResolvedTarget, Target, TargetPart, resolve

if TYPE_CHECKING:
    from kpidesk.domain.calendar import WorkCalendar
    from kpidesk.domain.kpis import KpiDefinition
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.storage.figure_targets import OwnedTarget

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in a period, and how it is due day by day.

    `derived`: nobody set it; it is what the targets of those below add up to.
    """

    resolved: ResolvedTarget
    period: Period
    derived: bool = False

    @property
    def value(self) -> Decimal:
        """The target of the whole period."""
        return self.resolved.value

    def expected(self, as_of: date, calendar: WorkCalendar, quantum: Decimal) -> Decimal:
        """How much of it is due by the end of a day."""
        if as_of >= self.period.last:
            return self.value
        return self._at_most(self.resolved.expected(as_of, calendar, quantum))

    def line(self, days: Iterable[date], calendar: WorkCalendar, quantum: Decimal) -> list[Decimal]:
        """How much is due by the end of each of some days, which come in order."""
        order = list(days)
        steps = [Decimal(0)] * len(order)
        for part in self.resolved.parts:
            target, due = part.target, Decimal(0)
            start = expected_to(
                target.value, target.period, part.first - _ONE_DAY, calendar, quantum
            )
            for at, day in enumerate(order):
                if day < part.first or due == part.value:
                    continue
                upto = expected_to(
                    target.value, target.period, min(day, part.last), calendar, quantum
                )
                steps[at] += upto - start - due
                due = upto - start
        running, line = Decimal(0), []
        for day, step in zip(order, steps, strict=True):
            running += step
            line.append(self.value if day >= self.period.last else self._at_most(running))
        return line

    def _at_most(self, due: Decimal) -> Decimal:
        """Parts that were phased together may round up to an øre more than their sum."""
        return min(due, self.value) if self.value > 0 else due


def goals_between(
    context: Context, definitions: Iterable[KpiDefinition], period: Period
) -> dict[str, Goals]:
    """The targets of some KPIs that share a day with a period, by KPI."""
    from kpidesk.storage.figure_targets import targets_between

    wanted = {definition.key: definition for definition in definitions}
    stored = targets_between(context.reader, wanted, period.first, period.last)
    return {key: Goals(context, definition, stored) for key, definition in wanted.items()}


class Goals:
    """The targets of one KPI that matter between two days, for every scope."""

    def __init__(
        self, context: Context, definition: KpiDefinition, stored: Iterable[OwnedTarget]
    ) -> None:
        self._tree = context.tree
        self._calendar = context.calendar
        self._quantum = context.quantum(definition)
        self._additive = is_additive(context.expression(definition))
        self._targets: dict[tuple[str, int], list[Target]] = {}
        for level, owner, target in stored:
            if target.kpi == definition.key:
                self._targets.setdefault((level, owner), []).append(target)
        self._present: dict[tuple[date, date], dict[int, tuple[int, ...]]] = {}
        self._known: dict[tuple[str, int, Period], Goal | None] = {}

    def __bool__(self) -> bool:
        return bool(self._targets)

    @property
    def reps(self) -> tuple[int, ...]:
        """Reps who have a target of their own."""
        return tuple(owner for level, owner in self._targets if level == "rep")

    @property
    def customers(self) -> tuple[int, ...]:
        """Customers that have a target of their own."""
        return tuple(owner for level, owner in self._targets if level == "customer")

    @property
    def teams(self) -> tuple[int, ...]:
        """Teams that have a target of their own."""
        return tuple(owner for level, owner in self._targets if level == "team")

    def rep_periods(self) -> tuple[Period, ...]:
        """The periods that reps have targets for."""
        lists = (known for (level, _), known in self._targets.items() if level == "rep")
        return tuple({target.period for known in lists for target in known})

    def of(self, who: Who, period: Period) -> Goal | None:
        """The target of a scope."""
        return self.at(who.level, who.scope_id, period)

    def at(self, level: str, owner: int, period: Period) -> Goal | None:
        """The target of a scope by the level and the id; None where nothing applies."""
        if not self._targets:
            return None
        key = (level, owner, period)
        if key not in self._known:
            self._known[key] = None  # so that teams in a circle come to an end
            self._known[key] = self._set(level, owner, period) or self._derived(*key)
        return self._known[key]

    def of_rep_in(self, rep_id: int, teams: frozenset[int], period: Period) -> Goal | None:
        """The part of a rep's target for the days that the rep was in one of some teams."""
        parts = [
            self.at("rep", rep_id, part)
            for stay in self._tree.stays(period.first, period.last, rep_id)
            if stay.team_id in teams and (part := period.clip(stay.first, stay.last)) is not None
        ]
        if len(parts) == 1 and parts[0] is not None and parts[0].period == period:
            return parts[0]
        return self._sum(parts, period)

    def outside_teams(self, rep_id: int, period: Period) -> Goal | None:
        """The part of a rep's target for the days in no team.

        A rep of whom no employment is known counts all the time.
        """
        if not self._tree.knows(rep_id):
            return self.at("rep", rep_id, period)
        parts = [
            self.at("rep", rep_id, part)
            for stay in self._tree.stays(period.first, period.last, rep_id)
            if stay.team_id is None and (part := period.clip(stay.first, stay.last)) is not None
        ]
        return self._sum(parts, period)

    def _set(self, level: str, owner: int, period: Period) -> Goal | None:
        targets = self._targets.get((level, owner))
        if not targets:
            return None
        resolved = resolve(targets, period, self._calendar, self._quantum, self._additive)
        return Goal(resolved, period) if resolved is not None else None

    def _derived(self, level: str, owner: int, period: Period) -> Goal | None:
        if not self._additive or level not in ("org", "team"):
            return None
        if level == "team":
            below = [self.at("team", team, period) for team in self._tree.children(owner)]
            own = frozenset({owner})
            below += [self.of_rep_in(rep, own, period) for rep in self._reps_in(owner, period)]
        else:
            below = [self.at("team", team, period) for team in self._tree.roots]
            below += [self.outside_teams(rep, period) for rep in self.reps]
        goal = self._sum(below, period)
        return None if goal is None else replace(goal, derived=True)

    def _reps_in(self, team: int, period: Period) -> tuple[int, ...]:
        """Reps who were in a team itself during a period, in the order of their ids."""
        days = (period.first, period.last)
        if days not in self._present:
            present: dict[int, dict[int, None]] = {}
            for stay in self._tree.stays(*days):
                if stay.team_id is not None:
                    present.setdefault(stay.team_id, {})[stay.rep_id] = None
            self._present[days] = {known: tuple(reps) for known, reps in present.items()}
        return self._present[days].get(team, ())

    def _sum(self, goals: Iterable[Goal | None], period: Period) -> Goal | None:
        """Goals added up; targets of the same days are phased as one."""
        there = [goal for goal in goals if goal is not None]
        if not there:
            return None
        if not self._additive:
            return there[-1]
        alike: dict[tuple[Period, date, date], list[TargetPart]] = {}
        for goal in there:
            for part in goal.resolved.parts:
                alike.setdefault((part.target.period, part.first, part.last), []).append(part)
        value = exact_sum(goal.value for goal in there)
        parts = tuple(_together(parts) for parts in alike.values())
        complete = all(goal.resolved.complete for goal in there)
        return Goal(ResolvedTarget(value, parts, exact=False, complete=complete), period)


def _together(parts: list[TargetPart]) -> TargetPart:
    first = parts[0]
    if len(parts) == 1:
        return first
    whole = replace(first.target, value=exact_sum(part.target.value for part in parts), id=None)
    return TargetPart(whole, first.first, first.last, exact_sum(part.value for part in parts))
