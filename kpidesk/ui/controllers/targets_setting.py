"""Setting a target of any period: the dialog, from its opening until the target is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.reports import Changed
from kpidesk.domain.targets import Target
from kpidesk.ui.controllers.targets_services import TargetPage, TargetServices
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.targets_dialog import TargetDialog, TargetStart
from kpidesk.ui.views.targets_view import TargetsView
from kpidesk.ui.workers import JobFailure, Jobs, Lane

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile


class TargetSetting(QObject):
    """`stored(Changed)` when a target was set; `failed(JobFailure)` for what is no refusal."""

    stored = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        view: TargetsView,
        jobs: Jobs,
        theme: Theme,
        services: TargetServices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._theme = theme
        self._services = services
        self._company: CompanyFile | None = None
        self.dialog: TargetDialog | None = None

    def open(
        self, company: CompanyFile, page: TargetPage, start: TargetStart, formatter: Formatter
    ) -> None:
        """Offer all values of a target."""
        self._company = company
        self.dialog = TargetDialog(
            self._theme, formatter, page.directory, page.definitions, start, self._view
        )
        self.dialog.submitted.connect(self._submit)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    @Slot(object)
    def _submit(self, target: Target) -> None:
        company, services = self._company, self._services
        if company is None:
            return
        self._jobs.start(
            lambda _job: services.set_whole(company, target),
            self._take,
            failed=self._refuse,
            name=self.tr("Saving %n target(s)", "", 1),
            lane=Lane.WRITE,
        )

    def _take(self, changed: Changed) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.stored.emit(changed)

    def _refuse(self, failure: JobFailure) -> None:
        if self.dialog is not None and isinstance(failure.error, KpiDeskError):
            self.dialog.show_error(failure.error)
        else:
            self.failed.emit(failure)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None
        self._view.grid.setFocus()
