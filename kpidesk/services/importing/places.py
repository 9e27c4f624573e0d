"""Which stored membership a row of a sheet of reps speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.names import NameList

FULL_TIME = Decimal(1)
Place = dict[str, object]
"""A stored membership by column, as `Known.memberships` gives it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a membership, both included; None is open."""

    first: date | None
    last: date | None

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return _starts_by(self.first, other.last) and _starts_by(other.first, self.last)

    def __str__(self) -> str:
        if self.first is None and self.last is None:
            return "without dates"
        return f"from {self.first or 'the start'} to {self.last or 'now'}"


def _starts_by(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last


def span_of(place: Place) -> Span:
    """The days of a stored membership."""
    return Span(place["valid_from"], place["valid_to"])  # type: ignore[arg-type]


def has_place(draft: Draft, at: int) -> bool:
    """Whether a row says where or how its rep belongs; a full post alone says nothing.

    A row that is a membership by its key speaks of it even where all of it was blanked.
    """
    own = draft.own.get(at)
    if own is not None and own.place is not None:
        return True
    given = [draft.values(name)[at] for name in ("team", "parent_team", "valid_from", "valid_to")]
    fte = draft.values("fte")[at]
    return any(value is not None for value in given) or (fte is not None and fte != FULL_TIME)


def identity(names: NameList, name: object, external: object = None) -> Hashable:
    """What tells whether two rows speak of the same entry, before new ones are created."""
    for written in (name, external):
        match = names.find(written) if isinstance(written, str) else None
        if match is not None:
            return match.id
    return names.folded(str(name))


class PlaceMatch:
    """Finds the stored membership that each row repeats or corrects.

    A membership is known by its rep and first day. A sheet without dates speaks of the one in
    the same team. Where at least half of the sheet repeats what is stored, a row that differs in
    its first day alone is a correction of that day.
    """

    def __init__(self, draft: Draft, known: Known, reps: Sequence[Hashable]) -> None:
        self._draft = draft
        self._teams = known.names("team")
        self._reps = reps
        self._stored: dict[Hashable, list[Place]] = defaultdict(list)
        settled = {one.place for rows in draft.settled.values() for one in rows}
        by_key = {own.place: at for at, own in draft.own.items() if own.place is not None}
        self._by_key: dict[int, Place] = {}
        self._others: dict[Hashable, list[Place]] = defaultdict(list)
        for place in known.memberships():
            self._stored[place["rep_id"]].append(place)
            if place["id"] in by_key:
                self._by_key[by_key[place["id"]]] = place
            elif place["id"] not in settled:
                self._others[place["rep_id"]].append(place)

    def stored_of(self, rep: Hashable) -> list[Place]:
        """Memberships of a rep, as stored."""
        return self._stored.get(rep, [])

    def find(self, rows: Sequence[int]) -> dict[int, Place]:
        """The stored membership of each row that has one."""
        dated = self._draft.has("valid_from") or self._draft.has("valid_to")
        found: dict[int, Place] = {}
        for at in rows:
            place = self._by_key.get(at)
            if place is None:
                place = self._by_first_day(at) if dated else self._by_team(at)
            if place is not None:
                found[at] = place
        same = sum(1 for at, place in found.items() if self._same_but_first_day(at, place))
        if dated and 2 * same >= len(rows):
            self._add_moved(rows, found)
        return found

    def _by_first_day(self, at: int) -> Place | None:
        first = self._draft.values("valid_from")[at]
        places = self._others.get(self._reps[at], [])
        return next((place for place in places if place["valid_from"] == first), None)

    def _by_team(self, at: int) -> Place | None:
        places = self._others.get(self._reps[at], [])
        same = [place for place in places if place["team_id"] == self._team(at)]
        return same[-1] if same else self._by_first_day(at)

    def _team(self, at: int) -> Hashable:
        draft = self._draft
        written = draft.values("team")[at] or draft.values("parent_team")[at]
        return None if written is None else identity(self._teams, written)

    def _same_but_first_day(self, at: int, place: Place) -> bool:
        draft = self._draft
        same_end = not draft.has("valid_to") or draft.values("valid_to")[at] == place["valid_to"]
        says_team = draft.has("team") or draft.has("parent_team")
        return same_end and (not says_team or self._team(at) == place["team_id"])

    def _add_moved(self, rows: Sequence[int], found: dict[int, Place]) -> None:
        taken = {id(place) for place in found.values()}
        for at in rows:
            if at in found:
                continue
            for place in self._others.get(self._reps[at], []):
                if id(place) not in taken and self._same_but_first_day(at, place):
                    found[at] = place
                    taken.add(id(place))
                    break
