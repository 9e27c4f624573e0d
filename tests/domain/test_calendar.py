"""Working days by country, as edited by the company and by a person's absence."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.calendar import COUNTRIES, WorkCalendar, public_holidays
from kpidesk.domain.errors import UsageError
from kpidesk.domain.periods import Grain, parse_period, periods_between

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


def _count(calendar: WorkCalendar, key: str) -> int:
    period = parse_period(key)
    return calendar.working_days(period.first, period.last)


def test_norwegian_working_days_of_2026_by_month() -> None:
    norway = WorkCalendar("NO")
    months = periods_between(date(2026, 1, 1), date(2026, 12, 31), Grain.MONTH)

    assert [norway.working_days(month.first, month.last) for month in months] == (
        [21, 20, 22, 19, 18, 22, 23, 21, 22, 22, 21, 22]
    )


def test_easter_in_norway_and_how_far_april_has_gone() -> None:
    norway = WorkCalendar("NO")

    assert _count(norway, "2026-04") == 19
    assert norway.working_days(date(2026, 4, 1), date(2026, 4, 7)) == 2
    assert norway.days(date(2026, 4, 1), date(2026, 4, 8)) == (
        date(2026, 4, 1),
        date(2026, 4, 7),
        date(2026, 4, 8),
    )


def test_only_public_holidays_count() -> None:
    assert WorkCalendar("NO").is_working(date(2026, 12, 24))


@pytest.mark.parametrize(
    ("country", "holiday"),
    [
        ("NO", date(2027, 5, 17)),
        ("SE", date(2025, 6, 6)),
        ("DK", date(2026, 4, 2)),
        ("FI", date(2027, 12, 6)),
        ("NL", date(2026, 4, 27)),
        ("DE", date(2025, 10, 3)),
        ("GB", date(2026, 4, 6)),
        ("GB", date(2026, 8, 31)),
        ("DE-BY", date(2025, 1, 6)),
    ],
)
def test_each_country_has_its_own_holidays(country: str, holiday: date) -> None:
    assert holiday.weekday() < 5
    assert not WorkCalendar(country).is_working(holiday)
    assert WorkCalendar("").is_working(holiday)


@pytest.mark.parametrize("country", COUNTRIES)
def test_all_offered_countries_are_known(country: str) -> None:
    assert 245 <= _count(WorkCalendar(country), "2026") <= 256


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(UsageError, match="XX") as refused:
        WorkCalendar("XX").is_working(date(2026, 1, 5))

    assert refused.value.code == "calendar.country"


def test_the_company_closes_and_opens_days() -> None:
    eve, saturday, holiday = date(2026, 12, 24), date(2026, 11, 28), date(2026, 12, 25)

    calendar = WorkCalendar("NO", frozenset({eve}), frozenset({saturday, holiday}))

    assert not calendar.is_working(eve)
    assert calendar.is_working(saturday)
    assert calendar.is_working(holiday)
    assert _count(calendar, "2026-12") == 22
    assert _count(calendar, "2026-11") == 22


def test_absence_takes_days_from_one_person_only() -> None:
    saturday = date(2026, 11, 28)
    company = WorkCalendar("NO", opened=frozenset({saturday}))

    person = company.without([saturday, date(2026, 11, 27)])

    assert _count(person, "2026-11") == _count(company, "2026-11") - 2
    assert company.is_working(saturday)


def test_having_counted_makes_no_difference_between_calendars() -> None:
    counted = WorkCalendar("NO")
    counted.is_working(date(2026, 1, 5))

    assert counted == WorkCalendar("NO")
    assert hash(counted) == hash(WorkCalendar("NO"))


@settings(max_examples=60)
@given(DAYS, st.integers(-5, 1200))
def test_counting_agrees_with_looking_at_every_day(first: date, length: int) -> None:
    calendar = WorkCalendar("SE", closed=frozenset({date(2020, 6, 19)}))
    last = first + timedelta(days=length)

    one_by_one = tuple(
        day
        for day in (first + timedelta(days=n) for n in range(length + 1))
        if day.weekday() < 5
        and day not in public_holidays("SE", day.year)
        and day != date(2020, 6, 19)
    )

    assert calendar.days(first, last) == one_by_one
    assert calendar.working_days(first, last) == len(one_by_one)


def test_the_holidays_package_is_loaded_only_when_days_are_counted() -> None:
    code = (
        "import sys, kpidesk.domain.kpis, kpidesk.domain.targets, kpidesk.domain.reports;"
        "sys.exit('holidays' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
