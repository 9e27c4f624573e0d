"""Attainment, pace, what is required, and the status that follows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpidesk.domain.pace import (
    Direction,
    Status,
    StatusBands,
    attainment,
    pace,
    required_per_day,
    status,
)

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
ORE = Decimal("0.01")


def _status(value: str | None, n: int | None = None, is_ratio: bool = False) -> Status:
    number = None if value is None else Decimal(value)
    return status(number, StatusBands(), n, is_ratio, has_target=True, has_data=True)


def test_pace_of_april_2026() -> None:
    actual, expected = Decimal(120_000), Decimal("105263.16")

    assert round(pace(actual, expected, HIGHER) or 0, 2) == Decimal("1.14")


def test_what_april_2026_still_requires() -> None:
    required = required_per_day(Decimal(120_000), Decimal(1_000_000), 17, ORE)

    assert required == Decimal("51764.71")


def test_nothing_more_is_required_once_reached_and_no_day_left_has_no_answer() -> None:
    assert required_per_day(Decimal(9), Decimal(5), 3) == 0
    assert required_per_day(Decimal(1), Decimal(5), 0) is None
    assert required_per_day(None, Decimal(5), 3) is None


def test_attainment_is_not_capped() -> None:
    assert attainment(Decimal(300), Decimal(100), HIGHER) == 3


@pytest.mark.parametrize(
    ("actual", "expected"), [(50, "1"), (40, "1.25"), (25, "2"), (100, "0.5"), (0, None)]
)
def test_where_lower_is_better_the_target_is_divided_by_the_actual(
    actual: int, expected: str | None
) -> None:
    wanted = None if expected is None else Decimal(expected)
    assert pace(Decimal(actual), Decimal(50), LOWER) == wanted


def test_no_pace_without_something_expected_or_something_done() -> None:
    assert pace(Decimal(1), Decimal(0), HIGHER) is None
    assert pace(None, Decimal(1), HIGHER) is None
    assert pace(Decimal(1), None, HIGHER) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", Status.ON_TRACK),
        ("0.9999", Status.WATCH),
        ("0.9", Status.WATCH),
        ("0.8999", Status.BEHIND),
        (None, Status.ON_TRACK),
    ],
)
def test_status_by_the_default_bands(value: str | None, expected: Status) -> None:
    assert _status(value) is expected


def test_bands_can_be_set() -> None:
    bands = StatusBands(on_track=Decimal("0.8"), watch=Decimal("0.5"))

    assert status(Decimal("0.8"), bands, None, False, has_target=True, has_data=True) is (
        Status.ON_TRACK
    )


def test_a_rate_of_few_cases_is_not_judged() -> None:
    assert _status("0.2", n=9, is_ratio=True) is Status.SMALL_N
    assert _status("0.2", n=10, is_ratio=True) is Status.BEHIND
    assert _status("0.2", n=3, is_ratio=False) is Status.BEHIND
    assert _status("0.2", n=None, is_ratio=True) is Status.BEHIND


def test_without_data_or_target_that_is_the_status() -> None:
    bands = StatusBands()

    assert status(None, bands, 0, True, has_target=True, has_data=False) is Status.NO_DATA
    assert status(None, bands, None, False, has_target=False, has_data=True) is Status.NO_TARGET
    assert _status(None, is_ratio=True) is Status.NO_DATA
