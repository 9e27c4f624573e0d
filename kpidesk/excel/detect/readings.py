"""How the columns of a table are read: decided by the column, then by its table, then asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpidesk.domain.facts import Field, FieldType
from kpidesk.domain.tables import Note, Question, ReadAs
from kpidesk.excel.detect.kinds import ColumnView, TableView
from kpidesk.excel.detect.questions import date_order, decimal_sign
from kpidesk.excel.values.inference import Ambiguity, Inferred, infer_read_as

_DATES = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.PERIOD})


@dataclass(slots=True)
class Readings:
    """Readings by heading, with what was assumed and what has to be asked."""

    reads: dict[str, ReadAs] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_columns(
    view: TableView,
    mapped: list[tuple[ColumnView, Field]],
    dates: str | None = None,
    decimal: str | None = None,
) -> Readings:
    """Decide date order and decimal sign of every mapped column that needs one.

    `dates` and `decimal` are the user's own answers and go before what the cells say.
    """
    result = Readings()
    for column, declared in mapped:
        of_dates = declared.type in _DATES
        if not of_dates and not declared.is_number:
            continue
        values = view.table.columns[column.position].values
        own = infer_read_as(values, declared.type)
        answer = dates if of_dates else decimal
        if answer:
            result.reads[column.header] = _answered(own, of_dates, answer)
        elif isinstance(own, Inferred):
            result.reads[column.header] = own.read_as
        else:
            _settle(view, column, declared, own, result)
    return result


def _answered(own: Inferred | Ambiguity, of_dates: bool, answer: str) -> ReadAs:
    if not of_dates:
        return ReadAs(decimal=answer)
    all_iso = isinstance(own, Inferred) and own.read_as.dates in (None, "iso")
    return ReadAs(dates="iso" if all_iso and answer == "iso" else answer)


def _settle(
    view: TableView, column: ColumnView, declared: Field, own: Ambiguity, result: Readings
) -> None:
    """An ambiguous column: by the other columns, by the language of the headings, or asked."""
    decided, by = None, ""
    if not own.contradicts:
        decided, by = _by_other_columns(view, column, own.what), "the other columns"
        if decided is None:
            values = view.table.columns[column.position].values
            spoken = infer_read_as(values, declared.type, view.language)
            if isinstance(spoken, Inferred):
                decided, by = spoken.read_as, "the language of the headings"
    if decided is None:
        result.questions.append(_question(declared, column, own))
        return
    result.reads[column.header] = decided
    if own.what == "dates":
        meaning = "day first" if decided.dates == "dmy" else "month first"
    else:
        meaning = f"with '{decided.decimal}' as the decimal sign"
    result.notes.append(
        Note(
            f"{own.what}.assumed",
            f"'{column.header}' is read {meaning}, as in {own.example}; decided by {by}.",
            column=column.header,
        )
    )


def _question(declared: Field, column: ColumnView, own: Ambiguity) -> Question:
    if own.what == "dates":
        return date_order(declared.name, column.header, own.example, contradicts=own.contradicts)
    return decimal_sign(declared.name, column.header, own.example)


def _by_other_columns(view: TableView, column: ColumnView, what: str) -> ReadAs | None:
    """The reading that other columns of the table agree on by their own cells."""
    found: set[ReadAs] = set()
    for other in view.columns:
        profile = other.profile
        share = profile.days if what == "dates" else profile.numbers
        if other is column or share < 0.5:
            continue
        sort = FieldType.DATE if what == "dates" else FieldType.MONEY
        inferred = infer_read_as(view.table.columns[other.position].values, sort)
        if isinstance(inferred, Inferred) and inferred.decided_by == "cells":
            found.add(inferred.read_as)
    return found.pop() if len(found) == 1 else None
