"""Rules for the rows of a sheet of reps: teams form a tree, nobody is in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpidesk.services.importing.draft import EXTERNAL_ID, Draft
from kpidesk.services.importing.folding import fold_name
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.names import NameList

FULL_TIME = Decimal(1)
PLACE_FIELDS = ("team", "parent_team", "valid_from", "valid_to", "fte")


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


def has_place(draft: Draft, at: int) -> bool:
    """Whether a row says where or how its rep belongs; a full post alone says nothing."""
    given = [draft.values(name)[at] for name in ("team", "parent_team", "valid_from", "valid_to")]
    fte = draft.values("fte")[at]
    return any(value is not None for value in given) or (fte is not None and fte != FULL_TIME)


def identity(names: NameList, name: object, external: object = None) -> Hashable:
    """What tells whether two rows speak of the same entry, before new ones are created."""
    for written in (name, external):
        match = names.find(written) if isinstance(written, str) else None
        if match is not None:
            return match.id
    return fold_name(str(name)) or str(name)


def refuse_bad_places(draft: Draft, known: Known) -> set[int]:
    """Reject rows whose membership cannot be; returns those that only repeat an earlier row."""
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
    repeats = _repeats(draft, reps)
    _refuse_overlaps(draft, known, reps, repeats)
    return repeats


def _repeats(draft: Draft, reps: Sequence[Hashable]) -> set[int]:
    from kpidesk.services.importing.rules import repeated_rows

    places = [draft.values(name) for name in PLACE_FIELDS]
    keys = [
        (rep, *(values[at] for values in places)) if draft.alive(at) else None
        for at, rep in enumerate(reps)
    ]
    return repeated_rows(draft, keys, "rep", [name for name in draft.fields if name != "rep"])


def _refuse_overlaps(
    draft: Draft, known: Known, reps: Sequence[Hashable], repeats: set[int]
) -> None:
    stored: dict[Hashable, dict[date | None, Span]] = defaultdict(dict)
    for place in known.memberships():
        first, last = place["valid_from"], place["valid_to"]
        stored[place["rep_id"]][first] = Span(first, last)  # type: ignore[index, arg-type]
    spans: dict[Hashable, list[tuple[int, Span]]] = defaultdict(list)
    said_last = draft.has("valid_to")
    for at, rep in enumerate(reps):
        if not draft.alive(at) or at in repeats or not has_place(draft, at):
            continue
        first, last = draft.values("valid_from")[at], draft.values("valid_to")[at]
        corrected = stored[rep].get(first)  # type: ignore[call-overload]
        if corrected is not None and not said_last:
            last = corrected.last
        spans[rep].append((at, Span(first, last)))  # type: ignore[arg-type]
    for rep, own in spans.items():
        # A row with the same first day as a stored membership corrects that one.
        rest = dict(stored[rep])
        for _, span in own:
            rest.pop(span.first, None)
        _refuse_of_rep(draft, own, list(rest.values()))


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
        if team is None or parent is None or not draft.alive(at):
            continue
        below, above = identity(names, team), identity(names, parent)
        if below == above:
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
            draft.reject(
                at,
                "parent_team",
                "team.cycle",
                f"“{parent}” belongs to “{team}” itself, so it cannot be above it.",
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
