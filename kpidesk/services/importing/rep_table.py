"""Planning a sheet of reps: the reps themselves, their teams, and who was where when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kpidesk.services.importing.draft import REJECTED
from kpidesk.services.importing.list_table import Attribute, ListTable
from kpidesk.services.importing.memberships import refuse_bad_places, says_parent
from kpidesk.services.importing.own_entries import said_of_rep
from kpidesk.services.importing.places import FULL_TIME, Place, has_place
from kpidesk.services.importing.plan import RowState
from kpidesk.services.importing.writes import Insert, Update

_COLUMNS = {
    "team_id": "team",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
    "fte": "fte",
}
_REFS = {"rep_id": "rep", "team_id": "team"}


class RepTable(ListTable):
    """Plans one sheet of reps. A rep has a row for every membership."""

    _corrected: dict[int, Place]

    def plan(self) -> None:
        """Plan the reps as any list, then their teams and memberships."""
        super().plan()
        teams = self._teams()
        self._write_memberships(teams)

    def _find_repeats(self) -> None:
        self._repeats, self._corrected = refuse_bad_places(self._draft, self._known)

    def _attributes(self) -> list[Attribute]:
        """What is said of a rep, from the first of its rows that says it."""
        return [self._first_said(one) for one in super()._attributes()]

    def _first_said(self, attribute: Attribute) -> Attribute:
        values = list(attribute.values)
        first = self._first_rows()
        said: dict[int, object] = {}
        for at, row_id in enumerate(self.entries.ids):
            if row_id is None or not self._draft.alive(at):
                continue
            speaks, value = said_of_rep(attribute, at, row_id, self._draft, self._known)
            if not speaks:
                continue
            if said.setdefault(row_id, value) != value:
                self._draft.say(
                    "rep.two_values",
                    f"The {attribute.name} of {self._name(row_id)} differs between rows; the "
                    "first one is taken.",
                    self._draft.row(at),
                    self._draft.fields[attribute.name].header,
                )
        for row_id, value in said.items():
            values[first[row_id]] = value
        for row_id in first.keys() - said.keys():
            if self._known_by_key(row_id):
                values[first[row_id]] = self._known.rows(self._ref)[row_id].get(attribute.name)
        return replace(attribute, values=values)

    def _known_by_key(self, row_id: int) -> bool:
        draft = self._draft
        return row_id in draft.settled or any(own.id == row_id for own in draft.own.values())

    def _teams(self) -> list[int | None]:
        """The team of each row; teams are created and put under their parents."""
        draft = self._draft
        teams = self._resolver.column("team", draft.values("team"))
        if not draft.has("parent_team"):
            return teams
        parents = self._resolver.column("team", draft.values("parent_team"))
        rows = self._known.rows("team")
        under: dict[int, tuple[int | None, int]] = {}
        for at, (team, parent) in enumerate(zip(teams, parents, strict=True)):
            if team is None or team == parent or not says_parent(draft, at, new=team < 0):
                continue
            if team in under and at in draft.own:
                continue  # an earlier row was edited too
            if rows[team].get("parent_id") != parent:
                self._note_parent(at, team, parent)
                rows[team]["parent_id"] = parent
                under[team] = (parent, at)
        self._writes.add(
            Update(
                "team",
                ("parent_id",),
                ([parent for parent, _ in under.values()],),
                list(under),
                [draft.row(at) for _, at in under.values()],
                {"parent_id": "team"},
            )
        )
        # A rep with a parent team alone belongs to that one.
        return [
            team or (None if draft.unedited(at, "parent_team") else parent)
            for at, (team, parent) in enumerate(zip(teams, parents, strict=True))
        ]

    def _note_parent(self, at: int, team: int, parent: int | None) -> None:
        if team < 0:
            return
        names = self._known.names("team")
        old = self._known.rows("team")[team].get("parent_id")
        self._mark_changed(at)
        self._note(
            at,
            "parent_team",
            None if old is None else names.name_of(int(str(old))),
            None if parent is None else names.name_of(parent),
        )

    def _mark_changed(self, at: int) -> None:
        if self._draft.states[at] == int(RowState.UNCHANGED):
            self._draft.states[at] = int(RowState.CHANGED)

    def _write_memberships(self, teams: list[int | None]) -> None:
        draft = self._draft
        new: list[tuple[int, dict[str, object]]] = []
        changed: dict[tuple[str, ...], list[tuple[int, dict[str, object]]]] = defaultdict(list)
        for at, rep_id in enumerate(self.entries.ids):
            if rep_id is None or draft.states[at] == REJECTED or at in self._repeats:
                continue
            if not has_place(draft, at):
                continue
            said = self._said(at, teams[at])
            place = self._corrected.get(at)
            if place is None:
                whole = {
                    "rep_id": rep_id, "team_id": None, "valid_from": None, "valid_to": None,
                    "fte": FULL_TIME, **said,
                }  # fmt: skip
                new.append((at, whole))
                continue
            different = {name: value for name, value in said.items() if place[name] != value}
            if different:
                self._note_place(at, place, different)
                changed[tuple(different)].append((at, {"id": place["id"], **different}))
                place.update(different)
        self._insert_places(new)
        for columns, places in changed.items():
            self._update_places(columns, places)

    def _said(self, at: int, team: int | None) -> dict[str, object]:
        """What the row says of a membership, by column."""
        draft = self._draft
        said: dict[str, object] = {}
        for column, name in _COLUMNS.items():
            if draft.unedited(at, name) and at in self._corrected:
                continue
            if name == "team":
                if draft.has("team") or draft.has("parent_team"):
                    said[column] = team
            elif draft.has(name):
                value = draft.values(name)[at]
                said[column] = FULL_TIME if name == "fte" and value is None else value
        return said

    def _note_place(
        self, at: int, place: Mapping[str, object], different: Mapping[str, object]
    ) -> None:
        self._mark_changed(at)
        teams = self._known.names("team")
        for column, new in different.items():
            old = place[column]
            if column == "team_id":
                old, new = (
                    None if one is None else teams.name_of(int(str(one))) for one in (old, new)
                )
            name = _COLUMNS[column]
            if name == "team" and not self._draft.has("team"):
                name = "parent_team"
            if self._draft.states[at] == int(RowState.CHANGED):
                self._note(at, name, old, new)

    def _insert_places(self, new: list[tuple[int, dict[str, object]]]) -> None:
        if not new:
            return
        ids = self._known.provisional_facts("membership", len(new))
        columns = tuple(new[0][1])
        for row_id, (at, place) in zip(ids, new, strict=True):
            self._draft.states[at] = int(RowState.NEW)
            self._known.memberships().append({"id": row_id, **place})
        self._writes.add(
            Insert(
                "membership",
                columns,
                tuple([place[name] for _, place in new] for name in columns),
                ids,
                [self._draft.row(at) for at, _ in new],
                _REFS,
            )
        )

    def _update_places(
        self, columns: tuple[str, ...], places: list[tuple[int, dict[str, object]]]
    ) -> None:
        self._writes.add(
            Update(
                "membership",
                columns,
                tuple([place[name] for _, place in places] for name in columns),
                [int(str(place["id"])) for _, place in places],
                [self._draft.row(at) for at, _ in places],
                {name: ref for name, ref in _REFS.items() if name in columns},
            )
        )
