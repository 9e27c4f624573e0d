"""Figures against targets: whose target counts, how it is due, and the status."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.pace import Status
from kpidesk.domain.periods import parse_period
from kpidesk.domain.reports import KpiRow
from kpidesk.domain.targets import Scope
from kpidesk.services.kpis import KpiQuery, evaluate


def won(rep: str | None, day: date, value: int, **fields: Any) -> dict[str, Any]:
    return {"rep": rep, "created_on": day, "closed_on": day, "value": value} | fields


def rows(maker: Any, kpi: str, period: str | None, scope: str = "org", *by: str) -> list[KpiRow]:
    days = parse_period(period) if period else None
    return list(evaluate(maker.company, KpiQuery(kpi, Scope.parse(scope), days, by)).rows)


def row(maker: Any, kpi: str, period: str, scope: str = "org") -> KpiRow:
    return rows(maker, kpi, period, scope)[0]


@pytest.fixture
def march(maker: Any) -> Any:
    """Kari moves from Øst to Vest on 16 March: 10 and 12 of the month's 22 working days."""
    maker.people().deals(
        [
            won("Kari", date(2026, 3, 10), 90_000),
            won("Kari", date(2026, 3, 20), 140_000),
            won("Ingrid", date(2026, 3, 5), 50_000),
            won(None, date(2026, 3, 6), 7_000),
            won("Per", date(2026, 3, 31), 1_000),
        ]
    )
    return maker.target("revenue", "rep:Kari", "2026-03", "220000").target(
        "revenue", "rep:Ingrid", "2026-03", "100000"
    )


def test_a_mover_counts_for_each_team_by_working_days(march: Any) -> None:
    east, west = (
        row(march, "revenue", "2026-03", "team:Øst"),
        row(march, "revenue", "2026-03", "team:Vest"),
    )

    assert (east.value, east.target) == (140_000, 200_000)
    assert (west.value, west.target) == (140_000, 120_000)
    assert east.target_derived
    assert row(march, "revenue", "2026-03", "rep:Kari").target == 220_000
    assert not row(march, "revenue", "2026-03", "rep:Kari").target_derived


def test_a_parent_without_a_target_has_the_sum_of_those_below(march: Any) -> None:
    for scope in ("org", "team:Nord"):
        parent = row(march, "revenue", "2026-03", scope)
        assert (parent.target, parent.target_derived) == (320_000, True)
    assert row(march, "revenue", "2026-03", "org").value == 288_000


def test_a_target_that_was_set_wins_over_the_sum(march: Any) -> None:
    march.target("revenue", "team:Øst", "2026-03", "500000")

    assert row(march, "revenue", "2026-03", "team:Øst").target == 500_000
    assert row(march, "revenue", "2026-03", "team:Nord").target == 620_000


def test_groups_carry_their_own_targets(march: Any) -> None:
    by_rep = {
        one.group["rep"]: one.target for one in rows(march, "revenue", "2026-03", "org", "rep")
    }
    by_team = {
        one.group["team"]: one.target for one in rows(march, "revenue", "2026-03", "org", "team")
    }
    in_east = {
        one.group["rep"]: one.target for one in rows(march, "revenue", "2026-03", "team:Øst", "rep")
    }

    assert by_rep == {"Ingrid": 100_000, "Kari": 220_000, "Per": None, None: None}
    assert by_team == {"Øst": 200_000, "Vest": 120_000, None: None}
    assert in_east == {"Ingrid": 100_000, "Kari": 100_000}
    assert {one.target for one in rows(march, "revenue", "2026-03", "org", "product")} == {None}


def test_customer_targets_stand_alone(march: Any) -> None:
    march.target("revenue", "customer:Vik AS", "2026-03", "40000")

    customer = row(march, "revenue", "2026-03", "customer:Vik AS")
    assert (customer.value, customer.target, customer.status) == (0, 40_000, Status.BEHIND)
    assert row(march, "revenue", "2026-03", "org").target == 320_000
    by_customer = rows(march, "revenue", "2026-03", "org", "customer")
    assert {one.group["customer"]: one.target for one in by_customer} == {
        "Vik AS": 40_000,
        None: None,
    }


def test_a_year_s_target_meets_its_weeks_through_its_days(march: Any) -> None:
    march.target("revenue", "org", "2026", "2530000")

    weeks = rows(march, "revenue", "2026-03-02..2026-03-15", "org", "week")
    months = rows(march, "revenue", "2026", "org", "month")

    assert [one.target for one in weeks] == [50_000, 50_000]
    assert sum(one.target or 0 for one in months) == 2_530_000


def test_status_follows_the_bands_on_pace(march: Any) -> None:
    assert row(march, "revenue", "2026-03", "rep:Kari").status is Status.ON_TRACK
    assert row(march, "revenue", "2026-03", "org").status is Status.WATCH
    assert row(march, "revenue", "2026-03", "rep:Ingrid").status is Status.BEHIND
    assert row(march, "revenue", "2026-03", "rep:Per").status is Status.NO_TARGET


