"""The few statistics behind the figures: intervals of shares, medians, compounded rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

Z_95 = Decimal("1.959964")
"""The two-sided 95 % point of the normal distribution."""


def wilson(
    successes: Decimal | int, n: Decimal | int, z: Decimal = Z_95
) -> tuple[Decimal, Decimal] | None:
    """Wilson's score interval for a share: (low, high), both between 0 and 1.

    None without cases, or where more succeeded than were tried (then it is no share).
    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if n <= 0 or not 0 <= successes <= n:
        return None
    cases, share = Decimal(n), Decimal(successes) / Decimal(n)
    square = z * z
    scale = 1 + square / cases
    centre = share + square / (2 * cases)
    margin = z * (share * (1 - share) / cases + square / (4 * cases * cases)).sqrt()
    low, high = (centre - margin) / scale, (centre + margin) / scale
    return max(low, Decimal(0)), min(high, Decimal(1))


def median(values: Iterable[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two middle ones; None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def median_of_counts(counts: Mapping[Decimal, int] | Mapping[int, int]) -> Decimal | None:
    """The median of values of which each occurs `counts[value]` times; None without any.

    Counts of several groups may be added up first: that is how a median of all is found.
    """
    occurring = sorted((Decimal(value), times) for value, times in counts.items() if times > 0)
    total = sum(times for _, times in occurring)
    if total == 0:
        return None
    lower = _value_at(occurring, (total - 1) // 2)
    return lower if total % 2 else (lower + _value_at(occurring, total // 2)) / 2


def compounded_loss(rate: Decimal, periods: int) -> Decimal:
    """The share lost after `periods` if `rate` of what remains goes in each: 1 − (1 − rate)ⁿ."""
    return 1 - (1 - rate) ** periods


def _value_at(occurring: Iterable[tuple[Decimal, int]], rank: int) -> Decimal:
    seen = 0
    for value, times in occurring:
        seen += times
        if seen > rank:
            return value
    raise IndexError(rank)
