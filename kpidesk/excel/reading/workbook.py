"""Reading .xlsx, .xlsm, .xlsb, .xls and .ods with calamine, and what it leaves out by other means.

What is not told: in .xls and .xlsb a formula whose result was never stored cannot be told from
one that gave 0, and a writer that stores 0 for every formula cannot be told from a right 0.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kpidesk.domain.tables import Cell
from kpidesk.excel.reading.cells import CleanTexts, clean_row
from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.frames import CELLS_PER_FRAME
from kpidesk.excel.reading.mark_search import MarkSearch
from kpidesk.excel.reading.marks import SheetMarks
from kpidesk.excel.reading.sheet_frames import CellBudget, Row, SheetSender

KNOWN_TEXTS = 50_000


def send_workbook(path: Path, format_: str, max_cells: int, output: BinaryIO) -> None:
    """Send every sheet of a workbook, chart and macro sheets left out.

    Raises SourceFault for what calamine cannot read.
    """
    try:
        with CalamineWorkbook.from_path(path) as book, MarkSearch(path, format_) as search:
            sheets = [
                (index, about)
                for index, about in enumerate(book.sheets_metadata)
                if about.typ == SheetTypeEnum.WorkSheet
            ]
            if not sheets:
                raise _protected_or(path, format_, SourceFault("source.no_sheets"))
            budget = CellBudget(max_cells)
            for index, about in sheets:
                _send_sheet(book, index, about, search, budget, output)
    except PasswordError as error:
        raise SourceFault("source.encrypted") from error
    except CalamineError as error:
        raise _protected_or(path, format_, _fault(error)) from error


def _protected_or(path: Path, format_: str, other: SourceFault) -> SourceFault:
    """The older ciphers of .xls leave a file that looks damaged or bare: then the cause is told."""
    if format_ != "xls":
        return other
    from kpidesk.excel.reading.xls_marks import is_protected

    try:
        return SourceFault("source.encrypted") if is_protected(path) else other
    except (ValueError, struct.error):
        return other


def _send_sheet(
    book: CalamineWorkbook,
    index: int,
    about: SheetMetadata,
    search: MarkSearch,
    budget: CellBudget,
    output: BinaryIO,
) -> None:
    # calamine lets go of the interpreter while it parses, so the search costs no time of its own.
    pending = _Background(search, index, about.name)
    try:
        sheet = book.get_sheet_by_index(index)
    except CalamineError as error:
        raise _fault(error, sheet=about.name) from error
    finally:
        marks = pending.result()
    grid = _Grid(sheet, marks)
    budget.take(grid.height * grid.width)
    sender = SheetSender(
        output,
        about.name,
        first_row=grid.first_row + 1,
        first_column=grid.first_column,
        hidden=about.visible != SheetVisibleEnum.Visible,
    )
    for block in grid.blocks():
        sender.add(block)
    sender.flush()
    sender.close(marks.hidden_between(grid.first_row, grid.first_row + sender.height - 1))


def _fault(error: CalamineError, sheet: str | None = None) -> SourceFault:
    detail = str(error)
    code = "source.too_large" if "limit exceeded" in detail else "source.damaged"
    return SourceFault(code, sheet=sheet, detail=detail)


class _Background:
    """The search for a sheet's marks, running while the sheet is parsed."""

    def __init__(self, search: MarkSearch, index: int, name: str) -> None:
        self._marks = SheetMarks()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(search, index, name))
        self._thread.start()

    def _run(self, search: MarkSearch, index: int, name: str) -> None:
        try:
            self._marks = search.marks(index, name)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error

    def result(self) -> SheetMarks:
        """The marks. Raises what the search raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._marks


class _Grid:
    """The parsed cells and the marked ones together, which may lie outside the parsed ones."""

    def __init__(self, sheet: CalamineSheet, marks: SheetMarks) -> None:
        self._sheet = sheet
        self._marks = marks.cells
        start, end = sheet.start, sheet.end
        rows = list(marks.cells)
        columns = list(marks.columns())
        if start is not None and end is not None:
            rows += [start[0], end[0]]
            columns += [start[1], end[1]]
        self.first_row = min(rows, default=0)
        self.first_column = min(columns, default=0)
        self.height = max(rows) - self.first_row + 1 if rows else 0
        self.width = max(columns) - self.first_column + 1 if columns else 0

    def blocks(self) -> Iterator[list[Row]]:
        """The rows of the grid, marked cells put in, some thousand cells at a time."""
        number = self.first_row
        for block in self._parsed_blocks():
            if self._marks:
                for place in range(len(block)):
                    if number + place in self._marks:
                        block[place] = self._marked(block[place], number + place)
            yield block
            number += len(block)
        blank: Row = ()
        end = self.first_row + self.height
        if number < end:
            yield [
                self._marked(blank, row) if row in self._marks else blank
                for row in range(number, end)
            ]

    def _parsed_blocks(self) -> Iterator[list[Row]]:
        start = self._sheet.start
        if start is None:
            return
        if start[0] > self.first_row:
            yield [()] * (start[0] - self.first_row)
        texts = CleanTexts()
        padding: Row = (None,) * (start[1] - self.first_column)
        at_once = max(1, CELLS_PER_FRAME // self.width)
        # The parser's own iterator begins at the top of the sheet, not at its first used row.
        rows = islice(self._sheet.iter_rows(), start[0], None)
        while block := [clean_row(row, texts) for row in islice(rows, at_once)]:
            yield [padding + row for row in block] if padding else block
            if len(texts) > KNOWN_TEXTS:
                texts.clear()

    def _marked(self, row: Row, number: int) -> Row:
        cells: list[Cell] = list(row)
        cells += [None] * (self.width - len(cells))
        for column, cell in self._marks[number].items():
            cells[column - self.first_column] = cell
        return tuple(cells)
