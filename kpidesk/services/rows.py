"""The rows behind a number: which facts it counts, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpidesk.domain.kpis import SPECIAL_NAMES, measures_of
from kpidesk.domain.measures import MEASURES, Measure
from kpidesk.domain.periods import Period
from kpidesk.domain.reports import FactRow, FactRows
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.storage.figure_rows import StoredFact

OVERDUE = "overdue"
"""The result of an open deal that is past its expected date: shown, but not counted."""

_AND_OVERDUE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("open_weighted", "open_value", "open_deals"), "open_overdue")
)


def rows_behind(
    company: CompanyFile, kpi: str, scope: Scope, period: Period | None, limit: int = 200
) -> FactRows:
    """The facts of all measures in a KPI's formula, newest first, those without a date last.

    `total` and `counts` are of all of them, however few rows the limit leaves. What stands open
    comes with the deals that are past their expected date, marked as overdue.

    Raises UsageError for an unknown KPI or a scope it does not have, InputError for an unknown
    name.
    """
    from kpidesk.services.evaluation.context import Context
    from kpidesk.services.evaluation.gather import Question, fact_filter
    from kpidesk.storage.figure_rows import facts_behind, results_behind

    with company.reading() as reader:
        context = Context(reader, None, date.today())
        definition = context.definition(kpi, period.last if period else None)
        who = context.who(scope, definition)
        days = (period.first, period.last) if period else (None, None)
        found: list[StoredFact] = []
        counts: dict[str, int] = {}
        where = fact_filter(context, who, Question(*days), None)
        if where is None:
            return FactRows((), 0)
        for measures in _by_kind(context, kpi, period):
            found += facts_behind(reader, measures, where, context.as_of, limit)
            results = results_behind(reader, measures, where, context.as_of)
            for (result, late), n in results.items():
                word = _word(result, late=late)
                counts[word] = counts.get(word, 0) + n
        found.sort(key=lambda fact: (fact.day is not None, fact.day or date.min), reverse=True)
        rows = tuple(_row(fact) for fact in found[:limit])
        return FactRows(rows, sum(counts.values()), counts)


def _by_kind(context: Context, kpi: str, period: Period | None) -> list[list[Measure]]:
    """The measures behind a KPI, those of one kind and day together."""
    definition = context.definition(kpi, period.last if period else None)
    expression = context.expression(definition)
    keys = set(measures_of(expression))
    if expression.names & SPECIAL_NAMES:
        keys.add("won_value")
    keys |= {_AND_OVERDUE[key] for key in keys if key in _AND_OVERDUE}
    groups: dict[tuple[str, str], list[Measure]] = {}
    for key in sorted(keys):
        measure = MEASURES[key]
        groups.setdefault((measure.kind, measure.date_field), []).append(measure)
    return list(groups.values())


def _row(fact: StoredFact) -> FactRow:
    source = fact.source
    if source is not None and fact.source_row is not None:
        source = f"{source}, row {fact.source_row}"
    return FactRow(
        kind=fact.kind,
        day=fact.day,
        customer=fact.customer,
        rep=fact.rep,
        label=fact.label,
        result=_word(fact.result, late=fact.overdue),
        amount=fact.amount,
        source=source,
    )


def _word(result: str | None, *, late: bool) -> str:
    return OVERDUE if late else result or ""
