"""Making and opening company files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UsageError

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile

SUFFIX = ".kpidesk"
COUNTRIES = ("NO", "SE", "DK", "FI", "NL", "DE", "GB")
CURRENCY_OF_COUNTRY = {
    "NO": "NOK",
    "SE": "SEK",
    "DK": "DKK",
    "FI": "EUR",
    "NL": "EUR",
    "DE": "EUR",
    "GB": "GBP",
}


def create_company(
    path: Path,
    *,
    name: str | None = None,
    currency: str | None = None,
    country: str = "NO",
    fiscal_start: int = 1,
) -> CompanyFile:
    """Make an empty company file with the whole KPI catalogue in it, and open it.

    `currency` defaults to the country's own; a company without a name is called as its file.
    `fiscal_start` is the month
    in which the fiscal year begins.

    Raises UsageError for a country, currency or month that cannot be, CompanyFileError when the
    file is already there or cannot be written.
    """
    from kpidesk.storage.company_file import CompanyFile, CompanySettings

    country = country.upper()
    if country not in COUNTRIES:
        raise UsageError(
            "company.country",
            f"The country {country} has no holiday calendar here. Choose one of "
            f"{', '.join(COUNTRIES)}.",
        )
    currency = (currency or CURRENCY_OF_COUNTRY[country]).upper()
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise UsageError(
            "company.currency",
            f"“{currency}” is not a currency code. Give three letters, such as NOK.",
        )
    if not 1 <= fiscal_start <= 12:
        raise UsageError("company.fiscal_start", "The fiscal year starts in a month from 1 to 12.")
    settings = CompanySettings(
        name=name or "", currency=currency, country=country, fiscal_start=fiscal_start
    )
    return CompanyFile.create(path, settings)


def open_company(path: Path) -> CompanyFile:
    """Open a company file, bringing an older one up to date after a backup.

    Raises CompanyFileError when it is missing, foreign, newer, damaged or locked.
    """
    from kpidesk.storage.company_file import CompanyFile

    return CompanyFile.open(path)
