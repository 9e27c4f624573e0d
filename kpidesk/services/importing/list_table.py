"""Planning a master sheet: customers and products, and what is common to them and reps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from kpidesk.domain.facts import Field
from kpidesk.services.importing.draft import EXTERNAL_ID, REJECTED, Draft
from kpidesk.services.importing.entries import Entries, EntryFinder
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.money import read_currencies
from kpidesk.services.importing.own_entries import (
    freeing_names,
    keep_unedited,
    repeat_settled,
)
from kpidesk.services.importing.plan import CellChange, RowState
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.rules import refuse_blank_required, repeated_rows
from kpidesk.services.importing.writes import Insert, TableWrites, Update

NAME_FIELD = {"reps": "rep", "customers": "customer", "products": "product"}
_OF_MEMBERSHIP = ("team", "parent_team", "valid_from", "valid_to", "fte")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of a list: its field, and its values by row of the table."""

    name: str
    field: Field
    values: Sequence[object]


class ListTable:
    """Plans one sheet of customers or products; reps build on it."""

    def __init__(
        self,
        draft: Draft,
        known: Known,
        resolver: Resolver,
        writes: TableWrites,
        source: str,
        sheet: str,
    ) -> None:
        self._draft = draft
        self._known = known
        self._resolver = resolver
        self._writes = writes
        self._field = NAME_FIELD[draft.kind.name]
        self._ref = self._field
        self._finder = EntryFinder(self._ref, draft, known, resolver, writes, source, sheet)
        self.changes: list[CellChange] = []
        self.entries = Entries([])
        self._repeats: set[int] = set()

    def plan(self) -> None:
        """Find the entries, compare what is said of them, and note what to write."""
        draft = self._draft
        refuse_blank_required(draft)
        read_currencies(draft, self._known.currency)
        self._find_repeats()
        self.entries = self._finder.find(draft.values(self._field), draft.values(EXTERNAL_ID))
        attributes = self._attributes()
        self._set_states()
        self._write_entries([one for one in attributes if one.field.ref != self._ref])
        self._finder.write_aliases()
        self._write_own_refs([one for one in attributes if one.field.ref == self._ref])

    def _find_repeats(self) -> None:
        """Each name once; a second row may only repeat the first."""
        names = self._known.names(self._ref)
        keys: list[Hashable] = [
            (names.exact(name) or names.folded(name)) if isinstance(name, str) else None
            for name in self._draft.values(self._field)
        ]
        for at, own in self._draft.own.items():
            keys[at] = own.id
        compared = [name for name in self._draft.fields if name != self._field]
        again = repeat_settled(self._draft, names, self._field)
        self._repeats = again | repeated_rows(self._draft, keys, self._field, compared)

    def _attributes(self) -> list[Attribute]:
        attributes = []
        for field in self._draft.kind.fields:
            found = self._draft.fields.get(field.name)
            if found is None or field.name == self._field or field.name in _OF_MEMBERSHIP:
                continue
            if field.ref:
                ids = self._resolver.column(field.ref, found.values)
                one = Attribute(f"{field.name}_id", field, ids)
                attributes.append(keep_unedited(one, self._draft, self._known, self._ref))
            else:
                attributes.append(Attribute(field.name, field, found.values))
        return attributes

    def _set_states(self) -> None:
        """New entries are new, renamed and merged ones changed; attributes come after."""
        entries, states = self.entries, self._draft.states
        first: set[int] = set()
        for at, row_id in enumerate(entries.ids):
            if row_id is None or states[at] == REJECTED:
                continue
            states[at] = int(RowState.UNCHANGED)
            if row_id in first:
                continue
            first.add(row_id)
            if entries.created.get(row_id) == at:
                states[at] = int(RowState.NEW)
            elif row_id in entries.renamed or row_id in entries.merged:
                states[at] = int(RowState.CHANGED)
                if row_id in entries.renamed:
                    self._note(at, self._field, entries.renamed[row_id], self._name(row_id))

    def _write_entries(self, attributes: Sequence[Attribute]) -> None:
        """Insert new entries whole; update known ones in what is said of them."""
        created = self.entries.created
        known_rows = self._known.rows(self._ref)
        first = self._first_rows()
        freed = freeing_names(self._ref, self.entries.renamed, self._known.names(self._ref))
        if freed is not None:
            self._writes.add(freed)
        new: dict[str, list[object]] = {"name": [self._name(row_id) for row_id in created]}
        for one in attributes:
            new[one.name] = [one.values[first[row_id]] for row_id in created]
        for at, row_id in enumerate(created):
            known_rows[row_id].update({name: values[at] for name, values in new.items()})
        self._writes.add(
            Insert(
                self._ref,
                tuple(new),
                tuple(new.values()),
                list(created),
                [self._draft.row(at) for at in created.values()],
                self._refs(attributes),
            )
        )
        differences: dict[int, dict[str, object]] = {
            row_id: {"name": self._name(row_id)} for row_id in self.entries.renamed
        }
        for row_id, at in first.items():
            if row_id not in created:
                changed = self._compare(row_id, at, attributes)
                if changed:
                    differences.setdefault(row_id, {}).update(changed)
        self._write_updates(differences, first, self._refs(attributes))

    def _compare(self, row_id: int, at: int, attributes: Sequence[Attribute]) -> dict[str, object]:
        known = self._known.rows(self._ref)[row_id]
        changed: dict[str, object] = {}
        for one in attributes:
            old, new = known.get(one.name), one.values[at]
            if old == new:
                continue
            changed[one.name] = new
            known[one.name] = new
            if self._draft.states[at] == int(RowState.UNCHANGED):
                self._draft.states[at] = int(RowState.CHANGED)
            if one.field.ref:
                names = self._known.names(one.field.ref)
                old, new = (None if key is None else names.name_of(key) for key in (old, new))  # type: ignore[arg-type]
            if self._draft.states[at] == int(RowState.CHANGED):
                self._note(at, one.field.name, old, new)
        return changed

    def _write_own_refs(self, attributes: Sequence[Attribute]) -> None:
        """What points into the same list (a parent customer) once all entries are there."""
        differences: dict[int, dict[str, object]] = {}
        first = self._first_rows()
        for row_id, at in first.items():
            changed = self._compare(row_id, at, attributes)
            if changed:
                differences[row_id] = changed
        self._write_updates(differences, first, self._refs(attributes))

    def _write_updates(
        self,
        differences: Mapping[int, Mapping[str, object]],
        first: Mapping[int, int],
        refs: dict[str, str],
    ) -> None:
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row_id, changed in differences.items():
            groups[tuple(changed)].append(row_id)
        for columns, ids in groups.items():
            self._writes.add(
                Update(
                    self._ref,
                    columns,
                    tuple([differences[row_id][name] for row_id in ids] for name in columns),
                    ids,
                    [self._draft.row(first[row_id]) for row_id in ids],
                    {name: ref for name, ref in refs.items() if name in columns},
                )
            )

    def _first_rows(self) -> dict[int, int]:
        """The row that speaks for each entry."""
        first: dict[int, int] = {}
        for at, row_id in enumerate(self.entries.ids):
            if row_id is not None and self._draft.alive(at) and at not in self._repeats:
                first.setdefault(row_id, at)
        return first

    def _refs(self, attributes: Sequence[Attribute]) -> dict[str, str]:
        return {one.name: one.field.ref for one in attributes if one.field.ref}

    def _name(self, row_id: int) -> str:
        return self._known.names(self._ref).name_of(row_id)

    def _note(self, at: int, name: str, old: object, new: object) -> None:
        found = self._draft.fields[name]
        self.changes.append(
            CellChange(
                self._draft.row(at),
                name,
                found.header,
                self._draft.cell(at, name),
                old,  # type: ignore[arg-type]
                new,  # type: ignore[arg-type]
            )
        )
