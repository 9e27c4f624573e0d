"""Entries of a list that are known by their key: another name in such a row is a new name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.own_rows import refuse_second
from kpidesk.services.importing.writes import Update

if TYPE_CHECKING:
    from kpidesk.services.importing.known import Known
    from kpidesk.services.importing.list_table import Attribute
    from kpidesk.services.importing.names import NameList

_ALONE = "\x00"  # begins a name that no sheet can hold, for as long as two entries swap names


def new_names(draft: Draft, field: str, names: NameList) -> dict[int, tuple[str, int]]:
    """The new name of each renamed entry, with the position of the row that says it.

    Rows that give a name in use, or give an entry a second one, are rejected.
    """
    found: dict[int, tuple[str, int]] = {}
    for at, row in draft.own.items():
        name = draft.values(field)[at]
        if not draft.alive(at) or field not in row.edited or not isinstance(name, str):
            continue
        if names.exact(name) == row.id:
            continue  # the name was given meanwhile
        earlier = found.setdefault(row.id, (name, at))
        if earlier[0] != name:
            draft.reject(
                at,
                field,
                "name.two",
                f"“{row.shown[field]}” is called “{earlier[0]}” in row "
                f"{draft.row(earlier[1])} and “{name}” here.",
                other=draft.row(earlier[1]),
            )
    return _without_taken(draft, field, names, found)


def _without_taken(
    draft: Draft, field: str, names: NameList, found: dict[int, tuple[str, int]]
) -> dict[int, tuple[str, int]]:
    again = True
    while again:  # an entry that keeps its name keeps it from another
        again = False
        given: dict[str, int] = {}
        for row_id, (name, at) in list(found.items()):
            holder = names.exact(name)
            if (holder is None or holder in found) and given.setdefault(name, row_id) == row_id:
                continue
            draft.reject(
                at,
                field,
                "name.taken",
                f"“{draft.own[at].shown[field]}” cannot be called “{name}”: that is the name of "
                f"another {field} already.",
            )
            del found[row_id]
            again = True
    return found


def freeing_names(ref: str, renamed: dict[int, str], names: NameList) -> Update | None:
    """A step that frees names which entries take over from each other; None if none do.

    `renamed` gives the former names by id.
    """
    taken_over = {names.name_of(row_id) for row_id in renamed} & set(renamed.values())
    freed = [row_id for row_id, old in renamed.items() if old in taken_over and row_id > 0]
    if not freed:
        return None
    return Update(ref, ("name",), ([f"{_ALONE}{row_id}" for row_id in freed],), freed)


def repeat_settled(draft: Draft, names: NameList, field: str) -> set[int]:
    """Rows without a key that repeat an unedited row of the sheet; others of its name are rejected.

    A list has each name once.
    """
    repeats = set()
    for at, name in enumerate(draft.values(field)):
        if at in draft.own or not draft.alive(at) or not isinstance(name, str):
            continue
        row_id = names.exact(name)
        if row_id is not None and refuse_second(draft, at, row_id, field) and draft.alive(at):
            repeats.add(at)
    return repeats


def keep_unedited(attribute: Attribute, draft: Draft, known: Known, ref: str) -> Attribute:
    """Let cells that still show a name point where they did, however it is spelled now."""
    if attribute.field.ref is None or not draft.own:
        return attribute
    rows, values = known.rows(ref), list(attribute.values)
    for at, row in draft.own.items():
        if attribute.field.name not in row.edited:
            values[at] = rows[row.id].get(attribute.name)
    return replace(attribute, values=values)


def said_of_rep(
    attribute: Attribute, at: int, row_id: int, draft: Draft, known: Known
) -> tuple[bool, object]:
    """Whether a row says something of its rep, and what, where the sheet is one of ours.

    A rep has several rows: those in which nothing was edited do not speak against one in which
    something was.
    """
    own = draft.own.get(at)
    if own is not None:
        return attribute.field.name in own.edited, attribute.values[at]
    if row_id in draft.settled or any(row.id == row_id for row in draft.own.values()):
        value = attribute.values[at]
        stored = known.rows("rep")[row_id].get(attribute.name)
        return value is not None and stored is None, value
    return attribute.values[at] is not None, attribute.values[at]
