"""The table "Teams and reps", with bars for attainment and marks for status."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kpidesk.domain.reports import ScopeLine
from kpidesk.ui.models.scope_lines import LINE_ROLE, LineColumn, ScopeLinesModel
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.status_mark import mark_width, paint_mark, shape_colour

ROW_HEIGHT = 28
_PAD = 4
_EDGE = 12
_BAR = 48
_INDENT = 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class ScopeLineDelegate(QStyledItemDelegate):
    """Paints a cell of the table: text, bar with the expected tick, or status."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ScopeLine = index.data(LINE_ROLE)
        box: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter, box, line, state)
        last = index.column() == LineColumn.WIN_RATE
        inner = QRectF(box).adjusted(_PAD, 0, -_EDGE if last else -_PAD, 0)
        text = str(index.data())
        match LineColumn(index.column()):
            case LineColumn.NAME:
                self._paint_name(painter, inner, line, text)
            case LineColumn.ATTAINMENT if line.scope is not None:
                self._paint_bar(painter, inner, line, text)
            case LineColumn.ATTAINMENT:
                self._paint_text(painter, inner, text, self._theme.tokens.muted, _LEFT)
            case LineColumn.PACE:
                if line.scope is not None:
                    font = font_of(Type.SECOND_STRONG)
                    paint_mark(painter, inner, line.status, self._theme.tokens, font)
            case LineColumn.WIN_RATE:
                self._paint_rate(painter, inner, line, text)
            case column:
                tokens = self._theme.tokens
                ink = tokens.text if column is LineColumn.WON else tokens.muted
                font = _row_font(line)
                self._paint_text(painter, inner, text, ink, _RIGHT, font)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def _paint_back(
        self, painter: QPainter, box: QRect, line: ScopeLine, state: QStyle.StateFlag
    ) -> None:
        tokens = self._theme.tokens
        colour = tokens.win if line.level == 0 else tokens.surface
        if state & QStyle.StateFlag.State_Selected:
            colour = tokens.accent_weak
        elif state & QStyle.StateFlag.State_MouseOver:
            colour = tokens.hover
        painter.fillRect(box, QColor(colour))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(tokens.grid))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), QColor(tokens.accent))

    def _paint_name(self, painter: QPainter, box: QRectF, line: ScopeLine, text: str) -> None:
        font = _row_font(line)
        inner = box.adjusted(_EDGE - _PAD + _INDENT * line.level, 0, 4, 0)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        self._paint_text(painter, inner, shown, self._theme.tokens.text, _LEFT, font)

    def _paint_bar(self, painter: QPainter, box: QRectF, line: ScopeLine, text: str) -> None:
        tokens = self._theme.tokens
        track = QRectF(box.left(), box.center().y() - 3, _BAR, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        if line.target is not None:
            painter.setBrush(QColor(tokens.track))
            painter.drawRoundedRect(track, 3, 3)
        share = min(1.0, max(0.0, float(line.attainment or 0)))
        if share > 0:
            painter.setBrush(shape_colour(line.status, tokens))
            filled = QRectF(track.left(), track.top(), max(6.0, _BAR * share), track.height())
            painter.drawRoundedRect(filled, 3, 3)
        if line.expected_share is not None and line.target is not None:
            x = track.left() + _BAR * min(1.0, max(0.0, float(line.expected_share)))
            painter.fillRect(QRectF(x - 1, track.center().y() - 6, 2, 12), QColor(tokens.target))
        self._paint_text(painter, box, text, tokens.text, _RIGHT, _row_font(line))

    def _paint_rate(self, painter: QPainter, box: QRectF, line: ScopeLine, text: str) -> None:
        tokens = self._theme.tokens
        rate, space, n = text.rpartition(" ")
        if line.win_rate is None or not space or not n[-1:].isdigit():
            self._paint_text(painter, box, text, tokens.faint, _RIGHT, font_of(Type.HINT))
            return
        small = font_of(Type.HINT)
        self._paint_text(painter, box, n, tokens.faint, _RIGHT, small)
        room = box.adjusted(0, 0, -QFontMetricsF(small).horizontalAdvance(n) - 4, 0)
        self._paint_text(painter, room, rate, tokens.text, _RIGHT, _row_font(line))

    def _paint_text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        ink: str,
        flags: Qt.AlignmentFlag,
        font: QFont | None = None,
    ) -> None:
        painter.setFont(font or font_of(Type.TABLE))
        painter.setPen(QColor(ink))
        painter.drawText(box, flags, text)


class ScopeLinesTable(QTableView):
    """Teams and reps with what they won; a row opens its scope."""

    scope_chosen = Signal(object)

    def __init__(self, model: ScopeLinesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(ScopeLineDelegate(theme, self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFont(font_of(Type.HEAD))
        header.setHighlightSections(False)
        header.setProperty("look", "edge")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(24)
        self.setAccessibleName(self.tr("Teams and reps"))
        self.activated.connect(self._choose)
        model.modelReset.connect(self._lay_out)
        model.dataChanged.connect(self._lay_out)

    @Slot()
    def _lay_out(self) -> None:
        """Give each column what its longest text needs; what is left goes to the names."""
        taken = 0
        for column in LineColumn:
            if column is not LineColumn.NAME:
                width = self._needed(column)
                self.setColumnWidth(column, width)
                taken += width
        names = self._needed(LineColumn.NAME)
        room = self.viewport().width() - taken
        self.setColumnWidth(LineColumn.NAME, max(room, min(names, 110)))
        for row, line in enumerate(self._lines.lines):
            wide = 3 if line.scope is None else 1
            if self.columnSpan(row, LineColumn.ATTAINMENT) != wide:
                self.setSpan(row, LineColumn.ATTAINMENT, 1, wide)

    def _needed(self, column: LineColumn) -> int:
        head = QFontMetricsF(font_of(Type.HEAD)).horizontalAdvance(
            str(self._lines.headerData(column, Qt.Orientation.Horizontal))
        )
        widths = [head]
        for line in self._lines.lines:
            text = self._lines.text(line, column)
            width = QFontMetricsF(_row_font(line)).horizontalAdvance(text)
            if column is LineColumn.ATTAINMENT:
                width = 0.0 if line.scope is None else width + _BAR + 8
            elif column is LineColumn.PACE:
                width = mark_width(line.status, font_of(Type.SECOND_STRONG))
            elif column is LineColumn.NAME:
                width += _EDGE - _PAD + _INDENT * line.level
            widths.append(width)
        edge = _EDGE - _PAD if column in (LineColumn.NAME, LineColumn.WIN_RATE) else 0
        return int(max(widths)) + 2 * _PAD + edge + 1

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        line: ScopeLine | None = index.data(LINE_ROLE)
        if line is not None and line.scope is not None:
            self.scope_chosen.emit(line.scope)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)


def _row_font(line: ScopeLine) -> QFont:
    return font_of(Type.TABLE_STRONG if line.level == 0 else Type.TABLE)
