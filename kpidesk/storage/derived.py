"""Derived columns of facts: amounts in the company's currency, and the length of sales cycles.

They are set when rows are committed and are never logged: whatever a change, an undo or a redo
touched is computed anew. An amount in another currency needs a rate that was in force on its
day; without one nothing is saved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from kpidesk.domain.errors import InputError
from kpidesk.storage.reader import Reader
from kpidesk.storage.schema import MICRO
from kpidesk.storage.stored_values import PLAIN, Stored
from kpidesk.storage.touched import Touched, range_conditions

if TYPE_CHECKING:
    from kpidesk.storage.row_writer import RowWriter

_CENT = Decimal("0.01")

Rates = dict[str, list[tuple[date, Decimal]]]


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount that is kept in the company's currency too, by the rate of its day."""

    table: str
    amount: str
    base: str
    days: tuple[str, ...]  # the first of these that is known is the day of the rate


CONVERSIONS = (
    Conversion("deal", "value", "base_value", ("closed_on", "expected_close_on", "created_on")),
    Conversion("sales_order", "amount", "base_amount", ("date",)),
    Conversion("cost", "amount", "base_amount", ("date",)),
)

DERIVED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "deal": ("base_value", "cycle_days"),
        "sales_order": ("base_amount",),
        "cost": ("base_amount",),
    }
)
"""By table, the columns that nobody enters."""


def refresh_derived(reader: Reader, writer: RowWriter, touched: Touched) -> None:
    """Compute the derived columns of every row that was touched.

    Raises InputError `rate.missing` where an amount in another currency has no rate on its day.
    """
    connection = reader.connection
    currency = reader.settings().currency
    rates: Rates | None = None
    for conversion in CONVERSIONS:
        conditions = list(_conditions(conversion, touched))
        if not conditions:
            continue
        for condition in conditions:
            _keep_own_currency(connection, conversion, currency, condition)
        if rates is None:
            rates = reader.rates()
        for condition in conditions:
            changes = list(foreign_changes(connection, conversion, currency, rates, condition))
            writer.update(conversion.table, (conversion.base,), changes)
    for condition in range_conditions("deal", touched.ranges("deal")):
        _keep_cycle_days(connection, condition)


def derive(
    table: str, columns: Mapping[str, Sequence[Stored]], count: int, currency: str
) -> dict[str, Sequence[Stored]]:
    """The derived columns of rows about to be inserted, as far as they need no rate.

    `refresh_derived` sets the same values afterwards; indexes are written once, not twice, when
    they are there from the start.
    """
    empty: Sequence[Stored] = (None,) * count
    derived = dict.fromkeys(DERIVED.get(table, ()), empty)
    own = (None, "", currency)
    for conversion in CONVERSIONS:
        if conversion.table == table:
            amounts = columns.get(conversion.amount, empty)
            derived[conversion.base] = [
                amount if written in own else None
                for amount, written in zip(amounts, columns.get("currency", empty), strict=True)
            ]
    if table == "deal":
        days = ("status", "closed_on", "first_contact_on", "created_on")
        derived["cycle_days"] = _cycles(*[columns.get(name, empty) for name in days])
    return derived


def is_settled(table: str, columns: Mapping[str, Sequence[Stored]], currency: str) -> bool:
    """Whether `derive` gave all there is to derive: no amount is in another currency."""
    if all(conversion.table != table for conversion in CONVERSIONS):
        return True
    return {None, "", currency}.issuperset(columns.get("currency", ()))


def _cycles(
    statuses: Sequence[Stored],
    closed_on: Sequence[Stored],
    first_contact_on: Sequence[Stored],
    created_on: Sequence[Stored],
) -> list[Stored]:
    numbers: dict[Stored, int] = {
        day: date.fromisoformat(str(day)).toordinal()
        for day in {*closed_on, *first_contact_on, *created_on}
        if day is not None
    }
    rows = zip(statuses, closed_on, first_contact_on, created_on, strict=True)
    return [
        numbers[closed] - numbers[contact or created]
        if status == "won" and closed and (contact or created)
        else None
        for status, closed, contact, created in rows
    ]


