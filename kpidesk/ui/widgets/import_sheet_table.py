"""The sheet as the Check step shows it: letters, chips, rows, and marks on cells."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kpidesk.services.importing.plan import RowState
from kpidesk.ui.models.import_sheet import (
    LINE_ROLE,
    MARK_ROLE,
    ImportSheetModel,
    Line,
    LineKind,
    Mark,
)
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_column_header import CHIPS, LETTERS, ImportColumnHeader
from kpidesk.ui.widgets.import_row_header import ImportRowHeader, line_fill

_PAD = 8
_WIDEST = 260
_NARROWED = 110
_MEASURED = 60
Index = QModelIndex | QPersistentModelIndex


class SheetCellDelegate(QStyledItemDelegate):
    """Paints a cell: amber when changed, framed when it rejects its row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        mark: Mark = index.data(MARK_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = self._theme.tokens
        painter.save()
        fill = line_fill(line, tokens.surface, self._theme)
        if state & QStyle.StateFlag.State_Selected and line.kind is LineKind.DATA:
            fill = tokens.accent_weak
        if mark is Mark.CHANGED:
            fill = tokens.watch_weak
        painter.fillRect(box, QColor(fill))
        if line.kind is not LineKind.TITLE:
            rule = tokens.behind_weak if line.state is RowState.REJECTED else tokens.grid
            painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), QColor(rule))
        bottom = tokens.accent if line.kind is LineKind.HEADER else tokens.grid
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(bottom))
        self._paint_text(painter, box, index, line, mark)
        if mark is Mark.REJECTED:
            _frame(painter, box, tokens.behind)
        if state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, box, tokens.accent)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, box: QRect, index: Index, line: Line, mark: Mark
    ) -> None:
        tokens = self._theme.tokens
        strong = line.kind is LineKind.HEADER or mark is not Mark.NONE
        font = font_of(Type.TABLE_STRONG if strong else Type.TABLE)
        font.setItalic(line.kind is LineKind.TOTAL)
        ink = tokens.text
        if line.kind in (LineKind.TITLE, LineKind.TOTAL) or line.state is RowState.UNCHANGED:
            ink = tokens.muted
        if mark is Mark.REJECTED:
            ink = tokens.behind_text
        inner = QRectF(box).adjusted(_PAD, 0, -_PAD, 0)
        text = str(index.data() or "")
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        painter.drawText(inner, side, shown)


def _frame(painter: QPainter, box: QRect, colour: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 2))
    painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))


