"""Where the cumulative chart puts its days, boundaries and line breaks: no drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.periods import Grain
from kpidesk.domain.reports import CumulativeCurve, CurvePoint
from kpidesk.ui.formatting import Formatter


@dataclass(frozen=True, slots=True)
class Tick:
    """A text under the x axis at a working-day number."""

    x: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The x axis: days in the first line, weeks or months in the second, their boundaries."""

    days: tuple[Tick, ...]
    blocks: tuple[Tick, ...]
    boundaries: tuple[float, ...]


def line_of(points: tuple[CurvePoint, ...], name: str) -> tuple[list[float], list[float]]:
    """The x and y of a line, from nothing at the start of the period."""
    xs, ys = [0.0], [0.0]
    for point in points:
        value = getattr(point, name)
        if value is not None:
            xs.append(float(point.working_day))
            ys.append(float(value))
    return xs, ys


def split_at_incomplete(curve: CumulativeCurve) -> tuple[int, CurvePoint | None]:
    """How many points of the actual line (with its origin) are full days, and the last point."""
    known = [point for point in curve.points if point.actual is not None]
    if not known:
        return 0, None
    full = sum(point.complete for point in known)
    return full + 1, known[-1]


def day_axis(curve: CumulativeCurve, formatter: Formatter) -> DayAxis:
    """The axis of a period: weeks within a month, months within anything longer."""
    working = _working_days(curve)
    if not working:
        return DayAxis((), (), ())
    by_month = curve.period.days > 45
    blocks = _blocks(working, by_month=by_month)
    last = curve.working_days
    boundaries = tuple(float(block[-1][0]) for block in blocks if block[-1][0] < last)
    names = tuple(
        Tick((block[0][0] - 1 + block[-1][0]) / 2, _block_name(block[0][1], by_month, formatter))
        for block in blocks
    )
    if curve.period.grain is Grain.DAY or len(blocks) < 2:
        names = ()
    days = () if by_month else _days(curve, working, blocks, formatter)
    if by_month:
        return DayAxis(names, (), boundaries)
    return DayAxis(days, names, boundaries)


def _working_days(curve: CumulativeCurve) -> list[tuple[int, date]]:
    """Each working-day number with its day."""
    found: list[tuple[int, date]] = []
    gone = 0
    for point in curve.points:
        if point.working_day > gone:
            gone = point.working_day
            found.append((gone, point.day))
    return found


def _blocks(working: list[tuple[int, date]], *, by_month: bool) -> list[list[tuple[int, date]]]:
    blocks: list[list[tuple[int, date]]] = []
    key: tuple[int, int] | None = None
    for number, day in working:
        own = (day.year, day.month) if by_month else day.isocalendar()[:2]
        if own != key:
            blocks.append([])
            key = own
        blocks[-1].append((number, day))
    return blocks


def _block_name(day: date, by_month: bool, formatter: Formatter) -> str:
    if by_month:
        return formatter.month(day, year=False, short=True)
    week = day.isocalendar().week
    return QCoreApplication.translate("Dates", "W{week}").format(week=week)


def _without_crowd(
    wanted: list[tuple[int, date]], today: int | None, days: int
) -> list[tuple[int, date]]:
    """Without the day that the first one, which is written with its month, would run into."""
    if days <= 10 or len(wanted) < 3 or wanted[1][0] - wanted[0][0] >= days / 7:
        return wanted
    return wanted[1:] if wanted[1][0] == today else [wanted[0], *wanted[2:]]


def _days(
    curve: CumulativeCurve,
    working: list[tuple[int, date]],
    blocks: list[list[tuple[int, date]]],
    formatter: Formatter,
) -> tuple[Tick, ...]:
    """The first day with its month, each week's first day, the last day, and the data's day."""
    _, last_known = split_at_incomplete(curve)
    today = last_known.working_day if last_known is not None else None
    chosen = {block[0][0] for block in blocks} | {working[-1][0]}
    if len(working) <= 10:
        chosen = {number for number, _ in working}
    wanted = [entry for entry in working if entry[0] in chosen and entry[0] != today]
    if today is not None:
        near = len(working) // 22 or (1 if len(working) > 10 else 0)
        wanted = [entry for entry in wanted if abs(entry[0] - today) > near or entry[0] == 1]
        wanted += [entry for entry in working if entry[0] == today]
    ticks = []
    wanted = _without_crowd(sorted(wanted), today, len(working))
    for number, day in wanted:
        text = formatter.day(day) if number == wanted[0][0] else str(day.day)
        ticks.append(Tick(float(number), text, strong=number == today))
    if len(ticks) > 1 and ticks[-1].x - ticks[-2].x < 1.5 and not ticks[-2].strong:
        del ticks[-2]
    return tuple(ticks)
