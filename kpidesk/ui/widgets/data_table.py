"""A plain table of figures: it scrolls by pixels, copies to Excel, and shows its focus."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kpidesk.ui.theme.fonts import Type, font_of


class DataTable(QTableView):
    """Rows of figures to read and copy, not to edit."""

    def __init__(
        self, model: QAbstractItemModel, row_height: int = 25, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setFont(font_of(Type.TABLE))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setFont(font_of(Type.HEAD))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        super().keyPressEvent(event)

    def selected_text(self) -> str:
        """The selected rows, or all of them, with their heads, as a spreadsheet takes them."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return table_text(self.model(), chosen or None)


def table_text(model: QAbstractItemModel, rows: list[int] | None = None) -> str:
    """A model's texts with tabs between cells and a line per row, heads first."""
    columns = range(model.columnCount(QModelIndex()))
    horizontal = Qt.Orientation.Horizontal
    lines = [[str(model.headerData(column, horizontal) or "") for column in columns]]
    for row in range(model.rowCount(QModelIndex())) if rows is None else rows:
        lines.append([str(model.index(row, column).data() or "") for column in columns])
    return "\n".join("\t".join(cells) for cells in lines) + "\n"
