"""The base of all charts: pyqtgraph draws the data, this paints what is text, tick and marker.

Importing this module imports pyqtgraph: only do so after the window has been painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.theme.tokens import Tokens
from kpidesk.ui.widgets.chart_geometry import Ticks, push_apart

_LINE_HEIGHT = 15.0


@dataclass(slots=True)
class EndLabel:
    """A label at the end of a line: where the line ends, its lines of text, and their colour."""

    y: float
    lines: tuple[str, ...]
    colour: str
    strong: bool = True


@dataclass(slots=True)
class Panel:
    """One plot of a chart, and how its y axis is written."""

    item: Any
    ticks: Ticks | None = None
    x: tuple[float, float] = (0.0, 1.0)
    tick_texts: tuple[str, ...] = ()
    verticals: tuple[float, ...] = ()
    labels: list[EndLabel] = field(default_factory=list)


class ChartView(pg.GraphicsLayoutWidget):  # type: ignore[misc] # pyqtgraph has no types
    """A chart of one or more panels under each other, with the same x axis.

    `hovered` carries the x value under the mouse or None; `clicked` the one that was clicked.
    """

    hovered = Signal(object)
    picked = Signal(float)
    opened = Signal(float)

    margins = (46, 26, 118, 40)  # left, top, right, bottom in pixels

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.panels: list[Panel] = []
        self._stale = False
        self.setAntialiasing(True)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setFrameStyle(0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stop of Tab, not two
        layout = self.ci.layout
        layout.setContentsMargins(*self.margins)
        layout.setSpacing(44)
        theme.theme_changed.connect(self.restyle)

    @property
    def tokens(self) -> Tokens:
        return self._theme.tokens

    def add_panel(self, row: int) -> Panel:
        """A plot without axes, menus or zooming of its own."""
        item = self.addPlot(row=row, col=0)
        for side in ("left", "bottom", "top", "right"):
            item.hideAxis(side)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setMouseEnabled(False, False)
        view = item.getViewBox()
        view.setDefaultPadding(0.0)
        view.disableAutoRange()
        # The frame that pyqtgraph clips to would cut half of a line that lies on its edge.
        view.setBorder(None)
        panel = Panel(item)
        self.panels.append(panel)
        return panel

    def set_range(self, panel: Panel, x: tuple[float, float], ticks: Ticks) -> None:
        """Fix what the panel shows."""
        panel.ticks, panel.x = ticks, x
        self.apply_ranges()

    def set_stale(self, stale: bool) -> None:
        """Show the drawing faintly while newer figures are counted."""
        if stale != self._stale:
            self._stale = stale
            for panel in self.panels:
                panel.item.setOpacity(0.35 if stale else 1.0)
            self.viewport().update()

    def apply_ranges(self) -> None:
        """Set the ranges again: linked plots shift each other while they are laid out."""
        for panel in self.panels:
            if panel.ticks is not None:
                panel.item.setXRange(*panel.x, padding=0)
                panel.item.setYRange(panel.ticks.low, panel.ticks.high, padding=0)

    @Slot()
    def restyle(self) -> None:
        """Take the colours of the theme; pyqtgraph does not follow the palette by itself."""
        self.setBackground(self.tokens.surface)
        self.recolour()
        self.viewport().update()

    def recolour(self) -> None:
        """Give the plotted items their colours. Charts override this."""

    def to_pixel(self, panel: Panel, x: float, y: float) -> QPointF:
        """Where a value of a panel stands in the widget."""
        point = panel.item.getViewBox().mapViewToScene(QPointF(x, y))
        return QPointF(self.mapFromScene(point)) if point is not None else QPointF()

    def to_value(self, pixel: QPointF) -> float:
        """The x value under a pixel."""
        scene = self.mapToScene(pixel.toPoint())
        return float(self.panels[0].item.getViewBox().mapSceneToView(scene).x())

    def plot_box(self, panel: Panel) -> QRectF:
        """The rectangle of a panel's plot in the widget."""
        scene = panel.item.getViewBox().sceneBoundingRect()
        return QRectF(self.mapFromScene(scene).boundingRect())

    def paint_under(self, painter: QPainter) -> None:
        """Paint what lies behind the data: bands, grid. Charts add to this."""
        for panel in self.panels:
            self._paint_grid(painter, panel)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies before the data: markers, labels. Charts add to this."""
        for panel in self.panels:
            self._paint_end_labels(painter, panel)

    def _paint_grid(self, painter: QPainter, panel: Panel) -> None:
        if panel.ticks is None:
            return
        box = self.plot_box(panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        font = font_of(Type.HINT)
        painter.setFont(font)
        for value, text in zip(panel.ticks.values, panel.tick_texts, strict=True):
            y = round(self.to_pixel(panel, 0, value).y())
            zero = abs(value) < panel.ticks.spacing * 1e-6
            painter.setPen(QPen(QColor(self.tokens.border2 if zero else self.tokens.grid), 1))
            painter.drawLine(round(box.left()), y, round(box.right()), y)
            painter.setPen(QColor(self.tokens.faint))
            at = QRectF(box.left() - 90, y - 9, 82, 18)
            painter.drawText(at, _RIGHT, text)
        painter.setPen(QPen(QColor(self.tokens.grid), 1))
        for value in panel.verticals:
            x = round(self.to_pixel(panel, value, 0).x())
            painter.drawLine(x, round(box.top()), x, round(box.bottom()) + 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_end_labels(self, painter: QPainter, panel: Panel) -> None:
        box = self.plot_box(panel)
        heights = [len(label.lines) * _LINE_HEIGHT + 4 for label in panel.labels]
        wanted = [self.to_pixel(panel, 0, label.y).y() for label in panel.labels]
        tops = push_apart(wanted, heights, 0.0, box.bottom() + 10)
        left = box.right() + 9
        for label, top in zip(panel.labels, tops, strict=True):
            painter.setPen(QColor(self.tokens.faint if self._stale else label.colour))
            for at, line in enumerate(label.lines):
                painter.setFont(font_of(Type.HEAD_STRONG if label.strong else Type.HEAD))
                row = QRectF(left, top + 2 + at * _LINE_HEIGHT, self.width() - left, _LINE_HEIGHT)
                painter.drawText(row, _LEFT, line)

    def hollow_marker(self, painter: QPainter, at: QPointF, size: float = 9.0) -> None:
        """A ring in the accent: a value that may still move, or a milestone."""
        painter.setPen(QPen(QColor(self.tokens.accent), 2))
        painter.setBrush(QColor(self.tokens.surface))
        painter.drawEllipse(at, size / 2, size / 2)

    def line_pen(self, colour: str, width: float) -> Any:
        """A pen for a plotted line. pyqtgraph's pens count the screen's own pixels."""
        return pg.mkPen(colour, width=width * self.devicePixelRatioF())

    def dashed_pen(
        self, colour: str, width: float = 1.0, pattern: Sequence[float] = (3, 3)
    ) -> QPen:
        """A dashed line, its pattern in multiples of its width."""
        pen = QPen(QColor(colour), width)
        pen.setDashPattern(list(pattern))
        return pen

    def text_width(self, text: str, font: QFont) -> float:
        return QFontMetricsF(font).horizontalAdvance(text)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        painter.save()
        painter.resetTransform()
        self.paint_under(painter)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_over(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls; a chart does not zoom

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = bool(self.panels) and self.plot_box(self.panels[0]).left() <= event.position().x()
        self.hovered.emit(self.to_value(event.position()) if inside else None)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.panels and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.to_value(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.panels:
            self.opened.emit(self.to_value(event.position()))
        event.accept()

    def leaveEvent(self, event: Any) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
