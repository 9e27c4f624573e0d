"""Taking back an import that is not the last step.

It becomes a new step, which can itself be undone, and it removes exactly what the import brought
in: its facts go, what it changed gets its old values back. People, teams, customers, products
and stages that others still name stay, but lose what the import said of them. If a later step
changed the same facts, nothing is done and that step is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Row, select, true

from kpidesk.domain.errors import InputError, UsageError
from kpidesk.storage import schema
from kpidesk.storage.change_log import BATCH, BULK, DELETE, INSERT, REMOVED, UPDATE, Entry
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.history import last_done, take_back_last
from kpidesk.storage.logged_writer import LoggedWriter, unpack_rows
from kpidesk.storage.replay import changes_of
from kpidesk.storage.row_writer import Key, all_columns
from kpidesk.storage.stored_values import PLAIN, StoredRow

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed

_LISTS = {table.name: ref for ref, table in schema.LIST_TABLES.items()}
_CHUNK = 10_000
_LEARNT = frozenset(("saved_mapping",))  # how sheets of a shape are read stays known


def undo_batch(company: CompanyFile, batch_id: int | None) -> Changed:
    """Take back the import that a batch belongs to, with all its tables; by default the last.

    Raises UsageError batch.none, batch.unknown, batch.undone, and InputError batch.changed_later
    where a later step changed what the import brought in.
    """
    with company.change("import.undo", "Undo import") as unit:
        batch = _find(unit.connection, batch_id)
        last = last_done(unit.connection)
        if last is not None and last.id == batch.action_id:
            changed = take_back_last(unit)
            assert changed is not None
            return changed
        unit.tell(f"Undo import of {batch.source}")
        _Removal(unit.writer, unit.connection, batch.action_id).run()
        return unit.commit()


def _find(connection: Connection, batch_id: int | None) -> Row[int, int, str, str]:
    table = schema.import_batch
    statement = select(table.c.id, table.c.action_id, table.c.source, table.c.state)
    if batch_id is None:
        applied = statement.where(table.c.state == "applied").order_by(table.c.id.desc())
        batch = connection.execute(applied.limit(1)).one_or_none()
        if batch is None:
            raise UsageError("batch.none", "There is no import to undo.")
        return batch
    batch = connection.execute(statement.where(table.c.id == batch_id)).one_or_none()
    if batch is None:
        raise UsageError(
            "batch.unknown",
            f"There is no import with the number {batch_id}. "
            "The list of imports tells the numbers.",
        )
    if batch.state != "applied":
        raise UsageError("batch.undone", f"Import {batch_id} ({batch.source}) is undone already.")
    return batch


class _LaterChanges:
    """What later steps, that are not undone, changed."""

    def __init__(self, connection: Connection, action_id: int) -> None:
        self._steps: dict[int, str] = {}
        self._rows: dict[tuple[str, Key], tuple[int, set[str]]] = {}
        later = select(schema.action.c.id, schema.action.c.text).where(
            schema.action.c.id > action_id, schema.action.c.state == "done"
        )
        for step in connection.execute(later).all():
            self._steps[step.id] = step.text
            for change in changes_of(connection, step.id):
                for key in _keys(change.entry):
                    _, columns = self._rows.setdefault((change.entry.table, key), (step.id, set()))
                    columns.update(change.entry.new or ())

    def columns(self, table: str, key: Key) -> set[str] | None:
        """The columns of a row that later steps set; None if none touched it."""
        found = self._rows.get((table, key))
        return None if found is None else found[1]

    def refuse(self, table: str, keys: Sequence[Key]) -> None:
        """Raise if a later step touched one of the rows."""
        for key in keys:
            found = self._rows.get((table, key))
            if found is not None:
                text = self._steps[found[0]]
                raise InputError(
                    "batch.changed_later",
                    f"This import cannot be undone by itself: the later step “{text}” changed "
                    "the same rows. Undo that step first.",
                    params={"step": text, "action": found[0]},
                )


class _Removal:
    """Removes what one import brought in, the last change first."""

    def __init__(self, writer: LoggedWriter, connection: Connection, action_id: int) -> None:
        self._writer = writer
        self._connection = connection
        self._changes = changes_of(connection, action_id)
        self._later = _LaterChanges(connection, action_id)

    def run(self) -> None:
        for change in reversed(self._changes):
            entry = change.entry
            if entry.table in _LEARNT:
                continue
            if entry.op == BATCH:
                self._writer.update("import_batch", ("state",), [entry.key], [("undone",)])
            elif entry.table in _LISTS and entry.op in (INSERT, BULK):
                self._forget(entry)
            elif entry.op == UPDATE:
                self._restore(entry)
            else:
                self._take_back(entry)

    def _take_back(self, entry: Entry) -> None:
        keys = list(_keys(entry))
        self._later.refuse(entry.table, keys)
        if entry.op in (INSERT, BULK):
            self._writer.delete(entry.table, keys)
        elif entry.op == DELETE:
            old = dict(entry.old or {})
            self._writer.insert(entry.table, tuple(old), tuple(old.values()), entry.key)
        else:
            columns = all_columns(entry.table)
            at_id = columns.index("id")
            for row in unpack_rows(entry.kept or b""):
                self._writer.insert(entry.table, columns, row, (row[at_id],))

    def _restore(self, entry: Entry) -> None:
        old = dict(entry.old or {})
        if entry.table in _LISTS:
            for name in self._later.columns(entry.table, entry.key) or ():
                old.pop(name, None)
        else:
            self._later.refuse(entry.table, [entry.key])
        self._writer.update(entry.table, tuple(old), [entry.key], [tuple(old.values())])

    def _forget(self, entry: Entry) -> None:
        """Remove names that nobody speaks of any more; empty what this import said of others."""
        keys = self._remove_unused(entry.table, list(_keys(entry)))
        table = schema.metadata.tables[entry.table]
        optional = [column.name for column in table.c if column.nullable]
        for key in keys:
            kept = self._later.columns(entry.table, key) or set()
            said = [name for name in optional if name not in kept]
            empty: StoredRow = (None,) * len(said)
            self._writer.update(entry.table, said, [key], [empty])

    def _remove_unused(self, table: str, keys: list[Key]) -> list[Key]:
        """Remove rows until all that are left are spoken of; gives those."""
        while True:
            named = _named(self._connection, table, keys)
            unused = [
                key for key in keys if key not in named and self._later.columns(table, key) is None
            ]
            if not unused:
                return keys
            self._writer.delete(table, unused)
            # A customer that went may have been the last to name its parent.
            keys = [key for key in keys if key not in set(unused)]


def _keys(entry: Entry) -> Iterator[Key]:
    if entry.op == BULK:
        first, last = int(str(entry.key[0])), int(str(entry.key[-1]))
        yield from ((row_id,) for row_id in range(first, last + 1))
    elif entry.op == REMOVED:
        at_id = all_columns(entry.table).index("id")
        yield from ((row[at_id],) for row in unpack_rows(entry.kept or b""))
    else:
        yield entry.key


def _named(connection: Connection, table: str, keys: Sequence[Key]) -> set[Key]:
    """The rows of a list that facts, other lists, aliases or targets point to."""
    aliases, targets = PLAIN["alias"], PLAIN["target"]
    columns: list[tuple[ColumnElement[int], ColumnElement[bool]]] = [
        (PLAIN[name].c[column], true()) for name, column in _REFERENCES[table]
    ]
    columns.append((aliases.c.means_id, aliases.c.list == _LISTS[table]))
    columns.append((targets.c.scope_id, targets.c.scope == _LISTS[table]))
    found: set[Key] = set()
    ids = [key[0] for key in keys]
    for column, condition in columns:
        for start in range(0, len(ids), _CHUNK):
            some = column.in_(ids[start : start + _CHUNK])
            statement = select(column).where(condition, some).distinct()
            found.update((row_id,) for row_id in connection.scalars(statement))
    return found


def _references() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in _LISTS}
    for table in schema.metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name in found:
                    found[key.column.table.name].append((table.name, column.name))
    return {name: tuple(pairs) for name, pairs in found.items()}


_REFERENCES = _references()
