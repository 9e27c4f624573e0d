"""Changing a company file: everything or nothing, logged so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from kpidesk.storage import schema
from kpidesk.storage.bulk_indexes import BulkIndexes
from kpidesk.storage.change_log import canonical, drop_redo, next_action_id, now_text
from kpidesk.storage.changed import changed_by
from kpidesk.storage.derived import derive, is_settled
from kpidesk.storage.logged_writer import LoggedWriter
from kpidesk.storage.reader import Reader
from kpidesk.storage.row_writer import all_columns, key_columns
from kpidesk.storage.stored_values import Stored, StoredRow, column_to_stored, rows_to_stored
from kpidesk.storage.totals import refresh

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed


class UnitOfWork(Reader):
    """One step of the user. Nothing of it is kept unless `commit` is called.

    Values are given by column: Decimals (or ints) for exact numbers, dates for days. Derived
    columns are computed at the end; whoever sets them is overruled.
    """

    def __init__(self, connection: Connection, name: str, text: str, unnamed: str = "") -> None:
        super().__init__(connection, unnamed)
        self._name = name
        self._text = text
        self._writer = LoggedWriter(connection)
        self._indexes = BulkIndexes(connection)
        self._action_id = next_action_id(connection)
        self._next_ids: dict[str, int] = {}
        self._committed = False
        self._currency = self.settings().currency

    @property
    def writer(self) -> LoggedWriter:
        """For the modules of storage: the same, in stored values."""
        return self._writer

    @property
    def action_id(self) -> int:
        """The id that this step has in the audit trail once it is committed."""
        return self._action_id

    def tell(self, text: str) -> None:
        """Say better what this step did, once that is known."""
        self._text = text

    def next_id(self, table: str) -> int:
        """The id that the next row of a table gets."""
        if table not in self._next_ids:
            columns = [schema.metadata.tables[table].c.id]
            if table == "target":
                # The history of a target must not pass to another that gets its id later.
                columns.append(schema.target_change.c.target_id)
            last = [self._connection.scalar(select(func.max(column))) or 0 for column in columns]
            self._next_ids[table] = max(last) + 1
        return self._next_ids[table]

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Insert one row and give its id."""
        row_id = self.next_id(table)
        self._next_ids[table] = row_id + 1
        row = {"id": row_id, **_defaults(table, values), **values}
        stored = _to_stored(table, tuple(row), [tuple(row.values())])[0]
        self._writer.insert(table, tuple(row), stored, (row_id,))
        return row_id

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> range:
        """Insert rows in bulk and give their ids, which follow each other."""
        if not rows:
            return range(self.next_id(table), self.next_id(table))
        return self.insert_columns(
            table, dict(zip(columns, zip(*rows, strict=True), strict=True)), len(rows)
        )

    def insert_columns(
        self, table: str, columns: Mapping[str, Sequence[object]], count: int
    ) -> range:
        """The same for `count` rows that are given as whole columns."""
        first = self.next_id(table)
        ids = range(first, first + count)
        if table == "target":
            # Few at a time, and each has a history of its own.
            for row in zip(*columns.values(), strict=True):
                self.insert(table, dict(zip(columns, row, strict=True)))
        elif count:
            self._next_ids[table] = ids.stop
            stored = self._columns(table, columns, ids)
            said = {
                name: stored[name] for name in all_columns(table) if _says(stored.get(name, ()))
            }
            self._indexes.before_insert(table, count, first - 1)
            settled = is_settled(table, stored, self._currency)
            self._writer.insert_bulk(table, said, ids, settled=settled)
        return ids

    def update(self, table: str, row_id: int, values: Mapping[str, object]) -> None:
        """Set columns of one row; LookupError if it is not there."""
        self.update_many(table, tuple(values), [(row_id, *values.values())])

    def update_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Set the same columns of many rows, given as (id, *values).

        Rows that already have the values are left alone; LookupError if one is not there.
        """
        if columns and rows:
            keys = _to_stored(table, ("id",), [row[:1] for row in rows])
            values = _to_stored(table, columns, [row[1:] for row in rows])
            self._writer.update(table, columns, keys, values)

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row; LookupError if it is not there."""
        self._writer.delete(table, [(row_id,)])

    def set_setting(self, key: str, value: object) -> None:
        """Set a company setting to a JSON value."""
        self.set_keyed("setting", {"key": key}, {"value": canonical(value)})

    def set_keyed(
        self, table: str, key: Mapping[str, object], values: Mapping[str, object] | None
    ) -> None:
        """Write the one row with this key into a table without ids; None removes it.

        Columns that are not named keep their value, or get their default in a new row.
        """
        names = key_columns(table)
        where = _to_stored(table, names, [tuple(key[name] for name in names)])[0]
        known = bool(self._writer.rows.read(table, [where], names))
        if values is None:
            if known:
                self._writer.delete(table, [where])
        elif known:
            stored = _to_stored(table, tuple(values), [tuple(values.values())])
            self._writer.update(table, tuple(values), [where], stored)
        else:
            row = {**key, **_defaults(table, {**key, **values}), **values}
            stored = _to_stored(table, tuple(row), [tuple(row.values())])
            self._writer.insert(table, tuple(row), stored[0], where)

    def insert_batch(
        self,
        source: str,
        sheet: str | None,
        kind: str,
        shape: str | None,
        mapping: Mapping[str, object],
        counts: Mapping[str, object],
    ) -> int:
        """Write an import batch and give its id; facts name it as their `batch_id`."""
        row: dict[str, Stored] = {
            "id": self.next_id("import_batch"),
            "imported_at": now_text(),
            "source": source,
            "sheet": sheet,
            "kind": kind,
            "shape": shape,
            "mapping": canonical(mapping),
            "counts": canonical(counts),
            "state": "applied",
            "action_id": self._action_id,
        }
        batch_id = int(str(row["id"]))
        self._next_ids["import_batch"] = batch_id + 1
        self._writer.insert_batch(tuple(row), tuple(row.values()), batch_id)
        return batch_id

    def _columns(
        self, table: str, columns: Mapping[str, Sequence[object]], ids: range
    ) -> dict[str, Sequence[Stored]]:
        """The stored values of new rows, column by column, derived ones included."""
        known = schema.metadata.tables[table]
        stored: dict[str, Sequence[Stored]] = {
            name: column_to_stored(known.c[name], values) for name, values in columns.items()
        }
        for name, default in _defaults(table, columns).items():
            stored[name] = column_to_stored(known.c[name], [default]) * len(ids)
        stored["id"] = ids
        stored.update(derive(table, stored, len(ids), self._currency))
        return stored

    def commit(self) -> Changed:
        """Save everything in one transaction and tell what changed.

        Derived columns and totals are brought in step and the audit entry is written first. A
        step that changed nothing leaves no trace. Raises InputError `rate.missing`.
        """
        if self._committed:
            raise RuntimeError("a unit of work is committed once")
        self._committed = True
        entries = self._writer.log.entries
        self._indexes.restore()
        refresh(self, self._writer.rows, self._writer.touched)
        if entries:
            drop_redo(self._connection)
            self._writer.log.write(self._connection, self._action_id, self._name, self._text)
        changed = changed_by(entries, self._action_id if entries else None, self._text)
        self._connection.commit()
        return changed


def _to_stored(
    table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> list[StoredRow]:
    return rows_to_stored(schema.metadata.tables[table], columns, rows)


def _says(values: Sequence[Stored]) -> bool:
    """Whether a column has a value; one without is blank in the file unless it is named."""
    return isinstance(values, range) or values.count(None) < len(values)


def _defaults(table: str, given: Iterable[str]) -> dict[str, object]:
    named = set(given)
    return {
        column.name: column.default.arg
        for column in schema.metadata.tables[table].c
        if isinstance(column.default, ScalarElementColumnDefault) and column.name not in named
    }
