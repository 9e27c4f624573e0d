"""The example company's targets: a yearly plan, spread over the months of its seasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kpidesk.domain.periods import Period, parse_period
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.demo.cast import EAST, REPS, SEASON, WEST

_PLANNED_YEARS = {2024: Decimal("0.98"), 2025: Decimal("1.1"), 2026: Decimal(1)}
_MONTHLY_2026 = {
    "won_deals": 52,
    "calls": 570,
    "conversations": 350,
    "meetings_held": 108,
    "quotes_sent": 62,
}  # in an average month; the season does the rest
_YEARLY = {
    "win_rate": {2025: "0.6", 2026: "0.62"},
    "avg_deal_value": {2025: "56000", 2026: "59000"},
    "sales_cycle_median_days": {2025: "31", 2026: "30"},
    "show_rate": {2025: "0.85", 2026: "0.87"},
    "weighted_pipeline": {2026: "900000"},
    "quota_attainment_share": {2025: "0.6", 2026: "0.6"},
}


def goals() -> Iterator[Target]:
    """Every target of the example: revenue for all levels, activity and ratio targets for all."""
    for year, level in _PLANNED_YEARS.items():
        yield from _revenue(year, level)
    for key, mean in _MONTHLY_2026.items():
        for month in _months(2026):
            value = round(Decimal(mean) * Decimal(str(SEASON[month.first.month - 1])))
            yield Target(key, Scope("org", None), month, Decimal(value))
    for key, values in _YEARLY.items():
        for planned, text in values.items():
            yield Target(key, Scope("org", None), parse_period(str(planned)), Decimal(text))


def _revenue(year: int, level: Decimal) -> Iterator[Target]:
    """Each rep's year by month, the teams a little above the sum of their reps."""
    for month in _months(year):
        of_team = {EAST: Decimal(0), WEST: Decimal(0)}
        for rep in REPS:
            value = _month_value(rep.yearly_target * level, month.first)
            if value and rep.works_on(month.first):
                of_team[rep.team] += value
                yield Target("revenue", Scope("rep", rep.name), month, value)
        for team, total in of_team.items():
            yield Target("revenue", Scope("team", team), month, _rounded(total * Decimal("0.98")))
        whole = sum((_rounded(total * Decimal("0.98")) for total in of_team.values()), Decimal(0))
        yield Target("revenue", Scope("org", None), month, _rounded(whole * Decimal("0.98")))


def _month_value(yearly_thousands: Decimal, first: date) -> Decimal:
    share = Decimal(str(SEASON[first.month - 1])) / Decimal(str(sum(SEASON)))
    return _rounded(Decimal(yearly_thousands) * 1000 * share)


def _rounded(value: Decimal) -> Decimal:
    """To the nearest 5 000, as people set targets."""
    return Decimal(round(value / 5000)) * 5000


def _months(year: int) -> list[Period]:
    return [parse_period(f"{year}-{month:02d}") for month in range(1, 13)]
