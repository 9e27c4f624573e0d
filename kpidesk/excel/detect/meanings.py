"""What the words and units in mapped columns mean: choices, scales, shares, assumed values."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from types import MappingProxyType

from kpidesk.domain.facts import Field, FieldType
from kpidesk.domain.tables import Cell, Note, Question
from kpidesk.excel.detect.kinds import ColumnView, TableView
from kpidesk.excel.detect.profiles import is_blank
from kpidesk.excel.detect.questions import share_scale, unknown_word
from kpidesk.excel.detect.totals import number_of
from kpidesk.excel.values import SCALE_KEY, choice_words, squeeze
from kpidesk.excel.values.numbers import BLANK_WORDS

Values = dict[str, dict[str, str]]
_MOST_WORDS = 12
_SIGNS = MappingProxyType({"€": "EUR", "£": "GBP", "$": "USD"})
_CODE = re.compile(r"\b(NOK|SEK|DKK|EUR|USD|GBP|CHF|ISK)\b")


def scale_of(column: ColumnView, declared: Field, values: Values, notes: list[Note]) -> None:
    """Numbers under a heading such as "tkr" or "(1000 kr)" are multiplied, and that is said."""
    scale = column.heading.scale
    if declared.type is not FieldType.MONEY or scale == 1:
        return
    if SCALE_KEY in values.get(declared.name, {}):
        return
    values.setdefault(declared.name, {})[SCALE_KEY] = str(scale)
    message = f"'{column.header}' is in units of {scale:,}: every number is multiplied by that."
    notes.append(Note("value.scaled", message, column=column.header))


def currency_written(column: ColumnView) -> str | None:
    """The ISO currency that a heading or all of a column's texts name; "kr" names none."""
    if column.heading.currency:
        return column.heading.currency
    found = {_currency_in(text) for text in column.profile.texts}
    return found.pop() if len(found) == 1 else None


def _currency_in(text: str) -> str | None:
    for sign, code in _SIGNS.items():
        if sign in text:
            return code
    codes = _CODE.findall(text.upper())
    return codes[0] if codes else None


def currency_of(
    column: ColumnView, declared: Field, mapped: Collection[str], notes: list[Note]
) -> None:
    """Amounts that carry a currency where no column gives one: said, not decided."""
    if declared.type is not FieldType.MONEY or "currency" in mapped:
        return
    code = currency_written(column)
    if code:
        message = (
            f"The amounts in '{column.header}' are written in {code}; they are taken to be in the "
            "company's currency unless the mapping gives another."
        )
        notes.append(Note("currency.written", message, column=column.header))


def share_of(
    view: TableView,
    column: ColumnView,
    declared: Field,
    values: Values,
    questions: list[Question],
    notes: list[Note],
) -> None:
    """Whether a column of shares holds per cent or fractions, by all of its plain numbers."""
    if declared.type is not FieldType.SHARE or SCALE_KEY in values.get(declared.name, {}):
        return
    numbers = _plain_numbers(view.table.columns[column.position].values)
    above = [number for number in numbers if abs(number) > 1]
    between = [number for number in numbers if 0 < abs(number) < 1]
    if above and between:
        questions.append(share_scale(declared.name, column.header))
    elif above:
        values.setdefault(declared.name, {})[SCALE_KEY] = "0.01"
        shown = f"{above[0].normalize():f}"
        message = f"'{column.header}' is in per cent: {shown} is {shown} %."
        notes.append(Note("share.percent", message, column=column.header))


def _plain_numbers(cells: Sequence[Cell]) -> list[Decimal]:
    distinct = dict.fromkeys(cells)
    plain = [c for c in distinct if not (isinstance(c, str) and "%" in c)]
    return [number for cell in plain if (number := number_of(cell)) is not None]


def choice_of(
    view: TableView,
    kind: str,
    column: ColumnView,
    declared: Field,
    values: Values,
    questions: list[Question],
    notes: list[Note],
) -> None:
    """Words of a choice that are not known: asked where the choice is closed, else said."""
    if declared.type is not FieldType.CHOICE:
        return
    known = choice_words(kind, declared.name)
    own = {squeeze(word) for word in values.get(declared.name, {})}
    unknown: list[str] = []
    for cell in dict.fromkeys(view.table.columns[column.position].values):
        word = "" if is_blank(cell) else str(cell).strip()
        folded = squeeze(word)
        if not word or folded in known or folded in own or word.casefold() in BLANK_WORDS:
            continue
        if word not in unknown:
            unknown.append(word)
    if not declared.open_choices:
        questions += [
            unknown_word(declared.name, column.header, word, declared.choices)
            for word in unknown[:_MOST_WORDS]
        ]
    elif unknown:
        listed = ", ".join(f"'{word}'" for word in unknown[:_MOST_WORDS])
        message = f"Words of '{column.header}' that are kept as your own: {listed}."
        notes.append(Note("words.own", message, column=column.header))
