"""What becomes of a row, as a drawn mark beside a word: plus, pencil, equals sign or cross."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from kpidesk.services.importing.plan import RowState
from kpidesk.ui.theme.tokens import Tokens

SIZE = 9.0


def state_word(state: RowState) -> str:
    """The word of a state, always shown beside its mark."""
    translate = QCoreApplication.translate
    match state:
        case RowState.NEW:
            return translate("Import", "New")
        case RowState.CHANGED:
            return translate("Import", "Changed")
        case RowState.UNCHANGED:
            return translate("Import", "Unchanged")
        case _:
            return translate("Import", "Rejected")


def state_colour(state: RowState, tokens: Tokens) -> str:
    """The colour of a state's mark and word."""
    return {
        RowState.NEW: tokens.accent,
        RowState.CHANGED: tokens.watch_text,
        RowState.UNCHANGED: tokens.muted,
        RowState.REJECTED: tokens.behind_text,
    }[state]


def paint_state(painter: QPainter, centre: QPointF, state: RowState, tokens: Tokens) -> None:
    """Draw the mark of a state around a point."""
    x, y, r = centre.x(), centre.y(), SIZE / 2
    colour = tokens.watch if state is RowState.CHANGED else state_colour(state, tokens)
    strokes = {
        RowState.NEW: ((x - r, y, x + r, y), (x, y - r, x, y + r)),
        RowState.CHANGED: ((x - r + 1.5, y + r - 1.5, x + r - 1.5, y - r + 1.5),),
        RowState.UNCHANGED: ((x - r, y - 2, x + r, y - 2), (x - r, y + 2, x + r, y + 2)),
        RowState.REJECTED: (
            (x - r + 0.5, y - r + 0.5, x + r - 0.5, y + r - 0.5),
            (x - r + 0.5, y + r - 0.5, x + r - 0.5, y - r + 0.5),
        ),
    }
    widths = {RowState.CHANGED: 3.0, RowState.UNCHANGED: 1.6}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), widths.get(state, 2.2))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for x1, y1, x2, y2 in strokes[state]:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    painter.restore()


def state_icon(state: RowState, tokens: Tokens, ratio: float) -> QIcon:
    """The mark as an icon for a button."""
    pixmap = QPixmap(QSize(round(12 * ratio), round(12 * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_state(painter, QRectF(0, 0, 12, 12).center(), state, tokens)
    painter.end()
    return QIcon(pixmap)
