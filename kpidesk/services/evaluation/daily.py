"""Measures of a period by day, read once and shared by the cards and the curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile
from kpidesk.domain.measures import MEASURES
from kpidesk.domain.periods import Grain, Period, periods_between
from kpidesk.services.evaluation.gather import Question, gather
from kpidesk.services.evaluation.spans import Buckets

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who

MOST_SLOTS = 31
"""So many marks fit into the spark of a card."""
_ONE_DAY = timedelta(days=1)


class DailyFigures:
    """What some measures add up to on each day of a period, for one scope."""

    def __init__(self, context: Context, measures: Iterable[str], who: Who, period: Period) -> None:
        self.period = period
        wanted = set(measures)
        ahead = {key for key in wanted if MEASURES[key].snapshot}
        days = Buckets.of(periods_between(period.first, period.last, Grain.DAY))
        by_day = gather(context, wanted - ahead, who, Question(period.first, period.last, days))
        self._days: dict[str, dict[date, Pile]] = {
            key: {days.spans[index].counted.first: pile for (index, _), pile in piles.items()}
            for key, piles in by_day.items()
        }
        whole = gather(context, ahead, who, Question(period.first, period.last))
        self._whole = {key: piles.get((0, ())) for key, piles in whole.items()}

    def total(self, measures: Iterable[str]) -> dict[str, Pile]:
        """What each measure comes to in the whole period."""
        return self.between(measures, self.period.first, self.period.last)

    def between(self, measures: Iterable[str], first: date, last: date) -> dict[str, Pile]:
        """What each measure comes to from `first` to `last`."""
        found: dict[str, Pile] = {}
        for key in measures:
            if key in self._whole:
                found[key] = self._whole[key] or Pile()
                continue
            pile = found[key] = Pile()
            for day, more in self._days[key].items():
                if first <= day <= last:
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
            for day, pile in self._days.get(key, {}).items():
                index = index_of.get(day)
                if index is not None:
                    found[index].setdefault(key, Pile()).merge(pile)
        return found

    def days_with(self, measures: Iterable[str]) -> set[date]:
        """The days on which any of the measures has facts."""
        return {day for key in measures for day in self._days.get(key, ())}


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
