"""The open company file: opening, making, closing, undo and redo, and telling what changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.ui.workers import Job, JobFailure, Jobs, Lane

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.services.directory import Directory
    from kpidesk.services.history import Steps
    from kpidesk.storage.company_file import CompanyFile


@dataclass(frozen=True, slots=True)
class OpenedCompany:
    """What is known of a company file right after opening it."""

    company: CompanyFile
    directory: Directory
    steps: Steps
    age: int  # working days since the data's last day


class CompanyController(QObject):
    """One company file at a time.

    `opened(OpenedCompany)` when another file is open. `refreshed(OpenedCompany)` when people,
    days or steps of the open one were read anew after a change. `changed(Changed)` after every
    change, whoever made it, and after `refreshed`: who was looked at may be gone.
    `failed(JobFailure)`.
    """

    opened = Signal(object)
    refreshed = Signal(object)
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._company: CompanyFile | None = None

    @property
    def company(self) -> CompanyFile | None:
        """The open file."""
        return self._company

    def open(self, path: Path) -> None:
        """Open a file in the background; the one before stays open until that worked."""

        def work(_job: Job) -> OpenedCompany:
            from kpidesk.services.companies import open_company
            from kpidesk.services.safekeeping import back_up_daily

            company = open_company(path)
            back_up_daily(company)
            return _look_at(company)

        self._start(work, self._take, self.tr("Opening {file}").format(file=path.name))

    def create(self, path: Path, *, name: str, currency: str, country: str, start: int) -> None:
        """Make an empty company file and open it."""

        def work(_job: Job) -> OpenedCompany:
            from kpidesk.services.companies import create_company

            return _look_at(
                create_company(
                    path, name=name, currency=currency, country=country, fiscal_start=start
                )
            )

        self._start(work, self._take, self.tr("Making {file}").format(file=path.name))

    def open_example(self, path: Path) -> None:
        """Open the example company, made first where it is not there yet."""

        def work(_job: Job) -> OpenedCompany:
            if path.exists():
                from kpidesk.services.companies import open_company

                return _look_at(open_company(path))
            from kpidesk.services.demo import create_demo_company

            return _look_at(create_demo_company(path).company)

        self._start(work, self._take, self.tr("Making the example company"))

    @Slot(object)
    def tell_changed(self, changed: Changed) -> None:
        """A service changed the company: read what the frame shows anew and tell all screens."""
        company = self._company
        if company is None:
            return

        def done(opened: OpenedCompany) -> None:
            if company is self._company:
                self.refreshed.emit(opened)
                self.changed.emit(changed)

        # Without a key: each change is told, also when the next one follows at once.
        self._jobs.start(
            lambda _job: _look_at(company),
            done,
            failed=self._fail,
            name=self.tr("Reading the company"),
        )

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        self._step(redo=False)

    @Slot()
    def redo(self) -> None:
        """Do the step that was last taken back again."""
        self._step(redo=True)

    def save_copy(self, path: Path) -> None:
        """Write a verified copy of the file."""
        company = self._company
        if company is None:
            return

        def work(_job: Job) -> Path:
            from kpidesk.services.safekeeping import back_up

            return back_up(company, path)

        self._start(work, None, self.tr("Saving {file}").format(file=path.name))

    def close(self) -> None:
        """Let go of the file."""
        if self._company is not None:
            self._company.close()
            self._company = None

    def _step(self, *, redo: bool) -> None:
        company = self._company
        if company is None:
            return

        def work(_job: Job) -> Changed | None:
            from kpidesk.services import history

            return history.redo(company) if redo else history.undo(company)

        name = self.tr("Redoing") if redo else self.tr("Undoing")
        self._start(work, self._tell_step, name)

    @Slot(object)
    def _tell_step(self, changed: Changed | None) -> None:
        if changed is not None:
            self.tell_changed(changed)

    @Slot(object)
    def _take(self, opened: OpenedCompany) -> None:
        before, self._company = self._company, opened.company
        self.opened.emit(opened)
        if before is not None and before is not opened.company:
            before.close()

    def _start(self, work: object, done: object, name: str) -> None:
        self._jobs.start(
            work,  # type: ignore[arg-type]
            done,  # type: ignore[arg-type]
            failed=self._fail,
            name=name,
            lane=Lane.WRITE,
        )

    @Slot(object)
    def _fail(self, failure: JobFailure) -> None:
        self.failed.emit(failure)


def _look_at(company: CompanyFile) -> OpenedCompany:
    from datetime import date, timedelta

    from kpidesk.services.directory import directory
    from kpidesk.services.history import steps

    found = directory(company)
    age = 0
    if found.as_of is not None:
        with company.reading() as reader:
            day_after = found.as_of + timedelta(days=1)
            age = reader.calendar().working_days(day_after, date.today())
    return OpenedCompany(company, found, steps(company), age)
