"""Quarters and years follow the company's own fiscal year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpidesk.domain.periods import Grain, parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.curves import CurveQuery, curve
from kpidesk.services.kpis import KpiQuery, evaluate


@pytest.fixture
def july(busy: Any, tmp_path: Path) -> Any:
    """A company whose year begins in July."""
    made = type(busy)(tmp_path / "july.kpidesk", fiscal_start=7).people()
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1))
    made.deals([{"rep": "Kari", "closed_on": day, "value": 1} for day in days])
    yield made
    made.company.close()


def test_by_year_and_quarter(july: Any) -> None:
    def values(grain: str) -> dict[str, Any]:
        rows = evaluate(july.company, KpiQuery("won_deals", by=(grain,))).rows
        return {str(row.period): row.value for row in rows}

    assert values("year") == {"FY2025": 1, "FY2026": 3}
    assert values("quarter") == {"2025-Q4": 1, "2026-Q1": 1, "2026-Q2": 1, "2026-Q3": 1}


def test_a_curve_over_the_fiscal_year_has_its_four_quarters(july: Any) -> None:
    query = CurveQuery("won_deals", Scope(), parse_period("FY2026", 7), Grain.QUARTER)
    report = curve(july.company, query)

    assert [str(one.period) for one in report.buckets] == [
        f"2026-Q{number}" for number in range(1, 5)
    ]
    assert [one.row.value for one in report.buckets] == [1, 1, 1, None]
    assert report.buckets[0].complete
    assert not report.buckets[2].complete
