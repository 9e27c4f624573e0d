"""What steps said of people, teams, customers, products and stages, and what of it still stands.

A name may be brought in by one import, described by another and used by the facts of a third.
When an import is taken back, every name that it spoke of keeps what other steps said last, loses
the rest, and goes when nobody speaks of it and nothing points to it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, true

from kpidesk.storage import schema
from kpidesk.storage.change_log import BULK, INSERT, UPDATE, StoredValues
from kpidesk.storage.logged_writer import LoggedWriter
from kpidesk.storage.row_writer import Key, all_columns
from kpidesk.storage.stored_values import PLAIN, Stored

LISTS = {table.name: ref for ref, table in schema.LIST_TABLES.items()}
_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class _Claim:
    """One change of a row; `new` is None for a row inserted in bulk, whose values tell later."""

    action_id: int
    op: str
    old: StoredValues | None
    new: StoredValues | None


class ListClaims:
    """The claims about the rows of lists that steps which were not undone made, in order."""

    def __init__(
        self, connection: Connection, withdrawn: Collection[int], removals: Collection[int]
    ) -> None:
        """`withdrawn` are imports that are taken back, `removals` the steps that did that."""
        self._connection = connection
        self._withdrawn = frozenset(withdrawn)
        self._silent = self._withdrawn | frozenset(removals)
        self._claims = _claims(connection)

    def settle(self, writer: LoggedWriter) -> None:
        """Bring every name that a withdrawn import spoke of to what still stands."""
        for table, by_row in self._claims.items():
            concerned = [
                row_id
                for row_id, claims in by_row.items()
                if any(claim.action_id in self._withdrawn for claim in claims)
            ]
            known = writer.rows.read(table, [(row_id,) for row_id in concerned])
            left = self._remove_unused(writer, table, list(known))
            for key in left:
                row = dict(zip(all_columns(table), known[key], strict=True))
                values = self._standing_values(table, by_row[int(str(key[0]))], row)
                if values:
                    writer.update(table, tuple(values), [key], [tuple(values.values())])
            # What a row lost may have been the last mention of its parent.
            self._remove_unused(writer, table, left)

    def _remove_unused(self, writer: LoggedWriter, table: str, keys: list[Key]) -> list[Key]:
        claims = self._claims[table]
        silent = [
            key
            for key in keys
            if all(claim.action_id in self._silent for claim in claims[int(str(key[0]))])
        ]
        while silent:
            named = _named(self._connection, table, silent)
            unused = {key for key in silent if key not in named}
            if not unused:
                break
            writer.delete(table, sorted(unused, key=str))
            # A customer that went may have been the last to name its parent.
            keys = [key for key in keys if key not in unused]
            silent = [key for key in silent if key not in unused]
        return keys

    def _standing_values(
        self, table: str, claims: Sequence[_Claim], row: StoredValues
    ) -> dict[str, Stored]:
        """The values that are not what they ought to be."""
        columns = schema.metadata.tables[table].c
        values: dict[str, Stored] = {}
        for name, current in row.items():
            said = self._last_said(claims, name, current)
            if said is None and not columns[name].nullable:
                continue
            if said != current:
                values[name] = said
        return values

    def _last_said(self, claims: Sequence[_Claim], name: str, current: Stored) -> Stored:
        said: Stored = None
        for at, claim in enumerate(claims):
            if claim.action_id in self._silent:
                continue
            if claim.op == BULK:
                said = _value_then(claims[at + 1 :], name, current)
            elif claim.op == INSERT:
                said = (claim.new or {}).get(name)
            elif name in (claim.new or {}):
                said = (claim.new or {})[name]
        return said


def _value_then(later: Sequence[_Claim], name: str, current: Stored) -> Stored:
    """What a row had before `later`: the first change tells it, else it has it still."""
    for claim in later:
        if claim.old is not None and name in claim.old:
            return claim.old[name]
    return current


def _claims(connection: Connection) -> dict[str, dict[int, list[_Claim]]]:
    change, action = schema.change, schema.action
    rows = connection.execute(
        select(
            change.c.table_name,
            change.c.op,
            change.c.row_id,
            change.c.old,
            change.c.new,
            change.c.action_id,
        )
        .join(action, action.c.id == change.c.action_id)
        .where(action.c.state == "done", change.c.table_name.in_(sorted(LISTS)))
        .where(change.c.op.in_((INSERT, BULK, UPDATE)))
        .order_by(change.c.id)
    )
    # Lists are settled before those they point to: customers and teams before reps.
    claims: dict[str, dict[int, list[_Claim]]] = {
        name: {} for name in ("customer", "team", "product", "stage", "rep")
    }
    for row in rows:
        key = json.loads(row.row_id)
        claim = _Claim(
            row.action_id,
            row.op,
            None if row.old is None else json.loads(row.old),
            None if row.new is None else json.loads(row.new),
        )
        of_table = claims[row.table_name]
        for row_id in range(key[0], key[-1] + 1):
            if claim.op == UPDATE:
                of_table.setdefault(row_id, []).append(claim)
            else:
                # Whatever had this id before is gone.
                of_table[row_id] = [claim]
    return claims


def _named(connection: Connection, table: str, keys: Sequence[Key]) -> set[Key]:
    """The rows of a list that facts, other lists, aliases or targets point to."""
    aliases, targets = PLAIN["alias"], PLAIN["target"]
    columns: list[tuple[ColumnElement[int], ColumnElement[bool]]] = [
        (PLAIN[name].c[column], true()) for name, column in _REFERENCES[table]
    ]
    columns.append((aliases.c.means_id, aliases.c.list == LISTS[table]))
    columns.append((targets.c.scope_id, targets.c.scope == LISTS[table]))
    found: set[Key] = set()
    ids = [key[0] for key in keys]
    for column, condition in columns:
        for start in range(0, len(ids), _CHUNK):
            some = column.in_(ids[start : start + _CHUNK])
            statement = select(column).where(condition, some).distinct()
            found.update((row_id,) for row_id in connection.scalars(statement))
    return found


def _references() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in LISTS}
    for table in schema.metadata.sorted_tables:
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name in found:
                    found[key.column.table.name].append((table.name, column.name))
    return {name: tuple(pairs) for name, pairs in found.items()}


_REFERENCES = _references()
