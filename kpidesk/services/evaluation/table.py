"""The rows of a KPI: a figure for each period and group that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kpidesk.analytics.tally import Piles
from kpidesk.domain.errors import UsageError
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.measures import MEASURES
from kpidesk.domain.periods import Grain, Period
from kpidesk.domain.reports import KpiRow
from kpidesk.services.evaluation.evaluator import ACTUAL, Evaluator, Specials, number_of
from kpidesk.services.evaluation.gather import CellKey, Question, gather, open_days
from kpidesk.services.evaluation.goals import Goal, Goals, goals_between
from kpidesk.services.evaluation.quota import reps_at_quota
from kpidesk.services.evaluation.spans import UNDATED, Buckets, Span, raster

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who

GRAINS = tuple(grain for grain in Grain if grain is not Grain.SPAN)
GROUPS: tuple[str, ...] = ("team", "rep", "customer", "product", "source", "stage", "reason")
GROUPS += ("channel", "segment", "kind")
_PEOPLE = frozenset({"team", "rep"})


@dataclass(frozen=True, slots=True)
class Split:
    """How figures are split: over time by a grain, and by groups in the order asked for."""

    grain: Grain | None = None
    groups: tuple[str, ...] = ()

    @classmethod
    def parse(cls, by: Iterable[str]) -> Split:
        """From the words of `--by`.

        UsageError `kpi.group_unknown` for any other word, `kpi.grains` for several time grains.
        """
        names = list(dict.fromkeys(by))
        grains = {str(grain): grain for grain in GRAINS}
        for name in names:
            if name not in grains and name not in GROUPS:
                raise UsageError(
                    "kpi.group_unknown",
                    f"“{name}” is nothing to split by. Choose from: "
                    f"{', '.join((*grains, *GROUPS))}.",
                    params={"group": name},
                )
        over_time = [grains[name] for name in names if name in grains]
        if len(over_time) > 1:
            raise UsageError(
                "kpi.grains",
                f"One time grain is enough: choose {' or '.join(over_time)}.",
                params={"grains": tuple(map(str, over_time))},
            )
        groups = tuple(name for name in names if name in GROUPS)
        return cls(over_time[0] if over_time else None, groups)


def available_groups(evaluator: Evaluator) -> tuple[str, ...]:
    """The groups that every fact behind the KPI has."""
    from kpidesk.storage.figures import groups_of

    shared = set(GROUPS)
    for key in evaluator.counted:
        groups = groups_of(MEASURES[key])
        shared &= groups | ({"team"} if "rep" in groups else set())
    if evaluator.specials:
        shared &= {"team", "rep", "customer"}
    if "reps_with_quota" in evaluator.specials:
        shared &= {"team"}
    if not evaluator.definition.allows("rep"):
        shared -= {"rep", "customer"}
    if not evaluator.definition.allows("team"):
        shared -= {"team"}
    return tuple(group for group in GROUPS if group in shared)


class KpiTable:
    """Works out the rows of one KPI for one scope."""

    def __init__(self, context: Context, definition: KpiDefinition, who: Who) -> None:
        self._context = context
        self._who = who
        self.evaluator = Evaluator(context, definition)

    def rows(self, period: Period | None, split: Split) -> list[KpiRow]:
        """A row for each period and group, in order; facts without a date come last.

        Reps and teams have a row for every period as soon as they appear at all, other groups
        only where there are facts. UsageError `kpi.group_unavailable` names what is possible.
        """
        self._refuse_unavailable(split)
        if period is None and self.evaluator.specials:
            period = self._span_of_targets()
        spans = self._spans(period, split.grain)
        buckets = Buckets(spans) if spans else None
        piles = self._gather(period, buckets, split.groups)
        goals = self._goals(self.evaluator.definition.key, period, spans)
        revenue = self._revenue_goals(goals, period, spans)
        quotas = self._quota_piles(period, buckets, split.groups)
        known_goals = [known for known in (goals, revenue) if known is not None]
        keys = self._keys(piles, split.groups, period, known_goals)
        rows = []
        for index, span in self._order(period, spans, piles, split.grain is not None):
            for key in keys:
                cell = (index, key)
                found = {name: known[cell] for name, known in piles.items() if cell in known}
                goal = self._goal(goals, split.groups, key, span)
                if not found and goal is None and not set(split.groups) <= _PEOPLE:
                    continue
                specials = self._specials(revenue, quotas, split.groups, cell, span)
                group = self._named(split.groups, key)
                rows.append(self.evaluator.row(span, group, found, goal, specials))
        return rows

    def value(self, period: Period) -> Decimal | None:
        """The KPI in one period."""
        return self.rows(period, Split())[0].value

    def running_values(self, periods: Sequence[Period]) -> list[Decimal | None]:
        """The KPI from the first of some periods up to the end of each, one by one."""
        start = periods[0].first
        return [self.value(Period(start, one.last, Grain.SPAN)) for one in periods]

    def piles(self, periods: Sequence[Period]) -> dict[str, Piles[CellKey]]:
        """What the measures add up to in each of some periods that do not overlap."""
        if not periods:
            return {}
        return self._gather(
            Period(periods[0].first, periods[-1].last, Grain.SPAN), Buckets.of(periods), ()
        )

    def _refuse_unavailable(self, split: Split) -> None:
        possible = available_groups(self.evaluator)
        for group in split.groups:
            if group not in possible:
                label = self.evaluator.definition.label
                raise UsageError(
                    "kpi.group_unavailable",
                    f"{label} cannot be split by {group}, because not all of its facts have one. "
                    f"Possible are: {', '.join((*map(str, GRAINS), *possible))}.",
                    params={"group": group, "possible": (*map(str, GRAINS), *possible)},
                )

    def _span_of_targets(self) -> Period | None:
        from kpidesk.storage.figure_targets import target_span

        days = target_span(self._context.reader, "revenue")
        return Period(*days, Grain.SPAN) if days else None

    def _spans(self, period: Period | None, grain: Grain | None) -> list[Span]:
        if grain is None:
            return []
        days = (period.first, period.last) if period else self._bounds()
        if days is None:
            return []
        return raster(*days, grain, self._context.settings.fiscal_start)

    def _bounds(self) -> tuple[date, date] | None:
        """The first and last day of all the facts behind the KPI."""
        if not self.evaluator.snapshot:
            return self.evaluator.coverage.span
        days = open_days(self._context, self.evaluator.counted, self._who)
        return (min(days), max(days)) if days else None

    def _gather(
        self, period: Period | None, buckets: Buckets | None, groups: tuple[str, ...]
    ) -> dict[str, Piles[CellKey]]:
        first, last = (period.first, period.last) if period else (None, None)
        question = Question(first, last, buckets, groups)
        return gather(self._context, self.evaluator.measures, self._who, question)

    def _goals(self, kpi: str, period: Period | None, spans: Sequence[Span]) -> Goals | None:
        if period is None and not spans:
            return None
        first = period.first if period else spans[0].counted.first
        last = period.last if period else spans[-1].counted.last
        definition = self._context.definition(kpi, last)
        whole = Period(first, last, Grain.SPAN)
        return goals_between(self._context, (definition,), whole)[kpi] or None

    def _revenue_goals(
        self, goals: Goals | None, period: Period | None, spans: Sequence[Span]
    ) -> Goals | None:
        if not self.evaluator.specials:
            return None
        if self.evaluator.definition.key == "revenue":
            return goals
        return self._goals("revenue", period, spans)

    def _quota_piles(
        self, period: Period | None, buckets: Buckets | None, groups: tuple[str, ...]
    ) -> Piles[CellKey]:
        """Revenue by rep as well, where reps are to be judged one by one."""
        if "reps_with_quota" not in self.evaluator.specials or period is None:
            return {}
        question = Question(period.first, period.last, buckets, (*groups, "rep"))
        return gather(self._context, [ACTUAL], self._who, question)[ACTUAL]

    def _specials(
        self,
        goals: Goals | None,
        quotas: Piles[CellKey],
        groups: tuple[str, ...],
        cell: CellKey,
        span: Span | None,
    ) -> Specials:
        if not self.evaluator.specials or span is None:
            return {}
        if goals is None:
            return {"reps_at_quota": Decimal(0), "reps_with_quota": Decimal(0)}
        index, key = cell
        goal = self._goal(goals, groups, key, span)
        values: dict[str, Decimal | None] = {"revenue_target": goal.value if goal else None}
        if "reps_with_quota" in self.evaluator.specials:
            revenue = {
                rep: number_of(ACTUAL, pile) or Decimal(0)
                for (at, (*group, rep)), pile in quotas.items()
                if at == index and tuple(group) == key and rep is not None
            }
            teams = self._who.teams if not key else frozenset(key)
            quota = reps_at_quota(goals, revenue, span.counted, teams)
            values["reps_at_quota"] = Decimal(quota.reached)
            values["reps_with_quota"] = Decimal(quota.with_target)
        return values

    def _goal(
        self, goals: Goals | None, groups: tuple[str, ...], key: tuple[Any, ...], span: Span | None
    ) -> Goal | None:
        """The target that a row is measured against: of its scope, or of its group."""
        if goals is None or span is None or None in key:
            return None
        period, who = span.counted, self._who
        by = dict(zip(groups, key, strict=True))
        if not by:
            return goals.of(who, period)
        if by.keys() == {"customer"}:
            return goals.at("customer", by["customer"], period) if who.level == "org" else None
        if not by.keys() <= _PEOPLE or who.level == "customer":
            return None
        rep = by.get("rep", who.scope_id if who.level == "rep" else None)
        if rep is None:
            return goals.at("team", by["team"], period)
        teams = frozenset({by["team"]}) if "team" in by else who.teams
        if teams is None:
            return goals.at("rep", rep, period)
        return goals.of_rep_in(rep, teams, period)

    def _keys(
        self,
        piles: Mapping[str, Piles[CellKey]],
        groups: tuple[str, ...],
        period: Period | None,
        goals: Sequence[Goals],
    ) -> list[tuple[Any, ...]]:
        """The groups that have a row: those with facts, and whoever has or needs a target."""
        keys: set[tuple[Any, ...]] = {key for found in piles.values() for _, key in found}
        if not groups:
            keys = {()}
        elif set(groups) <= _PEOPLE:
            keys |= self._people(groups, period, goals)
        elif groups == ("customer",) and self._who.level == "org":
            keys |= {(customer,) for known in goals for customer in known.customers}

        def order(key: tuple[Any, ...]) -> tuple[tuple[bool, str], ...]:
            names = self._named(groups, key)
            return tuple((name is None, (name or "").casefold()) for name in names.values())

        return sorted(keys, key=order)

    def _people(
        self, groups: tuple[str, ...], period: Period | None, goals: Sequence[Goals]
    ) -> set[tuple[Any, ...]]:
        """Reps and teams that belong in the table even where they have no facts."""
        who, tree = self._who, self._context.tree
        first, last = (period.first, period.last) if period else (date.min, date.max)
        keys = {
            tuple(stay.team_id if group == "team" else stay.rep_id for group in groups)
            for stay in tree.stays(first, last)
            if (who.teams is None or stay.team_id in who.teams)
            and (who.level != "rep" or stay.rep_id == who.scope_id)
        }
        if who.level == "customer":
            return set()
        if who.level == "rep" and groups == ("rep",):
            keys.add((who.scope_id,))
        if who.level == "org" and len(groups) == 1:
            for known in goals:
                owners = known.reps if groups == ("rep",) else known.teams
                keys |= {(owner,) for owner in owners}
        return {key for key in keys if None not in key}

    def _order(
        self,
        period: Period | None,
        spans: Sequence[Span],
        piles: Mapping[str, Piles[CellKey]],
        by_time: bool,
    ) -> list[tuple[int, Span | None]]:
        if not by_time:
            return [(0, Span(period, period) if period else None)]
        order: list[tuple[int, Span | None]] = list(enumerate(spans))
        if any(bucket == UNDATED for found in piles.values() for bucket, _ in found):
            order.append((UNDATED, None))
        return order

    def _named(self, groups: tuple[str, ...], key: tuple[Any, ...]) -> dict[str, str | None]:
        return {
            group: self._context.name_of(group, value)
            for group, value in zip(groups, key, strict=True)
        }
