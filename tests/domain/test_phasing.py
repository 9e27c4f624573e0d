"""Targets spread over days add up, to the last øre, whatever the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.calendar import WorkCalendar
from kpidesk.domain.periods import Grain, Period, parse_period
from kpidesk.domain.phasing import expected_to, phase, spread

ORE = Decimal("0.01")
WHOLE = Decimal(1)
NORWAY = WorkCalendar("NO")

AMOUNTS = st.decimals(-(10**12), 10**12, places=2)
EXACT_AMOUNTS = st.decimals(-(10**9), 10**9, places=6)
QUANTA = st.sampled_from([ORE, WHOLE, Decimal("0.001")])
WEIGHTS = st.lists(
    st.one_of(st.integers(0, 1000), st.decimals(0, 50, places=3)), min_size=1, max_size=40
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    near = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=30)
    return WorkCalendar(draw(st.sampled_from(["NO", "NL", ""])), draw(near), draw(near))


@st.composite
def spans(draw: st.DrawFn) -> Period:
    first = draw(st.dates(date(2026, 1, 1), date(2026, 12, 1)))
    return Period(first, first + timedelta(days=draw(st.integers(0, 120))), Grain.SPAN)


def test_april_2026_in_norway() -> None:
    april = parse_period("2026-04")
    target = Decimal(1_000_000)

    assert expected_to(target, april, date(2026, 4, 7), NORWAY, ORE) == Decimal("105263.16")


def test_days_off_ask_for_nothing() -> None:
    phased = phase(Decimal(1_000_000), parse_period("2026-04"), NORWAY, ORE)

    assert len(phased) == 30
    assert phased[date(2026, 4, 2)] == phased[date(2026, 4, 4)] == 0
    assert phased[date(2026, 4, 1)] == Decimal("52631.58")
    assert {*phased.values()} == {Decimal(0), Decimal("52631.57"), Decimal("52631.58")}


def test_counts_are_whole_and_spread_over_the_whole_period() -> None:
    april = parse_period("2026-04")

    phased = phase(Decimal(5), april, NORWAY, WHOLE)

    assert sum(phased.values()) == 5
    assert {*phased.values()} == {Decimal(0), Decimal(1)}
    assert expected_to(Decimal(5), april, date(2026, 4, 15), NORWAY, WHOLE) == 2


def test_a_sunday_with_a_target_is_due_on_that_sunday() -> None:
    sunday = parse_period("2026-04-12")
    weekend = parse_period("2026-04-11..2026-04-12")

    assert phase(Decimal(700), sunday, NORWAY, ORE) == {sunday.first: Decimal(700)}
    assert phase(Decimal(700), weekend, NORWAY, ORE) == {
        weekend.first: Decimal(350),
        weekend.last: Decimal(350),
    }


def test_nothing_is_due_before_the_period_and_everything_after() -> None:
    april = parse_period("2026-04")

    assert expected_to(Decimal(100), april, date(2026, 3, 31), NORWAY, ORE) == 0
    assert expected_to(Decimal(100), april, date(2026, 5, 1), NORWAY, ORE) == 100


@settings(max_examples=40)
@given(EXACT_AMOUNTS, spans(), calendars(), QUANTA)
def test_phased_days_sum_to_the_target_exactly(
    value: Decimal, period: Period, calendar: WorkCalendar, quantum: Decimal
) -> None:
    phased = phase(value, period, calendar, quantum)

    assert sum(phased.values()) == value
    assert list(phased) == [period.first + timedelta(days=n) for n in range(period.days)]
    assert expected_to(value, period, period.last, calendar, quantum) == value


@settings(max_examples=40)
@given(EXACT_AMOUNTS, spans(), calendars(), QUANTA)
def test_what_is_expected_is_the_sum_of_the_days_and_never_turns_back(
    value: Decimal, period: Period, calendar: WorkCalendar, quantum: Decimal
) -> None:
    running = Decimal(0)
    for day, asked in phase(value, period, calendar, quantum).items():
        assert asked * value >= 0
        running += asked
        assert expected_to(value, period, day, calendar, quantum) == running


@settings(max_examples=40)
@given(AMOUNTS, spans(), calendars())
def test_no_working_day_is_more_than_an_ore_from_its_even_share(
    value: Decimal, period: Period, calendar: WorkCalendar
) -> None:
    days = calendar.days(period.first, period.last)
    phased = phase(value, period, calendar, ORE)

    for day in days:
        assert abs(phased[day] - value / len(days)) < ORE


@settings(max_examples=80)
@given(EXACT_AMOUNTS, WEIGHTS, QUANTA)
def test_parts_sum_to_the_whole_whatever_the_weights(
    value: Decimal, weights: list[Decimal | int], quantum: Decimal
) -> None:
    parts = spread(value, weights, quantum)

    assert sum(parts) == value
    assert len(parts) == len(weights)
    assert spread(-value, weights, quantum) == [-part for part in parts]


@settings(max_examples=60)
@given(AMOUNTS, WEIGHTS)
def test_parts_are_multiples_of_the_quantum_within_one_of_their_share(
    value: Decimal, weights: list[Decimal | int]
) -> None:
    parts = spread(value, weights, ORE)
    total = sum(weights)

    for part, weight in zip(parts, weights, strict=True):
        assert part % ORE == 0
        if total:
            assert abs(part - value * weight / total) < ORE


def test_the_largest_remainders_get_what_is_left() -> None:
    assert spread(Decimal(10), [1, 1, 1], WHOLE) == [4, 3, 3]
    assert spread(Decimal(10), [5, 3, 1], WHOLE) == [6, 3, 1]
    assert spread(Decimal(100), [0, 0, 0, 0], WHOLE) == [25, 25, 25, 25]
    assert spread(Decimal(3), [0, 1, 0], ORE) == [0, 3, 0]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_weights_that_mean_nothing_are_a_programming_error(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        spread(Decimal(1), weights, WHOLE)