def test_a_ratio_has_its_target_whole_and_no_daily_need(march: Any) -> None:
    march.deals([won("Ingrid", date(2026, 3, 9), 1)] * 8)
    march.deals([won("Ingrid", date(2026, 3, 9), 1, status="lost")] * 3)
    march.target("win_rate", "org", "2026", "0.8")

    rate = row(march, "win_rate", "2026-03")

    assert (rate.target, rate.expected, rate.required_per_day) == (Decimal("0.8"),) * 2 + (None,)
    assert rate.value == Decimal(13) / Decimal(16)
    assert rate.status is Status.ON_TRACK
    assert row(march, "win_rate", "2026-03", "team:Øst").target is None


def test_a_rate_of_few_cases_is_not_judged(march: Any) -> None:
    march.target("win_rate", "rep:Kari", "2026-03", "0.5")

    assert row(march, "win_rate", "2026-03", "rep:Kari").status is Status.SMALL_N


def test_lower_is_better_for_the_sales_cycle(maker: Any) -> None:
    deals = [won("Kari", date(2026, 3, 10), 1, created_on=date(2026, 2, 11))] * 10
    maker.people().deals(deals).target("sales_cycle_days", "org", "2026-03", "30")

    cycle = row(maker, "sales_cycle_days", "2026-03")

    assert cycle.value == 27
    assert cycle.pace == Decimal(30) / Decimal(27)
    assert cycle.status is Status.ON_TRACK


def test_attainment_is_the_sum_over_the_sum_and_never_capped(march: Any) -> None:
    kari = row(march, "attainment", "2026-03", "rep:Kari")
    assert kari.value == Decimal(230_000) / Decimal(220_000)
    whole = row(march, "attainment", "2026-03")
    assert (whole.numerator, whole.denominator) == (288_000, 320_000)
    by_rep = {
        one.group["rep"]: one.value for one in rows(march, "attainment", "2026-03", "org", "rep")
    }
    assert by_rep["Ingrid"] == Decimal("0.5")
    assert by_rep["Per"] is None


@pytest.mark.parametrize("kpi", ["revenue", "attainment"])
def test_who_has_a_target_and_won_nothing_has_a_row_with_zero(maker: Any, kpi: str) -> None:
    maker.people(teams={}, stays=[], reps=("Ada", "Bo", "Cy"))
    maker.deals([won("Ada", date(2026, month, 5), 500) for month in (3, 4)])
    for name in ("Ada", "Bo"):
        maker.target("revenue", f"rep:{name}", "2026-03", "1000")

    by_rep = {one.group["rep"]: one.value for one in rows(maker, kpi, "2026-03", "org", "rep")}
    assert list(by_rep) == ["Ada", "Bo"]
    assert by_rep["Bo"] == 0
    by_month = rows(maker, kpi, "2026-03..2026-04", "org", "rep", "month")
    assert [(str(one.period), one.group["rep"], bool(one.value)) for one in by_month] == [
        ("2026-03", "Ada", True),
        ("2026-03", "Bo", False),
        ("2026-04", "Ada", kpi == "revenue"),
        ("2026-04", "Bo", False),
    ]
    assert [one.value for one in rows(maker, kpi, "2026-03", "rep:Bo", "rep")] == [0]


def test_reps_at_quota_are_counted_among_those_with_one(march: Any) -> None:
    whole = row(march, "quota_attainment_share", "2026-03")
    assert (whole.value, whole.numerator, whole.denominator) == (Decimal("0.5"), 1, 2)
    teams = rows(march, "quota_attainment_share", "2026-03", "org", "team")
    shares = {one.group["team"]: (one.numerator, one.denominator) for one in teams}
    assert shares["Øst"] == (0, 2)
    assert shares["Vest"] == (1, 1)
    assert row(march, "quota_attainment_share", "2026-04").value is None


def test_all_time_attainment_is_over_the_days_that_have_targets(march: Any) -> None:
    march.deals([won("Kari", date(2026, 1, 7), 1_000_000)])

    (all_time,) = rows(march, "attainment", None)

    assert str(all_time.period) == "2026-03-01..2026-03-31"
    assert (all_time.numerator, all_time.denominator) == (288_000, 320_000)


def test_required_a_day_covers_the_working_days_that_are_left(march: Any) -> None:
    march.target("calls", "org", "2026-03", "100")
    march.activities([{"date": date(2026, 3, 27), "type": "call", "quantity": Decimal(10)}])
    query = KpiQuery("calls", period=parse_period("2026-03"), as_of=date(2026, 3, 27))

    (calls,) = evaluate(march.company, query).rows

    assert calls.required_per_day == 45
    assert row(march, "calls", "2026-03").required_per_day is None
