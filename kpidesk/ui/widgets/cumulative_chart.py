"""The development curve of one period: actual against the phased target and last year."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from kpidesk.domain.reports import CumulativeCurve, CurvePoint, Milestone
from kpidesk.ui.formatting import AxisScale, Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.chart_geometry import round_ticks
from kpidesk.ui.widgets.chart_view import ChartView, EndLabel
from kpidesk.ui.widgets.cumulative_layout import (
    DayAxis,
    day_axis,
    line_of,
    split_at_incomplete,
)
from kpidesk.ui.words import curve_title

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Shown:
    curve: CumulativeCurve
    formatter: Formatter
    axis: DayAxis
    scale: AxisScale
    last: CurvePoint | None


class CumulativeChart(ChartView):
    """Actual solid and then dashed to the last day, target in the colour of text, last year."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._panel = self.add_panel(0)
        plot = self._panel.item
        self._last_year = plot.plot(antialias=True)
        self._target = plot.plot(antialias=True)
        self._actual = plot.plot(antialias=True)
        self._open_day = plot.plot(antialias=True)
        self._shown: _Shown | None = None
        self._hover: CurvePoint | None = None
        self.hovered.connect(self._follow)
        self.restyle()

    def set_curve(self, curve: CumulativeCurve, formatter: Formatter) -> None:
        """Show a curve; the lines are kept and given new data."""
        full, last = split_at_incomplete(curve)
        xs, ys = line_of(curve.points, "actual")
        self._actual.setData(xs[:full], ys[:full])
        self._open_day.setData(xs[full - 1 :] if full else [], ys[full - 1 :] if full else [])
        target = line_of(curve.points, "target") if curve.target is not None else ([], [])
        self._target.setData(*target)
        before_x = [0.0, *(float(point.working_day) for point in curve.last_year)]
        before_y = [0.0, *(float(point.value) for point in curve.last_year)]
        has_before = len(before_x) > 1
        self._last_year.setData(before_x if has_before else [], before_y if has_before else [])
        top = max([*ys, *target[1], *(before_y if has_before else []), 1.0])
        low = min([0.0, *ys])
        scale = formatter.axis_scale(top, curve.definition.unit)
        ticks = round_ticks(low, top * 1.06, 7)
        self._panel.tick_texts = tuple(
            formatter.tick(value / scale.divisor, ticks.spacing / scale.divisor)
            for value in ticks.values
        )
        axis = day_axis(curve, formatter)
        self._panel.verticals = axis.boundaries
        self._shown = _Shown(curve, formatter, axis, scale, last)
        self._panel.labels = self._end_labels(self._shown)
        width = max(curve.working_days, *(int(x) for x in (xs[-1], before_x[-1])), 1)
        self.set_range(self._panel, (0.0, float(width)), ticks)
        self._describe(self._shown)
        self.set_stale(False)
        self.viewport().update()

    def recolour(self) -> None:
        """Widths in pixels, whatever the scale of the axes."""
        tokens = self.tokens
        self._last_year.setPen(self.line_pen(tokens.last_year, 1.5))
        self._target.setPen(self.line_pen(tokens.target, 1.5))
        self._actual.setPen(self.line_pen(tokens.accent, 2.6))
        dashed = self.line_pen(tokens.accent, 2.6)
        dashed.setDashPattern([2.0, 1.4])
        self._open_day.setPen(dashed)
        if self._shown is not None:
            self._panel.labels = self._end_labels(self._shown)

    def paint_over(self, painter: QPainter) -> None:
        if self._shown is None:
            return
        self._paint_axis_texts(painter, self._shown)
        self._paint_milestones(painter, self._shown)
        self._paint_last_day(painter, self._shown)
        self._paint_hover(painter, self._shown)
        super().paint_over(painter)

    def _end_labels(self, shown: _Shown) -> list[EndLabel]:
        curve, formatter = shown.curve, shown.formatter
        unit = curve.definition.unit
        labels = []
        if curve.target is not None:
            value = formatter.value(curve.target, unit)
            labels.append(
                EndLabel(float(curve.target), (self.tr("Target"), value), self.tokens.target)
            )
        if curve.last_year:
            last = curve.last_year[-1]
            name = self._last_year_name(shown)
            value = formatter.value(last.value, unit)
            lines = (name, value, *self._fewer_days(shown))
            labels.append(EndLabel(float(last.value), lines, self.tokens.faint, strong=False))
        return labels

    def _last_year_name(self, shown: _Shown) -> str:
        last = shown.curve.last_year[-1]
        period = shown.curve.period
        if period.days > 45 or period.days < 20:
            name = str(last.day.year)
        else:
            name = shown.formatter.month(last.day)
        return name

    def _fewer_days(self, shown: _Shown) -> tuple[str, ...]:
        """How many working days last year had, where that differs."""
        last = shown.curve.last_year[-1].working_day
        if last == shown.curve.working_days:
            return ()
        days = shown.formatter.number_of(last)
        return (self.tr("{days} working days").format(days=days),)

    def _paint_axis_texts(self, painter: QPainter, shown: _Shown) -> None:
        box = self.plot_box(self._panel)
        painter.setFont(font_of(Type.HINT))
        painter.setPen(QColor(self.tokens.faint))
        painter.drawText(QRectF(0, box.top() - 24, 140, 16), _LEFT, shown.scale.unit)
        for line, ticks in enumerate((shown.axis.days, shown.axis.blocks)):
            for tick in ticks:
                strong = tick.strong
                painter.setFont(font_of(Type.HEAD_STRONG if strong else Type.HINT))
                painter.setPen(QColor(self.tokens.text if strong else self.tokens.faint))
                x = self.to_pixel(self._panel, tick.x, 0).x()
                at = QRectF(x - 50, box.bottom() + 3 + 16 * line, 100, 16)
                painter.drawText(at, _CENTRE, tick.text)

    def _paint_milestones(self, painter: QPainter, shown: _Shown) -> None:
        points = {point.day: point for point in shown.curve.points}
        box = self.plot_box(self._panel)
        for milestone in shown.curve.milestones:
            point = points.get(milestone.reached_on)
            if point is None or point.actual is None:
                continue
            at = self.to_pixel(self._panel, point.working_day, float(milestone.value))
            painter.setPen(self.dashed_pen(self.tokens.border2))
            painter.drawLine(QPointF(box.left(), at.y()), at)
            self._paint_milestone_text(painter, box, at, milestone, shown)
            self.hollow_marker(painter, at)

    def _paint_milestone_text(
        self, painter: QPainter, box: QRectF, at: QPointF, milestone: Milestone, shown: _Shown
    ) -> None:
        font = font_of(Type.HINT)
        share = shown.formatter.percent(milestone.share, 0)
        day = shown.formatter.day(milestone.reached_on)
        short = self.tr("{share} reached {day}").format(share=share, day=day)
        room = at.x() - box.left() - 14
        forms = (milestone_text(milestone, shown.formatter), short, share)
        text = next((form for form in forms if self.text_width(form, font) <= room), "")
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.muted))
        painter.drawText(QRectF(box.left() + 6, at.y() - 17, 400, 16), _LEFT, text)

    def _paint_last_day(self, painter: QPainter, shown: _Shown) -> None:
        if shown.last is None or shown.last.actual is None:
            return
        box = self.plot_box(self._panel)
        at = self.to_pixel(self._panel, shown.last.working_day, float(shown.last.actual))
        if not shown.last.complete or shown.last.day < shown.curve.period.last:
            painter.setPen(self.dashed_pen(self.tokens.accent, 1.2, (1.5, 2.5)))
            painter.drawLine(at, QPointF(at.x(), box.bottom()))
        self.hollow_marker(painter, at)
        value = shown.formatter.value(shown.last.actual, shown.curve.definition.unit)
        day = shown.formatter.day(shown.last.day)
        when = day if shown.last.complete else self.tr("{day}, day not over").format(day=day)
        self._paint_two_lines(painter, box, at, value, when)

    def _paint_two_lines(
        self, painter: QPainter, box: QRectF, at: QPointF, value: str, when: str
    ) -> None:
        """Left above the marker, where the curve has not been; right of it if there is no room."""
        strong, plain = font_of(Type.SECOND_STRONG), font_of(Type.HINT)
        width = max(self.text_width(value, strong), self.text_width(when, plain)) + 4
        left = at.x() - 6 - width
        align = _RIGHT
        if left < box.left() + 4:
            left, align = box.left() + 6, _LEFT
        top = max(2.0, at.y() - 40)
        painter.setFont(strong)
        painter.setPen(QColor(self.tokens.faint if self._stale else self.tokens.accent))
        painter.drawText(QRectF(left, top, width, 17), align, value)
        painter.setFont(plain)
        painter.setPen(QColor(self.tokens.muted))
        painter.drawText(QRectF(left, top + 16, width, 15), align, when)

    @Slot(object)
    def _follow(self, x: float | None) -> None:
        hover = None
        if x is not None and self._shown is not None:
            hover = min(
                self._shown.curve.points, key=lambda point: abs(point.working_day - x), default=None
            )
        if hover is not self._hover:
            self._hover = hover
            self.viewport().update()

    def _paint_hover(self, painter: QPainter, shown: _Shown) -> None:
        """A crosshair and one line of values, at the top of the plot."""
        if self._hover is None:
            return
        box = self.plot_box(self._panel)
        x = self.to_pixel(self._panel, self._hover.working_day, 0).x()
        painter.setPen(QPen(QColor(self.tokens.border2), 1))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        text = point_text(self._hover, shown.curve, shown.formatter)
        font = font_of(Type.HINT)
        width = self.text_width(text, font) + 14
        left = min(max(x - width / 2, box.left()), max(box.left(), self.width() - width - 4))
        chip = QRectF(left, box.top() - 24, width, 19)
        painter.setPen(QPen(QColor(self.tokens.border2), 1))
        painter.setBrush(QColor(self.tokens.surface))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.text))
        painter.drawText(chip, _CENTRE, text)

    def _describe(self, shown: _Shown) -> None:
        curve, formatter = shown.curve, shown.formatter
        self.setAccessibleName(curve_title(curve, formatter))
        parts = [point_text(shown.last, curve, formatter)] if shown.last is not None else []
        parts += [milestone_text(milestone, formatter) for milestone in curve.milestones]
        self.setAccessibleDescription("; ".join(parts))


