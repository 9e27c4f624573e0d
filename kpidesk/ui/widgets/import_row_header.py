"""The rows' numbers in the sheet and what becomes of each; stays put when columns scroll."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kpidesk.services.importing.plan import RowState
from kpidesk.ui.models.import_sheet import ImportSheetModel, Line, LineKind
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_marks import SIZE, paint_state, state_colour, state_word

ROW_HEIGHT = 27
STATUS = 176
_PAD = 10


class ImportRowHeader(QHeaderView):
    """The vertical header of the sheet."""

    def __init__(self, theme: Theme, model: ImportSheetModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._sheet = model
        self._numbers = 34
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setSectionsClickable(True)
        self.setAccessibleName(self.tr("Rows and what becomes of them"))

    @property
    def numbers_width(self) -> int:
        """The width of the column of row numbers."""
        return self._numbers

    def fit_numbers(self, largest: int) -> None:
        """Make room for the largest row number."""
        metrics = QFontMetricsF(font_of(Type.HEAD))
        self._numbers = max(34, int(metrics.horizontalAdvance(str(largest)) + 16))
        self.setFixedWidth(self._numbers + STATUS)

    def sizeHint(self) -> QSize:
        return QSize(self._numbers + STATUS, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        line = self._sheet.line(logicalIndex)
        tokens = self._theme.tokens
        painter.save()
        number = QRect(rect.left(), rect.top(), self._numbers, rect.height())
        painter.fillRect(rect, QColor(line_fill(line, tokens.surface, self._theme)))
        header = line.kind is LineKind.HEADER
        painter.fillRect(number, QColor(tokens.accent_weak if header else tokens.sunken))
        painter.setFont(self._number_font(line))
        painter.setPen(QColor(tokens.text if header else tokens.faint))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(line.row))
        self._paint_status(painter, rect.adjusted(self._numbers, 0, 0, 0), line)
        rule = QColor(tokens.border)
        painter.fillRect(QRect(number.right(), rect.top(), 1, rect.height()), rule)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), rule)
        bottom = QColor(tokens.accent if header else tokens.grid)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), bottom)
        painter.restore()

    def _number_font(self, line: Line) -> QFont:
        font = font_of(Type.HEAD_STRONG if line.kind is LineKind.HEADER else Type.HEAD)
        font.setItalic(line.kind is LineKind.TOTAL)
        return font

    def _paint_status(self, painter: QPainter, box: QRect, line: Line) -> None:
        tokens = self._theme.tokens
        room = QRectF(box).adjusted(_PAD, 0, -6, 0)
        if line.kind is LineKind.HEADER:
            self._text(painter, room, self.tr("Header row"), Type.TABLE_STRONG, tokens.accent)
        elif line.kind is LineKind.TOTAL:
            text = self.tr("Total row, not imported")
            self._text(painter, room, text, Type.TABLE, tokens.muted, italic=True)
        elif line.state is not None:
            self._paint_state(painter, room, line.state, line.detail)

    def _paint_state(self, painter: QPainter, room: QRectF, state: RowState, detail: str) -> None:
        tokens = self._theme.tokens
        centre = QPointF(room.left() + SIZE / 2, room.center().y())
        paint_state(painter, centre, state, tokens)
        room = room.adjusted(SIZE + 7, 0, 0, 0)
        ink = state_colour(state, tokens)
        used = self._text(painter, room, state_word(state), Type.TABLE_STRONG, ink)
        self._text(painter, room.adjusted(used + 7, 0, 0, 0), detail, Type.SECOND, tokens.muted)

    def _text(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        kind: Type,
        ink: str,
        *,
        italic: bool = False,
    ) -> float:
        font = font_of(kind)
        font.setItalic(italic)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


def line_fill(line: Line, surface: str, theme: Theme) -> str:
    """The background of a line."""
    tokens = theme.tokens
    if line.kind in (LineKind.TITLE, LineKind.TOTAL):
        return tokens.win
    if line.kind is LineKind.HEADER:
        return tokens.accent_weak
    if line.state is RowState.REJECTED:
        return tokens.behind_weak
    return surface
