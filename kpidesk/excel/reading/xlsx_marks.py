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
    elements,
    plain_xml,
)

PIECE_BYTES = 1 << 20  # what stays in a processor's cache while it is searched
_LONGEST_TAG = 4096

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_KIND = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
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
        self._errors: dict[str, CellError] = {}  # one object for each text travels lighter
        self._rows_before = 0  # rows in the pieces already done, where rows have no number
        self._counted = (0, 0)  # in this piece: a place, and the rows before it
        self._numbered = True
        self._prefix = b""

    def run(self, stream: IO[bytes]) -> SheetMarks:
        """Search the whole part."""
        first = True
        for piece in _pieces(stream):
            if first:
                root = _ROOT.search(piece)
                self._prefix = root[1] + b":" if root and root[1] else b""
                self._compile()
                row = piece.find(b"<" + self._prefix + b"row")
                self._numbered = row < 0 or bool(_ROW_NUMBER.search(self._tag(piece, row)))
                first = False
            self._counted = (0, 0)
            self._search(piece)
            if not self._numbered:
                self._rows_before += piece.count(b"<" + self._prefix + b"row")
        return self._marks

    def _compile(self) -> None:
        p = re.escape(self._prefix)
        styles = b"|".join(self._year_styles)
        self._cell = re.compile(rb"<" + p + rb"c[\s>/]")
        self._error = re.compile(rb"<" + p + rb"c\b[^>]*\st\s*=\s*[\"']e[\"'][^>]*(?<!/)>")
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
            rb"(?:<"
            + p
            + rb"f[^<]*</"
            + p
            + rb"f>)?<"
            + p
            + rb"v>((?:19|20)[0-9]{2}|2100)</"
            + p
            + rb"v>"
        )

    def _search(self, piece: bytes) -> None:
        # Hardly any XML has an apostrophe, and looking for one byte costs next to nothing.
        if b't="e"' in piece or (b"'" in piece and b"t='e'" in piece):
            self._search_errors(piece)
        if b"<" + self._prefix + b"f" in piece:
            for match in self._formula.finditer(piece):
                start = self._cell_start(piece, match.start())
                # A stored result that is an empty text is a result.
                if _kind(self._tag(piece, start)) not in (b"str", b"e"):
                    self._put(piece, start, NO_RESULT)
        if self._year_styles:
            for match in self._year.finditer(piece):
                if _kind(self._tag(piece, match.start())) == b"n":
                    self._put(piece, match.start(), int(match[1]))
        if b"hidden" in piece:
            for match in self._hidden.finditer(piece):
                self._marks.hidden_rows.append(self._row_number(piece, match.start()))

    def _search_errors(self, piece: bytes) -> None:
        cell_end = b"</" + self._prefix + b"c>"
        for match in self._error.finditer(piece):
            end = piece.find(cell_end, match.end())
            value = self._value.search(piece, match.end(), max(end, 0))
            text = value[1].decode("utf-8", "replace").strip() if value else ""
            error = self._errors.setdefault(text, CellError(text or "#ERROR!"))
            self._put(piece, match.start(), error)

    def _put(self, piece: bytes, start: int, cell: CellError | int) -> None:
        reference = _REFERENCE.search(self._tag(piece, start))
        if reference:
            row, column = int(reference[2]) - 1, _column(reference[1])
        else:
            row_start = max(piece.rfind(b"<" + self._prefix + b"row", 0, start), 0)
            row = self._row_number(piece, row_start)
            column = len(self._cell.findall(piece, row_start, start))
        self._marks.put(row, column, cell)

    def _row_number(self, piece: bytes, start: int) -> int:
        number = _ROW_NUMBER.search(self._tag(piece, start))
        if number:
            return int(number[1]) - 1
        # Rows without numbers are counted on from the last one asked for.
        place, count = self._counted
        if place > start:
            place, count = 0, 0
        count += piece.count(b"<" + self._prefix + b"row", place, start)
        self._counted = (start, count)
        return self._rows_before + count

    def _cell_start(self, piece: bytes, end: int) -> int:
        tag = b"<" + self._prefix + b"c"
        near = max(0, end - _LONGEST_TAG)
        return max(piece.rfind(tag + b" ", near, end), piece.rfind(tag + b">", near, end), near)

    def _tag(self, piece: bytes, start: int) -> bytes:
        return piece[start : piece.find(b">", start)]


def _kind(tag: bytes) -> bytes:
    kind = _KIND.search(tag)
    return kind[1] if kind else b"n"


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
