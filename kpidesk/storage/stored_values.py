"""Values as they lie in the file: whole millionths, ISO text; converted in bulk.

`PLAIN` holds the tables of `schema` with types that convert nothing. The change log, undo and
bulk writing work on stored values, and whole columns are converted at once, because SQLAlchemy's
conversion of single values costs more than the writing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import BigInteger, Column, Date, DateTime, MetaData, Table, Text

from kpidesk.storage.schema import MICRO, Exact, metadata

Stored = int | str | bytes | None
StoredRow = tuple[Stored, ...]
Value = Decimal | date | datetime | int | str | None
_EXACT = (Decimal, int)
_ROWS_AT_ONCE = 10_000


def exact_to_stored(values: Sequence[object]) -> list[Stored]:
    """Decimals or ints to whole millionths; ValueError where one has more than six decimals."""
    stored: list[Stored] = []
    for value in values:
        if value is None:
            stored.append(None)
            continue
        if not isinstance(value, _EXACT):
            raise TypeError(f"{value!r} is not an exact number")
        scaled = value * MICRO
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than six decimals")
        stored.append(whole)
    return stored


def _dates_to_stored(values: Sequence[object]) -> list[Stored]:
    texts: dict[object, Stored] = {None: None}
    for value in dict.fromkeys(values):
        if value is None:
            continue
        if isinstance(value, datetime) or not isinstance(value, date):
            raise TypeError(f"{value!r} is not a date")
        texts[value] = value.isoformat()
    return list(map(texts.__getitem__, values))


def _moments_to_stored(values: Sequence[object]) -> list[Stored]:
    stored: list[Stored] = []
    for value in values:
        if value is None:
            stored.append(None)
            continue
        if not isinstance(value, datetime):
            raise TypeError(f"{value!r} is not a moment")
        stored.append(value.isoformat(sep=" ", timespec="microseconds"))
    return stored


def _unchanged(values: Sequence[object]) -> list[Stored]:
    return list(values)  # type: ignore[arg-type]  # checked by the caller's column


def column_to_stored(column: Column[object], values: Sequence[object]) -> list[Stored]:
    """The values of one column, as they lie in the file."""
    if isinstance(column.type, Exact):
        return exact_to_stored(values)
    if isinstance(column.type, DateTime):
        return _moments_to_stored(values)
    if isinstance(column.type, Date):
        return _dates_to_stored(values)
    return _unchanged(values)


def rows_to_stored(
    table: Table, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[StoredRow]:
    """Rows of values as rows of stored values, converted column by column."""
    if not rows:
        return []
    by_column = zip(*rows, strict=True)
    converted = [
        column_to_stored(table.c[name], values)
        for name, values in zip(columns, by_column, strict=True)
    ]
    return list(zip(*converted, strict=True))


def exact_from_stored(value: Stored) -> Decimal | None:
    """Whole millionths to a Decimal."""
    return None if value is None else Decimal(value) / MICRO  # type: ignore[arg-type]


def column_from_stored(column: Column[object], values: Sequence[Stored]) -> list[Value]:
    """Stored values of one column as Decimals, dates, ints and text."""
    if isinstance(column.type, Exact):
        return [exact_from_stored(value) for value in values]
    if isinstance(column.type, DateTime):
        return [None if value is None else datetime.fromisoformat(str(value)) for value in values]
    if isinstance(column.type, Date):
        days = {value: date.fromisoformat(str(value)) for value in set(values) if value is not None}
        return [None if value is None else days[value] for value in values]
    return list(values)  # type: ignore[arg-type]  # ints and text are stored as they are


def rows_from_stored(
    table: Table, columns: Sequence[str], rows: Sequence[Sequence[Stored]]
) -> list[tuple[Value, ...]]:
    """The opposite of `rows_to_stored`."""
    found: list[tuple[Value, ...]] = []
    # In pieces: turning very many rows at once would hold the interpreter for all that time.
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        by_column = zip(*rows[start : start + _ROWS_AT_ONCE], strict=True)
        converted = [
            column_from_stored(table.c[name], values)
            for name, values in zip(columns, by_column, strict=True)
        ]
        found += zip(*converted, strict=True)
    return found


def _plain_table(table: Table, into: MetaData) -> Table:
    columns: list[Column[object]] = []
    for column in table.columns:
        type_: object = column.type
        if isinstance(type_, Exact):
            type_ = BigInteger()
        elif isinstance(type_, Date | DateTime):
            type_ = Text()
        columns.append(Column(column.name, type_, primary_key=column.primary_key))  # type: ignore[arg-type]
    return Table(table.name, into, *columns)


def _plain_tables() -> dict[str, Table]:
    into = MetaData()
    return {table.name: _plain_table(table, into) for table in metadata.sorted_tables}


PLAIN: MappingProxyType[str, Table] = MappingProxyType(_plain_tables())
"""The tables by name, with values as they lie in the file."""
