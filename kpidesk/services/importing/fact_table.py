"""Planning a table of dated facts: deals, activities, stage history, orders and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from kpidesk.services.importing.deals import KEEP, derive_deals, refuse_backwards_with
from kpidesk.services.importing.draft import REJECTED, Draft
from kpidesk.services.importing.fact_columns import (
    TABLE_OF_KIND,
    StoredColumn,
    days_of_rates,
    defaults_of_new,
    enrich_stages,
    stored_columns,
)
from kpidesk.services.importing.known import FactRow, Known
from kpidesk.services.importing.matching import (
    Difference,
    KeylessMatch,
    Matched,
    StoredRow,
    Values,
    match_keyed,
)
from kpidesk.services.importing.money import read_currencies, refuse_without_rate
from kpidesk.services.importing.own_facts import (
    OwnFacts,
    changing_places,
    keep_statuses,
    refuse_taken_keys,
)
from kpidesk.services.importing.plan import CellChange, ClosedPeriod, RowState
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.rules import refuse_blank_required, repeated_rows
from kpidesk.services.importing.totals import closed_periods
from kpidesk.services.importing.writes import Insert, TableWrites, Update

_RATE_DAYS = {
    "deals": ("closed_on", "expected_close_on", "created_on"),
    "orders": ("date",),
    "costs": ("date",),
}
_WON = ("status", "closed_on", "value")
_NO_VALUE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table comes from: the file's name and the sheet's."""

    source: str
    sheet: str


