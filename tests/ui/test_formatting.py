"""Numbers, money and dates as people in each country write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from kpidesk.domain.numbers import Unit
from kpidesk.domain.periods import Grain, Period, parse_period
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.words import bucket_title, period_title

NBSP = "\u00a0"


def spaced(text: str) -> str:
    return text.replace(NBSP, "_")


def of(locale: str, currency: str = "NOK") -> Formatter:
    return Formatter(QLocale(locale), QLocale("en_GB"), currency)


@pytest.mark.parametrize(
    ("locale", "currency", "expected"),
    [
        ("nb_NO", "NOK", "1_855_800_kr"),
        ("sv_SE", "SEK", "1_855_800_kr"),
        ("nl_NL", "EUR", "€_1.855.800"),
        ("de_DE", "EUR", "1.855.800_€"),
        ("en_GB", "GBP", "£1,855,800"),
        ("nb_NO", "CHF", "1_855_800_CHF"),
    ],
)
def test_money_is_written_as_in_the_country(locale, currency, expected):
    assert spaced(of(locale, currency).money(Decimal(1855800))) == expected


def test_negative_money_has_a_true_minus_before_the_sign():
    assert spaced(of("nl_NL", "EUR").money(Decimal(-1500))) == "−€_1.500"
    assert spaced(of("nb_NO").money(Decimal(-1500))) == "−1_500_kr"


def test_small_amounts_keep_their_cents_and_large_ones_do_not():
    formatter = of("nb_NO")
    assert spaced(formatter.money(Decimal("12.5"))) == "12,50_kr"
    assert spaced(formatter.money(Decimal("12345.5"))) == "12_346_kr"


@pytest.mark.parametrize(
    ("locale", "expected"), [("nb_NO", "12,6_%"), ("sv_SE", "12,6_%"), ("en_GB", "12.6%")]
)
def test_shares_become_percent(locale, expected):
    assert spaced(of(locale).percent(Decimal("0.12631"))) == expected


def test_no_value_is_a_dash_and_never_a_zero():
    formatter = of("nb_NO")
    assert formatter.number(None) == formatter.money(None) == formatter.percent(None) == "–"
    assert str(formatter.figure(None, Unit.MONEY)) == "–"
    assert formatter.number(Decimal(0)) == "0"


def test_growth_has_its_sign_and_nothing_has_none():
    formatter = of("nb_NO")
    assert formatter.percent(Decimal("0.157"), signed=True).startswith("+15,7")
    assert formatter.number(Decimal("-0.3"), 1, signed=True) == "−0,3"
    assert formatter.number(Decimal(0), signed=True) == "0"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_number_reads_back_as_itself(value):
    formatter = of("nb_NO")
    text = formatter.number(value, 2).replace(NBSP, "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == value


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        (Unit.PERCENT, "0.617", "61,7_%"),
        (Unit.DAYS, "27", "27_days"),
        (Unit.DAYS, "28.5", "28,5_days"),
        (Unit.INDEX, "2.2", "2,20_×"),
        (Unit.COUNT, "29", "29"),
        (Unit.MONEY_PER_DAY, "25000", "25_000_kr a day"),
    ],
)
def test_each_unit_has_its_own_form(unit, value, expected):
    assert spaced(of("nb_NO").value(Decimal(value), unit)) == expected


def test_axes_say_their_unit_once():
    formatter = of("nb_NO")
    assert formatter.axis_scale(3e6, Unit.MONEY).unit == "million kr"
    assert spaced(formatter.axis_scale(40_000, Unit.MONEY).unit) == "1_000_kr"
    assert formatter.tick(2.5, 0.5) == "2,5"
    assert formatter.tick(3.0, 0.5) == "3,0"
    assert formatter.tick(20.0, 10.0) == "20"


def test_days_are_said_in_the_language_of_the_window():
    day = date(2026, 6, 18)
    assert of("nb_NO").day(day, weekday=True) == "Thu 18 June"
    assert Formatter(QLocale("nb_NO")).day(day) == "18 juni"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06", "June 2026"),
        ("2026-W25", "Week 25, 2026"),
        ("2026-Q2", "Q2 2026"),
        ("2026", "2026"),
        ("2026-06-18", "Thu 18 June 2026"),
        ("2025-07-01..2026-06-30", "July 2025 – June 2026"),
        ("2026-06-01..2026-06-14", "1 Jun – 14 Jun 2026"),
    ],
)
def test_periods_have_titles(text, expected):
    assert period_title(parse_period(text), of("nb_NO")) == expected


def test_the_year_is_said_where_it_begins():
    december = Period(date(2025, 12, 1), date(2025, 12, 31), Grain.MONTH)
    january = Period(date(2026, 1, 1), date(2026, 1, 31), Grain.MONTH)
    formatter = of("nb_NO")
    assert bucket_title(december, formatter) == "Dec ’25"
    assert bucket_title(january, formatter, december) == "Jan ’26"
    assert bucket_title(parse_period("2026-02"), formatter, january) == "Feb"
