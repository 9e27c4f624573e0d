"""How periods are written, found, tiled and compared."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain import periods
from kpidesk.domain.errors import UsageError
from kpidesk.domain.periods import (
    FiscalYear,
    Grain,
    Period,
    parse_period,
    period_of,
    periods_between,
    same_last_year,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 12)
RASTER = st.sampled_from([grain for grain in Grain if grain is not Grain.SPAN])


@pytest.mark.parametrize(
    ("text", "grain", "first", "last"),
    [
        ("2017", Grain.YEAR, date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-Q1", Grain.QUARTER, date(2017, 1, 1), date(2017, 3, 31)),
        ("2017-03", Grain.MONTH, date(2017, 3, 1), date(2017, 3, 31)),
        ("2017-W09", Grain.WEEK, date(2017, 2, 27), date(2017, 3, 5)),
        ("2017-03-01", Grain.DAY, date(2017, 3, 1), date(2017, 3, 1)),
        ("2017-03-01..2017-04-15", Grain.SPAN, date(2017, 3, 1), date(2017, 4, 15)),
    ],
)
def test_each_written_form_names_its_days_and_is_its_own_key(
    text: str, grain: Grain, first: date, last: date
) -> None:
    period = parse_period(text)

    assert (period.grain, period.first, period.last) == (grain, first, last)
    assert str(period) == text


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("FY2017", "2017"),
        ("fy 2017", "2017"),
        (" 2017q3 ", "2017-Q3"),
        ("2017 W9", "2017-W09"),
        ("2017-3", "2017-03"),
        ("1900", "1900"),
        ("2199", "2199"),
        ("2017-01..2017-03", "2017-01-01..2017-03-31"),
        ("2017-01-31 .. 2017-02-01", "2017-01-31..2017-02-01"),
    ],
)
def test_near_forms_are_understood(written: str, key: str) -> None:
    assert str(parse_period(written)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "march",
        "17",
        "2017-13",
        "2017-Q5",
        "2017-W53",
        "2017-02-29",
        "1899",
        "2200",
        "2017-04-15..2017-03-01",
        "..2017",
        "２０１７",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_period(text)

    assert refused.value.code == "period.unreadable"
    for form in ("2017-Q1", "2017-W09", "2017-03-01..2017-04-15"):
        assert form in refused.value.message


def test_a_fiscal_year_is_named_after_the_calendar_year_in_which_it_ends() -> None:
    year = parse_period("2017", fiscal_start=7)

    assert (year.first, year.last) == (date(2016, 7, 1), date(2017, 6, 30))
    assert str(year) == "FY2017"
    assert FiscalYear(7).name_of(date(2016, 6, 30)) == 2016
    assert FiscalYear(7).name_of(date(2016, 7, 1)) == 2017


def test_quarters_of_a_fiscal_year_follow_its_name() -> None:
    first, last = parse_period("2017-Q1", 7), parse_period("2017-Q4", 7)

    assert (first.first, first.last) == (date(2016, 7, 1), date(2016, 9, 30))
    assert (last.first, last.last) == (date(2017, 4, 1), date(2017, 6, 30))
    assert str(period_of(date(2016, 8, 9), Grain.QUARTER, 7)) == "2017-Q1"


@pytest.mark.parametrize("month", [0, 13])
def test_a_year_starts_in_a_month(month: int) -> None:
    with pytest.raises(UsageError):
        parse_period("2017", month)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
    ],
)
def test_weeks_are_iso_weeks(day: date, week: str) -> None:
    assert str(period_of(day, Grain.WEEK)) == week


@settings(max_examples=60)
@given(DAYS)
def test_a_week_written_down_is_the_week_it_was(day: date) -> None:
    week = period_of(day, Grain.WEEK)

    assert parse_period(str(week)) == week
    assert week.contains(day)
    assert week.days == 7


@settings(max_examples=80)
@given(DAYS, RASTER, MONTHS)
def test_a_period_written_down_is_the_period_it_was(day: date, grain: Grain, start: int) -> None:
    period = period_of(day, grain, start)

    assert period.contains(day)
    assert parse_period(str(period), start) == period
    assert str(parse_period(str(period), start)) == str(period)


@settings(max_examples=60)
@given(DAYS, st.integers(0, 800), RASTER, MONTHS)
def test_periods_tile_the_time_between_two_days(
    first: date, length: int, grain: Grain, start: int
) -> None:
    last = first + timedelta(days=length)

    tiles = periods_between(first, last, grain, start)

    assert tiles[0].contains(first)
    assert tiles[-1].contains(last)
    for before, after in pairwise(tiles):
        assert after.first - before.last == timedelta(days=1)
    assert all(tile.grain is grain for tile in tiles)


def test_four_fiscal_quarters_make_the_fiscal_year() -> None:
    year = FiscalYear(5).named(2020)

    quarters = [FiscalYear(5).quarter(2020, number) for number in (1, 2, 3, 4)]

    assert quarters == periods_between(year.first, year.last, Grain.QUARTER, 5)
    assert (quarters[0].first, quarters[-1].last) == (year.first, year.last)


def test_the_same_days_are_the_same_quarter_in_any_fiscal_year() -> None:
    first = date(2017, 4, 1)

    assert period_of(first, Grain.QUARTER, 1) == period_of(first, Grain.QUARTER, 7)


def test_a_span_is_its_own_only_tile_and_has_no_raster() -> None:
    first, last = date(2017, 3, 1), date(2017, 4, 15)

    assert periods_between(first, last, Grain.SPAN) == [Period(first, last, Grain.SPAN)]
    assert periods_between(last, first, Grain.MONTH) == []
    with pytest.raises(ValueError, match="span"):
        period_of(first, Grain.SPAN)


@settings(max_examples=60)
@given(DAYS, RASTER, st.integers(-30, 30), MONTHS)
def test_stepping_on_and_back_returns(day: date, grain: Grain, steps: int, start: int) -> None:
    period = period_of(day, grain, start)

    assert periods.previous(periods.next(period, steps), steps) == period
    assert periods.next(period).first - period.last == timedelta(days=1)


def test_a_span_steps_by_its_own_length() -> None:
    assert str(periods.next(parse_period("2017-03-01..2017-03-10"))) == "2017-03-11..2017-03-20"


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2017", "2016"),
        ("2017-Q1", "2016-Q1"),
        ("2017-03", "2016-03"),
        ("2017-W09", "2016-W09"),
        ("2026-W53", "2025-W52"),
        ("2024-02-29", "2023-02-28"),
        ("2017-03-01..2017-04-15", "2016-03-01..2016-04-15"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
    ],
)
def test_the_same_period_last_year(period: str, before: str) -> None:
    assert str(same_last_year(parse_period(period))) == before


def test_last_years_fiscal_quarter_keeps_its_number() -> None:
    assert str(same_last_year(parse_period("2017-Q2", 7))) == "2016-Q2"


def test_clipping_keeps_whole_periods_and_cuts_others_to_spans() -> None:
    month = parse_period("2017-03")

    assert month.clip(date(2017, 1, 1), date(2017, 12, 31)) is month
    assert str(month.clip(date(2017, 3, 10), date(2017, 12, 31))) == "2017-03-10..2017-03-31"
    assert month.clip(date(2017, 4, 1), date(2017, 4, 2)) is None


def test_overlap_and_cover_go_by_days() -> None:
    march, week = parse_period("2017-03"), parse_period("2017-W09")

    assert march.overlaps(week)
    assert not march.covers(week)
    assert parse_period("2017-Q1").covers(week)
    assert not march.overlaps(parse_period("2017-04"))


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        Period(date(2017, 3, 2), date(2017, 3, 1), Grain.SPAN)


def test_periods_are_ordered_by_time() -> None:
    keys = ["2017-03", "2016-12", "2017-01"]

    assert [str(p) for p in sorted(map(parse_period, keys))] == ["2016-12", "2017-01", "2017-03"]
