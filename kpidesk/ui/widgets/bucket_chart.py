"""The development chart: bars with target steps, and beneath them the running figure."""

from __future__ import annotations

from decimal import Decimal

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kpidesk.domain.reports import CurveReport
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.bucket_lines import since_words
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.bucket_series import (
    Shown,
    bar_ticks,
    points_of,
    running_targets,
    running_ticks,
    steps_of,
)
from kpidesk.ui.widgets.chart_geometry import Ticks
from kpidesk.ui.widgets.chart_view import ChartView, EndLabel, Panel
from kpidesk.ui.words import each_word, kpi_label, period_title

LEFT = 112
"""Room at the left: as wide as the names of the rows in the table beneath."""
RIGHT = 96
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class BucketChart(ChartView):
    """Two panels over the same buckets. `bucket_picked` and `bucket_opened` carry an index."""

    margins = (LEFT, 26, RIGHT, 8)
    bucket_picked = Signal(int)
    bucket_opened = Signal(int)
    laid_out = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._report: CurveReport | None = None
        self._formatter: Formatter | None = None
        self._shown = Shown()
        self._selected = -1
        self._bars = self.add_panel(0)
        self._lines = self.add_panel(1)
        self._lines.item.setXLink(self._bars.item)
        self._make_items()
        self.picked.connect(self._pick)
        self.opened.connect(self._open)
        self.restyle()

    def _make_items(self) -> None:
        upper, lower = self._bars.item, self._lines.item
        self._before_bars = pg.BarGraphItem(x0=[], width=0.17, height=[])
        self._actual_bars = pg.BarGraphItem(x0=[], width=0.46, height=[])
        upper.addItem(self._before_bars)
        upper.addItem(self._actual_bars)
        self._target_steps = upper.plot(antialias=True, connect="finite")
        self._before_line = lower.plot(antialias=True)
        self._target_line = lower.plot(antialias=True, connect="finite")
        self._running_line = lower.plot(antialias=True)
        self._open_line = lower.plot(antialias=True)

    def set_report(self, report: CurveReport, shown: Shown, formatter: Formatter) -> None:
        """Show a curve with the series that are wanted."""
        self._report, self._shown, self._formatter = report, shown, formatter
        self._draw_bars(report, shown)
        self._draw_lines(report, shown)
        count = float(max(1, len(report.buckets)))
        self._put_ticks(self._bars, bar_ticks(report, shown), count, formatter)
        self._put_ticks(self._lines, running_ticks(report, shown), count, formatter)
        self._lines.item.setVisible(shown.running)
        self.ci.layout.setRowStretchFactor(1, 1 if shown.running else 0)
        self.ci.layout.setRowMaximumHeight(1, 16777215 if shown.running else 0)
        self.set_stale(False)
        self.restyle()
        self._describe(report, formatter)

    def set_selected(self, bucket: int) -> None:
        """Put the band on a bucket; -1 takes it away."""
        if bucket != self._selected:
            self._selected = bucket
            self.viewport().update()

    def edges(self) -> list[int]:
        """Where the buckets begin and end, in pixels from the chart's left."""
        count = len(self._report.buckets) if self._report else 0
        box = self.plot_box(self._bars)
        return [round(box.left() + box.width() * at / max(1, count)) for at in range(count + 1)]

    def _draw_bars(self, report: CurveReport, shown: Shown) -> None:
        values = [float(bucket.row.value or 0) for bucket in report.buckets]
        starts = [at + (0.34 if shown.year_before else 0.2) for at in range(len(values))]
        width = 0.46 if shown.year_before else 0.6
        self._actual_bars.setOpts(x0=starts, width=width, height=values)
        before = [float(bucket.year_before or 0) for bucket in report.buckets]
        self._before_bars.setOpts(
            x0=[at + 0.14 for at in range(len(values))], width=0.17, height=before
        )
        self._before_bars.setVisible(shown.year_before)
        self._target_steps.setData(*steps_of([bucket.row.target for bucket in report.buckets]))
        self._target_steps.setVisible(shown.target)

    def _draw_lines(self, report: CurveReport, shown: Shown) -> None:
        running = [bucket.running for bucket in report.buckets]
        full = sum(b.running is not None and b.complete for b in report.buckets)
        xs, ys = points_of(running)
        self._running_line.setData(xs[:full], ys[:full])
        self._open_line.setData(xs[max(0, full - 1) :], ys[max(0, full - 1) :])
        self._before_line.setData(*points_of([b.running_before for b in report.buckets]))
        self._before_line.setVisible(shown.year_before)
        self._target_line.setData(*steps_of(running_targets(report)))
        self._target_line.setVisible(shown.target)

    def _put_ticks(self, panel: Panel, ticks: Ticks, count: float, formatter: Formatter) -> None:
        if self._report is None:
            return
        scale = formatter.axis_scale(ticks.high, self._report.definition.unit)
        texts = [
            formatter.tick(v / scale.divisor, ticks.spacing / scale.divisor) for v in ticks.values
        ]
        if texts and scale.unit == "%":
            texts[-1] += formatter.percent_sign
        panel.tick_texts = tuple(texts)
        self.set_range(panel, (0.0, count), ticks)

    def recolour(self) -> None:
        """Give every series its colour; the bucket that is not over is drawn as an outline."""
        tokens = self.tokens
        self._target_steps.setPen(self.line_pen(tokens.target, 1.5))
        self._target_line.setPen(self.line_pen(tokens.target, 1.5))
        self._before_line.setPen(self.line_pen(tokens.last_year, 1.5))
        self._running_line.setPen(self.line_pen(tokens.accent, 2.6))
        dashed = self.line_pen(tokens.accent, 2.6)
        dashed.setDashPattern([2.0, 1.4])
        self._open_line.setPen(dashed)
        grey = QColor(tokens.last_year)
        grey.setAlphaF(0.55)
        self._before_bars.setOpts(brush=grey, pen=pg.mkPen(None))
        self._colour_bars()
        if self._report is not None and self._formatter is not None:
            self._bars.labels = self._bar_labels(self._report, self._formatter)
            self._lines.labels = self._line_labels(self._report, self._formatter)

    def _colour_bars(self) -> None:
        if self._report is None:
            return
        full, part = QColor(self.tokens.accent), QColor(self.tokens.accent)
        full.setAlphaF(0.62 if self.tokens.dark else 0.75)
        part.setAlphaF(0.16)
        outline = self.dashed_pen(self.tokens.accent, 1.2 * self.devicePixelRatioF())
        outline.setCosmetic(True)
        nothing = pg.mkPen(None)
        buckets = self._report.buckets
        complete = [bucket.complete or bucket.row.value is None for bucket in buckets]
        self._actual_bars.setOpts(
            brushes=[full if done else part for done in complete],
            pens=[nothing if done else outline for done in complete],
        )

    def _bar_labels(self, report: CurveReport, formatter: Formatter) -> list[EndLabel]:
        labels = []
        target = report.buckets[-1].row.target if report.buckets else None
        if target is not None and self._shown.target:
            text = formatter.value(target, report.definition.unit)
            labels.append(EndLabel(float(target), (self.tr("Target"), text), self.tokens.target))
        before = [b.year_before for b in report.buckets if b.year_before is not None]
        if before and self._shown.year_before:
            lines = (self.tr("grey: the"), self.tr("year before"))
            labels.append(EndLabel(0.0, lines, self.tokens.faint, strong=False))
        return labels

    def _line_labels(self, report: CurveReport, formatter: Formatter) -> list[EndLabel]:
        if not self._shown.running:
            return []
        unit, tokens, labels = report.definition.unit, self.tokens, []
        running = [b.running for b in report.buckets if b.running is not None]
        if running:
            lines = (self.tr("So far"), formatter.value(running[-1], unit))
            labels.append(EndLabel(float(running[-1]), lines, tokens.accent))
        targets = [value for value in running_targets(report) if value is not None]
        if targets and self._shown.target:
            lines = (self.tr("Target"), formatter.value(targets[-1], unit))
            labels.append(EndLabel(float(targets[-1]), lines, tokens.target))
        before = [b.running_before for b in report.buckets if b.running_before is not None]
        if before and self._shown.year_before:
            lines = (self.tr("Year before"), formatter.value(before[-1], unit))
            labels.append(EndLabel(float(before[-1]), lines, tokens.faint, strong=False))
        return labels

    def paint_under(self, painter: QPainter) -> None:
        if self._report is None:
            return
        edges = self.edges()
        if 0 <= self._selected < len(edges) - 1:
            left, right = edges[self._selected], edges[self._selected + 1]
            band = QRectF(left, 0, right - left, self.height())
            painter.fillRect(band, QColor(self.tokens.accent_weak))
        super().paint_under(painter)

    def paint_over(self, painter: QPainter) -> None:
        if self._report is None or self._formatter is None:
            return
        self._paint_titles(painter, self._report, self._formatter)
        if self._shown.interval:
            self._paint_whiskers(painter, self._report)
        if self._shown.running:
            self._paint_dots(painter, self._report)
        self._paint_not_over(painter, self._report)
        super().paint_over(painter)

    def _paint_titles(self, painter: QPainter, report: CurveReport, formatter: Formatter) -> None:
        grain = report.buckets[0].period.grain if report.buckets else report.period.grain
        titles = [(self._bars, each_word(grain))]
        if self._shown.running:
            titles.append((self._lines, since_words(report, formatter)))
        for panel, title in titles:
            if panel.ticks is None:
                continue
            scale = formatter.axis_scale(panel.ticks.high, report.definition.unit)
            at = QRectF(0, self.plot_box(panel).top() - 24, self.width(), 18)
            painter.setFont(font_of(Type.HEAD_STRONG))
            painter.setPen(QColor(self.tokens.text))
            painter.drawText(at, _LEFT, title)
            note = "" if scale.unit == "%" else scale.unit
            if panel.ticks.low > 0:
                start = formatter.value(_decimal(panel.ticks.low), report.definition.unit)
                note = self.tr("axis from {start}").format(start=start)
            used = self.text_width(title, font_of(Type.HEAD_STRONG)) + 8
            painter.setFont(font_of(Type.HEAD))
            painter.setPen(QColor(self.tokens.faint))
            painter.drawText(at.adjusted(used, 0, 0, 0), _LEFT, note)

    def _paint_whiskers(self, painter: QPainter, report: CurveReport) -> None:
        painter.setPen(QPen(QColor(self.tokens.muted), 1))
        middle = 0.57 if self._shown.year_before else 0.5
        for at, bucket in enumerate(report.buckets):
            if bucket.row.interval is None:
                continue
            low, high = (
                self.to_pixel(self._bars, at + middle, float(y)) for y in bucket.row.interval
            )
            painter.drawLine(low, high)
            for end in (low, high):
                painter.drawLine(end - QPointF(3, 0), end + QPointF(3, 0))

    def _paint_dots(self, painter: QPainter, report: CurveReport) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        last = max((at for at, b in enumerate(report.buckets) if b.running is not None), default=-1)
        for at, bucket in enumerate(report.buckets):
            if bucket.running is None:
                continue
            point = self.to_pixel(self._lines, at + 0.5, float(bucket.running))
            if at == last and not bucket.complete:
                self.hollow_marker(painter, point)
            elif len(report.buckets) <= 60:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.tokens.accent))
                painter.drawEllipse(point, 2.6, 2.6)

    def _paint_not_over(self, painter: QPainter, report: CurveReport) -> None:
        edges = self.edges()
        for at, bucket in enumerate(report.buckets):
            if bucket.complete or bucket.row.value is None:
                continue
            text = self.tr("not over")
            width = self.text_width(text, font_of(Type.HEAD_STRONG)) + 6
            middle = (edges[at] + edges[at + 1]) / 2
            left = min(middle - width / 2, self.plot_box(self._bars).right() - width)
            painter.setFont(font_of(Type.HEAD_STRONG))
            painter.setPen(QColor(self.tokens.accent))
            painter.drawText(QRectF(left, 2, width, 18), _CENTRE, text)
            return

    def _describe(self, report: CurveReport, formatter: Formatter) -> None:
        name = kpi_label(report.definition)
        period = period_title(report.period, formatter)
        self.setAccessibleName(f"{name}, {period}")
        total = formatter.value(report.total.value, report.definition.unit)
        self.setAccessibleDescription(
            self.tr("{total} in all; the numbers stand in the table beneath").format(total=total)
        )

    @Slot(float)
    def _pick(self, x: float) -> None:
        if self._report is not None and 0 <= int(x) < len(self._report.buckets) and x >= 0:
            self.bucket_picked.emit(int(x))

    @Slot(float)
    def _open(self, x: float) -> None:
        if self._report is not None and 0 <= x < len(self._report.buckets):
            self.bucket_opened.emit(int(x))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._report.buckets) if self._report else 0
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if count and event.key() in steps:
            wanted = self._selected + steps[Qt.Key(event.key())]
            self.bucket_picked.emit(min(count - 1, max(0, wanted)))
        elif count and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.bucket_opened.emit(self._selected)
        else:
            event.ignore()  # the page knows what Ctrl+C and the others mean

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # pyqtgraph calls this with None while it is being made
            self.ci.layout.activate()
            self.apply_ranges()
            self.laid_out.emit()


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 9)))


def spoken_hint() -> str:
    """Which keys the chart knows, for the status bar."""
    return QCoreApplication.translate(
        "BucketChart", "← → bucket    Enter rows behind it    Ctrl+C copies chart and table"
    )
