"""A table from its place in a sheet: headings, columns, and rows that are no data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kpidesk.domain.tables import Cell, RawSheet, SourceTable, TableColumn, TotalsRow
from kpidesk.excel.detect.header_rows import header_text
from kpidesk.excel.detect.profiles import is_blank, is_number
from kpidesk.excel.detect.totals import (
    TOTAL_SPELLINGS,
    is_average_word,
    is_total_word,
    number_of,
    speaks_of_total,
    sums_rows,
    total_label,
)

_EVERY_ROW = 3000  # up to here each row is looked at; beyond, only rows that show a total's word
_TAIL = 25
_ROWS_AT_ONCE = 5000

Row = Sequence[Cell]


@dataclass(slots=True)
class Region:
    """Where a table lies: positions in the sheet's rows, and columns from first to last."""

    header: int
    rows: list[tuple[int, int]]
    title: str = ""
    first_column: int = 0
    last_column: int | None = None
    above: int | None = None
    notes: list[str] = field(default_factory=list)


def build_table(sheet: RawSheet, region: Region) -> SourceTable:
    """Cut the table out of its sheet, with totals, repeated headings and blank rows left out."""
    heading_row = _cut(sheet.rows[region.header], region)
    positions: list[int] = []
    data: list[Row] = []
    for start, end in region.rows:
        positions.extend(range(start, end))
        if region.first_column == 0 and region.last_column is None:
            data.extend(sheet.rows[start:end])
        else:
            data.extend(_cut(row, region) for row in sheet.rows[start:end])
    notes = list(region.notes)
    left_out, totals = _not_data(sheet, region, heading_row, positions, data, notes)
    if left_out:
        kept = [i for i in range(len(data)) if i not in left_out]
        positions = [positions[i] for i in kept]
        data = [data[i] for i in kept]
    above = _cut(sheet.rows[region.above], region) if region.above is not None else ()
    columns = _columns(sheet, region, heading_row, above, data, notes)
    return SourceTable(
        sheet=sheet.name,
        header_row=region.header + sheet.first_row,
        columns=columns,
        row_numbers=_numbers(positions, sheet.first_row),
        totals=tuple(totals),
        hidden_rows=sheet.hidden_rows,
        text_only=sheet.text_only,
        notes=tuple(notes),
        title=region.title,
    )


def _cut(row: Row, region: Region) -> Row:
    last = region.last_column
    return row[region.first_column : len(row) if last is None else last + 1]


def _numbers(positions: list[int], first_row: int) -> Sequence[int]:
    if positions and positions[-1] - positions[0] == len(positions) - 1:
        return range(positions[0] + first_row, positions[-1] + first_row + 1)
    return [position + first_row for position in positions]


def _not_data(
    sheet: RawSheet,
    region: Region,
    heading_row: Row,
    positions: list[int],
    data: list[Row],
    notes: list[str],
) -> tuple[set[int], list[TotalsRow]]:
    """Positions in `data` that are blank, repeat the headings or sum the others."""
    left_out: set[int] = set()
    headings = [header_text(cell) for cell in heading_row]
    for i in _candidates(data, heading_row):
        row = data[i]
        if all(is_blank(cell) for cell in row):
            left_out.add(i)
        elif [header_text(cell) for cell in row][: len(headings)] == headings:
            left_out.add(i)
            notes.append(f"Row {positions[i] + sheet.first_row} repeats the headings.")
    totals: list[TotalsRow] = []
    for i in _total_candidates(data):
        label = None if i in left_out else _total(data, i, left_out)
        if label is None:
            continue
        left_out.add(i)
        if is_average_word(label):
            notes.append(f"Row {positions[i] + sheet.first_row} ('{label}') is an average.")
            continue
        offset = region.first_column + sheet.first_column
        cells = {c + offset: cell for c, cell in enumerate(data[i]) if is_number(cell)}
        totals.append(TotalsRow(positions[i] + sheet.first_row, label, cells))
    _suspect_last(sheet, positions, data, left_out, notes)
    return left_out, totals


def _candidates(data: list[Row], heading_row: Row) -> Iterable[int]:
    """Rows that may be blank or repeat the headings."""
    at = next((c for c, cell in enumerate(heading_row) if not is_blank(cell)), 0)
    heading = heading_row[at] if heading_row else None
    return [
        i for i, row in enumerate(data) if not any(row) or (len(row) > at and row[at] == heading)
    ]


