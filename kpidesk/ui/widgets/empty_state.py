"""What a page says when there is nothing to show, and the ways on from there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import text_label


class EmptyState(QWidget):
    """A sentence, a second one beneath it, and buttons."""

    def __init__(self, title: str, second: str, *buttons: QPushButton) -> None:
        super().__init__()
        heading = text_label(title, Type.PAGE_TITLE)
        explanation = text_label(second, Type.BODY, "muted")
        explanation.setWordWrap(True)
        for label in (heading, explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(heading)
        column.addWidget(explanation)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)
