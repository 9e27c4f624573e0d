"""Parsing of whole columns: each distinct raw value is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from kpidesk.domain.facts import FieldType
from kpidesk.domain.numbers import LARGEST
from kpidesk.domain.tables import Cell, CellError, ReadAs
from kpidesk.excel.values.dates import parse_datetime
from kpidesk.excel.values.faults import Parsed, ParsedColumn, ValueFault, ValueProblem
from kpidesk.excel.values.folding import squeeze
from kpidesk.excel.values.numbers import BLANK_WORDS, PLAIN_NUMBER, exact, parse_number, quantised
from kpidesk.excel.values.periods import parse_period, period_within_year

SCALE_KEY = "*"
"""The key of a field's meanings that is no word: what numbers are multiplied by, or the grain
("month", "quarter", "year") that a day in a period column stands for."""

_T = FieldType
_NUMBERS = frozenset({_T.MONEY, _T.QUANTITY, _T.INTEGER, _T.SHARE})


def parse_column(
    values: Sequence[Cell],
    field_type: FieldType,
    read_as: ReadAs | None = None,
    *,
    words: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    open_choices: bool = True,
    whole_months: bool = False,
) -> ParsedColumn:
    """Read every cell of a column as a field type; blanks give None, faults are listed.

    `words` are the user's own meanings (as written -> meaning) and go before everything else;
    its `SCALE_KEY` multiplies numbers, its key "" is the year of periods without one. `choices`
    are the known words of a choice, by squeezed word; with `open_choices` an unknown one is kept
    as written, else it is a fault. `whole_months` lets a month stand for its first day in a date
    column.
    """
    own = dict(words or {})
    types = set(map(type, values))
    if field_type is _T.TEXT and not own and types <= {str, type(None)}:
        return ParsedColumn([(text.strip() or None) if text else None for text in values])  # type: ignore[union-attr]
    reader = _Reader(
        field_type, read_as or ReadAs(), own, choices or {}, open_choices, whole_months
    )
    if bool in types and types & {int, float}:
        return reader.read([(type(value), value) for value in values], lambda pair: pair[1])
    return reader.read(values, lambda value: value)


class _Reader:
    """Reads distinct raw values of one column and remembers what it came upon."""

    def __init__(
        self,
        field_type: FieldType,
        read_as: ReadAs,
        words: dict[str, str],
        choices: Mapping[str, str],
        open_choices: bool,
        whole_months: bool,
    ) -> None:
        self._type = field_type
        self._read_as = read_as
        self._scale = words.pop(SCALE_KEY, None)
        self._year = words.pop("", "")
        self._words = words
        # A text that stands for itself is told apart from those that are nearly the same.
        self._folded = {
            squeeze(word): meaning
            for word, meaning in words.items()
            if field_type is not _T.TEXT or word.strip() != meaning.strip()
        }
        self._choices = choices
        self._open_choices = open_choices
        self._whole_months = whole_months
        self._rounded: set[object] = set()
        self._blank_words: list[str] = []
        self._parse = self._parser()

    def read(self, keys: Sequence[object], cell_of: Callable[..., Cell]) -> ParsedColumn:
        """Parse each distinct key once, then lay the results out in order."""
        distinct = dict.fromkeys(keys)
        results = self._plain_numbers(distinct)
        faults: dict[object, ValueFault] = {}
        for key in distinct if not results else [key for key in distinct if key not in results]:
            try:
                results[key], lost = self._cell(cell_of(key))
            except ValueProblem as problem:
                faults[key], results[key], lost = problem.fault, None, False
            if lost:
                self._rounded.add(key)
        return ParsedColumn(
            values=list(map(results.__getitem__, keys)),
            errors={i: faults[key] for i, key in enumerate(keys) if key in faults}
            if faults
            else {},
            rounded=sum(1 for key in keys if key in self._rounded) if self._rounded else 0,
            read_as_blank=tuple(self._blank_words),
        )

    def _plain_numbers(self, distinct: Iterable[object]) -> dict[object, Parsed]:
        """Numbers that need no thought, read at once: most cells of most columns are such."""
        found: dict[object, Parsed] = {}
        if self._type not in (_T.MONEY, _T.QUANTITY) or self._scale or self._words:
            return found
        plain = PLAIN_NUMBER.fullmatch
        for key in distinct:
            if type(key) is float:
                text = f"{key:.15g}"
            elif type(key) is int and abs(key) <= LARGEST:
                found[key] = Decimal(key)
                continue
            elif type(key) is str:
                text = key.replace(",", ".", 1)
            else:
                continue
            if plain(text):
                found[key] = Decimal(text)
        return found

    def _cell(self, cell: Cell) -> tuple[Parsed, bool]:
        if cell is None:
            return None, False
        if isinstance(cell, CellError):
            raise ValueProblem(*_cell_fault(cell))
        if isinstance(cell, str):
            text = cell.strip()
            if self._words and text:
                text = self._meaning(text)
            if not text or self._is_blank_word(text):
                return None, False
            return self._parse(text)
        if self._words and (plain := _plain_text(cell)) in self._words:
            return self._parse(self._words[plain]) if self._words[plain] else (None, False)
        return self._parse(cell)

    def _meaning(self, text: str) -> str:
        if text in self._words:
            return self._words[text].strip()
        return self._folded.get(squeeze(text), text).strip()

    def _is_blank_word(self, text: str) -> bool:
        if self._type is _T.TEXT or text.casefold() not in BLANK_WORDS:
            return False
        self._blank_words.append(text)
        return True

    def _parser(self) -> Callable[[Cell], tuple[Parsed, bool]]:
        if self._type in _NUMBERS:
            return self._number
        if self._type in (_T.DATE, _T.DATETIME):
            return self._moment
        if self._type is _T.PERIOD:
            return self._period
        return self._choice if self._type is _T.CHOICE else self._text

    def _number(self, cell: Cell) -> tuple[Parsed, bool]:
        per_cent = False
        if isinstance(cell, str):
            number, per_cent = parse_number(cell, self._read_as.decimal)
        elif isinstance(cell, bool) or not isinstance(cell, int | float):
            raise ValueProblem("value.not_a_number", f"'{_plain_text(cell)}' is not a number.")
        else:
            number = Decimal(cell) if isinstance(cell, int) else exact(cell)
            if not number.is_finite():
                raise ValueProblem("value.not_a_number", "The cell holds no finite number.")
        if self._scale and not per_cent:
            number *= _factor(self._scale)
        if abs(number) > LARGEST:
            message = f"'{_plain_text(cell)}' is too large; at most it can be {LARGEST:,.0f}."
            raise ValueProblem("value.too_large", message)
        number, lost = quantised(number)
        if self._type is _T.INTEGER:
            if number != number.to_integral_value():
                message = f"'{_plain_text(cell)}' is not a whole number."
                raise ValueProblem("value.not_whole", message)
            return int(number), lost
        return number, lost

    def _moment(self, cell: Cell) -> tuple[Parsed, bool]:
        if isinstance(cell, datetime):
            moment = cell.replace(tzinfo=None)
        elif isinstance(cell, date):
            moment = datetime.combine(cell, time())
        elif isinstance(cell, str):
            moment = self._text_moment(cell)
        elif isinstance(cell, int | float) and 19000101 <= cell <= 20991231:
            moment = parse_datetime(_plain_text(cell), None)
        else:
            message = f"'{_plain_text(cell)}' is a number, not a date; format the cell as a date."
            raise ValueProblem("value.not_a_date", message)
        return (moment if self._type is _T.DATETIME else moment.date()), False

    def _text_moment(self, text: str) -> datetime:
        try:
            return parse_datetime(text, self._read_as.dates)
        except ValueProblem as problem:
            if not self._whole_months or problem.fault.code != "value.not_a_date":
                raise
            try:
                return datetime.fromisoformat(f"{parse_period(text)}-01")
            except (ValueProblem, ValueError):
                raise problem from None

    def _period(self, cell: Cell) -> tuple[Parsed, bool]:
        if isinstance(cell, bool | CellError) or cell is None:
            raise ValueProblem("value.not_a_period", f"'{_plain_text(cell)}' is not a period.")
        if isinstance(cell, str) and (within := period_within_year(cell)):
            message = f"'{cell}' names no year."
            if not self._year.isdigit():
                raise ValueProblem("value.period_without_year", message)
            return f"{self._year}{within}", False
        return _widened(parse_period(cell, self._read_as.dates), self._scale), False

    def _choice(self, cell: Cell) -> tuple[Parsed, bool]:
        text = _plain_text(cell)
        known = self._choices.get(squeeze(text))
        if known is not None:
            return known or None, False
        if not self._open_choices:
            raise ValueProblem("value.unknown_word", f"It is not known what '{text}' means.")
        return text, False

    def _text(self, cell: Cell) -> tuple[Parsed, bool]:
        return (cell.strip() if isinstance(cell, str) else _plain_text(cell)), False


def _factor(scale: str) -> Decimal:
    try:
        factor = Decimal(scale)
    except InvalidOperation:
        factor = Decimal("NaN")
    if factor.is_nan():
        raise ValueProblem("value.bad_scale", f"'{scale}' is no number to multiply by.")
    return factor


def _widened(period: str, grain: str | None) -> str:
    """A day as the month, quarter or year that it stands for in its column."""
    if grain not in ("month", "quarter", "year") or len(period) != 10:
        return period
    month = int(period[5:7])
    return {
        "month": period[:7],
        "quarter": f"{period[:4]}-Q{(month + 2) // 3}",
        "year": period[:4],
    }[grain]


def _plain_text(cell: Cell) -> str:
    """A raw cell in words: whole numbers without decimals, days in ISO form."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, CellError):
        return cell.text
    return "" if cell is None else str(cell)


def _cell_fault(cell: CellError) -> tuple[str, str]:
    if cell.text == "formula":
        return (
            "value.formula_without_result",
            "The cell holds a formula whose result was never stored; open and save the workbook.",
        )
    return "value.cell_error", f"The cell shows {cell.text}."
