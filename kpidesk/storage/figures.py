"""Statements that add measures up, from the kept day totals or from the facts themselves.

Every function answers with rows of `(key, amount, n)`: `key` holds what was asked for with `by`,
`amount` is a whole number of `scale_of(measure)`-ths (so nothing is rounded), `n` the rows behind
it. For a median there is a row for each value that occurs, with how often.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text, union_all

from kpidesk.domain.measures import Aggregate, AsOf, Condition, Measure
from kpidesk.storage import schema
from kpidesk.storage.exact_sums import rows_with_sum
from kpidesk.storage.measure_sql import KEPT_MEASURES, field_value, measure_day
from kpidesk.storage.schema import FACT_TABLES, MICRO
from kpidesk.storage.stored_values import PLAIN

if TYPE_CHECKING:
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from kpidesk.storage.reader import Reader

SumRow = tuple[tuple[Any, ...], int, int]

_GROUP_COLUMNS = {
    "rep": "rep_id",
    "customer": "customer_id",
    "product": "product_id",
    "source": "source",
    "stage": "stage_id",
    "reason": "lost_reason",
    "channel": "channel",
    "kind": "kind",
}
_WEIGHTED = "value*confidence"
_OPEN = text("'open'")  # written out, as only then the index of open deals serves
_NO_DAY_BEFORE, _NO_DAY_AFTER = "0000-00-00", "9999-99-99"


@dataclass(frozen=True, slots=True)
class RepWindow:
    """Reps whose facts are meant between two days (None: no bound), both included."""

    rep_ids: frozenset[int]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts are meant, by their attribution date, rep and customer.

    `first` and `last` are included, None is no bound; `undated` lets facts without a date in,
    `dated` those with one. `windows` (None: whoever's, even nobody's) say when which rep's facts
    are meant, `undated_reps` whose facts without a date. `known_by` hides what a deal became
    after that day.
    """

    first: date | None = None
    last: date | None = None
    dated: bool = True
    undated: bool = False
    windows: tuple[RepWindow, ...] | None = None
    undated_reps: frozenset[int] = frozenset()
    customer_id: int | None = None
    known_by: date | None = None


def groups_of(measure: Measure) -> frozenset[str]:
    """The groups that the facts of a measure can be split by, beside time and team."""
    columns = FACT_TABLES[measure.kind].c
    groups = {group for group, column in _GROUP_COLUMNS.items() if column in columns}
    if "customer_id" in columns:
        groups.add("segment")
    return frozenset(groups)


def scale_of(measure: Measure) -> int:
    """How many of the amount's units make one of the measure's."""
    return MICRO * MICRO if measure.value_field == _WEIGHTED else MICRO


def has_totals(measure: Measure) -> bool:
    """Whether totals by day and rep are kept for a measure."""
    return measure in KEPT_MEASURES


def looks_ahead(measure: Measure) -> bool:
    """Whether a fact's part in the measure can change after its attribution date."""
    return measure.date_field != "closed_on" and any(
        condition.field == "status" for condition in measure.where
    )


def day_sums(
    reader: Reader, measures: Collection[str], where: FactFilter, by: Sequence[str]
) -> dict[str, list[SumRow]]:
    """Kept totals of several measures in one statement; `by` holds `day` and `rep` at most."""
    total = PLAIN[schema.day_total.name].c
    keys = [total[{"day": "day", "rep": "rep_id"}[name]] for name in by]
    statement = (
        select(total.measure, *keys, func.sum(total.n))
        .where(
            total.measure.in_(sorted(measures)),
            *_within(total.day, where.first, where.last),
            *_by_reps(total.rep_id, total.day, where),
        )
        .group_by(total.measure, *keys)
    )
    found: dict[str, list[SumRow]] = {measure: [] for measure in measures}
    read = _key_reader(by)
    for measure, *key, n, amount in rows_with_sum(reader.connection, statement, total.amount):
        found[measure].append((read(key), amount, n))
    return found


def fact_sums(
    reader: Reader, measure: Measure, where: FactFilter, by: Sequence[str]
) -> list[SumRow]:
    """A measure added up from its facts, by `day` and any of `groups_of(measure)`."""
    return _sums(reader, measure, by, counted(measure, where))


