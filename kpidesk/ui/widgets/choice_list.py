"""A field to type in over a list that it filters: in popups and in "Find or do"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpidesk.ui.choices import Choice
from kpidesk.ui.models.choices import CHOICE_ROLE, ChoiceFilter, ChoiceModel
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _ChoiceDelegate(QStyledItemDelegate):
    """A choice: its text by depth, and at the right what it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(CHOICE_ROLE)
        box: QRect = option.rect
        state = option.state
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tokens.accent_weak))
            painter.drawRoundedRect(QRectF(box).adjusted(0, 1, 0, -1), 5, 5)
        inner = QRectF(box).adjusted(10 + 14 * choice.depth, 0, -10, 0)
        painter.setFont(font_of(Type.BODY))
        painter.setPen(QColor(tokens.text))
        painter.drawText(inner, _LEFT, choice.text)
        painter.setFont(font_of(Type.HEAD))
        painter.setPen(QColor(tokens.faint))
        painter.drawText(inner, _RIGHT, choice.shortcut or choice.kind)
        painter.restore()


class ChoiceList(QFrame):
    """The field and its list; `chosen` carries the Choice."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "popup")
        self._model = ChoiceModel()
        self._filter = ChoiceFilter(self._model)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setFont(font_of(Type.BODY))
        self.list = QListView()
        self.list.setModel(self._filter)
        self.list.setItemDelegate(_ChoiceDelegate(theme, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._take_current)
        self.list.clicked.connect(self._take)
        self.field.installEventFilter(self)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these, with nothing typed yet."""
        self._model.set_choices(choices)
        self.field.clear()
        self._narrow("")

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._filter.set_text(text)
        self.list.setCurrentIndex(self._filter.index(0, 0))

    @Slot()
    def _take_current(self) -> None:
        self._take(self.list.currentIndex())

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE)
        if choice is not None:
            self.chosen.emit(choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self._move(event.key())
            return True
        return super().eventFilter(watched, event)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}.get(Qt.Key(key), 8)
        row = self.list.currentIndex().row() + step
        row = max(0, min(self._filter.rowCount() - 1, row))
        self.list.setCurrentIndex(self._filter.index(row, 0))


class ChoicePopup(QDialog):
    """A choice list in a window of its own that closes when something is chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, hint: str, parent: QWidget, *, popup: bool) -> None:
        super().__init__(parent)
        kind = Qt.WindowType.Popup if popup else Qt.WindowType.Dialog
        self.setWindowFlags(kind | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(hint)
        self.choices = ChoiceList(theme, hint)
        self.choices.chosen.connect(self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choices)

    def open_at(self, at: QPoint, size: QSize, choices: Sequence[Choice]) -> None:
        """Show the choices at a place of the screen."""
        self.choices.set_choices(choices)
        self.setFixedSize(size)
        self.move(at)
        self.show()
        self.activateWindow()
        self.choices.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _finish(self, choice: Choice) -> None:
        self.hide()
        self.chosen.emit(choice)
