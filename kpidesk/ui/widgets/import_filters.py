"""The chips over the sheet: all rows, or only those in one state, with their counts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from kpidesk.services.importing.plan import Counts, RowState
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_marks import SIZE, paint_state, state_word
from kpidesk.ui.widgets.labels import text_label

_PAD = 11.0
_GAP = 6.0


class FilterChip(QToolButton):
    """A mark, a word and a count in bold; checked when its rows are shown."""

    def __init__(self, theme: Theme, word: str, state: RowState | None) -> None:
        super().__init__()
        self._theme = theme
        self._count = ""
        self.state = state
        self.setText(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(26)
        theme.theme_changed.connect(self.update)

    def set_count(self, text: str) -> None:
        """The number behind the word."""
        self._count = text
        self.setAccessibleName(f"{self.text()} {text}")
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        word = QFontMetricsF(font_of(Type.BODY)).horizontalAdvance(self.text())
        count = QFontMetricsF(font_of(Type.BODY_STRONG)).horizontalAdvance(self._count)
        mark = SIZE + _GAP if self.state is not None else 0
        return QSize(int(2 * _PAD + mark + word + _GAP + count + 2), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        fill = tokens.accent_weak if chosen else tokens.hover if self.underMouse() else None
        painter.setBrush(QColor(fill or tokens.surface))
        strong = chosen or self.hasFocus()
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.border), width))
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 12.5, 12.5)
        left = _PAD
        if self.state is not None:
            centre = QRectF(left, 0, SIZE, self.height()).center()
            paint_state(painter, centre, self.state, tokens)
            left += SIZE + _GAP
        ink = QColor(tokens.accent if chosen else tokens.muted)
        left += self._paint_text(painter, left, self.text(), Type.BODY, ink) + _GAP
        ink = QColor(tokens.accent if chosen else tokens.text)
        self._paint_text(painter, left, self._count, Type.BODY_STRONG, ink)

    def _paint_text(
        self, painter: QPainter, left: float, text: str, kind: Type, ink: QColor
    ) -> float:
        font = font_of(kind)
        painter.setFont(font)
        painter.setPen(ink)
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        return QFontMetricsF(font).horizontalAdvance(text)


class ImportFilters(QWidget):
    """One chip for each state; exactly one is chosen."""

    filter_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        states: tuple[RowState | None, ...] = (None, *RowState)
        self.chips = tuple(
            FilterChip(theme, self.tr("All") if state is None else state_word(state), state)
            for state in states
        )
        self._group = QButtonGroup(self)
        self._hint = text_label(self.tr("F8 next rejected row"), Type.SECOND, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chip in self.chips:
            self._group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self._hint)
        self.chips[0].setChecked(True)
        self._group.buttonClicked.connect(self._choose)

    def set_counts(self, counts: Counts, formatter: Formatter) -> None:
        """Show other counts and choose all rows."""
        numbers = {
            None: counts.read,
            RowState.NEW: counts.new,
            RowState.CHANGED: counts.changed,
            RowState.UNCHANGED: counts.unchanged,
            RowState.REJECTED: counts.rejected,
        }
        for chip in self.chips:
            chip.set_count(formatter.number_of(numbers[chip.state]))
        self._hint.setVisible(counts.rejected > 0)
        self.chips[0].setChecked(True)

    def choose(self, state: RowState | None) -> None:
        """Choose the chip of a state, as a click does."""
        for chip in self.chips:
            if chip.state is state:
                chip.click()

    @Slot()
    def _choose(self) -> None:
        checked = self._group.checkedButton()
        if isinstance(checked, FilterChip):
            self.filter_changed.emit(checked.state)
