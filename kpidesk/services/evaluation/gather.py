"""Measures for many cells at once: a cell is a bucket of time and the groups asked for.

Additive measures come from the kept day totals where these can tell, everything else from the
facts. The answer is the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kpidesk.analytics.tally import Pile, Piles, fold
from kpidesk.domain.measures import MEASURES, Aggregate, Measure
from kpidesk.services.evaluation.spans import Buckets

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.storage.figures import FactFilter, RepWindow, SumRow

CellKey = tuple[int, tuple[Any, ...]]
"""The index of a bucket (0 where time is not split), and a value for each group."""

_TOTALS_GROUPS = frozenset({"rep", "team"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """Which facts to add up, and by what.

    `first` and `last` None mean all time, facts without a date too. `groups` may hold team and
    any group of the measures' facts.
    """

    first: date | None
    last: date | None
    buckets: Buckets | None = None
    groups: tuple[str, ...] = ()

    @property
    def all_time(self) -> bool:
        """Whether facts without a date are meant too."""
        return self.first is None and self.last is None


def gather(
    context: Context, measures: Iterable[str], who: Who, question: Question
) -> dict[str, Piles[CellKey]]:
    """What each measure adds up to, by cell; cells without facts are left out."""
    kept: list[str] = []
    others: list[str] = []
    for key in sorted(measures):
        fits = _fits_totals(context, MEASURES[key], who, question)
        (kept if fits else others).append(key)
    piles: dict[str, Piles[CellKey]] = {}
    if kept:
        piles |= _from_totals(context, kept, who, question)
    for key in others:
        piles[key] = from_facts(context, MEASURES[key], who, question)
    return piles


def from_facts(context: Context, measure: Measure, who: Who, question: Question) -> Piles[CellKey]:
    """One measure added up from its facts."""
    from kpidesk.storage.figures import fact_sums, open_sums

    by = _keys(question)
    where = fact_filter(context, who, question, measure)
    if where is None:
        return {}
    if not measure.snapshot:
        rows = fact_sums(context.reader, measure, where, by)
    elif context.as_of is not None:
        rows = open_sums(context.reader, measure, where, by, context.as_of)
    else:
        rows = []
    return _fold(context, rows, by, question, measure)


def windows_of(context: Context, who: Who) -> tuple[tuple[RepWindow, ...] | None, frozenset[int]]:
    """When which reps' facts count for a scope, and whose facts without a date do."""
    from kpidesk.storage.figures import RepWindow

    if who.level == "rep":
        reps = frozenset({who.scope_id})
        return (RepWindow(reps),), reps
    if who.teams is None:
        return None, frozenset()
    reps_by_days: dict[tuple[date, date], set[int]] = {}
    for stay in context.tree.stays(date.min, date.max):
        if stay.team_id in who.teams:
            reps_by_days.setdefault((stay.first, stay.last), set()).add(stay.rep_id)
    windows = tuple(
        RepWindow(
            frozenset(reps),
            None if first == date.min else first,
            None if last == date.max else last,
        )
        for (first, last), reps in sorted(reps_by_days.items())
    )
    now = frozenset(
        rep for rep in context.tree.reps if context.tree.team_on(rep, None) in who.teams
    )
    return windows, now


def _fits_totals(context: Context, measure: Measure, who: Who, question: Question) -> bool:
    from kpidesk.storage.figures import has_totals, looks_ahead

    return (
        has_totals(measure)
        and who.level != "customer"
        and set(question.groups) <= _TOTALS_GROUPS
        and not (context.asked_as_of and looks_ahead(measure))
    )


def _from_totals(
    context: Context, measures: Sequence[str], who: Who, question: Question
) -> dict[str, Piles[CellKey]]:
    from kpidesk.storage.figures import day_sums

    piles: dict[str, Piles[CellKey]] = {key: {} for key in measures}
    for part, by, day in _steady_parts(context, question):
        where = fact_filter(context, who, part, None)
        if where is None:
            continue
        dated = replace(where, undated=False)
        for key, rows in day_sums(context.reader, measures, dated, by).items():
            found = _fold(context, rows, by, question, MEASURES[key], day)
            _merge(piles[key], found)
    if question.all_time:
        for key in measures:
            _merge(piles[key], _undated(context, MEASURES[key], who, question))
    return piles


