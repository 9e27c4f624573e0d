"""A KPI card drawn with a QPainter: on screen, in a picture and on paper alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from kpidesk.domain.numbers import Unit
from kpidesk.domain.reports import KpiCard
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.tokens import Tokens
from kpidesk.ui.widgets.kpi_card_text import CardText
from kpidesk.ui.widgets.status_mark import mark_width, paint_mark, text_colour

PADDING = 12.0
_SPARK_HEIGHT = 24.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# A ratio's target stands here on its track unless the track is 0 to 100 %.
_TARGET_AT = 0.75


class CardPainter:
    """Draws one card in a rectangle of at least 190 × 116."""

    def __init__(self, painter: QPainter, tokens: Tokens, *, stale: bool = False) -> None:
        self._painter = painter
        self._tokens = tokens
        self._stale = stale

    def paint(self, box: QRectF, card: KpiCard, text: CardText) -> None:
        """All that stands inside the card's frame."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(PADDING, 0, -PADDING, 0)
        top = box.top() + (box.height() - 122.0) / 2
        self._head(QRectF(inner.left(), top + 9, inner.width(), 18), card, text)
        spark_width = min(84.0, max(56.0, inner.width() * 0.34))
        self._figure(QRectF(inner.left(), top + 28, inner.width(), 30), text, spark_width)
        spark = QRectF(inner.right() - spark_width, top + 35, spark_width, _SPARK_HEIGHT)
        self._spark(spark, card)
        self._bar(QRectF(inner.left(), top + 69, inner.width(), 4), card)
        fourth = QRectF(inner.left(), top + 79, inner.width(), 17)
        target = (text.target, text.target_short)
        self._pair(fourth, target, self._tokens.text, text.share, self._tokens.muted)
        fifth = QRectF(inner.left(), top + 97, inner.width(), 17)
        pace = text_colour(card.row.status, self._tokens).name()
        need = (text.need, text.need_short)
        self._pair(fifth, need, self._tokens.muted, text.pace, pace, strong=True)

    def _ink(self, colour: str) -> QColor:
        return QColor(self._tokens.faint if self._stale else colour)

    def _accent(self) -> QColor:
        return QColor(self._tokens.last_year if self._stale else self._tokens.accent)

    def _head(self, box: QRectF, card: KpiCard, text: CardText) -> None:
        font = font_of(Type.SECOND_STRONG)
        used = mark_width(card.row.status, font) + 8
        paint_mark(self._painter, box, card.row.status, self._tokens, font, right=True)
        name_font = font_of(Type.BODY_MEDIUM)
        self._painter.setFont(name_font)
        self._painter.setPen(self._ink(self._tokens.muted))
        room = box.width() - used
        name = QFontMetricsF(name_font).elidedText(text.name, Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(box, _LEFT, name)

    def _figure(self, box: QRectF, text: CardText, spark_width: float) -> None:
        figure = text.figure
        small = font_of(Type.BODY)
        for kind in (Type.FIGURE, Type.PAGE_TITLE, Type.BODY_STRONG):
            font = font_of(kind)
            number = QFontMetricsF(font).horizontalAdvance(figure.number)
            unit = QFontMetricsF(small).horizontalAdvance(figure.unit) + 4 if figure.unit else 0.0
            if number + unit <= box.width() - spark_width - 6:
                break
        number_at = box.left() + (unit if figure.unit_before else 0.0)
        unit_at = box.left() if figure.unit_before else box.left() + number + 4
        base = box.center().y() + QFontMetricsF(font_of(Type.FIGURE)).capHeight() / 2
        self._painter.setFont(font)
        self._painter.setPen(self._ink(self._tokens.text))
        self._painter.drawText(QPointF(number_at, base), figure.number)
        self._painter.setFont(small)
        self._painter.setPen(self._ink(self._tokens.muted))
        self._painter.drawText(QPointF(unit_at, base), figure.unit)

    def _pair(
        self,
        box: QRectF,
        left: tuple[str, ...],
        left_ink: str,
        right: str,
        right_ink: str,
        *,
        strong: bool = False,
    ) -> None:
        """Two texts on one line: the right one is never cut, the left one has shorter forms."""
        right_font = font_of(Type.SECOND_STRONG if strong else Type.SECOND)
        self._painter.setFont(right_font)
        self._painter.setPen(self._ink(right_ink))
        self._painter.drawText(box, _RIGHT, right)
        room = box.width() - QFontMetricsF(right_font).horizontalAdvance(right) - 4
        left_font = font_of(Type.SECOND)
        metrics = QFontMetricsF(left_font)
        fitting = (form for form in left if form and metrics.horizontalAdvance(form) <= room)
        shown = next(fitting, metrics.elidedText(left[0], Qt.TextElideMode.ElideRight, room))
        self._painter.setFont(left_font)
        self._painter.setPen(self._ink(left_ink))
        self._painter.drawText(box, _LEFT, shown)

    def _bar(self, box: QRectF, card: KpiCard) -> None:
        self._rounded(box, QColor(self._tokens.track))
        if card.row.target is None or card.row.value is None:
            return
        if card.definition.additive:
            self._attainment(box, card)
        else:
            self._ratio(box, card)

    def _attainment(self, box: QRectF, card: KpiCard) -> None:
        share = min(1.0, max(0.0, float(card.row.attainment or 0)))
        if share > 0:
            filled = QRectF(box.left(), box.top(), max(4.0, box.width() * share), box.height())
            # The word beside it already says how it stands; the bar only says how far.
            self._rounded(filled, self._accent())
        if card.expected_share is not None:
            expected = min(1.0, max(0.0, float(card.expected_share)))
            self._tick(box, box.left() + box.width() * expected)

    def _ratio(self, box: QRectF, card: KpiCard) -> None:
        row = card.row
        place = _ratio_scale(card)
        if row.interval is not None:
            low, high = (box.left() + box.width() * place(end) for end in row.interval)
            band = self._accent()
            band.setAlphaF(0.4)
            self._painter.fillRect(QRectF(low, box.top(), high - low, box.height()), band)
        if row.target is not None:
            self._tick(box, box.left() + box.width() * place(row.target))
        if row.value is not None:
            centre = QPointF(box.left() + box.width() * place(row.value), box.center().y())
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._accent())
            self._painter.drawEllipse(centre, 3.5, 3.5)

    def _tick(self, box: QRectF, x: float) -> None:
        self._painter.fillRect(
            QRectF(x - 1, box.center().y() - 5, 2, 10), self._ink(self._tokens.target)
        )

    def _rounded(self, box: QRectF, colour: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _spark(self, box: QRectF, card: KpiCard) -> None:
        values = [None if value is None else float(value) for value in card.spark]
        if not any(value is not None for value in values):
            return
        level = None if card.spark_level is None else float(card.spark_level)
        if card.definition.additive:
            self._bars(box, [value or 0.0 for value in values], level)
        else:
            self._line(box, values, level)

    def _bars(self, box: QRectF, values: Sequence[float], level: float | None) -> None:
        top = max([*values, level or 0.0, 1e-9])
        step = box.width() / len(values)
        width = max(1.0, min(step * 0.7, 10.0))
        for at, value in enumerate(values):
            height = box.height() * max(value, 0.0) / top
            colour = self._accent()
            if at < len(values) - 1:
                colour.setAlphaF(0.5)
            x = box.left() + at * step + (step - width) / 2
            self._painter.fillRect(QRectF(x, box.bottom() - height, width, height), colour)
        if level is not None:
            y = box.bottom() - box.height() * level / top
            pen = QPen(self._ink(self._tokens.text), 1)
            pen.setDashPattern([1.5, 2.0])
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _line(self, box: QRectF, values: Sequence[float | None], level: float | None) -> None:
        known = [value for value in values if value is not None]
        span = [*known, *([] if level is None else [level])]
        low, high = min(span), max(span)
        reach = (high - low) or 1.0
        step = (box.width() - 5) / max(1, len(values) - 1)

        def y_of(value: float) -> float:
            return box.bottom() - 2 - (box.height() - 4) * (value - low) / reach

        if level is not None:
            self._painter.setPen(QPen(QColor(self._tokens.border2), 1))
            y = y_of(level)
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        points = [
            QPointF(box.left() + at * step, y_of(value))
            for at, value in enumerate(values)
            if value is not None
        ]
        pen = QPen(self._accent(), 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF(points))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._accent())
        self._painter.drawEllipse(points[-1], 2.5, 2.5)


def _ratio_scale(card: KpiCard) -> Callable[[Decimal], float]:
    """Where a value of a ratio stands on its track, 0 to 1.

    A share with a target of a fifth or more is drawn on 0 to 100 %; anything else so that the
    target stands at three quarters.
    """
    target = card.row.target
    whole = Decimal(1)
    if target and target > 0 and (card.definition.unit is not Unit.PERCENT or target < whole / 5):
        whole = target / Decimal(str(_TARGET_AT))

    def place(value: Decimal) -> float:
        return min(1.0, max(0.0, float(value / whole)))

    return place
