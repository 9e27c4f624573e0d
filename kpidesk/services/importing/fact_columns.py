"""The columns of a fact table as they are stored: names as ids, defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from kpidesk.domain.facts import Field, FieldType, Kind
from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.stages import CLOSING, StageFacts, outcome_of_word, stage_values

TABLE_OF_KIND = MappingProxyType(
    {
        "activities": "activity",
        "leads": "lead",
        "deals": "deal",
        "stage_history": "stage_entry",
        "orders": "sales_order",
        "costs": "cost",
        "email_stats": "email_stat",
        "prices": "price_point",
    }
)
"""The table that holds each kind of dated fact."""

_NEW_ROWS = MappingProxyType({"deals": (("status", "open"),)})
_NUMBERS = (FieldType.MONEY, FieldType.QUANTITY, FieldType.SHARE)


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column of the table that is written: its field, its values, the list it points into."""

    name: str
    field: Field
    values: Sequence[object]

    @property
    def ref(self) -> str | None:
        """The list that its ids point into."""
        return self.field.ref


def stored_columns(
    draft: Draft, resolver: Resolver, stages: Mapping[str, StageFacts]
) -> list[StoredColumn]:
    """One column for every field that the table speaks of, in the order of the kind."""

    def stage_entry(name: str) -> Mapping[str, object]:
        facts = stages.get(name) or StageFacts(outcome_of_word(name) or "open")
        return stage_values(name, facts)

    columns = []
    for field in draft.kind.fields:
        found = draft.fields.get(field.name)
        if found is None:
            continue
        if field.ref:
            entry = stage_entry if field.ref == "stage" else None
            ids = resolver.column(field.ref, found.values, entry)
            columns.append(StoredColumn(f"{field.name}_id", field, ids))
        else:
            values: Sequence[object] = found.values
            default = default_of(field)
            if default is not None and None in values:
                values = [default if value is None else value for value in values]
            columns.append(StoredColumn(field.name, field, values))
    return columns


def default_of(field: Field) -> object:
    """What a blank means; None where it means nothing."""
    if field.default is None:
        return None
    return Decimal(field.default) if field.type in _NUMBERS else field.default


def defaults_of_new(kind: Kind, spoken_of: Sequence[str]) -> dict[str, object]:
    """Values of new rows in fields that the table does not speak of."""
    defaults = {
        field.name: default_of(field)
        for field in kind.fields
        if field.default is not None and field.name not in spoken_of
    }
    return defaults | {
        name: value for name, value in _NEW_ROWS.get(kind.name, ()) if name not in spoken_of
    }


def enrich_stages(
    known: Known, stages: Mapping[str, StageFacts]
) -> list[tuple[int, Mapping[str, object]]]:
    """What the table adds to known stages, by stage id.

    Open stages get a default confidence if they have none, or the outcome that the user gave.
    """
    names, rows = known.names("stage"), known.rows("stage")
    found: list[tuple[int, Mapping[str, object]]] = []
    for word, facts in stages.items():
        match = names.find(word)
        row = rows[match.id] if match is not None else None
        if match is None or row is None or row["outcome"] != "open":
            continue
        new_outcome = facts.outcome in CLOSING
        if not new_outcome and (facts.confidence is None or row["confidence"] is not None):
            continue
        values = stage_values(str(row["name"]), facts)
        change = {key: value for key, value in values.items() if row[key] != value}
        row.update(change)
        found.append((match.id, change))
    return found


def days_of_rates(draft: Draft, fields: Sequence[str]) -> list[date | None]:
    """For each row, the first of some days that is known."""
    days: list[date | None] = [None] * len(draft)
    for name in fields:
        if draft.has(name):
            days = [
                day or (value if isinstance(value, date) else None)
                for day, value in zip(days, draft.values(name), strict=True)
            ]
    return days
