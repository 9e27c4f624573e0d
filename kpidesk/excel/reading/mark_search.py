"""One search for marks, whatever the format of the workbook."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Protocol

from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.marks import SheetMarks


class BookMarks(Protocol):
    """The marks of a workbook of one format."""

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in the sheet of that position (from 0) and name."""


class MarkSearch:
    """Finds the marks of each sheet of a book; the files it opens are closed with it."""

    def __init__(self, path: Path, format_: str) -> None:
        self._path = path
        self._format = format_
        self._package: zipfile.ZipFile | None = None
        self._book: BookMarks | None = None

    def __enter__(self) -> MarkSearch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._package is not None:
            self._package.close()

    def marks(self, index: int, name: str) -> SheetMarks:
        """What is to be corrected in that sheet.

        Raises SourceFault where the sheet's own storage is broken: what could not be searched
        may hold errors, and these must not pass as blank cells.
        """
        try:
            if self._book is None:
                self._book = self._open()
            return self._book.marks(index, name)
        except (
            ArithmeticError,
            EOFError,
            LookupError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            struct.error,
            zipfile.BadZipFile,
            zlib.error,
        ) as error:
            raise SourceFault("source.damaged", sheet=name, detail=str(error)) from error

    def _open(self) -> BookMarks:
        # Each format needs only its own searcher loaded.
        if self._format == "xls":
            from kpidesk.excel.reading.xls_marks import XlsMarks

            return XlsMarks(self._path)
        self._package = zipfile.ZipFile(self._path)
        if self._format == "ods":
            from kpidesk.excel.reading.ods_marks import OdsMarks

            return OdsMarks(self._package)
        from kpidesk.excel.reading.package import WorkbookPackage

        if self._format == "xlsb":
            from kpidesk.excel.reading.xlsb_marks import XlsbMarks

            return XlsbMarks(WorkbookPackage(self._package))
        from kpidesk.excel.reading.xlsx_marks import XlsxMarks

        return XlsxMarks(WorkbookPackage(self._package))
