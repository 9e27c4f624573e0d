"""Amounts near the end of what the file can hold: exact sums, and words where there is no room."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.domain.numbers import LARGEST
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.targets import set_target

JANUARY = date(2026, 1, 1)
MANY = 40
AMOUNT = LARGEST - Decimal("0.000001")


def deal(number: int, **fields: Any) -> dict[str, Any]:
    day = JANUARY + timedelta(days=number)
    return {"rep": "Ingrid", "created_on": day, "closed_on": day, "value": AMOUNT} | fields


def value(maker: Any, kpi: str, period: str, scope: str = "org") -> Decimal | None:
    query = KpiQuery(kpi, Scope.parse(scope), parse_period(period))
    (row,) = evaluate(maker.company, query).rows
    return row.value


@pytest.mark.parametrize("scope", ["org", "team:Øst", "rep:Ingrid", "customer:Fjord AS"])
def test_a_sum_of_days_beyond_64_bits_is_exact(maker: Any, scope: str) -> None:
    maker.people().deals([deal(number, customer="Fjord AS") for number in range(MANY)])

    assert value(maker, "revenue", "2026-Q1", scope) == MANY * AMOUNT
    assert value(maker, "avg_deal_value", "2026-Q1", scope) == AMOUNT


def test_negative_amounts_are_exact_too(maker: Any) -> None:
    maker.people().deals(
        [deal(number, value=-AMOUNT) for number in range(3)] + [deal(9, value=Decimal("0.000001"))]
    )

    assert value(maker, "revenue", "2026-Q1") == -3 * AMOUNT + Decimal("0.000001")


def test_what_stands_open_beyond_64_bits_is_exact(maker: Any) -> None:
    still = {"status": "open", "closed_on": None, "expected_close_on": date(2026, 3, 2)}
    maker.people().deals([deal(n, confidence=Decimal("0.9"), **still) for n in range(MANY)])

    assert value(maker, "weighted_pipeline", "2026-Q1") == MANY * AMOUNT * Decimal("0.9")


def test_a_day_beyond_64_bits_is_refused_with_words(maker: Any) -> None:
    maker.people()

    with pytest.raises(InputError) as refused:
        maker.deals([deal(4), deal(4)])

    assert refused.value.code == "value.sum_too_large"
    assert "deals" in refused.value.message
    assert value(maker, "revenue", "2026-01") is None


def test_a_number_beyond_64_bits_is_refused_with_words(maker: Any) -> None:
    maker.people()

    with pytest.raises(InputError) as refused:
        maker.deals([deal(4, value=Decimal(10) ** 13)])

    assert refused.value.code == "value.too_large"


@pytest.mark.parametrize("part", ["value", "threshold", "stretch"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NaN", "target.not_a_number"),
        ("-Infinity", "target.not_a_number"),
        ("1E+400", "value.too_large"),
        ("9000000000000.000001", "value.too_large"),
        ("0.0000001", "target.decimals"),
    ],
)
def test_a_target_that_has_no_room_is_refused(
    maker: Any, part: str, number: str, code: str
) -> None:
    numbers = {"value": Decimal(1)} | {part: Decimal(number)}

    with pytest.raises(InputError) as refused:
        set_target(maker.company, Target("revenue", Scope(), parse_period("2026"), **numbers))

    assert refused.value.code == code


def test_the_largest_target_is_kept(maker: Any) -> None:
    maker.people().deals([deal(0)])
    set_target(maker.company, Target("revenue", Scope(), parse_period("2026"), LARGEST))

    (row,) = evaluate(maker.company, KpiQuery("revenue", period=parse_period("2026"))).rows
    assert row.target == LARGEST
