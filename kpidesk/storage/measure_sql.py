"""Measures as statements: which rows count, on which day, and what is added up.

Everything here is generated from the data in `kpidesk.domain.measures`; a new measure needs no
new statement. Further conditions go on the columns of `measure_table(measure)`, whose values are
as they lie in the file (ISO text, millionths), not on the tables of `schema`. Amounts are exact
whatever the measure counts: a count of three is the amount 3.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    Table,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from kpidesk.domain.facts import KINDS
from kpidesk.domain.measures import MEASURES, Aggregate, Condition, Measure
from kpidesk.storage.schema import FACT_TABLES, MICRO, Exact, day_total, stage
from kpidesk.storage.stored_values import PLAIN, exact_to_stored

_IN_COMPANY_CURRENCY = {
    ("deals", "value"): "base_value",
    ("orders", "amount"): "base_amount",
    ("costs", "amount"): "base_amount",
}
_WEIGHTED = "value*confidence"


KEPT_MEASURES: tuple[Measure, ...] = tuple(
    measure for measure in MEASURES.values() if measure.additive
)
"""The measures that have totals by day and rep; medians and snapshots come from the rows."""


def _day_columns() -> dict[str, tuple[str, ...]]:
    columns: dict[str, set[str]] = {}
    for measure in KEPT_MEASURES:
        names = columns.setdefault(FACT_TABLES[measure.kind].name, set())
        names.add(measure.date_field)
        if measure.date_fallback:
            names.add(measure.date_fallback)
    return {table: tuple(sorted(names)) for table, names in columns.items()}


DAY_COLUMNS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(_day_columns())
"""By table, the columns that place its rows on a day for some kept measure."""


def measure_table(measure: Measure) -> Table:
    """The table, with stored values, that the statements of a measure read."""
    return PLAIN[FACT_TABLES[measure.kind].name]


def measure_day(measure: Measure) -> ColumnElement[str]:
    """The attribution day of a row, as stored ISO text."""
    table = measure_table(measure)
    day = table.c[measure.date_field]
    if measure.date_fallback is None:
        return day
    return func.coalesce(day, table.c[measure.date_fallback])


def measure_value(measure: Measure) -> ColumnElement[int]:
    """What a row adds, in millionths: 1 for a count, else the value field (0 where empty)."""
    if measure.aggregate is Aggregate.COUNT or measure.value_field is None:
        return literal(MICRO)
    return func.coalesce(field_value(measure.kind, measure.value_field), 0)


def field_value(kind: str, name: str) -> ColumnElement[int]:
    """A number field of a kind in millionths; money in the company's currency."""
    table = PLAIN[FACT_TABLES[kind].name]
    if name == _WEIGHTED:
        value, confidence = table.c.base_value, field_value(kind, "confidence")
        # Split so that the product of two counts of millionths stays a whole number of 64 bits.
        whole, rest = value // MICRO, value % MICRO
        return whole * confidence + (rest * confidence + MICRO // 2) // MICRO
    if (kind, name) == ("deals", "confidence"):
        stages = PLAIN[stage.name]
        of_stage = select(stages.c.confidence).where(stages.c.id == table.c.stage_id)
        return func.coalesce(table.c.confidence, of_stage.scalar_subquery())
    column: ColumnElement[int] = table.c[_IN_COMPANY_CURRENCY.get((kind, name), name)]
    if not isinstance(FACT_TABLES[kind].c[str(column.key)].type, Exact):
        return column * MICRO
    default = _default(kind, name)
    return column if default is None else func.coalesce(column, default)


def measure_condition(measure: Measure, days: Collection[str] | None = None) -> ColumnElement[bool]:
    """Which rows count: with a day, every needed field and every condition of the measure.

    With `days` (ISO text), only rows on those days; written so that indexes by day serve it.
    """
    parts = [_on_days(measure, days)]
    parts.extend(_holds(measure.kind, condition) for condition in measure.where)
    parts.extend(field_value(measure.kind, name).is_not(None) for name in measure.needs)
    return and_(*parts)


def measure_select(
    measure: Measure, days: Collection[str] | None = None
) -> Select[*tuple[Any, ...]]:
    """A grouped statement with the columns day, rep_id (0 = no rep), n (rows) and amount."""
    table = measure_table(measure)
    day, rep = measure_day(measure), func.coalesce(table.c.rep_id, 0)
    count = func.count()
    amount = (
        count * MICRO if measure.aggregate is Aggregate.COUNT else func.sum(measure_value(measure))
    )
    # Grouped by the bare column, rows come sorted from an index: none has the rep 0 besides NULL.
    return (
        select(
            type_coerce(day, Date).label("day"),
            rep.label("rep_id"),
            count.label("n"),
            type_coerce(amount, Exact).label("amount"),
        )
        .where(measure_condition(measure, days))
        .group_by(day, table.c.rep_id)
    )


def measure_rows(measure: Measure) -> Select[*tuple[Any, ...]]:
    """A statement of single rows with the columns day, rep_id and value, for medians."""
    table = measure_table(measure)
    return select(
        type_coerce(measure_day(measure), Date).label("day"),
        func.coalesce(table.c.rep_id, 0).label("rep_id"),
        type_coerce(measure_value(measure), Exact).label("value"),
    ).where(measure_condition(measure))


def last_fact_day(connection: Connection, today: date) -> date | None:
    """The last day that facts lie on, up to and including `today`."""
    days = [day for day in _bounds(connection, func.max, today) if day is not None]
    return date.fromisoformat(max(days)) if days else None


def fact_span(connection: Connection) -> tuple[date, date] | None:
    """The first and the last day that facts lie on."""
    lasts = [day for day in _bounds(connection, func.max, date.max) if day is not None]
    firsts = [day for day in _bounds(connection, func.min, date.max) if day is not None]
    return (date.fromisoformat(min(firsts)), date.fromisoformat(max(lasts))) if lasts else None


def _bounds(
    connection: Connection, bound: Callable[..., ColumnElement[Any]], until: date
) -> list[str | None]:
    # One small look-up per measure and kind: each is answered by the end of an index.
    totals = PLAIN[day_total.name]
    limit = until.isoformat()
    statements = [
        select(bound(totals.c.day).label("day")).where(
            totals.c.measure == measure.key, totals.c.day <= limit
        )
        for measure in KEPT_MEASURES
    ]
    measured = {measure.kind for measure in KEPT_MEASURES}
    for name, table in FACT_TABLES.items():
        date_field = KINDS[name].date_field
        if name not in measured and date_field is not None:
            column = PLAIN[table.name].c[date_field]
            statements.append(select(bound(column).label("day")).where(column <= limit))
    return list(connection.scalars(union_all(*statements)))


def _on_days(measure: Measure, days: Collection[str] | None) -> ColumnElement[bool]:
    table = measure_table(measure)
    day = table.c[measure.date_field]
    fallback = table.c[measure.date_fallback] if measure.date_fallback else None
    if days is None:
        return measure_day(measure).is_not(None)
    wanted = sorted(days)
    if fallback is None:
        return day.in_(wanted)
    return or_(day.in_(wanted), and_(day.is_(None), fallback.in_(wanted)))


def _holds(kind: str, condition: Condition) -> ColumnElement[bool]:
    column = PLAIN[FACT_TABLES[kind].name].c[condition.field]
    values = sorted(condition.values)
    one_of = column.not_in(values) if condition.negate else column.in_(values)
    return or_(one_of, column.is_(None), column == "") if condition.or_blank else one_of


def _default(kind: str, name: str) -> int | None:
    for field in KINDS[kind].fields:
        if field.name == name and field.default is not None:
            stored = exact_to_stored([Decimal(field.default)])[0]
            return int(str(stored))
    return None
