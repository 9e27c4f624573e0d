"""The example's workbook: what a Norwegian sales office would hand over on a Wednesday."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from kpidesk.excel.writing.plain_sheets import PlainSheet, write_plain_sheets
from kpidesk.services.demo.cast import COMPANY, LAST_DAY
from kpidesk.services.demo.story import AFTERMATH, Row, Story, known_on

_OUTCOMES = {"won": "Vunnet", "lost": "Tapt", "cancelled": "Avlyst", "open": "Åpen"}
_TYPES = {"call": "Telefon", "email": "E-post", "meeting": "Møte", "quote": "Tilbud"}
_RESULTS = {
    "reached": "Nådd",
    "not_reached": "Ikke nådd",
    "held": "Gjennomført",
    "no_show": "Ikke møtt",
    None: None,
}


def write_demo_workbook(path: Path, story: Story) -> None:
    """Write the month's deals and the last week's activities, with Norwegian headings.

    Some deals are known already and unchanged, one has another amount, some were open and are
    closed now, the rest are new.
    """
    known = known_on(story, AFTERMATH)
    write_plain_sheets(path, (_deals_sheet(known.rows["deals"]), _activities_sheet(known)))


def _deals_sheet(deals: list[Row]) -> PlainSheet:
    first = date(LAST_DAY.year, LAST_DAY.month, 1)
    recent = [row for row in deals if _last_day(row) >= first]
    recent.sort(key=lambda row: (_last_day(row), row["deal"]))
    corrected = next(row["deal"] for row in recent if row["status"] == "won")
    rows = [
        (
            row.get("rep"),
            row["customer"],
            row["product"],
            row["value"] + (Decimal(3500) if row["deal"] == corrected else Decimal(0)),
            row["created_on"],
            row.get("closed_on"),
            _OUTCOMES[row["status"]],
            row.get("lost_reason"),
            row["deal"],
        )
        for row in recent
    ]
    return PlainSheet(
        name="Ordre",
        titles=(f"{COMPANY} – salg juni 2026", f"Utskrift {AFTERMATH:%d.%m.%Y}"),
        headings=(
            "Selger",
            "Kunde",
            "Produkt",
            "Beløp",
            "Opprettet",
            "Lukket dato",
            "Utfall",
            "Tapsårsak",
            "Ordrenr",
        ),
        rows=rows,
        sum_label="Sum",
        summed=(3,),
    )


def _activities_sheet(known: Story) -> PlainSheet:
    week = [row for row in known.rows["activities"] if row["date"] > LAST_DAY]
    rows = [
        (
            row["date"],
            _TYPES[row["type"]],
            row["rep"],
            row["customer"],
            _RESULTS[row.get("outcome")],
            row["external_id"],
        )
        for row in sorted(week, key=lambda row: (row["date"], row["external_id"]))
    ]
    return PlainSheet(
        name="Aktiviteter",
        titles=(),
        headings=("Dato", "Aktivitet", "Selger", "Kunde", "Resultat", "Aktivitetsnr"),
        rows=rows,
    )


def _last_day(row: Row) -> date:
    day: date = row.get("closed_on") or row["created_on"]
    return day
