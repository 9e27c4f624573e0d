"""The smallest steps of figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpidesk.domain.numbers import (
    Unit,
    currency_decimals,
    exact_sum,
    quantum_of,
    to_exact,
    to_quantum,
    whole_steps,
)


@pytest.mark.parametrize(
    ("unit", "currency", "quantum"),
    [
        (Unit.MONEY, "NOK", "0.01"),
        (Unit.MONEY_PER_DAY, "eur", "0.01"),
        (Unit.MONEY, "ISK", "1"),
        (Unit.MONEY, "KWD", "0.001"),
        (Unit.COUNT, "NOK", "1"),
        (Unit.DAYS, "NOK", "1"),
        (Unit.PERCENT, "NOK", "0.0001"),
    ],
)
def test_the_smallest_step(unit: Unit, currency: str, quantum: str) -> None:
    assert quantum_of(unit, currency) == Decimal(quantum)


def test_an_unknown_currency_has_hundredths() -> None:
    assert currency_decimals("XXX") == 2


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("1.0000005", "1.000001"),
        ("-1.0000005", "-1.000001"),
        ("7", "7.000000"),
        ("123456789012345678901234567.1234567", "123456789012345678901234567.123457"),
    ],
)
def test_stored_numbers_have_six_decimals(value: str, exact: str) -> None:
    assert str(to_exact(Decimal(value))) == exact


def test_halves_go_away_from_zero() -> None:
    assert to_quantum(Decimal("2.345"), Decimal("0.01")) == Decimal("2.35")
    assert to_quantum(Decimal("-2.345"), Decimal("0.01")) == Decimal("-2.35")


def test_steps_and_what_is_left_have_the_sign_of_the_value() -> None:
    assert whole_steps(Decimal("10.057"), Decimal("0.01")) == (1005, Decimal("0.007"))
    assert whole_steps(Decimal("-10.057"), Decimal("0.01")) == (-1005, Decimal("-0.007"))


def test_far_apart_terms_are_added_exactly() -> None:
    far = [Decimal("1e30"), Decimal("0.000001"), Decimal("-1e30")]

    assert exact_sum(far) == Decimal("0.000001")
