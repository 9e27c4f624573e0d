"""The imports that were made, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import kind_word

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
BATCH_ROLE = Qt.ItemDataRole.UserRole + 1
Batch = Mapping[str, Any]


class BatchColumn(IntEnum):
    """Columns of the list."""

    NUMBER = 0
    WHEN = 1
    SOURCE = 2
    SHEET = 3
    KIND = 4
    NEW = 5
    CHANGED = 6
    STATE = 7


class ImportBatchesModel(QAbstractTableModel):
    """A row for each table that was imported."""

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self._batches: tuple[Batch, ...] = ()

    def set_formatter(self, formatter: Formatter) -> None:
        """Write numbers as another company's country does, from the next list on."""
        self._formatter = formatter

    def set_batches(self, batches: Sequence[Batch]) -> None:
        """Show other imports; given oldest first."""
        self.beginResetModel()
        self._batches = tuple(reversed(batches))
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._batches)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(BatchColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        batch = self._batches[index.row()]
        column = BatchColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(batch, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return batch if role == BATCH_ROLE else None

    def _text(self, batch: Batch, column: BatchColumn) -> str:
        counts = batch.get("counts") or {}
        match column:
            case BatchColumn.NUMBER:
                return str(batch["id"])
            case BatchColumn.WHEN:
                return self._moment(str(batch["imported_at"]))
            case BatchColumn.SOURCE:
                return str(batch["source"])
            case BatchColumn.SHEET:
                return str(batch["sheet"] or "")
            case BatchColumn.KIND:
                return kind_word(str(batch["kind"]))
            case BatchColumn.NEW:
                return self._formatter.number_of(int(counts.get("new", 0)))
            case BatchColumn.CHANGED:
                return self._formatter.number_of(int(counts.get("changed", 0)))
            case _:
                return self.tr("Imported") if batch["state"] == "applied" else self.tr("Undone")

    def _moment(self, text: str) -> str:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        local = moment.astimezone()
        return f"{self._formatter.day(local.date(), year=True)} {local:%H:%M}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(BatchColumn(section))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        heads = (
            self.tr("No."),
            self.tr("When"),
            self.tr("File"),
            self.tr("Sheet"),
            self.tr("What"),
            self.tr("New"),
            self.tr("Changed"),
            self.tr("State"),
        )
        return heads[section]


def _side(column: BatchColumn) -> int:
    numbers = (BatchColumn.NUMBER, BatchColumn.NEW, BatchColumn.CHANGED)
    side = Qt.AlignmentFlag.AlignRight if column in numbers else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
