"""Arithmetic of charts: round ticks, and labels pushed apart so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round numbers along an axis, and the range that the axis shows."""

    values: tuple[float, ...]
    spacing: float
    low: float
    high: float


def round_ticks(low: float, high: float, wanted: int = 6) -> Ticks:
    """About `wanted` round numbers in low..high (steps of 1, 2, 2.5 or 5)."""
    if not high > low:
        high = low + 1.0
    raw = (high - low) / max(1, wanted)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    spacing = next(
        step * magnitude for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * magnitude >= raw - 1e-12
    )
    first = math.ceil(low / spacing - 1e-9)
    last = math.floor(high / spacing + 1e-9)
    return Ticks(tuple(at * spacing for at in range(first, last + 1)), spacing, low, high)


def push_apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Tops for labels that would like to be centred at `wanted`, none over another.

    Order is kept; all stay between `low` and `high` while there is room for them.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    tops = [0.0] * len(wanted)
    edge = low
    for at in order:
        tops[at] = max(wanted[at] - heights[at] / 2, edge)
        edge = tops[at] + heights[at]
    edge = high
    for at in reversed(order):
        tops[at] = max(low, min(tops[at], edge - heights[at]))
        edge = tops[at]
    return tops
