"""The Today page: where every KPI stands against its target, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpidesk.domain.periods import Grain, Period
from kpidesk.domain.reports import CumulativeCurve, KpiCard, QuotaCard, ScopeLine, TodayReport
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.services.evaluation.evaluator import Evaluator
    from kpidesk.services.evaluation.people import PeopleFigures
    from kpidesk.services.evaluation.quota import Quota
    from kpidesk.storage.company_file import CompanyFile


@dataclass(frozen=True, slots=True)
class TodayQuery:
    """Whose page, for which period; `cards` None shows the company's choice of KPIs.

    With `as_of` the page shows what was known at the end of that day.
    """

    scope: Scope
    period: Period
    as_of: date | None = None
    cards: tuple[str, ...] | None = None
    curve_kpi: str = "revenue"


def today(company: CompanyFile, query: TodayQuery) -> TodayReport:
    """Cards, the cumulative curve, teams and reps, and the reps at quota, for one period.

    KPIs that have data come first. The curve is None where the KPI does not add up over days.

    Raises UsageError for an unknown KPI, InputError for an unknown team, rep or customer.
    """
    from kpidesk.services.evaluation.context import Context

    with company.reading() as reader:
        context = Context(reader, query.as_of, date.today())
        return _Page(context, query).report()


class _Page:
    """The parts of one page, which share what they read."""

    def __init__(self, context: Context, query: TodayQuery) -> None:
        from kpidesk.services.evaluation.cards import chosen_cards
        from kpidesk.services.evaluation.daily import DailyFigures
        from kpidesk.services.evaluation.evaluator import ACTUAL, Evaluator
        from kpidesk.services.evaluation.goals import goals_between
        from kpidesk.services.evaluation.people import PeopleFigures

        self._context = context
        self._period = query.period
        self._who: Who = context.who(query.scope)
        cards = chosen_cards(context, query.cards, query.scope.level, query.period.last)
        self._cards = [Evaluator(context, definition) for definition in cards]
        self._curve = self._evaluator(query.curve_kpi)
        self._revenue = self._evaluator("revenue")
        self._win_rate = self._evaluator("win_rate")
        shown = (*self._cards, self._curve)
        measures = {key for one in shown for key in one.measures}
        self._daily = DailyFigures(context, measures, self._who, query.period)
        # A customer has no table of reps, which would be slow to read for one.
        self._people: PeopleFigures | None = None
        if self._who.level != "customer":
            self._people = PeopleFigures(
                context, self._revenue.measures | {ACTUAL}, self._who, query.period
            )
        definitions = {one.definition for one in (*shown, self._revenue)}
        self._goals = goals_between(context, definitions, query.period)

    def report(self) -> TodayReport:
        context, period = self._context, self._period
        calendar, as_of = context.calendar, context.as_of
        gone = calendar.working_days(period.first, min(as_of, period.last)) if as_of else 0
        return TodayReport(
            company=context.settings.name,
            currency=context.settings.currency,
            scope=self._who.scope,
            period=period,
            as_of=as_of,
            working_days=calendar.working_days(period.first, period.last),
            working_days_gone=gone,
            cards=self._made_cards(),
            curve=self._made_curve(),
            lines=self._lines(),
            quota=self._quota_card(),
            has_facts=as_of is not None,
        )

    def _evaluator(self, key: str) -> Evaluator:
        from kpidesk.services.evaluation.evaluator import Evaluator

        for one in self._cards:
            if one.definition.key == key:
                return one
        return Evaluator(self._context, self._context.definition(key, self._period.last))

    def _made_cards(self) -> tuple[KpiCard, ...]:
        from kpidesk.services.evaluation.cards import CardMaker

        maker = CardMaker(self._context, self._who, self._daily, self._goals)
        quota = self._quota()
        cards = [maker.card(one, quota) for one in self._cards]
        return tuple(
            sorted(cards, key=lambda card: (not card.row.has_data, card.row.value is None))
        )

    def _made_curve(self) -> CumulativeCurve | None:
        from kpidesk.services.evaluation.cumulative import cumulative

        if not self._curve.additive:
            return None
        goal = self._goals[self._curve.definition.key].of(self._who, self._period)
        return cumulative(self._context, self._who, self._curve, self._daily, goal)

    def _lines(self) -> tuple[ScopeLine, ...]:
        from kpidesk.services.evaluation.lines import LineMaker

        if self._people is None:
            return ()
        return LineMaker(
            self._context,
            self._who,
            self._period,
            self._goals["revenue"],
            self._people,
            self._revenue,
            self._win_rate,
        ).lines()

    def _quota(self) -> Quota:
        from kpidesk.services.evaluation.quota import Quota, reps_at_quota

        if self._people is None:
            return Quota(0, 0)
        teams = self._who.teams
        revenue = self._people.revenue_by_rep(teams)
        return reps_at_quota(self._goals["revenue"], revenue, self._period, teams)

    def _quota_card(self) -> QuotaCard | None:
        """Judged on closed periods: nobody has reached a month's target halfway."""
        from kpidesk.services.evaluation.evaluator import ACTUAL
        from kpidesk.services.evaluation.goals import goals_between
        from kpidesk.services.evaluation.people import PeopleFigures
        from kpidesk.services.evaluation.quota import (
            closed_periods,
            reps_at_quota,
            targets_seem_too_high,
        )

        context, who = self._context, self._who
        if context.as_of is None or who.level not in ("org", "team"):
            return None
        last_day = min(context.as_of, self._period.last)
        revenue, fiscal_start = self._revenue.definition, context.settings.fiscal_start
        goals = goals_between(context, [revenue], Period(last_day, last_day, Grain.DAY))["revenue"]
        closed = closed_periods(goals, last_day, fiscal_start)
        both = Period(closed[1].first, closed[0].last, Grain.SPAN)
        goals = goals_between(context, [revenue], both)["revenue"]
        found = []
        for period in closed:
            people = PeopleFigures(context, [ACTUAL], who, period)
            revenue_of = people.revenue_by_rep(who.teams)
            found.append(reps_at_quota(goals, revenue_of, period, who.teams))
        now, before = found
        if not now.with_target:
            return None
        return QuotaCard(
            period=closed[0],
            reached=now.reached,
            with_target=now.with_target,
            before_period=closed[1],
            before_reached=before.reached,
            before_with_target=before.with_target,
            too_high=targets_seem_too_high(now, before),
        )
