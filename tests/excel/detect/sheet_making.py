"""Sheets for the tests, made from lines of text or rows of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from kpidesk.domain.tables import Cell, Proposal, RawSheet, SourceTable
from kpidesk.excel.detect import ParsedTable, find_tables, parse_table, propose


def text_sheet(text: str, name: str = "Sheet1", delimiter: str = ";") -> RawSheet:
    """A sheet as a CSV file gives it: all text, one line a row; an empty line is a blank row."""
    lines = text.strip("\n").split("\n")
    rows: list[list[Cell]] = [
        [cell.strip() or None for cell in line.split(delimiter)] for line in lines
    ]
    return RawSheet(name, rows, text_only=True)


def cell_sheet(rows: Sequence[Sequence[Cell]], name: str = "Sheet1") -> RawSheet:
    """A sheet as a workbook gives it, with native numbers and days."""
    return RawSheet(name, rows)


def only_table(sheet: RawSheet) -> SourceTable:
    (table,) = find_tables(sheet)
    return table


def understood(sheet: RawSheet) -> tuple[SourceTable, Proposal]:
    table = only_table(sheet)
    return table, propose(table)


def read(sheet: RawSheet) -> ParsedTable:
    """The values of a sheet that leaves nothing open."""
    table, proposal = understood(sheet)
    assert not [question for question in proposal.questions if question.blocking]
    return parse_table(table, proposal)


def total(parsed: ParsedTable, field: str) -> Decimal:
    values = parsed.fields[field].values
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def csv_file(path: Path) -> RawSheet:
    """A CSV of the real material, as the reader hands it on."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(";,\t", key=first.count)
    rows: list[list[Cell]] = [
        [cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
    ]
    return RawSheet(path.stem, rows, text_only=True)
