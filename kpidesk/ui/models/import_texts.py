"""Words of the import: fields, kinds, states of rows, and why a row is rejected."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kpidesk.domain.tables import CellError
from kpidesk.ui.formatting import NO_VALUE, Formatter

_COUNTED: dict[str, object] = {
    "reps": QT_TRANSLATE_NOOP("ImportKind", "%n rep(s)"),
    "customers": QT_TRANSLATE_NOOP("ImportKind", "%n customer(s)"),
    "products": QT_TRANSLATE_NOOP("ImportKind", "%n product(s)"),
    "teams": QT_TRANSLATE_NOOP("ImportKind", "%n team(s)"),
    "stages": QT_TRANSLATE_NOOP("ImportKind", "%n stage(s)"),
}

_KIND: dict[str, object] = {
    "reps": QT_TRANSLATE_NOOP("ImportKind", "reps"),
    "customers": QT_TRANSLATE_NOOP("ImportKind", "customers"),
    "products": QT_TRANSLATE_NOOP("ImportKind", "products"),
    "activities": QT_TRANSLATE_NOOP("ImportKind", "activities"),
    "leads": QT_TRANSLATE_NOOP("ImportKind", "leads"),
    "deals": QT_TRANSLATE_NOOP("ImportKind", "deals"),
    "stage_history": QT_TRANSLATE_NOOP("ImportKind", "stage history"),
    "orders": QT_TRANSLATE_NOOP("ImportKind", "orders"),
    "costs": QT_TRANSLATE_NOOP("ImportKind", "costs"),
    "email_stats": QT_TRANSLATE_NOOP("ImportKind", "e-mail campaigns"),
    "prices": QT_TRANSLATE_NOOP("ImportKind", "prices"),
    "targets": QT_TRANSLATE_NOOP("ImportKind", "targets"),
    "teams": QT_TRANSLATE_NOOP("ImportKind", "teams"),
    "stages": QT_TRANSLATE_NOOP("ImportKind", "stages"),
}

_FIELD: dict[str, object] = {
    "activities.date": QT_TRANSLATE_NOOP("ImportField", "Date"),
    "activities.quantity": QT_TRANSLATE_NOOP("ImportField", "Quantity"),
    "amount": QT_TRANSLATE_NOOP("ImportField", "Amount"),
    "booked_on": QT_TRANSLATE_NOOP("ImportField", "Booked on"),
    "bounced": QT_TRANSLATE_NOOP("ImportField", "Bounced"),
    "campaign": QT_TRANSLATE_NOOP("ImportField", "Campaign"),
    "category": QT_TRANSLATE_NOOP("ImportField", "Category"),
    "channel": QT_TRANSLATE_NOOP("ImportField", "Channel"),
    "clicked": QT_TRANSLATE_NOOP("ImportField", "Clicked"),
    "closed_on": QT_TRANSLATE_NOOP("ImportField", "Close date"),
    "company": QT_TRANSLATE_NOOP("ImportField", "Company"),
    "competitor": QT_TRANSLATE_NOOP("ImportField", "Competitor"),
    "confidence": QT_TRANSLATE_NOOP("ImportField", "Confidence"),
    "contact": QT_TRANSLATE_NOOP("ImportField", "Contact"),
    "converted_on": QT_TRANSLATE_NOOP("ImportField", "Converted on"),
    "cost": QT_TRANSLATE_NOOP("ImportField", "Cost"),
    "country": QT_TRANSLATE_NOOP("ImportField", "Country"),
    "created_at": QT_TRANSLATE_NOOP("ImportField", "Created at"),
    "created_on": QT_TRANSLATE_NOOP("ImportField", "Created on"),
    "currency": QT_TRANSLATE_NOOP("ImportField", "Currency"),
    "customer": QT_TRANSLATE_NOOP("ImportField", "Customer"),
    "customer_since": QT_TRANSLATE_NOOP("ImportField", "Customer since"),
    "date": QT_TRANSLATE_NOOP("ImportField", "Date"),
    "deal": QT_TRANSLATE_NOOP("ImportField", "Deal no."),
    "delivered": QT_TRANSLATE_NOOP("ImportField", "Delivered"),
    "email": QT_TRANSLATE_NOOP("ImportField", "E-mail"),
    "entered_on": QT_TRANSLATE_NOOP("ImportField", "Entered on"),
    "expected_close_on": QT_TRANSLATE_NOOP("ImportField", "Expected close"),
    "external_id": QT_TRANSLATE_NOOP("ImportField", "Number"),
    "first_attempt_at": QT_TRANSLATE_NOOP("ImportField", "First attempt"),
    "first_contact_on": QT_TRANSLATE_NOOP("ImportField", "First contact"),
    "fte": QT_TRANSLATE_NOOP("ImportField", "Full-time share"),
    "is_closed": QT_TRANSLATE_NOOP("ImportField", "Is closed"),
    "is_lost": QT_TRANSLATE_NOOP("ImportField", "Is lost"),
    "is_won": QT_TRANSLATE_NOOP("ImportField", "Is won"),
    "kind": QT_TRANSLATE_NOOP("ImportField", "Kind of deal"),
    "kpi": QT_TRANSLATE_NOOP("ImportField", "KPI"),
    "lost_on": QT_TRANSLATE_NOOP("ImportField", "Lost on"),
    "lost_reason": QT_TRANSLATE_NOOP("ImportField", "Lost reason"),
    "minutes": QT_TRANSLATE_NOOP("ImportField", "Minutes"),
    "note": QT_TRANSLATE_NOOP("ImportField", "Note"),
    "opened": QT_TRANSLATE_NOOP("ImportField", "Opened"),
    "org_number": QT_TRANSLATE_NOOP("ImportField", "Org. number"),
    "outcome": QT_TRANSLATE_NOOP("ImportField", "Outcome"),
    "owner": QT_TRANSLATE_NOOP("ImportField", "Owner"),
    "parent_customer": QT_TRANSLATE_NOOP("ImportField", "Parent customer"),
    "parent_team": QT_TRANSLATE_NOOP("ImportField", "Parent team"),
    "period": QT_TRANSLATE_NOOP("ImportField", "Period"),
    "price": QT_TRANSLATE_NOOP("ImportField", "Price"),
    "product": QT_TRANSLATE_NOOP("ImportField", "Product"),
    "qualified_on": QT_TRANSLATE_NOOP("ImportField", "Qualified on"),
    "quantity": QT_TRANSLATE_NOOP("ImportField", "Quantity"),
    "rep": QT_TRANSLATE_NOOP("ImportField", "Rep"),
    "role": QT_TRANSLATE_NOOP("ImportField", "Role"),
    "scope": QT_TRANSLATE_NOOP("ImportField", "For whom (level)"),
    "scope_name": QT_TRANSLATE_NOOP("ImportField", "For whom"),
    "segment": QT_TRANSLATE_NOOP("ImportField", "Segment"),
    "sent": QT_TRANSLATE_NOOP("ImportField", "Sent"),
    "source": QT_TRANSLATE_NOOP("ImportField", "Source"),
    "stage": QT_TRANSLATE_NOOP("ImportField", "Stage"),
    "status": QT_TRANSLATE_NOOP("ImportField", "Outcome"),
    "stretch": QT_TRANSLATE_NOOP("ImportField", "Stretch"),
    "team": QT_TRANSLATE_NOOP("ImportField", "Team"),
    "threshold": QT_TRANSLATE_NOOP("ImportField", "Threshold"),
    "type": QT_TRANSLATE_NOOP("ImportField", "Type"),
    "unit_price": QT_TRANSLATE_NOOP("ImportField", "Unit price"),
    "valid_from": QT_TRANSLATE_NOOP("ImportField", "Valid from"),
    "valid_to": QT_TRANSLATE_NOOP("ImportField", "Valid to"),
    "value": QT_TRANSLATE_NOOP("ImportField", "Value"),
}

# What stands in the narrow status column; the whole message is in the list of rejected rows.
_REASON: dict[str, object] = {
    "deal.closed_before_created": QT_TRANSLATE_NOOP("ImportReason", "closed before created"),
    "deal.no_close_date": QT_TRANSLATE_NOOP("ImportReason", "no close date"),
    "deal.no_status": QT_TRANSLATE_NOOP("ImportReason", "no outcome"),
    "membership.ends_before_start": QT_TRANSLATE_NOOP("ImportReason", "ends before start"),
    "membership.overlap": QT_TRANSLATE_NOOP("ImportReason", "in two teams"),
    "rate.missing": QT_TRANSLATE_NOOP("ImportReason", "no rate"),
    "row.duplicate_key": QT_TRANSLATE_NOOP("ImportReason", "number twice"),
    "row.id_taken": QT_TRANSLATE_NOOP("ImportReason", "number in use"),
    "target.overlap": QT_TRANSLATE_NOOP("ImportReason", "overlaps"),
    "team.cycle": QT_TRANSLATE_NOOP("ImportReason", "team in a circle"),
    "team.two_parents": QT_TRANSLATE_NOOP("ImportReason", "two parent teams"),
    "value.too_large": QT_TRANSLATE_NOOP("ImportReason", "too large"),
    "value.ambiguous_date": QT_TRANSLATE_NOOP("ImportReason", "unclear date"),
    "value.ambiguous_number": QT_TRANSLATE_NOOP("ImportReason", "unclear number"),
    "value.cell_error": QT_TRANSLATE_NOOP("ImportReason", "error in the cell"),
    "value.formula_without_result": QT_TRANSLATE_NOOP("ImportReason", "no result"),
    "value.missing": QT_TRANSLATE_NOOP("ImportReason", "blank"),
    "value.no_such_date": QT_TRANSLATE_NOOP("ImportReason", "no such date"),
    "value.not_a_currency": QT_TRANSLATE_NOOP("ImportReason", "no currency"),
    "value.not_a_date": QT_TRANSLATE_NOOP("ImportReason", "no date"),
    "value.not_a_number": QT_TRANSLATE_NOOP("ImportReason", "no number"),
    "value.not_a_period": QT_TRANSLATE_NOOP("ImportReason", "no period"),
    "value.not_a_share": QT_TRANSLATE_NOOP("ImportReason", "no share"),
    "value.not_whole": QT_TRANSLATE_NOOP("ImportReason", "no whole number"),
    "value.period_without_year": QT_TRANSLATE_NOOP("ImportReason", "no year"),
    "value.unknown_word": QT_TRANSLATE_NOOP("ImportReason", "unknown word"),
}


def kind_word(kind: str) -> str:
    """A kind of fact or list, in the plural and in lower case."""
    text = _KIND.get(kind)
    return QCoreApplication.translate("ImportKind", str(text)) if text else kind.replace("_", " ")


def counted(kind: str, count: int, formatter: Formatter) -> str:
    """A number of things of a kind of list: `1 rep`, `2 customers`."""
    text = _COUNTED.get(kind)
    if text is None:
        return f"{formatter.number_of(count)} {kind_word(kind)}"
    written = QCoreApplication.translate("ImportKind", str(text), "", count)
    return grouped(written, count, formatter)


def field_word(field: str) -> str:
    """The name of a field, as a chip over a column shows it."""
    text = _FIELD.get(field)
    if text:
        return QCoreApplication.translate("ImportField", str(text))
    return field.replace("_", " ").capitalize()


def reason_word(code: str) -> str:
    """Why a row is rejected in two or three words; empty where only the message tells."""
    text = _REASON.get(code)
    return QCoreApplication.translate("ImportReason", str(text)) if text else ""


def grouped(text: str, count: int, formatter: Formatter) -> str:
    """A text in which Qt has put a count, with the count's digits grouped."""
    return text.replace(str(count), formatter.number_of(count), 1)


