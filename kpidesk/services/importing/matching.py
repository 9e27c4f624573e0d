"""Which rows of a table are known already, and what is different in them.

Rows with a key are the fact of that key. Rows without one are compared as a whole: identical
ones are the same fact however often they occur; of the rest, those that differ from a row of an
earlier copy of the same sheet are corrections of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kpidesk.services.importing.plan import RowState

Values = tuple[object, ...]
_NEW, _CHANGED, _UNCHANGED = int(RowState.NEW), int(RowState.CHANGED), int(RowState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Difference:
    """A known row whose columns get other values."""

    at: int  # position in the table
    id: int
    old: Values
    new: Values


@dataclass(slots=True)
class Matched:
    """New rows by position, and what is different in known ones."""

    new: list[int] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)


def match_keyed(
    positions: Iterable[int],
    keys: Sequence[Hashable],
    rows: Sequence[Values],
    stored: Mapping[Hashable, tuple[int, Values]],
    states: bytearray,
) -> Matched:
    """Compare each row with the stored one of the same key; sets the rows' states."""
    found = Matched()
    new, changed = found.new, found.changed
    for at in positions:
        old = stored.get(keys[at])
        if old is None:
            states[at] = _NEW
            new.append(at)
        elif old[1] == rows[at]:
            states[at] = _UNCHANGED
        else:
            states[at] = _CHANGED
            changed.append(Difference(at, old[0], old[1], rows[at]))
    return found


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A stored row without a key of its own, and where it came from."""

    id: int
    batch: int | None
    source_row: int | None
    values: Values


class KeylessMatch:
    """Compares rows without a key of their own with stored ones.

    `natural` are the positions of the natural key's columns within the rows' values. `earlier`
    tells whether a batch is an earlier copy of the same sheet, `rows_of` gives all stored rows
    of some batches, `taken` are the stored rows that were recognised already, and `day` is the
    position of the day that places a row in time.
    """

    def __init__(
        self,
        rows: Sequence[Values],
        states: bytearray,
        natural: Sequence[int],
        earlier: Callable[[int], bool],
        rows_of: Callable[[Collection[int]], list[StoredRow]],
        taken: set[int],
        day: int | None = None,
    ) -> None:
        self._rows = rows
        self._states = states
        self._natural = tuple(natural)
        self._earlier = earlier
        self._rows_of = rows_of
        self._taken = taken
        self._day = day
        self._stored: list[StoredRow] = []
        self._found = Matched()

    def match(
        self, positions: Sequence[int], stored: Iterable[StoredRow], batches: Iterable[int]
    ) -> Matched:
        """States of the rows at `positions`; `stored` are the rows that could be identical."""
        again: Counter[int] = Counter()
        left = self._identical(positions, stored, again)
        if left:
            copies = {batch for batch in batches if self._earlier(batch)}
            candidates = self._stored = self._rows_of(copies | set(again))
            sizes = Counter(row.batch for row in candidates)
            same = {batch for batch, times in again.items() if 2 * times >= sizes[batch]}
            free = [row for row in candidates if row.id not in self._taken]
            near = [row for row in free if row.batch in copies or row.batch in same]
            left = self._by_natural_key(left, near)
            left = self._by_all_but_one(left, [row for row in near if row.batch in same])
        for at in left:
            self._states[at] = _NEW
        self._found.new = left
        self._found.changed.sort(key=lambda difference: difference.at)
        return self._found

    def _identical(
        self, positions: Sequence[int], stored: Iterable[StoredRow], again: Counter[int]
    ) -> list[int]:
        free: dict[Values, list[StoredRow]] = defaultdict(list)
        for row in stored:
            free[row.values].append(row)
        if not free:
            return list(positions)
        for same in free.values():
            same.reverse()  # taken from the end: the oldest first
        left = []
        for at in positions:
            same_rows = free.get(self._rows[at])
            if not same_rows:
                left.append(at)
                continue
            taken = same_rows.pop()
            self._states[at] = _UNCHANGED
            self._taken.add(taken.id)
            if taken.batch is not None:
                again[taken.batch] += 1
        return left

    def _by_natural_key(self, left: list[int], near: list[StoredRow]) -> list[int]:
        if len(self._natural) == len(self._rows[0]):
            return left  # the key is the whole row: what is not identical has another key
        pairs = self._pairs(left, near, lambda values: tuple(values[at] for at in self._natural))
        return self._take(left, pairs)

    def _by_all_but_one(self, left: list[int], near: list[StoredRow]) -> list[int]:
        """A row of the same sheet with one other cell is that row, corrected.

        Only where every row of the earlier copy is found again: a sheet that shows the last
        thirty days drops rows at one end and gets others, perhaps much like them, at the other.
        """
        width = len(self._rows[0])
        near = [row for row in near if row.id not in self._taken]
        if width < 3 or not left or not near:
            return left  # two rows that share one of two cells have little in common
        pairs: dict[int, StoredRow] = {}
        for gone in range(width):
            used = {row.id for row in pairs.values()}
            pairs |= self._pairs(
                [at for at in left if at not in pairs],
                [row for row in near if row.id not in used],
                lambda values, at=gone: values[:at] + values[at + 1 :],  # type: ignore[misc]
            )
        found = {row.id for row in pairs.values()}
        lost = {row.batch for row in near if row.id not in found}
        lost |= self._moved_on(pairs)
        return self._take(left, {at: row for at, row in pairs.items() if row.batch not in lost})

    def _moved_on(self, pairs: Mapping[int, StoredRow]) -> set[int | None]:
        """Batches of which a row would move from before the sheet's days to after its own."""
        day = self._day
        if day is None or not pairs:
            return set()
        days: list[Any] = [row[day] for row in self._rows if row[day] is not None]
        first = min(days, default=None)
        batches = {row.batch for row in pairs.values()}
        last: dict[int | None, Any] = {}
        for row in self._stored:
            value: Any = row.values[day]
            if row.batch in batches and value is not None:
                last[row.batch] = max(last.get(row.batch, value), value)
        return {
            row.batch
            for at, row in pairs.items()
            if _before(row.values[day], first) and _before(last.get(row.batch), self._rows[at][day])
        }

    def _pairs(
        self, left: Sequence[int], near: Sequence[StoredRow], key_of: Callable[[Values], Values]
    ) -> dict[int, StoredRow]:
        """Rows at `left` with the first free stored row of the same key."""
        free: dict[Values, list[StoredRow]] = defaultdict(list)
        for row in reversed(near):
            if row.id not in self._taken:
                free[key_of(row.values)].append(row)
        if not free:
            return {}
        pairs: dict[int, StoredRow] = {}
        for at in left:
            same = free.get(key_of(self._rows[at]))
            if same:
                pairs[at] = same.pop()
        return pairs

    def _take(self, left: Sequence[int], pairs: Mapping[int, StoredRow]) -> list[int]:
        """Make the paired rows changed ones; returns the others."""
        for at, row in pairs.items():
            self._taken.add(row.id)
            self._states[at] = _CHANGED
            self._found.changed.append(Difference(at, row.id, row.values, self._rows[at]))
        return [at for at in left if at not in pairs]


def _before(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one < other)
