"""What the inspector says of a cell, put in words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.pace import Status
from kpidesk.domain.reports import KpiRow
from kpidesk.ui.controllers.targets_services import TargetDetail
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.models.targets_grid import GridCell, TargetsGridModel
from kpidesk.ui.widgets.target_bars import TargetBar, TargetBarsContent
from kpidesk.ui.widgets.target_inspector import TargetFacts
from kpidesk.ui.words import kpi_label, period_title, status_word

_TOLD = frozenset({"value", "threshold", "stretch", "note", "removed"})
_SAID = (Status.ON_TRACK, Status.WATCH, Status.BEHIND)


def facts_of(
    cell: GridCell, definition: KpiDefinition, detail: TargetDetail | None, formatter: Formatter
) -> TargetFacts:
    """A cell's target, what was reached of it, and its changes; newest first."""
    translate = QCoreApplication.translate
    value = cell.shown.value
    period = translate("Targets", "{kpi}, {period}").format(
        kpi=kpi_label(definition), period=period_title(cell.column.period, formatter)
    )
    row = detail.row if detail else None
    status = row.status if row else Status.NO_TARGET
    said = row is not None and status in _SAID
    return TargetFacts(
        title=cell.row.name,
        period=period,
        figure=formatter.value(value, definition.unit)
        if value is not None
        else translate("Targets", "No target"),
        second=_limits(cell, definition, formatter),
        status=status,
        status_text=status_word(status) if said else "",
        facts=_reached(row, definition, formatter) if row else (),
        changes=_changes(detail, definition, formatter) if detail else (),
        note=cell.own.note if cell.own else "",
    )


def _limits(cell: GridCell, definition: KpiDefinition, formatter: Formatter) -> str:
    if cell.own is None:
        return ""
    translate = QCoreApplication.translate
    parts = []
    for text, value in (
        (translate("Targets", "threshold {value}"), cell.own.threshold),
        (translate("Targets", "stretch {value}"), cell.own.stretch),
    ):
        if value is not None:
            parts.append(text.format(value=formatter.value(value, definition.unit)))
    return " · ".join(parts)


def _reached(
    row: KpiRow, definition: KpiDefinition, formatter: Formatter
) -> tuple[tuple[str, str], ...]:
    translate = QCoreApplication.translate
    unit = definition.unit
    pairs = [(translate("Targets", "Actual so far"), formatter.value(row.value, unit))]
    if row.attainment is not None:
        pairs.append((translate("Targets", "Attainment"), formatter.percent(row.attainment)))
    if row.expected and definition.additive:
        pairs.append((translate("Targets", "Expected by now"), formatter.value(row.expected, unit)))
    if row.pace is not None:
        pairs.append((translate("Targets", "Pace"), formatter.percent(row.pace, 0)))
    if row.required_per_day is not None:
        pairs.append(
            (
                translate("Targets", "Needed a working day"),
                formatter.value(row.required_per_day, unit),
            )
        )
    if row.n is not None and not definition.additive:
        pairs.append((translate("Targets", "Cases (n)"), formatter.number_of(row.n)))
    return tuple(pairs)


def _changes(
    detail: TargetDetail, definition: KpiDefinition, formatter: Formatter
) -> tuple[tuple[str, str], ...]:
    pairs = []
    for change in reversed(detail.changes):
        if change.field not in _TOLD or (change.old or "") == (change.new or ""):
            continue
        when = _day(change.changed_at, formatter)
        pairs.append(
            (when, _change_text(change.field, change.old, change.new, definition, formatter))
        )
    return tuple(pairs)


def _change_text(
    field: str, old: str | None, new: str | None, definition: KpiDefinition, formatter: Formatter
) -> str:
    translate = QCoreApplication.translate
    before, after = (_shown(text, definition, formatter) for text in (old, new))
    names = {
        "threshold": translate("Targets", "Threshold"),
        "stretch": translate("Targets", "Stretch"),
        "note": translate("Targets", "Note"),
    }
    if field in names:
        text = translate("Targets", "{name}: {old} → {new}")
        return text.format(name=names[field], old=before, new=after)
    if old is None:
        return translate("Targets", "Set to {new}").format(new=after)
    if new is None:
        return translate("Targets", "Removed, was {old}").format(old=before)
    return translate("Targets", "{old} → {new}").format(old=before, new=after)


def _shown(text: str | None, definition: KpiDefinition, formatter: Formatter) -> str:
    if text is None:
        return NO_VALUE
    try:
        return formatter.value(Decimal(text), definition.unit)
    except InvalidOperation:
        return f"“{text}”"


def _day(moment: str, formatter: Formatter) -> str:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return formatter.short_day(at.astimezone().date())


def bars_of(
    cell: GridCell, model: TargetsGridModel, detail: TargetDetail | None, formatter: Formatter
) -> TargetBarsContent:
    """The months of a cell's row: its targets, and what was reached where it is known."""
    translate = QCoreApplication.translate
    content = model.content
    assert content is not None
    definition = content.definition
    reached = {row.period: row.value for row in detail.months} if detail else {}
    bars, total = [], Decimal(0)
    for at, column in enumerate(content.columns):
        if column.parts:
            continue
        value = model.shown(cell.row.scope, at).value
        total += value or 0
        actual = reached.get(column.period)
        known = actual is not None and column.period.first <= content.today
        bars.append(
            TargetBar(
                formatter.month(column.period.first, year=False, short=True),
                None if value is None else float(value),
                float(actual) if actual is not None and known else None,
                column.period == cell.column.period or cell.column.period.covers(column.period),
            )
        )
    title = translate("Targets", "{name}, month by month").format(name=cell.row.name)
    second = translate("Targets", "bars are targets, grey lines what was reached")
    text = translate("Targets", "Months sum to {value}")
    whole = text.format(value=formatter.value(total, definition.unit)) if total else ""
    return TargetBarsContent(title, second, whole if definition.additive else "", tuple(bars))
