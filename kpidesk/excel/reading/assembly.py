"""Putting the reader's frames together as a RawBook."""

from __future__ import annotations

from typing import cast

from kpidesk.domain.tables import Cell, RawBook, RawSheet
from kpidesk.excel.reading.frames import (
    BOOK,
    END,
    ROWS,
    SHEET,
    SHEET_END,
    Frame,
    MalformedFrame,
)

Row = tuple[Cell, ...]


class BookAssembly:
    """A book that grows frame by frame; `book` is there once the last frame has come."""

    def __init__(self, name: str) -> None:
        self.book: RawBook | None = None
        self._name = name
        self._about: tuple[str, str | None, str | None] | None = None
        self._sheets: list[RawSheet] = []
        self._opened: tuple[str, int, int, bool, bool] | None = None
        self._rows: list[Row] = []

    def add(self, frame: Frame) -> None:
        """Take in the next frame. Raises MalformedFrame when it does not fit."""
        kind, *rest = frame
        try:
            if kind == ROWS:
                (rows,) = rest
                self._rows.extend(cast("list[Row]", rows))
            elif kind == SHEET:
                name, first_row, first_column, hidden, text_only = rest
                self._opened = cast(
                    "tuple[str, int, int, bool, bool]",
                    (name, first_row, first_column, hidden, text_only),
                )
            elif kind == SHEET_END:
                width, ragged, hidden_rows = rest
                self._close_sheet(cast(int, width), bool(ragged), cast(int, hidden_rows))
            elif kind == BOOK:
                format_, encoding, delimiter = rest
                self._about = cast(
                    "tuple[str, str | None, str | None]", (format_, encoding, delimiter)
                )
            elif kind == END:
                self._finish()
            else:
                raise MalformedFrame(str(kind))
        except (TypeError, ValueError) as error:
            raise MalformedFrame(str(error)) from error

    def _close_sheet(self, width: int, ragged: bool, hidden_rows: int) -> None:
        if self._opened is None:
            raise MalformedFrame("rows without a sheet")
        name, first_row, first_column, hidden, text_only = self._opened
        rows = [_fitted(row, width) for row in self._rows] if ragged else self._rows
        self._sheets.append(
            RawSheet(name, rows, first_row, first_column, hidden, hidden_rows, text_only)
        )
        self._opened, self._rows = None, []

    def _finish(self) -> None:
        if self._about is None or self._opened is not None:
            raise MalformedFrame("an end before the end")
        format_, encoding, delimiter = self._about
        self.book = RawBook(self._name, format_, tuple(self._sheets), encoding, delimiter)


def _fitted(row: Row, width: int) -> Row:
    if len(row) >= width:
        return row[:width]
    return row + (None,) * (width - len(row))
