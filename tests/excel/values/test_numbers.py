"""Numbers as people write them: KPI.md's worked answer 14, currencies, signs, per cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import CellError, ReadAs
from kpidesk.excel.values import Ambiguity, Inferred, infer_read_as, parse_column

MONEY = FieldType.MONEY


def one(text: object, decimal: str | None = None) -> object:
    parsed = parse_column([text], MONEY, ReadAs(decimal=decimal))  # type: ignore[list-item]
    return parsed.values[0] if not parsed.errors else parsed.errors[0].code


@pytest.mark.parametrize(
    "text",
    [
        "1 355,90",
        "1.355,90",
        "1\u00a0355,90",
        "1\u2009355,90",
        "1\u202f355,90",
        "1355.9",
        "kr 1 355,90",
        "€ 1.355,90",
        "1'355.90",
        "1’355.90",
        "1,355.90",
        "NOK 1355,90",
        "1 355,90 kr",
        "1 355,90 kr.",
        "$1,355.90",
        "1355,90 €",
        "EUR1.355,90",
    ],
)
def test_all_notations_of_the_worked_answer_are_the_same_number(text: str) -> None:
    assert one(text) == Decimal("1355.90")


@pytest.mark.parametrize(
    "text",
    ["(1 355,90)", "1 355,90-", "\u22121 355,90", "-1 355,90", "- 1355,90", "kr -1 355,90",
     "-kr 1 355,90", "(kr 1 355,90)", "–1355.90"],
)  # fmt: skip
def test_every_way_to_write_a_minus(text: str) -> None:
    assert one(text) == Decimal("-1355.90")


def test_per_cent_in_text_is_a_fraction() -> None:
    assert one("12 %") == Decimal("0.12")
    assert one("12,5%") == Decimal("0.125")


def test_whole_crowns_with_a_dash() -> None:
    assert one("1 500,-") == Decimal("1500")
    assert one("kr 1.500,-") == Decimal("1500")


@pytest.mark.parametrize("text", ["12 34", "1,23,4", "1e5", "abc", "1.2.3", "12 kr 5", "--5"])
def test_what_is_no_number_is_a_fault(text: str) -> None:
    assert one(text) == "value.not_a_number"


def test_one_separator_with_three_digits_is_never_guessed() -> None:
    assert one("1.355") == "value.ambiguous_number"
    assert one("1.355", ",") == Decimal("1355")
    assert one("1.355", ".") == Decimal("1.355")
    assert one("0.355") == Decimal("0.355")
    assert one("1.355.000") == Decimal("1355000")


def test_the_column_decides_the_decimal_sign() -> None:
    decided = infer_read_as(["1.355", "12,50", "7"], MONEY)
    assert isinstance(decided, Inferred)
    assert (decided.read_as.decimal, decided.decided_by) == (",", "cells")
    decided = infer_read_as(["1.355", "12.50"], MONEY)
    assert isinstance(decided, Inferred)
    assert decided.read_as.decimal == "."


def test_the_language_of_the_headings_decides_where_the_column_cannot() -> None:
    assert isinstance(infer_read_as(["1.355"], MONEY), Ambiguity)
    for language in ("no", "de"):
        decided = infer_read_as(["1.355"], MONEY, language)
        assert isinstance(decided, Inferred)
        assert (decided.read_as.decimal, decided.decided_by) == (",", "language")


@pytest.mark.parametrize("texts", [["1.355", "2.499"], ["1,355"], ["950", "1.355"]])
def test_english_headings_decide_no_decimal_sign(texts: list[str]) -> None:
    assert isinstance(infer_read_as(texts, MONEY, "en"), Ambiguity)


@pytest.mark.parametrize(("text", "sign"), [("1.355", ","), ("1,355", ".")])
def test_whole_numbers_have_thousands_and_no_fraction(text: str, sign: str) -> None:
    decided = infer_read_as([text, "7"], FieldType.INTEGER, "en")
    assert isinstance(decided, Inferred)
    assert decided.read_as.decimal == sign


def test_a_column_that_speaks_for_both_signs_is_asked_about() -> None:
    both = infer_read_as(["1.355", "12,50", "12.50"], MONEY, "no")
    assert isinstance(both, Ambiguity)
    assert both.contradicts


def test_binary_numbers_become_what_they_stand_for() -> None:
    assert one(0.1 + 0.2) == Decimal("0.3")
    assert one(16.448) == Decimal("16.448")
    assert one(5) == Decimal(5)


def test_more_than_six_decimals_are_dropped_and_counted() -> None:
    parsed = parse_column([1 / 3, 2.5, 1 / 3], MONEY)
    assert parsed.values == [Decimal("0.333333"), Decimal("2.5"), Decimal("0.333333")]
    assert parsed.rounded == 2


def test_errors_and_unstored_formulas_are_faults_not_blanks() -> None:
    parsed = parse_column([CellError("#N/A"), CellError("formula"), None], MONEY)
    assert parsed.errors[0].code == "value.cell_error"
    assert parsed.errors[1].code == "value.formula_without_result"
    assert 2 not in parsed.errors


def test_true_is_not_one() -> None:
    parsed = parse_column([1, True, 1.0], MONEY)
    assert parsed.values == [Decimal(1), None, Decimal(1)]
    assert list(parsed.errors) == [1]


def test_dashes_are_blank_and_said() -> None:
    parsed = parse_column(["-", "5", "n/a"], MONEY)
    assert parsed.values == [None, Decimal(5), None]
    assert parsed.read_as_blank == ("-", "n/a")


def test_scale_multiplies_numbers_but_not_per_cent() -> None:
    assert parse_column(["1,5"], MONEY, words={"*": "1000"}).values == [Decimal("1500")]
    shares = parse_column(["12 %", 25, 0.5], FieldType.SHARE, words={"*": "0.01"})
    assert shares.values == [Decimal("0.12"), Decimal("0.25"), Decimal("0.005")]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("9 000 000 000 001", None),
        ("-9000000000001", None),
        (9_000_000_000_001, None),
        (1e300, None),
        ("923123456789012345678901234567890,1234567", None),
        ("1000000000", {"*": "1000000"}),
    ],
)
def test_a_number_that_the_file_has_no_room_for_is_a_fault(
    cell: object, words: dict[str, str] | None
) -> None:
    for field_type in (MONEY, FieldType.QUANTITY, FieldType.INTEGER):
        parsed = parse_column([cell, "12"], field_type, words=words)  # type: ignore[list-item]
        assert parsed.errors[0].code == "value.too_large"
        assert 1 not in parsed.errors


def test_the_largest_number_is_read() -> None:
    assert parse_column(["9000000000000", 9e12], MONEY).values == [Decimal(9 * 10**12)] * 2


def test_integers_must_be_whole() -> None:
    parsed = parse_column([3.0, 3.5, "1 200"], FieldType.INTEGER)
    assert parsed.values == [3, None, 1200]
    assert parsed.errors[1].code == "value.not_whole"


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from([(" ", ","), (".", ","), (",", "."), ("\u00a0", ","), ("'", ".")]),
)
def test_every_amount_survives_every_notation(amount: Decimal, signs: tuple[str, str]) -> None:
    group, decimal = signs
    text = f"{amount:,.2f}".replace(",", "#").replace(".", decimal).replace("#", group)
    assert one(text, decimal) == amount


def test_a_hundred_thousand_equal_cells_are_read_once() -> None:
    parsed = parse_column(["1.355,90", "kr 7"] * 50_000, MONEY)
    assert len(parsed.values) == 100_000
    assert sum(parsed.values) == 50_000 * Decimal("1362.90")  # type: ignore[arg-type]


def test_whole_numbers_of_any_size_are_read_alike() -> None:
    cells = [0, -5, 999_999_999_999, 12_000, 12_000]
    assert parse_column(cells, FieldType.MONEY).values == [Decimal(cell) for cell in cells]
    truths = parse_column([True, 7], FieldType.MONEY)
    assert truths.values[1] == Decimal(7)
    assert list(truths.errors) == [0]
