"""Development curves: buckets, the year before, running figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.errors import UsageError
from kpidesk.domain.kpis import CATALOGUE
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Grain, parse_period
from kpidesk.domain.reports import CurveReport
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.curves import CurveQuery, curve
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.targets import set_target


def won(day: date, value: int = 100, **fields: Any) -> dict[str, Any]:
    return {"rep": "Kari", "created_on": day, "closed_on": day, "value": value} | fields


def ask(maker: Any, kpi: str, period: str, grain: Grain, scope: str = "org") -> CurveReport:
    query = CurveQuery(kpi, Scope.parse(scope), parse_period(period), grain)
    return curve(maker.company, query)


@pytest.fixture
def two_years(maker: Any) -> Any:
    return maker.people().deals(
        [
            won(date(2025, 1, 10), 10),
            won(date(2025, 1, 12), 10, status="lost"),
            won(date(2025, 2, 10), 20),
            won(date(2026, 1, 10), 30),
            won(date(2026, 1, 11), 30),
            won(date(2026, 1, 12), 30, status="lost"),
            won(date(2026, 2, 10), 40),
            won(date(2026, 3, 3), 50, status="lost"),
        ]
    )


def test_buckets_stand_beside_the_year_before(two_years: Any) -> None:
    report = ask(two_years, "revenue", "2026-Q1", Grain.MONTH)

    assert [str(one.period) for one in report.buckets] == ["2026-01", "2026-02", "2026-03"]
    assert [one.row.value for one in report.buckets] == [60, 40, 0]
    assert [one.year_before for one in report.buckets] == [10, 20, 0]
    assert [one.running for one in report.buckets] == [60, 100, 100]
    assert [one.running_before for one in report.buckets] == [10, 30, 30]
    assert (report.total.value, report.total_before) == (100, 30)


def test_a_running_ratio_is_a_ratio_of_sums(two_years: Any) -> None:
    report = ask(two_years, "win_rate", "2026-Q1", Grain.MONTH)

    assert [one.row.value for one in report.buckets] == [Decimal(2) / Decimal(3), 1, 0]
    assert [one.running for one in report.buckets] == [
        Decimal(2) / Decimal(3),
        Decimal("0.75"),
        Decimal("0.6"),
    ]
    assert [one.running_before for one in report.buckets][:2] == [
        Decimal("0.5"),
        Decimal(2) / Decimal(3),
    ]


def test_a_bucket_that_is_not_over_is_not_complete(two_years: Any) -> None:
    complete = [one.complete for one in ask(two_years, "revenue", "2026-Q1", Grain.MONTH).buckets]

    assert complete == [True, True, False]
    weeks = ask(two_years, "revenue", "2026-01", Grain.WEEK).buckets
    assert [one.complete for one in weeks] == [False, True, True, True, False]


def test_after_the_data_s_date_there_is_nothing(two_years: Any) -> None:
    last = ask(two_years, "revenue", "2026-Q2", Grain.MONTH).buckets[-1]

    assert (last.row.value, last.row.has_data, last.running) == (None, False, None)


def test_week_53_is_compared_with_the_last_week_of_a_shorter_year(maker: Any) -> None:
    maker.people().deals([won(date(2025, 12, 22), 7), won(date(2026, 12, 30), 9)])

    report = ask(maker, "revenue", "2026-W52", Grain.WEEK)
    assert [one.year_before for one in report.buckets] == [7]
    both = ask(maker, "revenue", "2026-12-21..2027-01-03", Grain.WEEK).buckets
    assert [(str(one.period), one.year_before) for one in both] == [
        ("2026-W52", 7),
        ("2026-W53", 7),
    ]
    assert [one.running_before for one in both] == [7, 7]


@pytest.mark.parametrize("kpi", list(CATALOGUE))
@pytest.mark.parametrize("grain", [Grain.WEEK, Grain.MONTH, Grain.QUARTER])
def test_curves_say_what_the_kpis_say(busy: Any, kpi: str, grain: Grain) -> None:
    period = parse_period("2026-01..2026-06")
    for scope in ("org", "team:Nord"):
        report = curve(busy.company, CurveQuery(kpi, Scope.parse(scope), period, grain))
        query = KpiQuery(kpi, Scope.parse(scope), period, (str(grain),))
        rows = evaluate(busy.company, query).rows
        (whole,) = evaluate(busy.company, KpiQuery(kpi, Scope.parse(scope), period)).rows

        assert tuple(one.row for one in report.buckets) == rows
        assert report.total == whole
        assert [one for one in report.buckets if one.row.has_data][-1].running == whole.value


def test_attainment_runs_on_over_the_targets_so_far(two_years: Any) -> None:
    two_years.target("revenue", "org", "2026-01", "100").target("revenue", "org", "2026-02", "100")

    report = ask(two_years, "attainment", "2026-01..2026-02", Grain.MONTH)

    assert [one.row.value for one in report.buckets] == [Decimal("0.6"), Decimal("0.4")]
    assert [one.running for one in report.buckets] == [Decimal("0.6"), Decimal("0.5")]


def test_targets_step_with_the_buckets(two_years: Any) -> None:
    two_years.target("win_rate", "org", "2025", "0.61").target("win_rate", "org", "2026", "0.62")

    buckets = ask(two_years, "win_rate", "2025-12..2026-01", Grain.MONTH).buckets

    assert [one.row.target for one in buckets] == [Decimal("0.61"), Decimal("0.62")]


def test_days_over_years_fit_but_not_over_decades(two_years: Any) -> None:
    assert len(ask(two_years, "revenue", "2024..2026", Grain.DAY).buckets) == 1096
    with pytest.raises(UsageError) as refused:
        ask(two_years, "revenue", "2010..2026", Grain.DAY)
    assert refused.value.code == "curve.too_many"


def test_a_span_with_targets_for_some_months_only_is_not_judged(two_years: Any) -> None:
    set_target(two_years.company, Target("revenue", Scope(), parse_period("2026-02"), Decimal(35)))
    report = ask(two_years, "revenue", "2026-Q1", Grain.MONTH)
    covered = ask(two_years, "revenue", "2026-02", Grain.WEEK)

    assert [one.row.target for one in report.buckets] == [None, 35, None]
    assert (report.total.target, report.total.status) == (None, Status.NO_TARGET)
    assert (covered.total.target, covered.total.status) == (35, Status.ON_TRACK)


def test_a_year_before_without_data_for_some_months_is_not_compared(maker: Any) -> None:
    maker.people().deals([won(date(2025, 6, 2), 10), won(date(2026, 1, 5), 20)])

    assert ask(maker, "revenue", "2026-Q1", Grain.MONTH).total_before is None
