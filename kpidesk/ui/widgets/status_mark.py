"""Status as a shape beside a word, in its colour: never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPixmap, QPolygonF

from kpidesk.domain.pace import Status
from kpidesk.ui.theme.tokens import Tokens
from kpidesk.ui.words import status_word

SHAPE = 9.0
_GAP = 6.0
JUDGED = (Status.ON_TRACK, Status.WATCH, Status.BEHIND)


def shape_colour(status: Status, tokens: Tokens) -> QColor:
    """The colour of a status' shape and bar; grey where nothing is judged."""
    colours = {
        Status.ON_TRACK: tokens.accent,
        Status.WATCH: tokens.watch,
        Status.BEHIND: tokens.behind,
    }
    return QColor(colours.get(status, tokens.last_year))


def text_colour(status: Status, tokens: Tokens) -> QColor:
    """The colour of a status' word."""
    colours = {
        Status.ON_TRACK: tokens.accent,
        Status.WATCH: tokens.watch_text,
        Status.BEHIND: tokens.behind_text,
    }
    return QColor(colours.get(status, tokens.faint))


def paint_shape(painter: QPainter, centre: QPointF, status: Status, colour: QColor) -> None:
    """● on track, ▲ watch, ▼ behind; nothing for a status that judges nothing."""
    if status not in JUDGED:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x, y, r = centre.x(), centre.y(), SHAPE / 2
    if status is Status.ON_TRACK:
        painter.drawEllipse(centre, r - 0.5, r - 0.5)
    else:
        tip = -r if status is Status.WATCH else r
        corners = [QPointF(x, y + tip), QPointF(x - r, y - tip), QPointF(x + r, y - tip)]
        painter.drawPolygon(QPolygonF(corners))
    painter.restore()


def shape_icon(status: Status, tokens: Tokens, scale: float = 1.0) -> QIcon:
    """The shape alone, for buttons; `scale` is the screen's."""
    pixmap = QPixmap(round(12 * scale), round(12 * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_shape(painter, QPointF(6, 6), status, shape_colour(status, tokens))
    painter.end()
    return QIcon(pixmap)


def mark_width(status: Status, font: QFont) -> float:
    """The width that a shape and its word take."""
    shape = SHAPE + _GAP if status in JUDGED else 0.0
    return shape + QFontMetricsF(font).horizontalAdvance(status_word(status))


def paint_mark(
    painter: QPainter,
    box: QRectF,
    status: Status,
    tokens: Tokens,
    font: QFont,
    *,
    right: bool = False,
    word: str | None = None,
) -> None:
    """The shape and its word in `box`, from its left or against its right edge."""
    text = status_word(status) if word is None else word
    left = box.left()
    if right:
        left = box.right() - mark_width(status, font)
    if status in JUDGED:
        centre = QPointF(left + SHAPE / 2, box.center().y())
        paint_shape(painter, centre, status, shape_colour(status, tokens))
        left += SHAPE + _GAP
    painter.setFont(font)
    painter.setPen(text_colour(status, tokens))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(left, box.top(), box.right() - left + 2, box.height()), flags, text)
