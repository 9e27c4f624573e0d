"""Errors, formulas without a result and hidden rows of .xlsx and .xlsm sheets.

The parser gives all of these as blank. The sheet's XML is searched in pieces that end at a row,
with plain substring tests first, because nearly every piece of nearly every sheet has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from kpidesk.domain.tables import CellError
from kpidesk.excel.reading.marks import NO_RESULT, SheetMarks
from kpidesk.excel.reading.package import (
    WorkbookPackage,
    attributes_of,
    elements,
    plain_xml,
)

PIECE_BYTES = 4 << 20
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})$")
_YEAR_CODE = re.compile(r"(?:\[[^\]]*\]|[\"@;\\ ])*(?:y|yy|yyyy|e)(?:[\";@\\ ]|general)*", re.I)


class XlsxMarks:
    """The marks of all sheets of a workbook in XML."""

    def __init__(self, package: WorkbookPackage) -> None:
        self._package = package
        self._year_styles = _year_styles(package.read_beside("styles.xml"))
        self._parts = {
            attributes["name"]: package.related(relation)
            for attributes in elements(package.main, b"sheet")
            if "name" in attributes and (relation := _relation(attributes))
        }

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in that sheet; nothing where it has no part of its own."""
        part = self._parts.get(name)
        if part is None:
            return SheetMarks()
        with self._package.open(part) as stream:
            return SheetSearch(self._year_styles).run(stream)


def _relation(attributes: dict[str, str]) -> str | None:
    return next((value for key, value in attributes.items() if key.endswith(":id")), None)


def _year_styles(styles: bytes) -> list[bytes]:
    """The numbers of the cell styles that show a date as its year alone."""
    codes = {
        attributes.get("numFmtId", "")
        for attributes in elements(styles, b"numFmt")
        if _YEAR_CODE.fullmatch(attributes.get("formatCode", ""))
    }
    if not codes:
        return []
    start = styles.find(b"cellXfs")
    formats = elements(styles[start : styles.find(b"/cellXfs", start)], b"xf")
    return [
        str(index).encode()
        for index, attributes in enumerate(formats)
        if attributes.get("numFmtId") in codes
    ]


class SheetSearch:
    """One pass over one sheet's XML."""

    def __init__(self, year_styles: list[bytes]) -> None:
        self._year_styles = year_styles
        self._marks = SheetMarks()
        self._rows_before = 0  # rows in the pieces already done, for rows without a number
        self._prefix = b""

    def run(self, stream: IO[bytes]) -> SheetMarks:
        """Search the whole part."""
        first = True
        for piece in _pieces(stream):
            if first:
                root = _ROOT.search(piece)
                self._prefix = root[1] + b":" if root and root[1] else b""
                self._compile()
                first = False
            self._search(piece)
            if b"<" + self._prefix + b"row>" in piece or self._rows_before:
                self._rows_before += piece.count(b"<" + self._prefix + b"row")
        return self._marks

    def _compile(self) -> None:
        p = re.escape(self._prefix)
        styles = b"|".join(self._year_styles)
        self._error = re.compile(rb"<" + p + rb"c\b[^>]*\st\s*=\s*[\"']e[\"'][^>]*>")
        self._value = re.compile(rb"<" + p + rb"v[^>]*>([^<]*)<")
        self._formula = re.compile(
            rb"<" + p + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + p + rb"f>)\s*"
            rb"(?:<" + p + rb"v\s*/>\s*|<" + p + rb"v[^>]*>\s*</" + p + rb"v>\s*)?</" + p + rb"c>"
        )
        self._hidden = re.compile(
            rb"<" + p + rb"row\b[^>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^>]*(?<!/)>"
        )
        self._year = re.compile(
            rb"<" + p + rb"c\b[^>]*\ss=[\"'](?:" + styles + rb")[\"'][^>]*>"
            rb"<" + p + rb"v>((?:19|20)[0-9]{2}|2100)</" + p + rb"v>"
        )

    def _search(self, piece: bytes) -> None:
        if b't="e"' in piece or b"t='e'" in piece:
            for match in self._error.finditer(piece):
                value = self._value.search(piece, match.end(), match.end() + 4096)
                text = value[1].decode("utf-8", "replace") if value else "#ERROR!"
                self._put(piece, match.start(), CellError(text or "#ERROR!"))
        if b"<" + self._prefix + b"f" in piece:
            for match in self._formula.finditer(piece):
                start = self._cell_start(piece, match.start())
                if self._tag(piece, start).get("t") not in ("str", "e"):
                    self._put(piece, start, NO_RESULT)
        if self._year_styles:
            for match in self._year.finditer(piece):
                self._put(piece, match.start(), int(match[1]))
        if b"hidden" in piece:
            for match in self._hidden.finditer(piece):
                self._marks.hidden_rows.append(self._row_number(piece, match.start()))

    def _put(self, piece: bytes, start: int, cell: CellError | int) -> None:
        reference = _REFERENCE.match(self._tag(piece, start).get("r", "").encode())
        if reference:
            row, column = int(reference[2]) - 1, _column(reference[1])
        else:
            row_start = piece.rfind(b"<" + self._prefix + b"row", 0, start)
            row = self._row_number(piece, row_start)
            cell_tag = re.compile(rb"<" + re.escape(self._prefix) + rb"c[\s>/]")
            column = len(cell_tag.findall(piece, max(row_start, 0), start))
        self._marks.put(row, column, cell)

    def _row_number(self, piece: bytes, start: int) -> int:
        number = self._tag(piece, start).get("r", "")
        if number.isdecimal():
            return int(number) - 1
        return self._rows_before + piece.count(b"<" + self._prefix + b"row", 0, max(start, 0))

    def _cell_start(self, piece: bytes, end: int) -> int:
        tag = b"<" + self._prefix + b"c"
        return max(piece.rfind(tag + b" ", 0, end), piece.rfind(tag + b">", 0, end), 0)

    def _tag(self, piece: bytes, start: int) -> dict[str, str]:
        return attributes_of(piece[start : piece.find(b">", start)]) if start >= 0 else {}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(PIECE_BYTES):
        piece = rest + chunk
        if not rest and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield plain_xml(piece + stream.read())
            return
        cut = max(piece.rfind(b"</row>"), piece.rfind(b":row>"))
        if cut < 0:
            rest = piece
            continue
        yield piece[: cut + 6]
        rest = piece[cut + 6 :]
    if rest:
        yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
