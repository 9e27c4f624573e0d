"""Lists to pick from: scopes in the top bar, anything in "Find or do"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from kpidesk.ui.choices import Choice

CHOICE_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """Choices in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices."""
        self.beginResetModel()
        self._choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.text}, {choice.kind}" if choice.kind else choice.text
        return choice if role == CHOICE_ROLE else None


class ChoiceFilter(QSortFilterProxyModel):
    """Keeps the choices that hold every word that was typed, in any order and case.

    Those that begin with what was typed come first: a person before a command that names them.
    """

    def __init__(self, choices: ChoiceModel) -> None:
        super().__init__()
        self._words: list[str] = []
        self._typed = ""
        self.setSourceModel(choices)

    def set_text(self, text: str) -> None:
        """Filter by what was typed."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self._typed = " ".join(self._words)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)
        self.sort(-1)  # the order given; sorting again is stable
        if self._words:
            self.sort(0)

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._begins(left) and not self._begins(right)

    def _begins(self, index: Index) -> bool:
        return str(index.data()).casefold().startswith(self._typed)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        choice: Choice = self.sourceModel().index(row, 0, parent).data(CHOICE_ROLE)
        text = f"{choice.text} {choice.kind}".casefold()
        return all(word in text for word in self._words)
