"""Where a file can be dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import push_button, text_label


class ImportDropZone(QWidget):
    """A dashed frame with an icon, a sentence and a button."""

    choose_requested = Signal()
    files_dropped = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(190)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = text_label(self.tr("Drop a workbook or a text table here"), Type.PAGE_TITLE)
        second = text_label(
            self.tr(
                "Excel, OpenDocument or CSV. You see what it will change before anything is "
                "written, and your file stays as it is."
            ),
            Type.BODY,
            "muted",
        )
        for label in (title, second):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self.choose = push_button(self.tr("Choose file…"), primary=True)
        self.choose.setMinimumHeight(34)
        self.choose.clicked.connect(self.choose_requested)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 22, 30, 22)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon)
        column.addWidget(title)
        column.addWidget(second)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)
        theme.theme_changed.connect(self._draw_icon)
        self._draw_icon()

    def _draw_icon(self) -> None:
        icon = self._theme.icon("file-arrow-down", self._theme.tokens.accent)
        self._icon.setPixmap(icon.pixmap(36, 36))
        self._icon.setVisible(not icon.isNull())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.accent_weak if self._over else tokens.surface))
        pen = QPen(QColor(tokens.accent if self._over else tokens.border2), 1.5)
        pen.setDashPattern([5, 3.5])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        files = _files_of(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()


def _files_of(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
