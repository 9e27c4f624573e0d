"""Where we stand against a target: attainment, pace, what is required, and the status word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpidesk.domain.numbers import to_quantum

SMALL_NUMBER = 10
"""Below this many cases a rate is not judged."""


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Status(StrEnum):
    """How a figure stands; shown by shape and word."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    BEHIND = "behind"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    SMALL_N = "small_n"


@dataclass(frozen=True, slots=True)
class StatusBands:
    """From which pace a figure is on track, and from which it is to be watched."""

    on_track: Decimal = Decimal(1)
    watch: Decimal = Decimal("0.9")


def attainment(
    actual: Decimal | None, target: Decimal | None, direction: Direction
) -> Decimal | None:
    """How much of the target is reached, never capped: 1 is exactly the target.

    Where lower is better it is target ÷ actual, so that more than 1 is good either way: 27 days
    of 30 is 1.11. None without a positive target, and where lower is better at an actual of 0.
    """
    if actual is None or target is None or target <= 0:
        return None
    if direction is Direction.HIGHER:
        return actual / target
    return target / actual if actual > 0 else None


def pace(actual: Decimal | None, expected: Decimal | None, direction: Direction) -> Decimal | None:
    """How far along we are against where the phased target says we should be by now.

    1 means exactly on the curve whichever direction is better (see `attainment`). None while
    nothing is expected yet, because any result would then be infinitely good.
    """
    return attainment(actual, expected, direction)


def required_per_day(
    actual: Decimal | None,
    target: Decimal | None,
    remaining_days: int,
    quantum: Decimal | None = None,
) -> Decimal | None:
    """What each remaining working day must bring: (target − actual) ÷ days left.

    0 once the target is reached; None when no working day is left. Rounded to `quantum` if given.
    """
    if actual is None or target is None or remaining_days <= 0:
        return None
    required = max(target - actual, Decimal(0)) / remaining_days
    return required if quantum is None else to_quantum(required, quantum)


def status(
    pace: Decimal | None,
    bands: StatusBands,
    n: int | None,
    is_ratio: bool,
    *,
    has_target: bool,
    has_data: bool,
) -> Status:
    """The status word for a pace.

    `n` is the number of cases behind a rate (None: not a rate that chance moves). A figure of
    which nothing is expected yet is on track; a ratio without a value has no data.
    """
    if not has_data:
        return Status.NO_DATA
    if not has_target:
        return Status.NO_TARGET
    if is_ratio and n is not None and n < SMALL_NUMBER:
        return Status.SMALL_N
    if pace is None:
        return Status.NO_DATA if is_ratio else Status.ON_TRACK
    if pace >= bands.on_track:
        return Status.ON_TRACK
    return Status.WATCH if pace >= bands.watch else Status.BEHIND
