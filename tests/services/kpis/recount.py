"""Figures counted once more in plain Python over the raw rows, by the words of KPI.md.

Knows nothing of measures, formulas, statements or totals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

Row = dict[str, Any]
Pick = Callable[[Row, date | None], bool]
Stays = list[tuple[str, str | None, date | None, date | None]]


def team_of(stays: Stays, rep: str | None, day: date | None) -> str | None:
    """The team a rep was in on a day; without a day, the one of the latest stay."""
    own = [stay for stay in stays if stay[0] == rep]
    if day is None:
        return own[-1][1] if own else None
    for _, team, first, last in own:
        if (first or date.min) <= day <= (last or date.max):
            return team
    return None


def _ratio(above: Fraction | int, below: Fraction | int) -> Fraction | None:
    return Fraction(above) / Fraction(below) if below else None


class Recount:
    """Counts every KPI of the catalogue that needs no target."""

    def __init__(self, deals: list[Row], activities: list[Row], as_of: date) -> None:
        self.deals = deals
        self.activities = activities
        self.as_of = as_of

    def value(self, kpi: str, pick: Pick) -> Fraction | None:
        """The KPI over the facts that `pick` lets through by row and attribution day."""
        return getattr(self, kpi)(pick)  # type: ignore[no-any-return]

    def _closed(self, pick: Pick, *statuses: str) -> list[Row]:
        return [r for r in self.deals if r["status"] in statuses and pick(r, r["closed_on"])]

    def _quantity(self, rows: list[Row]) -> Fraction:
        return sum((Fraction(r.get("quantity", 1)) for r in rows), Fraction(0))

    def _acts(self, pick: Pick, *kinds: str) -> list[Row]:
        return [r for r in self.activities if r["type"] in kinds and pick(r, r["date"])]

    def revenue(self, pick: Pick) -> Fraction:
        return sum((Fraction(r["value"]) for r in self._closed(pick, "won")), Fraction(0))

    def won_deals(self, pick: Pick) -> Fraction:
        return Fraction(len(self._closed(pick, "won")))

    def lost_deals(self, pick: Pick) -> Fraction:
        return Fraction(len(self._closed(pick, "lost")))

    def avg_deal_value(self, pick: Pick) -> Fraction | None:
        return _ratio(self.revenue(pick), self.won_deals(pick))

    def win_rate(self, pick: Pick) -> Fraction | None:
        return _ratio(self.won_deals(pick), len(self._closed(pick, "won", "lost")))

    def win_rate_broad(self, pick: Pick) -> Fraction | None:
        return _ratio(self.won_deals(pick), len(self._closed(pick, "won", "lost", "cancelled")))

    def win_rate_cohort(self, pick: Pick) -> Fraction | None:
        created = [r for r in self.deals if pick(r, r["created_on"])]
        return _ratio(sum(r["status"] == "won" for r in created), len(created))

    def _cycles(self, pick: Pick) -> list[int]:
        return [
            (r["closed_on"] - (r["first_contact_on"] or r["created_on"])).days
            for r in self._closed(pick, "won")
            if r["first_contact_on"] or r["created_on"]
        ]

    def sales_cycle_days(self, pick: Pick) -> Fraction | None:
        cycles = self._cycles(pick)
        return _ratio(sum(cycles), len(cycles))

    def sales_cycle_median_days(self, pick: Pick) -> Fraction | None:
        cycles = self._cycles(pick)
        return Fraction(median(cycles)) if cycles else None

    def sales_velocity(self, pick: Pick) -> Fraction | None:
        rate, mean = self.win_rate(pick), self.avg_deal_value(pick)
        cycle = self.sales_cycle_days(pick)
        if rate is None or mean is None or not cycle:
            return None
        return len(self._closed(pick, "won", "lost")) * rate * mean / cycle

    def weighted_pipeline(self, pick: Pick) -> Fraction:
        confidence = {"Offer": Decimal("0.5"), "Talk": Decimal("0.12")}
        total = Fraction(0)
        for r in self.deals:
            sure = r["confidence"] if r["confidence"] is not None else confidence.get(r["stage"])
            expected = r["expected_close_on"]
            if r["status"] != "open" or sure is None or not pick(r, expected):
                continue
            if (expected is None or expected >= self.as_of) and (
                r["created_on"] is None or r["created_on"] <= self.as_of
            ):
                total += Fraction(r["value"]) * Fraction(sure)
        return total

    def calls(self, pick: Pick) -> Fraction:
        return self._quantity(self._acts(pick, "call"))

    def emails(self, pick: Pick) -> Fraction:
        return self._quantity(self._acts(pick, "email"))

    def visits(self, pick: Pick) -> Fraction:
        return self._quantity(self._acts(pick, "visit"))

    def quotes_sent(self, pick: Pick) -> Fraction:
        return self._quantity(self._acts(pick, "quote"))

    def conversations(self, pick: Pick) -> Fraction:
        reached = [r for r in self._acts(pick, "call", "email") if r["outcome"] == "reached"]
        return self._quantity(reached)

    def meetings_booked(self, pick: Pick) -> Fraction:
        meetings = [r for r in self.activities if r["type"] == "meeting"]
        return self._quantity([r for r in meetings if pick(r, r["booked_on"] or r["date"])])

    def meetings_held(self, pick: Pick) -> Fraction:
        held = [r for r in self._acts(pick, "meeting") if r["outcome"] in ("held", None)]
        return self._quantity(held)

    def show_rate(self, pick: Pick) -> Fraction | None:
        return _ratio(self.meetings_held(pick), self._quantity(self._acts(pick, "meeting")))
