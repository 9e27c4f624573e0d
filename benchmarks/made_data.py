"""Data for the benchmarks: a workbook of deals, and company files of any size."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from kpidesk.services.companies import create_company

FIRST_DAY = date(2023, 7, 1)
LAST_DAY = date(2026, 6, 18)
HEADINGS = (
    "Deal",
    "Rep",
    "Customer",
    "Product",
    "Created on",
    "Closed on",
    "Status",
    "Value",
)
_SPAN = (LAST_DAY - FIRST_DAY).days
_REPS = [f"Rep {number:02d}" for number in range(1, 21)]
_CUSTOMERS = [f"Customer {number:04d}" for number in range(1, 801)]
_PRODUCTS = [f"Product {number}" for number in range(1, 13)]


def deals_workbook(path: Path, rows: int) -> Path:
    """A workbook of closed deals with eight columns; kept between runs."""
    if path.exists():
        return path
    import xlsxwriter

    dice = random.Random(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Deals")
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading)
    for row in range(1, rows + 1):
        closed = datetime.combine(
            FIRST_DAY + timedelta(days=dice.randrange(_SPAN)), datetime.min.time()
        )
        sheet.write_string(row, 0, f"D{row:07d}")
        sheet.write_string(row, 1, dice.choice(_REPS))
        sheet.write_string(row, 2, dice.choice(_CUSTOMERS))
        sheet.write_string(row, 3, dice.choice(_PRODUCTS))
        created = closed - timedelta(days=dice.randrange(2, 120))
        sheet.write_datetime(row, 4, created, day_format)
        sheet.write_datetime(row, 5, closed, day_format)
        sheet.write_string(row, 6, "Won" if dice.random() < 0.6 else "Lost")
        sheet.write_number(row, 7, dice.randrange(100, 500_000) / 4)
    book.close()
    return path


def company_of(path: Path, facts: int) -> Path:
    """A company file with so many facts, half deals and half activities; kept between runs."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    dice = random.Random(facts)
    company = create_company(path, name=f"{facts} facts", currency="NOK", country="NO")
    with company.change("benchmark", "Benchmark data") as work:
        teams = [work.insert("team", {"name": name}) for name in ("North", "South")]
        reps = [work.insert("rep", {"name": name}) for name in _REPS]
        for number, rep in enumerate(reps):
            work.insert(
                "membership", {"rep_id": rep, "team_id": teams[number % 2], "fte": Decimal(1)}
            )
        customers = [work.insert("customer", {"name": name}) for name in _CUSTOMERS]
        work.insert_many(
            "deal",
            (
                "deal",
                "rep_id",
                "customer_id",
                "created_on",
                "closed_on",
                "expected_close_on",
                "status",
                "value",
            ),
            [_deal(dice, number, reps, customers) for number in range(facts // 2)],
        )
        work.insert_many(
            "activity",
            ("date", "type", "rep_id", "customer_id", "quantity", "outcome", "external_id"),
            [_activity(dice, number, reps, customers) for number in range(facts - facts // 2)],
        )
        _targets(work, reps)
        work.commit()
    company.close()
    return path


def _deal(
    dice: random.Random, number: int, reps: list[int], customers: list[int]
) -> tuple[object, ...]:
    closed = FIRST_DAY + timedelta(days=dice.randrange(_SPAN))
    draw = dice.random()
    is_open = draw > 0.97
    return (
        f"D{number:07d}",
        dice.choice(reps),
        dice.choice(customers),
        closed - timedelta(days=dice.randrange(2, 120)),
        None if is_open else closed,
        LAST_DAY + timedelta(days=dice.randrange(90)),
        "open" if is_open else ("won" if draw < 0.6 else "lost"),
        Decimal(dice.randrange(1, 200_000)),
    )


def _activity(
    dice: random.Random, number: int, reps: list[int], customers: list[int]
) -> tuple[object, ...]:
    kind = dice.choice(("call", "call", "email", "meeting", "quote"))
    outcome = dice.choice(("held", "no_show")) if kind == "meeting" else "reached"
    return (
        FIRST_DAY + timedelta(days=dice.randrange(_SPAN)),
        kind,
        dice.choice(reps),
        dice.choice(customers),
        Decimal(1),
        outcome,
        f"A{number:07d}",
    )


def _targets(work: object, reps: list[int]) -> None:
    for scope, scope_id, value in (
        ("org", 0, 90_000_000),
        *(("rep", rep, 4_000_000) for rep in reps),
    ):
        work.insert(  # type: ignore[attr-defined]
            "target",
            {
                "kpi": "revenue",
                "scope": scope,
                "scope_id": scope_id,
                "period": "2026-06",
                "grain": "month",
                "first_day": date(2026, 6, 1),
                "last_day": date(2026, 6, 30),
                "value": Decimal(value),
                "note": "",
            },
        )
