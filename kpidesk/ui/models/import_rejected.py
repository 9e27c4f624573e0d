"""Rejected rows, those of one reason together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kpidesk.services.importing.plan import Issue

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
REASON_ROLE = Qt.ItemDataRole.UserRole + 1
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong, and in which rows."""

    message: str
    rows: tuple[int, ...]
    other_row: int | None


def reasons_of(issues: Sequence[Issue]) -> tuple[Reason, ...]:
    """Issues that say the same put together, in the order of the sheet."""
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        found.setdefault(issue.message, []).append(issue)
    return tuple(
        Reason(message, tuple(dict.fromkeys(one.row for one in same)), same[0].other_row)
        for message, same in found.items()
    )


class RejectedModel(QAbstractListModel):
    """A line for each reason."""

    def __init__(self) -> None:
        super().__init__()
        self._reasons: tuple[Reason, ...] = ()

    def set_issues(self, issues: Sequence[Issue]) -> None:
        """Show the rejected rows of another table."""
        self.beginResetModel()
        self._reasons = reasons_of(issues)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._reasons)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        reason = self._reasons[index.row()]
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return f"{self._rows_text(reason)}: {reason.message}"
        return reason if role == REASON_ROLE else None

    def _rows_text(self, reason: Reason) -> str:
        if len(reason.rows) == 1:
            return self.tr("Row {row}").format(row=reason.rows[0])
        listed = ", ".join(str(row) for row in reason.rows[:_NAMED])
        if len(reason.rows) > _NAMED:
            more = len(reason.rows) - _NAMED
            return self.tr("Rows {rows} and %n more", "", more).format(rows=listed)
        return self.tr("Rows {rows}").format(rows=listed)
