"""Working days: Monday to Friday without the country's public holidays, as the company edits them.

Only public holidays count: Norway's Christmas Eve is a working day until the company closes it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from kpidesk.domain.errors import UsageError

COUNTRIES = ("NO", "SE", "DK", "FI", "NL", "DE", "GB")
"""The countries that are offered; any other that `holidays` knows works too."""

# Without a part of the country the UK would have no Easter Monday and no August bank holiday.
_DEFAULT_SUBDIVISIONS = {"GB": "ENG"}
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked.

    `country` is an ISO 3166 code, with a part of the country where its holidays differ (DE-BY,
    GB-SCT; GB alone is England); an empty one has no holidays. `closed` are the company's own
    days off; `opened` are days that are worked although they are weekend or holiday, and win
    over everything else. Days of a year are worked out once and then remembered.
    """

    country: str
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    _years: dict[int, tuple[date, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked."""
        days = self._year(day.year)
        index = bisect_left(days, day)
        return index < len(days) and days[index] == day

    def working_days(self, first: date, last: date) -> int:
        """How many days are worked from `first` to `last`, both included; 0 if last < first."""
        if last < first:
            return 0
        before = bisect_left(self._year(first.year), first)
        upto = bisect_right(self._year(last.year), last)
        return sum(len(self._year(year)) for year in range(first.year, last.year)) + upto - before

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """The worked days from `first` to `last`, both included, in order."""
        return tuple(
            day
            for year in range(first.year, last.year + 1)
            for day in self._year(year)
            if first <= day <= last
        )

    def without(self, days: Iterable[date]) -> WorkCalendar:
        """The calendar of someone who is away on `days`, even on those the company opened."""
        away = frozenset(days)
        return WorkCalendar(self.country, self.closed | away, self.opened - away)

    def _year(self, year: int) -> tuple[date, ...]:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._work_out(year)
        return known

    def _work_out(self, year: int) -> tuple[date, ...]:
        off = public_holidays(self.country, year) | self.closed
        weekdays = _weekdays(year) - off
        return tuple(sorted(weekdays | {day for day in self.opened if day.year == year}))


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country, or of a part of it (see `WorkCalendar`), in one year.

    Raises UsageError `calendar.country` for a country whose holidays are not known.
    """
    if not country:
        return frozenset()
    # Loading the package takes longer than a click may.
    from holidays import country_holidays

    code, _, part = country.upper().partition("-")
    subdivision = part or _DEFAULT_SUBDIVISIONS.get(code)
    try:
        return frozenset(country_holidays(code, subdiv=subdivision, years=year))
    except NotImplementedError:
        raise UsageError(
            "calendar.country",
            f"The public holidays of “{country}” are not known. Use the two letters of a "
            f"country, such as {', '.join(COUNTRIES)}.",
            params={"country": country},
        ) from None


@lru_cache(maxsize=32)
def _weekdays(year: int) -> frozenset[date]:
    first = date(year, 1, 1)
    count = (date(year, 12, 31) - first).days + 1
    days = (first + timedelta(days=number) for number in range(count))
    return frozenset(day for day in days if day.weekday() < _SATURDAY)
