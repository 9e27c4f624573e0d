"""The single facts behind a figure, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select

from kpidesk.domain.measures import AsOf, Measure
from kpidesk.storage import schema
from kpidesk.storage.figures import FactFilter, counted, stood_open
from kpidesk.storage.measure_sql import field_value, measure_day
from kpidesk.storage.schema import FACT_TABLES, MICRO
from kpidesk.storage.stored_values import PLAIN

if TYPE_CHECKING:
    from kpidesk.storage.reader import Reader

_RESULT = {"deals": "status", "activities": "outcome"}
_LABEL = {"deals": "deal", "activities": "type", "leads": "company", "stage_history": "deal"}
_AMOUNT = {"deals": "value", "activities": "quantity", "orders": "amount", "costs": "amount"}


@dataclass(frozen=True, slots=True)
class StoredFact:
    """One fact as it is told to the user; `result` is its status or outcome as stored."""

    kind: str
    day: date | None
    customer: str | None
    rep: str | None
    label: str
    result: str | None
    overdue: bool
    amount: Decimal | None
    source: str | None
    source_row: int | None


def facts_behind(
    reader: Reader,
    measures: Sequence[Measure],
    where: FactFilter,
    as_of: date | None,
    limit: int,
) -> list[StoredFact]:
    """The newest facts that count for any of some measures of one kind; undated ones last.

    Where measures place a fact on different days, the first of them gives the day.
    """
    kind = measures[0].kind
    table = PLAIN[FACT_TABLES[kind].name]
    rep, customer = PLAIN[schema.rep.name], PLAIN[schema.customer.name]
    batch = PLAIN[schema.import_batch.name]
    day = measure_day(measures[0])
    columns: list[ColumnElement[Any]] = [
        day,
        customer.c.name if "customer_id" in table.c else literal(None),
        rep.c.name if "rep_id" in table.c else literal(None),
        table.c[_LABEL[kind]] if kind in _LABEL else literal(kind),
        table.c[_RESULT[kind]] if kind in _RESULT else literal(None),
        field_value(kind, _AMOUNT[kind]) if kind in _AMOUNT else literal(None),
        batch.c.source,
        table.c.source_row,
    ]
    statement: Select[Any] = select(*columns).select_from(table)
    if "customer_id" in table.c:
        statement = statement.outerjoin(customer, customer.c.id == table.c.customer_id)
    if "rep_id" in table.c:
        statement = statement.outerjoin(rep, rep.c.id == table.c.rep_id)
    statement = (
        statement.outerjoin(batch, batch.c.id == table.c.batch_id)
        .where(_any_of(measures, where, as_of))
        .order_by(day.is_(None), day.desc(), table.c.id.desc())
        .limit(limit)
    )
    late = as_of.isoformat() if as_of and any(one.snapshot for one in measures) else ""
    return [
        StoredFact(
            kind=kind,
            day=date.fromisoformat(row[0]) if row[0] else None,
            customer=row[1],
            rep=row[2],
            label=row[3] or "",
            result=row[4],
            overdue=bool(row[0]) and row[0] < late,
            amount=None if row[5] is None else Decimal(row[5]) / MICRO,
            source=row[6],
            source_row=row[7],
        )
        for row in reader.connection.execute(statement)
    ]


def results_behind(
    reader: Reader, measures: Sequence[Measure], where: FactFilter, as_of: date | None
) -> dict[tuple[str | None, bool], int]:
    """How many facts count for any of some measures of one kind, by result and being overdue."""
    kind = measures[0].kind
    table = PLAIN[FACT_TABLES[kind].name]
    result = table.c[_RESULT[kind]] if kind in _RESULT else literal(None)
    snapshot = as_of is not None and any(one.snapshot for one in measures)
    late: ColumnElement[Any] = literal(0)
    if snapshot and as_of is not None:
        late = func.coalesce(measure_day(measures[0]) < as_of.isoformat(), 0)
    statement = (
        select(result, late, func.count())
        .select_from(table)
        .where(_any_of(measures, where, as_of))
        .group_by(result, late)
    )
    return {(name, bool(is_late)): n for name, is_late, n in reader.connection.execute(statement)}


def _any_of(
    measures: Sequence[Measure], where: FactFilter, as_of: date | None
) -> ColumnElement[bool]:
    choices: list[ColumnElement[bool]] = []
    for measure in measures:
        if measure.as_of is AsOf.ANY:
            choices.append(and_(*counted(measure, where)))
        elif as_of is not None:
            choices.append(and_(*stood_open(measure, where, as_of)))
            choices.append(and_(*stood_open(measure, where, as_of, closed_since=True)))
    return or_(*choices) if choices else literal(0) == 1