def _total_candidates(data: list[Row]) -> Iterable[int]:
    if len(data) <= _EVERY_ROW:
        return range(len(data))
    found = set(range(len(data) - _TAIL, len(data)))
    for i, row in enumerate(data):
        if not TOTAL_SPELLINGS.isdisjoint(row):
            found.add(i)
    return sorted(found)


def _total(data: list[Row], i: int, left_out: set[int]) -> str | None:
    """The label of row `i` if it sums others: a total's own word, or one that the sums prove."""
    row = data[i]
    label = total_label(row)
    if label is None or not any(number_of(cell) is not None or is_number(cell) for cell in row):
        return None
    if is_total_word(label) or is_average_word(label):
        return label
    if not speaks_of_total(label):
        return None
    above = [data[j] for j in range(max(0, i - 500), i) if j not in left_out]
    return label if sums_rows(row, above) else None


def _suspect_last(
    sheet: RawSheet, positions: list[int], data: list[Row], left_out: set[int], notes: list[str]
) -> None:
    """Say that a last row without a label adds up the others; it stays data."""
    kept = [i for i in range(max(0, len(data) - 400), len(data)) if i not in left_out]
    if len(data) > 400 or len(kept) < 3:
        return
    last = data[kept[-1]]
    filled = [cell for cell in last if not is_blank(cell)]
    if filled and all(is_number(cell) for cell in filled):
        above = [data[i] for i in kept[:-1]]
        if len(filled) < len(last) and sums_rows(last, above):
            row = positions[kept[-1]] + sheet.first_row
            notes.append(f"Row {row} has no label but adds up the rows above; it is read as data.")


def _columns(
    sheet: RawSheet,
    region: Region,
    heading_row: Row,
    above: Row,
    data: list[Row],
    notes: list[str],
) -> tuple[TableColumn, ...]:
    width = max([len(heading_row), *map(len, data)])
    values = _transposed(data, width)
    texts = [header_text(cell) for cell in heading_row] + [""] * (width - len(heading_row))
    offset = region.first_column + sheet.first_column
    used = [c for c in range(width) if texts[c] or any(not is_blank(cell) for cell in values[c])]
    names = _unique([_under(texts, above, c) for c in used], [c + offset for c in used], notes)
    return tuple(
        TableColumn(header=name, index=c + offset, values=values[c])
        for name, c in zip(names, used, strict=True)
    )


def _transposed(data: list[Row], width: int) -> list[Sequence[Cell]]:
    if not data:
        return [()] * width
    lengths = set(map(len, data))
    if lengths != {width}:
        data = [row if len(row) == width else (*row, *[None] * (width - len(row))) for row in data]
    # One zip over all rows would hold the interpreter for so long that the window stands still.
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for start in range(0, len(data), _ROWS_AT_ONCE):
        block = zip(*data[start : start + _ROWS_AT_ONCE], strict=True)
        for column, cells in zip(columns, block, strict=True):
            column += cells
    return [tuple(column) for column in columns]


def _under(texts: list[str], above: Row, column: int) -> str:
    """A heading, with the one above it where several columns share the same ("2025 Jan").

    Where its own row has none, the heading is the one above it.
    """
    text = texts[column]
    grouped = sum(not is_blank(cell) for cell in above) > 1
    if not text and grouped and column < len(above):
        return header_text(above[column])
    if not grouped or not text or Counter(texts)[text] < 2:
        return text
    over = next(
        (header_text(above[c]) for c in range(min(column, len(above) - 1), -1, -1)
         if not is_blank(above[c])),
        "",
    )  # fmt: skip
    return f"{over} {text}" if over else text


def _unique(texts: list[str], indexes: list[int], notes: list[str]) -> list[str]:
    """Headings told apart: a blank one is called by its letter, a repeated one is numbered."""
    names: list[str] = []
    for text, index in zip(texts, indexes, strict=True):
        name = text or f"Column {TableColumn('', index, ()).letter}"
        number = 2
        while name in names:
            name = f"{text} ({number})"
            number += 1
        if text and name != text:
            notes.append(f"Two columns are called '{text}'; the later one is '{name}' here.")
        names.append(name)
    return names
