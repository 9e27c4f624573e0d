"""Changing a company file: everything or nothing, logged so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from kpidesk.storage import schema
from kpidesk.storage.change_log import (
    BATCH,
    BULK,
    DELETE,
    INSERT,
    UPDATE,
    ChangeLog,
    Entry,
    canonical,
    drop_redo,
    next_action_id,
    now_text,
)
from kpidesk.storage.changed import changed_by
from kpidesk.storage.derived import refresh_derived
from kpidesk.storage.reader import Reader
from kpidesk.storage.row_writer import Key, RowWriter, all_columns, key_columns
from kpidesk.storage.stored_values import Stored, StoredRow, rows_to_stored
from kpidesk.storage.totals import refresh_totals
from kpidesk.storage.touched import Touched

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed


class UnitOfWork(Reader):
    """One step of the user. Nothing of it is kept unless `commit` is called.

    Values are given by column: Decimals (or ints) for exact numbers, dates for days. Derived
    columns are computed at the end; whoever sets them is overruled.
    """

    def __init__(self, connection: Connection, name: str, text: str) -> None:
        super().__init__(connection)
        self._name = name
        self._text = text
        self._log = ChangeLog()
        self._touched = Touched(connection)
        self._writer = RowWriter(connection, self._touched)
        self._action_id = next_action_id(connection)
        self._next_ids: dict[str, int] = {}

    @property
    def action_id(self) -> int:
        """The id that this step has in the audit trail once it is committed."""
        return self._action_id

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
        stored = self._stored(table, tuple(row), [tuple(row.values())])[0]
        self._writer.insert(table, tuple(row), [stored])
        new = dict(zip(row, stored, strict=True))
        self._log.add(Entry(table, INSERT, (row_id,), new=new))
        return row_id

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> range:
        """Insert rows in bulk and give their ids, which follow each other."""
        first = self.next_id(table)
        if not rows:
            return range(first, first)
        ids = range(first, first + len(rows))
        self._next_ids[table] = ids.stop
        defaults = _defaults(table, columns)
        end = tuple(defaults.values())
        whole = [(row_id, *row, *end) for row_id, row in zip(ids, rows, strict=True)]
        names = ("id", *columns, *defaults)
        self._writer.insert(table, names, self._stored(table, names, whole))
        self._log.add(Entry(table, BULK, (ids.start, ids.stop - 1)))
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
        values = self._stored(table, columns, [row[1:] for row in rows]) if columns else []
        keys: list[Key] = [(_whole(row[0]),) for row in rows]
        known = self._writer.read(table, keys, columns)
        changes: list[StoredRow] = []
        for key, new in zip(keys, values, strict=True):
            if key not in known:
                raise LookupError(f"{table} has no row {key!r}")
            if self._log_update(table, key, columns, known[key], new):
                changes.append((*new, *key))
        self._writer.update(table, columns, changes)

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row; LookupError if it is not there."""
        self._delete(table, (row_id,))

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
        where = self._stored(table, names, [tuple(key[name] for name in names)])[0]
        known = self._writer.read(table, [where])
        if values is None:
            if known:
                self._delete(table, where)
            return
        if known:
            columns = tuple(values)
            new = self._stored(table, columns, [tuple(values.values())])[0]
            old = self._writer.read(table, [where], columns)[where]
            if self._log_update(table, where, columns, old, new):
                self._writer.update(table, columns, [(*new, *where)])
            return
        row = {**key, **_defaults(table, {**key, **values}), **values}
        stored = self._stored(table, tuple(row), [tuple(row.values())])[0]
        self._writer.insert(table, tuple(row), [stored])
        self._log.add(Entry(table, INSERT, where, new=dict(zip(row, stored, strict=True))))

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
        self._writer.insert("import_batch", tuple(row), [tuple(row.values())])
        self._log.add(Entry("import_batch", BATCH, (batch_id,)))
        return batch_id

    def commit(self) -> Changed:
        """Save everything in one transaction and tell what changed.

        Derived columns and totals are brought in step and the audit entry is written first. A
        step that changed nothing leaves no trace. Raises InputError `rate.missing`.
        """
        refresh_derived(self, self._writer, self._touched)
        refresh_totals(self._connection, self._touched)
        entries = self._log.entries
        if entries:
            drop_redo(self._connection)
            self._log.write(self._connection, self._action_id, self._name, self._text)
        changed = changed_by(entries, self._action_id if entries else None, self._text)
        self._connection.commit()
        return changed

    def _delete(self, table: str, key: Key) -> None:
        found = self._writer.read(table, [key])
        if key not in found:
            raise LookupError(f"{table} has no row {key!r}")
        self._writer.delete(table, [key])
        old = dict(zip(all_columns(table), found[key], strict=True))
        self._log.add(Entry(table, DELETE, key, old=old))

    def _log_update(
        self,
        table: str,
        key: Key,
        columns: Sequence[str],
        old: StoredRow,
        new: StoredRow,
    ) -> bool:
        if old == new:
            return False
        pairs = [
            (name, before, after)
            for name, before, after in zip(columns, old, new, strict=True)
            if before != after
        ]
        self._log.add(
            Entry(
                table,
                UPDATE,
                key,
                old={name: before for name, before, _ in pairs},
                new={name: after for name, _, after in pairs},
            )
        )
        return True

    def _stored(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> list[StoredRow]:
        return rows_to_stored(schema.metadata.tables[table], columns, rows)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not the id of a row")
    return value


def _defaults(table: str, given: Iterable[str]) -> dict[str, object]:
    named = set(given)
    return {
        column.name: column.default.arg
        for column in schema.metadata.tables[table].c
        if isinstance(column.default, ScalarElementColumnDefault) and column.name not in named
    }
