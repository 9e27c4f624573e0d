"""Counting measures over a report's own rows, as its formulas will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.kpis import KpiDefinition, measures_of
from kpidesk.domain.measures import MEASURES, Aggregate, AsOf, Measure
from kpidesk.domain.periods import Period
from kpidesk.domain.statistics import median

if TYPE_CHECKING:
    from kpidesk.services.exporting.report_facts import FactsOfReport, Row


def recount(
    facts: FactsOfReport,
    kpis: Sequence[KpiDefinition],
    period: Period,
    as_of: date,
    names: Mapping[str, Sequence[str]],
) -> dict[str, Decimal | None]:
    """Every measure that the KPIs need, over the rows in the period with these names.

    The median of nothing is None; a count or sum of nothing is 0.
    """
    needed: set[str] = set()
    for kpi in kpis:
        needed |= measures_of(kpi.expression)
    return {key: _measured(MEASURES[key], facts, period, as_of, names) for key in sorted(needed)}


def _measured(
    measure: Measure,
    facts: FactsOfReport,
    period: Period,
    as_of: date,
    names: Mapping[str, Sequence[str]],
) -> Decimal | None:
    rows = _counted(measure, facts.rows.get(measure.kind, ()), period, as_of, names)
    if measure.aggregate is Aggregate.COUNT:
        return Decimal(sum(1 for _ in rows))
    values = [_number(row.get(measure.value_field or "")) for row in rows]
    if measure.aggregate is Aggregate.MEDIAN:
        return median(values) if values else None
    return sum(values, Decimal(0))


def _counted(
    measure: Measure,
    rows: Sequence[Row],
    period: Period,
    as_of: date,
    names: Mapping[str, Sequence[str]],
) -> Iterator[Row]:
    first, last = period.first, period.last
    if measure.as_of is AsOf.AHEAD:
        first = max(first, as_of)
    elif measure.as_of is AsOf.ANY:
        last = min(last, as_of)
    placed = {_placed(name, measure): tuple(texts) for name, texts in names.items()}
    for row in rows:
        day = row.get(measure.date_field)
        if not isinstance(day, date) or not first <= day <= last:
            continue
        if any(row.get(name) is None for name in measure.needs):
            continue
        if not _meets(measure, row):
            continue
        if all((row.get(name) or "=") in texts for name, texts in placed.items()):
            yield row


def _placed(name: str, measure: Measure) -> str:
    return f"{name} on {measure.date_field}" if name in ("team", "in scope") else name


def _meets(measure: Measure, row: Row) -> bool:
    for condition in measure.where:
        text = row.get(condition.field)
        if text is None:
            if not condition.or_blank:
                return False
        elif (text in condition.values) is condition.negate:
            return False
    return True


def _number(value: object) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)
