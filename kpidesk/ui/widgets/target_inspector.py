"""What is known of the chosen target: its values, what was reached, and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.pace import Status
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_totals_card import StatusLine
from kpidesk.ui.widgets.labels import push_button, separator, text_label

WIDTH = 268


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What the inspector shows, in words. `facts` and `changes` are pairs of label and value."""

    title: str
    period: str
    figure: str
    second: str
    status: Status
    status_text: str
    facts: Sequence[tuple[str, str]] = ()
    changes: Sequence[tuple[str, str]] = ()
    note: str = ""


class TargetInspector(QFrame):
    """Only shows; `edit_requested` asks for the dialog with all values."""

    edit_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumWidth(WIDTH)
        self._title = text_label("", Type.CARD_TITLE)
        self._title.setWordWrap(True)
        self._period = text_label("", Type.SECOND, "muted")
        self._figure = text_label("", Type.FIGURE)
        self._second = text_label("", Type.SECOND, "muted")
        self._second.setWordWrap(True)
        self.status = StatusLine(theme)
        self._note = text_label("", Type.SECOND, "muted")
        self._note.setWordWrap(True)
        self._facts = QGridLayout()
        self._facts.setVerticalSpacing(5)
        self._facts.setColumnStretch(1, 1)
        self._changes = QGridLayout()
        self._changes.setVerticalSpacing(4)
        self._changes.setHorizontalSpacing(12)
        self._changes.setColumnStretch(1, 1)
        self._changes_title = text_label(self.tr("Changes"), Type.BODY_STRONG)
        self._line = separator()
        self.edit = push_button(self.tr("All values…"))
        self.edit.clicked.connect(self.edit_requested)
        self._lay_out()
        theme.theme_changed.connect(self.update)
        self.set_facts(None)

    def set_facts(self, facts: TargetFacts | None) -> None:
        """Show another cell; None when none is chosen."""
        _clear(self._facts)
        _clear(self._changes)
        self.edit.setEnabled(facts is not None)
        self._title.setText(facts.title if facts else self.tr("No cell chosen"))
        self._period.setText(facts.period if facts else "")
        self._figure.setText(facts.figure if facts else "")
        self._second.setText(facts.second if facts else "")
        self._second.setVisible(bool(facts and facts.second))
        self._note.setText(facts.note if facts else "")
        self._note.setVisible(bool(facts and facts.note))
        self.status.setVisible(bool(facts and facts.status_text))
        if facts is not None:
            self.status.set_text(facts.status, facts.status_text)
            _fill(self._facts, facts.facts)
            _fill_changes(self._changes, facts.changes)
        shown = bool(facts and facts.changes)
        self._changes_title.setVisible(shown)
        self._line.setVisible(shown)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is said, for a reader of the screen and for tests."""
        labels = self.findChildren(type(self._title))
        return tuple(label.text() for label in labels if label.text() and not label.isHidden())

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._period)
        column.addSpacing(4)
        column.addWidget(self._figure)
        column.addWidget(self._second)
        column.addSpacing(4)
        column.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addLayout(self._facts)
        column.addWidget(self._note)
        column.addSpacing(6)
        column.addWidget(self._line)
        column.addSpacing(4)
        column.addWidget(self._changes_title)
        column.addLayout(self._changes)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QColor(tokens.border))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))


def _fill(grid: QGridLayout, pairs: Sequence[tuple[str, str]]) -> None:
    for at, (name, value) in enumerate(pairs):
        grid.addWidget(text_label(name, Type.SECOND, "muted"), at, 0)
        shown = text_label(value, Type.SECOND_STRONG)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(shown, at, 1)


def _fill_changes(grid: QGridLayout, pairs: Sequence[tuple[str, str]]) -> None:
    for at, (name, value) in enumerate(pairs):
        when = text_label(name, Type.SECOND, "muted")
        shown = text_label(value, Type.SECOND)
        shown.setWordWrap(True)
        grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, at, 1)


def _clear(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
