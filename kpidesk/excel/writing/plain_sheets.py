"""Plain sheets as an office makes them: titles on top, a heading row, rows, a sum beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

PlainCell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """One sheet: lines above the headings, the headings, rows, and columns to sum (by index)."""

    name: str
    titles: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[PlainCell]]
    sum_label: str | None = None
    summed: Sequence[int] = ()


def write_plain_sheets(path: Path, sheets: Sequence[PlainSheet]) -> None:
    """Write a workbook of plain sheets; dates and amounts are native cells."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    amount = book.add_format({"num_format": "#,##0.00"})
    total = book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1})
    for plain in sheets:
        sheet = book.add_worksheet(plain.name)
        for row, title in enumerate(plain.titles):
            sheet.write_string(row, 0, title, bold)
        top = len(plain.titles) + (1 if plain.titles else 0)
        for column, heading in enumerate(plain.headings):
            sheet.write_string(top, column, heading, head)
            sheet.set_column(column, column, max(12, len(heading) + 3))
        for row, cells in enumerate(plain.rows, start=top + 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, (int, Decimal)):
                    sheet.write_number(row, column, cell, amount)
                elif cell is not None:
                    sheet.write_string(row, column, cell)
        last = top + len(plain.rows) + 1
        if plain.sum_label:
            sheet.write_string(last, 0, plain.sum_label, bold)
        for column in plain.summed:
            values = [cells[column] for cells in plain.rows]
            result = sum(value for value in values if isinstance(value, (int, Decimal)))
            sheet.write_number(last, column, result, total)
        sheet.freeze_panes(top + 1, 0)
    book.close()
