"""Targets that are known by their key: another period or scope in such a row moves the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpidesk.domain.periods import Period
from kpidesk.services.importing.writes import Update

PLACE_FIELDS = ("kpi", "scope", "scope_id", "period")
"""What of a target is there once: two targets never share all of it."""

Place = tuple[str, ...]


def place_of_target(kpi: str, scope: str, scope_id: int, period: Period) -> dict[str, object]:
    """What a target is for, by the names that a known target has."""
    return {"kpi": kpi, "scope": scope, "scope_id": scope_id, "period": period}


def period_columns(periods: Sequence[Period]) -> dict[str, list[object]]:
    """The columns in which periods are stored."""
    return {
        "period": [str(period) for period in periods],
        "grain": [str(period.grain) for period in periods],
        "first_day": [period.first for period in periods],
        "last_day": [period.last for period in periods],
    }


def as_stored(different: Mapping[str, object]) -> dict[str, object]:
    """Changes of a target by column."""
    stored = {name: value for name, value in different.items() if name != "period"}
    period = different.get("period")
    if isinstance(period, Period):
        stored |= {name: values[0] for name, values in period_columns([period]).items()}
    return stored


@dataclass(frozen=True, slots=True)
class Move:
    """A changed target: where it was, where it will be, and the step that writes it."""

    id: int
    old: Place
    new: Place
    update: Update


def in_order(moves: Sequence[Move]) -> Iterator[Update]:
    """The steps so that no target is put where another still is; a circle is opened first."""
    waiting = {move.old: move for move in moves}
    ready = [move for move in moves if move.new == move.old or move.new not in waiting]
    while waiting:
        if not ready:
            first = next(iter(waiting.values()))
            yield Update("target", ("period",), ([f"moving {first.id}"],), [first.id])
            taker = next(move for move in waiting.values() if move.new == first.old)
            ready = [taker]
        move = ready.pop(0)
        del waiting[move.old]
        yield move.update
        follower = next((one for one in waiting.values() if one.new == move.old), None)
        if follower is not None and follower not in ready:
            ready.append(follower)


def place_of(target: Mapping[str, object]) -> Place:
    """Where a target stands: what no two targets share."""
    return tuple(str(target[name]) for name in PLACE_FIELDS)
