"""Days, ISO weeks, months, quarters, fiscal years and free spans, and how they are written.

A fiscal year that does not start in January is named after the calendar year in which it ends:
with a start in July, FY2017 runs from 2016-07-01 to 2017-06-30. That is how Nordic and Dutch
annual reports usually shorten "2016/2017". Its quarters follow: 2017-Q1 is July to September
2016. Years that start in January are calendar years and are written without FY.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kpidesk.domain.errors import UsageError

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"


# Months in a grain, for those that are made of whole months.
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of days, both ends included. Ordered by first day; `str()` is its canonical key.

    `fiscal_start` is the month in which the company's year starts: it decides how quarters are
    numbered and takes no part in comparison.
    """

    first: date
    last: date
    grain: Grain
    fiscal_start: int = field(default=1, compare=False)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A period cannot end ({self.last}) before it starts ({self.first})")

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Whether `day` is one of the period's days."""
        return self.first <= day <= self.last

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` is one of this period's."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def clip(self, first: date, last: date) -> Period | None:
        """The part of the period between two days; None if there is none, itself if all of it."""
        start, end = max(self.first, first), min(self.last, last)
        if end < start:
            return None
        if (start, end) == (self.first, self.last):
            return self
        return Period(start, end, Grain.SPAN)

    def __str__(self) -> str:
        match self.grain:
            case Grain.DAY:
                return self.first.isoformat()
            case Grain.WEEK:
                year, week, _ = self.first.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case Grain.MONTH:
                return f"{self.first:%Y-%m}"
            case Grain.QUARTER:
                return FiscalYear(self.fiscal_start).quarter_name(self.first)
            case Grain.YEAR:
                fiscal = FiscalYear(self.first.month)
                return f"{'' if fiscal.is_calendar else 'FY'}{fiscal.name_of(self.first):04d}"
            case Grain.SPAN:
                return f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The company's year, which starts on the first of `start_month` (see the module's rule)."""

    start_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise UsageError(
                "fiscal.month",
                f"The fiscal year starts in a month from 1 to 12, not {self.start_month}.",
            )

    @property
    def is_calendar(self) -> bool:
        """Whether it is the calendar year."""
        return self.start_month == 1

    def name_of(self, day: date) -> int:
        """The number of the fiscal year that `day` lies in: the calendar year of its end."""
        return day.year if self.is_calendar else day.year + (day.month >= self.start_month)

    def named(self, year: int) -> Period:
        """The fiscal year of that number."""
        return self._months(year, 0, Grain.YEAR)

    def quarter(self, year: int, number: int) -> Period:
        """Quarter 1 to 4 of the fiscal year of that number."""
        return self._months(year, 3 * (number - 1), Grain.QUARTER)

    def quarter_name(self, day: date) -> str:
        """The key of the fiscal quarter that `day` lies in, as in 2017-Q1."""
        quarter = (day.month - self.start_month) % 12 // 3 + 1
        return f"{self.name_of(day):04d}-Q{quarter}"

    def _months(self, year: int, offset: int, grain: Grain) -> Period:
        start_year = year if self.is_calendar else year - 1
        first = _add_months(date(start_year, self.start_month, 1), offset)
        return _of_months(first, grain, self.start_month)


def parse_period(text: str, fiscal_start: int = 1) -> Period:
    """The period that `text` names.

    A bare year is the company's fiscal year. Upper and lower case mean the same, and so do
    2017Q1 and 2017-Q1. Raises UsageError `period.unreadable` for anything else.
    """
    cleaned = text.strip()
    try:
        period = _parse_span(cleaned, fiscal_start) or _parse_single(cleaned, fiscal_start)
    except ValueError:
        period = None
    if period is None:
        raise UsageError(
            "period.unreadable",
            f"“{text}” is not a period. Write one of: 2017 or FY2017 (fiscal year), 2017-Q1 "
            "(quarter), 2017-03 (month), 2017-W09 (ISO week), 2017-03-01 (day), "
            "2017-03-01..2017-04-15 (first and last day).",
            params={"text": text},
        )
    return period


def period_of(day: date, grain: Grain, fiscal_start: int = 1) -> Period:
    """The period of `grain` that `day` lies in. ValueError for SPAN, which has no raster."""
    if grain is Grain.DAY:
        return Period(day, day, grain)
    if grain is Grain.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6), grain)
    if grain is Grain.SPAN:
        raise ValueError("A day does not say which span it belongs to")
    months_in = (day.month - fiscal_start) % 12 % _MONTHS[grain]
    return _of_months(_add_months(day.replace(day=1), -months_in), grain, fiscal_start)


def periods_between(first: date, last: date, grain: Grain, fiscal_start: int = 1) -> list[Period]:
    """Every whole period of `grain` that shares a day with first..last, in order.

    The outer ones may reach beyond the two days. SPAN gives first..last itself.
    """
    if last < first:
        return []
    if grain is Grain.SPAN:
        return [Period(first, last, grain)]
    periods = [period_of(first, grain, fiscal_start)]
    while periods[-1].last < last:
        periods.append(next(periods[-1]))
    return periods


def next(period: Period, n: int = 1) -> Period:  # noqa: A001 - read as periods.next
    """The period n steps later, of the same grain; a span moves by its own length."""
    months = _MONTHS.get(period.grain)
    if months is None:
        step = timedelta(days=period.days * n)
        return Period(period.first + step, period.last + step, period.grain)
    return _of_months(_add_months(period.first, months * n), period.grain, period.fiscal_start)


def previous(period: Period, n: int = 1) -> Period:
    """The period n steps earlier, of the same grain; a span moves by its own length."""
    return next(period, -n)


def same_last_year(period: Period) -> Period:
    """What the period is compared with a year earlier.

    A week is compared with the week of the same number (week 53 with the last week of a year
    that has 52); 29 February with the 28th; a span that ends with a month, with one that does.
    """
    if period.grain is Grain.WEEK:
        year, week, _ = period.first.isocalendar()
        return _iso_week(year - 1, min(week, date(year - 1, 12, 28).isocalendar().week))
    if period.grain in _MONTHS:
        return next(period, -12 // _MONTHS[period.grain])
    first = _year_before(period.first)
    if period.grain is Grain.DAY:
        return Period(first, first, Grain.DAY)
    last = _year_before(period.last)
    if period.last.day == _month_length(period.last):
        last = last.replace(day=_month_length(last))
    return Period(first, last, Grain.SPAN)


_YEAR = re.compile(r"(?:FY ?)?(\d{4})", re.IGNORECASE | re.ASCII)
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])", re.IGNORECASE | re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})[- ]?W(\d{1,2})", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def _parse_span(text: str, fiscal_start: int) -> Period | None:
    """first..last, where either end may itself be any period: 2017-01..2017-03."""
    start, dots, end = text.partition("..")
    if not dots:
        return None
    first = _parse_single(start.strip(), fiscal_start)
    last = _parse_single(end.strip(), fiscal_start)
    return Period(first.first, last.last, Grain.SPAN) if first and last else None


def _parse_single(text: str, fiscal_start: int) -> Period | None:
    if match := _YEAR.fullmatch(text):
        return FiscalYear(fiscal_start).named(_year(match[1]))
    if match := _QUARTER.fullmatch(text):
        return FiscalYear(fiscal_start).quarter(_year(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(text):
        return period_of(date(_year(match[1]), int(match[2]), 1), Grain.MONTH)
    if match := _WEEK.fullmatch(text):
        return _iso_week(_year(match[1]), int(match[2]))
    if match := _DAY.fullmatch(text):
        return period_of(date(_year(match[1]), int(match[2]), int(match[3])), Grain.DAY)
    return None


def _year(text: str) -> int:
    year = int(text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{year} is no year of a company")
    return year


def _iso_week(year: int, week: int) -> Period:
    monday = date.fromisocalendar(year, week, 1)
    return Period(monday, monday + timedelta(days=6), Grain.WEEK)


def _of_months(first: date, grain: Grain, fiscal_start: int) -> Period:
    last_month = _add_months(first, _MONTHS[grain] - 1)
    last = last_month.replace(day=_month_length(last_month))
    return Period(first, last, grain, 1 if grain is Grain.MONTH else fiscal_start)


def _add_months(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)
