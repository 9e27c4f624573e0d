"""When Python looks for reference cycles: on the window's thread, and never for long.

Python would look whenever enough objects were made, on whichever thread that happened. A job that
reads 100,000 rows makes so many that a single look through them stops the window for a tenth of
a second; and widgets that were part of a cycle would be destroyed on a thread that must not
touch them.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from kpidesk.ui.workers import JobRunner

_INTERVAL_MS = 1000
_FEW = 700  # fewer new objects are not worth a look
_MANY = 50_000  # more are the rows of a source: plain values that end with their last reference


class Garbage(QObject):
    """Looks for cycles among new objects, in moments in which no job runs."""

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        gc.disable()
        gc.freeze()  # what was loaded so far stays until the program ends
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Look through the new objects, unless they are the rows of a source."""
        if self._jobs.busy:
            return
        new = gc.get_count()[0]
        if new > _MANY:
            gc.freeze()
        elif new > _FEW:
            gc.collect()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
