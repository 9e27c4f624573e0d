"""A line of two pixels under the top bar while figures are counted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kpidesk.ui.theme.theme import Theme

DELAY_MS = 300
"""Work that ends sooner shows no line at all."""


class ProgressLine(QWidget):
    """Runs from left to right by share; wanders while no share is known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = None
        self._at = 0.0
        self.setFixedHeight(2)
        self._wander = QTimer(self, interval=60)
        self._wander.timeout.connect(self._step)

    def begin(self) -> None:
        """Show the line with no share known."""
        self._share = None
        self._wander.start()
        self.update()

    def set_share(self, share: float) -> None:
        """How much is done, 0 to 1."""
        self._share = min(1.0, max(0.0, share))
        self._wander.stop()
        self.update()

    def end(self) -> None:
        """Take the line away."""
        self._share = None
        self._wander.stop()
        self.update()

    @property
    def is_shown(self) -> bool:
        return self._wander.isActive() or self._share is not None

    @Slot()
    def _step(self) -> None:
        self._at = (self._at + 0.03) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_shown:
            return
        painter = QPainter(self)
        width = self.width()
        if self._share is not None:
            box = QRectF(0, 0, width * self._share, 2)
        else:
            box = QRectF(width * (1.2 * self._at - 0.2), 0, width * 0.2, 2)
        painter.fillRect(box, QColor(self._theme.tokens.accent))
