"""Tabs with the names of sheets, as at the foot of a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme

_HEIGHT = 26


class SheetFoot(QWidget):
    """The sunken strip under a sheet on which its tabs stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(34)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.drawRect(QRectF(0, 0, self.width(), 12))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.border))


class SheetTabs(QTabBar):
    """The chosen sheet stands on the surface in the accent's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFont(font_of(Type.SECOND_STRONG))
        self.setAccessibleName(self.tr("Sheets"))
        theme.theme_changed.connect(self.update)

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetricsF(font_of(Type.SECOND_STRONG)).horizontalAdvance(self.tabText(index))
        return QSize(int(width) + 24, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(self.count()):
            box = QRectF(self.tabRect(at)).adjusted(0.5, 1.5, -0.5, -1.5)
            chosen = at == self.currentIndex()
            if chosen:
                focused = self.hasFocus()
                edge = QColor(tokens.accent if focused else tokens.border)
                painter.setPen(QPen(edge, 2 if focused else 1))
                painter.setBrush(QColor(tokens.surface))
                painter.drawRoundedRect(box, 5, 5)
            painter.setFont(font_of(Type.SECOND_STRONG if chosen else Type.SECOND))
            painter.setPen(QColor(tokens.accent if chosen else tokens.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tabText(at))
