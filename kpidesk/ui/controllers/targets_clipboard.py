"""Blocks of the target grid to and from a spreadsheet: tabs between cells, a line per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from kpidesk.ui.models.targets_grid import TargetEdit, TargetsGridModel


def block_text(model: TargetsGridModel, indexes: Sequence[QModelIndex]) -> str:
    """The figures of a selection, exact and in the grid's unit, as a spreadsheet takes them."""
    if not indexes:
        return ""
    rows = sorted({index.row() for index in indexes})
    columns = sorted({index.column() for index in indexes})
    lines = []
    for row in rows:
        cells = (model.cell(model.index(row, column)) for column in columns)
        lines.append(
            "\t".join(model.typed_text(cell.shown.value) if cell else "" for cell in cells)
        )
    return "\n".join(lines) + "\n"


def block_edits(
    model: TargetsGridModel, indexes: Sequence[QModelIndex], text: str
) -> tuple[TargetEdit, ...]:
    """The wishes that a pasted text is, from the first cell of the selection on.

    A single value fills the whole selection. Blank cells leave what is there, a dash takes it
    away. Rows of differences are stepped over. Raises UsageError for a text that is no number.
    """
    table = list(csv.reader(io.StringIO(text), delimiter="\t"))
    while table and not any(cell.strip() for cell in table[-1]):
        table.pop()
    if not indexes or not table:
        return ()
    edits: list[TargetEdit] = []
    if len(table) == 1 and len(table[0]) == 1:
        for index in indexes:
            _add(edits, model, index, table[0][0])
        return tuple(edits)
    top = min(index.row() for index in indexes)
    left = min(index.column() for index in indexes)
    rows = [at for at in range(top, model.rowCount()) if not model.row_at(at).difference]
    for row, cells in zip(rows, table, strict=False):
        for column, cell in enumerate(cells, start=left):
            _add(edits, model, model.index(row, column), cell)
    return tuple(edits)


def fill_edits(
    model: TargetsGridModel, indexes: Sequence[QModelIndex], *, down: bool
) -> tuple[TargetEdit, ...]:
    """The wishes that filling a selection is: its first row goes down, or its first column right.

    Of a single cell the one before it is taken, as a spreadsheet does.
    """
    if not indexes:
        return ()
    rows = sorted({index.row() for index in indexes})
    columns = sorted({index.column() for index in indexes})
    if down and len(rows) == 1:
        above = [at for at in range(rows[0]) if not model.row_at(at).difference]
        rows = [*above[-1:], *rows]
    elif not down and len(columns) == 1:
        columns = [*([columns[0] - 1] if columns[0] else []), *columns]
    edits: list[TargetEdit] = []
    for row in rows[down:]:
        for column in columns[not down :]:
            source = model.cell(
                model.index(rows[0] if down else row, column if down else columns[0])
            )
            if source is not None and not source.row.difference:
                text = model.typed_text(source.shown.value) or "-"
                _add(edits, model, model.index(row, column), text)
    return tuple(edits)


def _add(edits: list[TargetEdit], model: TargetsGridModel, index: QModelIndex, text: str) -> None:
    if not index.isValid() or not text.strip():
        return
    edit = model.edit_of(index, text)
    if edit is not None:
        edits.append(edit)
