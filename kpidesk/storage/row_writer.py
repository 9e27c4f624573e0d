"""Writing rows as they lie in the file, and noting which facts were touched.

The unit of work, undo and redo all write through here, so that derived columns and day totals
are recomputed for exactly what changed, whichever way it changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update

from kpidesk.storage.schema import metadata
from kpidesk.storage.stored_values import PLAIN, Stored, StoredRow
from kpidesk.storage.touched import Touched

_CHUNK = 900
_ROWS_AT_ONCE = 64  # more in one statement gain nothing
_MOST_VALUES = 900  # of one statement; some libraries refuse a thousand
Key = tuple[Stored, ...]


def key_columns(table: str) -> tuple[str, ...]:
    """The columns of a table's primary key."""
    return tuple(column.name for column in metadata.tables[table].primary_key)


def all_columns(table: str) -> tuple[str, ...]:
    """Every column of a table, in its order."""
    return tuple(metadata.tables[table].c.keys())


class RowWriter:
    """Inserts, updates and deletes stored values within the transaction of a connection."""

    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[StoredRow]) -> None:
        """Insert rows, at the driver's own speed."""
        if rows:
            self._insert(table, columns, rows)
            at_key = [list(columns).index(name) for name in key_columns(table)]
            self._touched.after(table, [tuple(row[at] for at in at_key) for row in rows])

    def insert_columns(
        self, table: str, columns: Mapping[str, Sequence[Stored]], ids: range, *, settled: bool
    ) -> None:
        """Insert rows whose ids follow each other, given as columns with a value in some row.

        `settled` says that derived columns hold what they must.
        """
        count = len(ids)
        at_once = max(1, min(_ROWS_AT_ONCE, _MOST_VALUES // len(columns)))
        cells = chain.from_iterable(zip(*columns.values(), strict=True))
        whole, rest = divmod(count, at_once)
        self._insert_cells(table, tuple(columns), cells, at_once, whole)
        self._insert_cells(table, tuple(columns), cells, rest, 1)
        if settled:
            self._touched.after_settled(table, columns)
        else:
            self._touched.after_range(table, ids.start, ids.stop - 1)

    def _insert_cells(
        self, table: str, names: Sequence[str], cells: Iterator[Stored], rows: int, times: int
    ) -> None:
        """Insert so many rows with one statement, so many times, taking their cells in order."""
        if rows and times:
            places = f"({','.join('?' * len(names))})"
            named = ",".join(f'"{name}"' for name in names)
            statement = f'INSERT INTO "{table}" ({named}) VALUES {",".join([places] * rows)}'
            size = rows * len(names)
            values = [tuple(islice(cells, size)) for _ in range(times)]
            self._connection.exec_driver_sql(statement, values)

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[StoredRow]) -> None:
        statement = insert(PLAIN[table]).values({name: bindparam(name) for name in columns})
        compiled = statement.compile(dialect=self._connection.dialect)
        order = [list(columns).index(name) for name in compiled.positiontup or ()]
        in_order = order == list(range(len(columns)))
        values = rows if in_order else map(itemgetter(*order), rows)
        self._connection.exec_driver_sql(str(compiled), list(values))

    def update(self, table: str, columns: Sequence[str], rows: Sequence[StoredRow]) -> None:
        """Set `columns` of the rows whose key follows the values in each of `rows`."""
        if not rows:
            return
        keys = [row[len(columns) :] for row in rows]
        self._touched.before(table, keys)
        plain = PLAIN[table]
        names = [*columns, *(f"key_{name}" for name in key_columns(table))]
        statement = (
            update(plain)
            .where(*[plain.c[name] == bindparam(f"key_{name}") for name in key_columns(table)])
            .values({name: bindparam(name) for name in columns})
        )
        compiled = statement.compile(dialect=self._connection.dialect)
        order = [names.index(name) for name in compiled.positiontup or ()]
        values = [tuple(row[at] for at in order) for row in rows]
        self._connection.exec_driver_sql(str(compiled), values)
        self._touched.after(table, keys)

    def delete(self, table: str, keys: Sequence[Key]) -> None:
        """Remove rows by their keys."""
        self._touched.before(table, keys)
        for condition in _key_conditions(table, keys):
            self._connection.execute(delete(PLAIN[table]).where(condition))

    def delete_range(self, table: str, first: int, last: int) -> None:
        """Remove the rows with ids from `first` to `last`."""
        self._touched.before_range(table, first, last)
        plain = PLAIN[table]
        self._connection.execute(delete(plain).where(plain.c.id.between(first, last)))

    def read(
        self, table: str, keys: Sequence[Key], columns: Sequence[str] | None = None
    ) -> dict[Key, StoredRow]:
        """Stored values of rows by key, whole rows unless `columns` are named."""
        plain = PLAIN[table]
        wanted = all_columns(table) if columns is None else columns
        at_key = key_columns(table)
        statement = select(*[plain.c[name] for name in (*at_key, *wanted)])
        found: dict[Key, StoredRow] = {}
        for condition in _key_conditions(table, keys):
            for row in self._connection.execute(statement.where(condition)):
                found[tuple(row[: len(at_key)])] = tuple(row[len(at_key) :])
        return found

    def read_range(self, table: str, first: int, last: int) -> list[StoredRow]:
        """Whole rows with ids from `first` to `last`, in the order of ids."""
        plain = PLAIN[table]
        statement = select(plain).where(plain.c.id.between(first, last)).order_by(plain.c.id)
        return [tuple(row) for row in self._connection.execute(statement)]


def _key_conditions(table: str, keys: Sequence[Key]) -> Iterator[ColumnElement[bool]]:
    plain = PLAIN[table]
    names = key_columns(table)
    if len(names) > 1:
        for key in keys:
            pairs = zip(names, key, strict=True)
            yield and_(*[plain.c[name] == value for name, value in pairs])
        return
    column = plain.c[names[0]]
    for start in range(0, len(keys), _CHUNK):
        yield column.in_([key[0] for key in keys[start : start + _CHUNK]])
