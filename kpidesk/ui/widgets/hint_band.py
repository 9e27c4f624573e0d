"""A band that says one thing and offers one way on: at most one on a page."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from kpidesk.domain.pace import Status
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import tool_button
from kpidesk.ui.widgets.status_mark import SHAPE, paint_shape, shape_colour

_LINK = "link"
_INDENT = 28
_MARGIN = 7


class HintBand(QFrame):
    """A weak fill, a shape, a bold first clause, one sentence, one link."""

    link_activated = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, status: Status = Status.WATCH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = status
        self._parts = ("", "", "")
        self.setProperty("look", "hint" if status is Status.WATCH else "error")
        # Placed by hand: a layout with wrapped text would give the whole page a height for width.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setFont(font_of(Type.SECOND))
        self._label.linkActivated.connect(self._follow)
        self._label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close: QToolButton = tool_button("×", "plain")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.hide()
        self._close.clicked.connect(self._dismiss)
        self._close.setParent(self)
        self._close.setFixedSize(24, 22)
        theme.theme_changed.connect(self._write)

    def set_closable(self, closable: bool) -> None:
        """Offer a cross that hides the band."""
        self._close.setVisible(closable)

    def set_text(self, bold: str, rest: str = "", link: str = "") -> None:
        """`bold` is the first clause; `link` stands at the end."""
        self._parts = (bold, rest, link)
        self.setAccessibleName(" ".join(part for part in self._parts if part))
        self._write()

    @property
    def text(self) -> str:
        """All that the band says, without marks."""
        return " ".join(part for part in self._parts if part)

    @Slot()
    def _write(self) -> None:
        tokens = self._theme.tokens
        ink = tokens.watch_text if self._status is Status.WATCH else tokens.behind_text
        bold, rest, link = (escape(part) for part in self._parts)
        html = f'<span style="color:{ink}"><b>{bold}</b> {rest}'
        if link:
            html += f' <a href="{_LINK}" style="color:{ink}">{link}</a>'
        self._label.setText(html + "</span>")
        self._place()

    def _place(self) -> None:
        """Give the text its width, and the band the height that the text then needs."""
        right = 34 if not self._close.isHidden() else 10
        width = max(80, self.width() - _INDENT - right)
        height = max(18, self._label.heightForWidth(width))
        self._label.setGeometry(_INDENT, _MARGIN, width, height)
        self._close.move(self.width() - 30, 5)
        if self.height() != height + 2 * _MARGIN:
            self.setFixedHeight(height + 2 * _MARGIN)

    @Slot(str)
    def _follow(self, _target: str) -> None:
        self.link_activated.emit()

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        centre = QPointF(12 + SHAPE / 2, self._label.y() + 9)
        paint_shape(painter, centre, self._status, shape_colour(self._status, self._theme.tokens))
