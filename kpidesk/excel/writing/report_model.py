"""What a report workbook holds: lines of figures by month, rep or team, and the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kpidesk.domain.kpis import KpiDefinition

ReportCell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of one kind on a sheet of their own, which the formulas count."""

    kind: str
    sheet: str
    headings: Sequence[str]
    rows: Sequence[Sequence[ReportCell]]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A month, rep or team: its days, what it is called in the facts, and its stored figures.

    `measures`, `values` and `targets` are what KPIDesk counted: the results that stand in the
    cells until a spreadsheet program counts them anew.
    """

    label: str
    first: date
    last: date
    names: Mapping[str, Sequence[str]]
    measures: Mapping[str, Decimal | None]
    values: Mapping[str, Decimal | None]
    targets: Mapping[str, Decimal | None]
    total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A sheet of lines, with a chart of `chart_kpi` against its target."""

    sheet: str
    heading: str
    lines: Sequence[ReportLine]
    chart_kpi: str | None = None


@dataclass(frozen=True, slots=True)
class ReportBook:
    """All that the workbook holds."""

    title: str
    subtitle: str
    currency: str
    data_from: date
    as_of: date
    kpis: Sequence[KpiDefinition]
    tables: Sequence[ReportTable]
    facts: Sequence[ReportFacts] = field(default_factory=list)
