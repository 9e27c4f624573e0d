"""Text, buttons and frames in the window's type and looks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from kpidesk.ui.theme.fonts import Type, font_of


def text_label(text: str = "", kind: Type = Type.BODY, tone: str = "") -> QLabel:
    """A label of a kind of type; tone is muted, faint, accent, watch, behind or empty."""
    label = QLabel(text)
    label.setFont(font_of(kind))
    label.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        label.setProperty("tone", tone)
    return label


class ElidedLabel(QLabel):
    """A label that ends in … where there is no room; the whole text is its tool tip."""

    def __init__(self, kind: Type = Type.BODY, tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setFont(font_of(kind))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def set_whole(self, text: str) -> None:
        """The text that is shown as far as it fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        shown = QFontMetricsF(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideRight, room
        )
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label or button that is already shown."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


# Room at each side of a flat button's content, by its look.
_SIDES = {"plain": 4, "segment": 11, "chip": 12, "count": 5, "link": 4}


class FlatButton(QToolButton):
    """A tool button as wide as its text and icon, without the extra that styles add."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        style = self.toolButtonStyle()
        with_icon = style != Qt.ToolButtonStyle.ToolButtonTextOnly and not self.icon().isNull()
        width = 2 * _SIDES.get(str(self.property("look")), 6)
        if style != Qt.ToolButtonStyle.ToolButtonIconOnly:
            width += self.fontMetrics().horizontalAdvance(self.text()) + 2
            width += 4 if with_icon else 0
        if with_icon:
            width += self.iconSize().width()
        return QSize(width, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def tool_button(text: str, look: str, kind: Type = Type.BODY) -> FlatButton:
    """A flat button: look is plain, segment, chip, count or link."""
    button = FlatButton()
    button.setText(text)
    button.setProperty("look", look)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFont(font_of(kind))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRaise(True)
    button.setAccessibleName(text)
    return button


def push_button(text: str, *, primary: bool = False) -> QPushButton:
    """A framed button; at most one primary on a page."""
    button = QPushButton(text)
    button.setFont(font_of(Type.BODY_STRONG if primary else Type.BODY_MEDIUM))
    button.setAutoDefault(False)
    if primary:
        button.setProperty("look", "primary")
    return button


def frame(look: str) -> QFrame:
    """A frame with a look of the style sheet: bar, nav, card, popup, field, segments, hint."""
    result = QFrame()
    result.setProperty("look", look)
    return result


def separator(*, vertical: bool = False) -> QFrame:
    """A line of one pixel."""
    line = frame("line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
