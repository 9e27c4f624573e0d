"""Planning a table of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kpidesk.domain.errors import UsageError
from kpidesk.domain.kpis import KpiDefinition, Unit
from kpidesk.domain.numbers import to_exact
from kpidesk.domain.periods import Period, parse_period
from kpidesk.domain.targets import Scope, Target, clash
from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.own_rows import refuse_second
from kpidesk.services.importing.own_targets import (
    Move,
    as_stored,
    in_order,
    period_columns,
    place_of,
    place_of_target,
)
from kpidesk.services.importing.places import identity
from kpidesk.services.importing.plan import CellChange, RowState
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.rules import refuse_blank_required, repeated_rows
from kpidesk.services.importing.target_scopes import LEVELS, scope_levels
from kpidesk.services.importing.wording import counted
from kpidesk.services.importing.writes import Insert, TableWrites, Update

_AMOUNTS = ("value", "threshold", "stretch")
_NO_FRACTION = Decimal(2)


@dataclass(slots=True)
class _Row:
    """One target of the sheet, understood."""

    at: int
    kpi: str
    period: Period
    level: str
    name: str | None


class TargetTable:
    """Plans one table of targets; the draft's states and the steps in `writes` are the outcome."""

    def __init__(self, draft: Draft, known: Known, resolver: Resolver, writes: TableWrites) -> None:
        self._draft = draft
        self._known = known
        self._resolver = resolver
        self._writes = writes
        self._definitions = {
            definition.key: definition for definition in known.reader.kpi_definitions()
        }
        self.changes: list[CellChange] = []

    def plan(self) -> None:
        """Understand every row, compare with the stored targets, and note what to write."""
        draft = self._draft
        refuse_blank_required(draft)
        kpis = self._kpis()
        periods = self._periods()
        levels = scope_levels(draft, self._known)
        rows = []
        for at, (kpi, period, level) in enumerate(zip(kpis, periods, levels, strict=True)):
            if draft.alive(at) and kpi and period and level:
                name = draft.values("scope_name")[at] if level != "org" else None
                rows.append(_Row(at, kpi.key, period, level, str(name) if name else None))
                self._check(rows[-1], kpi)
        self._per_cent(rows)
        repeats = self._repeats(rows)
        rows = [row for row in rows if draft.alive(row.at) and row.at not in repeats]
        self._refuse_clashes(rows)
        self._write([row for row in rows if draft.alive(row.at)])
        for at in repeats:
            draft.states[at] = int(RowState.UNCHANGED)

    def _kpis(self) -> list[KpiDefinition | None]:
        from kpidesk.excel.detect.kpi_words import kpi_key

        values = self._draft.values("kpi")
        labels = {
            definition.label.casefold(): definition for definition in self._definitions.values()
        }
        found: dict[object, KpiDefinition | None] = {None: None}
        for written in dict.fromkeys(values):
            if isinstance(written, str):
                key = self._definitions.get(written) or labels.get(written.casefold())
                found[written] = key or self._definitions.get(
                    kpi_key(written, frozenset(self._definitions)) or ""
                )
        for at, written in enumerate(values):
            if written is not None and found[written] is None:
                self._draft.reject(
                    at,
                    "kpi",
                    "target.unknown_kpi",
                    f"There is no KPI “{written}”. Use its key or its label.",
                )
        return [found[written] for written in values]

    def _periods(self) -> list[Period | None]:
        found: dict[object, Period | None] = {None: None}
        values = self._draft.values("period")
        for written in dict.fromkeys(values):
            if isinstance(written, str):
                try:
                    found[written] = parse_period(written, self._known.fiscal_start)
                except UsageError:
                    found[written] = None
        for at, written in enumerate(values):
            if written is not None and found[written] is None:
                self._draft.reject(
                    at, "period", "value.not_a_period", f"“{written}” is not a period."
                )
        return [found[written] for written in values]

    def _check(self, row: _Row, kpi: KpiDefinition) -> None:
        value = self._draft.values("value")[row.at]
        if isinstance(value, Decimal) and value < 0:
            self._draft.reject(row.at, "value", "target.negative", "A target cannot be negative.")
        if not kpi.allows(row.level):
            self._draft.reject(
                row.at,
                "scope" if self._draft.has("scope") else "scope_name",
                "target.scope",
                f"{kpi.label} counts for the {kpi.lowest_scope} at the lowest, so a {row.level} "
                "cannot have a target for it.",
            )

    def _per_cent(self, rows: Sequence[_Row]) -> None:
        """A target of 60 for a share is 60 %."""
        moved = 0
        for name in _AMOUNTS:
            found = self._draft.fields.get(name)
            if found is None:
                continue
            values = list(found.values)
            for row in rows:
                if self._draft.unedited(row.at, name):
                    continue
                value = values[row.at]
                share = self._definitions[row.kpi].unit is Unit.PERCENT
                if share and isinstance(value, Decimal) and value >= _NO_FRACTION:
                    values[row.at] = to_exact(value / 100)
                    moved += 1
            found.values = values
        if moved:
            self._draft.say(
                "target.per_cent",
                counted(moved, "target for shares is", "targets for shares are")
                + " read as per cent: 60 is 60 %.",
            )

    def _repeats(self, rows: Sequence[_Row]) -> set[int]:
        keys: list[Hashable] = [None] * len(self._draft)
        for row in rows:
            keys[row.at] = (row.kpi, str(row.period), row.level, self._who(row))
        return repeated_rows(self._draft, keys, "period", _AMOUNTS)

    def _who(self, row: _Row) -> Hashable:
        kept = self._kept_scope_id(row)
        if kept is not None:
            return kept
        if row.level not in LEVELS:
            return 0
        return identity(self._known.names(row.level), row.name)

    def _kept_scope_id(self, row: _Row) -> int | None:
        """Whom a target is for whose cells still say so, however that is spelled now."""
        draft = self._draft
        if row.at not in draft.own or row.level == "org":
            return None
        if draft.unedited(row.at, "scope_name") and draft.own[row.at].shown["scope"] == row.level:
            return int(str(self._stored_by_key[row.at]["scope_id"]))
        return None

    @cached_property
    def _stored_by_key(self) -> dict[int, dict[str, object]]:
        """The stored target of each row that is known by its key."""
        stored = {one["id"]: one for one in self._known.targets()}
        return {at: stored[own.id] for at, own in self._draft.own.items()}

    def _refuse_clashes(self, rows: Sequence[_Row]) -> None:
        values = self._draft.values("value")
        around: dict[Hashable, list[tuple[Target, int | None]]] = defaultdict(list)
        moved = {id(self._stored_by_key[row.at]) for row in rows if row.at in self._draft.own}
        for stored in self._known.targets():
            if id(stored) in moved:
                continue
            key = (stored["kpi"], stored["scope"], stored["scope_id"], stored["period"].grain)  # type: ignore[attr-defined]
            target = Target(
                str(stored["kpi"]),
                Scope(str(stored["scope"]), None),
                stored["period"],  # type: ignore[arg-type]
                stored["value"],  # type: ignore[arg-type]
            )
            around[key].append((target, None))
        for row in rows:
            others = around[(row.kpi, row.level, self._who(row), row.period.grain)]
            own = Target(row.kpi, Scope(row.level, None), row.period, values[row.at])  # type: ignore[arg-type]
            for other, at in others:
                if other.period != own.period and clash(own, other):
                    self._refuse_clash(row, other, at)
                    break
            else:
                others.append((own, row.at))

    def _refuse_clash(self, row: _Row, other: Target, at: int | None) -> None:
        where = f" in row {self._draft.row(at)}" if at is not None else ", which is set already"
        who = f", {row.level}:{row.name}" if row.name else ""
        self._draft.reject(
            row.at,
            "period",
            "target.overlap",
            f"The target “{row.kpi}{who}, {row.period}” overlaps “{row.kpi}{who}, "
            f"{other.period}”{where}.",
            other=self._draft.row(at) if at is not None else None,
        )

    def _write(self, rows: Sequence[_Row]) -> None:
        own = {id(one) for one in self._stored_by_key.values()}
        stored = {
            (one["kpi"], one["scope"], one["scope_id"], one["period"]): one
            for one in self._known.targets()
            if id(one) not in own
        }
        said = [name for name in _AMOUNTS if self._draft.has(name)]
        changed: list[tuple[_Row, dict[str, object], dict[str, object]]] = []
        new: dict[str, list[tuple[_Row, int]]] = {}
        for level in ("org", *LEVELS):
            of_level = [row for row in rows if row.level == level]
            written = self._draft.values("scope_name")
            ids = (
                {}
                if level == "org"
                else self._resolver.ids(level, dict.fromkeys(row.name for row in of_level), written)
            )
            for row in of_level:
                scope_id = self._kept_scope_id(row) or (ids[row.name] if row.name else 0)
                now = {name: self._draft.values(name)[row.at] for name in said}
                known = self._stored_by_key.get(row.at)
                if known is not None:
                    now |= place_of_target(row.kpi, level, scope_id, row.period)
                else:
                    known = stored.get((row.kpi, level, scope_id, row.period))
                if known and refuse_second(self._draft, row.at, int(str(known["id"])), "period"):
                    continue
                if known is None:
                    self._draft.states[row.at] = int(RowState.NEW)
                    new.setdefault(level, []).append((row, scope_id))
                else:
                    changed.append((row, known, now))
        self._update(changed)
        for level, of_level_new in new.items():
            self._insert(level, of_level_new)

    def _update(
        self, compared: Sequence[tuple[_Row, dict[str, object], dict[str, object]]]
    ) -> None:
        moves: list[Move] = []
        for row, known, now in compared:
            different = {name: value for name, value in now.items() if known[name] != value}
            state = RowState.CHANGED if different else RowState.UNCHANGED
            self._draft.states[row.at] = int(state)
            if not different:
                continue
            row_id = int(str(known["id"]))
            self._note(row, known, different)
            was = place_of(known)
            known.update(different)
            stored = as_stored(different)
            refs = {"scope_id": row.level} if "scope_id" in stored and row.level != "org" else {}
            update = Update(
                "target",
                tuple(stored),
                tuple([value] for value in stored.values()),
                [row_id],
                [self._draft.row(row.at)],
                refs,
            )
            moves.append(Move(row_id, was, place_of(known), update))
        for update in in_order(moves):
            self._writes.add(update)

    def _note(self, row: _Row, known: dict[str, object], different: dict[str, object]) -> None:
        draft = self._draft
        for name, value in different.items():
            field = "scope_name" if name == "scope_id" else name
            old: object = known[name]
            if field in ("period", "scope_name"):
                old = draft.own[row.at].shown[field]
                value = str(row.period) if field == "period" else row.name
            found = draft.fields.get(field)
            self.changes.append(
                CellChange(
                    draft.row(row.at),
                    field,
                    found.header if found else None,
                    draft.cell(row.at, field),
                    old,  # type: ignore[arg-type]
                    value,  # type: ignore[arg-type]
                )
            )

    def _insert(self, level: str, new: Sequence[tuple[_Row, int]]) -> None:
        draft = self._draft
        columns: dict[str, list[object]] = {
            "kpi": [row.kpi for row, _ in new],
            "scope": [level for _ in new],
            "scope_id": [scope_id for _, scope_id in new],
            **period_columns([row.period for row, _ in new]),
        }
        for name in _AMOUNTS:
            columns[name] = [draft.values(name)[row.at] for row, _ in new]
        ids = self._known.provisional_facts("target", len(new))
        for index, (row_id, (row, scope_id)) in enumerate(zip(ids, new, strict=True)):
            self._known.targets().append(
                {
                    "id": row_id,
                    "kpi": row.kpi,
                    "scope": level,
                    "scope_id": scope_id,
                    "period": row.period,
                    **{name: columns[name][index] for name in _AMOUNTS},
                }
            )
        self._writes.add(
            Insert(
                "target",
                tuple(columns),
                tuple(columns.values()),
                ids,
                [draft.row(row.at) for row, _ in new],
                {"scope_id": level} if level != "org" else {},
            )
        )
