"""Figures of one KPI for any scope, period and split, and the list of KPIs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpidesk.domain.periods import Period
from kpidesk.domain.reports import KpiReport
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.domain.kpis import KpiDefinition
    from kpidesk.storage.company_file import CompanyFile

ORG = Scope()


@dataclass(frozen=True, slots=True)
class KpiQuery:
    """What is asked: `period` None is all time, `by` holds words of `--by`.

    With `as_of` everything that happened after that day is left out; without it figures are
    complete and pace is measured to the date that the data reaches.
    """

    kpi: str
    scope: Scope = ORG
    period: Period | None = None
    by: tuple[str, ...] = ()
    as_of: date | None = None


def evaluate(company: CompanyFile, query: KpiQuery) -> KpiReport:
    """The figures of a KPI, a row for each period and group.

    Ratios are divided last, whatever they are split by; facts without a rep, product and so on
    have None as their group. With a time grain the outer weeks or months keep their names but
    count the days within the period only; facts without a date come last, with no period.

    Raises UsageError for an unknown KPI, a scope or group that it does not have; InputError for
    an unknown team, rep or customer.
    """
    from kpidesk.services.evaluation.context import Context
    from kpidesk.services.evaluation.table import KpiTable, Split

    split = Split.parse(query.by)
    with company.reading() as reader:
        context = Context(reader, query.as_of, date.today())
        day = query.period.last if query.period else None
        definition = context.definition(query.kpi, day)
        who = context.who(query.scope, definition)
        rows = KpiTable(context, definition, who).rows(query.period, split)
        return KpiReport(
            definition=definition,
            currency=context.settings.currency,
            scope=who.scope,
            as_of=context.as_of,
            rows=tuple(rows),
        )


def catalogue(company: CompanyFile) -> tuple[KpiDefinition, ...]:
    """Every KPI of the company as it is defined now, in the order of the catalogue."""
    from kpidesk.services.evaluation.context import Context

    with company.reading() as reader:
        return Context(reader, None, date.today()).definitions()
