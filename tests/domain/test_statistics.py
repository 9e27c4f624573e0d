"""Intervals, medians and compounding."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.statistics import compounded_loss, median, median_of_counts, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(3, 5, "0.23", "0.88"), (9, 90, "0.05", "0.18"), (2, 3, "0.21", "0.94")],
)
def test_wilson_intervals(successes: int, n: int, low: str, high: str) -> None:
    interval = wilson(successes, n)

    assert interval is not None
    assert [round(end, 2) for end in interval] == [Decimal(low), Decimal(high)]


def test_wilson_at_the_ends_stays_between_nothing_and_all() -> None:
    none, every = wilson(0, 10), wilson(10, 10)

    assert none is not None
    assert every is not None
    assert none[0] == 0
    assert none[1] > 0
    assert every[1] == 1
    assert every[0] < 1


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (5, 3), (-1, 3)])
def test_no_interval_for_what_is_no_share(successes: int, n: int) -> None:
    assert wilson(successes, n) is None


def test_cycles_have_a_mean_far_from_their_median() -> None:
    cycles = [Decimal(days) for days in (12, 18, 20, 25, 30, 35, 240)]

    assert round(sum(cycles) / len(cycles), 6) == Decimal("54.285714")
    assert median(cycles) == 25


def test_median_of_an_even_number_is_between_the_two() -> None:
    assert median([Decimal(4), Decimal(1), Decimal(2), Decimal(9)]) == 3
    assert median([]) is None
    assert median_of_counts({}) is None


@settings(max_examples=60)
@given(st.lists(st.integers(0, 20), max_size=30))
def test_the_median_of_counts_is_the_median_of_the_values(values: list[int]) -> None:
    assert median_of_counts(Counter(values)) == median(Decimal(value) for value in values)


def test_monthly_churn_compounds() -> None:
    assert round(compounded_loss(Decimal("0.02"), 12), 4) == Decimal("0.2153")
