"""Targets month by month as bars, with what was reached as a line across each."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.numbers import Unit
from kpidesk.ui.formatting import AxisScale, Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import ElidedLabel, frame, text_label

_FOOT = 20
_HEAD = 16
_LABEL = 16
_LINES = 4


@dataclass(frozen=True, slots=True)
class TargetBar:
    """One month: heights in the KPI's unit."""

    name: str
    target: float | None
    actual: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class BarsScale:
    """The axis: where its ticks are and how they and the bars are written, in `unit`."""

    ticks: Sequence[tuple[float, str]]
    unit: str
    text: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class TargetBarsContent:
    """All that the chart says."""

    title: str
    second: str
    total: str
    bars: Sequence[TargetBar]


class TargetBarsPlot(QWidget):
    """The bars; decorative, because the grid above has the same numbers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: Sequence[TargetBar] = ()
        self._scale: BarsScale | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.theme_changed.connect(self.update)

    def set_bars(self, bars: Sequence[TargetBar], scale: BarsScale) -> None:
        """Show other bars beside an axis whose highest tick is the last."""
        self._bars, self._scale = bars, scale
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self._scale
        if not self._bars or scale is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(font_of(Type.HINT))
        axis = max(metrics.horizontalAdvance(text) for _, text in scale.ticks) + 12
        plot = QRectF(axis, _HEAD, self.width() - axis - 10, self.height() - _HEAD - _FOOT)
        top = scale.ticks[-1][0] or 1.0
        painter.setFont(font_of(Type.HINT))
        for value, text in scale.ticks:
            y = plot.bottom() - plot.height() * value / top
            painter.setPen(QColor(tokens.border2 if value == 0 else tokens.grid))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.faint))
            box = QRectF(0, y - 8, axis - 8, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        step = plot.width() / len(self._bars)
        for at, bar in enumerate(self._bars):
            slot = QRectF(plot.left() + at * step, plot.top(), step, plot.height())
            self._paint_bar(painter, slot, bar, top, scale.text)

    def _paint_bar(
        self,
        painter: QPainter,
        slot: QRectF,
        bar: TargetBar,
        top: float,
        text: Callable[[float], str],
    ) -> None:
        tokens = self._theme.tokens
        middle, half = slot.center().x(), min(24.0, slot.width() * 0.28)
        painter.setFont(font_of(Type.HINT))
        line = None
        if bar.actual is not None:
            line = slot.bottom() - slot.height() * min(bar.actual / top, 1.02)
        if bar.target is not None:
            high = slot.height() * bar.target / top
            fill = QColor(tokens.accent)
            fill.setAlphaF(1.0 if bar.chosen else 0.3)
            painter.fillRect(QRectF(middle - half, slot.bottom() - high, 2 * half, high), fill)
            painter.setPen(QColor(tokens.text if bar.chosen else tokens.muted))
            under = slot.bottom() - high
            if line is not None and under - _LABEL - 3 < line < under + 2:
                under = line - 3  # a figure is never struck through
            words = QRectF(slot.left(), under - _LABEL, slot.width(), _LABEL - 2)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text(bar.target))
        if line is not None:
            painter.setPen(QPen(QColor(tokens.last_year), 2))
            painter.drawLine(QPointF(middle - half - 4, line), QPointF(middle + half + 4, line))
        painter.setPen(QColor(tokens.text if bar.chosen else tokens.faint))
        foot = QRectF(slot.left(), slot.bottom() + 3, slot.width(), _FOOT - 4)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, bar.name)


class TargetBars(QWidget):
    """The card with its title, what the marks are, and the sum."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = text_label("", Type.CARD_TITLE)
        self._second = ElidedLabel(Type.SECOND, "muted")
        self._total = text_label("", Type.SECOND_STRONG)
        self.plot = TargetBarsPlot(theme)
        card = frame("card")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._second, 1)
        head.addWidget(self._total)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 9, 12, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def set_content(self, content: TargetBarsContent, scale: BarsScale) -> None:
        """Show another row of the grid."""
        self._title.setText(content.title)
        self._second.set_whole(f"{scale.unit} · {content.second}" if scale.unit else content.second)
        self._total.setText(content.total)
        self.plot.set_bars(content.bars, scale)
        self.plot.setAccessibleName(f"{content.title}. {content.total}")


def bars_scale(
    heights: Sequence[float], unit: Unit, formatter: Formatter, scale: AxisScale | None = None
) -> BarsScale:
    """How bars of these heights are written: in `scale`, else as on every other chart."""
    ticks = round_ticks(max(heights, default=0.0))
    scale = scale or formatter.axis_scale(ticks[-1], unit)
    spacing = (ticks[1] - ticks[0]) / scale.divisor
    # As many decimals as tell neighbours apart; the exact figures stand in the grid.
    decimals = 2 if spacing < 1 else 1 if spacing < 10 and scale.divisor != 1 else 0

    def written(height: float) -> str:
        shown = Decimal(str(height)) / Decimal(str(scale.divisor))
        whole = shown == shown.to_integral_value() and decimals < 2
        return formatter.number(shown, 0 if whole else decimals)

    texts = [(at, formatter.tick(at / scale.divisor, spacing)) for at in ticks]
    return BarsScale(texts, scale.unit, written)


def round_ticks(largest: float) -> list[float]:
    """Round values from 0 to just over `largest`, at most six of them."""
    if largest <= 0:
        return [0.0, 1.0]
    raw = largest * 1.08 / _LINES
    power = 10 ** math.floor(math.log10(raw))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= raw)
    count = math.ceil(largest * 1.08 / step)
    return [step * at for at in range(count + 1)]
