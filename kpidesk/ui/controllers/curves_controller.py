"""Curves: asks for the development of one KPI, and for the rows behind the chosen bucket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kpidesk.ui.choices import Choice
from kpidesk.ui.controllers.staleness import Staleness
from kpidesk.ui.views.curves_view import CurvesView
from kpidesk.ui.workers import JobFailure, Jobs

if TYPE_CHECKING:
    from kpidesk.domain.periods import Period
    from kpidesk.domain.reports import Changed, CurveReport, FactRows
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.ui.controllers.selection_controller import Selection

AskCurve = Callable[["CompanyFile", str, "Selection"], "CurveReport"]
AskRows = Callable[["CompanyFile", str, "Selection", "Period"], "FactRows"]


class CurvesController(QObject):
    """One KPI at a time. `reported(CurveReport)` after each refresh."""

    reported = Signal(object)
    failed = Signal(object)
    export_wished = Signal()

    def __init__(
        self,
        view: CurvesView,
        jobs: Jobs,
        ask: AskCurve | None = None,
        ask_rows: AskRows | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._ask = ask or _ask_service
        self._ask_rows = ask_rows or _ask_rows_service
        self._company: CompanyFile | None = None
        self._selection: Selection | None = None
        self._report: CurveReport | None = None
        self._bucket: Period | None = None
        self._kpi = "revenue"
        self._shown = False
        self._current = False
        self._staleness = Staleness(view.set_stale, self)
        view.kpi_chosen.connect(self.set_kpi)
        view.bucket_picked.connect(self.pick)
        view.export_requested.connect(self.export_wished)

    @property
    def kpi(self) -> str:
        """The KPI that is shown."""
        return self._kpi

    def set_company(self, company: CompanyFile | None) -> None:
        """Another file is open."""
        self._company = company
        self._bucket = None
        self._refresh_if_shown()

    def set_kpis(self, kpis: tuple[Choice, ...]) -> None:
        """The KPIs of the company; a choice's value is the key."""
        self._view.set_kpis(kpis)

    @Slot(object)
    def set_selection(self, selection: Selection) -> None:
        """Look at someone else, another span or finer."""
        self._selection = selection
        self._refresh_if_shown()

    @Slot(str)
    def set_kpi(self, key: str) -> None:
        """Show another KPI."""
        if key != self._kpi:
            self._kpi = key
            self._refresh_if_shown()

    @Slot(object)
    def take_change(self, changed: Changed) -> None:
        """The company changed: count again, as an own KPI may be made of anything."""
        self._refresh_if_shown()

    def set_shown(self, shown: bool) -> None:
        """Whether the page can be seen; one that cannot waits with its questions."""
        self._shown = shown
        if shown and not self._current:
            self.refresh()

    @Slot()
    def show_definition(self) -> None:
        """Go to what the KPI counts."""
        self._view.definition.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Ask for the curve; the answer to an older question is dropped."""
        company, selection, kpi = self._company, self._selection, self._kpi
        if company is None or selection is None:
            return
        self._current = True
        self._staleness.begin()
        ask = self._ask
        self._jobs.start(
            lambda _job: ask(company, kpi, selection),
            self._show,
            failed=self._fail,
            name=self.tr("Counting"),
            key="curve",
        )

    @Slot(int)
    def pick(self, bucket: int) -> None:
        """Choose a bucket and show the rows behind it."""
        company, selection, report = self._company, self._selection, self._report
        if company is None or selection is None or report is None:
            return
        if not 0 <= bucket < len(report.buckets):
            return
        period = report.buckets[bucket].period
        self._bucket = period
        self._view.set_bucket(bucket)
        ask, kpi = self._ask_rows, report.definition.key
        self._jobs.start(
            lambda _job: ask(company, kpi, selection, period),
            self._view.set_rows,
            failed=self._fail,
            name=self.tr("Looking for the rows"),
            key="curve.rows",
        )

    def _refresh_if_shown(self) -> None:
        self._current = False
        if self._shown:
            self.refresh()

    @Slot(object)
    def _show(self, report: CurveReport) -> None:
        self._staleness.end()
        self._report = report
        self._view.set_report(report)
        self.reported.emit(report)
        self.pick(self._bucket_to_show(report))

    def _bucket_to_show(self, report: CurveReport) -> int:
        """The bucket that was chosen before, else the one that the data reaches, else the last."""
        periods = [bucket.period for bucket in report.buckets]
        if self._bucket in periods:
            return periods.index(self._bucket)
        day = report.as_of
        for at, period in enumerate(periods):
            if day is not None and period.contains(day):
                return at
        return len(periods) - 1

    @Slot(object)
    def _fail(self, failure: JobFailure) -> None:
        self._staleness.end()
        self._current = False
        self.failed.emit(failure)


def _ask_service(company: CompanyFile, kpi: str, selection: Selection) -> CurveReport:
    from kpidesk.services.curves import CurveQuery, curve

    query = CurveQuery(kpi, selection.scope, selection.span, selection.grain)
    return curve(company, query)


def _ask_rows_service(
    company: CompanyFile, kpi: str, selection: Selection, period: Period
) -> FactRows:
    from kpidesk.services.rows import rows_behind

    return rows_behind(company, kpi, selection.scope, period)
