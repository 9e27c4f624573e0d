"""The steps of a piece of work across the top of its page: done, present and to come."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import separator, text_label

_CIRCLE = 20.0
_GAP = 7.0
HEIGHT = 56


class StepButton(QAbstractButton):
    """One step: a circle with its number or a tick, its name and a second line."""

    def __init__(self, theme: Theme, number: int, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._second = ""
        self._state = "later"
        self.setText(title)
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state("later")
        theme.theme_changed.connect(self.update)

    def set_second(self, text: str) -> None:
        """The line under the name: what was chosen in this step."""
        self._second = text
        self.setToolTip(text)
        self._name()
        self.updateGeometry()
        self.update()

    def set_state(self, state: str) -> None:
        """`done` (can be gone back to), `present` or `later`."""
        self._state = state
        self.setEnabled(state == "done")
        done = state == "done"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if done else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if done else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._name()
        self.update()

    @property
    def state(self) -> str:
        return self._state

    def _name(self) -> None:
        words = {
            "done": self.tr("done"),
            "present": self.tr("this step"),
            "later": self.tr("to come"),
        }
        parts = (self.text(), words[self._state], self._second)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def sizeHint(self) -> QSize:
        title = QFontMetricsF(font_of(Type.BODY_MEDIUM)).horizontalAdvance(self.text())
        second = QFontMetricsF(font_of(Type.HINT)).horizontalAdvance(self._second)
        return QSize(int(_CIRCLE + _GAP + min(max(title, second), 190.0) + 8), 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_circle(painter)
        left = _CIRCLE + _GAP + 2
        top = 2 if self._second else (self.height() - 19) / 2
        room = QRectF(left, top, self.width() - left - 2, 19)
        strong = self._state == "present"
        font = font_of(Type.BODY_STRONG if strong else Type.BODY_MEDIUM)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if self._state == "later" else tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        font = font_of(Type.HINT)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        second = QFontMetricsF(font).elidedText(
            self._second, Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room.translated(0, 17), Qt.AlignmentFlag.AlignVCenter, second)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_circle(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        circle = QRectF(2, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        fills = {"done": tokens.accent_weak, "present": tokens.accent, "later": tokens.surface}
        painter.setBrush(QColor(fills[self._state]))
        painter.setPen(
            QPen(QColor(tokens.border2), 1) if self._state == "later" else Qt.PenStyle.NoPen
        )
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._state == "done":
            painter.setPen(QPen(QColor(tokens.accent), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            x, y = circle.center().x(), circle.center().y()
            tick = [QPointF(x - 4, y), QPointF(x - 1, y + 3), QPointF(x + 4, y - 3.5)]
            painter.drawPolyline(QPolygonF(tick))
            return
        painter.setFont(font_of(Type.HEAD_STRONG))
        ink = tokens.accent_fg if self._state == "present" else tokens.muted
        painter.setPen(QColor(ink))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepHeader(QFrame):
    """Title, steps joined by lines, and a note at the right."""

    step_chosen = Signal(int)

    def __init__(self, theme: Theme, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setFixedHeight(HEIGHT)
        self._title = text_label("", Type.PAGE_TITLE)
        self._note = text_label("", Type.SECOND, "muted")
        self.steps = tuple(StepButton(theme, at + 1, name) for at, name in enumerate(names))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(9)
        row.addWidget(self._title)
        row.addSpacing(16)
        for at, step in enumerate(self.steps):
            if at:
                line = separator()
                line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                line.setMinimumWidth(10)
                row.addWidget(line, 1)
            step.clicked.connect(self._choose)
            row.addWidget(step)
        row.addSpacing(28)
        row.addWidget(self._note)

    def set_title(self, text: str) -> None:
        """What is being done, `Import deals`."""
        self._title.setText(text)

    def set_note(self, text: str) -> None:
        """A line at the right edge."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_present(self, present: int, *, back: bool = True) -> None:
        """Steps before are done (and can be gone back to), later ones are to come."""
        for at, step in enumerate(self.steps):
            if at == present:
                step.set_state("present")
            else:
                step.set_state("done" if at < present else "later")
            if not back:
                step.setEnabled(False)

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepButton):
            self.step_chosen.emit(self.steps.index(sender))
