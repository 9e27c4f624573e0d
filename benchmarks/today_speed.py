"""Counting the Today page with ten KPIs, on company files of growing size."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure, median_seconds, say
from benchmarks.made_data import LAST_DAY, company_of
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.companies import open_company
from kpidesk.services.today import TodayQuery, today

SIZES = (10_000, 100_000, 1_000_000)
LIMIT_MS = 100.0
LIMIT_GROWTH = 3.0
CARDS = (
    "revenue",
    "won_deals",
    "avg_deal_value",
    "win_rate",
    "weighted_pipeline",
    "calls",
    "meetings_held",
    "quotes_sent",
    "sales_cycle_median_days",
    "quota_attainment_share",
)


def measure(folder: Path, times: int = 9) -> list[Figure]:
    """Milliseconds for each size, and how much it grows from the first to the last."""
    found: list[Figure] = []
    for size in SIZES:
        say(f"Today with {size:,} facts …")
        company = open_company(company_of(folder / f"facts-{size}.kpidesk", size))
        query = TodayQuery(Scope("org", None), parse_period("2026-06"), as_of=LAST_DAY, cards=CARDS)
        report = today(company, query)
        assert len(report.cards) == len(CARDS)
        milliseconds = 1000 * median_seconds(lambda: today(company, query), times)  # noqa: B023
        company.close()
        found.append(Figure(f"Today, {size:,} facts", milliseconds, LIMIT_MS, "ms"))
    growth = found[-1].value / found[0].value
    found.append(Figure("Today, growth first to last", growth, LIMIT_GROWTH, "x"))
    return found
