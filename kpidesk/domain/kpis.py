"""The KPIs that every new company file has."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from kpidesk.domain.kpi_definition import SPECIAL_NAMES as SPECIAL_NAMES
from kpidesk.domain.kpi_definition import Category as Category
from kpidesk.domain.kpi_definition import KpiDefinition as KpiDefinition
from kpidesk.domain.kpi_definition import check_definition as check_definition
from kpidesk.domain.kpi_definition import expression_of as expression_of
from kpidesk.domain.kpi_definition import measures_of as measures_of
from kpidesk.domain.measures import MEASURES
from kpidesk.domain.numbers import Unit as Unit
from kpidesk.domain.pace import Direction as Direction

_WON_ON = "the day the deal was won"
_CLOSED_ON = "the day the deal was closed"
_WON = "won deals"


def _kpi(
    key: str,
    label: str,
    formula: str,
    unit: Unit,
    category: Category,
    description: str,
    *,
    population: str,
    attribution: str,
    direction: Direction = Direction.HIGHER,
    lowest_scope: str = "rep",
    n_measure: str | None = None,
) -> KpiDefinition:
    return KpiDefinition(
        key=key,
        label=label,
        formula=formula,
        unit=unit,
        direction=direction,
        category=category,
        attribution=attribution,
        population=population,
        lowest_scope=lowest_scope,
        description=description,
        n_measure=n_measure,
    )


def _activity(key: str, label: str, population: str, description: str) -> KpiDefinition:
    """A KPI that is a measure of activities as it stands."""
    attribution = MEASURES[key].words
    return _kpi(
        key,
        label,
        key,
        Unit.COUNT,
        Category.ACTIVITY,
        description,
        population=population,
        attribution=attribution,
    )


def _catalogue(definitions: Iterable[KpiDefinition]) -> MappingProxyType[str, KpiDefinition]:
    return MappingProxyType({definition.key: definition for definition in definitions})


CATALOGUE: MappingProxyType[str, KpiDefinition] = _catalogue(
    (
        _kpi(
            "revenue",
            "Revenue",
            "won_value",
            Unit.MONEY,
            Category.RESULT,
            "The value of all deals won in the period.",
            population=_WON,
            attribution=_WON_ON,
            n_measure="won_deals",
        ),
        _kpi(
            "won_deals",
            "Won deals",
            "won_deals",
            Unit.COUNT,
            Category.RESULT,
            "How many deals were won in the period.",
            population=_WON,
            attribution=_WON_ON,
        ),
        _kpi(
            "lost_deals",
            "Lost deals",
            "lost_deals",
            Unit.COUNT,
            Category.CONVERSION,
            "How many deals were lost in the period.",
            population="lost deals",
            attribution="the day the deal was lost",
            direction=Direction.LOWER,
        ),
        _kpi(
            "avg_deal_value",
            "Average deal value",
            "won_value / won_deals",
            Unit.MONEY,
            Category.RESULT,
            "The value of the deals won in the period divided by their number.",
            population=_WON,
            attribution=_WON_ON,
        ),
        _kpi(
            "win_rate",
            "Win rate",
            "won_deals / (won_deals + lost_deals)",
            Unit.PERCENT,
            Category.CONVERSION,
            "Of the deals that ended as won or lost in the period, the share that was won.",
            population="won and lost deals",
            attribution=_CLOSED_ON,
        ),
        _kpi(
            "win_rate_broad",
            "Win rate incl. cancelled",
            "won_deals / (won_deals + lost_deals + cancelled_deals)",
            Unit.PERCENT,
            Category.CONVERSION,
            "Of the deals that ended in the period in any way, cancelled ones too, the share won.",
            population="won, lost and cancelled deals",
            attribution=_CLOSED_ON,
        ),
        _kpi(
            "win_rate_cohort",
            "Win rate by created date",
            "created_won / created_deals",
            Unit.PERCENT,
            Category.CONVERSION,
            "Of the deals created in the period, the share that has been won by now; young "
            "periods still rise.",
            population="all deals, open ones too",
            attribution="the day the deal was created",
        ),
        _kpi(
            "sales_cycle_days",
            "Sales cycle",
            "cycle_days_total / cycle_deals",
            Unit.DAYS,
            Category.CONVERSION,
            "Days from the first contact, or else the creation, to the win, on average.",
            population="won deals whose start is known",
            attribution=_WON_ON,
            direction=Direction.LOWER,
        ),
        _kpi(
            "sales_cycle_median_days",
            "Sales cycle, median",
            "cycle_days",
            Unit.DAYS,
            Category.CONVERSION,
            "Half of the deals won in the period took at most this many days from first contact, "
            "or else creation.",
            population="won deals whose start is known",
            attribution=_WON_ON,
            direction=Direction.LOWER,
            n_measure="cycle_deals",
        ),
        _kpi(
            "sales_velocity",
            "Sales velocity",
            "(won_deals + lost_deals) * win_rate * avg_deal_value / sales_cycle_days",
            Unit.MONEY_PER_DAY,
            Category.RESULT,
            "Closed deals × win rate × average deal value ÷ cycle: what the sales work brings "
            "a day.",
            population="deals won or lost in the period, for all four factors",
            attribution=_CLOSED_ON,
            n_measure="won_deals + lost_deals",
        ),
        _kpi(
            "weighted_pipeline",
            "Weighted pipeline",
            "open_weighted",
            Unit.MONEY,
            Category.RESULT,
            "The value of open deals expected to close in the period, each times its confidence.",
            population="open deals that are not past their expected date",
            attribution=MEASURES["open_weighted"].words,
            n_measure="open_deals",
        ),
        _kpi(
            "attainment",
            "Attainment",
            "revenue_actual / revenue_target",
            Unit.PERCENT,
            Category.RESULT,
            "Revenue divided by its target; above 100 % is shown as it is.",
            population=_WON,
            attribution=_WON_ON,
        ),
        # The reps with a target are all of them, not a sample: no number of cases, no interval.
        _kpi(
            "quota_attainment_share",
            "Reps at quota",
            "reps_at_quota / reps_with_quota",
            Unit.PERCENT,
            Category.RESULT,
            "Of the reps with a revenue target for the period, the share that reached it.",
            population="reps with a revenue target",
            attribution=_WON_ON,
            lowest_scope="team",
        ),
        _activity("calls", "Calls", "calls", "How many calls were made."),
        _activity("emails", "E-mails", "e-mails", "How many e-mails were sent to contacts."),
        _activity("visits", "Visits", "visits", "How many visits were paid to customers."),
        _activity(
            "conversations",
            "Conversations",
            "calls and e-mails with the outcome “reached”",
            "How many calls and e-mails reached the person they were meant for.",
        ),
        _activity(
            "meetings_booked",
            "Meetings booked",
            "meetings",
            "How many meetings were booked, counted on the day of booking.",
        ),
        _activity(
            "meetings_held",
            "Meetings held",
            "meetings with the outcome “held” or none",
            "How many meetings took place; a meeting without an outcome counts as held.",
        ),
        _kpi(
            "show_rate",
            "Show rate",
            "meetings_held / meetings_due",
            Unit.PERCENT,
            Category.ACTIVITY,
            "Of the meetings due in the period, the share that took place.",
            population="meetings, whatever their outcome",
            attribution="the day of the meeting",
        ),
        _activity("quotes_sent", "Quotes sent", "quotes", "How many quotes were sent."),
    )
)
"""The KPIs of every new company file by key, in the order in which they are listed."""
