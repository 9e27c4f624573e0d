"""Every KPI of the catalogue, for every scope and split, against an independent recount."""

from __future__ import annotations

import importlib.util
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kpidesk.domain.kpis import CATALOGUE
from kpidesk.domain.periods import Grain, parse_period, period_of
from kpidesk.domain.targets import Scope
from kpidesk.services.kpis import KpiQuery, evaluate

_SPEC = importlib.util.spec_from_file_location("recount", Path(__file__).with_name("recount.py"))
assert _SPEC
assert _SPEC.loader
recount = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(recount)

AGAINST_TARGETS = {"attainment", "quota_attainment_share"}
KPIS = [key for key in CATALOGUE if key not in AGAINST_TARGETS]
DEALS = [key for key in KPIS if CATALOGUE[key].attribution and "deal" in CATALOGUE[key].attribution]
AS_OF = date(2026, 6, 18)
STAYS = [
    ("Ingrid", "Øst", None, None),
    ("Kari", "Øst", None, date(2026, 3, 15)),
    ("Kari", "Vest", date(2026, 3, 16), None),
    ("Ola", "Vest", None, date(2026, 2, 28)),
]
TEAMS = {"Nord": {"Nord", "Øst", "Vest"}, "Øst": {"Øst"}, "Vest": {"Vest"}}
SCOPES = ["org", "team:Nord", "team:Øst", "team:Vest", "rep:Kari", "rep:Per", "customer:Havn AS"]
PERIODS = ["2026", "2026-Q1", "2026-03", "2026-W01", "2026-02-27", "2026-03-10..2026-07-20"]


def in_scope(scope: str, row: dict[str, Any], day: date | None) -> bool:
    level, _, name = scope.partition(":")
    match level:
        case "team":
            return recount.team_of(STAYS, row.get("rep"), day) in TEAMS[name]
        case "rep":
            return row.get("rep") == name
        case "customer":
            return row.get("customer") == name
    return True


def close(value: Decimal | None, expected: Fraction | None) -> bool:
    """Equal to the last of 28 digits."""
    if value is None or expected is None:
        return value is None and expected is None
    return abs(Fraction(value) - expected) <= abs(expected) * Fraction(1, 10**26)


@pytest.fixture(scope="module")
def counted(busy: Any) -> Any:
    return recount.Recount(busy.raw.deals, busy.raw.activities, AS_OF)


@pytest.mark.parametrize("kpi", KPIS)
@pytest.mark.parametrize("scope", SCOPES)
def test_all_time_counts_facts_without_a_date_too(
    busy: Any, counted: Any, kpi: str, scope: str
) -> None:
    (row,) = evaluate(busy.company, KpiQuery(kpi, Scope.parse(scope))).rows

    assert row.period is None
    assert close(row.value, counted.value(kpi, lambda r, day: in_scope(scope, r, day)))


@pytest.mark.parametrize("kpi", KPIS)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_period_counts_facts_by_their_own_attribution_day(
    busy: Any, counted: Any, kpi: str, scope: str
) -> None:
    for text in PERIODS:
        period = parse_period(text)
        query = KpiQuery(kpi, Scope.parse(scope), period)

        (row,) = evaluate(busy.company, query).rows

        def pick(r: dict[str, Any], day: date | None, period: Any = period) -> bool:
            return day is not None and period.contains(day) and in_scope(scope, r, day)

        assert close(row.value, counted.value(kpi, pick)), text


@pytest.mark.parametrize("kpi", KPIS)
@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
def test_a_grain_gives_each_of_its_periods_its_own_figure(
    busy: Any, counted: Any, kpi: str, grain: str
) -> None:
    whole = parse_period("2025-12-24..2026-02-10")
    for scope in ("org", "team:Vest", "customer:Vik AS"):
        report = evaluate(busy.company, KpiQuery(kpi, Scope.parse(scope), whole, (grain,)))
        for row in report.rows:
            period = row.period

            def pick(r: dict[str, Any], day: date | None, period: Any = period) -> bool:
                inside = day is not None and period.contains(day) and whole.contains(day)
                return inside and in_scope(scope, r, day)  # noqa: B023 - used in this round only

            assert close(row.value, counted.value(kpi, pick)), (scope, str(period))
        wanted = {str(period_of(day, Grain(grain))) for day in _days(whole)}
        assert [str(row.period) for row in report.rows] == sorted(
            wanted, key=lambda text: parse_period(text).first
        )


GROUPS = {
    "rep": lambda r, day: r.get("rep"),
    "team": lambda r, day: recount.team_of(STAYS, r.get("rep"), day),
    "customer": lambda r, day: r.get("customer"),
    "product": lambda r, day: r.get("product"),
    "source": lambda r, day: r.get("source"),
    "stage": lambda r, day: r.get("stage"),
    "reason": lambda r, day: r.get("lost_reason"),
    "kind": lambda r, day: r.get("kind"),
    "channel": lambda r, day: r.get("channel"),
    "segment": lambda r, day: {"Fjord AS": "SMB", "Havn AS": "SMB", "Tind AS": "Large"}.get(
        r.get("customer")
    ),
}


OF_DEALS_ONLY = {"product", "source", "stage", "reason", "kind"}
OF_ACTIVITIES_ONLY = {"channel"}
SPLITS = [
    (kpi, group)
    for kpi in KPIS
    for group in GROUPS
    if group not in (OF_ACTIVITIES_ONLY if kpi in DEALS else OF_DEALS_ONLY)
]


@pytest.mark.parametrize(("kpi", "group"), SPLITS)
@pytest.mark.parametrize("period", [None, "2026-Q1"])
def test_a_group_has_the_figure_of_its_own_facts(
    busy: Any, counted: Any, kpi: str, group: str, period: str | None
) -> None:
    days = parse_period(period) if period else None
    for scope in ("org", "team:Nord", "rep:Kari", "customer:Havn AS"):
        report = evaluate(busy.company, KpiQuery(kpi, Scope.parse(scope), days, (group,)))
        keys = [row.group[group] for row in report.rows]

        assert len(keys) == len(set(keys))
        for row in report.rows:
            key = row.group[group]

            def pick(r: dict[str, Any], day: date | None, key: Any = key) -> bool:
                inside = days is None or (day is not None and days.contains(day))
                same = GROUPS[group](r, day) == key
                return inside and same and in_scope(scope, r, day)  # noqa: B023

            assert close(row.value, counted.value(kpi, pick)), (scope, key)


@pytest.mark.parametrize("kpi", ["revenue", "won_deals", "calls", "meetings_booked"])
@pytest.mark.parametrize("group", ["rep", "team", "customer", "segment"])
def test_groups_add_up_to_the_organisation_facts_without_one_too(
    busy: Any, kpi: str, group: str
) -> None:
    for period in (None, parse_period("2026-Q1")):
        (whole,) = evaluate(busy.company, KpiQuery(kpi, period=period)).rows
        parts = evaluate(busy.company, KpiQuery(kpi, period=period, by=(group,))).rows
        months = evaluate(busy.company, KpiQuery(kpi, period=period, by=("month", group))).rows

        assert None in [row.group[group] for row in parts]
        assert sum(row.value or 0 for row in parts) == whole.value
        assert sum(row.value or 0 for row in months) == whole.value


def _days(period: Any) -> list[date]:
    first = period.first.toordinal()
    return [date.fromordinal(first + number) for number in range(period.days)]
