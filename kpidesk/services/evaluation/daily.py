"""Measures of a period by day, read once and shared by the cards and the curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile
from kpidesk.domain.measures import MEASURES
from kpidesk.domain.periods import Grain, Period, periods_between
from kpidesk.services.evaluation.gather import Question, from_facts, gather
from kpidesk.services.evaluation.spans import Buckets

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who

MOST_SLOTS = 31
"""So many marks fit into the spark of a card."""
MOST_DAYS = 45
"""Periods up to about so many days have at most `MOST_SLOTS` working days."""
_ONE_DAY = timedelta(days=1)


class DailyFigures:
    """What some measures add up to on each day of a period, for one scope.

    Medians of long periods are kept by what a spark shows instead of by day, and what stands
    open for the whole period only: nobody asks for more, and it would be slow to read.
    """

    def __init__(self, context: Context, measures: Iterable[str], who: Who, period: Period) -> None:
        self._period = period
        slots = spark_slots(context, period)
        coarse = slots if period.days > MOST_DAYS else None
        whole = [(period.first, period.last)]
        self._runs: dict[str, dict[date, Pile]] = {}
        by_day = set()
        for key in sorted(measures):
            measure = MEASURES[key]
            runs = whole if measure.snapshot else None if measure.additive else coarse
            if runs is None:
                by_day.add(key)
            else:
                self._runs[key] = {
                    first: from_facts(context, measure, who, Question(first, last)).get(
                        (0, ()), Pile()
                    )
                    for first, last in runs
                }
        days = Buckets.of(periods_between(period.first, period.last, Grain.DAY))
        found = gather(context, by_day, who, Question(period.first, period.last, days))
        for key, piles in found.items():
            self._runs[key] = {
                days.spans[index].counted.first: pile for (index, _), pile in piles.items()
            }

    @property
    def period(self) -> Period:
        """The period whose days these are."""
        return self._period

    def total(self, measures: Iterable[str]) -> dict[str, Pile]:
        """What each measure comes to in the whole period."""
        found: dict[str, Pile] = {}
        for key in measures:
            pile = found[key] = Pile()
            for more in self._runs[key].values():
                pile.merge(more)
        return found

    def by_slot(
        self, measures: Iterable[str], slots: Sequence[tuple[date, date]]
    ) -> list[dict[str, Pile]]:
        """What each measure comes to in each of some runs of days that follow each other."""
        starts = {first: index for index, (first, _) in enumerate(slots)}
        index_of: dict[date, int] = {}
        for first, last in slots:
            for number in range((last - first).days + 1):
                index_of[first + number * _ONE_DAY] = starts[first]
        found: list[dict[str, Pile]] = [{} for _ in slots]
        for key in measures:
            for first, pile in self._runs[key].items():
                index = index_of.get(first)
                if index is not None:
                    found[index].setdefault(key, Pile()).merge(pile)
        return found

    def days_with(self, measures: Iterable[str]) -> set[date]:
        """The days on which any of some additive measures has facts."""
        return {day for key in measures for day in self._runs[key]}


def spark_slots(context: Context, period: Period) -> list[tuple[date, date]]:
    """The period cut into what a spark shows: working days, or weeks, or months if it is long.

    Days off belong to the working day before them, those at the start to the first.
    """
    starts: Sequence[date] = context.calendar.days(period.first, period.last)
    for grain in (Grain.WEEK, Grain.MONTH):
        if len(starts) > MOST_SLOTS:
            starts = [
                max(one.first, period.first)
                for one in periods_between(period.first, period.last, grain)
            ]
    if not starts:
        return [(period.first, period.last)]
    firsts = [period.first, *starts[1:]]
    lasts = [start - _ONE_DAY for start in firsts[1:]] + [period.last]
    return list(zip(firsts, lasts, strict=True))
