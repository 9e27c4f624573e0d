"""The periods that figures are asked for, and which of them a day lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpidesk.domain.periods import Grain, Period, periods_between

UNDATED = -1
"""The bucket of facts without a date."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it is named, and the days of it that count.

    They differ where a whole week or month sticks out of the period that was asked for.
    """

    period: Period
    counted: Period

    @property
    def whole(self) -> bool:
        """Whether every day of the period counts."""
        return self.counted is self.period


class Buckets:
    """Periods in a row that do not overlap, by the days in them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = tuple(spans)
        self._firsts = [span.counted.first for span in spans]
        self._known: dict[date | None, int | None] = {None: UNDATED}

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Buckets:
        """Buckets of whole periods, each once, in order."""
        return cls([Span(period, period) for period in sorted(set(periods))])

    @property
    def first(self) -> date:
        """The first day that counts."""
        return self.spans[0].counted.first

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.spans[-1].counted.last

    def index(self, day: date | None) -> int | None:
        """Which bucket a day lies in, UNDATED for no day, None where there is none for it."""
        if day not in self._known:
            self._known[day] = self._search(day) if day else UNDATED
        return self._known[day]

    def _search(self, day: date) -> int | None:
        at = bisect_right(self._firsts, day) - 1
        return at if at >= 0 and day <= self.spans[at].counted.last else None


def raster(first: date, last: date, grain: Grain, fiscal_start: int) -> list[Span]:
    """The days first..last cut into periods of a grain.

    The outer periods keep their names, and only their days within first..last count.
    """
    spans = []
    for period in periods_between(first, last, grain, fiscal_start):
        counted = period.clip(first, last)
        if counted is not None:
            spans.append(Span(period, counted))
    return spans
