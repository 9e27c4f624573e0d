"""The first step of an import: drop or choose a file; and the imports so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_batches import (
    BATCH_ROLE,
    Batch,
    BatchColumn,
    ImportBatchesModel,
)
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.data_table import DataTable
from kpidesk.ui.widgets.import_drop_zone import ImportDropZone
from kpidesk.ui.widgets.labels import frame, push_button, text_label, tool_button

_WIDTHS = {
    BatchColumn.NUMBER: 48,
    BatchColumn.WHEN: 180,
    BatchColumn.SHEET: 130,
    BatchColumn.KIND: 110,
    BatchColumn.NEW: 70,
    BatchColumn.CHANGED: 80,
    BatchColumn.STATE: 90,
}


class ImportStart(QWidget):
    """Drop zone, recent files, and the imports that can be taken back."""

    choose_requested = Signal()
    files_chosen = Signal(object)
    undo_requested = Signal(int)

    def __init__(self, theme: Theme, formatter: Formatter) -> None:
        super().__init__()
        self.zone = ImportDropZone(theme)
        self.zone.choose_requested.connect(self.choose_requested)
        self.zone.files_dropped.connect(self.files_chosen)
        self.batches = ImportBatchesModel(formatter)
        self.table = DataTable(self.batches, 28)
        self.table.setAccessibleName(self.tr("Imports so far"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.undo = push_button(self.tr("Undo this import"))
        self.undo.setEnabled(False)
        self.undo.clicked.connect(self._undo)
        self.table.selectionModel().selectionChanged.connect(self._offer_undo)
        self.batches.modelReset.connect(self._offer_undo)
        self._recent = QHBoxLayout()
        self._recent.setSpacing(6)
        self._empty = text_label(self.tr("Nothing was imported yet."), Type.BODY, "muted")
        self._lay_out()

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Files that were imported before, newest first."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        if paths:
            self._recent.addWidget(text_label(self.tr("Again:"), Type.SECOND, "muted"))
        for path in paths[:4]:
            button = tool_button(path.name, "chip", Type.SECOND)
            button.setToolTip(str(path))
            button.setProperty("path", str(path))
            button.clicked.connect(self._choose_recent)
            self._recent.addWidget(button)
        self._recent.addStretch(1)

    def set_batches(self, batches: Sequence[Batch]) -> None:
        """The imports so far, oldest first."""
        self.batches.set_batches(batches)
        self._empty.setVisible(not batches)
        self.table.setVisible(bool(batches))
        self.undo.setVisible(bool(batches))

    @Slot()
    def _choose_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.files_chosen.emit((Path(str(sender.property("path"))),))

    @Slot()
    def _offer_undo(self) -> None:
        batch = self._chosen()
        self.undo.setEnabled(batch is not None and batch["state"] == "applied")

    @Slot()
    def _undo(self) -> None:
        batch = self._chosen()
        if batch is not None:
            self.undo_requested.emit(int(batch["id"]))

    def _chosen(self) -> Batch | None:
        rows = self.table.selectionModel().selectedRows()
        batch: Batch | None = rows[0].data(BATCH_ROLE) if rows else None
        return batch

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(BatchColumn.SOURCE, QHeaderView.ResizeMode.Stretch)
        for at, width in _WIDTHS.items():
            self.table.setColumnWidth(at, width)
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 13, 0)
        head.addWidget(text_label(self.tr("Imports so far"), Type.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self.undo)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 10, 1, 8)
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        empty = QHBoxLayout()
        empty.setContentsMargins(13, 0, 13, 6)
        empty.addWidget(self._empty)
        inside.addLayout(empty)
        inside.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.zone, 2)
        column.addLayout(self._recent)
        column.addWidget(card, 3)
        self.set_batches(())
