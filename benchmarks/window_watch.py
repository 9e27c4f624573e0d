"""Leads the real window through an import and prints, as JSON, how long it did not answer.

    python -m benchmarks.window_watch COMPANY WORKBOOK

COMPANY is made anew. With KPIDESK_STALL_TRACE=30 every stall of 30 ms and more is told on
standard error with what the other threads were doing when it ended.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kpidesk.app.desk import Desk
from kpidesk.app.page_makers import ImportPage, TodayPage
from kpidesk.app.window import Starter
from kpidesk.services.companies import create_company
from kpidesk.ui.views.import_view import ImportView, Step

_SIZE = (1440, 900)
_SEEN_TURNS = 50  # a user sees a step before he clicks on it: so many turns after it is painted


class Stalls(TypedDict):
    """How a phase went: its length, the longest stall, and how often the timer came."""

    seconds: float
    longest_ms: float
    turns: float


class Leader(QObject):
    """Goes from step to step as soon as the window shows the one before."""

    def __init__(self, starter: Starter, workbook: Path) -> None:
        super().__init__(starter)
        self._starter, self._workbook = starter, workbook
        self._steps: list[tuple[str, Callable[[], bool], Callable[[], None]]] = [
            ("starting", self._is_ready, self._drop),
            ("planning", self._is_checked, self._import),
            ("importing", self._is_done, self._go_to_today),
            ("counting", self._today_is_new, QApplication.quit),
        ]
        self.stalls: dict[str, Stalls] = {}
        self._phase = "starting"
        self._before = self._begun = time.perf_counter()
        self._longest, self._turns, self._seen_turns = 0.0, 0, 0
        self._reports = self._reports_at_drop = 0
        self._trace_ms = float(os.environ.get("KPIDESK_STALL_TRACE", "inf"))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    @property
    def _desk(self) -> Desk | None:
        return self._starter.desk

    @Slot()
    def _turn(self) -> None:
        now = time.perf_counter()
        gap = now - self._before
        self._longest, self._turns = max(self._longest, gap), self._turns + 1
        if gap * 1000 >= self._trace_ms:
            self._tell(gap)
        phase, is_there, go_on = self._steps[0]
        # The clock stands before the step's own work, which the next turn then counts as a stall.
        self._before = now
        self._seen_turns = self._seen_turns + 1 if is_there() else 0
        if self._seen_turns >= _SEEN_TURNS:
            self.stalls[phase] = Stalls(
                seconds=round(now - self._begun, 3),
                longest_ms=round(self._longest * 1000, 1),
                turns=self._turns,
            )
            self._begun, self._longest, self._turns, self._seen_turns = now, 0.0, 0, 0
            del self._steps[0]
            if not self._steps:
                self._timer.stop()
            go_on()

    def _tell(self, gap: float) -> None:
        here = threading.get_ident()
        sys.stderr.write(f"--- {1000 * gap:.0f} ms while {self._steps[0][0]}\n")
        for thread, frame in sys._current_frames().items():
            if thread != here:
                sys.stderr.write("".join(traceback.format_stack(frame)[-4:]))

    def _is_ready(self) -> bool:
        desk = self._desk
        return desk is not None and desk.company.company is not None and not desk.jobs.busy

    def _drop(self) -> None:
        assert self._desk is not None
        today = self._desk.page("today")
        assert isinstance(today, TodayPage)
        today.controller.reported.connect(self._count_report)
        self._desk.window.files_dropped.emit((self._workbook,))

    def _is_checked(self) -> bool:
        view = self._starter.window.page_widget("import")
        if not isinstance(view, ImportView):
            return False
        return view.step is Step.CHECK and view.check.summary.primary.isEnabled()

    def _import(self) -> None:
        assert self._desk is not None
        page = self._desk.page("import")
        assert isinstance(page, ImportPage)
        plan = page.controller.plan
        assert plan is not None
        assert plan.counts.new == plan.counts.read
        self._import_view().check.summary.primary.click()

    def _is_done(self) -> bool:
        return self._import_view().step is Step.DONE

    def _go_to_today(self) -> None:
        self._reports_at_drop = self._reports
        self._import_view().done.today.click()

    def _today_is_new(self) -> bool:
        desk = self._desk
        return self._reports > self._reports_at_drop and desk is not None and not desk.jobs.busy

    def _import_view(self) -> ImportView:
        view = self._starter.window.page_widget("import")
        assert isinstance(view, ImportView)
        return view

    @Slot(object)
    def _count_report(self, _report: object) -> None:
        self._reports += 1


def main(company: Path, workbook: Path) -> int:
    """Make the company file, lead the window through the import, print the stalls."""
    create_company(company, name="Stalls", currency="NOK", country="NO").close()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("KPIDesk")
    settings = QSettings(str(company.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings.clear()
    starter = Starter(app, settings, company, example=False)
    starter.window.furnished.connect(starter.start)
    leader = Leader(starter, workbook)
    starter.window.show()
    starter.window.resize(*_SIZE)  # now: platforms without a screen make new windows small
    app.exec()
    # What comes before the drop is the start of the program, which has a figure of its own.
    phases = {name: found for name, found in leader.stalls.items() if name != "starting"}
    sys.stdout.write(json.dumps(phases) + "\n")
    if starter.desk is not None:
        starter.desk.jobs.shut_down()
    return 0


if __name__ == "__main__":
    status = main(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.flush()
    os._exit(status)  # the measuring is over: how the interpreter takes Qt down is not of interest
