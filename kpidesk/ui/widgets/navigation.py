"""The navigation on the left: 196 px with words, or a rail of 52 px with icons only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpidesk.ui.models.page_list import PAGE_ROLE, PageListModel
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import ElidedLabel, frame, separator, text_label

WIDTH = 196
RAIL_WIDTH = 52
_ROW = 31
_GROUP_GAP = 12
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _NavigationDelegate(QStyledItemDelegate):
    """Paints an entry: icon, name, and the shortcut of the chosen one."""

    def __init__(self, pages: PageListModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        self._theme = theme
        self.rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        gap = _GROUP_GAP if self._pages.starts_group(index.row()) else 0
        return QSize(RAIL_WIDTH - 16, _ROW + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        page: Page = index.data(PAGE_ROLE)
        box: QRect = option.rect
        state = option.state
        gap = _GROUP_GAP if self._pages.starts_group(index.row()) else 0
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = QRectF(box).adjusted(0.5, gap + 0.5, -0.5, -0.5)
        self._paint_back(painter, entry, state, chosen=chosen)
        tokens = self._theme.tokens
        icon = self._theme.icon(page.icon, tokens.accent if chosen else tokens.muted)
        left = entry.center().x() - 8 if self.rail else entry.left() + 10
        icon.paint(painter, QRect(round(left), round(entry.center().y() - 8), 16, 16))
        if not self.rail:
            self._paint_words(painter, entry, page, chosen=chosen)
        painter.restore()

    def _paint_back(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, chosen: bool
    ) -> None:
        tokens = self._theme.tokens
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if not (chosen or focused or hovered):
            return
        edge = tokens.accent if focused else (tokens.border if chosen else tokens.hover)
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.setBrush(QColor(tokens.surface if chosen else tokens.hover))
        shrink = 0.5 if focused else 0.0
        painter.drawRoundedRect(box.adjusted(shrink, shrink, -shrink, -shrink), 6, 6)

    def _paint_words(self, painter: QPainter, box: QRectF, page: Page, *, chosen: bool) -> None:
        tokens = self._theme.tokens
        painter.setFont(font_of(Type.BODY_STRONG if chosen else Type.BODY_MEDIUM))
        painter.setPen(QColor(tokens.text if chosen else tokens.muted))
        painter.drawText(box.adjusted(35, 0, -8, 0), _LEFT, page.title)
        used = 35 + painter.fontMetrics().horizontalAdvance(page.title) + 9
        painter.setFont(font_of(Type.HINT))
        room = box.width() - used - painter.fontMetrics().horizontalAdvance(page.shortcut)
        if chosen and page.shortcut and room >= 8:
            painter.setPen(QColor(tokens.faint))
            painter.drawText(box.adjusted(0, 0, -9, 0), _RIGHT, page.shortcut)


class Navigation(QFrame):
    """Lists the pages; `page_chosen` carries a page's key."""

    page_chosen = Signal(str)

    def __init__(
        self, pages: PageListModel, theme: Theme, logo: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "nav")
        self._pages = pages
        self._theme = theme
        self._name = text_label("KPIDesk", Type.CARD_TITLE)
        self._file = ElidedLabel(Type.HEAD, "muted")
        self._saved = ElidedLabel(Type.HINT, "faint")
        self._list = QListView()
        self._delegate = _NavigationDelegate(pages, theme, self._list)
        self._make_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        column.addWidget(self._head(logo))
        column.addWidget(self._list, 1)
        column.addWidget(self._foot())
        theme.theme_changed.connect(self._list.viewport().update)
        self.set_rail(False)

    @property
    def rail(self) -> bool:
        """Whether only the icons are shown."""
        return self._delegate.rail

    def set_rail(self, rail: bool) -> None:
        """Show icons only, or icons with words."""
        self._delegate.rail = rail
        self.setFixedWidth(RAIL_WIDTH if rail else WIDTH)
        self._name.setVisible(not rail)
        self._footer.setVisible(not rail)
        self._list.scheduleDelayedItemsLayout()
        self._list.viewport().update()

    def set_page(self, key: str) -> None:
        """Mark the page that is shown."""
        index = self._pages.index(self._pages.row_of(key))
        if not self._list.selectionModel().isSelected(index):
            self._list.setCurrentIndex(index)
            self._list.selectionModel().select(index, _SELECT)

    def set_file(self, name: str, second: str) -> None:
        """The company file's name, and when it was saved."""
        self._file.set_whole(name)
        self._saved.set_whole(second)

    def _make_list(self) -> None:
        view = self._list
        view.setModel(self._pages)
        view.setItemDelegate(self._delegate)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty("look", "entries")
        view.setAccessibleName(self.tr("Pages"))
        view.selectionModel().currentChanged.connect(self._choose)

    def _head(self, logo: Path) -> QWidget:
        picture = QLabel()
        pixmap = QPixmap(str(logo))
        if not pixmap.isNull():
            pixmap.setDevicePixelRatio(pixmap.width() / 22)
            picture.setPixmap(pixmap)
        holder = QWidget()
        holder.setFixedHeight(47)
        row = QHBoxLayout(holder)
        row.setContentsMargins(7, 3, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture)
        row.addWidget(self._name, 1)
        return holder

    def _foot(self) -> QWidget:
        self._footer = frame("foot")
        column = QVBoxLayout(self._footer)
        column.setContentsMargins(8, 0, 4, 0)
        column.setSpacing(3)
        column.addWidget(separator())
        column.addSpacing(5)
        column.addWidget(self._file)
        column.addWidget(self._saved)
        return self._footer

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        page: Page | None = current.data(PAGE_ROLE)
        if page is not None:
            self.page_chosen.emit(page.key)
