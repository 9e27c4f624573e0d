"""KPIs, measures and results in the window's language.

The catalogue's own texts are listed here as literals, so that they reach the translators; a test
holds the lists against the catalogue.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kpidesk.domain.formula import Binary, Expression, Name, Number, parse
from kpidesk.domain.kpis import CATALOGUE, KpiDefinition
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.words import kpi_label

KPI_LABELS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Kpi", "Revenue"),
    QT_TRANSLATE_NOOP("Kpi", "Won deals"),
    QT_TRANSLATE_NOOP("Kpi", "Lost deals"),
    QT_TRANSLATE_NOOP("Kpi", "Average deal value"),
    QT_TRANSLATE_NOOP("Kpi", "Win rate"),
    QT_TRANSLATE_NOOP("Kpi", "Win rate incl. cancelled"),
    QT_TRANSLATE_NOOP("Kpi", "Win rate by created date"),
    QT_TRANSLATE_NOOP("Kpi", "Sales cycle"),
    QT_TRANSLATE_NOOP("Kpi", "Sales cycle, median"),
    QT_TRANSLATE_NOOP("Kpi", "Sales velocity"),
    QT_TRANSLATE_NOOP("Kpi", "Weighted pipeline"),
    QT_TRANSLATE_NOOP("Kpi", "Attainment"),
    QT_TRANSLATE_NOOP("Kpi", "Reps at quota"),
    QT_TRANSLATE_NOOP("Kpi", "Calls"),
    QT_TRANSLATE_NOOP("Kpi", "E-mails"),
    QT_TRANSLATE_NOOP("Kpi", "Visits"),
    QT_TRANSLATE_NOOP("Kpi", "Conversations"),
    QT_TRANSLATE_NOOP("Kpi", "Meetings booked"),
    QT_TRANSLATE_NOOP("Kpi", "Meetings held"),
    QT_TRANSLATE_NOOP("Kpi", "Show rate"),
    QT_TRANSLATE_NOOP("Kpi", "Quotes sent"),
)

_MEASURES: dict[str, object] = {
    "won_value": QT_TRANSLATE_NOOP("Measure", "won value"),
    "won_deals": QT_TRANSLATE_NOOP("Measure", "won"),
    "lost_deals": QT_TRANSLATE_NOOP("Measure", "lost"),
    "cancelled_deals": QT_TRANSLATE_NOOP("Measure", "cancelled"),
    "lost_value": QT_TRANSLATE_NOOP("Measure", "lost value"),
    "created_deals": QT_TRANSLATE_NOOP("Measure", "created"),
    "created_won": QT_TRANSLATE_NOOP("Measure", "created and won"),
    "cycle_days_total": QT_TRANSLATE_NOOP("Measure", "days from first contact to won"),
    "cycle_deals": QT_TRANSLATE_NOOP("Measure", "won deals"),
    "cycle_days": QT_TRANSLATE_NOOP("Measure", "median of days from first contact to won"),
    "open_weighted": QT_TRANSLATE_NOOP("Measure", "open value × confidence"),
    "open_value": QT_TRANSLATE_NOOP("Measure", "open value"),
    "open_deals": QT_TRANSLATE_NOOP("Measure", "open deals"),
    "open_overdue": QT_TRANSLATE_NOOP("Measure", "open past their date"),
    "calls": QT_TRANSLATE_NOOP("Measure", "calls"),
    "emails": QT_TRANSLATE_NOOP("Measure", "e-mails"),
    "visits": QT_TRANSLATE_NOOP("Measure", "visits"),
    "quotes_sent": QT_TRANSLATE_NOOP("Measure", "quotes sent"),
    "conversations": QT_TRANSLATE_NOOP("Measure", "conversations"),
    "meetings_booked": QT_TRANSLATE_NOOP("Measure", "meetings booked"),
    "meetings_held": QT_TRANSLATE_NOOP("Measure", "meetings held"),
    "meetings_due": QT_TRANSLATE_NOOP("Measure", "meetings due"),
    "revenue_actual": QT_TRANSLATE_NOOP("Measure", "revenue"),
    "revenue_target": QT_TRANSLATE_NOOP("Measure", "revenue target"),
    "reps_at_quota": QT_TRANSLATE_NOOP("Measure", "reps at 100 %"),
    "reps_with_quota": QT_TRANSLATE_NOOP("Measure", "reps with a target"),
}

_RESULTS: dict[str, object] = {
    "won": QT_TRANSLATE_NOOP("Result", "Won"),
    "lost": QT_TRANSLATE_NOOP("Result", "Lost"),
    "open": QT_TRANSLATE_NOOP("Result", "Open"),
    "overdue": QT_TRANSLATE_NOOP("Result", "Past its date"),
    "cancelled": QT_TRANSLATE_NOOP("Result", "Cancelled"),
    "held": QT_TRANSLATE_NOOP("Result", "Held"),
    "booked": QT_TRANSLATE_NOOP("Result", "Booked"),
    "no_show": QT_TRANSLATE_NOOP("Result", "No-show"),
    "reached": QT_TRANSLATE_NOOP("Result", "Reached"),
    "not_reached": QT_TRANSLATE_NOOP("Result", "Not reached"),
}
_SIGNS = {"/": "÷", "*": "×", "-": "−", "+": "+"}


def result_word(result: str) -> str:
    """How a deal or activity ended; an own word of the company stays as it is."""
    known = _RESULTS.get(result)
    return result if known is None else QCoreApplication.translate("Result", str(known))


def measure_words(key: str) -> str:
    """A measure or KPI as it stands in a formula."""
    known = _MEASURES.get(key)
    if known is not None:
        return QCoreApplication.translate("Measure", str(known))
    if key in CATALOGUE:
        return kpi_label(CATALOGUE[key]).lower()
    return key


def formula_words(definition: KpiDefinition, formatter: Formatter) -> str:
    """The formula as a person writes it: `won ÷ (won + lost)`."""
    return expression_words(parse(definition.formula), formatter)


def expression_words(expression: Expression, formatter: Formatter) -> str:
    """A part of a formula in words."""
    if isinstance(expression, Name):
        return measure_words(expression.key)
    if isinstance(expression, Number):
        places = -int(expression.value.normalize().as_tuple().exponent)
        return formatter.number(expression.value, max(0, places))
    left = _operand(expression.left, formatter)
    right = _operand(expression.right, formatter)
    return f"{left} {_SIGNS[expression.operator]} {right}"


def parts_of(definition: KpiDefinition, formatter: Formatter) -> tuple[str, str] | None:
    """What is divided by what, in words; None for a KPI that is no division."""
    expression = parse(definition.formula)
    if not isinstance(expression, Binary) or expression.operator != "/":
        return None
    return expression_words(expression.left, formatter), expression_words(
        expression.right, formatter
    )


def _operand(expression: Expression, formatter: Formatter) -> str:
    words = expression_words(expression, formatter)
    return f"({words})" if isinstance(expression, Binary) else words
