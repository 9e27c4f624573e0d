"""The cards of Today: a figure with its spark and the place of the tick on its bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.reports import KpiCard, KpiRow
from kpidesk.services.evaluation.daily import DailyFigures, spark_slots
from kpidesk.services.evaluation.evaluator import Evaluator, Specials
from kpidesk.services.evaluation.quota import Quota
from kpidesk.services.evaluation.spans import Span

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.services.evaluation.goals import Goals

DEFAULT_CARDS = (
    "revenue",
    "won_deals",
    "avg_deal_value",
    "win_rate",
    "weighted_pipeline",
    "calls",
    "conversations",
    "meetings_held",
    "quotes_sent",
    "sales_cycle_median_days",
)
"""What Today shows until the company chooses its own; ten at most stay readable.

Reps at quota stand beneath: halfway through a month hardly anybody has reached the month's.
"""


def chosen_cards(
    context: Context, asked: Iterable[str] | None, level: str, day: date
) -> list[KpiDefinition]:
    """The KPIs to show, as defined on a day: those asked for, else the company's, else the default.

    Only an asked one may be unknown (UsageError). KPIs that end above the scope are left out.
    """
    if asked is None:
        known = {definition.key for definition in context.definitions()}
        asked = [key for key in context.settings.cards or DEFAULT_CARDS if key in known]
    wanted = [context.definition(key, day) for key in asked]
    return [definition for definition in wanted if definition.allows(level)]


class CardMaker:
    """Makes the cards of one scope and period."""

    def __init__(
        self, context: Context, who: Who, daily: DailyFigures, goals: Mapping[str, Goals]
    ) -> None:
        self._context = context
        self._who = who
        self._daily = daily
        self._goals = goals
        as_of = context.as_of
        slots = spark_slots(context, daily.period)
        self._all_slots = len(slots)
        self._slots = [slot for slot in slots if as_of is not None and slot[0] <= as_of]

    def card(self, evaluator: Evaluator, quota: Quota) -> KpiCard:
        """The card of a KPI; `quota` is how many reps have reached their revenue target."""
        period, definition = self._daily.period, evaluator.definition
        piles = self._daily.total(evaluator.measures)
        goal = self._goals[definition.key].of(self._who, period)
        specials = self._specials(evaluator, quota)
        row = evaluator.row(Span(period, period), {}, piles, goal, specials)
        return KpiCard(
            definition=definition,
            row=row,
            spark=self._spark(evaluator) if row.has_data else (),
            spark_level=self._level(evaluator, row),
            expected_share=expected_share(row.expected, row.target),
        )

    def _specials(self, evaluator: Evaluator, quota: Quota) -> Specials:
        if not evaluator.specials:
            return {}
        goal = self._goals["revenue"].of(self._who, self._daily.period)
        return {
            "revenue_target": goal.value if goal else None,
            "reps_at_quota": Decimal(quota.reached),
            "reps_with_quota": Decimal(quota.with_target),
        }

    def _spark(self, evaluator: Evaluator) -> tuple[Decimal | None, ...]:
        """A value for each slot, or the value so far where values do not add up."""
        if evaluator.specials or evaluator.snapshot:
            return ()
        by_slot = self._daily.by_slot(evaluator.measures, self._slots)
        if evaluator.additive:
            return tuple(evaluator.figure(piles).evaluation.value for piles in by_slot)
        running = {key: Pile() for key in evaluator.measures}
        values = []
        for piles in by_slot:
            for key, pile in piles.items():
                running[key].merge(pile)
            values.append(evaluator.figure(running).evaluation.value)
        return tuple(values)

    def _level(self, evaluator: Evaluator, row: KpiRow) -> Decimal | None:
        if row.target is None or not evaluator.additive:
            return row.target
        return row.target / self._all_slots


def expected_share(expected: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Where on the way to the target the data's date should find us; 1 is the target."""
    if expected is None or not target or target < 0:
        return None
    return expected / target
