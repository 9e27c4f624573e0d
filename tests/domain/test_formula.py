"""Formulas: what they may say, what they come to, and how faults are pointed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.errors import UsageError
from kpidesk.domain.formula import MAX_LENGTH, Binary, Name, Number, evaluate, expand, parse

ENV = {"a": Decimal(6), "b": Decimal(3), "zero": Decimal(0), "gone": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("a - b - 1", 2),
        ("a / b / 2", 1),
        ("-b + a", 3),
        ("a * -(b - 1)", -12),
        ("0.5 * a", 3),
        ("  a\n*b ", 18),
    ],
)
def test_arithmetic_as_in_school(text: str, value: int) -> None:
    assert evaluate(parse(text), ENV).value == value


@pytest.mark.parametrize("text", ["a / zero", "a + a / zero", "gone + a", "a * gone", "new"])
def test_what_has_no_value_stays_without(text: str) -> None:
    assert evaluate(parse(text), ENV).value is None


def test_a_division_tells_what_was_divided() -> None:
    result = evaluate(parse("a / (a + b)"), ENV)

    assert (result.numerator, result.denominator) == (6, 9)
    assert result.value == Decimal(6) / Decimal(9)


def test_a_division_by_zero_still_tells_what_there_was() -> None:
    result = evaluate(parse("a / zero"), ENV)

    assert (result.value, result.numerator, result.denominator) == (None, 6, 0)


def test_other_formulas_have_no_denominator() -> None:
    result = evaluate(parse("a + b"), ENV)

    assert (result.value, result.numerator, result.denominator) == (9, None, None)


@settings(max_examples=60)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_rounding_happens_once_at_the_end(a: int, b: int, c: int) -> None:
    env = {"a": Decimal(a), "b": Decimal(b), "c": Decimal(c)}

    assert evaluate(parse("a / b * b / c * c"), env).value == a


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("a +", 4),
        ("(a", 3),
        ("a b", 3),
        ("a + $", 5),
        ("a ** b", 4),
        ("a)", 2),
        ("1.", 2),
        ("a.b", 2),
        ("sum(a)", 4),
        ("å", 1),
        ("__import__('os')", 12),
        ("a" * 501, 501),
        ("(" * 41 + "a" + ")" * 41, 41),
    ],
)
def test_faults_are_pointed_at(text: str, position: int) -> None:
    with pytest.raises(UsageError) as refused:
        parse(text)

    assert refused.value.code == "formula.unreadable"
    assert refused.value.params["position"] == position
    assert f"character {position}" in refused.value.message


def test_names_are_all_names_used() -> None:
    assert parse("a / (b + 2 * c)").names == {"a", "b", "c"}
    assert parse("a / 2") == Binary("/", Name("a"), Number(Decimal(2)))


def test_expanding_replaces_names_at_any_depth() -> None:
    formulas = {"rate": "won / closed", "closed": "won + lost"}

    assert expand(parse("2 * rate"), formulas) == parse("2 * (won / (won + lost))")


def test_a_circle_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        expand(parse("x + 1"), {"x": "y * 2", "y": "z", "z": "x"})

    assert refused.value.code == "formula.cycle"
    assert "x → y → z → x" in refused.value.message


def test_formulas_that_double_are_stopped() -> None:
    formulas = {f"k{n}": f"k{n + 1} + k{n + 1}" for n in range(60)}

    with pytest.raises(UsageError) as refused:
        expand(parse("k0"), formulas)

    assert refused.value.code == "formula.size"


def test_the_longest_formula_can_still_be_worked_out() -> None:
    text = "+".join("a" * 250) + " "

    assert len(text) == MAX_LENGTH
    assert evaluate(expand(parse(text), {}), ENV).value == 250 * 6
