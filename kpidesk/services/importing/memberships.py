"""Rules for the rows of a sheet of reps: teams form a tree, nobody is in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from kpidesk.services.importing.draft import EXTERNAL_ID, Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.places import (
    Place,
    PlaceMatch,
    Span,
    has_place,
    identity,
    span_of,
)

_TEAM_WORDS = ("team", "tiimi", "group", "parent")  # of a heading: "Overordnet team", "Ylätiimi"
PLACE_FIELDS = ("team", "parent_team", "valid_from", "valid_to", "fte")


def refuse_bad_places(draft: Draft, known: Known) -> tuple[set[int], dict[int, Place]]:
    """Reject rows whose membership cannot be.

    Returns the rows that only repeat an earlier one, and the stored membership of each row that
    speaks of one.
    """
    for at, (first, last) in enumerate(
        zip(draft.values("valid_from"), draft.values("valid_to"), strict=True)
    ):
        if isinstance(first, date) and isinstance(last, date) and last < first:
            draft.reject(
                at,
                "valid_to",
                "membership.ends_before_start",
                f"The membership ends on {last}, before it starts on {first}.",
            )
    _refuse_bad_tree(draft, known)
    names = known.names("rep")
    reps = [
        identity(names, name, external)
        for name, external in zip(draft.values("rep"), draft.values(EXTERNAL_ID), strict=True)
    ]
    for at, own in draft.own.items():
        reps[at] = own.id
    repeats = _repeats(draft, reps)
    rows = [
        at
        for at in range(len(draft))
        if draft.alive(at) and at not in repeats and has_place(draft, at)
    ]
    match = PlaceMatch(draft, known, reps)
    corrected = match.find(rows)
    _refuse_overlaps(draft, match, reps, rows, corrected)
    return repeats, corrected


def _repeats(draft: Draft, reps: Sequence[Hashable]) -> set[int]:
    from kpidesk.services.importing.rules import repeated_rows

    places = [draft.values(name) for name in PLACE_FIELDS]
    keys = [
        (rep, *(values[at] for values in places))
        if draft.alive(at) and at not in draft.own
        else None
        for at, rep in enumerate(reps)
    ]
    return repeated_rows(draft, keys, "rep", [name for name in draft.fields if name != "rep"])


def _refuse_overlaps(
    draft: Draft,
    match: PlaceMatch,
    reps: Sequence[Hashable],
    rows: Sequence[int],
    corrected: Mapping[int, Place],
) -> None:
    spans: dict[Hashable, list[tuple[int, Span]]] = defaultdict(list)
    for at in rows:
        days = [draft.values("valid_from")[at], draft.values("valid_to")[at]]
        if at in corrected:
            stored = span_of(corrected[at])
            if not draft.has("valid_from"):
                days[0] = stored.first
            if not draft.has("valid_to"):
                days[1] = stored.last
        spans[reps[at]].append((at, Span(*days)))  # type: ignore[arg-type]
    spoken_of = {id(place) for place in corrected.values()}
    for rep, own in spans.items():
        rest = [span_of(one) for one in match.stored_of(rep) if id(one) not in spoken_of]
        _refuse_of_rep(draft, own, rest)


def _refuse_of_rep(draft: Draft, own: list[tuple[int, Span]], stored: list[Span]) -> None:
    placed: list[tuple[int, Span]] = []
    for at, span in own:
        name = draft.values("rep")[at]
        clash = next((one for one in placed if one[1].overlaps(span)), None)
        if clash is not None:
            row = draft.row(clash[0])
            message = (
                f"{name} would be in two places at once: {span} here, {clash[1]} in row {row}. "
                "Give the earlier one an end date, or correct the dates."
            )
            _refuse(draft, at, message, row)
            continue
        known = next((one for one in stored if one.overlaps(span)), None)
        if known is not None:
            message = (
                f"{name} would be in two places at once: {span} here, and {known} already. List "
                "that membership too, with its end date, or correct the dates."
            )
            _refuse(draft, at, message, None)
            continue
        placed.append((at, span))


def _refuse(draft: Draft, at: int, message: str, other: int | None) -> None:
    cell = next((name for name in ("valid_from", "team") if draft.has(name)), "rep")
    draft.reject(at, cell, "membership.overlap", message, blocking=True, other=other)


def says_parent(draft: Draft, at: int, *, new: bool) -> bool:
    """Whether a row says which team is above its own; `new` for a team that is not known yet.

    A row known by its key says so of a known team only where that very cell was edited.
    """
    if not draft.alive(at):
        return False
    own = draft.own.get(at)
    if own is not None and not new:
        return "parent_team" in own.edited
    return draft.values("parent_team")[at] is not None


def _refuse_bad_tree(draft: Draft, known: Known) -> None:
    """A team has one parent, and no team is above itself."""
    if not (draft.has("team") and draft.has("parent_team")):
        return
    names = known.names("team")
    parents: dict[Hashable, Hashable] = {
        row_id: row.get("parent_id")
        for row_id, row in known.rows("team").items()
        if row.get("parent_id") is not None
    }
    said: dict[Hashable, tuple[Hashable, int]] = {}
    for at, (team, parent) in enumerate(
        zip(draft.values("team"), draft.values("parent_team"), strict=True)
    ):
        new = isinstance(team, str) and names.find(team) is None
        if team is None or parent is None or not says_parent(draft, at, new=new):
            continue
        below, above = identity(names, team), identity(names, parent)
        if below == above:
            _handle_own_parent(draft, at, str(team))
            continue
        earlier = said.setdefault(below, (above, at))
        if earlier[0] != above:
            row = draft.row(earlier[1])
            draft.reject(
                at,
                "parent_team",
                "team.two_parents",
                f"“{team}” belongs to another team in row {row}. A team has one above it.",
                other=row,
            )
            continue
        parents[below] = above
        if _is_above(parents, below, above):
            del parents[below]
            del said[below]
            other = draft.row(said[above][1]) if above in said else None
            where = "" if other is None else f" by row {other}"
            draft.reject(
                at,
                "parent_team",
                "team.cycle",
                f"“{parent}” belongs to “{team}” itself{where}, so it cannot be above it in row "
                f"{draft.row(at)}. Correct one of the two.",
                blocking=True,
                other=other,
            )


def _handle_own_parent(draft: Draft, at: int, team: str) -> None:
    """A team cannot be above itself, but one may be called as the region that it is alone in."""
    from kpidesk.excel.detect.vocabulary import read_heading

    header = draft.fields["parent_team"].header or ""
    a_team = any(word in header.casefold() for word in _TEAM_WORDS)
    if read_heading(header).strength_of("region") and not a_team:
        message = f"“{team}” is a team and its “{header}” at once: there is no team above it."
        if all(note.message != message for note in draft.notes):
            draft.say("team.own_region", message, draft.row(at), header)
        return
    draft.reject(
        at,
        "parent_team",
        "team.cycle",
        f"“{team}” would belong to itself in row {draft.row(at)}. Name the team above it, or leave "
        "the cell blank.",
        blocking=True,
    )


def _is_above(parents: dict[Hashable, Hashable], team: Hashable, start: Hashable) -> bool:
    seen: set[Hashable] = set()
    at: Hashable | None = start
    while at is not None and at not in seen:
        if at == team:
            return True
        seen.add(at)
        at = parents.get(at)
    return False