class FactTable:
    """Plans one table of facts; the draft's states and the steps in `writes` are the outcome."""

    def __init__(
        self, draft: Draft, known: Known, resolver: Resolver, writes: TableWrites, place: Place
    ) -> None:
        self._draft = draft
        self._kind = draft.kind
        self._known = known
        self._resolver = resolver
        self._writes = writes
        self._place = place
        self._columns: list[StoredColumn] = []
        self._won_before: dict[int, tuple[object, ...]] = {}
        self._matched = Matched()
        self.changes: list[CellChange] = []
        self.closed: tuple[ClosedPeriod, ...] = ()

    @cached_property
    def _rows(self) -> list[Values]:
        """The rows as they would be stored; only compared ones are needed."""
        return list(zip(*[column.values for column in self._columns], strict=True))

    def plan(self) -> None:
        """Go through all rules, compare with what is known, and note what to write."""
        draft, known = self._draft, self._known
        if self._kind.name == "deals":
            keep_statuses(draft)
        stages = derive_deals(draft, self._outcomes()) if self._kind.name == "deals" else {}
        refuse_blank_required(draft)
        self._hold_against_stored_dates()
        read_currencies(draft, known.currency)
        if self._kind.name in _RATE_DAYS and self._kind.amount_field:
            days = days_of_rates(draft, _RATE_DAYS[self._kind.name])
            refuse_without_rate(draft, known, self._kind.amount_field, days)
        keys = self._keys()
        external = self._kind.external or ""
        repeats = repeated_rows(draft, keys, external, list(draft.fields))
        if draft.own or draft.settled:
            repeats |= refuse_taken_keys(draft, keys, external, self._ids_by_key)
        self._columns = stored_columns(draft, self._resolver, stages)
        self._match(keys, repeats)
        for at in repeats:
            draft.states[at] = int(RowState.UNCHANGED)
        self._note_changes()
        self._note_closed_periods()
        if not (draft.own or draft.settled):
            self._write_stages(enrich_stages(known, stages))
        self._write_changes()
        self._write_new()

    def _outcomes(self) -> dict[str, str]:
        """Outcomes of the stages in the table that are known to close a deal.

        That a stage is open says little: it may only never have been said what it means.
        """
        names, rows = self._known.names("stage"), self._known.rows("stage")
        found = {}
        for word in dict.fromkeys(self._draft.values("stage")):
            match = names.find(word) if isinstance(word, str) else None
            if match is not None and rows[match.id]["outcome"] != "open":
                found[str(word)] = str(rows[match.id]["outcome"])
        return found

    def _hold_against_stored_dates(self) -> None:
        """A table with only one of a deal's two dates is held against the other as stored."""
        draft = self._draft
        if self._kind.name == "deals" and draft.has("closed_on") != draft.has("created_on"):
            keys = {str(key) for key in draft.values("deal") if key is not None}
            asked = ["id", "deal", "created_on", "closed_on"]
            found = self._known.facts("deals", asked, keys=keys, key_column="deal")
            dates = {row[1]: row[2:] for row in found}
            for at, own in draft.own.items():
                shown = own.shown
                dates[draft.values("deal")[at]] = (shown["created_on"], shown["closed_on"])
            refuse_backwards_with(draft, dates)  # type: ignore[arg-type]

    def _keys(self) -> Sequence[str | None]:
        external = self._kind.external
        if external is None or not self._draft.has(external):
            return [None] * len(self._draft)
        return self._draft.fields[external].values  # type: ignore[return-value]

    def _ids_by_key(self, keys: Collection[str]) -> dict[object, int]:
        external = self._kind.external
        assert external is not None
        found = self._known.stored_facts(self._kind.name, ["id", external], keys, external)
        return {row[1]: row[0] for row in found}  # type: ignore[misc]

    def _match(self, keys: Sequence[str | None], repeats: Collection[int]) -> None:
        draft, states = self._draft, self._draft.states
        waiting = [at for at, state in enumerate(states) if state != REJECTED and at not in repeats]
        if not (draft.own or draft.settled):
            self._match_others(waiting, keys)
            return
        extra = _WON if self._kind.name == "deals" else ()
        own = OwnFacts(draft, self._known, self._columns, extra)
        self._known.taken(self._kind.name).update(draft.settled, own.stored)
        own.keep_unedited()
        added = [at for at in waiting if at in draft.copies and keys[at] is None]
        apart = {*draft.own, *added}
        self._match_others([at for at in waiting if at not in apart], keys, own.stored)
        self._won_before |= own.extra
        self._matched.new = sorted(self._matched.new + added)
        self._matched.changed += own.compare([at for at in waiting if at in draft.own], self._rows)

    def _match_others(
        self, waiting: Sequence[int], keys: Sequence[str | None], own: Collection[int] = ()
    ) -> None:
        """Match rows by what they say; stored rows in `own` are spoken of by their keys."""
        states = self._draft.states
        keyed = [at for at in waiting if keys[at] is not None]
        stored = self._stored_by_key({str(keys[at]) for at in keyed}) if keyed else {}
        if own:
            stored = {key: row for key, row in stored.items() if row[0] not in own}
        self._fill_kept(keys, stored)
        if stored:
            self._matched = match_keyed(keyed, keys, self._rows, stored, states)
        else:
            self._matched = Matched(new=keyed)  # rows are new until something says otherwise
        if len(keyed) < len(waiting):
            keyless = self._match_keyless([at for at in waiting if keys[at] is None])
            self._matched.new = sorted(self._matched.new + keyless.new)
            self._matched.changed += keyless.changed

    def _stored_by_key(self, keys: Collection[str]) -> dict[object, tuple[int, Values]]:
        external = self._kind.external
        assert external is not None
        names = [column.name for column in self._columns]
        extra = list(_WON) if self._kind.name == "deals" else []
        found = self._known.facts(
            self._kind.name, ["id", external, *extra, *names], keys=keys, key_column=external
        )
        start = 2 + len(extra)
        if extra:
            self._won_before = {row[0]: row[2:start] for row in found}  # type: ignore[misc]
        return {row[1]: (row[0], row[start:]) for row in found}  # type: ignore[misc]

    def _fill_kept(
        self, keys: Sequence[str | None], stored: dict[object, tuple[int, Values]]
    ) -> None:
        """Put what is stored where the row says nothing."""
        for index, column in enumerate(self._columns):
            if KEEP not in column.values:
                continue
            values = []
            for key, value in zip(keys, column.values, strict=True):
                if value is KEEP:
                    old = stored.get(key)
                    value = old[1][index] if old else None
                values.append(value)
            self._columns[index] = StoredColumn(column.name, column.field, values)

    def _match_keyless(self, positions: list[int]) -> Matched:
        known, name = self._known, self._kind.name
        names = [column.name for column in self._columns]
        asked = ["id", "batch_id", "source_row", *names]
        taken = known.taken(name)
        before = frozenset(taken)  # by earlier tables; this one's are its own to count

        def rows(found: list[FactRow]) -> list[StoredRow]:
            return [
                StoredRow(row[0], row[1], row[2], row[3:])  # type: ignore[arg-type]
                for row in found
                if row[0] not in before
            ]

        def rows_of(batches: Collection[int]) -> list[StoredRow]:
            return rows(known.stored_facts(name, asked, batches, "batch_id"))

        day = self._kind.date_field
        days = None
        if day is not None and self._draft.has(day):
            values = self._draft.values(day)
            days = {at.isoformat() for at in set(values) if isinstance(at, date)}
        same_days = rows(known.stored_facts(name, asked, days, day if days is not None else None))
        key_columns = {f"{key}_id" if self._kind.field(key).ref else key for key in self._kind.key}
        matcher = KeylessMatch(
            self._rows,
            self._draft.states,
            [at for at, column in enumerate(names) if column in key_columns],
            lambda batch: known.batch_is(batch, self._place.source, self._place.sheet),
            rows_of,
            taken,
            names.index(day) if day in names else None,
        )
        return matcher.match(positions, same_days, known.batches_of(name))

    def _note_changes(self) -> None:
        for difference in self._matched.changed:
            for column, old, new in zip(self._columns, difference.old, difference.new, strict=True):
                if old != new:
                    self.changes.append(self._change(difference.at, column, old, new))

    def _change(self, at: int, column: StoredColumn, old: object, new: object) -> CellChange:
        if column.ref:
            names = self._known.names(column.ref)
            old, new = (None if one is None else names.name_of(one) for one in (old, new))  # type: ignore[arg-type]
        name = column.field.name
        return CellChange(
            self._draft.row(at),
            name,
            self._draft.fields[name].header,
            self._draft.cell(at, name),
            old,  # type: ignore[arg-type]
            new,  # type: ignore[arg-type]
        )

    def _note_closed_periods(self) -> None:
        if self._kind.name == "deals" and self._known.data_as_of is not None:
            self.closed = closed_periods(self._known.data_as_of, self._won_moves())

    def _won_moves(self) -> Iterator[tuple[date | None, Decimal, date | None, Decimal]]:
        at_column = {column.name: at for at, column in enumerate(self._columns)}

        def after(row: Values, before: tuple[object, ...]) -> tuple[object, ...]:
            return tuple(
                row[at_column[name]] if name in at_column else old
                for name, old in zip(_WON, before, strict=True)
            )

        nothing: tuple[object, ...] = ("open", None, None)
        for at in self._matched.new:
            yield (None, _NO_VALUE, *_won(after(self._rows[at], nothing)))
        for difference in self._matched.changed:
            before = self._won_before.get(difference.id, nothing)
            yield (*_won(before), *_won(after(difference.new, before)))

    def _write_stages(self, enriched: Sequence[tuple[int, object]]) -> None:
        for row_id, values in enriched:
            assert isinstance(values, dict)
            self._writes.add(
                Update("stage", tuple(values), tuple([one] for one in values.values()), [row_id])
            )

    def _write_new(self) -> None:
        new = self._matched.new
        every = len(new) == len(self._draft)
        columns = {
            column.name: column.values if every else [column.values[at] for at in new]
            for column in self._columns
        }
        spoken_of = [column.field.name for column in self._columns]
        for name, value in defaults_of_new(self._kind, spoken_of).items():
            columns[name] = [value] * len(new)
        step = Insert(
            TABLE_OF_KIND[self._kind.name],
            tuple(columns),
            tuple(columns.values()),
            self._known.provisional_facts(self._kind.name, len(new)),
            [self._draft.row(at) for at in new],
            self._refs(),
        )
        self._writes.add(step)
        if len(step):
            self._known.will_insert(self._kind.name, step)

    def _write_changes(self) -> None:
        freed = changing_places(self._kind, self._matched.changed, self._columns)
        if freed is not None:
            self._writes.add(freed)
        groups: dict[tuple[int, ...], list[Difference]] = defaultdict(list)
        for difference in self._matched.changed:
            pairs = zip(difference.old, difference.new, strict=True)
            groups[tuple(at for at, (old, new) in enumerate(pairs) if old != new)].append(
                difference
            )
        for columns, differences in groups.items():
            step = Update(
                TABLE_OF_KIND[self._kind.name],
                tuple(self._columns[at].name for at in columns),
                tuple([one.new[at] for one in differences] for at in columns),
                [one.id for one in differences],
                [self._draft.row(one.at) for one in differences],
                self._refs(),
            )
            self._writes.add(step)
            self._known.will_update(self._kind.name, step)

    def _refs(self) -> dict[str, str]:
        return {column.name: column.ref for column in self._columns if column.ref}


def _won(deal: tuple[object, ...]) -> tuple[date | None, Decimal]:
    status, day, value = deal
    if status != "won" or not isinstance(day, date):
        return None, _NO_VALUE
    return day, value if isinstance(value, Decimal) else _NO_VALUE
