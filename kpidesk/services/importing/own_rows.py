"""Rows that carry a key: which stored row each is, and which of its cells were edited.

What was not edited is not looked at: it stays exactly as it is stored, whatever could be read
into the cell. Only edited and added rows go through the rules of an import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kpidesk.domain.facts import Kind
from kpidesk.domain.tables import Cell
from kpidesk.services.importing.draft import REJECTED, Draft, FieldColumn, OwnRow, Settled
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.own_sheets import key_column, part_of
from kpidesk.services.importing.plan import RowState
from kpidesk.services.importing.wording import counted

_SAME_MOMENT = timedelta(milliseconds=500)  # a cell's moment is a fraction of a day


@dataclass(frozen=True, slots=True)
class EditedPart:
    """The rows of a table that are to be compared, and where they stand in the whole."""

    draft: Draft
    positions: Sequence[int]

    def give_back(self, whole: Draft) -> None:
        """Tell the whole table what became of its edited rows."""
        part = self.draft
        for at, state in zip(self.positions, part.states, strict=True):
            whole.states[at] = state
        whole.issues += part.issues
        whole.notes += part.notes
        whole.questions += part.questions


def edited_part(draft: Draft, known: Known) -> EditedPart | None:
    """The rows to be compared; None where no row carries a key of this company.

    Rows without any edited cell are settled as unchanged in `draft`.
    """
    keys = key_column(draft.table)
    if keys is None or draft.letters:
        return None
    stored = known.exported(draft.kind)
    own: dict[int, tuple[str, Sequence[object]]] = {}
    copies: set[int] = set()
    for at, cell in enumerate(keys.values):
        key = cell.strip() if isinstance(cell, str) else ""
        row = stored.get(key)
        if row is None:
            continue
        if key in known.keys_taken:
            copies.add(at)
        else:
            known.keys_taken.add(key)
            own[at] = (key, row)
    if not own:
        _add_missing(draft, draft.kind)
        return None
    _say_copies(draft, copies)
    edited = _edited_fields(draft, {at: row for at, (_, row) in own.items()})
    settled = {at for at in own if not edited[at]}
    _settle(draft, settled)
    return _part(draft, own, edited, copies, settled)


def _say_copies(draft: Draft, copies: set[int]) -> None:
    if copies:
        rows = ", ".join(str(draft.row(at)) for at in sorted(copies)[:10])
        draft.say(
            "row.copied",
            counted(
                len(copies),
                "row is a copy of a row with the same key and is read as an added one: row",
                "rows are copies of rows with the same key and are read as added ones: rows",
            )
            + f" {rows}{' …' if len(copies) > 10 else ''}.",
            draft.row(min(copies)),
        )


def _edited_fields(draft: Draft, rows: dict[int, Sequence[object]]) -> dict[int, set[str]]:
    """The fields of each own row whose cell says something else than what is stored."""
    edited: dict[int, set[str]] = {at: set() for at in rows}
    faulty = {(issue.row, issue.column) for issue in draft.issues}
    for index, field in enumerate(draft.kind.fields):
        found = draft.fields.get(field.name)
        if found is None or found.column is None:
            continue
        values, cells, header = found.values, found.column.values, found.column.header
        for at, row in rows.items():
            value, old = values[at], row[index]
            if value is None and old is None:
                same = (draft.row(at), header) not in faulty
            else:
                same = value == old or _same(value, cells[at], old)
            if not same:
                edited[at].add(field.name)
    return edited


def _same(value: object, cell: Cell, old: object) -> bool:
    """Whether a cell still shows what is stored, though it is not read as exactly that."""
    if isinstance(old, str):
        shown = _plain(old)
        read = _plain(value) if isinstance(value, str) else value or ""
        return read == shown or (isinstance(cell, str) and _plain(cell) == shown)
    if isinstance(value, datetime) and isinstance(old, date):
        moment = old if isinstance(old, datetime) else datetime.combine(old, time())
        return abs(value - moment) < _SAME_MOMENT
    return False


def _plain(text: str) -> str:
    """A text without what a workbook does not keep: spaces around it, the kind of line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _settle(draft: Draft, settled: set[int]) -> None:
    """Rows without an edited cell are unchanged, and nothing is wrong with them."""
    rows = {draft.row(at) for at in settled if draft.states[at] == REJECTED}
    for at in settled:
        draft.states[at] = int(RowState.UNCHANGED)
    if rows:
        draft.issues[:] = [issue for issue in draft.issues if issue.row not in rows]


