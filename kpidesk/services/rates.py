"""Exchange rates: what one unit of another currency is worth in the company's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError, UsageError
from kpidesk.domain.numbers import LARGEST, to_exact

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` (ISO 4217) is `rate` units of the company's from a day on.

    It holds until the next rate of the same currency begins.
    """

    currency: str
    valid_from: date
    rate: Decimal


def set_rate(company: CompanyFile, rate: Rate) -> Changed:
    """Set a rate, or change the one of the same currency and day, in one step.

    Every amount that it is in force for is converted anew, and its totals with it. Raises
    UsageError for what is no currency or the company's own, InputError for a rate that is not
    above zero, has more than six decimals or is too large.
    """
    currency = rate.currency.strip().upper()
    _check_number(rate.rate)
    text = f"Set rate of {currency} from {rate.valid_from}"
    with company.change("rate.set", text) as work:
        _check_currency(currency, work.settings().currency)
        key = {"currency": currency, "valid_from": rate.valid_from}
        work.set_keyed("currency_rate", key, {"rate": rate.rate})
        return work.commit()


def list_rates(company: CompanyFile) -> tuple[Rate, ...]:
    """Every rate, by currency and first day."""
    with company.reading() as reader:
        return tuple(
            Rate(currency, valid_from, rate)
            for currency, dated in sorted(reader.rates().items())
            for valid_from, rate in dated
        )


def _check_currency(currency: str, own: str) -> None:
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise UsageError(
            "rate.currency",
            f"“{currency}” is not a currency code. Give three letters, such as EUR.",
        )
    if currency == own:
        raise UsageError(
            "rate.own_currency",
            f"{own} is the company's own currency, which needs no rate. Give the other one.",
        )


def _check_number(rate: Decimal) -> None:
    if not rate.is_finite() or not 0 < rate <= LARGEST:
        raise InputError("rate.value", f"A rate is a number above zero, which {rate} is not.")
    if rate != to_exact(rate):
        raise InputError("rate.decimals", f"{rate} has more than six decimals.")
