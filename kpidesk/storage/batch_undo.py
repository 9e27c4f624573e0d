"""Taking back an import that is not the last step.

It becomes a new step, which can itself be undone, and it removes exactly what the import brought
in: its facts go, what it changed gets its old values back. People, teams, customers, products
and stages that others still name stay, but lose what the import said of them (`list_claims`). If
a later step changed the same facts, nothing is done and that step is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, select

from kpidesk.domain.errors import InputError, UsageError
from kpidesk.storage import schema
from kpidesk.storage.change_log import BATCH, BULK, DELETE, INSERT, REMOVED, UPDATE, Entry
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.history import last_done, take_back_last
from kpidesk.storage.list_claims import LISTS, ListClaims
from kpidesk.storage.logged_writer import LoggedWriter, unpack_rows
from kpidesk.storage.replay import changes_of
from kpidesk.storage.row_writer import Key, all_columns
from kpidesk.storage.stored_values import StoredRow

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed

_NAME = "import.undo"
_LEARNT = frozenset(("saved_mapping",))  # how sheets of a shape are read stays known


def undo_batch(company: CompanyFile, batch_id: int | None) -> Changed:
    """Take back the import that a batch belongs to, with all its tables; by default the last.

    Raises UsageError batch.none, batch.unknown, batch.undone, and InputError batch.changed_later
    where a later step changed what the import brought in.
    """
    with company.change(_NAME, "Undo import") as unit:
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
    """What later steps, that still stand, changed."""

    def __init__(self, connection: Connection, action_id: int, silent: Collection[int]) -> None:
        self._steps: dict[int, str] = {}
        self._rows: dict[tuple[str, Key], int] = {}
        later = select(schema.action.c.id, schema.action.c.text).where(
            schema.action.c.id > action_id, schema.action.c.state == "done"
        )
        for step in connection.execute(later).all():
            if step.id in silent:
                continue
            self._steps[step.id] = step.text
            for change in changes_of(connection, step.id):
                for key in _keys(change.entry):
                    self._rows.setdefault((change.entry.table, key), step.id)

    def refuse(self, table: str, keys: Sequence[Key]) -> None:
        """Raise if a later step touched one of the rows."""
        for key in keys:
            step = self._rows.get((table, key))
            if step is not None:
                text = self._steps[step]
                raise InputError(
                    "batch.changed_later",
                    f"This import cannot be undone by itself: the later step “{text}” changed "
                    "the same rows. Undo that step first.",
                    params={"step": text, "action": step},
                )


class _Removal:
    """Removes what one import brought in, the last change first."""

    def __init__(self, writer: LoggedWriter, connection: Connection, action_id: int) -> None:
        withdrawn, removals = _withdrawn(connection), _removals(connection)
        self._writer = writer
        self._changes = changes_of(connection, action_id)
        self._later = _LaterChanges(connection, action_id, withdrawn | removals)
        self._lists = ListClaims(connection, withdrawn | {action_id}, removals)

    def run(self) -> None:
        for change in reversed(self._changes):
            entry = change.entry
            if entry.op == BATCH:
                self._writer.update("import_batch", ("state",), [entry.key], [("undone",)])
            elif entry.table not in LISTS and entry.table not in _LEARNT:
                self._take_back(entry)
        self._lists.settle(self._writer)

    def _take_back(self, entry: Entry) -> None:
        keys = list(_keys(entry))
        self._later.refuse(entry.table, keys)
        old = dict(entry.old or {})
        if entry.op in (INSERT, BULK):
            self._writer.delete(entry.table, keys)
        elif entry.op == UPDATE:
            self._writer.update(entry.table, tuple(old), [entry.key], [tuple(old.values())])
        elif entry.op == DELETE:
            self._writer.insert(entry.table, tuple(old), tuple(old.values()), entry.key)
        else:
            for key, row in _removed(entry):
                self._writer.insert(entry.table, all_columns(entry.table), row, key)


def _withdrawn(connection: Connection) -> set[int]:
    """Imports that were taken back by themselves."""
    table = schema.import_batch
    return set(connection.scalars(select(table.c.action_id).where(table.c.state == "undone")))


def _removals(connection: Connection) -> set[int]:
    """The steps that took imports back."""
    table = schema.action
    return set(connection.scalars(select(table.c.id).where(table.c.name == _NAME)))


def _keys(entry: Entry) -> Iterator[Key]:
    if entry.op == BULK:
        first, last = int(str(entry.key[0])), int(str(entry.key[-1]))
        yield from ((row_id,) for row_id in range(first, last + 1))
    elif entry.op == REMOVED:
        yield from (key for key, _ in _removed(entry))
    else:
        yield entry.key


def _removed(entry: Entry) -> Iterator[tuple[Key, StoredRow]]:
    at_id = all_columns(entry.table).index("id")
    for row in unpack_rows(entry.kept or b""):
        yield (row[at_id],), row
