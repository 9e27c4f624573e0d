"""The pages that the navigation lists."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.ui.pages import Page

PAGE_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class PageListModel(QAbstractListModel):
    """Pages in the order in which they were registered, by group."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[Page] = []

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(self._pages)

    def add(self, page: Page) -> None:
        """Put a page behind the others of its group."""
        at = sum(known.group <= page.group for known in self._pages)
        self.beginInsertRows(QModelIndex(), at, at)
        self._pages.insert(at, page)
        self.endInsertRows()

    def row_of(self, key: str) -> int:
        """The row of a page; -1 if there is none of that key."""
        return next((row for row, page in enumerate(self._pages) if page.key == key), -1)

    def starts_group(self, row: int) -> bool:
        """Whether a gap stands above the row."""
        return row > 0 and self._pages[row].group != self._pages[row - 1].group

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        page = self._pages[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return page.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{page.title} ({page.shortcut})" if page.shortcut else page.title
        return page if role == PAGE_ROLE else None
