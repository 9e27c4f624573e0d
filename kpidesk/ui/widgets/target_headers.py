"""Names at the left and periods at the top of the target grid."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from kpidesk.domain.periods import Grain
from kpidesk.ui.models.targets_grid import CHIP_ROLE, TargetsGridModel
from kpidesk.ui.models.targets_rows import GridRow
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme

ROW_HEIGHT = 27
_INDENT = 10
_EDGE = 11
_NARROWEST, _WIDEST = 140, 220
_MEASURED = 400
_GAP, _CHIP_PAD = 5, 5
_BEHIND = 7


class TargetNames(QHeaderView):
    """Whom the row is about, indented by level."""

    def __init__(self, theme: Theme, model: TargetsGridModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._grid = model
        self._view = parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setFixedWidth(_NARROWEST)
        self.setAccessibleName(self.tr("Whom the targets are for"))

    def fit(self) -> None:
        """As wide as the longest name, within limits."""
        metrics = QFontMetricsF(font_of(Type.SECOND_STRONG))
        widest = float(_NARROWEST)
        for at in range(min(self._grid.rowCount(), _MEASURED)):
            row = self._grid.row_at(at)
            text = str(self._grid.headerData(at, Qt.Orientation.Vertical) or "")
            chip = self._chip_room(at)
            widest = max(widest, metrics.horizontalAdvance(text) + _left(row) + chip + _BEHIND + 1)
        self.setFixedWidth(int(min(widest, _WIDEST)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        row = self._grid.row_at(logicalIndex)
        tokens = self._theme.tokens
        current = logicalIndex == self._view.currentIndex().row() and not row.difference
        painter.save()
        fill = tokens.sunken if row.children and not row.difference else tokens.surface
        painter.fillRect(rect, QColor(tokens.accent_weak if current else fill))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.grid))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(tokens.border2))
        strong = bool(row.children) and not row.difference
        font = font_of(Type.SECOND_STRONG if strong or current else Type.SECOND)
        ink = tokens.accent if current else tokens.text
        if row.difference:
            font, ink = font_of(Type.HEAD), tokens.muted
        chip = self._chip_room(logicalIndex)
        room = QRectF(rect).adjusted(_left(row), 0, -_BEHIND - chip, 0)
        text = str(self._grid.headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if chip:
            left = room.left() + QFontMetricsF(font).horizontalAdvance(shown) + _GAP
            box = QRectF(left, rect.center().y() - 7.5, chip - _GAP, 16)
            self._paint_chip(painter, box, self._chip(logicalIndex))
        painter.restore()

    def _chip(self, at: int) -> str:
        return str(self._grid.headerData(at, Qt.Orientation.Vertical, CHIP_ROLE) or "")

    def _chip_room(self, at: int) -> float:
        text = self._chip(at)
        if not text:
            return 0.0
        return QFontMetricsF(font_of(Type.HINT)).horizontalAdvance(text) + 2 * _CHIP_PAD + _GAP

    def _paint_chip(self, painter: QPainter, box: QRectF, text: str) -> None:
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border2), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(font_of(Type.HINT))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _left(row: GridRow) -> int:
    return _EDGE + _INDENT * row.level


class TargetColumns(QHeaderView):
    """Months, quarters and the year; the chosen one in the accent's colour."""

    def __init__(self, theme: Theme, model: TargetsGridModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._grid = model
        self._view = parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(30)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), ROW_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        content = self._grid.content
        if content is None:
            return
        tokens = self._theme.tokens
        period = content.columns[logicalIndex].period
        current = logicalIndex == self._view.currentIndex().column()
        today = period.grain is Grain.MONTH and period.contains(content.today)
        painter.save()
        fill = tokens.accent_weak if current or today else tokens.win
        painter.fillRect(rect, QColor(fill))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(tokens.grid))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.border))
        strong = current or period.grain is not Grain.MONTH
        painter.setFont(font_of(Type.HEAD_STRONG if strong else Type.HEAD))
        closed = period.last < content.today
        ink = tokens.accent if current else tokens.faint if closed else tokens.muted
        painter.setPen(QColor(ink))
        text = str(self._grid.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        room = QRectF(rect).adjusted(2, 0, -4, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, text)
        painter.restore()


class TargetCorner(QWidget):
    """The corner cell, which names the unit of the grid."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""

    def set_text(self, text: str) -> None:
        """The unit, `1 000 kr`."""
        self._text = text
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def paintEvent(self, event: object) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.win))
        rule = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(rule, QColor(tokens.border))
        edge = QRect(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, QColor(tokens.border2))
        painter.setFont(font_of(Type.HEAD))
        painter.setPen(QColor(tokens.faint))
        room = QRectF(self.rect()).adjusted(_EDGE, 0, -4, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._text)
