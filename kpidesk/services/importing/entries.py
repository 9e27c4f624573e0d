"""Which entry of a list each row of a master sheet is, and how it is spelled from now on.

A sheet of reps, customers or products decides how names are spelled. Whichever sheet comes
first, the outcome is the same: an entry that a sheet of facts made under another spelling, or
under its id, takes the name of the master sheet and keeps the other as an alias.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.folding import fold_name
from kpidesk.services.importing.known import MASTER_KIND, Known
from kpidesk.services.importing.names import How, Match, NameList
from kpidesk.services.importing.own_entries import new_names
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.wording import counted
from kpidesk.services.importing.writes import Merge, TableWrites

_SHOWN = 5  # so many names stand in a sentence


@dataclass(slots=True)
class Entries:
    """The entry of each row (None for rejected rows), and what became of the entries."""

    ids: list[int | None]
    created: dict[int, int] = field(default_factory=dict)  # id -> position of its first row
    renamed: dict[int, str] = field(default_factory=dict)  # id -> former name
    merged: set[int] = field(default_factory=set)  # ids into which others were merged


class EntryFinder:
    """Finds, creates, renames and merges the entries of one master sheet."""

    def __init__(
        self,
        ref: str,
        draft: Draft,
        known: Known,
        resolver: Resolver,
        writes: TableWrites,
        source: str,
        sheet: str,
    ) -> None:
        self._ref = ref
        self._draft = draft
        self._known = known
        self._resolver = resolver
        self._writes = writes
        self._origin = (source, sheet)
        self._names: NameList = known.names(ref)
        self._aliases: list[tuple[str, int, int]] = []
        self._former: list[tuple[str, int, int]] = []
        self._named: list[str] = []
        self._entries = Entries([None] * len(draft))

    def find(self, written: Sequence[object], external: Sequence[object]) -> Entries:
        """The entries of all rows: by key, by name and by the id that other sheets may use."""
        self._place_own()
        for at in range(len(self._draft)):
            if self._draft.alive(at) and at not in self._draft.own:
                name, other = written[at], external[at]
                assert isinstance(name, str)
                self._entries.ids[at] = self._place(
                    at, name, other if isinstance(other, str) and other != name else None
                )
        if self._named:
            more = " …" if len(self._named) > _SHOWN else ""
            self._draft.say(
                "name.by_id",
                counted(
                    len(self._named),
                    "entry that was known by its id gets its name: ",
                    "entries that were known by their id get their name: ",
                )
                + f"{', '.join(self._named[:_SHOWN])}{more}.",
            )
        return self._entries

    def write_aliases(self) -> None:
        """Record the other spellings; call it once new entries are written."""
        for old, means, at in self._former:
            match = self._names.find(old)
            if match is None or match.how is How.SAME:
                self._resolver.alias(self._ref, old, means, self._draft.row(at), said=False)
        for written, means, at in self._aliases:
            self._resolver.alias(self._ref, written, means, self._draft.row(at), said=False)

    def _place_own(self) -> None:
        """Rows with a key are their entry, whatever name they give it now."""
        draft = self._draft
        for row_id, (name, at) in new_names(draft, self._ref, self._names).items():
            old = self._names.rename(row_id, name)
            self._entries.renamed.setdefault(row_id, old)
            self._known.rows(self._ref)[row_id]["name"] = name
            self._former.append((old, row_id, at))
        for at, own in draft.own.items():
            if draft.alive(at):
                self._entries.ids[at] = own.id

    def _place(self, at: int, name: str, external: str | None) -> int | None:
        by_name = self._names.find(name)
        by_id = self._names.find(external) if external else None
        if by_id is not None and by_id.how is How.SAME:
            by_id = None  # ids are taken literally
        if by_name is None and by_id is None:
            row_id = self._create(at, name)
        elif by_id is None or (by_name is not None and by_name.id == by_id.id):
            assert by_name is not None
            row_id = self._spell(at, by_name, name)
        elif by_name is None:
            row_id = self._rename(by_id.id, name, at, by_id=True)
        else:
            merged = self._merge(at, by_name, by_id, name, external or "")
            if merged is None:
                return None
            row_id = merged
        if external:
            self._aliases.append((external, row_id, at))
        return row_id

    def _create(self, at: int, name: str) -> int:
        row_id = self._names.create(name)
        self._entries.created[row_id] = at
        self._resolver.note_created(self._ref, name)
        self._known.rows(self._ref)[row_id] = {"id": row_id, "batch_id": None, "name": name}
        return row_id

    def _spell(self, at: int, match: Match, name: str) -> int:
        """Take the sheet's spelling, unless another master sheet has decided already."""
        if match.how is How.EXACT:
            return match.id
        old = self._names.name_of(match.id)
        if match.how is How.ALIAS and fold_name(old) != fold_name(name):
            # Decided, not alike: the name that the alias stands for is the one to be used.
            self._say_same(at, name, old)
            return match.id
        if match.id in self._entries.created or not self._decides(match.id):
            self._aliases.append((name, match.id, at))
            self._say_same(at, name, self._names.name_of(match.id))
            return match.id
        return self._rename(match.id, name, at)

    def _decides(self, row_id: int) -> bool:
        batch = self._known.rows(self._ref)[row_id].get("batch_id")
        if self._known.kind_of_batch(batch) != MASTER_KIND[self._ref]:
            return True
        return self._known.batch_is(batch, *self._origin)

    def _rename(self, row_id: int, name: str, at: int, *, by_id: bool = False) -> int:
        old = self._names.rename(row_id, name)
        self._entries.renamed.setdefault(row_id, old)
        self._known.rows(self._ref)[row_id]["name"] = name
        self._aliases.append((old, row_id, at))
        if by_id:
            self._named.append(f"“{old}” is “{name}”")
        else:
            self._say_same(at, old, name)
        return row_id

    def _merge(self, at: int, by_name: Match, by_id: Match, name: str, external: str) -> int | None:
        if self._names.name_of(by_id.id) != external or self._names.aliases_of(by_id.id):
            other = self._names.name_of(by_id.id)
            self._draft.reject(
                at,
                "external_id",
                "row.id_taken",
                f"The id “{external}” belongs to “{other}” already.",
            )
            return None
        kept = self._spell(at, by_name, name)
        self._names.remove(by_id.id)
        self._known.merge(self._ref, by_id.id, kept)
        self._writes.add(Merge(self._ref, by_id.id, kept))
        self._entries.merged.add(kept)
        self._draft.say(
            "name.merged",
            f"“{external}” is “{name}”: what was recorded under the id now belongs to the name.",
            self._draft.row(at),
        )
        return kept

    def _say_same(self, at: int, written: str, name: str) -> None:
        self._draft.say("name.same", f"“{written}” is taken for “{name}”.", self._draft.row(at))
