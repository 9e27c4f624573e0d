"""Edited facts: rows of a sheet that are known by their key, whatever else changed in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from kpidesk.services.importing.deals import KEEP
from kpidesk.services.importing.draft import Draft, FieldColumn
from kpidesk.services.importing.fact_columns import TABLE_OF_KIND, StoredColumn
from kpidesk.services.importing.matching import Difference, Values
from kpidesk.services.importing.own_rows import refuse_second
from kpidesk.services.importing.plan import RowState
from kpidesk.services.importing.writes import Update

if TYPE_CHECKING:
    from kpidesk.domain.facts import Kind
    from kpidesk.services.importing.known import Known

_ALONE = "\x00"  # begins a key that no sheet can hold, for as long as two rows change places


def keep_statuses(draft: Draft) -> None:
    """Without a column of statuses, a deal whose stage was not edited keeps its status."""
    if not draft.own or draft.has("status"):
        return
    if not (draft.has("stage") or draft.has("closed_on")):
        return
    statuses: list[object] = [None] * len(draft)
    for at, row in draft.own.items():
        if "stage" not in row.edited:
            statuses[at] = row.shown["status"]
    draft.fields["status"] = FieldColumn(draft.kind.field("status"), None, statuses)


class OwnFacts:
    """The edited facts of one table with what is stored of them.

    `stored` has, by id, the values in `columns` and those in `extra` as they are now.
    """

    def __init__(
        self,
        draft: Draft,
        known: Known,
        columns: list[StoredColumn],
        extra: Sequence[str],
    ) -> None:
        self._draft = draft
        self._columns = columns
        ids = {row.id for row in draft.own.values()}
        names = [column.name for column in columns]
        found = known.stored_facts(draft.kind.name, ["id", *extra, *names], ids, "id")
        start = 1 + len(extra)
        self.stored: dict[int, Values] = {row[0]: row[start:] for row in found}  # type: ignore[misc]
        self.extra: dict[int, Values] = {row[0]: row[1:start] for row in found}  # type: ignore[misc]

    def keep_unedited(self) -> None:
        """Let cells that still show a name point where they did, however it is spelled now."""
        own = self._draft.own
        for index, column in enumerate(self._columns):
            edited = [at for at, row in own.items() if column.field.name in row.edited]
            if column.ref is None and KEEP not in column.values:
                continue
            values = list(column.values)
            for at, row in own.items():
                if values[at] is KEEP or (column.ref is not None and at not in edited):
                    values[at] = self.stored[row.id][index]
            self._columns[index] = StoredColumn(column.name, column.field, values)

    def compare(self, positions: Collection[int], rows: Sequence[Values]) -> list[Difference]:
        """What is different in the own rows at some positions; sets the rows' states."""
        found = []
        for at in positions:
            row_id = self._draft.own[at].id
            old, new = self.stored[row_id], rows[at]
            if old == new:
                self._draft.states[at] = int(RowState.UNCHANGED)
            else:
                self._draft.states[at] = int(RowState.CHANGED)
                found.append(Difference(at, row_id, old, new))
        return found


def refuse_taken_keys(
    draft: Draft,
    keys: Sequence[str | None],
    name: str,
    id_of: Callable[[Collection[str]], Mapping[object, int]],
) -> set[int]:
    """Reject rows whose own key (a deal's, an external id) is that of another stored row.

    Returns the rows without a key of ours that repeat a row of the sheet.
    """
    asked = {str(key) for at, key in enumerate(keys) if key is not None and draft.alive(at)}
    holders = id_of(asked) if asked else {}
    leaving = {
        row.id
        for at, row in draft.own.items()
        if draft.alive(at) and row.shown.get(name) != keys[at]
    }
    repeats: set[int] = set()
    for at, key in enumerate(keys):
        holder = holders.get(key)
        if key is None or holder is None or not draft.alive(at):
            continue
        own = draft.own.get(at)
        if own is None:
            if refuse_second(draft, at, holder, name) and draft.alive(at):
                repeats.add(at)
        elif holder != own.id and holder not in leaving:
            draft.reject(
                at,
                name,
                "row.key_taken",
                f"“{key}” is the {name.replace('_', ' ')} of another row already.",
            )
    return repeats


def changing_places(
    kind: Kind, differences: Sequence[Difference], columns: Sequence[StoredColumn]
) -> Update | None:
    """A step that frees the keys which rows take over from each other; None if none do.

    A key that two rows had for a moment would be refused by the company file.
    """
    at_key = next((i for i, one in enumerate(columns) if one.field.name == kind.external), None)
    if kind.name != "deals" or at_key is None:
        return None
    moved = [one for one in differences if one.old[at_key] != one.new[at_key]]
    given_up: set[Hashable] = {one.old[at_key] for one in moved}
    freed = [one for one in moved if one.old[at_key] in given_up & {m.new[at_key] for m in moved}]
    if not freed:
        return None
    return Update(
        TABLE_OF_KIND[kind.name],
        (columns[at_key].name,),
        ([f"{_ALONE}{one.id}" for one in freed],),
        [one.id for one in freed],
    )
