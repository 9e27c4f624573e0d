"""Leads a file through the steps of an import. Planning reads, applying writes, both in jobs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.domain.errors import KpiDeskError
from kpidesk.services.importing.plan import ImportPlan, ImportResult
from kpidesk.ui.controllers.import_decisions import ImportDecisions
from kpidesk.ui.controllers.import_history import Batches, ImportHistory
from kpidesk.ui.controllers.import_services import ImportServices
from kpidesk.ui.controllers.import_work import ImportWork
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.views.import_sheets import SheetLine, sheet_lines
from kpidesk.ui.views.import_view import ImportView, Step
from kpidesk.ui.workers import Job, JobFailure, Jobs, Lane

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile

_RECENT = 4
_STALE = "import.stale"


@dataclass(frozen=True, slots=True)
class _Planned:
    plan: ImportPlan
    seconds: float


class ImportController(QObject):
    """What the import page does.

    `company_changed(Changed)` after an import or its undo. `today_requested` when the user wants
    to see the figures. `recent_changed(tuple of paths)` when the recent files are others.
    `failed(JobFailure)` carries what is no fault of the input: the window reports it.
    """

    company_changed = Signal(object)
    today_requested = Signal()
    recent_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        view: ImportView,
        jobs: Jobs,
        formatter: Formatter,
        services: ImportServices | None = None,
        recent: Sequence[Path] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._formatter = formatter
        self._services = services or ImportServices()
        self._company: CompanyFile | None = None
        self._waiting: deque[Path] = deque()
        self._recent = list(recent)
        self._source: Path | None = None
        self._plan: ImportPlan | None = None
        self._sheets: tuple[SheetLine, ...] = ()
        self._result: ImportResult | None = None
        self._work = ImportWork(jobs, view.busy, self)
        self._history = ImportHistory(jobs, self._work, self._services, self)
        self._decisions = ImportDecisions(view, self)
        view.start.set_recent(self._recent)
        self._connect()

    @property
    def plan(self) -> ImportPlan | None:
        """The plan that is looked at."""
        return self._plan

    def set_company(self, company: CompanyFile | None, formatter: Formatter | None = None) -> None:
        """Work on another company file; a plan for the one before is dropped."""
        self._company = company
        self._history.set_company(company)
        self._formatter = formatter or self._formatter
        self._view.start.batches.set_formatter(self._formatter)
        self._waiting.clear()
        self._work.stop()
        self._forget()
        self._view.hide_error()
        self._view.show_start()
        self.refresh()

    @Slot(object)
    def take_change(self, changed: Changed) -> None:
        """The company changed: imports may be undone, and a plan for it as it was is of no use."""
        if self._plan is not None and not self._work.running:
            self.replan()
        if not changed.kinds or "batches" in changed.kinds:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the imports so far; call it after any change of the company."""
        self._history.refresh()

    @Slot(object)
    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files one after another; behind the one that is looked at, if there is one."""
        if self._company is None:
            self._view.show_error(self.tr("No company file is open."), self.tr("Open one first."))
            return
        self._waiting.extend(paths)
        if self._view.step in (Step.FILE, Step.DONE) and not self._work.running:
            self._next_file()

    @Slot()
    def replan(self) -> None:
        """Look at the file again with the decisions as they are."""
        company, source = self._company, self._source
        if company is None or source is None:
            return
        choices, services = self._decisions.snapshot(), self._services

        def work(job: Job) -> _Planned:
            begun = time.perf_counter()
            plan = services.plan(company, source, choices, job.progress, job.cancelled)
            return _Planned(plan, time.perf_counter() - begun)

        self._work.start(
            self.tr("Reading {file}").format(file=source.name),
            work,
            self._show_plan,
            self._plan_failed,
            key="import.plan",
        )

    @Slot()
    def apply(self) -> None:
        """Write the plan; with open questions, go to them instead."""
        company, plan = self._company, self._plan
        if company is None or plan is None:
            return
        if any(question.blocking for question in plan.questions):
            self._view.show_step(Step.COLUMNS)
            self._view.columns.focus_question()
            return
        services = self._services
        self._work.start(
            self.tr("Importing {file}").format(file=plan.name),
            lambda job: services.apply(company, plan, job.progress, job.cancelled),
            self._show_result,
            self._fail,
            lane=Lane.WRITE,
        )

    @Slot()
    def cancel(self) -> None:
        """Stop what runs; else leave the file without importing it."""
        if self._work.running:
            self._work.stop()
        else:
            self.leave()

    @Slot()
    def leave(self) -> None:
        """Leave the file that is looked at, and go on with the next one that waits."""
        self._forget()
        self._view.hide_error()
        self._view.show_start()
        if self._waiting:
            self._next_file()
        else:
            self.refresh()

    @Slot(int)
    def go_to(self, step: int) -> None:
        """Go back to a step that was done."""
        if self._work.running:
            return
        if step == Step.FILE:
            self.leave()
        elif self._plan is not None or step == Step.SHEET:
            self._view.show_step(Step(step))

    @Slot()
    def undo_result(self) -> None:
        """Take back the import that was just made."""
        if self._result is not None:
            self._history.undo_result(self._result)

    def _next_file(self) -> None:
        self._forget()
        self._source = self._waiting.popleft()
        self._remember(self._source)
        self._view.hide_error()
        self._view.show_start()
        self._view.set_file(self._source.name)
        self.replan()

    def _show_plan(self, planned: _Planned) -> None:
        first = self._plan is None
        self._plan = planned.plan
        self._decisions.keep()
        if self._decisions.sheet is None:
            self._sheets = sheet_lines(planned.plan)
        self._view.hide_error()
        self._view.set_plan(
            planned.plan, self._sheets, self._decisions.sheet, self._formatter, planned.seconds
        )
        if first:
            asked = any(question.blocking for question in planned.plan.questions)
            self._view.show_step(Step.COLUMNS if asked else Step.CHECK)
            if asked:
                self._view.columns.focus_question()
            else:
                self._view.check.sheet.setFocus()

    def _show_result(self, result: ImportResult) -> None:
        self._result = result
        self._view.hide_error()
        self._show_done(result)
        self._view.done.today.setFocus()
        self._plan = None
        if result.changed is not None:
            self.company_changed.emit(result.changed)

    @Slot(object)
    def _show_undone(self, changed: Changed) -> None:
        self._view.hide_error()
        self.refresh()
        self.company_changed.emit(changed)

    @Slot(object)
    def _show_batches(self, batches: Batches) -> None:
        """List the imports; the one that was just made may be undone or done again by now."""
        self._view.start.set_batches(batches)
        result = self._result
        if result is None or self._view.step is not Step.DONE:
            return
        own = {one.batch for one in result.tables if one.batch is not None}
        states = [batch["state"] for batch in batches if batch["id"] in own]
        if states and all(state != "applied" for state in states):
            self._view.done.set_undone(result.name)
        elif states:
            self._show_done(result)

    def _show_done(self, result: ImportResult) -> None:
        waiting = self._waiting[0].name if self._waiting else None
        self._view.set_result(result, self._formatter, waiting)

    def _plan_failed(self, failure: JobFailure) -> None:
        """Where only the kind is unclear it can be chosen; else the file is left."""
        self._fail(failure)
        code = getattr(failure.error, "code", "")
        if self._plan is not None:
            self._decisions.put_back()
            self._view.put_back(self._plan, self._sheets, self._decisions.sheet)
            return
        if code in ("import.unknown_kind", "import.missing_column"):
            self._view.sheets.set_sheets(self._sheets, self._decisions.sheet, None)
            self._view.show_step(Step.SHEET)
            return
        self._source = None
        self._view.set_file("")
        self.refresh()

    @Slot(object)
    def _fail(self, failure: JobFailure) -> None:
        if getattr(failure.error, "code", "") == _STALE:
            self.replan()  # something else changed the company: what is shown is out of date
        if isinstance(failure.error, KpiDeskError):
            where = str(failure.error.where)
            self._view.show_error(f"{where}:" if where else "", failure.error.message)
        else:
            self.failed.emit(failure)

    @Slot()
    def _go_on(self) -> None:
        if self._waiting:
            self._next_file()
        else:
            self.leave()
            self._view.ask_for_files()

    @Slot()
    def _hold(self) -> None:
        """Nothing is imported while something runs."""
        self._view.check.summary.primary.setEnabled(False)

    @Slot()
    def _release(self) -> None:
        if self._plan is not None:
            self._view.check.summary.set_plan(self._plan, self._formatter)

    @Slot()
    def _take_stop(self) -> None:
        """What was stopped before there was anything to show leaves the file, and those behind."""
        if self._plan is None and self._result is None:
            self._waiting.clear()
            self.leave()

    def _forget(self) -> None:
        self._source, self._plan, self._result = None, None, None
        self._decisions.forget()
        self._sheets = ()

    def _remember(self, path: Path) -> None:
        self._recent = [path, *(one for one in self._recent if one != path)][:_RECENT]
        self._view.start.set_recent(self._recent)
        self.recent_changed.emit(tuple(self._recent))

    def _connect(self) -> None:
        view = self._view
        self._decisions.changed.connect(self.replan)
        self._work.begun.connect(self._hold)
        self._work.ended.connect(self._release)
        self._work.stopped.connect(self._take_stop)
        view.files_chosen.connect(self.import_files)
        view.header.step_chosen.connect(self.go_to)
        view.start.undo_requested.connect(self._history.undo)
        self._history.listed.connect(self._show_batches)
        self._history.undone.connect(self._show_undone)
        self._history.failed.connect(self._fail)
        view.busy.cancel_requested.connect(self.cancel)
        view.sheets.back_requested.connect(self.leave)
        view.check.summary.import_requested.connect(self.apply)
        view.check.summary.cancel_requested.connect(self.cancel)
        view.done.undo_requested.connect(self.undo_result)
        view.done.today_requested.connect(self.today_requested)
        view.done.next_requested.connect(self._go_on)