def milestone_text(milestone: Milestone, formatter: Formatter) -> str:
    """`50 % reached Mon 15 June, as planned` or how many days before or after."""
    translate = QCoreApplication.translate
    days = (milestone.reached_on - milestone.planned_on).days
    if days == 0:
        against = translate("CumulativeChart", "as planned")
    elif days < 0:
        against = translate("CumulativeChart", "planned for {day}")
    else:
        against = translate("CumulativeChart", "late: planned for {day}")
    against = against.format(day=formatter.day(milestone.planned_on))
    return translate("CumulativeChart", "{share} reached {day}, {against}").format(
        share=formatter.percent(milestone.share, 0),
        day=formatter.day(milestone.reached_on, weekday=True),
        against=against,
    )


def point_text(point: CurvePoint, curve: CumulativeCurve, formatter: Formatter) -> str:
    """One line of values: the day, the actual, the target and last year's same working day."""
    translate = QCoreApplication.translate
    unit = curve.definition.unit
    parts = [formatter.day(point.day, weekday=True)]
    if point.actual is not None:
        parts.append(formatter.value(point.actual, unit))
    if point.target is not None:
        value = formatter.value(point.target, unit)
        parts.append(translate("CumulativeChart", "target {value}").format(value=value))
    before = [past for past in curve.last_year if past.working_day <= point.working_day]
    if before:
        value = formatter.value(before[-1].value, unit)
        parts.append(translate("CumulativeChart", "last year {value}").format(value=value))
    return " · ".join(parts)
