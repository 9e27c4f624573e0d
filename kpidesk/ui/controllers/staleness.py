"""Old figures stay as they are for a moment, then turn faint until the new ones are there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

DELAY_MS = 300
"""An answer that comes sooner replaces the old figures without any sign in between."""


class Staleness(QObject):
    """Calls `set_stale(True)` when an answer takes long, and `set_stale(False)` when it came."""

    def __init__(self, set_stale: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._set_stale = set_stale
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._turn_faint)

    def begin(self) -> None:
        """A question was asked."""
        self._timer.start()

    def end(self) -> None:
        """The answer is there, or none will come."""
        self._timer.stop()
        self._set_stale(False)

    @Slot()
    def _turn_faint(self) -> None:
        self._set_stale(True)
