"""Error cells and hidden rows of .xlsb sheets ([MS-XLSB] 2.1.4: records of type, size, content)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from kpidesk.excel.reading.marks import SheetMarks, binary_error
from kpidesk.excel.reading.package import WorkbookPackage

_ROW_HEADER, _CELL_ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_HIDDEN = 0x10


class XlsbMarks:
    """The marks of all sheets of a binary workbook."""

    def __init__(self, package: WorkbookPackage) -> None:
        self._package = package
        self._parts = {}
        for kind, content in _records(package.main):
            if kind == _SHEET:
                relation, rest = _wide_text(content, 8)
                name, _ = _wide_text(content, rest)
                self._parts[name] = package.related(relation)

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in that sheet."""
        marks = SheetMarks()
        part = self._parts.get(name)
        if part is None:
            return marks
        with self._package.open(part) as stream:
            _search(stream, marks)
        return marks


def _search(stream: IO[bytes], marks: SheetMarks) -> None:
    row = 0
    for kind, content in _records(stream.read()):
        if kind == _ROW_HEADER:
            row = struct.unpack_from("<I", content)[0]
            if len(content) > 11 and content[11] & _HIDDEN:
                marks.hidden_rows.append(row)
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            column = struct.unpack_from("<I", content)[0]
            marks.put(row, column, binary_error(content[8]))


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        for _ in range(4):
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


def _wide_text(content: bytes, at: int) -> tuple[str, int]:
    """A text with its length in front, and where it ends."""
    count = struct.unpack_from("<I", content, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + count * 2
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