def foreign_changes(
    connection: Connection,
    conversion: Conversion,
    currency: str,
    rates: Rates,
    condition: ColumnElement[bool],
) -> Iterator[tuple[int | None, int]]:
    """(base amount, id) of rows in other currencies whose base amount is not what it must be."""
    table = PLAIN[conversion.table]
    day = func.coalesce(*[table.c[name] for name in conversion.days], null())
    amount, base = table.c[conversion.amount], table.c[conversion.base]
    rows = connection.execute(
        select(table.c.id, amount, base, table.c.currency, day).where(
            condition, ~_own_currency(conversion, currency), amount.is_not(None)
        )
    )
    for row_id, value, known, foreign, on in rows:
        rate = _rate(rates, foreign, on)
        exact = (Decimal(value) / MICRO * rate).quantize(_CENT, ROUND_HALF_EVEN)
        converted = int(exact * MICRO)
        if converted != known:
            yield converted, row_id


def stale_own_currency(conversion: Conversion, currency: str) -> ColumnElement[bool]:
    """Rows whose base amount is not simply their amount, though it ought to be."""
    table = PLAIN[conversion.table]
    amount, base = table.c[conversion.amount], table.c[conversion.base]
    return and_(
        or_(_own_currency(conversion, currency), amount.is_(None)),
        base.is_distinct_from(amount),
    )


def cycle_days() -> ColumnElement[int]:
    """Days from the first contact (else creation) to closing; NULL unless the deal is won."""
    deal = PLAIN["deal"]
    start = func.coalesce(deal.c.first_contact_on, deal.c.created_on)
    days = func.julianday(deal.c.closed_on) - func.julianday(start)
    return case((deal.c.status == "won", cast(days, Integer)), else_=null())


def _conditions(conversion: Conversion, touched: Touched) -> Iterator[ColumnElement[bool]]:
    if touched.company_currency:
        yield true()
        return
    yield from range_conditions(conversion.table, touched.ranges(conversion.table))
    if touched.currencies:
        yield PLAIN[conversion.table].c.currency.in_(sorted(touched.currencies))


def _own_currency(conversion: Conversion, currency: str) -> ColumnElement[bool]:
    column = PLAIN[conversion.table].c.currency
    return or_(column.is_(None), column == "", column == currency)


def _keep_own_currency(
    connection: Connection,
    conversion: Conversion,
    currency: str,
    condition: ColumnElement[bool],
) -> None:
    table = PLAIN[conversion.table]
    connection.execute(
        update(table)
        .where(condition, stale_own_currency(conversion, currency))
        .values({conversion.base: table.c[conversion.amount]})
    )


def _keep_cycle_days(connection: Connection, condition: ColumnElement[bool]) -> None:
    deal = PLAIN["deal"]
    connection.execute(
        update(deal)
        .where(condition, deal.c.cycle_days.is_distinct_from(cycle_days()))
        .values(cycle_days=cycle_days())
    )


def _rate(rates: Rates, currency: str, on: str | None) -> Decimal:
    if on is None:
        raise InputError(
            "rate.missing",
            f"An amount in {currency} has no date, so no exchange rate can be chosen for it. "
            "Give the row a date, or the amount in the company's currency.",
            params={"currency": currency},
        )
    day = date.fromisoformat(on)
    dated: Sequence[tuple[date, Decimal]] = rates.get(currency, ())
    at = bisect_right(dated, day, key=lambda rate: rate[0])
    if at == 0:
        raise InputError(
            "rate.missing",
            f"There is no exchange rate for {currency} on {on}. Enter one that holds from {on} or "
            f"earlier (kpidesk rate set FILE {currency} RATE --from {on}), then try again.",
            params={"currency": currency, "date": on},
        )
    return dated[at - 1][1]
