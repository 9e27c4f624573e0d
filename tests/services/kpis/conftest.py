"""A small hand-made company: three reps and one unknown, two teams under one, a mover, a leaver.

The raw rows stay at hand, so that figures can be counted again without the program.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpidesk.domain.periods import Grain, Period, parse_period
from kpidesk.storage.company_file import CompanyFile, CompanySettings

FIRST, LAST = date(2025, 12, 22), date(2026, 6, 18)
TEAMS = {"Nord": None, "Øst": "Nord", "Vest": "Nord", "Sør": None}
STAYS = [
    ("Ingrid", "Øst", None, None),
    ("Kari", "Øst", None, date(2026, 3, 15)),
    ("Kari", "Vest", date(2026, 3, 16), None),
    ("Ola", "Vest", None, date(2026, 2, 28)),
]
REPS = ("Ingrid", "Kari", "Ola", "Per")  # Per is in no team
CUSTOMERS = {"Fjord AS": "SMB", "Havn AS": "SMB", "Tind AS": "Large", "Vik AS": None}
STAGES = {"Offer": Decimal("0.5"), "Talk": Decimal("0.12")}
Row = dict[str, Any]


@dataclass
class Raw:
    """What was put into the file, by name instead of id."""

    deals: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)


class Maker:
    """Fills a company file from rows that name reps, teams and customers."""

    def __init__(self, path: Path, **settings: Any) -> None:
        self.company = CompanyFile.create(path, CompanySettings("Testbris", **settings))
        self.raw = Raw()

    def people(
        self,
        teams: dict[str, str | None] = TEAMS,
        stays: list[tuple[str, str | None, date | None, date | None]] = STAYS,
        reps: tuple[str, ...] = REPS,
    ) -> Maker:
        with self.company.change("test", "people") as work:
            ids: dict[str, int] = {}
            for name, parent in teams.items():
                parent_id = ids[parent] if parent else None
                ids[name] = work.insert("team", {"name": name, "parent_id": parent_id})
            rep_ids = {name: work.insert("rep", {"name": name}) for name in reps}
            for rep, team, first, last in stays:
                row = {"rep_id": rep_ids[rep], "team_id": ids[team] if team else None}
                work.insert("membership", row | {"valid_from": first, "valid_to": last})
            for name, segment in CUSTOMERS.items():
                work.insert("customer", {"name": name, "segment": segment})
            for position, (name, confidence) in enumerate(STAGES.items()):
                row = {"name": name, "position": position, "confidence": confidence}
                work.insert("stage", row)
            work.insert("product", {"name": "Pump"})
            work.insert("product", {"name": "Valve"})
            work.commit()
        return self

    def deals(self, rows: list[Row]) -> Maker:
        start = len(self.raw.deals)
        self.raw.deals += rows
        columns = [
            "deal", "rep_id", "customer_id", "product_id", "stage_id", "source", "kind",
            "created_on", "first_contact_on", "expected_close_on", "closed_on", "status",
            "lost_reason", "value", "confidence",
        ]  # fmt: skip
        self._insert("deal", columns, rows, start=start)
        return self

    def activities(self, rows: list[Row]) -> Maker:
        self.raw.activities += rows
        columns = ["date", "type", "rep_id", "customer_id", "quantity", "outcome", "booked_on"]
        self._insert("activity", [*columns, "channel"], rows, start=0)
        return self

    def target(self, kpi: str, scope: str, period: str, value: str) -> Maker:
        level, _, name = scope.partition(":")
        span = parse_period(period)
        with self.company.change("test", "target") as work:
            owner = work.names(level)[name] if name else 0
            row = {"kpi": kpi, "scope": level, "scope_id": owner, "period": str(span)}
            row |= {"grain": str(span.grain), "first_day": span.first, "last_day": span.last}
            work.insert("target", row | {"value": Decimal(value)})
            work.commit()
        return self

    def _insert(self, table: str, columns: list[str], rows: list[Row], start: int) -> None:
        with self.company.change("test", table) as work:
            lists = ("rep", "customer", "product", "stage")
            names: dict[str, dict[str | None, int | None]] = {
                f"{ref}_id": {None: None, **work.names(ref)} for ref in lists
            }
            stored = []
            for number, row in enumerate(rows):
                values = {"deal": f"D{start + number}", "status": "won"} | row
                for column, ids in names.items():
                    values[column] = ids[row.get(column[:-3])]
                if table == "activity":
                    values["quantity"] = row.get("quantity", Decimal(1))
                stored.append([values.get(column) for column in columns])
            work.insert_many(table, columns, stored)
            work.commit()


def month(text: str) -> Period:
    return parse_period(text)


def span(first: date, last: date) -> Period:
    return Period(first, last, Grain.SPAN)


def _some_deals(chance: random.Random) -> list[Row]:
    deals: list[Row] = []
    days = (LAST - FIRST).days
    for _ in range(400):
        created = FIRST + timedelta(days=chance.randrange(-40, days))
        status = chance.choice(("won", "won", "lost", "cancelled", "open"))
        closed = created + timedelta(days=chance.randrange(0, 60))
        if closed > LAST:
            status = "open"
        known = chance.random() > 0.05
        deals.append(
            {
                "rep": chance.choice((*REPS, None)),
                "customer": chance.choice((*CUSTOMERS, None)),
                "product": chance.choice(("Pump", "Valve", None)),
                "stage": chance.choice(("Offer", "Talk", None)),
                "source": chance.choice(("web", "fair", None)),
                "kind": chance.choice(("new", "renewal")),
                "created_on": created if known else None,
                "first_contact_on": created - timedelta(days=3) if chance.random() < 0.3 else None,
                "expected_close_on": closed + timedelta(days=chance.randrange(-5, 90))
                if chance.random() < 0.9
                else None,
                "closed_on": None if status == "open" else closed,
                "status": status,
                "lost_reason": "price" if status == "lost" else None,
                "value": Decimal(chance.randrange(1, 9_000_000)) / 100,
                "confidence": chance.choice((None, Decimal("0.83"), Decimal("0.333333"))),
            }
        )
    return deals


def _some_activities(chance: random.Random) -> list[Row]:
    activities: list[Row] = []
    for _ in range(600):
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))
        kind = chance.choice(("call", "email", "meeting", "meeting", "visit", "quote"))
        booked = day - timedelta(days=chance.randrange(1, 20)) if chance.random() < 0.7 else None
        outcomes = {"meeting": ("held", "no_show", None), "call": ("reached", "not_reached")}
        activities.append(
            {
                "date": day,
                "type": kind,
                "rep": chance.choice((*REPS, None)),
                "customer": chance.choice((*CUSTOMERS, None)),
                "quantity": Decimal(chance.choice((1, 1, 1, 4))),
                "outcome": chance.choice(outcomes.get(kind, (None,))),
                "booked_on": booked if kind == "meeting" else None,
                "channel": chance.choice(("phone", "web", None)),
            }
        )
    # The data's last day is fixed by a fact of its own.
    activities.append({"date": LAST, "type": "call", "rep": "Kari", "outcome": "reached"})
    return activities


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    """An empty company file to fill by hand."""
    made = Maker(tmp_path / "hand.kpidesk")
    yield made
    made.company.close()


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """Half a year of deals and activities, with every field sometimes empty."""
    chance = random.Random(20260618)
    made = Maker(tmp_path_factory.mktemp("busy") / "busy.kpidesk").people()
    made.deals(_some_deals(chance)).activities(_some_activities(chance))
    yield made
    made.company.close()
