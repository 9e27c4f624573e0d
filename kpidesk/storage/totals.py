"""Totals kept for speed: additive measures by day and rep, in step with the facts.

They are recomputed for the days that a change touched, in the same transaction; when it touched
most days, the whole measure is recomputed, which is cheaper then. `check` proves that they equal
a recount.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, literal, select
from sqlalchemy.exc import OperationalError

from kpidesk.domain.errors import InputError
from kpidesk.domain.measures import Measure
from kpidesk.domain.numbers import LARGEST
from kpidesk.storage.derived import refresh_derived
from kpidesk.storage.exact_sums import is_overflow
from kpidesk.storage.measure_sql import KEPT_MEASURES, measure_select
from kpidesk.storage.reader import Reader
from kpidesk.storage.row_writer import RowWriter
from kpidesk.storage.schema import FACT_TABLES, day_total
from kpidesk.storage.stored_values import PLAIN
from kpidesk.storage.touched import Touched

_COLUMNS = ("day", "rep_id", "n", "amount")
_FEW_DAYS = 31


def refresh(reader: Reader, rows: RowWriter, touched: Touched) -> None:
    """Bring derived columns and totals in step with all that was touched.

    Raises InputError `rate.missing`, or `value.sum_too_large` for a day whose sum has no room.
    """
    refresh_derived(reader, rows, touched)
    refresh_totals(reader.connection, touched)


def refresh_totals(connection: Connection, touched: Touched) -> None:
    """Recompute the totals of every day that was touched."""
    tables = {FACT_TABLES[measure.kind].name for measure in KEPT_MEASURES}
    touched_days = {table: touched.days(table) for table in tables}
    for measure in KEPT_MEASURES:
        days = touched_days[FACT_TABLES[measure.kind].name]
        if days:
            _recompute(connection, measure, _worth_choosing(connection, measure, days))


def recompute_all(connection: Connection) -> None:
    """Recompute every total from the facts."""
    for measure in KEPT_MEASURES:
        _recompute(connection, measure, None)


def recount(connection: Connection, measure: Measure) -> set[tuple[object, ...]]:
    """What the totals of a measure must be: (day, rep_id, n, amount)."""
    return {tuple(row) for row in connection.execute(measure_select(measure))}


def kept_totals(connection: Connection, measure: Measure) -> set[tuple[object, ...]]:
    """What the totals of a measure are: (day, rep_id, n, amount)."""
    columns = [day_total.c[name] for name in _COLUMNS]
    statement = select(*columns).where(day_total.c.measure == measure.key)
    return {tuple(row) for row in connection.execute(statement)}


def _worth_choosing(
    connection: Connection, measure: Measure, days: set[str]
) -> Collection[str] | None:
    if len(days) <= _FEW_DAYS:
        return days
    known = connection.scalar(
        select(func.count(day_total.c.day.distinct())).where(day_total.c.measure == measure.key)
    )
    return days if len(days) * 2 < (known or 0) else None


def _recompute(connection: Connection, measure: Measure, days: Collection[str] | None) -> None:
    totals = PLAIN[day_total.name]
    gone = delete(totals).where(totals.c.measure == measure.key)
    connection.execute(gone if days is None else gone.where(totals.c.day.in_(sorted(days))))
    counted = measure_select(measure, days).subquery()
    rows = select(literal(measure.key), *[counted.c[name] for name in _COLUMNS])
    try:
        connection.execute(insert(totals).from_select(["measure", *_COLUMNS], rows))
    except OperationalError as error:
        if not is_overflow(error):
            raise
        raise InputError(
            "value.sum_too_large",
            f"The {measure.kind} of one day add up to more than the file can hold, which is "
            f"{LARGEST:,.0f}. Look for a value with too many digits.",
        ) from error
