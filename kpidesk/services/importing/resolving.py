"""Names in a table become ids: known ones are found, the others are created, and both said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kpidesk.services.importing.draft import REJECTED, Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.names import PLURAL, How
from kpidesk.services.importing.plan import AliasNote
from kpidesk.services.importing.writes import Insert, NewAlias, TableWrites

EntryValues = Callable[[str], Mapping[str, object]]


class Resolver:
    """Resolves the names of one table and gathers what that creates."""

    def __init__(self, known: Known, draft: Draft, writes: TableWrites) -> None:
        self._known = known
        self._draft = draft
        self._writes = writes
        self._created: dict[str, list[str]] = {}
        self.aliases: list[AliasNote] = []

    @property
    def created(self) -> dict[str, tuple[str, ...]]:
        """New names by list ("reps", "customers", …), in the order of the table."""
        return {PLURAL[ref]: tuple(names) for ref, names in self._created.items() if names}

    def column(
        self, ref: str, values: Sequence[object], entry: EntryValues | None = None
    ) -> list[int | None]:
        """Ids of a column of names; rejected rows create nothing and give None if unknown.

        `entry` gives the columns of an entry that has to be created.
        """
        written = self._accepted(values)
        ids = self.ids(ref, written, values, entry)
        return [ids.get(value) for value in values]

    def ids(
        self,
        ref: str,
        written: Iterable[object],
        values: Sequence[object],
        entry: EntryValues | None = None,
    ) -> dict[object, int]:
        """Id of each written name. `values` is the column that they stand in."""
        names = self._known.names(ref)
        found: dict[object, int] = {}
        created: list[tuple[int, str]] = []
        alike: list[tuple[str, int]] = []
        for name in written:
            if not isinstance(name, str):
                continue
            match = names.find(name)
            if match is None:
                found[name] = row_id = names.create(name)
                created.append((row_id, name))
                continue
            found[name] = match.id
            if match.how is How.SAME:
                alike.append((name, match.id))
        self._insert(ref, created, values, entry)
        for name, row_id in alike:  # after the names that they may stand for are written
            self.alias(ref, name, row_id, self._row_of(name, values))
        return found

    def alias(
        self, ref: str, written: str, means: int, row: int | None, *, said: bool = True
    ) -> None:
        """Let a spelling stand for a name, and say so unless that was done."""
        names = self._known.names(ref)
        if not names.add_alias(written, means):
            return
        self._writes.add(NewAlias(ref, written, means, row))
        name = names.name_of(means)
        self.aliases.append(AliasNote(PLURAL[ref], written, name))
        if said:
            self._draft.say("name.same", f"“{written}” is taken for “{name}”.", row)

    def note_created(self, ref: str, name: str) -> None:
        """Count a name among those that the table creates."""
        self._created.setdefault(ref, []).append(name)

    def _accepted(self, values: Sequence[object]) -> list[object]:
        states = self._draft.states
        if REJECTED in states:
            alive = (
                value for value, state in zip(values, states, strict=True) if state != REJECTED
            )
            return list(dict.fromkeys(alive))
        return list(dict.fromkeys(values))

    def _row_of(self, name: str, values: Sequence[object]) -> int | None:
        try:
            return self._draft.row(values.index(name))
        except ValueError:
            return None

    def _insert(
        self,
        ref: str,
        created: list[tuple[int, str]],
        values: Sequence[object],
        entry: EntryValues | None,
    ) -> None:
        if not created:
            return
        first: dict[object, int] = {}
        for at in range(len(values) - 1, -1, -1):
            first[values[at]] = at
        rows = [self._draft.row(first[name]) if name in first else 0 for _, name in created]
        entries = [dict(entry(name)) if entry else {"name": name} for _, name in created]
        columns = tuple(entries[0])
        known_rows = self._known.rows(ref)
        for (row_id, name), columns_of_entry in zip(created, entries, strict=True):
            known_rows[row_id] = {"id": row_id, "batch_id": None, **columns_of_entry}
            self.note_created(ref, name)
        self._writes.add(
            Insert(
                ref,
                columns,
                tuple([one[name] for one in entries] for name in columns),
                [row_id for row_id, _ in created],
                rows,
            )
        )
