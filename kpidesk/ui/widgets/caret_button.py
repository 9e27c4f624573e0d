"""A button that opens a list: its text with a small triangle at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import FlatButton

_CARET = 9


class CaretButton(FlatButton):
    """A plain button with a caret that follows the theme."""

    def __init__(self, theme: Theme, kind: Type = Type.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "plain")
        self.setFont(font_of(kind))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the caret stands at the right
        self.setIconSize(QSize(_CARET, _CARET))
        theme.theme_changed.connect(self._colour)
        self._colour()

    @Slot()
    def _colour(self) -> None:
        self.setIcon(_caret(self._theme.tokens.faint, self.devicePixelRatioF()))


def _caret(colour: str, scale: float) -> QIcon:
    pixmap = QPixmap(round(_CARET * scale), round(_CARET * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([QPointF(1, 2), QPointF(8, 2), QPointF(4.5, 7.5)]))
    painter.end()
    return QIcon(pixmap)