class ImportSheetTable(QTableView):
    """The table of the Check step. F8 and Shift+F8 go to the next and previous rejected row."""

    chip_pressed = Signal(int)

    def __init__(
        self, model: ImportSheetModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet = model
        self._theme = theme
        self._widths: tuple[int, ...] = ()
        self.columns = ImportColumnHeader(theme, self)
        self.rows = ImportRowHeader(theme, model, self)
        self.setHorizontalHeader(self.columns)
        self.setVerticalHeader(self.rows)
        self.setModel(model)
        self.setItemDelegate(SheetCellDelegate(theme, self))
        self.setAccessibleName(self.tr("The sheet and what becomes of its rows"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._corner = _Corner(theme, self.rows, self)
        self.columns.chip_pressed.connect(self.chip_pressed)
        self.horizontalScrollBar().valueChanged.connect(self.columns.place_chips)
        self.rows.geometriesChanged.connect(self._place_corner)
        model.modelReset.connect(self._span_titles)
        theme.theme_changed.connect(self._repaint)

    def fit(self) -> None:
        """Set chips, and widths from the first rows; called for another plan."""
        plan = self._sheet.plan
        last = plan.row_numbers[-1] if plan and len(plan.row_numbers) else 0
        totals = max((row.row for row in plan.totals_rows), default=0) if plan else 0
        self.rows.fit_numbers(max(last, totals))
        self.columns.set_heads(self._sheet.heads)
        self._widths = tuple(self._wanted_widths())
        self._spread()
        self._span_titles()
        self._place_corner()

    @Slot(int)
    def go_rejected(self, step: int) -> bool:
        """Select the bad cell of the next (1) or previous (-1) rejected row."""
        at = self._sheet.next_rejected(self.currentIndex().row(), step)
        if at is None:
            return False
        self.show_line(at)
        return True

    def show_line(self, at: int) -> None:
        """Select the cell that matters on a line and bring it into sight."""
        issue = self._sheet.issue_at(at)
        column = self._sheet.column_of_cell(issue.cell if issue else None)
        index = self._sheet.index(at, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _wanted_widths(self) -> list[int]:
        metrics = QFontMetricsF(font_of(Type.TABLE_STRONG))
        rows = min(self._sheet.rowCount(), _MEASURED)
        titles = [self._sheet.line(at).kind is LineKind.TITLE for at in range(rows)]
        widths = []
        for column, chip in enumerate(self.columns.chips):
            width = float(chip.wanted_width() + 8)
            for at in range(rows):
                if not titles[at]:
                    text = str(self._sheet.index(at, column).data() or "")
                    width = max(width, metrics.horizontalAdvance(text[:60]) + 2 * _PAD + 3)
            widths.append(min(int(width), _WIDEST))
        return widths

    def _spread(self) -> None:
        """Give every column the width that it wants, and what is left over to all alike."""
        widths = list(self._widths)
        if not len(widths) == len(self._sheet.heads) == len(self.columns.chips):
            return  # another plan was set and `fit` is still to come
        room = self.viewport().width()
        spare = room - sum(widths)
        if widths and spare > 0:
            widths = [width + spare // len(widths) for width in widths]
            widths[-1] += room - sum(widths)
        elif spare < 0:
            widths = self._squeezed(widths, -spare)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self.columns.place_chips()

    def _squeezed(self, widths: list[int], excess: int) -> list[int]:
        """Wide columns of words give way, as far as they can; figures are never cut."""
        give = [
            0 if head.right else max(0, width - max(_NARROWED, chip.wanted_width() + 8))
            for head, chip, width in zip(self._sheet.heads, self.columns.chips, widths, strict=True)
        ]
        share = min(1.0, excess / sum(give)) if sum(give) else 0.0
        return [width - math.ceil(part * share) for width, part in zip(widths, give, strict=True)]

    @Slot()
    def _span_titles(self) -> None:
        self.clearSpans()
        columns = self._sheet.columnCount()
        for at in range(min(self._sheet.rowCount(), 8)):
            if columns > 1 and self._sheet.line(at).kind is LineKind.TITLE:
                self.setSpan(at, 0, 1, columns)

    @Slot()
    def _place_corner(self) -> None:
        self._corner.setGeometry(
            self.frameWidth(), self.frameWidth(), self.rows.width(), LETTERS + CHIPS
        )

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()
        self.columns.viewport().update()
        self.rows.viewport().update()

    def _selected_text(self) -> str:
        cells = self.selectedIndexes()
        rows = sorted({index.row() for index in cells})
        columns = sorted({index.column() for index in cells})
        return "\n".join(
            "\t".join(str(self._sheet.index(row, column).data() or "") for column in columns)
            for row in rows
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
        self._place_corner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._selected_text())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.chip_pressed.emit(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)


class _Corner(QWidget):
    """What stands above the row numbers and beside the chips."""

    def __init__(self, theme: Theme, rows: ImportRowHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._label = QLabel(self.tr("goes to"), self)
        self._label.setFont(font_of(Type.SECOND))
        self._label.setProperty("tone", "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._label.move(self._rows.numbers_width + 12, LETTERS + (CHIPS - 16) // 2)

    def paintEvent(self, event: object) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        width, height = self.width(), self.height()
        number = self._rows.numbers_width
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(QRect(0, 0, width, LETTERS), QColor(tokens.sunken))
        painter.fillRect(QRect(0, 0, number, height), QColor(tokens.sunken))
        rule = QColor(tokens.border)
        painter.fillRect(QRect(0, LETTERS - 1, width, 1), rule)
        painter.fillRect(QRect(0, height - 1, width, 1), rule)
        painter.fillRect(QRect(number - 1, 0, 1, height), rule)
        painter.fillRect(QRect(width - 1, 0, 1, height), rule)
