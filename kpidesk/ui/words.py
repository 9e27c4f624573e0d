"""Words that many screens share: statuses, scopes, periods, grains, KPI names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kpidesk.domain.pace import Status
from kpidesk.domain.periods import FiscalYear, Grain, Period
from kpidesk.ui.formatting import Formatter

if TYPE_CHECKING:
    # The first window needs these words long before it needs a KPI.
    from kpidesk.domain.kpis import KpiDefinition
    from kpidesk.domain.reports import CumulativeCurve
    from kpidesk.domain.targets import Scope

_STATUS: dict[Status, object] = {
    Status.ON_TRACK: QT_TRANSLATE_NOOP("Status", "On track"),
    Status.WATCH: QT_TRANSLATE_NOOP("Status", "Watch"),
    Status.BEHIND: QT_TRANSLATE_NOOP("Status", "Behind"),
    Status.NO_TARGET: QT_TRANSLATE_NOOP("Status", "No target"),
    Status.NO_DATA: QT_TRANSLATE_NOOP("Status", "No data"),
    Status.SMALL_N: QT_TRANSLATE_NOOP("Status", "n too small"),
}

GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
_GRAIN: dict[Grain, object] = {
    Grain.DAY: QT_TRANSLATE_NOOP("Grain", "Day"),
    Grain.WEEK: QT_TRANSLATE_NOOP("Grain", "Week"),
    Grain.MONTH: QT_TRANSLATE_NOOP("Grain", "Month"),
    Grain.QUARTER: QT_TRANSLATE_NOOP("Grain", "Quarter"),
    Grain.YEAR: QT_TRANSLATE_NOOP("Grain", "Year"),
    Grain.SPAN: QT_TRANSLATE_NOOP("Grain", "Period"),
}
_EACH: dict[Grain, object] = {
    Grain.DAY: QT_TRANSLATE_NOOP("Grain", "Each day"),
    Grain.WEEK: QT_TRANSLATE_NOOP("Grain", "Each week"),
    Grain.MONTH: QT_TRANSLATE_NOOP("Grain", "Each month"),
    Grain.QUARTER: QT_TRANSLATE_NOOP("Grain", "Each quarter"),
    Grain.YEAR: QT_TRANSLATE_NOOP("Grain", "Each year"),
    Grain.SPAN: QT_TRANSLATE_NOOP("Grain", "The whole period"),
}


def status_word(status: Status) -> str:
    """The word of a status, always shown beside its shape."""
    return QCoreApplication.translate("Status", str(_STATUS[status]))


def grain_word(grain: Grain) -> str:
    return QCoreApplication.translate("Grain", str(_GRAIN[grain]))


def each_word(grain: Grain) -> str:
    """The title over one bar a period, `Each month`."""
    return QCoreApplication.translate("Grain", str(_EACH[grain]))


def kpi_label(definition: KpiDefinition) -> str:
    """The KPI's name in the window's language; an own KPI keeps the name the user gave it."""
    return QCoreApplication.translate("Kpi", definition.label)


def kpi_text(text: str) -> str:
    """A sentence of a KPI's definition in the window's language."""
    return QCoreApplication.translate("Kpi", text)


def scope_title(scope: Scope, company: str) -> str:
    """Whose figures: the company's name, or the team's, rep's or customer's."""
    return scope.name or company


def period_title(period: Period, formatter: Formatter) -> str:
    """A period as a person says it: `June 2026`, `Week 25, 2026`, `Q2 2026`, `1–14 June 2026`."""
    translate = QCoreApplication.translate
    match period.grain:
        case Grain.DAY:
            return formatter.day(period.first, weekday=True, year=True)
        case Grain.WEEK:
            year, week, _ = period.first.isocalendar()
            return translate("Dates", "Week {week}, {year}").format(week=week, year=year)
        case Grain.MONTH:
            return formatter.month(period.first)
        case Grain.QUARTER:
            named, _, quarter = str(period).partition("-Q")
            return translate("Dates", "Q{quarter} {year}").format(quarter=quarter, year=named)
        case Grain.YEAR:
            return str(period)
        case _:
            return _span_title(period, formatter)


def curve_title(curve: CumulativeCurve, formatter: Formatter) -> str:
    """What a cumulative curve shows: `Revenue, cumulative in June 2026`."""
    name, period = kpi_label(curve.definition), period_title(curve.period, formatter)
    text = QCoreApplication.translate("CumulativeChart", "{kpi}, cumulative in {period}")
    if curve.period.grain in (Grain.DAY, Grain.SPAN):
        text = QCoreApplication.translate("CumulativeChart", "{kpi}, {period}")
    return text.format(kpi=name, period=period)


def _span_title(period: Period, formatter: Formatter) -> str:
    first, last = period.first, period.last
    if first.day == 1 and _ends_month(last):
        start = formatter.month(first, year=first.year != last.year)
        return f"{start} – {formatter.month(last)}"
    start = formatter.short_date(first, year=first.year != last.year)
    return f"{start} – {formatter.short_date(last)}"


def _ends_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def bucket_title(period: Period, formatter: Formatter, before: Period | None = None) -> str:
    """The head of a column: `Jun`, and `Jan ’26` at the first bucket and where a year begins."""
    translate = QCoreApplication.translate
    year_begins = before is None or before.first.year != period.first.year
    match period.grain:
        case Grain.DAY:
            month_begins = before is None or before.first.month != period.first.month
            if month_begins:
                name = formatter.month(period.first, year=False, short=True)
                return f"{period.first.day} {name}"
            return str(period.first.day)
        case Grain.WEEK:
            week = period.first.isocalendar().week
            return translate("Dates", "W{week}").format(week=week)
        case Grain.MONTH:
            name = formatter.month(period.first, year=False, short=True)
            return f"{name} ’{period.first.year % 100:02d}" if year_begins else name
        case Grain.QUARTER:
            fiscal = FiscalYear(period.fiscal_start)
            year, _, quarter = fiscal.quarter_name(period.first).partition("-Q")
            name = translate("Dates", "Q{quarter}").format(quarter=quarter)
            return f"{name} ’{year[2:]}" if year_begins else name
        case Grain.YEAR:
            return str(period)
        case _:
            return period_title(period, formatter)