def shown_value(value: object, formatter: Formatter) -> str:
    """A stored value, or a cell of a sheet, as short text."""
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, Decimal):
        return formatter.number(value, 0 if value == value.to_integral_value() else 2)
    return cell_text(value, formatter)


def cell_text(value: object, formatter: Formatter, decimals: int | None = None) -> str:
    """A cell as the sheet shows it; `decimals` groups numbers, None keeps them as they are."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{_day_text(value)} {value:%H:%M}"
    if isinstance(value, date):
        return _day_text(value)
    if isinstance(value, CellError):
        return "=…" if value.text == "formula" else value.text
    if isinstance(value, int | float | Decimal):
        return _number_text(value, formatter, decimals)
    return str(value)


def _yes_no(value: bool) -> str:
    translate = QCoreApplication.translate
    return translate("Import", "Yes") if value else translate("Import", "No")


def _day_text(day: date) -> str:
    return day.strftime(QCoreApplication.translate("Dates", "%d.%m.%Y"))


def _number_text(value: float | Decimal, formatter: Formatter, decimals: int | None) -> str:
    number = Decimal(str(value))
    if not number.is_finite():
        return str(value)
    if decimals is not None:
        return formatter.number(number, decimals)
    plain = number.normalize()
    return formatter.file_number(plain)
