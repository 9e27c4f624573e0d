"""Writing stored values with every change logged, old and new."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from kpidesk.storage.change_log import (
    BATCH,
    BULK,
    DELETE,
    INSERT,
    REMOVED,
    UPDATE,
    ChangeLog,
    Entry,
)
from kpidesk.storage.row_writer import Key, RowWriter, all_columns
from kpidesk.storage.stored_values import Stored, StoredRow
from kpidesk.storage.touched import Touched

_ONE_BY_ONE = 20
_QUICK = 1
_AT_ONCE = 50_000  # rows that undo holds in memory together


def pack_rows(rows: Sequence[StoredRow]) -> bytes:
    """Rows in little space, to be kept until they are needed again."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _QUICK)


def unpack_rows(packed: bytes) -> list[StoredRow]:
    """The opposite of `pack_rows`."""
    return [tuple(row) for row in json.loads(zlib.decompress(packed))]


class LoggedWriter:
    """Changes rows by their keys and keeps the log of it."""

    def __init__(self, connection: Connection) -> None:
        self.touched = Touched(connection)
        self.rows = RowWriter(connection, self.touched)
        self.log = ChangeLog()

    def insert(self, table: str, columns: Sequence[str], row: StoredRow, key: Key) -> None:
        """Insert one row."""
        self.rows.insert(table, columns, [row])
        self.log.add(Entry(table, INSERT, key, new=dict(zip(columns, row, strict=True))))

    def insert_bulk(
        self, table: str, columns: Mapping[str, Sequence[Stored]], ids: range, *, settled: bool
    ) -> None:
        """Insert rows with ids that follow each other, logged by their first and last id."""
        self.rows.insert_columns(table, columns, ids, settled=settled)
        for first in range(ids.start, ids.stop, _AT_ONCE):
            self.log.add(Entry(table, BULK, (first, min(first + _AT_ONCE, ids.stop) - 1)))

    def insert_batch(self, columns: Sequence[str], row: StoredRow, batch_id: int) -> None:
        """Insert an import batch; when it is undone it stays, and says so."""
        self.rows.insert("import_batch", columns, [row])
        self.log.add(Entry("import_batch", BATCH, (batch_id,)))

    def update(
        self, table: str, columns: Sequence[str], keys: Sequence[Key], values: Sequence[StoredRow]
    ) -> None:
        """Set `columns` of rows; rows that have the values already are left alone.

        LookupError if a row is not there.
        """
        known = self.rows.read(table, keys, columns)
        changes: list[StoredRow] = []
        for key, new in zip(keys, values, strict=True):
            if key not in known:
                raise LookupError(f"{table} has no row {key!r}")
            if known[key] != new:
                self._log_update(table, key, columns, known[key], new)
                changes.append((*new, *key))
        self.rows.update(table, columns, changes)

    def delete(self, table: str, keys: Sequence[Key]) -> None:
        """Remove rows; LookupError if one is not there."""
        found = self.rows.read(table, keys)
        if len(found) != len(set(keys)):
            missing = next(key for key in keys if key not in found)
            raise LookupError(f"{table} has no row {missing!r}")
        self.rows.delete(table, keys)
        if len(keys) <= _ONE_BY_ONE:
            for key in keys:
                old = dict(zip(all_columns(table), found[key], strict=True))
                self.log.add(Entry(table, DELETE, key, old=old))
        elif keys:
            kept = pack_rows(list(found.values()))
            self.log.add(Entry(table, REMOVED, (min(keys)[0], max(keys)[0]), kept=kept))

    def _log_update(
        self, table: str, key: Key, columns: Sequence[str], old: StoredRow, new: StoredRow
    ) -> None:
        names = [
            name for name, before, after in zip(columns, old, new, strict=True) if before != after
        ]
        before, after = dict(zip(columns, old, strict=True)), dict(zip(columns, new, strict=True))
        self.log.add(
            Entry(
                table,
                UPDATE,
                key,
                old={name: before[name] for name in names},
                new={name: after[name] for name in names},
            )
        )
