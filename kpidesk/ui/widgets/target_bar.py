"""The bar above the grid: which cell is chosen, its full value, and what the keys do."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import ElidedLabel, separator, text_label


class TargetBar(QFrame):
    """Follows the chosen cell, and the text while it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._cell = text_label("", Type.BODY_STRONG)
        self._cell.setMinimumWidth(150)
        self._value = text_label("", Type.BODY_STRONG)
        self._effect = ElidedLabel(Type.SECOND, "muted")
        self._keys = text_label("", Type.SECOND, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(10)
        row.addWidget(self._cell)
        row.addWidget(separator(vertical=True))
        row.addWidget(self._value)
        row.addWidget(self._effect, 1)
        row.addWidget(self._keys)
        self.setFixedHeight(30)

    def set_cell(self, name: str, value: str, effect: str) -> None:
        """A cell that is chosen, not edited."""
        self._cell.setText(name)
        self._value.setText(value)
        self._effect.set_whole(effect)
        self._keys.setText(self.tr("F2 edits, Delete clears"))

    def set_typed(self, value: str, effect: str) -> None:
        """What the typed text would set."""
        self._value.setText(value)
        self._effect.set_whole(effect)
        self._keys.setText(self.tr("Enter saves, Esc puts back"))

    @property
    def value(self) -> str:
        return self._value.text()