def counted(measure: Measure, where: FactFilter) -> list[ColumnElement[bool]]:
    """The conditions on a fact to count for a measure of what happened."""
    conditions = [*_conditions(measure), *_dated(measure, where), *_owned(measure, where)]
    if where.known_by is not None and looks_ahead(measure):
        closed = _table(measure).closed_on
        conditions.append(or_(closed.is_(None), closed <= where.known_by.isoformat()))
    return conditions


def open_sums(
    reader: Reader, measure: Measure, where: FactFilter, by: Sequence[str], as_of: date
) -> list[SumRow]:
    """What stood open on a day: `measure.as_of` says on which side of it the date must lie.

    Open then means created by that day (or on a day not known) and not closed by its end.
    """
    rows = _sums(reader, measure, by, stood_open(measure, where, as_of))
    # Nearly always nothing was closed after the day, which the index tells at once.
    later = select(_table(measure).id).where(_closed_after(measure, as_of)).limit(1)
    if reader.connection.execute(later).first() is not None:
        since = stood_open(measure, where, as_of, closed_since=True)
        rows += _sums(reader, measure, by, since)
    return rows


def stood_open(
    measure: Measure, where: FactFilter, as_of: date, *, closed_since: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions on a deal to have stood open on a day: those still open, or closed since."""
    deal = _table(measure)
    day = measure_day(measure)
    ahead = measure.as_of is AsOf.AHEAD
    side = day >= as_of.isoformat() if ahead else day < as_of.isoformat()
    return [
        _closed_after(measure, as_of) if closed_since else deal.status == _OPEN,
        *_conditions(measure, leave_out="status"),
        *_dated(measure, where),
        *_owned(measure, where),
        or_(deal.created_on.is_(None), deal.created_on <= as_of.isoformat()),
        or_(side, day.is_(None)) if where.undated and ahead else side,
    ]


def day_span(reader: Reader, kind: str) -> tuple[date, date] | None:
    """The first and last day on which facts of a kind count for any additive measure."""
    total = PLAIN[schema.day_total.name].c
    keys = [measure.key for measure in KEPT_MEASURES if measure.kind == kind]
    if not keys:
        return None
    # One look into the index for each end of each measure, instead of a scan.
    ends = [
        select(select(pick(total.day)).where(total.measure == key).scalar_subquery())
        for key in keys
        for pick in (func.min, func.max)
    ]
    days = [day for day in reader.connection.scalars(union_all(*ends)) if day is not None]
    return (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else None


def has_facts(reader: Reader, kind: str) -> bool:
    """Whether there is any fact of a kind, with or without a date."""
    statement = select(FACT_TABLES[kind].c.id).limit(1)
    return reader.connection.execute(statement).first() is not None


def _sums(
    reader: Reader, measure: Measure, by: Sequence[str], conditions: list[ColumnElement[bool]]
) -> list[SumRow]:
    customer = PLAIN[schema.customer.name]
    table = PLAIN[FACT_TABLES[measure.kind].name]
    keys = [_key_column(measure, name) for name in by]
    summed, spread = _amount(measure)
    statement: Select[Any] = select(*keys, *spread, func.count()).select_from(table)
    if "segment" in by:
        statement = statement.outerjoin(customer, customer.c.id == table.c.customer_id)
    statement = statement.where(*conditions)
    if keys or spread:
        statement = statement.group_by(*keys, *spread)
    rows: Sequence[Sequence[Any]]
    if summed is None:
        rows = reader.connection.execute(statement).all()
    else:
        rows = rows_with_sum(reader.connection, statement, summed)
    read = _key_reader(by)
    width, amount_of = len(keys), _amount_reader(measure)
    at_n = width + len(spread)
    return [(read(row[:width]), amount_of(row[width:]), row[at_n]) for row in rows if row[at_n]]


def _amount(measure: Measure) -> tuple[ColumnElement[Any] | None, list[ColumnElement[Any]]]:
    """What is summed for a measure, and what it must be grouped by to stay exact."""
    if measure.aggregate is Aggregate.COUNT or measure.value_field is None:
        return None, []
    if measure.value_field == _WEIGHTED:
        # The product of two counts of millionths is made outside, where it always has room.
        return field_value(measure.kind, "value"), [field_value(measure.kind, "confidence")]
    value = field_value(measure.kind, measure.value_field)
    return (None, [value]) if measure.aggregate is Aggregate.MEDIAN else (value, [])


def _amount_reader(measure: Measure) -> Callable[[Sequence[Any]], int]:
    """How the amount is told from what follows a row's keys: what it was spread by, n, the sum."""
    if measure.aggregate is Aggregate.COUNT or measure.value_field is None:
        return lambda row: row[0] * MICRO
    if measure.value_field == _WEIGHTED:
        return lambda row: row[0] * row[2]
    if measure.aggregate is Aggregate.MEDIAN:
        return lambda row: row[0] or 0
    return lambda row: row[1] or 0


def _key_column(measure: Measure, name: str) -> ColumnElement[Any]:
    if name == "day":
        return measure_day(measure)
    if name == "segment":
        return PLAIN[schema.customer.name].c["segment"]
    column: ColumnElement[Any] = _table(measure)[_GROUP_COLUMNS[name]]
    return column


def _key_reader(by: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Turns stored keys into values: ISO text into days, rep 0 and empty text into None."""
    if not by:
        return tuple
    day_at = list(by).index("day") if "day" in by else None
    days: dict[str | None, date | None] = {None: None}

    def read(stored: Sequence[Any]) -> tuple[Any, ...]:
        key = [value or None for value in stored]
        if day_at is not None:
            text = key[day_at]
            if text is not None and text not in days:
                days[text] = date.fromisoformat(text)
            key[day_at] = days[text]
        return tuple(key)

    return read


def _table(measure: Measure) -> ReadOnlyColumnCollection[str, Any]:
    return PLAIN[FACT_TABLES[measure.kind].name].c


def _conditions(measure: Measure, leave_out: str | None = None) -> list[ColumnElement[bool]]:
    columns = _table(measure)
    return [
        *(
            _matches(columns[condition.field], condition)
            for condition in measure.where
            if condition.field != leave_out
        ),
        *(field_value(measure.kind, name).is_not(None) for name in measure.needs),
    ]


def _matches(column: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    values = sorted(condition.values)
    matches = column.not_in(values) if condition.negate else column.in_(values)
    return or_(matches, column.is_(None), column == "") if condition.or_blank else matches


def _closed_after(measure: Measure, as_of: date) -> ColumnElement[bool]:
    deal = _table(measure)
    ended = deal.status.in_(("won", "lost", "cancelled"))
    return and_(ended, deal.closed_on > as_of.isoformat())


def _dated(measure: Measure, where: FactFilter) -> list[ColumnElement[bool]]:
    """The condition on the attribution date, written so that indexes by date can serve it."""
    columns = _table(measure)
    day = columns[measure.date_field]
    blank = measure_day(measure).is_(None)
    if not where.dated:
        return [blank]
    bounds = (where.first, where.last)
    dated: ColumnElement[bool] = and_(*_within(day, *bounds))
    if measure.date_fallback is not None:
        fallback = columns[measure.date_fallback]
        dated = or_(dated, and_(day.is_(None), *_within(fallback, *bounds)))
    return [or_(dated, blank) if where.undated else dated]


def _within(
    day: ColumnElement[Any], first: date | None, last: date | None
) -> list[ColumnElement[bool]]:
    if first is None and last is None:
        return [day.is_not(None)]
    return [
        day.between(
            first.isoformat() if first else _NO_DAY_BEFORE,
            last.isoformat() if last else _NO_DAY_AFTER,
        )
    ]


def _owned(measure: Measure, where: FactFilter) -> list[ColumnElement[bool]]:
    columns = _table(measure)
    conditions = _by_reps(columns.rep_id, measure_day(measure), where)
    if where.customer_id is not None:
        conditions.append(columns.customer_id == where.customer_id)
    return conditions


def _by_reps(
    rep_id: ColumnElement[Any], day: ColumnElement[Any], where: FactFilter
) -> list[ColumnElement[bool]]:
    """The condition that the fact's rep is meant on the fact's day."""
    if where.windows is None:
        return []
    choices = [
        and_(rep_id.in_(sorted(window.rep_ids)), *_within(day, window.first, window.last))
        for window in where.windows
        if where.dated
    ]
    if where.undated:
        choices.append(and_(rep_id.in_(sorted(where.undated_reps)), day.is_(None)))
    return [or_(*choices)] if choices else [false()]
