"""Taking logged changes back, and making them again, as they lie in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, select, update

from kpidesk.storage import schema
from kpidesk.storage.change_log import BATCH, BULK, DELETE, INSERT, REMOVED, UPDATE, Entry
from kpidesk.storage.logged_writer import pack_rows, unpack_rows
from kpidesk.storage.row_writer import Key, RowWriter, all_columns, key_columns
from kpidesk.storage.touched import Touched


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change as it stands in the log: its id, its step and what it was."""

    id: int
    action_id: int
    entry: Entry


def changes_of(connection: Connection, action_id: int) -> list[LoggedChange]:
    """The changes of a step, in the order they were made."""
    table = schema.change
    rows = connection.execute(
        select(table).where(table.c.action_id == action_id).order_by(table.c.id)
    )
    return [
        LoggedChange(
            row.id,
            row.action_id,
            Entry(
                table=row.table_name,
                op=row.op,
                key=tuple(json.loads(row.row_id)),
                old=None if row.old is None else json.loads(row.old),
                new=None if row.new is None else json.loads(row.new),
                kept=row.kept,
            ),
        )
        for row in rows
    ]


class Replay:
    """Runs the changes of one step backwards or forwards, without logging them anew."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.touched = Touched(connection)
        self.rows = RowWriter(connection, self.touched)

    def take_back(self, changes: Sequence[LoggedChange]) -> list[Entry]:
        """Undo changes, the last first; gives what that did, as entries."""
        return self._run(list(reversed(changes)), self._take_back, forwards=False)

    def make_again(self, changes: Sequence[LoggedChange]) -> list[Entry]:
        """Redo changes in their order; gives what that did, as entries."""
        return self._run(changes, self._make_again, forwards=True)

    def _run(
        self,
        changes: Sequence[LoggedChange],
        one: Callable[[LoggedChange], Entry],
        *,
        forwards: bool,
    ) -> list[Entry]:
        done: list[Entry] = []
        for run in _runs(changes):
            entry = run[0].entry
            if entry.op in (BULK, REMOVED, BATCH):
                done.extend(one(change) for change in run)
                continue
            entries = [change.entry if forwards else _opposite(change.entry) for change in run]
            self._apply(entries)
            done.extend(entries)
        return done

    def _apply(self, entries: Sequence[Entry]) -> None:
        """Make single changes of one kind to one table, many at a time."""
        table, op = entries[0].table, entries[0].op
        if op == DELETE:
            self.rows.delete(table, [entry.key for entry in entries])
            return
        for columns, group in _by_columns(entries):
            values = [tuple((entry.new or {})[name] for name in columns) for entry in group]
            if op == INSERT:
                self.rows.insert(table, columns, values)
            else:
                rows = [(*row, *entry.key) for row, entry in zip(values, group, strict=True)]
                self.rows.update(table, columns, rows)

    def _take_back(self, change: LoggedChange) -> Entry:
        entry = change.entry
        if entry.op == BATCH:
            return self._set_batch(entry, "undone")
        if entry.op == REMOVED:
            self._bring_back(entry.table, entry.kept)
            return replace(entry, op=BULK)
        first, last = _range_of(entry)
        self._keep(change.id, pack_rows(self.rows.read_range(entry.table, first, last)))
        self.rows.delete_range(entry.table, first, last)
        return entry

    def _make_again(self, change: LoggedChange) -> Entry:
        entry = change.entry
        if entry.op == BATCH:
            return self._set_batch(entry, "applied")
        if entry.op == REMOVED:
            at_key = [all_columns(entry.table).index(name) for name in key_columns(entry.table)]
            removed = unpack_rows(entry.kept or b"")
            self.rows.delete(entry.table, [tuple(row[at] for at in at_key) for row in removed])
            return entry
        self._bring_back(entry.table, entry.kept)
        self._keep(change.id, None)
        return entry

    def _bring_back(self, table: str, kept: bytes | None) -> None:
        self.rows.insert(table, all_columns(table), unpack_rows(kept or b""))

    def _keep(self, change_id: int, kept: bytes | None) -> None:
        table = schema.change
        self._connection.execute(update(table).where(table.c.id == change_id).values(kept=kept))

    def _set_batch(self, entry: Entry, state: str) -> Entry:
        self.rows.update("import_batch", ("state",), [(state, *entry.key)])
        return entry


def _opposite(entry: Entry) -> Entry:
    ops = {INSERT: DELETE, DELETE: INSERT, UPDATE: UPDATE}
    return replace(entry, op=ops[entry.op], old=entry.new, new=entry.old)


def _range_of(entry: Entry) -> tuple[int, int]:
    return int(str(entry.key[0])), int(str(entry.key[-1]))


def _runs(changes: Sequence[LoggedChange]) -> Iterator[list[LoggedChange]]:
    """Neighbours that can be made at once: one table, one kind of change, each row once."""
    for _, group in groupby(changes, key=lambda change: (change.entry.table, change.entry.op)):
        run: list[LoggedChange] = []
        seen: set[Key] = set()
        for change in group:
            if change.entry.key in seen:
                yield run
                run, seen = [], set()
            run.append(change)
            seen.add(change.entry.key)
        yield run


def _by_columns(entries: Sequence[Entry]) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(tuple(entry.new or ()), []).append(entry)
    yield from groups.items()
