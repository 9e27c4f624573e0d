"""Worked answers about what is written in cells, and a few figures, through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

HEADINGS = {
    "no": ("Avtale", "Selger", "Status", "Lukket dato", "Beløp", "Vunnet"),
    "sv": ("Affär", "Säljare", "Status", "Stängd datum", "Belopp", "Vunnen"),
    "da": ("Aftale", "Sælger", "Status", "Lukket dato", "Beløb", "Vundet"),
    "fi": ("Kauppa", "Myyjä", "Tila", "Sulkemispäivä", "Summa", "Voitettu"),
    "nl": ("Deal", "Verkoper", "Status", "Afsluitdatum", "Bedrag", "Gewonnen"),
    "de": ("Geschäft", "Verkäufer", "Status", "Abschlussdatum", "Betrag", "Gewonnen"),
}


def deals(language: str, *days: str) -> list[list[str]]:
    *headings, won = HEADINGS[language]
    rows = [[f"D{n}", "Kari", won, day, "10"] for n, day in enumerate(days)]
    return [headings, *rows]


def closed_on(company: Any) -> list[str]:
    return [row["closed_on"] for row in company.records("deals")]


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("written", ["03.04.2026", "2026-04-03"])
def test_15_a_day_with_points_and_an_iso_day(
    new_company: Any, write_csv: Callable[..., Path], language: str, written: str
) -> None:
    company = new_company("--currency", "NOK")
    company.imported(write_csv("deals.csv", deals(language, written)), "--kind", "deals")

    assert closed_on(company) == ["2026-04-03"]
    assert company.value("revenue", "--period", "2026-04-03") == 10


@pytest.mark.parametrize(
    ("beside", "meant"), [("3/14/2026", "2026-03-04"), ("14/3/2026", "2026-04-03")]
)
def test_15_slashes_are_decided_by_their_column(
    new_company: Any, write_csv: Callable[..., Path], beside: str, meant: str
) -> None:
    rows = [["Deal", "Rep", "Status", "Closed on", "Value"]]
    rows += [[f"D{n}", "Kari", "Won", day, "10"] for n, day in enumerate(("3/4/2026", beside))]
    company = new_company("--currency", "NOK")
    company.imported(write_csv("deals.csv", rows))

    assert meant in closed_on(company)


@pytest.mark.parametrize(("order", "meant"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_15_slashes_that_stay_ambiguous_are_asked_about(
    new_company: Any, write_csv: Callable[..., Path], tmp_path: Path, order: str, meant: str
) -> None:
    rows = [["Deal", "Rep", "Status", "Closed on", "Value"], ["D1", "Kari", "Won", "3/4/2026", "1"]]
    company = new_company("--currency", "NOK")
    source = write_csv("deals.csv", rows)
    assert company.refused(source)["code"] == "import.question"
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"dates": order}), encoding="utf-8")
    company.imported(source, "--mapping", answer)

    assert closed_on(company) == [meant]


def test_6_and_14_open_deals_are_weighted_by_a_confidence_in_per_cent(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    rows = [
        ["Deal", "Rep", "Status", "Created on", "Expected close", "Value", "Confidence"],
        ["D1", "Kari", "Open", "2026-01-05", "2026-02-10", "27 600,00", "12 %"],
        ["D2", "Ola", "Open", "2026-01-05", "2026-02-11", "34 500,00", "83 %"],
    ]
    company = new_company("--currency", "NOK")
    company.imported(write_csv("open.csv", rows))

    assert [row["confidence"] for row in company.records("deals")] == ["0.12", "0.83"]
    asked = ("--period", "2026-02", "--as-of", "2026-01-31")
    by_rep = company.rows("weighted_pipeline", *asked, "--by", "rep")
    assert {row["group"]["rep"]: row["value"] for row in by_rep} == {"Kari": 3312, "Ola": 28635}
    assert company.value("weighted_pipeline", *asked) == 31947


def test_1_and_2_ratios_from_a_sheet(new_company: Any, write_csv: Callable[..., Path]) -> None:
    """Rep A wins 3 of 5, rep B 9 of 90; five of the hundred created are still open."""
    rows = [["Deal", "Rep", "Status", "Created on", "Closed on", "Value"]]
    cases = [
        ("A", "Won", 3),
        ("A", "Lost", 2),
        ("B", "Won", 9),
        ("B", "Lost", 81),
        ("B", "Open", 5),
    ]
    for rep, status, times in cases:
        for n in range(times):
            closed = "" if status == "Open" else "2026-01-30"
            rows.append([f"{rep}{status}{n}", rep, status, "2026-01-05", closed, "1"])
    company = new_company("--currency", "NOK")
    company.imported(write_csv("deals.csv", rows))

    (row,) = company.rows("win_rate", "--period", "2026-01")
    assert (row["numerator"], row["denominator"], row["n"]) == (12, 95, 95)
    assert row["value"] == float(Decimal(12) / Decimal(95))
    by_rep = company.rows("win_rate", "--period", "2026-01", "--by", "rep")
    assert {one["group"]["rep"]: one["value"] for one in by_rep} == {"A": 0.6, "B": 0.1}
    assert company.value("win_rate_cohort", "--period", "2026-01") == 0.12
