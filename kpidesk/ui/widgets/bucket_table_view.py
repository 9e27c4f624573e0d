"""The table under the development chart, its columns in line with the buckets."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kpidesk.ui.models.bucket_table import LINE_ROLE, LOW_ROLE, BucketTableModel
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme

ROW_HEIGHT = 23
_HEAD = 24
Index = QModelIndex | QPersistentModelIndex


class _CellDelegate(QStyledItemDelegate):
    """A cell: bold for figures, vermilion for shortfalls, a band on the chosen bucket."""

    def __init__(self, theme: Theme, table: BucketTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = self._theme.tokens
        line = index.data(LINE_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if self._table.bucket >= 0 and index.column() == self._table.bucket + 1:
            painter.fillRect(box, QColor(tokens.accent_weak))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(tokens.grid))
        last = index.column() == index.model().columnCount() - 1
        strong = line.strong or last
        painter.setFont(font_of(Type.TABLE_STRONG if strong else Type.TABLE))
        if index.data(LOW_ROLE):
            colour = tokens.behind_text
        else:
            colour = tokens.text if strong or index.column() else tokens.muted
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        text = str(index.data())
        if not index.column():
            metrics = QFontMetricsF(painter.font())
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 4)
        painter.drawText(box.adjusted(0, 0, -5 if index.column() else 0, 0), flags, text)
        painter.restore()


class BucketTableView(QTableView):
    """`bucket_picked` and `bucket_opened` carry the index of a bucket."""

    bucket_picked = Signal(int)
    bucket_opened = Signal(int)

    def __init__(
        self, model: BucketTableModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buckets = model
        self.bucket = -1
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFont(font_of(Type.HEAD))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(8)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(_HEAD)
        header.setProperty("look", "buckets")
        self.setAccessibleName(self.tr("Numbers of the curve"))
        self.clicked.connect(self._pick)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._fit_height)
        self._fit_height()

    def set_edges(self, edges: list[int], width: int) -> None:
        """Put the columns under the buckets; `edges` are theirs, `width` is the chart's."""
        if len(edges) != self._buckets.buckets + 1:
            return
        self.setColumnWidth(0, edges[0])
        for at, left in enumerate(edges[:-1]):
            self.setColumnWidth(at + 1, edges[at + 1] - left)
        self.setColumnWidth(len(edges), max(40, width - edges[-1]))

    def needed_width(self) -> int:
        """The narrowest bucket in which no number is cut."""
        strong = QFontMetricsF(font_of(Type.TABLE_STRONG))
        head = QFontMetricsF(font_of(Type.HEAD))
        widths = [24.0]
        for column in range(1, self._buckets.buckets + 1):
            title = self._buckets.headerData(column, Qt.Orientation.Horizontal)
            widths.append(head.horizontalAdvance(str(title)) - 4)  # it stands free at its left
            for line in self._buckets.lines:
                widths.append(strong.horizontalAdvance(line.texts[column]))
        return int(max(widths)) + 8

    def set_bucket(self, bucket: int) -> None:
        """Mark the column of a bucket."""
        self.bucket = bucket
        self.viewport().update()

    @Slot()
    def _fit_height(self) -> None:
        self.setFixedHeight(_HEAD + ROW_HEIGHT * max(1, self._buckets.rowCount()) + 2)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        if 0 < index.column() <= self._buckets.buckets:
            self.bucket_picked.emit(index.column() - 1)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if 0 < index.column() <= self._buckets.buckets:
            self.bucket_opened.emit(index.column() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._buckets.buckets and event.key() in steps:
            wanted = self.bucket + steps[Qt.Key(event.key())]
            self.bucket_picked.emit(min(self._buckets.buckets - 1, max(0, wanted)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.bucket_opened.emit(self.bucket)
        else:
            event.ignore()
