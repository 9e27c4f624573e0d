"""Who was in which team when: the team tree with dated memberships.

People and teams are known by their ids. Both ends of a stay are included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """A rep's time in a team; `team_id` None is employment outside every team."""

    rep_id: int
    team_id: int | None
    first: date
    last: date

    @classmethod
    def since(cls, rep_id: int, team_id: int | None, first: date | None, last: date | None) -> Stay:
        """A stay whose open ends (None) mean since always and until further notice."""
        return cls(rep_id, team_id, first or date.min, last or date.max)

    def within(self, first: date, last: date) -> Stay | None:
        """The part of the stay between two days, None if there is none."""
        start, end = max(self.first, first), min(self.last, last)
        return Stay(self.rep_id, self.team_id, start, end) if start <= end else None


class TeamTree:
    """Teams with their parents, and every rep's stays in them."""

    def __init__(self, parents: Mapping[int, int | None], stays: Iterable[Stay]) -> None:
        self._parents = dict(parents)
        self._stays: dict[int, list[Stay]] = {}
        for stay in sorted(stays, key=lambda stay: (stay.rep_id, stay.first)):
            self._stays.setdefault(stay.rep_id, []).append(stay)
        self._under: dict[int, frozenset[int]] = {}

    @property
    def roots(self) -> tuple[int, ...]:
        """Teams that have no parent."""
        return tuple(team for team, parent in self._parents.items() if parent is None)

    def parent(self, team_id: int) -> int | None:
        """The team directly above a team."""
        return self._parents.get(team_id)

    def children(self, team_id: int) -> tuple[int, ...]:
        """The teams directly under a team."""
        return tuple(team for team, parent in self._parents.items() if parent == team_id)

    def under(self, team_id: int) -> frozenset[int]:
        """A team with every team below it. A circle of parents is walked once."""
        if team_id not in self._under:
            found: set[int] = set()
            waiting = [team_id]
            while waiting:
                team = waiting.pop()
                if team not in found:
                    found.add(team)
                    waiting.extend(self.children(team))
            self._under[team_id] = frozenset(found)
        return self._under[team_id]

    def team_on(self, rep_id: int | None, day: date | None) -> int | None:
        """The team a rep was in on a day; for a fact without a date, the rep's latest team."""
        stays = self._stays.get(rep_id, ()) if rep_id is not None else ()
        if not stays:
            return None
        if day is None:
            return stays[-1].team_id
        for stay in stays:
            if stay.first <= day <= stay.last:
                return stay.team_id
        return None

    def knows(self, rep_id: int) -> bool:
        """Whether anything is known of when the rep was employed."""
        return rep_id in self._stays

    def stays(self, first: date, last: date, rep_id: int | None = None) -> list[Stay]:
        """The parts of all stays (or one rep's) between two days, by rep and day."""
        reps = self._stays.values() if rep_id is None else (self._stays.get(rep_id, []),)
        clipped = (stay.within(first, last) for stays in reps for stay in stays)
        return [stay for stay in clipped if stay is not None]

    @property
    def reps(self) -> tuple[int, ...]:
        """Every rep of whom it is known when they were employed."""
        return tuple(self._stays)

    def changes(self, first: date, last: date) -> list[date]:
        """The days from first to last on which somebody begins, or is no longer, in a team."""
        days: set[date] = set()
        for stays in self._stays.values():
            for stay in stays:
                days.add(stay.first)
                if stay.last < date.max:
                    days.add(stay.last + _ONE_DAY)
        return sorted(day for day in days if first <= day <= last)
