"""What the company knows, as it will be after the tables that were planned so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kpidesk.services.exporting.facts import fact_sheet
from kpidesk.services.importing.folding import fold_name
from kpidesk.services.importing.names import NameList
from kpidesk.services.importing.writes import Insert, Update

if TYPE_CHECKING:
    from kpidesk.domain.facts import Kind
    from kpidesk.storage.company_file import Reader

MASTER_KIND = {"rep": "reps", "customer": "customers", "product": "products"}
"""The kind whose sheets decide how the names of a list are spelled."""

FactRow = tuple[object, ...]


class Known:
    """The company as the next table finds it. Facts are read when they are asked for."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader = reader
        settings = reader.settings()
        self.currency = settings.currency
        self.fiscal_start = settings.fiscal_start
        self.rates = reader.rates()
        self.data_as_of = reader.data_as_of(today)
        self.batches = {int(str(batch["id"])): batch for batch in reader.batches()}
        self.lists: dict[str, NameList] = {}
        self.keys_taken: set[str] = set()
        self._exported: dict[str, dict[str, Sequence[object]]] = {}
        self._rows: dict[str, dict[int, dict[str, object]]] = {}
        self._inserted: dict[str, list[Insert]] = {}
        self._updated: dict[str, dict[int, dict[str, object]]] = {}
        self._next_fact: dict[str, int] = {}
        self._taken: dict[str, set[int]] = {}
        self._merged: dict[str, dict[int, int]] = {}
        self._memberships: list[dict[str, object]] | None = None
        self._targets: list[dict[str, object]] | None = None

    @property
    def reader(self) -> Reader:
        """The snapshot of the company that everything is compared with."""
        return self._reader

    def names(self, ref: str) -> NameList:
        """A list of names."""
        if ref not in self.lists:
            self.lists[ref] = NameList(ref, self._reader.names(ref), self._reader.aliases(ref))
        return self.lists[ref]

    def rows(self, ref: str) -> dict[int, dict[str, object]]:
        """The entries of a list by id: all columns as they will be."""
        if ref not in self._rows:
            self._rows[ref] = {
                int(str(row["id"])): dict(row) for row in self._reader.list_rows(ref)
            }
        return self._rows[ref]

    def exported(self, kind: Kind) -> dict[str, Sequence[object]]:
        """The rows of a kind as an export shows them, by key, in the order of the fields."""
        if kind.name not in self._exported:
            sheet = fact_sheet(self._reader, kind)
            self._exported[kind.name] = dict(zip(sheet.keys, sheet.rows, strict=True))
        return self._exported[kind.name]

    def batch_is(self, batch_id: object, source: str, sheet: str | None) -> bool:
        """Whether a batch came from an earlier copy of this sheet of this file."""
        batch = self.batches.get(batch_id) if isinstance(batch_id, int) else None
        if batch is None:
            return False
        return source_key(str(batch["source"]), batch.get("sheet")) == source_key(source, sheet)

    def kind_of_batch(self, batch_id: object) -> str | None:
        """The kind of sheet that a row came from."""
        batch = self.batches.get(batch_id) if isinstance(batch_id, int) else None
        return str(batch["kind"]) if batch else None

    def facts(
        self,
        kind: str,
        columns: Sequence[str],
        keys: Collection[str] | None = None,
        key_column: str | None = None,
    ) -> list[FactRow]:
        """Facts of a kind, those of earlier tables of this import included."""
        found = self.stored_facts(kind, columns, keys, key_column)
        updated = self._updated.get(kind)
        if updated:
            found = [_with(row, columns, updated) for row in found]
        for step in self._inserted.get(kind, ()):
            found += [_with(row, columns, updated or {}) for row in _rows_of(step, columns)]
        return found

    def stored_facts(
        self,
        kind: str,
        columns: Sequence[str],
        keys: Collection[Any] | None = None,
        key_column: str | None = None,
    ) -> list[FactRow]:
        """Facts of a kind as they are stored now, with entries that were merged as one."""
        found: list[FactRow] = list(
            self._reader.facts(kind, columns, keys=keys, key_column=key_column)
        )
        for at, name in enumerate(columns):
            merged = self._merged.get(name.removesuffix("_id")) if name.endswith("_id") else None
            if merged:
                found = [
                    (*row[:at], merged.get(row[at], row[at]), *row[at + 1 :])  # type: ignore[call-overload]
                    for row in found
                ]
        return found

    def taken(self, kind: str) -> set[int]:
        """Ids of stored rows that rows of this import turned out to be; callers add to it."""
        return self._taken.setdefault(kind, set())

    def batches_of(self, kind: str) -> list[int]:
        """Imports of a kind that were not undone."""
        return [
            batch_id
            for batch_id, batch in self.batches.items()
            if batch["kind"] == kind and batch["state"] == "applied"
        ]

    def provisional_facts(self, kind: str, count: int) -> range:
        """Ids below zero for facts that are to be inserted."""
        first = self._next_fact.get(kind, -1)
        self._next_fact[kind] = first - count
        return range(first, first - count, -1)

    def will_insert(self, kind: str, step: Insert) -> None:
        """Let later tables see facts that are to be inserted."""
        self._inserted.setdefault(kind, []).append(step)

    def will_update(self, kind: str, step: Update) -> None:
        """Let later tables see what facts are to become."""
        updated = self._updated.setdefault(kind, {})
        for row_id, *values in zip(step.ids, *step.values, strict=True):
            updated.setdefault(row_id, {}).update(zip(step.columns, values, strict=True))

    def merge(self, ref: str, gone: int, kept: int) -> None:
        """Let everything that points to one entry point to another."""
        self._merged.setdefault(ref, {})[gone] = kept
        self.rows(ref).pop(gone, None)
        pointing = {
            "rep": [("owner_id", self.rows("customer").values())],
            "customer": [("parent_customer_id", self.rows("customer").values())],
        }
        for column, rows in pointing.get(ref, []):
            for row in rows:
                if row.get(column) == gone:
                    row[column] = kept
        for place in self.memberships() if ref == "rep" else ():
            if place["rep_id"] == gone:
                place["rep_id"] = kept
        for target in self.targets():
            if target["scope"] == ref and target["scope_id"] == gone:
                target["scope_id"] = kept

    def memberships(self) -> list[dict[str, object]]:
        """Memberships as they will be; a caller adds to the list and changes its entries."""
        if self._memberships is None:
            self._memberships = [
                {
                    "id": place.id,
                    "rep_id": place.rep_id,
                    "team_id": place.team_id,
                    "valid_from": place.valid_from,
                    "valid_to": place.valid_to,
                    "fte": place.fte,
                }
                for place in self._reader.memberships()
            ]
        return self._memberships

    def targets(self) -> list[dict[str, object]]:
        """Targets as they will be; a caller adds to the list and changes its entries."""
        if self._targets is None:
            self._targets = [
                {
                    "id": target.id,
                    "kpi": target.kpi,
                    "scope": target.scope,
                    "scope_id": target.scope_id,
                    "period": target.period,
                    "value": target.value,
                    "threshold": target.threshold,
                    "stretch": target.stretch,
                }
                for target in self._reader.targets()
            ]
        return self._targets

    def rate_on(self, currency: str, day: date | None) -> Decimal | None:
        """The rate in force on a day; None where there is none, or no day."""
        in_force = None
        if day is None:
            return None
        for valid_from, rate in self.rates.get(currency, ()):
            if valid_from > day:
                break
            in_force = rate
        return in_force


def source_key(source: str, sheet: object) -> str:
    """What two weeks' copies of a sheet have in common: the file's stem and the sheet, folded.

    A text table's only sheet is named after its file and adds nothing.
    """
    stem = source.rpartition(".")[0] or source
    name = fold_name(stem)
    own = fold_name(str(sheet)) if sheet else ""
    return name if own in ("", name) else f"{name}\x00{own}"


def _with(row: FactRow, columns: Sequence[str], updated: dict[int, dict[str, object]]) -> FactRow:
    changed = updated.get(row[list(columns).index("id")])  # type: ignore[call-overload]
    if not changed:
        return row
    return tuple(changed.get(name, value) for name, value in zip(columns, row, strict=True))


def _rows_of(step: Insert, columns: Sequence[str]) -> list[FactRow]:
    by_name = dict(zip(step.columns, step.values, strict=True))
    by_name["id"] = step.provisional
    by_name["source_row"] = step.rows
    blank = [None] * len(step)
    return list(zip(*[by_name.get(name, blank) for name in columns], strict=True))
