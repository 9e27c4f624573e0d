"""Currencies of amounts: what a cell says, and whether there is a rate for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import Known

_CODE = re.compile(r"[A-Z]{3}")
_SIGNS = {"€": "EUR", "EURO": "EUR", "$": "USD", "US$": "USD", "£": "GBP"}
_CROWNS = ("NOK", "SEK", "DKK")


def read_currencies(draft: Draft, company: str) -> None:
    """Bring the currency column to ISO codes; what is none rejects its row."""
    found = draft.fields.get("currency")
    if found is None:
        return
    codes: dict[object, str | None] = {None: None}
    for written in set(found.values) - {None}:
        codes[written] = _code(str(written), company)
    if None in (codes[written] for written in codes if written is not None):
        for at, written in enumerate(found.values):
            if written is not None and codes[written] is None:
                draft.reject(
                    at,
                    "currency",
                    "value.not_a_currency",
                    f"“{written}” is not a currency code. Write three letters, such as {company}.",
                )
    found.values = [codes[written] for written in found.values]


def _code(written: str, company: str) -> str | None:
    text = written.strip().upper().rstrip(".")
    if text in _SIGNS:
        return _SIGNS[text]
    if text == "KR" and company in _CROWNS:
        return company
    return text if _CODE.fullmatch(text) else None


def refuse_without_rate(
    draft: Draft, known: Known, amount: str, days: Sequence[date | None]
) -> None:
    """Reject rows whose amount no rate can turn into the company's currency (blocking).

    `days` is the day on which each amount counts.
    """
    found = draft.fields.get("currency")
    if found is None:
        return
    foreign = set(found.values) - {None, known.currency}
    if not foreign:
        return
    amounts = draft.values(amount)
    name = "currency" if found.column is not None else amount
    for at, (currency, day) in enumerate(zip(found.values, days, strict=True)):
        if currency not in foreign or amounts[at] is None:
            continue
        if known.rate_on(str(currency), day) is None:
            draft.reject(at, name, "rate.missing", _without_rate(currency, day), blocking=True)


def _without_rate(currency: object, day: date | None) -> str:
    if day is None:
        return (
            f"An amount in {currency} has no date, so no rate can be chosen for it. Give the row a "
            "date, or the amount in the company's currency."
        )
    return (
        f"There is no rate for {currency} on {day}. Enter one that holds from that day or earlier "
        f"(kpidesk rate set FILE {currency} RATE --from {day}), then import again."
    )
