"""A choice of one with a caret that is drawn in the theme's colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from kpidesk.ui.theme.theme import Theme


class CaretCombo(QComboBox):
    """The wheel scrolls the page: it never changes a choice in passing.

    Without a theme, in a dialog that lives shortly, the caret has the colour of the text.
    """

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ink = self.palette().color(QPalette.ColorRole.Text)
        if self._theme is not None:
            tokens = self._theme.tokens
            ink = QColor(tokens.muted if self.isEnabled() else tokens.border2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(ink)
        x, y = self.width() - 14.0, self.height() / 2 - 2
        corners = [QPointF(x - 4, y), QPointF(x + 4, y), QPointF(x, y + 5)]
        painter.drawPolygon(QPolygonF(corners))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
