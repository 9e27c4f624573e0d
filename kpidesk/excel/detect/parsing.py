"""A table's values, read as its proposal says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import Cell, Proposal, ReadAs, SourceTable, TableColumn
from kpidesk.excel.detect.fields import field_of
from kpidesk.excel.detect.profiles import is_blank, is_year_column
from kpidesk.excel.detect.vocabulary import read_heading
from kpidesk.excel.detect.wide import unpivot
from kpidesk.excel.values import (
    ParsedColumn,
    boolean_words,
    choice_words,
    parse_column,
    period_text,
    squeeze,
)
from kpidesk.excel.values.periods import period_within_year


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """Values by field, all as long as `row_numbers` (rows of the sheet, one a fact).

    `headers` and `letters` name a field's column, so that a fault names its cell; a field that
    has the same value in every row has neither. In a wide table each value has its own letter
    (`letter_of`).
    """

    kind: str
    row_numbers: Sequence[int]
    fields: dict[str, ParsedColumn]
    headers: dict[str, str]
    letters: dict[str, str]
    value_letters: tuple[str, ...] = ()
    value_field: str = ""

    def __len__(self) -> int:
        return len(self.row_numbers)

    def cell(self, field: str, position: int) -> str | None:
        """The cell a value came from ("D13"), None where no column gives the field."""
        spread = self.value_letters and field in (self.value_field, "period")
        letter = self.value_letters[position] if spread else self.letters.get(field)
        return f"{letter}{self.row_numbers[position]}" if letter else None


def parse_table(table: SourceTable, proposal: Proposal) -> ParsedTable:
    """Read every mapped column of a table of a known kind, and the values given for all rows.

    Raises InputError `period.year` for a wide table whose year is not settled.
    """
    if proposal.kind is None:
        raise ValueError("the kind of the table is not decided")
    if proposal.wide is not None:
        long = unpivot(table, proposal)
        reads = {"value": proposal.reads.get(long.value_headers[0]) if len(long.table) else None}
        parsed = _parse(long.table, proposal, long.mapping, reads)
        return ParsedTable(
            parsed.kind, parsed.row_numbers, parsed.fields, parsed.headers, parsed.letters,
            long.letters, proposal.wide.value_field,
        )  # fmt: skip
    return _parse(table, proposal, proposal.mapping, dict(proposal.reads))


def _parse(
    table: SourceTable,
    proposal: Proposal,
    mapping: dict[str, str],
    reads: dict[str, ReadAs | None],
) -> ParsedTable:
    kind = proposal.kind or ""
    columns: dict[str, list[TableColumn]] = {}
    for column in table.columns:
        if column.header in mapping:
            columns.setdefault(mapping[column.header], []).append(column)
    fields: dict[str, ParsedColumn] = {}
    for name, given in columns.items():
        words = proposal.values.get(name, {})
        read = reads.get(given[0].header)
        fields[name] = _field(kind, name, given, read, words)
    for name, words in proposal.values.items():
        if name not in fields and words.get("") and _known(kind, name):
            fields[name] = _constant(kind, name, words[""], len(table))
    return ParsedTable(
        kind=kind,
        row_numbers=table.row_numbers,
        fields=fields,
        headers={name: given[0].header for name, given in columns.items()},
        letters={name: given[0].letter for name, given in columns.items()},
    )


def _known(kind: str, name: str) -> bool:
    try:
        field_of(kind, name)
    except KeyError:
        return False
    return True


def _field(
    kind: str, name: str, given: list[TableColumn], read: ReadAs | None, words: dict[str, str]
) -> ParsedColumn:
    declared = field_of(kind, name)
    values: Sequence[Cell] = given[0].values
    if kind == "deals" and name == "status" and (flags := status_flags(given)):
        values = _statuses(flags)
    elif declared.type is FieldType.PERIOD:
        values = _periods(given)
    elif len(given) > 1:
        values = _full_names(given) if name == "rep" else _first_filled(given)
    return parse_column(
        values,
        declared.type,
        read,
        words=words,
        choices=choice_words(kind, name),
        open_choices=declared.open_choices,
        whole_months=kind == "costs",
    )


def _constant(kind: str, name: str, text: str, count: int) -> ParsedColumn:
    """A field without a column: the same value in every row."""
    declared = field_of(kind, name)
    one = parse_column([text], declared.type, ReadAs(), choices=choice_words(kind, name))
    return ParsedColumn(
        one.values * count, dict.fromkeys(range(count), one.errors[0]) if one.errors else {}
    )


def _first_filled(given: list[TableColumn]) -> list[Cell]:
    rows = zip(*(column.values for column in given), strict=True)
    return [next((cell for cell in row if not is_blank(cell)), None) for row in rows]


def _full_names(given: list[TableColumn]) -> list[Cell]:
    """First and last names of two columns as one name, in that order."""
    ordered = sorted(given, key=lambda c: -read_heading(c.header).strength_of("first_name"))
    rows = zip(*(column.values for column in ordered), strict=True)
    names = (" ".join(_text(cell).strip() for cell in row if not is_blank(cell)) for row in rows)
    return [name or None for name in names]


def status_flags(given: Sequence[TableColumn]) -> dict[str, TableColumn]:
    """Columns such as "is won" and "is closed", by which of the two they are.

    Empty where one of the columns that give the status holds words instead.
    """
    flags: dict[str, TableColumn] = {}
    for column in given:
        heading = read_heading(column.header)
        for concept in ("is_won", "is_closed"):
            if heading.strength_of(concept) and not heading.strength_of("status"):
                flags.setdefault(concept, column)
    return flags if len(flags) == len(given) else {}


def _statuses(flags: dict[str, TableColumn]) -> list[Cell]:
    """Won where it is won, open where it is not closed, lost where it is closed but not won.

    One flag alone leaves open what it does not tell: the stage and the dates decide that.
    """
    length = len(next(iter(flags.values())).values)
    won = _truths(flags["is_won"]) if "is_won" in flags else [None] * length
    closed = _truths(flags["is_closed"]) if "is_closed" in flags else [None] * length
    statuses: list[Cell] = []
    for is_won, is_closed in zip(won, closed, strict=True):
        if is_won:
            statuses.append("won")
        elif is_closed is False:
            statuses.append("open")
        else:
            statuses.append("lost" if is_closed and is_won is False else None)
    return statuses


def _truths(column: TableColumn) -> list[bool | None]:
    known = boolean_words()
    return [
        cell if isinstance(cell, bool) else known.get(squeeze(_text(cell)))
        for cell in column.values
    ]


def _text(cell: Cell) -> str:
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell or "")


def _periods(given: list[TableColumn]) -> Sequence[Cell]:
    """Periods, with months and quarters as numbers named, and joined with a column of years."""
    years = next((column for column in given if is_year_column(column)), None)
    parts = next((column for column in given if column is not years), None)
    if parts is None:
        return given[0].values
    named = [_named(cell, parts.header) for cell in parts.values]
    if years is None or len(given) < 2:
        return named
    pairs = zip(years.values, named, strict=True)
    return [_joined(year, part) for year, part in pairs]


def _named(cell: Cell, header: str) -> Cell:
    """A bare number under "Month" or "Quarter" as that month or quarter."""
    text = _text(cell).strip() if isinstance(cell, int | float | str) else ""
    if text.isdigit() and len(text) <= 2 and period_text(text) is None:
        named = f"{header} {text}"
        return named if period_within_year(named) else cell
    return cell


def _joined(year: Cell, part: Cell) -> Cell:
    within = period_within_year(part) if isinstance(part, str) else None
    return f"{_text(year).strip()}{within}" if within and not is_blank(year) else part
