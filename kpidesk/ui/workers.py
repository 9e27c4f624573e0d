"""The one way to do work off the window's thread.

Two lanes of one thread each: WRITE for what changes the company file, READ for counting. The
callbacks are passed when a job starts and are called on the window's thread. A newer job with
the same `key` drops the older one: only the latest answer is wanted.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from kpidesk.domain.errors import Cancelled


class Lane(StrEnum):
    """Which thread a job runs on."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """An error that came out of a job: what was being done, the error, and its trace."""

    name: str
    error: Exception
    trace: str


@dataclass(eq=False)
class Job:
    """A piece of work that was started: what it is called, and how to stop it."""

    name: str
    lane: Lane
    key: str | None = None
    _stop: Event = field(default_factory=Event)
    _tell: Callable[[Job, float, str], None] | None = None

    def cancel(self) -> None:
        """Ask the job to stop; its callbacks are not called any more."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether it was asked to stop. Services take this as their `cancelled`."""
        return self._stop.is_set()

    def progress(self, share: float, what: str) -> None:
        """Tell how far the work is (0 to 1). Services take this as their `progress`."""
        if self._tell is not None:
            self._tell(self, share, what)


Work = Callable[[Job], Any]
Done = Callable[[Any], None]
Failed = Callable[[JobFailure], None]


class Jobs(Protocol):
    """What controllers need of a job runner."""

    def start(
        self,
        work: Work,
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        name: str = "",
        lane: Lane = Lane.READ,
        key: str | None = None,
    ) -> Job: ...


@dataclass(frozen=True, slots=True)
class _Callbacks:
    done: Done | None
    failed: Failed | None


class _Task(QRunnable):
    """One job on its way through a lane's thread."""

    def __init__(self, job: Job, work: Work, report: Callable[[Job, str, object], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the runner holds it until its end was delivered
        self._job = job
        self._work = work
        self._report = report

    def run(self) -> None:
        kind, payload = _outcome(self._job, self._work)
        self._report(self._job, kind, payload)


def _outcome(job: Job, work: Work) -> tuple[str, object]:
    """Run the work; what came of it: done, stopped or failed."""
    if job.cancelled():
        return "stopped", None
    try:
        return "done", work(job)
    except Cancelled:
        return "stopped", None
    except Exception as error:  # noqa: BLE001 - told to the one handler of errors
        return "failed", JobFailure(job.name, error, traceback.format_exc())


class JobRunner(QObject):
    """Runs jobs in two lanes and delivers on the thread that it was made on.

    Signals: `started(Job)`, `progressed(Job, share, what)`, `ended(Job)`, `failed(JobFailure)` for
    failures that no callback took.
    """

    started = Signal(object)
    progressed = Signal(object, float, str)
    ended = Signal(object)
    failed = Signal(object)
    _reported = Signal(object, str, object)
    _told = Signal(object, float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: _lane(self) for lane in Lane}
        self._running: dict[Job, tuple[_Task, _Callbacks]] = {}
        self._latest: dict[str, Job] = {}
        self._reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Work,
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        name: str = "",
        lane: Lane = Lane.READ,
        key: str | None = None,
    ) -> Job:
        """Queue the work in its lane; `done` gets its result on the window's thread."""
        job = Job(name, lane, key, _tell=self._told.emit)
        if key is not None:
            older = self._latest.get(key)
            if older is not None:
                older.cancel()
            self._latest[key] = job
        task = _Task(job, work, self._reported.emit)
        self._running[job] = (task, _Callbacks(done, failed))
        self.started.emit(job)
        self._lanes[lane].start(task)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._running:
            job.cancel()

    def shut_down(self, timeout_ms: int = 5000) -> bool:
        """Stop everything before the program ends. False: a job did not stop in time."""
        self.cancel_all()
        ended = [pool.waitForDone(timeout_ms) for pool in self._lanes.values()]
        return all(ended)

    @Slot(object, str, object)
    def _deliver(self, job: Job, kind: str, payload: object) -> None:
        _, callbacks = self._running.pop(job)
        if job.key is not None and self._latest.get(job.key) is job:
            del self._latest[job.key]
        self.ended.emit(job)
        if job.cancelled() or kind == "stopped":
            return
        if kind == "done" and callbacks.done is not None:
            callbacks.done(payload)
        elif isinstance(payload, JobFailure) and kind == "failed":
            (callbacks.failed or self.failed.emit)(payload)

    @Slot(object, float, str)
    def _pass_on(self, job: Job, share: float, what: str) -> None:
        if job in self._running and not job.cancelled():
            self.progressed.emit(job, share, what)


def _lane(parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)  # one thread for good: a connection belongs to the thread it is of
    return pool


class InlineJobRunner(QObject):
    """Runs every job at once on the caller's thread: for tests and for work without a window."""

    started = Signal(object)
    progressed = Signal(object, float, str)
    ended = Signal(object)
    failed = Signal(object)

    def start(
        self,
        work: Work,
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        name: str = "",
        lane: Lane = Lane.READ,
        key: str | None = None,
    ) -> Job:
        """Do the work now and call back before returning."""
        job = Job(name, lane, key, _tell=self.progressed.emit)
        self.started.emit(job)
        kind, payload = _outcome(job, work)
        self.ended.emit(job)
        if kind == "done" and done is not None and not job.cancelled():
            done(payload)
        elif isinstance(payload, JobFailure):
            (failed or self.failed.emit)(payload)
        return job

    @property
    def busy(self) -> bool:
        return False

    def cancel_all(self) -> None:
        """Nothing ever waits here."""

    def shut_down(self, timeout_ms: int = 5000) -> bool:
        """Nothing ever runs on after `start`, so the time is never needed."""
        return timeout_ms >= 0
