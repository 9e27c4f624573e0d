"""What a step changed, in the words that screens listen for."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpidesk.storage.change_log import BULK, Entry
from kpidesk.storage.schema import FACT_TABLES

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed

_MANY = 1_000

KIND_OF_TABLE: MappingProxyType[str, str] = MappingProxyType(
    {
        **{table.name: kind for kind, table in FACT_TABLES.items()},
        "rep": "reps",
        "membership": "reps",
        "team": "teams",
        "customer": "customers",
        "product": "products",
        "stage": "stages",
        "target": "targets",
        "kpi_definition": "kpis",
        "setting": "settings",
        "closed_day": "calendar",
        "absence": "calendar",
        "currency_rate": "rates",
        "alias": "aliases",
        "saved_mapping": "mappings",
        "import_batch": "batches",
    }
)
"""The kind of thing that each table holds."""


def changed_by(entries: Sequence[Entry], action_id: int | None, text: str) -> Changed:
    """Kinds and ids of what the entries changed; no ids for a kind where there were many.

    Ids are those of the table that gives the kind its name, so none for memberships.
    """
    from kpidesk.domain.reports import Changed

    kinds = frozenset(KIND_OF_TABLE[entry.table] for entry in entries)
    ids: dict[str, set[int] | None] = {kind: set() for kind in kinds}
    for entry in entries:
        kind = KIND_OF_TABLE[entry.table]
        known = ids[kind]
        row_ids = _ids(entry)
        if known is not None and row_ids is not None and len(known) + len(row_ids) <= _MANY:
            known.update(row_ids)
        else:
            ids[kind] = None
    told = {kind: tuple(sorted(found or ())) for kind, found in ids.items()}
    return Changed(kinds, told, action_id, text)


def _ids(entry: Entry) -> range | None:
    first, last = entry.key[0], entry.key[-1]
    if entry.table == "membership" or not isinstance(first, int) or not isinstance(last, int):
        return None
    if entry.op == BULK:
        return range(first, last + 1)
    return range(first, first + 1)
