"""What a column holds, from a sample of its cells: numbers, days, words, yes and no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpidesk.domain.facts import Field, FieldType
from kpidesk.domain.tables import Cell, CellError, TableColumn
from kpidesk.excel.values import boolean_words, choice_words, squeeze
from kpidesk.excel.values.dates import DateForm, date_form
from kpidesk.excel.values.numbers import BLANK_WORDS, looks_numeric
from kpidesk.excel.values.periods import period_text, period_within_year

_SAMPLE = 240
_T = FieldType


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of the filled cells in a sample that are of each sort."""

    filled: int
    numbers: float
    days: float
    periods: float
    booleans: float
    texts: tuple[str, ...]  # distinct, in order
    addresses: float
    codes: float  # three letters or a sign: a currency

    @property
    def blank(self) -> bool:
        """Whether the sample has no filled cell."""
        return self.filled == 0


def sample(values: Sequence[Cell]) -> list[Cell]:
    """Filled cells from the start and spread over the rest of a column."""
    head = list(values[:_SAMPLE])
    if len(values) > _SAMPLE:
        step = max(1, len(values) // _SAMPLE)
        head += list(values[_SAMPLE::step])[:_SAMPLE]
    return [cell for cell in head if not is_blank(cell)]


def is_blank(cell: Cell) -> bool:
    """Whether a cell is empty or holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, natively or as written text."""
    if cell is None or isinstance(cell, bool | date | CellError):
        return False
    return looks_numeric(cell) if isinstance(cell, str) else True


def is_day(cell: Cell) -> bool:
    """Whether a cell is a day, natively or as written text."""
    if isinstance(cell, str):
        return date_form(cell) is not DateForm.NONE
    return isinstance(cell, date)


def _is_period(cell: Cell) -> bool:
    if isinstance(cell, str):
        if cell.strip().isdigit() and len(cell.strip()) <= 2:
            return int(cell) in range(1, 54)
        return bool(period_text(cell) or period_within_year(cell) or is_day(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell in range(1, 54) or cell in range(1990, 2100)
    return isinstance(cell, date)


def profile(values: Sequence[Cell]) -> Profile:
    """Look at a sample of a column."""
    cells = [
        cell
        for cell in sample(values)
        if not isinstance(cell, CellError)
        and not (isinstance(cell, str) and cell.strip().casefold() in BLANK_WORDS)
    ]
    count = len(cells)
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    yes_no = boolean_words()

    def share(hits: int) -> float:
        return hits / count if count else 0.0

    return Profile(
        filled=count,
        numbers=share(sum(map(is_number, cells))),
        days=share(sum(map(is_day, cells))),
        periods=share(sum(map(_is_period, cells))),
        booleans=share(
            sum(isinstance(c, bool) or (isinstance(c, str) and squeeze(c) in yes_no) for c in cells)
        ),
        texts=tuple(dict.fromkeys(texts)),
        addresses=share(sum("@" in text for text in texts)),
        codes=share(sum(_is_code(text) for text in texts)),
    )


def _is_code(text: str) -> bool:
    return text in ("kr", "€", "$", "£") or (len(text) == 3 and text.isalpha())


def fit(kind: str, field: Field, concept: str, column: Profile) -> float:
    """How well a column's cells suit a field (0: not at all, 1: fine, above: they speak for it)."""
    if column.blank:
        return 0.9
    if field.type in (_T.DATE, _T.DATETIME):
        if kind == "costs" and column.periods >= 0.6:
            return 1.0
        return 1.0 if column.days >= 0.5 else 0.0
    if field.is_number:
        return 1.0 if column.numbers >= 0.5 else 0.0
    if field.type is _T.PERIOD:
        return 1.0 if column.periods >= 0.6 else 0.0
    if concept in ("is_won", "is_closed"):
        return 1.0 if column.booleans >= 0.9 else 0.0
    if field.type is _T.CHOICE:
        return _choice_fit(kind, field, column)
    return _text_fit(field, concept, column)


def _choice_fit(kind: str, field: Field, column: Profile) -> float:
    if column.days > 0.5 or column.numbers > 0.5:
        return 0.0
    known = choice_words(kind, field.name)
    hits = sum(squeeze(text) in known for text in column.texts)
    if hits * 2 >= len(column.texts):
        return 1.15
    return 0.8 if hits or field.open_choices else 0.5


def _text_fit(field: Field, concept: str, column: Profile) -> float:
    if column.days > 0.5:
        return 0.0
    if field.name == "email":
        return 1.0 if column.addresses > 0.5 else 0.3
    if field.name == "currency":
        return 1.0 if column.codes > 0.5 else 0.0
    by_number = concept.endswith("_id") or concept in ("org_number", "deal_name")
    if column.numbers > 0.9 and not by_number:
        return 0.3
    return 1.0


def is_year_column(column: TableColumn) -> bool:
    """Whether all cells of a column are years."""
    filled = [cell for cell in column.values if not is_blank(cell)]
    return bool(filled) and all(_is_year(cell) for cell in filled)


def _is_year(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return cell in range(1990, 2100)
    return isinstance(cell, str) and bool(re.fullmatch(r"(?:19|20)\d{2}", cell.strip()))
