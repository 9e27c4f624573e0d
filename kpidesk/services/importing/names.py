"""The lists that facts point into, as they are and as the import will leave them.

Names that are not known yet get a provisional id below zero; applying the plan puts the real
one in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from kpidesk.services.importing.folding import fold_name

PLURAL = {
    "rep": "reps",
    "team": "teams",
    "customer": "customers",
    "product": "products",
    "stage": "stages",
}
"""How each list is called in answers to the user."""

_EITHER = 0  # no id: stored ones start at 1, provisional ones lie below


class How(Enum):
    """By what a written name was recognised."""

    EXACT = auto()
    ALIAS = auto()
    SAME = auto()  # but for case, spaces, accents and punctuation


@dataclass(frozen=True, slots=True)
class Match:
    """A name in use that a written one stands for."""

    id: int
    how: How


class NameList:
    """One list of names with its aliases; changes in it are those that a plan makes."""

    def __init__(self, ref: str, names: Mapping[str, int], aliases: Mapping[str, int]) -> None:
        self.ref = ref
        self._ids = dict(names)
        self._aliases = dict(aliases)
        self._names = {row_id: name for name, row_id in names.items()}
        self._folded: dict[str, int] | None = None
        self._apart: set[str] = set()
        self._next = -1

    def name_of(self, row_id: int) -> str:
        """The name as it is spelled now."""
        return self._names[row_id]

    def exact(self, written: str) -> int | None:
        """The id of exactly this name."""
        return self._ids.get(written)

    def keep_apart(self, name: str) -> None:
        """Let a name stand for itself alone, however near it comes to others."""
        self._apart.add(name)
        self._folded = None

    def folded(self, written: str) -> str:
        """What tells whether two spellings that nobody has yet are the same name."""
        return written if written in self._apart else fold_name(written) or written

    def find(self, written: str) -> Match | None:
        """The name that a spelling stands for: itself, an alias, or the same when folded."""
        if (found := self._ids.get(written)) is not None:
            return Match(found, How.EXACT)
        if written in self._apart:
            return None
        if (found := self._aliases.get(written)) is not None and found in self._names:
            return Match(found, How.ALIAS)
        found = self._by_fold().get(fold_name(written), _EITHER)
        return None if found == _EITHER else Match(found, How.SAME)

    def create(self, name: str) -> int:
        """Take a new name in; returns its provisional id."""
        row_id = self._next
        self._next -= 1
        self._ids[name] = row_id
        self._names[row_id] = name
        if self._folded is not None:
            self._remember_fold(name, row_id)
        return row_id

    def add_alias(self, written: str, row_id: int) -> bool:
        """Let a spelling stand for a name; False when that was so already.

        A spelling that is a name itself needs no alias.
        """
        if self._aliases.get(written) == row_id or written in self._ids:
            return False
        self._aliases[written] = row_id
        if self._folded is not None:
            self._remember_fold(written, row_id)
        return True

    def rename(self, row_id: int, name: str) -> str:
        """Spell a name otherwise; returns the old spelling."""
        old = self._names[row_id]
        if self._ids[old] == row_id:  # else another has taken the old name over
            del self._ids[old]
        self._ids[name] = row_id
        self._names[row_id] = name
        if self._folded is not None:
            self._remember_fold(name, row_id)
        return old

    def remove(self, row_id: int) -> str:
        """Drop a name that was merged into another; returns its spelling."""
        name = self._names.pop(row_id)
        self._ids.pop(name, None)
        self._folded = None
        return name

    def aliases_of(self, row_id: int) -> list[str]:
        """Spellings that stand for a name."""
        return [written for written, means in self._aliases.items() if means == row_id]

    def _by_fold(self) -> dict[str, int]:
        if self._folded is None:
            self._folded = {}
            for written, row_id in self._all_spellings():
                self._remember_fold(written, row_id)
        return self._folded

    def _all_spellings(self) -> Iterable[tuple[str, int]]:
        yield from self._ids.items()
        for written, row_id in self._aliases.items():
            if row_id in self._names:
                yield written, row_id

    def _remember_fold(self, written: str, row_id: int) -> None:
        assert self._folded is not None
        folded = fold_name(written)
        if not folded or written in self._apart:
            return
        if self._folded.setdefault(folded, row_id) != row_id:
            # Two names in use fold to the same: a third spelling could mean either.
            self._folded[folded] = _EITHER
