"""Exchange rates: set and changed in one step, with everything that follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.periods import parse_period
from kpidesk.services.history import redo, undo
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.rates import Rate, list_rates, set_rate
from kpidesk.services.safekeeping import problems_of
from kpidesk.storage.company_file import CompanyFile, CompanySettings

NEW_YEAR, APRIL = date(2026, 1, 1), date(2026, 4, 1)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    made = CompanyFile.create(tmp_path / "firm.kpidesk", CompanySettings("Firm", currency="NOK"))
    yield made
    made.close()


def sell(company: CompanyFile, day: date, value: str, currency: str) -> None:
    deal = {"deal": f"D{day}{currency}", "status": "won", "created_on": day, "closed_on": day}
    with company.change("import", "Import") as work:
        work.insert("deal", deal | {"value": Decimal(value), "currency": currency})
        work.commit()


def revenue(company: CompanyFile, period: str) -> Decimal | None:
    (row,) = evaluate(company, KpiQuery("revenue", period=parse_period(period))).rows
    return row.value


def test_rates_are_listed_by_currency_and_day(company: CompanyFile) -> None:
    given = [
        Rate("SEK", NEW_YEAR, Decimal("1.02")),
        Rate("EUR", APRIL, Decimal("11.4")),
        Rate("EUR", NEW_YEAR, Decimal("11.123456")),
    ]
    for rate in given:
        assert set_rate(company, rate).kinds == {"rates"}

    assert list_rates(company) == (given[2], given[1], given[0])


def test_a_changed_rate_converts_the_amounts_it_is_in_force_for(company: CompanyFile) -> None:
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(10)))
    for day in (date(2026, 3, 31), APRIL):
        sell(company, day, "100", "EUR")
    assert (revenue(company, "2026-Q1"), revenue(company, "2026-Q2")) == (1000, 1000)

    set_rate(company, Rate("eur", APRIL, Decimal("12.5")))

    assert (revenue(company, "2026-Q1"), revenue(company, "2026-Q2")) == (1000, 1250)
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(11)))
    assert (revenue(company, "2026-Q1"), revenue(company, "2026-Q2")) == (1100, 1250)
    assert problems_of(company) == []


def test_setting_a_rate_is_one_step_that_can_be_taken_back(company: CompanyFile) -> None:
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(10)))
    sell(company, APRIL, "100", "EUR")
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(11)))

    taken = undo(company)
    assert taken is not None
    assert taken.text == "Set rate of EUR from 2026-01-01"
    assert (revenue(company, "2026"), list_rates(company)[0].rate) == (1000, 10)
    redo(company)
    assert (revenue(company, "2026"), list_rates(company)[0].rate) == (1100, 11)
    assert problems_of(company) == []


def test_the_same_rate_again_is_no_step(company: CompanyFile) -> None:
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(10)))

    assert set_rate(company, Rate("EUR", NEW_YEAR, Decimal("10.0"))).action is None


@pytest.mark.parametrize(
    ("currency", "rate", "code", "status"),
    [
        ("EURO", "10", "rate.currency", 2),
        ("E1", "10", "rate.currency", 2),
        ("nok", "1", "rate.own_currency", 2),
        ("EUR", "0", "rate.value", 3),
        ("EUR", "-1", "rate.value", 3),
        ("EUR", "NaN", "rate.value", 3),
        ("EUR", "Infinity", "rate.value", 3),
        ("EUR", "9E+13", "rate.value", 3),
        ("EUR", "0.0000001", "rate.decimals", 3),
    ],
)
def test_what_is_no_rate_is_refused(
    company: CompanyFile, currency: str, rate: str, code: str, status: int
) -> None:
    with pytest.raises(KpiDeskError) as refused:
        set_rate(company, Rate(currency, NEW_YEAR, Decimal(rate)))

    assert (refused.value.code, refused.value.exit_status) == (code, status)
    assert list_rates(company) == ()


def test_a_rate_that_makes_an_amount_too_large_is_refused_with_words(company: CompanyFile) -> None:
    set_rate(company, Rate("EUR", NEW_YEAR, Decimal(1)))
    sell(company, APRIL, "9000000000000", "EUR")

    with pytest.raises(KpiDeskError) as refused:
        set_rate(company, Rate("EUR", NEW_YEAR, Decimal(9_000_000_000_000)))

    assert refused.value.code == "value.too_large"
    assert revenue(company, "2026") == 9_000_000_000_000
