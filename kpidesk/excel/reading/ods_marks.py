"""Error cells and hidden rows of .ods sheets, by the attributes that LibreOffice writes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from kpidesk.domain.tables import CellError
from kpidesk.excel.reading.marks import NO_RESULT, SheetMarks

# Without one of these there is nothing to be found, and the file need not be parsed twice.
_WORTH_PARSING = re.compile(
    rb'value-type="error"|table:visibility="(?:collapse|filter)"|table:formula='
)
_MAX_REPEATED = 16_384
_ERROR_TEXT = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]{3}")


class OdsMarks:
    """The marks of all sheets of an OpenDocument spreadsheet, found in one pass."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        content = package.read("content.xml")
        self._sheets: list[SheetMarks] = []
        if _WORTH_PARSING.search(content):
            self._sheets = _OdsSearch().run(content)

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in the sheet of that position."""
        return self._sheets[index] if index < len(self._sheets) else SheetMarks()


class _OdsSearch:
    def __init__(self) -> None:
        self._sheets: list[SheetMarks] = []
        self._depth = 0  # tables inside a cell are not sheets
        self._row = self._column = 0
        self._rows_repeated = self._columns_repeated = 1
        self._suspect: str | None = None
        self._text: list[str] = []

    def run(self, content: bytes) -> list[SheetMarks]:
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(content, True)
        except ExpatError as error:
            raise ValueError(str(error)) from error
        return self._sheets

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._sheets.append(SheetMarks())
                self._row = 0
        elif self._depth != 1:
            return
        elif name == "table:table-row":
            self._column = 0
            self._rows_repeated = _repeated(attributes, "table:number-rows-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                count = min(self._rows_repeated, _MAX_REPEATED)
                self._sheets[-1].hidden_rows.extend(range(self._row, self._row + count))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns_repeated = _repeated(attributes, "table:number-columns-repeated")
            self._suspect = _suspicion(attributes)
            self._text = []

    def _characters(self, text: str) -> None:
        if self._suspect is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif name == "table:table-row":
            self._row += self._rows_repeated
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self._suspect is not None:
                self._judge("".join(self._text).strip())
                self._suspect = None
            self._column += self._columns_repeated

    def _judge(self, text: str) -> None:
        if self._suspect == "error" or _ERROR_TEXT.fullmatch(text):
            cell = CellError(text or "#ERROR!")
        elif self._suspect == "no result" and not text:
            cell = NO_RESULT
        else:
            return
        for row in range(self._row, self._row + min(self._rows_repeated, _MAX_REPEATED)):
            for column in range(min(self._columns_repeated, _MAX_REPEATED)):
                self._sheets[-1].put(row, self._column + column, cell)


def _suspicion(attributes: Mapping[str, str]) -> str | None:
    if attributes.get("calcext:value-type") == "error":
        return "error"
    if "table:formula" in attributes:
        return "formula" if "office:value-type" in attributes else "no result"
    return None


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() else 1
