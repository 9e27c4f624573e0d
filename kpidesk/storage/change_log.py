"""The audit trail: what each step changed, old and new, as it lies in the file.

Undo and redo read the same rows, so whatever is written through the unit of work can be taken
back. Values are canonical JSON of stored values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from kpidesk.storage import schema
from kpidesk.storage.stored_values import Stored, exact_from_stored

INSERT = "insert"
UPDATE = "update"
DELETE = "delete"
BULK = "bulk"  # many rows with ids in a row were inserted
REMOVED = "removed"  # many rows were removed; they are kept with the change
BATCH = "batch"  # an import batch was written; undone batches stay, marked as undone

_TARGET_FIELDS = ("value", "threshold", "stretch", "note", "period")
_EXACT_TARGET_FIELDS = frozenset(("value", "threshold", "stretch"))

StoredValues = Mapping[str, Stored]


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value is always the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def now_text() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `key` is the row's primary key; for many rows the first and last id.

    `kept` holds whole rows that are not in the file any more, packed.
    """

    table: str
    op: str
    key: tuple[Stored, ...]
    old: StoredValues | None = None
    new: StoredValues | None = None
    kept: bytes | None = None


class ChangeLog:
    """The changes of one step, written together when it is committed."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """The changes so far, in order."""
        return self._entries

    def add(self, entry: Entry) -> None:
        """Note one change."""
        self._entries.append(entry)

    def write(self, connection: Connection, action_id: int, name: str, text: str) -> None:
        """Write the step and its changes."""
        write_action(connection, action_id, name, text, "done", None)
        rows = [
            {
                "action_id": action_id,
                "table_name": entry.table,
                "op": entry.op,
                "row_id": canonical(entry.key),
                "old": None if entry.old is None else canonical(entry.old),
                "new": None if entry.new is None else canonical(entry.new),
                "kept": entry.kept,
            }
            for entry in self._entries
        ]
        connection.execute(insert(schema.change), rows)
        write_target_changes(connection, action_id, self._entries)


def write_action(
    connection: Connection,
    action_id: int,
    name: str,
    text: str,
    state: str,
    refers_to: int | None,
) -> None:
    """Write one row of the audit trail."""
    connection.execute(
        insert(schema.action),
        {
            "id": action_id,
            "at": now_text(),
            "name": name,
            "text": text,
            "state": state,
            "refers_to": refers_to,
        },
    )


def next_action_id(connection: Connection) -> int:
    """The id that the next step will have."""
    return (connection.scalar(select(func.max(schema.action.c.id))) or 0) + 1


def drop_redo(connection: Connection) -> None:
    """A new step ends the list of what can be redone, and forgets the rows kept for it."""
    undone = select(schema.action.c.id).where(schema.action.c.state == "undone")
    connection.execute(
        update(schema.change)
        .where(schema.change.c.action_id.in_(undone), schema.change.c.kept.is_not(None))
        .values(kept=None)
    )
    connection.execute(
        update(schema.action).where(schema.action.c.state == "undone").values(state="dropped")
    )


def write_target_changes(connection: Connection, action_id: int, entries: Sequence[Entry]) -> None:
    """Keep what targets went through, undo and redo included."""
    rows = [
        {"target_id": entry.key[0], "changed_at": now_text(), "action_id": action_id, **change}
        for entry in entries
        if entry.table == "target"
        for change in _target_changes(entry)
    ]
    if rows:
        connection.execute(insert(schema.target_change), rows)


def _target_changes(entry: Entry) -> list[dict[str, str | None]]:
    if entry.op == DELETE:
        old = _target_text("value", (entry.old or {}).get("value"))
        return [{"field": "removed", "old": old, "new": None}]
    old_values, new_values = entry.old or {}, entry.new or {}
    return [
        {
            "field": name,
            "old": _target_text(name, old_values.get(name)),
            "new": _target_text(name, new_values.get(name)),
        }
        for name in _TARGET_FIELDS
        if new_values.get(name) != old_values.get(name)
    ]


def _target_text(name: str, value: Stored) -> str | None:
    if value is None:
        return None
    if name in _EXACT_TARGET_FIELDS:
        number = exact_from_stored(value)
        assert number is not None
        return format(number.normalize(), "f")
    return str(value)