def _part(
    draft: Draft,
    own: dict[int, tuple[str, Sequence[object]]],
    edited: dict[int, set[str]],
    copies: set[int],
    settled: set[int],
) -> EditedPart:
    positions = [at for at in range(len(draft)) if at not in settled]
    kind = draft.kind
    rows: dict[int, OwnRow] = {}
    for place, at in enumerate(positions):
        if at in own:
            key, row = own[at]
            shown = dict(zip(kind.field_names, row, strict=True))
            rows[place] = OwnRow(*_ids(key), shown, frozenset(edited[at]))
    part = replace(
        draft,
        table=part_of(draft.table, positions),
        fields={
            name: replace(found, values=[found.values[at] for at in positions])
            for name, found in draft.fields.items()
        },
        states=bytearray(draft.states[at] for at in positions),
        issues=[],
        notes=[],
        questions=[],
        own=rows,
        copies=frozenset(place for place, at in enumerate(positions) if at in copies),
        settled=_settled(draft, own, settled),
    )
    _keep_unedited(part)
    _add_missing(part, kind)
    return EditedPart(part, positions)


def _settled(
    draft: Draft, own: dict[int, tuple[str, Sequence[object]]], settled: set[int]
) -> dict[int, list[Settled]]:
    found: dict[int, list[Settled]] = {}
    for at in sorted(settled):
        key, row = own[at]
        row_id, place = _ids(key)
        found.setdefault(row_id, []).append(Settled(draft.row(at), place, row))
    return found


def _ids(key: str) -> tuple[int, int | None]:
    row_id, _, place = key.rpartition("-")[2].partition(".")
    return int(row_id), int(place) if place else None


def _keep_unedited(part: Draft) -> None:
    for name, found in part.fields.items():
        if found.column is not None:
            for at, row in part.own.items():
                if name in row.shown and name not in row.edited:
                    found.values[at] = row.shown[name]


def _add_missing(part: Draft, kind: Kind) -> None:
    """Fields that every row needs but that have no column: own rows have them as stored."""
    all_own = len(part.own) == len(part)
    for field in kind.fields:
        wanted = field.required or (all_own and (kind.name, field.name) == ("targets", "scope"))
        if wanted and field.name not in part.fields:
            values: list[object] = [None] * len(part)
            for at, row in part.own.items():
                values[at] = row.shown[field.name]
            part.fields[field.name] = FieldColumn(field, None, values)


def refuse_second(draft: Draft, at: int, row_id: int, name: str) -> bool:
    """Whether a row without a key of its own repeats a settled one; another one is rejected.

    `name` is the field by which the two are the same.
    """
    first = draft.settled.get(row_id)
    if first is None or at in draft.own:
        return False
    shown = dict(zip(draft.kind.field_names, first[0].shown, strict=True))
    said = {field: found.values[at] for field, found in draft.fields.items() if field in shown}
    if all(_same(value, None, shown[field]) or value == shown[field]
           for field, value in said.items()):  # fmt: skip
        draft.states[at] = int(RowState.UNCHANGED)
        return True
    draft.reject(
        at,
        name,
        "row.duplicate_key",
        f"The {name.replace('_', ' ')} “{said.get(name)}” is also in row {first[0].row}, with "
        "other values.",
        other=first[0].row,
    )
    return True
