"""Taking files that are dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import text_label


class DropOverlay(QFrame):
    """A frame over the window while files are dragged over it."""

    files_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label = text_label(self.tr("Drop to import"), Type.PAGE_TITLE, "accent")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(label)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if files_of(event):
                event.acceptProposedAction()
                self._cover(watched)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            event.acceptProposedAction()
            self.files_dropped.emit(files_of(event))
            return True
        return super().eventFilter(watched, event)

    def _cover(self, window: QObject) -> None:
        if isinstance(window, QWidget):
            self.setGeometry(window.rect().adjusted(6, 6, -6, -6))
            self.raise_()
            self.show()


def files_of(event: QDropEvent) -> tuple[Path, ...]:
    """The local files that are dragged, none for anything else."""
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
