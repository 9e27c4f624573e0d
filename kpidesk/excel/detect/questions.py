"""What is asked and what is said about a table, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Choice, Note, Question, SourceTable
from kpidesk.excel.values.folding import squeeze
from kpidesk.excel.values.inference import both_days

_KIND_LABELS = {
    "reps": "Sales people and their teams",
    "customers": "Customers",
    "products": "Products",
    "activities": "Activities (calls, meetings, quotes)",
    "leads": "Leads",
    "deals": "Deals",
    "stage_history": "Stages that deals went through",
    "orders": "Orders or invoices",
    "costs": "Costs",
    "email_stats": "E-mail campaign totals",
    "prices": "Observed prices",
    "targets": "Targets",
}


def unknown_kind(likely: Iterable[str]) -> Question:
    """Asked where no kind of facts is likely enough."""
    first = list(likely)
    kinds = first + [kind for kind in KINDS if kind not in first]
    return Question(
        field="kind",
        column="",
        code="kind.unknown",
        message="What this table holds is not clear from its headings. What is in it?",
        choices=tuple(Choice(kind, _KIND_LABELS[kind]) for kind in kinds),
    )


def wide_actuals(sheet: str) -> Question:
    """Asked where periods across look like results."""
    return Question(
        field="kind",
        column="",
        code="kind.wide_actuals",
        message=f"'{sheet}' has periods across and speaks of results. Are these numbers targets?",
        choices=(Choice("targets", _KIND_LABELS["targets"]),),
    )


def missing_date(field: str) -> Question:
    """Asked where no column gives the day of the facts."""
    return Question(
        field=field,
        column="",
        code="date.missing",
        message=(
            "No column gives a date. Say which column does, or give one date for all rows "
            f'in the mapping: "values": {{"{field}": {{"": "2026-01-31"}}}}.'
        ),
    )


def missing_column(field: str, headers: Iterable[str]) -> Question:
    """Asked where a field without which a row is no fact has no column."""
    return Question(
        field=field,
        column="",
        code="column.missing",
        message=f"No column gives '{field}', which every row needs. Which column is it?",
        choices=tuple(Choice(header, header) for header in headers),
    )


def rival_columns(field: str, headers: list[str]) -> Question:
    """Asked where two columns with different values could give one number or day."""
    listed = " and ".join(f"'{header}'" for header in headers)
    return Question(
        field=field,
        column=headers[0],
        code="columns.ambiguous",
        message=f"The columns {listed} could both be the {field.replace('_', ' ')}. Which is it?",
        choices=tuple(Choice(header, header) for header in headers),
    )


def date_order(field: str, column: str, example: str, *, contradicts: bool) -> Question:
    """Asked where days and months cannot be told apart; the labels read the cell both ways."""
    day_first, month_first = both_days(example)
    why = "has days that only fit one order and days that only fit the other"
    why = why if contradicts else "can be read with the day or the month first"
    return Question(
        field=field,
        column=column,
        code="dates.order",
        message=f"The column '{column}' {why}, as in {example}. Which comes first?",
        choices=(
            Choice("dmy", f"Day first: {example} is {_in_words(day_first)}"),
            Choice("mdy", f"Month first: {example} is {_in_words(month_first)}"),
        ),
    )


def _in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"


def decimal_sign(field: str, column: str, example: str) -> Question:
    """Asked where a number such as 1.355 can be thousands or a fraction."""
    sign = "," if "," in example else "."
    other = "." if sign == "," else ","
    plain = example.replace(sign, "")
    return Question(
        field=field,
        column=column,
        code="decimal.sign",
        message=f"The column '{column}' can be read in two ways, as in {example}. Which is right?",
        choices=(
            Choice(other, f"{example} is {plain} (the sign separates thousands)"),
            Choice(
                sign, f"{example} is {example.replace(sign, '.')} (the sign is the decimal one)"
            ),
        ),
    )


def unknown_word(field: str, column: str, word: str, choices: Iterable[str]) -> Question:
    """Asked for a word whose meaning changes numbers. A choice's value is "word=meaning"."""
    return Question(
        field=field,
        column=column,
        code="words.unknown",
        message=f"What does '{word}' in the column '{column}' mean?",
        choices=tuple(Choice(f"{word}={meaning}", meaning) for meaning in choices),
    )


def share_scale(field: str, column: str) -> Question:
    """Asked where shares could be per cent or fractions. A choice's value goes under "*"."""
    return Question(
        field=field,
        column=column,
        code="share.scale",
        message=f"The column '{column}' has numbers below and above 1. Are they per cent?",
        choices=(Choice("0.01", "Per cent: 25 is 25 %"), Choice("1", "Fractions: 0.25 is 25 %")),
    )


def period_year(*, several: bool) -> Question:
    """Asked where periods have no year, or titles name more than one."""
    why = "More than one year is named" if several else "No year is named"
    return Question(
        field="period",
        column="",
        code="period.year",
        message=f'{why} for the periods. Which year? ("values": {{"period": {{"": "2026"}}}})',
    )


def period_grain(column: str) -> Question:
    """Asked where days in a period column could stand for months or quarters."""
    grains = ("month", "quarter", "year", "day")
    return Question(
        field="period",
        column=column,
        code="period.grain",
        message=f"The days in '{column}' begin a period. What does each stand for?",
        choices=tuple(Choice(grain, f"The {grain}") for grain in grains),
    )


def target_kpi(known: Iterable[str]) -> Question:
    """Asked where targets do not say what they are for. `known` are keys and labels of KPIs."""
    return Question(
        field="kpi",
        column="",
        code="target.kpi",
        message=(
            "What are these targets for? Choose a KPI, or name it in the mapping: "
            '"values": {"kpi": {"": "revenue"}}.'
        ),
        choices=tuple(_kpi_choices(["revenue", "won_deals", "calls", "meetings_held"], known)),
    )


def _kpi_choices(first: list[str], known: Iterable[str]) -> list[Choice]:
    """A choice a KPI, the first ones before all others; a key and a label that read alike are one.

    The value is the key where there is one, the label is spelled as the KPI's own.
    """
    spellings: dict[str, list[str]] = {}
    for name in (*first, *sorted(known, key=str.casefold)):
        spellings.setdefault(squeeze(name), []).append(name)
    return [
        Choice(
            next((name for name in names if _is_key(name)), names[0]),
            next((name for name in names if not _is_key(name)), names[0].replace("_", " ")),
        )
        for names in spellings.values()
    ]


def _is_key(name: str) -> bool:
    return name == name.lower() and " " not in name


def table_notes(table: SourceTable) -> list[Note]:
    """What was left out of a table, and rows that were hidden."""
    notes = [
        Note(
            "totals.left_out",
            f"Row {total.row} ('{total.label}') sums the others; it is compared, not imported.",
            row=total.row,
        )
        for total in table.totals
    ]
    notes += [Note("table.note", text) for text in table.notes]
    if table.hidden_rows:
        counted = "row counts" if table.hidden_rows == 1 else "rows count"
        message = f"{table.hidden_rows} hidden {counted} like the others."
        notes.append(Note("rows.hidden", message))
    return notes
