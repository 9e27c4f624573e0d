"""Spreading a target over its days so that the days add up to it, to the last øre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kpidesk.domain.calendar import WorkCalendar
from kpidesk.domain.numbers import exact_sum, whole_steps
from kpidesk.domain.periods import Period

_ONE_DAY = timedelta(days=1)


def spread(value: Decimal, weights: Sequence[Decimal | int], quantum: Decimal) -> list[Decimal]:
    """`value` split in proportion to `weights`, in multiples of `quantum`, by largest remainder.

    The parts always sum to `value` exactly: what is finer than the quantum goes to the heaviest
    part. Equal claims are served from the front; weights that are all zero share equally.
    Raises ValueError without weights or with a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("Splitting needs at least one weight, and none below zero")
    if not any(weights):
        weights = [1] * len(weights)
    steps, rest = whole_steps(value, quantum)
    parts = [part * quantum for part in _largest_remainder(steps, weights)]
    if rest:
        heaviest = max(range(len(weights)), key=lambda index: weights[index])
        parts[heaviest] = exact_sum((parts[heaviest], rest))
    return parts


def phase(
    value: Decimal, period: Period, calendar: WorkCalendar, quantum: Decimal
) -> dict[date, Decimal]:
    """What a target asks of each day of its period: equal shares of the working days.

    Every day gets its share rounded down or up to `quantum`, the ups spread evenly over the
    period (a largest-remainder split in which equal claims take turns), so that the running sum
    is never further than half a quantum from the even line. Days off get 0; in a period without
    a working day every day counts.
    """
    phased: dict[date, Decimal] = {}
    reached = Decimal(0)
    day = period.first
    while day <= period.last:
        expected = expected_to(value, period, day, calendar, quantum)
        phased[day] = exact_sum((expected, -reached))
        reached = expected
        day += _ONE_DAY
    return phased


def expected_to(
    value: Decimal, period: Period, as_of: date, calendar: WorkCalendar, quantum: Decimal
) -> Decimal:
    """How much of a target is due by the end of `as_of`: the sum of the phased days up to it.

    0 before the period, `value` from its last working day on.
    """
    if as_of < period.first:
        return Decimal(0)
    if as_of >= period.last:
        return value
    total = calendar.working_days(period.first, period.last)
    gone = calendar.working_days(period.first, as_of)
    if total == 0:
        total, gone = period.days, (as_of - period.first).days + 1
    if gone == total:
        return value
    steps, _ = whole_steps(value, quantum)
    return _rounded(steps * gone, total) * quantum


def _rounded(above: int, below: int) -> int:
    """above ÷ below to the nearest whole number, halves away from zero."""
    size = (2 * abs(above) + below) // (2 * below)
    return size if above >= 0 else -size


def _largest_remainder(steps: int, weights: Sequence[Decimal | int]) -> list[int]:
    sign, size = (-1, -steps) if steps < 0 else (1, steps)
    shares = [Fraction(weight) for weight in weights]
    total = sum(shares)
    parts, remainders = [], []
    for share in shares:
        whole, remainder = divmod(size * share, total)
        parts.append(whole)
        remainders.append(remainder)
    missing = size - sum(parts)
    neediest = sorted(range(len(shares)), key=lambda index: (-remainders[index], index))
    for index in neediest[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]
