"""What a mapping file decides about names, kept for every sheet to come, of whatever kind.

"Kari N." as "Kari Nordmann" becomes an alias. A name given as itself is denied to be another one
that it comes near: it is an entry of its own from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import MASTER_KIND, Known
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.target_scopes import LEVELS

if TYPE_CHECKING:
    from kpidesk.excel.detect import MappingFile

_LISTS = ("rep", "customer", "product", "team")
_NO_NAMES = ("", "*")


@dataclass(frozen=True, slots=True)
class _Decided:
    """A spelling in a column of the table, and the name that it stands for."""

    lists: tuple[str, ...]  # where the name is looked for
    field: str
    written: str
    means: str


def keep_names_apart(draft: Draft, known: Known, mapping: MappingFile | None) -> None:
    """Let names that stand for themselves be no other; to be called before names are resolved."""
    for one in _decided(draft, mapping):
        if one.written == one.means:
            for ref in one.lists:
                known.names(ref).keep_apart(one.written)


def remember_decided(
    draft: Draft, known: Known, resolver: Resolver, mapping: MappingFile | None
) -> None:
    """Make aliases of what was decided; to be called once the table's own names are written."""
    for one in _decided(draft, mapping):
        ref = _list_with(known, one)
        if ref is None or one.written == one.means:
            continue
        names = known.names(ref)
        entry = names.exact(one.means)
        own = names.exact(one.written)
        if entry is None or own == entry:
            continue
        if own is not None:
            draft.say(
                "name.own",
                f"“{one.written}” has an entry of its own, besides “{one.means}”: only this sheet "
                "is read as decided.",
                column=draft.fields[one.field].header,
            )
            continue
        resolver.alias(ref, one.written, entry, _row_of(draft, one), said=False)


def _decided(draft: Draft, mapping: MappingFile | None) -> Iterator[_Decided]:
    for field, words in _words(mapping).items():
        lists = _lists_of(draft, field)
        for written, means in words.items():
            if lists and means.strip() and written not in _NO_NAMES:
                yield _Decided(lists, field, written.strip(), means.strip())


def _words(mapping: MappingFile | None) -> Mapping[str, Mapping[str, str]]:
    return mapping.values if mapping is not None else {}


def _lists_of(draft: Draft, field: str) -> tuple[str, ...]:
    """The lists that the names in a column are in; none where it names nobody."""
    kind = draft.kind
    found = draft.fields.get(field)
    if found is None:
        return ()
    if kind.name == "targets":
        return LEVELS if field == "scope_name" else ()
    ref = found.field.ref
    if MASTER_KIND.get(field) == kind.name:
        ref = field
    return (ref,) if ref in _LISTS else ()


def _list_with(known: Known, one: _Decided) -> str | None:
    """The list that has the name: of several the only one, else none."""
    having = [ref for ref in one.lists if known.names(ref).exact(one.means) is not None]
    return having[0] if len(having) == 1 else None


def _row_of(draft: Draft, one: _Decided) -> int | None:
    column = draft.fields[one.field].column
    cells = () if column is None else column.values
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip() == one.written:
            return draft.row(at)
    return None
