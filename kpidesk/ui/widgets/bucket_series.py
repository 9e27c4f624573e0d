"""What the development chart draws, as plain numbers: bars, steps, lines and whiskers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpidesk.domain.reports import CurveReport
from kpidesk.ui.widgets.chart_geometry import Ticks, round_ticks

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which series the user wants to see."""

    target: bool = True
    year_before: bool = True
    running: bool = True
    interval: bool = True


def steps_of(values: Sequence[Decimal | None]) -> tuple[list[float], list[float]]:
    """A line of steps over buckets that each are one wide; a gap where there is no value."""
    xs: list[float] = []
    ys: list[float] = []
    for at, value in enumerate(values):
        height = float("nan") if value is None else float(value)
        xs += [float(at), float(at + 1)]
        ys += [height, height]
    return xs, ys


def points_of(values: Sequence[Decimal | None]) -> tuple[list[float], list[float]]:
    """A line through the middles of the buckets that have a value."""
    known = [(at + 0.5, float(value)) for at, value in enumerate(values) if value is not None]
    return [x for x, _ in known], [y for _, y in known]


def running_targets(report: CurveReport) -> list[Decimal | None]:
    """What should be reached by the end of each bucket.

    An additive KPI's targets add up as long as every bucket so far has one; a ratio's holds for
    each bucket as it is.
    """
    targets = [bucket.row.target for bucket in report.buckets]
    if not report.definition.additive:
        return targets
    sums: list[Decimal | None] = []
    total: Decimal | None = Decimal(0)
    for target in targets:
        total = None if total is None or target is None else total + target
        sums.append(total)
    return sums


def bar_ticks(report: CurveReport, shown: Shown) -> Ticks:
    """Bars start at zero, and below it only where a figure is negative."""
    values = [bucket.row.value for bucket in report.buckets]
    if shown.year_before:
        values += [bucket.year_before for bucket in report.buckets]
    if shown.target:
        values += [bucket.row.target for bucket in report.buckets]
    if shown.interval:
        values += [bucket.row.interval[1] for bucket in report.buckets if bucket.row.interval]
    known = [float(value) for value in values if value is not None] or [1.0]
    return round_ticks(min(0.0, *known), max(0.0, *known) * 1.06 or 1.0, 5)


def running_ticks(report: CurveReport, shown: Shown) -> Ticks:
    """A line of a ratio starts near its lowest value; a sum starts at zero."""
    values = [bucket.running for bucket in report.buckets]
    if shown.year_before:
        values += [bucket.running_before for bucket in report.buckets]
    if shown.target:
        values += running_targets(report)
    known = [float(value) for value in values if value is not None] or [0.0, 1.0]
    low, high = min(known), max(known)
    if report.definition.additive or low < (high - low):
        return round_ticks(min(0.0, low), high * 1.06 or 1.0, 5)
    reach = (high - low) or abs(high) * 0.1 or 1.0
    spacing = round_ticks(low, low + reach, 5).spacing
    start = math.floor(low / spacing) * spacing
    return round_ticks(start, high + reach * 0.12, 5)
