"""How many figures are on track, to watch and behind; a click shows only those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kpidesk.domain.pace import Status
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import tool_button
from kpidesk.ui.widgets.status_mark import JUDGED, shape_icon

_TONES = {Status.ON_TRACK: "accent", Status.WATCH: "watch", Status.BEHIND: "behind"}


class StatusCounts(QWidget):
    """Three small buttons. `filter_changed` carries a status or None for all."""

    filter_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[Status, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for status in JUDGED:
            button = tool_button("", "count", Type.SECOND_STRONG)
            button.setProperty("tone", _TONES[status])
            button.setCheckable(True)
            button.setIconSize(QSize(12, 12))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(self._filter)
            row.addWidget(button)
            self._buttons[status] = button
        theme.theme_changed.connect(self._colour)
        self._colour()

    @property
    def chosen(self) -> Status | None:
        """The status that is filtered by."""
        return next((status for status, b in self._buttons.items() if b.isChecked()), None)

    def set_statuses(self, statuses: Iterable[Status]) -> None:
        """Count them; a status that nobody has is left out."""
        counts = Counter(statuses)
        texts = {
            Status.ON_TRACK: self.tr("%n on track", "", counts[Status.ON_TRACK]),
            Status.WATCH: self.tr("%n to watch", "", counts[Status.WATCH]),
            Status.BEHIND: self.tr("%n behind", "", counts[Status.BEHIND]),
        }
        for status, button in self._buttons.items():
            button.setText(texts[status])
            button.setAccessibleName(texts[status])
            button.setVisible(counts[status] > 0)
            if not counts[status] and button.isChecked():
                button.setChecked(False)
                self.filter_changed.emit(None)

    @Slot(bool)
    def _filter(self, checked: bool) -> None:
        pressed = self.sender()
        for button in self._buttons.values():
            if button is not pressed:
                button.setChecked(False)
        self.filter_changed.emit(self.chosen if checked else None)

    @Slot()
    def _colour(self) -> None:
        for status, button in self._buttons.items():
            button.setIcon(shape_icon(status, self._theme.tokens, self.devicePixelRatioF()))
