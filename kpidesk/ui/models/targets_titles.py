"""What heads the rows and columns of the target grid, and what its tips say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.periods import Grain
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.targets_rows import GridColumn, GridRow, Shown, Source
from kpidesk.ui.words import bucket_title, kpi_label


def row_title(row: GridRow) -> str:
    """Whom or what a row is about."""
    if row.difference:
        return QCoreApplication.translate("Targets", "Unallocated / over %")
    return row.name


def row_chip(row: GridRow, formatter: Formatter) -> str:
    """When a person came or went within the year, “left 31 Mar”; empty for all others."""
    translate = QCoreApplication.translate
    first, last = (
        "" if day is None else formatter.short_date(day, year=False)
        for day in (row.since, row.until)
    )
    if first and last:
        return translate("Targets", "{first} to {last}").format(first=first, last=last)
    if first:
        return translate("Targets", "from {day}").format(day=first)
    if last and row.gone:
        return translate("Targets", "left {day}").format(day=last)
    return translate("Targets", "to {day}").format(day=last) if last else ""


def column_title(column: GridColumn, formatter: Formatter) -> str:
    """The month's name, the quarter, or the year."""
    period = column.period
    if period.grain is Grain.MONTH:
        return formatter.month(period.first, year=False, short=True)
    if period.grain is Grain.QUARTER:
        return bucket_title(period, formatter, period)
    return str(period)


def cell_tip(row: GridRow, shown: Shown, definition: KpiDefinition, editable: bool) -> str | None:
    """Where a figure comes from, or why there can be none; None where there is nothing to say."""
    translate = QCoreApplication.translate
    if not editable and not row.difference:
        text = translate("Targets", "{kpi} has no target at this level.")
        return text.format(kpi=kpi_label(definition))
    if shown.source is Source.PARTS:
        return translate("Targets", "Sum of its months; type to set one of its own.")
    if shown.source is Source.CHILDREN and not row.difference:
        return translate("Targets", "Sum of those below; type to set one of its own.")
    return None