def _undated(context: Context, measure: Measure, who: Who, question: Question) -> Piles[CellKey]:
    from kpidesk.storage.figures import fact_sums

    where = fact_filter(context, who, question, measure)
    if where is None:
        return {}
    by = _keys(question)
    rows = fact_sums(context.reader, measure, replace(where, dated=False), by)
    return _fold(context, rows, by, question, measure)


def _steady_parts(
    context: Context, question: Question
) -> list[tuple[Question, tuple[str, ...], date | None]]:
    """The question cut where somebody changes team, so that a team can be told without days.

    Each part comes with the keys to read and the day that stands for the part.
    """
    by = _keys(question)
    if question.buckets is not None or "team" not in question.groups:
        return [(question, by, None)]
    if question.first is None or question.last is None:
        return [(question, by, None)]
    first, last = question.first, question.last
    starts = [first, *context.tree.changes(first + _ONE_DAY, last)]
    ends = [start - _ONE_DAY for start in starts[1:]] + [last]
    without_day = tuple(name for name in by if name != "day")
    return [
        (replace(question, first=start, last=end), without_day, start)
        for start, end in zip(starts, ends, strict=True)
    ]


def _keys(question: Question) -> tuple[str, ...]:
    """What a row must tell so that its cell is known."""
    wanted = dict.fromkeys(group for group in question.groups if group != "team")
    if "team" in question.groups:
        wanted["rep"] = None
    if question.buckets is not None or "team" in question.groups:
        wanted["day"] = None
    return tuple(wanted)


def fact_filter(
    context: Context, who: Who, question: Question, measure: Measure | None
) -> FactFilter | None:
    """The facts of a question; None where everything lies after the date asked for."""
    from kpidesk.storage.figures import FactFilter

    last = question.last
    known_by = context.as_of if context.asked_as_of else None
    if known_by is not None and not (measure and measure.snapshot):
        last = known_by if last is None else min(last, known_by)
        if question.first is not None and question.first > last:
            return None
    windows, undated_reps = windows_of(context, who)
    return FactFilter(
        first=question.first,
        last=last,
        undated=question.all_time,
        windows=windows,
        undated_reps=undated_reps,
        customer_id=who.scope_id if who.level == "customer" else None,
        known_by=known_by,
    )


def _fold(
    context: Context,
    rows: Sequence[SumRow],
    by: Sequence[str],
    question: Question,
    measure: Measure,
    day: date | None = None,
) -> Piles[CellKey]:
    place = _placing(context, by, question, day)
    return fold(rows, place, spread=measure.aggregate is Aggregate.MEDIAN)


def _placing(
    context: Context, by: Sequence[str], question: Question, day: date | None
) -> Callable[[tuple[Any, ...]], CellKey | None]:
    """How the cell of a row is found from its keys."""
    at = {name: position for position, name in enumerate(by)}
    day_at = at.get("day")
    buckets, groups, tree = question.buckets, question.groups, context.tree
    if not groups and buckets is None:
        return lambda _: (0, ())
    if not groups and buckets is not None and day_at is not None:
        whole = buckets
        return lambda key: _in_bucket(whole.index(key[day_at]))

    def place(key: tuple[Any, ...]) -> CellKey | None:
        on = day if day_at is None else key[day_at]
        bucket = 0 if buckets is None else buckets.index(on)
        if bucket is None:
            return None
        return bucket, tuple(
            tree.team_on(key[at["rep"]], on) if group == "team" else key[at[group]]
            for group in groups
        )

    return place


def _in_bucket(bucket: int | None) -> CellKey | None:
    return None if bucket is None else (bucket, ())


def _merge(into: Piles[CellKey], more: Piles[CellKey]) -> None:
    for cell, pile in more.items():
        into.setdefault(cell, Pile()).merge(pile)


def open_days(context: Context, measures: Iterable[str], who: Who) -> set[date]:
    """The days on which something that stands open is expected."""
    from kpidesk.storage.figures import open_sums

    days: set[date] = set()
    for measure in (MEASURES[key] for key in measures):
        where = fact_filter(context, who, Question(None, None), measure)
        if measure.snapshot and where is not None and context.as_of is not None:
            rows = open_sums(context.reader, measure, where, ("day",), context.as_of)
            days |= {key[0] for key, _, _ in rows if key[0] is not None}
    return days
