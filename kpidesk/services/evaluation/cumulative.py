"""The development curve of one period: so far, as phased, and last year by working days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile
from kpidesk.domain.periods import Period, same_last_year
from kpidesk.domain.reports import CumulativeCurve, CurvePoint, LastYearPoint, Milestone
from kpidesk.services.evaluation.daily import DailyFigures
from kpidesk.services.evaluation.evaluator import Evaluator

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.services.evaluation.goals import Goal

_ONE_DAY = timedelta(days=1)
_SHARES = (Decimal("0.5"), Decimal("0.9"), Decimal(1))


def cumulative(
    context: Context, who: Who, evaluator: Evaluator, daily: DailyFigures, goal: Goal | None
) -> CumulativeCurve:
    """The curve of an additive KPI: a point for each working day, and for each day off on which
    something counted or the data or the period ends.
    """
    period, as_of, calendar = daily.period, context.as_of, context.calendar
    days = _curve_days(context, evaluator, daily)
    work = calendar.days(period.first, period.last)
    reached = _running(evaluator, daily, days)
    due: Sequence[Decimal | None] = [None] * len(days)
    if goal is not None:
        due = goal.line(days, calendar, context.quantum(evaluator.definition))
    shown = evaluator.coverage.has_data(period)
    points = tuple(
        CurvePoint(
            day=day,
            working_day=bisect_right(work, day),
            actual=value if shown and as_of is not None and day <= as_of else None,
            target=target,
            complete=day != as_of or day == period.last,
        )
        for day, value, target in zip(days, reached, due, strict=True)
    )
    gone = calendar.working_days(period.first, min(as_of, period.last)) if as_of else 0
    before = _last_year(context, who, evaluator, period)
    return CumulativeCurve(
        definition=evaluator.definition,
        period=period,
        points=points,
        last_year=before,
        milestones=_milestones(points, goal),
        target=goal.value if goal else None,
        growth=_growth(points, before, gone, over=as_of is not None and as_of >= period.last),
        working_days=len(work),
        working_days_gone=gone,
    )


def _curve_days(context: Context, evaluator: Evaluator, daily: DailyFigures) -> list[date]:
    period, as_of = daily.period, context.as_of
    days = set(context.calendar.days(period.first, period.last))
    days |= daily.days_with(evaluator.measures)
    days.add(period.last)
    if as_of is not None and period.contains(as_of):
        days.add(as_of)
    return sorted(days)


def _running(
    evaluator: Evaluator, daily: DailyFigures, days: Sequence[date]
) -> list[Decimal | None]:
    """The KPI from the period's first day up to each of some days."""
    so_far = {key: Pile() for key in evaluator.measures}
    values = []
    for piles in daily.by_slot(evaluator.measures, [(day, day) for day in days]):
        for key, pile in piles.items():
            so_far[key].merge(pile)
        values.append(evaluator.figure(so_far).evaluation.value)
    return values


def _last_year(
    context: Context, who: Who, evaluator: Evaluator, period: Period
) -> tuple[LastYearPoint, ...]:
    before = same_last_year(period)
    days = list(context.calendar.days(before.first, before.last))
    if not days or not evaluator.coverage.has_data(before):
        return ()
    daily = DailyFigures(context, evaluator.measures, who, before)
    # Days off count with the next working day, those at the end with the last one.
    firsts = [before.first, *(day + _ONE_DAY for day in days[:-1])]
    slots = list(zip(firsts, [*days[:-1], before.last], strict=True))
    running = {key: Pile() for key in evaluator.measures}
    points = []
    for number, (day, piles) in enumerate(
        zip(days, daily.by_slot(evaluator.measures, slots), strict=True), start=1
    ):
        for key, pile in piles.items():
            running[key].merge(pile)
        value = evaluator.figure(running).evaluation.value
        points.append(LastYearPoint(number, day, value or Decimal(0)))
    return tuple(points)


def _milestones(points: Sequence[CurvePoint], goal: Goal | None) -> tuple[Milestone, ...]:
    """When shares of the target were reached, and when the phased target meant them to be."""
    if goal is None or goal.value <= 0:
        return ()
    found = []
    for share in _SHARES:
        value = share * goal.value
        reached = next((one.day for one in points if (one.actual or 0) >= value), None)
        planned = next((one.day for one in points if (one.target or 0) >= value), None)
        if reached is not None and planned is not None:
            found.append(Milestone(share, reached, planned, value))
    return tuple(found)


def _growth(
    points: Sequence[CurvePoint], before: Sequence[LastYearPoint], gone: int, *, over: bool
) -> Decimal | None:
    """Against the same number of working days last year; the whole of it once all is over."""
    now = [point.actual for point in points if point.actual is not None]
    if not now or not before or (gone == 0 and not over):
        return None
    then = before[-1] if over else before[min(gone, len(before)) - 1]
    return None if then.value <= 0 else (now[-1] - then.value) / then.value
