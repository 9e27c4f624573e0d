"""Shows that work goes on: a line under the top bar, words and "Stop" in the status bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from kpidesk.ui.widgets.progress_line import DELAY_MS, ProgressLine
from kpidesk.ui.widgets.status_strip import StatusStrip
from kpidesk.ui.workers import Job, JobRunner


class BusyController(QObject):
    """Follows a job runner; work that ends within 300 ms is not shown at all."""

    def __init__(
        self,
        jobs: JobRunner,
        line: ProgressLine,
        status: StatusStrip,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._status = status
        self._jobs = jobs
        self._running: list[Job] = []
        self._text = ""
        self._share: float | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._show)
        jobs.started.connect(self._begin)
        jobs.progressed.connect(self._go_on)
        jobs.ended.connect(self._end)
        status.stop_requested.connect(self.stop)

    @Slot()
    def stop(self) -> None:
        """Ask all work to end; what was not finished is not written."""
        self._jobs.cancel_all()

    @Slot(object)
    def _begin(self, job: Job) -> None:
        self._running.append(job)
        self._text = job.name
        if not self._timer.isActive() and not self._line.is_shown:
            self._share = None
            self._timer.start()

    @Slot(object, float, str)
    def _go_on(self, job: Job, share: float, what: str) -> None:
        self._text, self._share = what or job.name, share
        if self._line.is_shown:
            self._show()

    @Slot(object)
    def _end(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        if self._running:
            self._text = self._running[-1].name
            return
        self._timer.stop()
        self._line.end()
        self._status.set_work("")

    @Slot()
    def _show(self) -> None:
        if self._share is None:
            self._line.begin()
        else:
            self._line.set_share(self._share)
        self._status.set_work(self._text)
