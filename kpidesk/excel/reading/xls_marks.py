"""Error cells and hidden rows of .xls sheets ([MS-XLS] 2.1.4: records of type, size, content)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from kpidesk.excel.reading.marks import SheetMarks, binary_error
from kpidesk.excel.reading.ole import CompoundFile

_FILE_PASS = 0x002F
_FORMULA, _BOOL_OR_ERROR, _ROW, _SHEET, _END = 0x0006, 0x0205, 0x0208, 0x0085, 0x000A
_BEGINNINGS = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_ROW_HIDDEN = 0x20
_RESULT_IS_ERROR = 2


def is_protected(path: Path) -> bool:
    """Whether the workbook is encrypted; its older ciphers make a parser see damage instead."""
    return any(kind == _FILE_PASS for kind, _ in _records(_workbook_stream(path), 0))


class XlsMarks:
    """The marks of all sheets of a workbook of Excel 5 to 2003."""

    def __init__(self, path: Path) -> None:
        self._content = _workbook_stream(path)
        self._starts = [
            struct.unpack_from("<I", content)[0]
            for kind, content in _records(self._content, 0)
            if kind == _SHEET and len(content) >= 6
        ]

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in the sheet of that position."""
        marks = SheetMarks()
        if index >= len(self._starts):
            return marks
        for kind, content in _records(self._content, self._starts[index]):
            if kind == _BOOL_OR_ERROR and len(content) >= 8:
                row, column, code, is_error = struct.unpack_from("<HH2xBB", content)
                if is_error:
                    marks.put(row, column, binary_error(code))
            elif kind == _FORMULA and content[12:14] == b"\xff\xff":
                if content[6] == _RESULT_IS_ERROR:
                    row, column = struct.unpack_from("<HH", content)
                    marks.put(row, column, binary_error(content[8]))
            elif kind == _ROW and len(content) >= 16 and content[12] & _ROW_HIDDEN:
                marks.hidden_rows.append(struct.unpack_from("<H", content)[0])
        return marks


def _workbook_stream(path: Path) -> bytes:
    with path.open("rb") as stream:
        compound = CompoundFile(stream)
        return compound.read("Workbook") or compound.read("Book") or b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream; charts inside it are stepped over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in _BEGINNINGS:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
