"""A field for a day, in the frame of the other fields."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QDateEdit, QWidget

_RADIUS = 6


class DayEdit(QDateEdit):
    """Typed, or stepped by the arrow keys; the frame is the accent's while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setMinimumWidth(104)
        self.setFixedHeight(30)
        self.lineEdit().setTextMargins(6, 0, 6, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(2, 2, -2, -2))  # within the frame

    def paintEvent(self, event: QPaintEvent) -> None:
        role = QPalette.ColorRole
        focused = self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(role.Accent if focused else role.Mid)
        width = 2 if focused else 1
        painter.setPen(QPen(ink, width))
        painter.setBrush(self.palette().color(role.Base))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
