"""Periods as people write them, to the text that the command line takes."""

from __future__ import annotations

from datetime import date

import pytest

from kpidesk.domain.facts import FieldType
from kpidesk.excel.values import parse_column


def one(value: object, **words: str) -> object:
    parsed = parse_column([value], FieldType.PERIOD, words=words)  # type: ignore[list-item]
    return parsed.values[0] if not parsed.errors else parsed.errors[0].code


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024-Q1", "2024-Q1"), ("Q1 2024", "2024-Q1"), ("2024 Q1", "2024-Q1"),
        ("Q1-24", "2024-Q1"), ("1. kv. 2024", "2024-Q1"), ("1. kvartal 2024", "2024-Q1"),
        ("3. kwartaal 2024", "2024-Q3"), ("2. Quartal 2024", "2024-Q2"),
        ("4. neljännes 2024", "2024-Q4"), ("2024-03", "2024-03"), ("03/2024", "2024-03"),
        ("mars 2024", "2024-03"), ("März 2024", "2024-03"), ("maaliskuu 2024", "2024-03"),
        ("maart 2024", "2024-03"), ("marts 2024", "2024-03"), ("Jan-24", "2024-01"),
        ("2024", "2024"), (2024, "2024"), (2024.0, "2024"), ("FY2024", "FY2024"),
        ("2024-W09", "2024-W09"), ("Uke 9 2024", "2024-W09"), ("v. 9 2024", "2024-W09"),
        ("KW9 2024", "2024-W09"), ("KW 9 2024", "2024-W09"), ("vecka 9 2024", "2024-W09"),
        ("2024-03-01..2024-04-15", "2024-03-01..2024-04-15"),
        ("1.3.2024 - 15.4.2024", "2024-03-01..2024-04-15"),
        ("2024-03-01", "2024-03-01"), (date(2024, 3, 1), "2024-03-01"),
    ],
)  # fmt: skip
def test_canonical_text(text: object, canonical: str) -> None:
    assert one(text) == canonical


@pytest.mark.parametrize("text", ["Q5 2024", "W60 2024", "soon", "2024-13", "2023-W53"])
def test_what_is_no_period_is_a_fault(text: str) -> None:
    assert one(text) == "value.not_a_period"


def test_weeks_exist_or_not_by_their_iso_year() -> None:
    assert one("2026-W53") == "2026-W53"


def test_a_period_without_year_needs_one() -> None:
    assert one("Q1") == "value.period_without_year"
    parsed = parse_column(["Q1", "mars", "uke 9"], FieldType.PERIOD, words={"": "2026"})
    assert parsed.values == ["2026-Q1", "2026-03", "2026-W09"]


@pytest.mark.parametrize(
    ("grain", "text"), [("month", "2024-04"), ("quarter", "2024-Q2"), ("year", "2024")]
)
def test_days_can_stand_for_their_period(grain: str, text: str) -> None:
    parsed = parse_column([date(2024, 4, 1)], FieldType.PERIOD, words={"*": grain})
    assert parsed.values == [text]
