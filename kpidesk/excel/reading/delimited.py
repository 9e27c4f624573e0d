"""Reading comma, semicolon, tab and bar separated text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from kpidesk.excel.reading.cells import CleanTexts
from kpidesk.excel.reading.delimiter import (
    SAMPLE_RECORDS,
    declared_delimiter,
    find_delimiter,
)
from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.frames import BOOK, write_frame
from kpidesk.excel.reading.sheet_frames import CellBudget, Row, SheetSender
from kpidesk.excel.reading.text_encoding import open_text, text_encoding

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".xltx", ".xltm", ".ods", ".ots"})
KNOWN_TEXTS = 50_000
RECORDS_AT_ONCE = 2_000
SAMPLE_CHARACTERS = 1 << 18
END_OF_FILE = "\x00end of file\x00"
_WEB_PAGE = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div")


def send_text(path: Path, max_cells: int, output: BinaryIO) -> None:
    """Send a text table as a book of one sheet named after the file.

    Raises SourceFault for text that is no table, or that a workbook's name is given to.
    """
    csv.field_size_limit(2**31 - 1)  # the memory limit is what bounds a cell
    encoding = text_encoding(path)
    with open_text(path, encoding) as stream:
        lines, complete = _sample(stream)
        _refuse_markup(lines)
        if path.suffix.lower() in WORKBOOK_SUFFIXES:
            raise SourceFault("source.text_named_workbook")
        if not any(line.strip() for line in lines) and complete:
            raise SourceFault("source.empty_text")
        declared = declared_delimiter(lines[0])
        delimiter = declared or find_delimiter(lines, complete=complete)
        stream.seek(0)
        if declared:
            stream.readline()
        public_name = encoding.removesuffix("-sig")
        write_frame(output, BOOK, "csv", public_name, delimiter)
        _send_records(stream, path.stem, delimiter or "\t", max_cells, output)


def _sample(stream: TextIO) -> tuple[list[str], bool]:
    """The first lines, and whether they are all there is."""
    lines: list[str] = []
    characters = 0
    while len(lines) < SAMPLE_RECORDS and characters < SAMPLE_CHARACTERS:
        line = stream.readline(SAMPLE_CHARACTERS)
        if not line:
            return lines, True
        lines.append(line)
        characters += len(line)
    return lines, not stream.read(1)


def _refuse_markup(lines: list[str]) -> None:
    start = "".join(lines[:20]).lstrip().lower()
    if start.startswith(_WEB_PAGE):
        raise SourceFault("source.web_page", kind="a web page (HTML)")
    if start.startswith(("<?xml", "<workbook")):
        kind = "a web page (HTML)" if "<html" in start else "an XML file"
        raise SourceFault("source.web_page", kind=kind)


def _send_records(
    stream: TextIO, name: str, delimiter: str, max_cells: int, output: BinaryIO
) -> None:
    budget = CellBudget(max_cells)
    sender = SheetSender(output, name, text_only=True)
    texts = CleanTexts()
    records = csv.reader(_lines(stream), delimiter=delimiter)
    number = 0
    ended = False
    try:
        while not ended and (block := _block(records, texts)):
            ended = block[-1] == (END_OF_FILE,)
            if ended:
                block.pop()
            budget.take(sum(len(row) or 1 for row in block))
            number += len(block)
            sender.add(block)
            if len(texts) > KNOWN_TEXTS:
                texts.clear()
    except csv.Error as error:
        raise SourceFault("source.damaged", row=number + 1, detail=str(error)) from error
    if not ended:
        raise SourceFault("source.open_quote", row=number)
    sender.flush()
    # Short rows are filled up to the widest: one wide row makes many cells of few characters.
    CellBudget(max_cells).take(sender.height * sender.width)
    sender.close(hidden_rows=0)


def _block(records: Iterator[list[str]], texts: CleanTexts) -> list[Row]:
    """The next records as rows, fewer at the end."""
    return [tuple([texts[text] for text in record]) for record in islice(records, RECORDS_AT_ONCE)]


def _lines(stream: TextIO) -> Iterator[str]:
    """The lines, then one of our own: an open quotation mark would swallow it, and so show."""
    for line in stream:
        # Ctrl-Z ended text files under DOS, and some accounting programs still write it.
        yield line if "\x1a" not in line else line.replace("\x1a", "")
    yield END_OF_FILE
