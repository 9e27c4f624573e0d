"""Cells as they leave the reader: blank is None, whole numbers are int, days are dates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from kpidesk.domain.tables import Cell, CellError

EXACT_WHOLE = 1e15
"""Above it a stored number has no exact last digit, so it is left as it is stored."""


class CleanTexts(dict[str, str | None]):
    """Texts by themselves, blank ones as None: each is cleaned once, and equal ones are one."""

    def __missing__(self, text: str) -> str | None:
        clean = text if text and not text.isspace() else None
        self[text] = clean
        return clean


def clean_row(row: list[Any], texts: CleanTexts) -> tuple[Cell, ...]:
    """A row as the parser gives it, in our cells.

    Texts, numbers and days are dealt with in line: calls would cost more than parsing did.
    """
    return tuple(
        [
            texts[cell]
            if (kind := type(cell)) is str
            else cell
            if kind is date or (kind is float and not cell.is_integer() and cell - cell == 0)
            else int(cell)
            if kind is float and -EXACT_WHOLE < cell < EXACT_WHOLE
            else clean_cell(cell)
            for cell in row
        ]
    )


def clean_cell(cell: object) -> Cell:
    """Any one cell that is not plain text: moments at midnight are days, durations are text."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time.min else cell
    if isinstance(cell, time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return _duration(cell)
    if isinstance(cell, float):
        if cell - cell != 0:  # not finite
            return CellError("#NUM!")
        return int(cell) if cell.is_integer() and abs(cell) < EXACT_WHOLE else cell
    if cell is None or isinstance(cell, bool | int | date):
        return cell
    return str(cell)


def _duration(span: timedelta) -> str:
    sign = "-" if span < timedelta(0) else ""
    minutes, seconds = divmod(round(abs(span).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}"
