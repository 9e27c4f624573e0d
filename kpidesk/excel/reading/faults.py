"""What can be wrong with a source file, in words that say what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kpidesk.domain.errors import InputError, Where

SAVE_AGAIN = "Open it in Excel or LibreOffice, save it again as .xlsx and choose the new file."

MESSAGES: Mapping[str, str] = {
    "source.not_found": "There is no such file. Check the name, or that the drive is connected.",
    "source.is_folder": "This is a folder. Choose a workbook or a CSV file in it.",
    "source.no_permission": (
        "The file may not be opened. Close it in other programs, or ask its owner for the right "
        "to read it."
    ),
    "source.unreadable": "The file could not be opened ({detail}). Copy it to your own disk first.",
    "source.empty": "The file is empty (0 bytes). Export or copy it again.",
    "source.empty_text": "The file has no text, only blank lines. Export or copy it again.",
    "source.not_workbook": (
        "This is {kind}, not a workbook or a CSV file. Choose an .xlsx, .xls, .ods or .csv file."
    ),
    "source.text_named_workbook": (
        "This is a text file with the name of a workbook. Rename it so that it ends in .csv, "
        "or open it in Excel and save it as .xlsx."
    ),
    "source.web_page": (
        "This is {kind}, although it opens in Excel. Open it in Excel, save it as .xlsx and "
        "choose the new file."
    ),
    "source.encrypted": (
        "The workbook is protected by a password. Open it in Excel, save a copy without the "
        "password and choose the copy."
    ),
    "source.damaged": "The workbook is damaged or incomplete and cannot be read. " + SAVE_AGAIN,
    "source.old_format": "The workbook is of a format older than Excel 5. " + SAVE_AGAIN,
    "source.no_sheets": "The workbook has no sheet with cells. Choose one that has the data.",
    "source.too_large": (
        "The file holds more than can be read at once. Delete sheets, rows or columns that are "
        "not needed (also stray cells far away from the data), or split it, and try again."
    ),
    "source.timeout": (
        "Reading took longer than {seconds} seconds and was stopped. Delete what is not needed, "
        "or split the file, and try again."
    ),
    "source.reader_failed": "The file could not be read to its end. " + SAVE_AGAIN,
    "source.open_quote": (
        'A quotation mark (") is opened in row {row} and never closed, so the rest of the file '
        "would be one cell. Add the missing mark, or remove this one."
    ),
}


class SourceFault(Exception):  # noqa: N818 - it becomes an InputError once the file is named
    """A fault found while reading, by its code; `sheet` and `row` say where if it is known."""

    def __init__(
        self, code: str, *, sheet: str | None = None, row: int | None = None, **params: str | int
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.params = params


def input_error(
    source: Path,
    code: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    params: Mapping[str, object] | None = None,
) -> InputError:
    """The error that the user sees for a fault of that code in that file."""
    values = dict(params or {})
    if row is not None:
        values.setdefault("row", row)
    message = MESSAGES[code].format(**values)
    return InputError(code, message, Where(file=source.name, sheet=sheet, row=row), values)
