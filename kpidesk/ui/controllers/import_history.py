"""The imports so far: lists them, and takes one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.services.importing.plan import ImportResult
from kpidesk.ui.controllers.import_services import ImportServices
from kpidesk.ui.controllers.import_work import ImportWork
from kpidesk.ui.workers import JobFailure, Jobs, Lane

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile

Batches = Sequence[Mapping[str, Any]]


class ImportHistory(QObject):
    """What was imported into the company.

    `listed(batches)` after each reading, oldest first. `undone(Changed)` after an import was
    taken back. `failed(JobFailure)` when either did not work.
    """

    listed = Signal(object)
    undone = Signal(object)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, work: ImportWork, services: ImportServices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._work = work
        self._services = services
        self._company: CompanyFile | None = None

    def set_company(self, company: CompanyFile | None) -> None:
        """Another company's imports; they are read when `refresh` is called."""
        self._company = company

    @Slot()
    def refresh(self) -> None:
        """Read the imports; without a company there are none."""
        company, services = self._company, self._services
        if company is None:
            self.listed.emit(())
            return
        self._jobs.start(
            lambda _job: services.batches(company),
            self._tell,
            failed=self._fail,
            name=self.tr("Listing imports"),
            key="import.batches",
        )

    @Slot(int)
    def undo(self, batch: int) -> None:
        """Take back the import that a batch belongs to."""
        company, services = self._company, self._services
        if company is None:
            return
        self._work.start(
            self.tr("Undoing the import"),
            lambda _job: services.undo(company, batch),
            self._take_undone,
            self._fail,
            lane=Lane.WRITE,
        )

    def undo_result(self, result: ImportResult) -> None:
        """Take back an import that was just made."""
        batch = next((one.batch for one in result.tables if one.batch is not None), None)
        if batch is not None:
            self.undo(batch)

    def _tell(self, batches: Batches) -> None:
        self.listed.emit(batches)

    def _take_undone(self, changed: Changed) -> None:
        self.undone.emit(changed)

    def _fail(self, failure: JobFailure) -> None:
        self.failed.emit(failure)
