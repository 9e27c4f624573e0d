"""Today: asks for the page of the selection and shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.ui.controllers.staleness import Staleness
from kpidesk.ui.views.today_view import TodayView
from kpidesk.ui.workers import JobFailure, Jobs

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed, TodayReport
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.ui.controllers.selection_controller import Selection

AskToday = Callable[["CompanyFile", "Selection"], "TodayReport"]

UNCOUNTED = frozenset({"orders", "costs", "leads"})
"""Kinds of facts that no figure of this page is counted from."""


class TodayController(QObject):
    """Refreshes the page when it is shown and something changed since.

    `kpi_opened(key)`, `rows_wished(key)` and `definition_wished(key)` lead to Curves;
    `scope_chosen(Scope)` belongs to the selection; `reported(TodayReport)` after each refresh.
    """

    kpi_opened = Signal(str)
    rows_wished = Signal(str)
    definition_wished = Signal(str)
    scope_chosen = Signal(object)
    import_wished = Signal()
    example_wished = Signal()
    targets_wished = Signal()
    reported = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        view: TodayView,
        jobs: Jobs,
        ask: AskToday | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._ask = ask or _ask_service
        self._company: CompanyFile | None = None
        self._selection: Selection | None = None
        self._shown = False
        self._current = False
        self._staleness = Staleness(view.set_stale, self)
        view.kpi_opened.connect(self.kpi_opened)
        view.rows_requested.connect(self.rows_wished)
        view.definition_requested.connect(self.definition_wished)
        view.scope_chosen.connect(self.scope_chosen)
        view.import_requested.connect(self.import_wished)
        view.example_requested.connect(self.example_wished)
        view.targets_requested.connect(self.targets_wished)

    def set_company(self, company: CompanyFile | None) -> None:
        """Another file is open; without one the page says how to begin."""
        self._company = company
        if company is None:
            self._view.show_empty()
        self._refresh_if_shown()

    @Slot(object)
    def set_selection(self, selection: Selection) -> None:
        """Look at someone else or another period."""
        self._selection = selection
        self._refresh_if_shown()

    @Slot(object)
    def take_change(self, changed: Changed) -> None:
        """The company changed: count again unless no figure of the page can be touched."""
        if not changed.kinds or changed.kinds - UNCOUNTED:
            self._refresh_if_shown()

    def set_shown(self, shown: bool) -> None:
        """Whether the page can be seen; one that cannot waits with its questions."""
        self._shown = shown
        if shown and not self._current:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the page; the answer to an older question is dropped."""
        company, selection = self._company, self._selection
        if company is None or selection is None:
            return
        self._current = True
        self._staleness.begin()
        ask = self._ask
        self._jobs.start(
            lambda _job: ask(company, selection),
            self._show,
            failed=self._fail,
            name=self.tr("Counting"),
            key="today",
        )

    def _refresh_if_shown(self) -> None:
        self._current = False
        if self._shown:
            self.refresh()

    @Slot(object)
    def _show(self, report: TodayReport) -> None:
        self._staleness.end()
        self._view.set_report(report)
        self.reported.emit(report)

    @Slot(object)
    def _fail(self, failure: JobFailure) -> None:
        self._staleness.end()
        self._current = False
        self.failed.emit(failure)


def _ask_service(company: CompanyFile, selection: Selection) -> TodayReport:
    from kpidesk.services.today import TodayQuery, today

    return today(company, TodayQuery(selection.scope, selection.period))
