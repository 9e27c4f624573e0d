"""A workbook of facts: a table per kind that comes back into KPIDesk exactly as it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.facts import Field, FieldType, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

KEY_HEADING = "kpidesk_key"
"""The heading of the column by which an edited row is known again."""

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_575
_EXACT_DIGITS = 15  # so many decimal digits survive in a cell's binary number
_FIRST_DAY = date(1900, 3, 1)  # spreadsheet programs disagree on what lies before
_AS_TEXT = {"num_format": "@"}  # what is typed stays as typed: 0012, 1E5 and 2026-03
_FORMATS = {
    FieldType.TEXT: _AS_TEXT,
    FieldType.PERIOD: _AS_TEXT,
    FieldType.DATE: {"num_format": "yyyy-mm-dd"},
    FieldType.DATETIME: {"num_format": "yyyy-mm-dd hh:mm:ss"},
    FieldType.MONEY: {"num_format": "#,##0.00####"},
    FieldType.SHARE: {"num_format": "0.0###%"},
}
_WIDTHS = {FieldType.DATE: 12, FieldType.DATETIME: 20, FieldType.TEXT: 22, FieldType.PERIOD: 12}

FactCell = str | int | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts of one kind: rows in the order of the kind's fields, and a key for each."""

    kind: Kind
    rows: Sequence[Sequence[FactCell]]
    keys: Sequence[str]
    lists: dict[str, str] = field(default_factory=dict)  # field -> "sheet!column" of its names


def write_fact_sheets(path: Path, sheets: Sequence[FactSheet]) -> None:
    """Write the workbook; a kind without rows still gets its headings.

    Raises InputError when a text or a table is longer than a sheet can hold: nothing is cut.
    """
    import xlsxwriter

    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise InputError(
                "export.too_many_rows",
                f"{len(sheet.rows)} {sheet.kind.name} are more than the {MOST_ROWS} rows that a "
                "sheet can hold.",
                Where(file=path.name, sheet=sheet.kind.name),
            )
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
    counts = {sheet.kind.name: len(sheet.rows) for sheet in sheets}
    try:
        for sheet in sheets:
            _write_sheet(book, sheet, formats, counts, path.name)
    finally:
        book.close()


def _write_sheet(
    book: Workbook,
    sheet: FactSheet,
    formats: dict[FieldType, Format],
    counts: dict[str, int],
    file: str,
) -> None:
    fields = sheet.kind.fields
    page = book.add_worksheet(sheet.kind.name)
    last_row = max(1, len(sheet.rows))
    page.add_table(
        0,
        0,
        last_row,
        len(fields),
        {
            "name": f"facts_{sheet.kind.name}",
            "style": "Table Style Light 1",
            "columns": [{"header": item.name} for item in fields] + [{"header": KEY_HEADING}],
        },
    )
    page.freeze_panes(1, 1)
    for column, item in enumerate(fields):
        page.set_column(column, column, _WIDTHS.get(item.type, 14), formats.get(item.type))
        _validate(page, column, item, sheet.lists.get(item.name), counts)
        _write_column(page, column, item, sheet, formats.get(item.type), file)
    grey = book.add_format({"font_color": "#808080", **_AS_TEXT})
    page.set_column(len(fields), len(fields), 24, grey)
    for row, key in enumerate(sheet.keys, start=1):
        page.write_string(row, len(fields), key, grey)


def _write_column(
    page: Worksheet,
    column: int,
    item: Field,
    sheet: FactSheet,
    look: Format | None,
    file: str,
) -> None:
    for row, cells in enumerate(sheet.rows, start=1):
        cell = cells[column]
        if cell is None:
            continue
        if isinstance(cell, date):
            _write_day(page, row, column, cell, look)
        elif isinstance(cell, (int, Decimal)):
            _write_number(page, row, column, cell, look)
        elif len(cell) > LONGEST_TEXT:
            raise InputError(
                "export.text_too_long",
                f"A text of {len(cell)} characters is more than the {LONGEST_TEXT} that a cell "
                "can hold. Shorten it, then export again.",
                Where(file=file, sheet=sheet.kind.name, row=row + 1, column=item.name),
            )
        else:
            page.write_string(row, column, cell, look)


def _write_day(page: Worksheet, row: int, column: int, day: date, look: Format | None) -> None:
    """As a date where every program reads it the same, else as ISO text."""
    first = day.date() if isinstance(day, datetime) else day
    if first >= _FIRST_DAY:
        page.write_datetime(row, column, day, look)
    else:
        page.write_string(row, column, day.isoformat())


def _write_number(
    page: Worksheet, row: int, column: int, value: int | Decimal, look: Format | None
) -> None:
    """As a number where a cell can hold it exactly, else as the text of all its digits."""
    digits = Decimal(value).normalize().as_tuple().digits
    if len(digits) <= _EXACT_DIGITS:
        page.write_number(row, column, float(value), look)
    else:
        page.write_string(row, column, f"{value:f}")


def _validate(
    page: Worksheet, column: int, item: Field, names: str | None, counts: dict[str, int]
) -> None:
    """Offer the known names and words, and warn where a cell is no date or number."""
    rule: dict[str, Any] | None = None
    if names is not None:
        list_sheet, list_column = names.split("!")
        rows = counts.get(list_sheet, 0)
        if rows:
            rule = {
                "validate": "list",
                "source": f"={list_sheet}!${list_column}$2:${list_column}${rows + 1}",
            }
    elif item.choices:
        rule = {"validate": "list", "source": list(item.choices)}
    elif item.type is FieldType.DATE:
        rule = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    elif item.is_number:
        rule = {"validate": "decimal", "criteria": ">=", "value": -1e15}
    if rule is not None:
        rule.update({"error_type": "warning", "ignore_blank": True})
        page.data_validation(1, column, MOST_ROWS, column, rule)
