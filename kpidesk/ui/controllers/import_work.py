"""The one piece of work that the import page has running, and what the page shows of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.ui.widgets.import_busy import ImportBusy
from kpidesk.ui.workers import Done, Failed, Job, JobFailure, Jobs, Lane, Work


class ImportWork(QObject):
    """Runs one job at a time and shows how far it is.

    `begun` and `ended` frame every job, however it ends. `stopped` when one was stopped, by the
    page or from elsewhere: its callbacks are not called then.
    """

    begun = Signal()
    ended = Signal()
    stopped = Signal()

    def __init__(self, jobs: Jobs, busy: ImportBusy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._busy = busy
        self._job: Job | None = None
        self._running = False
        progressed, ended = getattr(jobs, "progressed", None), getattr(jobs, "ended", None)
        if progressed is not None:
            progressed.connect(self._show_progress)
        if ended is not None:
            ended.connect(self._take_end)

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return self._running

    def start(
        self,
        name: str,
        work: Work,
        done: Done,
        failed: Failed,
        *,
        lane: Lane = Lane.READ,
        key: str | None = None,
    ) -> None:
        """Begin a job; one that runs under the same key is dropped."""
        self._running = True
        self._busy.begin(name)
        self.begun.emit()

        def finish(result: object) -> None:
            self._end()
            done(result)

        def fail(failure: JobFailure) -> None:
            self._end()
            failed(failure)

        job = self._jobs.start(work, finish, failed=fail, name=name, lane=lane, key=key)
        self._job = job if self._running else None  # a job that runs at once has ended by now

    def stop(self) -> None:
        """Ask the job to stop; nothing of it is shown or written."""
        job = self._job
        self._end()
        if job is not None:
            job.cancel()
            self.stopped.emit()

    def _end(self) -> None:
        if self._running:
            self._running, self._job = False, None
            self._busy.end()
            self.ended.emit()

    @Slot(object, float, str)
    def _show_progress(self, job: Job, share: float, what: str) -> None:
        if job is self._job:
            self._busy.set_progress(share, what)

    @Slot(object)
    def _take_end(self, job: Job) -> None:
        """A job that was stopped from the status bar ends without a word."""
        if job is self._job and job.cancelled():
            self._end()
            self.stopped.emit()
