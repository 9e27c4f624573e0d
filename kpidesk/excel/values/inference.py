"""How a column is read: its date order and decimal sign, decided by all of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import Cell, ReadAs
from kpidesk.excel.values.dates import DateForm, date_form
from kpidesk.excel.values.numbers import Form, form_of

DAY_FIRST_LANGUAGES = frozenset({"no", "sv", "da", "fi", "nl", "de"})
DECIMAL_COMMA_LANGUAGES = DAY_FIRST_LANGUAGES
_DATES = frozenset({FieldType.DATE, FieldType.DATETIME, FieldType.PERIOD})
_NUMBERS = frozenset({FieldType.MONEY, FieldType.QUANTITY, FieldType.SHARE, FieldType.INTEGER})
_ENOUGH = 2000  # as many clear cells and none against them: the rest is read when it is parsed


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """What the cells of a column leave open. `example` is the first cell that shows it."""

    what: str  # "dates" or "decimal"
    example: str
    contradicts: bool = False  # the column itself speaks for both readings


@dataclass(frozen=True, slots=True)
class Inferred:
    """A reading, and what decided it: "cells", "language", or "" where nothing was open."""

    read_as: ReadAs
    decided_by: str = ""
    example: str = ""  # the first cell that could be read otherwise


def _texts(values: Sequence[Cell]) -> list[str]:
    if str not in set(map(type, values)):
        return []  # native days and numbers; most columns of workbooks are such
    distinct = dict.fromkeys(values)
    return [value for value in distinct if isinstance(value, str) and value.strip()]


def infer_read_as(
    values: Sequence[Cell], field_type: FieldType, language: str | None = None
) -> Inferred | Ambiguity:
    """The date order or decimal sign of one column, or what stays ambiguous in it.

    The column decides first, then the language of its headings ("no", "sv", "da", "fi", "nl",
    "de": days first and a decimal comma). English headings are used all over the world: they
    decide neither. A column of native dates or numbers needs no reading, and whole numbers have
    no fraction: what separates their digits separates thousands.
    """
    if field_type in _DATES:
        return _infer_dates(_texts(values), language)
    if field_type in _NUMBERS:
        found = _infer_decimal(_texts(values), language)
        if field_type is FieldType.INTEGER and isinstance(found, Ambiguity):
            return found if found.contradicts else _as_thousands(found.example)
        return found
    return Inferred(ReadAs())


def _infer_dates(texts: list[str], language: str | None) -> Inferred | Ambiguity:
    seen = dict.fromkeys(DateForm, "")
    for text in texts:
        form = date_form(text)
        seen[form] = seen[form] or text
    open_text = seen[DateForm.EITHER] or seen[DateForm.DOTTED]
    if seen[DateForm.DMY] and seen[DateForm.MDY]:
        return Ambiguity("dates", open_text or seen[DateForm.MDY], contradicts=True)
    for form in (DateForm.DMY, DateForm.MDY):
        if seen[form]:
            return Inferred(ReadAs(dates=form.value), "cells", open_text)
    if seen[DateForm.EITHER]:
        if language in DAY_FIRST_LANGUAGES:
            return Inferred(ReadAs(dates="dmy"), "language", open_text)
        return Ambiguity("dates", seen[DateForm.EITHER])
    if seen[DateForm.DOTTED]:
        return Inferred(ReadAs(dates="dmy"))
    only_fixed = seen[DateForm.FIXED] and not seen[DateForm.SAME]
    return Inferred(ReadAs(dates="iso") if only_fixed else ReadAs())


def _infer_decimal(texts: list[str], language: str | None) -> Inferred | Ambiguity:
    counts = dict.fromkeys(Form, 0)
    either = ""
    for text in texts:
        form = form_of(text)
        counts[form] += 1
        if form is Form.EITHER and not either:
            either = text
        if counts[form] >= _ENOUGH and form in (Form.COMMA, Form.POINT):
            break
    comma, point = counts[Form.COMMA], counts[Form.POINT]
    if comma and point:
        # Each such cell can be read in one way only; just the open ones need an answer.
        return Ambiguity("decimal", either, contradicts=True) if either else Inferred(ReadAs())
    if comma or point:
        return Inferred(ReadAs(decimal="," if comma else "."), "cells", either)
    if not either:
        return Inferred(ReadAs())
    if language not in DECIMAL_COMMA_LANGUAGES:
        return Ambiguity("decimal", either)
    return Inferred(ReadAs(decimal=","), "language", either)


def _as_thousands(example: str) -> Inferred:
    return Inferred(ReadAs(decimal="." if "," in example else ","), "cells", example)


def both_days(text: str) -> tuple[date | None, date | None]:
    """A text read day first and month first; None where that is no date."""
    from kpidesk.excel.values.dates import parse_date
    from kpidesk.excel.values.faults import ValueProblem

    readings: list[date | None] = []
    for order in ("dmy", "mdy"):
        try:
            readings.append(parse_date(text, order))
        except ValueProblem:
            readings.append(None)
    return readings[0], readings[1]
