"""The worked answers of the KPI definitions, through the whole evaluator."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.pace import Status
from kpidesk.domain.periods import parse_period
from kpidesk.domain.reports import KpiRow
from kpidesk.domain.targets import Scope
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.today import TodayQuery, today

JANUARY = date(2026, 1, 15)


def deal(**fields: Any) -> dict[str, Any]:
    return {"rep": "Ingrid", "created_on": JANUARY, "closed_on": JANUARY, "value": 1} | fields


def ask(maker: Any, kpi: str, period: str | None = None, **query: Any) -> KpiRow:
    days = parse_period(period) if period else None
    (row,) = evaluate(maker.company, KpiQuery(kpi, period=days, **query)).rows
    return row


def test_1_a_team_divides_the_sums_of_its_reps(maker: Any) -> None:
    maker.people().deals(
        [deal(rep="Ingrid")] * 3
        + [deal(rep="Ingrid", status="lost")] * 2
        + [deal(rep="Kari")] * 9
        + [deal(rep="Kari", status="lost")] * 81
    )

    team = ask(maker, "win_rate", "2026-01", scope=Scope("team", "Øst"))

    assert (team.numerator, team.denominator, team.n) == (12, 95, 95)
    assert team.value == Decimal(12) / Decimal(95)
    assert str(team.value).startswith("0.12631578")
    by_rep = evaluate(maker.company, KpiQuery("win_rate", by=("rep",))).rows
    assert {row.group["rep"]: row.value for row in by_rep if row.n} == {
        "Ingrid": Decimal("0.6"),
        "Kari": Decimal("0.1"),
    }


def test_1_a_quarter_divides_the_sums_of_its_months(maker: Any) -> None:
    february = date(2026, 2, 3)
    maker.people().deals(
        [deal()] * 3
        + [deal(status="lost")] * 2
        + [deal(closed_on=february)] * 9
        + [deal(closed_on=february, status="lost")] * 81
    )

    assert ask(maker, "win_rate", "2026-Q1").value == Decimal(12) / Decimal(95)


def test_2_the_win_rate_by_close_date_and_by_created_date_differ(maker: Any) -> None:
    maker.people().deals(
        [deal()] * 3 + [deal(status="lost")] * 7 + [deal(status="open", closed_on=None)] * 90
    )

    assert ask(maker, "win_rate", "2026-01").value == Decimal("0.3")
    assert ask(maker, "win_rate_cohort", "2026-01").value == Decimal("0.03")


def test_2_wins_after_the_date_asked_for_are_not_known_yet(maker: Any) -> None:
    maker.people().deals(
        [deal()] * 3
        + [deal(status="lost")] * 7
        + [deal(closed_on=date(2026, 3, 1))] * 40
        + [deal(status="open", closed_on=None)] * 50
    )
    then = date(2026, 1, 31)

    assert ask(maker, "win_rate_cohort", "2026-01", as_of=then).value == Decimal("0.03")
    assert ask(maker, "win_rate_cohort", "2026-01").value == Decimal("0.43")


def test_3_mean_and_median_of_the_sales_cycle(maker: Any) -> None:
    cycles = (12, 18, 20, 25, 30, 35, 240)
    maker.people().deals([deal(created_on=JANUARY - timedelta(days=days)) for days in cycles])

    assert ask(maker, "sales_cycle_days", "2026-01").value == Decimal(380) / Decimal(7)
    median = ask(maker, "sales_cycle_median_days", "2026-01")
    assert (median.value, median.n) == (25, 7)


def test_4_sales_velocity_has_one_population(maker: Any) -> None:
    opened = JANUARY - timedelta(days=60)
    maker.people().deals([deal(created_on=opened, value=150_000)] * 10 + [deal(status="lost")] * 30)

    assert ask(maker, "sales_velocity", "2026-01").value == 25_000


def test_6_weighted_pipeline(maker: Any) -> None:
    expected = date(2026, 2, 10)
    for value, sure, weighted in ((27_600, "0.12", 3_312), (34_500, "0.83", 28_635)):
        before = ask(maker, "weighted_pipeline", "2026-02").value or 0
        if before == 0:
            maker.people()
        row = deal(status="open", closed_on=None, expected_close_on=expected, value=value)
        maker.deals([row | {"confidence": Decimal(sure)}])

        assert ask(maker, "weighted_pipeline", "2026-02").value == before + weighted


def test_8_pace_is_measured_in_norwegian_working_days(maker: Any) -> None:
    maker.people().deals([deal(closed_on=date(2026, 4, 7), value=120_000)])
    maker.target("revenue", "org", "2026-04", "1000000")

    row = ask(maker, "revenue", "2026-04", as_of=date(2026, 4, 7))

    assert row.expected == Decimal("105263.16")
    assert row.pace == Decimal(120_000) / Decimal("105263.16")
    assert round(row.pace, 2) == Decimal("1.14")
    assert row.required_per_day == Decimal("51764.71")
    assert row.attainment == Decimal("0.12")
    assert row.status is Status.ON_TRACK
    page = today(maker.company, TodayQuery(Scope(), parse_period("2026-04"), date(2026, 4, 7)))
    assert (page.working_days, page.working_days_gone) == (19, 2)


def test_9_norwegian_working_days_of_2026(maker: Any) -> None:
    months = [parse_period(f"2026-{month:02}") for month in range(1, 13)]

    pages = [today(maker.company, TodayQuery(Scope(), month)) for month in months]

    days = [page.working_days for page in pages]
    assert days == [21, 20, 22, 19, 18, 22, 23, 21, 22, 22, 21, 22]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 2), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
    ],
)
def test_10_a_fact_counts_in_the_iso_week_of_its_day(maker: Any, day: date, week: str) -> None:
    maker.people().deals([deal(created_on=day, closed_on=day, value=7)])

    (row,) = evaluate(maker.company, KpiQuery("revenue", by=("week",))).rows
    assert (str(row.period), row.value) == (week, 7)
    assert ask(maker, "revenue", week).value == 7


@pytest.mark.parametrize(
    ("won", "tried", "low", "high"),
    [(3, 5, "0.23", "0.88"), (9, 90, "0.05", "0.18"), (2, 3, "0.21", "0.94")],
)
def test_11_a_rate_comes_with_its_interval(
    maker: Any, won: int, tried: int, low: str, high: str
) -> None:
    maker.people().deals([deal()] * won + [deal(status="lost")] * (tried - won))

    row = ask(maker, "win_rate", "2026-01")

    assert row.interval is not None
    assert [round(end, 2) for end in row.interval] == [Decimal(low), Decimal(high)]
