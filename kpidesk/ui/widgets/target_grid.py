"""The grid in which targets are typed: names stay put, the editor stands in the cell."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kpidesk.domain.periods import Grain
from kpidesk.ui.models.targets_grid import CELL_ROLE, GridCell, TargetsGridModel
from kpidesk.ui.models.targets_rows import Source
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.target_headers import ROW_HEIGHT, TargetColumns, TargetNames

_PAD = 4
_BEFORE = 2
_NARROWEST = {Grain.MONTH: 36, Grain.QUARTER: 38, Grain.YEAR: 44}
Index = QModelIndex | QPersistentModelIndex
_FILLS = (Qt.Key.Key_D, Qt.Key.Key_R)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TargetCellDelegate(QStyledItemDelegate):
    """Paints a cell and opens its editor. `edited` follows the text; `moved` where to go next."""

    edited = Signal(str)
    moved = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: GridCell = index.data(CELL_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = self._theme.tokens
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(tokens.accent_weak if chosen else self._fill(cell)))
        painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), QColor(tokens.grid))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(tokens.grid))
        painter.setFont(self._font(cell))
        painter.setPen(QColor(self._ink(cell)))
        room = QRectF(box).adjusted(0, 0, -_PAD, 0)
        painter.drawText(room, _RIGHT, str(index.data() or ""))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))
        painter.restore()

    def _fill(self, cell: GridCell) -> str:
        tokens = self._theme.tokens
        if cell.row.difference:
            over = cell.shown.share is not None and cell.column.period.grain is Grain.YEAR
            return tokens.watch_weak if over else tokens.surface
        if cell.row.children:
            return tokens.sunken
        return tokens.surface if cell.column.period.grain is Grain.MONTH else tokens.win

    def _ink(self, cell: GridCell) -> str:
        tokens = self._theme.tokens
        if cell.pending:
            return tokens.accent
        if cell.row.difference:
            return tokens.watch_text if cell.shown.share is not None else tokens.muted
        if cell.shown.source is not Source.OWN:
            return tokens.faint
        return tokens.muted if cell.closed else tokens.text

    def _font(self, cell: GridCell) -> QFont:
        own = cell.shown.source is Source.OWN
        if cell.row.difference:
            over = cell.shown.share is not None
            return font_of(Type.HEAD_STRONG if over else Type.HEAD)
        whole = cell.column.period.grain is Grain.YEAR
        strong = cell.pending or (own and (bool(cell.row.children) or whole))
        font = font_of(Type.SECOND_STRONG if strong else Type.SECOND)
        font.setItalic(cell.shown.source in (Source.PARTS, Source.CHILDREN))
        return font

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        tokens = self._theme.tokens
        editor = QLineEdit(parent)
        editor.setFont(font_of(Type.SECOND_STRONG))
        editor.setAlignment(_RIGHT)
        editor.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {tokens.accent}; border-radius: 0; padding: 0 3px;"
            f" min-height: 0; background: {tokens.surface}; color: {tokens.text}; }}"
        )
        cell: GridCell = index.data(CELL_ROLE)
        editor.setAccessibleName(
            self.tr("Target of {name}, {period}").format(
                name=cell.row.name, period=cell.column.period
            )
        )
        editor.textEdited.connect(self.edited)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box: QRect = option.rect
        extra = max(0, 74 - box.width())  # a number is never cut short while it is typed
        editor.setGeometry(box.adjusted(-extra, 0, 0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes down and Tab to the right, as in a spreadsheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _step_of(event)
            if step is not None and isinstance(watched, QLineEdit):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.moved.emit(*step)
                return True
        return super().eventFilter(watched, event)


def _step_of(event: QKeyEvent) -> tuple[int, int] | None:
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return (-1, 0) if up else (1, 0)
        case Qt.Key.Key_Tab:
            return (0, 1)
        case Qt.Key.Key_Backtab:
            return (0, -1)
    return None


class TargetGrid(QTableView):
    """Arrows, Tab and Enter move; typing, F2 or a double click edits; Delete takes away.

    `cleared`, `copied`, `pasted`, `filled_down` and `filled_right` carry the chosen indexes.
    `edited` follows what is typed.
    """

    cell_chosen = Signal(QModelIndex)
    cleared = Signal(object)
    copied = Signal(object)
    pasted = Signal(object)
    filled_down = Signal(object)
    filled_right = Signal(object)
    edited = Signal(str)
    editor_closed = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(
        self, model: TargetsGridModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = model
        self._theme = theme
        self._needed: list[int] = []
        self.names = TargetNames(theme, model, self)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(TargetColumns(theme, model, self))
        self.setModel(model)
        self.delegate = TargetCellDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Targets"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.delegate.edited.connect(self.edited)
        self.delegate.moved.connect(self.move_by)
        self.delegate.closeEditor.connect(self._tell_closed)
        theme.theme_changed.connect(self._repaint)

    def fit(self) -> None:
        """Make columns as wide as their widest figure: numbers are never cut short."""
        content = self._grid.content
        if content is None:
            return
        metrics = QFontMetricsF(font_of(Type.SECOND_STRONG))
        widths: dict[Grain, float] = {grain: float(px) for grain, px in _NARROWEST.items()}
        for at, column in enumerate(content.columns):
            grain = column.period.grain
            rows = range(min(self._grid.rowCount(), 400))
            texts = [str(self._grid.index(row, at).data() or "") for row in rows]
            texts.append(str(self._grid.headerData(at, Qt.Orientation.Horizontal) or ""))
            for text in texts:
                needed = metrics.horizontalAdvance(text) + _PAD + _BEFORE
                widths[grain] = max(widths[grain], needed)
        self._needed = [int(widths[column.period.grain]) + 1 for column in content.columns]
        self.names.fit()
        self._spread()

    def _spread(self) -> None:
        """Give the columns what room there is beyond their needs."""
        columns = self._grid.columnCount()
        if not columns or len(self._needed) != columns:
            return
        each, rest = divmod(max(0, self.viewport().width() - sum(self._needed)), columns)
        for at, needed in enumerate(self._needed):
            self.setColumnWidth(at, needed + each + (at >= columns - rest))

    @Slot(int, int)
    def move_by(self, rows: int, columns: int) -> None:
        """Go some rows down or columns to the right; rows of differences are stepped over."""
        at = self.currentIndex()
        row, column = at.row() + rows, at.column() + columns
        while 0 <= row < self._grid.rowCount() and rows and self._grid.row_at(row).difference:
            row += rows
        target = self._grid.index(row, column)
        if target.isValid():
            self.setCurrentIndex(target)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.names.viewport().update()
        self.cell_chosen.emit(self._grid.index(current.row(), current.column()))

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().height() + ROW_HEIGHT * self._grid.rowCount() + 2
        return QSize(700, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    @Slot()
    def _tell_closed(self) -> None:
        self.editor_closed.emit()
        self.setFocus()

    @Slot()
    def _repaint(self) -> None:
        for part in (self, self.names, self.horizontalHeader()):
            part.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        wishes = (
            (keys.Copy, self.copied),
            (keys.Paste, self.pasted),
        )
        for key, signal in wishes:
            if event.matches(key):
                signal.emit(self.selectedIndexes())
                return
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _FILLS:
            signal = self.filled_down if event.key() == Qt.Key.Key_D else self.filled_right
            signal.emit(self.selectedIndexes())
        elif event.matches(keys.Undo):
            self.undo_requested.emit()
        elif event.matches(keys.Redo):
            self.redo_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit(self.selectedIndexes())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            step = _step_of(event)
            assert step is not None
            self.move_by(*step)
        else:
            super().keyPressEvent(event)
