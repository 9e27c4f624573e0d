"""Which facts a change touched: their rows, and the days that they lay on before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, select

from kpidesk.storage.measure_sql import DAY_COLUMNS
from kpidesk.storage.schema import FACT_TABLES
from kpidesk.storage.stored_values import PLAIN, Stored

_FACTS = frozenset(table.name for table in FACT_TABLES.values())
_CHUNK = 900
Key = tuple[Stored, ...]


class Touched:
    """What a change touched so far, gathered while it is written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[str, list[int]] = {}
        self._ranges: dict[str, list[tuple[int, int]]] = {}
        self._days: dict[str, set[str]] = {}
        self.currencies: set[str] = set()
        """Currencies whose rates changed."""
        self.company_currency = False
        """Whether the company's own currency changed, so that every amount must be read anew."""

    def before(self, table: str, keys: Sequence[Key]) -> None:
        """Note rows that are about to change or go."""
        self._note(table, keys)
        if table in DAY_COLUMNS:
            ids = [int(str(key[0])) for key in keys]
            self._gather_days(table, list(_ranges(ids)))

    def before_range(self, table: str, first: int, last: int) -> None:
        """Note rows, by their first and last id, that are about to go."""
        if table in DAY_COLUMNS:
            self._gather_days(table, [(first, last)])

    def after(self, table: str, keys: Sequence[Key]) -> None:
        """Note rows that were inserted or changed."""
        self._note(table, keys)
        if table in _FACTS:
            self._ids.setdefault(table, []).extend(int(str(key[0])) for key in keys)

    def after_range(self, table: str, first: int, last: int) -> None:
        """Note rows that were inserted, by their first and last id."""
        if table in _FACTS:
            self._ranges.setdefault(table, []).append((first, last))

    def after_settled(self, table: str, columns: Mapping[str, Sequence[Stored]]) -> None:
        """Note rows that were inserted with all derived columns right: only their days count."""
        days = self._days.setdefault(table, set())
        for name in DAY_COLUMNS.get(table, ()):
            days.update(str(day) for day in set(columns.get(name, ())) if day is not None)

    def ranges(self, table: str) -> list[tuple[int, int]]:
        """Ids of the rows of a table that were inserted or changed, as first and last."""
        return [*self._ranges.get(table, []), *_ranges(self._ids.get(table, []))]

    def days(self, table: str) -> set[str]:
        """Days that rows of a table lay on before the change, and lie on now."""
        ranges = self.ranges(table)
        if ranges:
            self._gather_days(table, ranges)
        return self._days.get(table, set())

    def _note(self, table: str, keys: Sequence[Key]) -> None:
        if table == "currency_rate":
            self.currencies.update(str(key[0]) for key in keys)
        elif table == "setting" and ("currency",) in keys:
            self.company_currency = True

    def _gather_days(self, table: str, ranges: Sequence[tuple[int, int]]) -> None:
        plain = PLAIN[table]
        days = self._days.setdefault(table, set())
        for condition in range_conditions(table, ranges):
            for name in DAY_COLUMNS[table]:
                statement = select(plain.c[name]).where(condition).distinct()
                found = self._connection.scalars(statement)
                days.update(day for day in found if day is not None)


def range_conditions(
    table: str, ranges: Sequence[tuple[int, int]]
) -> Iterator[ColumnElement[bool]]:
    """Conditions that together take in the rows of the ranges, each small enough to run."""
    ids = PLAIN[table].c.id
    singles = [first for first, last in ranges if first == last]
    for start in range(0, len(singles), _CHUNK):
        yield ids.in_(singles[start : start + _CHUNK])
    for first, last in ranges:
        if first != last:
            yield ids.between(first, last)


def _ranges(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for row_id in sorted(set(ids)):
        if first is None or last is None or row_id != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = row_id
        last = row_id
    if first is not None and last is not None:
        yield first, last
