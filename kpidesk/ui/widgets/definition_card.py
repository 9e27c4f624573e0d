"""What a KPI counts: its formula in words, what was divided by what, n and the interval."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.numbers import Unit
from kpidesk.domain.reports import KpiRow
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.kpi_words import formula_words
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import text_label
from kpidesk.ui.words import kpi_label, kpi_text


class IntervalStrip(QWidget):
    """A share on a short axis: its 95 % interval as a band, the target as a tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row: KpiRow | None = None
        self._ends = (Decimal(0), Decimal(1))
        self._texts = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_row(self, row: KpiRow, formatter: Formatter) -> None:
        """Show a share; without an interval the strip is left out."""
        self._row = row if row.interval is not None and row.value is not None else None
        self.setVisible(self._row is not None)
        if row.interval is None or row.value is None:
            return
        twentieth = Decimal("0.05")
        shown = [*row.interval, row.value, *([row.target] if row.target is not None else [])]
        low = max(Decimal(0), (min(shown) // twentieth - 1) * twentieth)
        high = min(Decimal(1), (max(shown) // twentieth + 2) * twentieth)
        self._ends = (low, max(high, low + twentieth))
        self._texts = (formatter.percent(low, 0), formatter.percent(self._ends[1], 0))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self._row
        if row is None or row.interval is None or row.value is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = 9.0
        painter.fillRect(QRectF(0, middle - 1, self.width(), 2), QColor(tokens.track))
        band = QColor(tokens.accent)
        band.setAlphaF(0.4)
        left, right = (self._x(end) for end in row.interval)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawRoundedRect(QRectF(left, middle - 4, right - left, 8), 4, 4)
        if row.target is not None:
            x = self._x(row.target)
            painter.fillRect(QRectF(x - 1, middle - 8, 2, 16), QColor(tokens.target))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(QPointF(self._x(row.value), middle), 4.5, 4.5)
        painter.setPen(QColor(tokens.faint))
        painter.setFont(font_of(Type.HINT))
        foot = QRectF(0, 17, self.width(), 15)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._texts[0])
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self._texts[1])

    def _x(self, share: Decimal) -> float:
        low, high = self._ends
        return min(1.0, max(0.0, float((share - low) / (high - low)))) * self.width()


class DefinitionCard(QFrame):
    """The card "What is counted"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._version = text_label("", Type.HEAD, "muted")
        self._formula = _wrapped(Type.SECOND_STRONG)
        self._division = text_label("", Type.BODY_STRONG)
        self._n = text_label("", Type.SECOND, "muted")
        self._strip = IntervalStrip(theme)
        self._words = _wrapped(Type.SECOND, "muted")
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("What is counted"), Type.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self._version)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 11)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self._formula, self._division, self._n, self._strip, self._words):
            column.addWidget(widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("What is counted"))

    def set_figure(self, definition: KpiDefinition, row: KpiRow, formatter: Formatter) -> None:
        """Tell of a KPI and of its figure over the whole period."""
        self._version.setText(self._version_text(definition, formatter))
        formula = formula_words(definition, formatter)
        name = kpi_label(definition)
        self._formula.setText(f"{name} = {formula}")
        self._division.setText(_division(definition, row, formatter))
        self._division.setVisible(bool(self._division.text()))
        self._n.setText(self._n_text(row, formatter))
        self._n.setVisible(row.n is not None)
        self._strip.set_row(row, formatter)
        words = [kpi_text(definition.description)]
        if definition.attribution:
            day = self.tr("Counted on {day}.").format(day=kpi_text(definition.attribution))
            words.append(day)
        self._words.setText(" ".join(words))
        spoken = (self._formula.text(), self._division.text(), self._n.text(), self._words.text())
        self.setAccessibleDescription(". ".join(part for part in spoken if part))

    def _version_text(self, definition: KpiDefinition, formatter: Formatter) -> str:
        version = self.tr("version {number}").format(number=definition.version)
        if definition.valid_from is None:
            return version
        day = formatter.day(definition.valid_from, year=True)
        return self.tr("{version}, from {day}").format(version=version, day=day)

    def _n_text(self, row: KpiRow, formatter: Formatter) -> str:
        if row.n is None:
            return ""
        text = self.tr("n = {n}").format(n=formatter.number_of(row.n))
        if row.interval is None:
            return text
        low, high = (formatter.number(end * 100) for end in row.interval)
        sign = formatter.percent_sign
        interval = self.tr("{low}–{high} (95 % interval)")
        return f"{text}; {interval.format(low=low, high=high + sign)}"


def _wrapped(kind: Type, tone: str = "") -> QLabel:
    label = text_label("", kind, tone)
    label.setWordWrap(True)
    return label


def _division(definition: KpiDefinition, row: KpiRow, formatter: Formatter) -> str:
    """`408 ÷ 647 = 63,1 %`, for a KPI that divides."""
    if row.numerator is None or row.denominator is None or definition.additive:
        return ""
    value = formatter.value(row.value, definition.unit)
    over = Unit.COUNT if definition.unit is Unit.PERCENT else definition.unit
    numerator = formatter.cell(row.numerator, over)
    denominator = formatter.cell(row.denominator, Unit.COUNT)
    return f"{numerator} ÷ {denominator} = {value}"
