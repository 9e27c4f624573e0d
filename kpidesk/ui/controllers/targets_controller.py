"""Targets: reads them for the grid, writes what was typed or pasted, and fills the inspector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.periods import FiscalYear, Period
from kpidesk.domain.reports import Changed
from kpidesk.domain.targets import Scope
from kpidesk.ui.controllers.targets_clipboard import block_edits, block_text, fill_edits
from kpidesk.ui.controllers.targets_facts import bars_of, facts_of
from kpidesk.ui.controllers.targets_services import (
    TargetDetail,
    TargetPage,
    TargetServices,
    Written,
)
from kpidesk.ui.controllers.targets_setting import TargetSetting
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.targets_grid import GridCell, GridContent, TargetEdit
from kpidesk.ui.models.targets_rows import GridRow, columns_of, customer_rows, people_rows
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.targets_dialog import TargetDialog, TargetStart
from kpidesk.ui.views.targets_view import TargetsView
from kpidesk.ui.workers import JobFailure, Jobs, Lane

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile

_SEEN = frozenset({"targets", "reps", "teams", "customers", "kpis", "settings"})
"""Kinds of things whose change makes the grid another one; facts touch the inspector only."""


class TargetsController(QObject):
    """What the page of targets does.

    `company_changed(Changed)` after each edit. `undo_requested` and `redo_requested` when the
    keys were pressed in the grid. `failed(JobFailure)` carries what the user cannot mend.
    """

    company_changed = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    failed = Signal(object)

    def __init__(
        self,
        view: TargetsView,
        jobs: Jobs,
        theme: Theme,
        formatter: Formatter,
        services: TargetServices | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._formatter = formatter
        self._services = services or TargetServices()
        self._company: CompanyFile | None = None
        self._page: TargetPage | None = None
        self._kpi = "revenue"
        self._people = True
        self._year: int | None = None
        self._shown = False
        self._current = False
        self._setting = TargetSetting(view, jobs, theme, self._services, self)
        self._unsaved: list[TargetEdit] = []
        self._wanted: tuple[Scope, date] | None = None
        self._connect()

    def set_company(self, company: CompanyFile | None, formatter: Formatter | None = None) -> None:
        """Another file is open."""
        self._company = company
        self._formatter = formatter or self._formatter
        self._page, self._year = None, None
        self._unsaved = []
        self._view.hide_error()
        self._refresh_if_shown()

    @Slot(object)
    def take_change(self, changed: Changed) -> None:
        """The company changed: read again what the page shows of it."""
        if not changed.kinds or changed.kinds & _SEEN:
            self._refresh_if_shown()
        elif self._shown:
            self._ask_detail(self._view.current())

    def set_shown(self, shown: bool) -> None:
        """Whether the page can be seen; one that cannot waits with its questions."""
        self._shown = shown
        if shown:
            self._view.grid.setFocus()
        if shown and not self._current:
            self.refresh()

    def show_target(self, kpi: str, scope: Scope, day: date) -> None:
        """Go to the month of a day, for a KPI and scope: where “Set target” leads to."""
        self._kpi = kpi
        self._people = scope.level != "customer"
        self._year = None
        self._wanted = (scope, day)
        self._refresh_if_shown()

    @Slot()
    def refresh(self) -> None:
        """Read people and targets; the answer to an older question is dropped."""
        company, kpi, services = self._company, self._kpi, self._services
        if company is None:
            return
        self._current = True
        self._jobs.start(
            lambda _job: services.page(company, kpi),
            self._show_page,
            failed=self._fail,
            name=self.tr("Reading targets"),
            key="targets.page",
        )

    def write(self, edits: Sequence[TargetEdit]) -> None:
        """Store values that were typed or pasted; they are shown in the meantime."""
        company, services, kpi = self._company, self._services, self._kpi
        if company is None or not edits:
            return
        wanted = tuple(edits)
        self._view.hide_error()
        self._unsaved += wanted
        self._view.model.set_pending(self._unsaved)

        def done(written: Written) -> None:
            self._take_written(written, wanted)

        self._jobs.start(
            lambda _job: services.write(company, kpi, wanted),
            done,
            failed=self._write_failed,
            name=self.tr("Saving %n target(s)", "", len(wanted)),
            lane=Lane.WRITE,
        )

    @Slot()
    def open_dialog(self) -> None:
        """Offer all values of a target, of any period."""
        page = self._page
        if self._company is None or page is None or page.definition is None:
            return
        cell = self._view.current()
        period = cell.column.period if cell else self._year_period()
        scope = cell.row.scope if cell else Scope()
        start = TargetStart(page.definition.key, scope, period, cell.own if cell else None)
        self._setting.open(self._company, page, start, self._formatter)

    @property
    def dialog(self) -> TargetDialog | None:
        """The dialog, while it is open."""
        return self._setting.dialog

    def _year_period(self) -> Period:
        start = self._page.directory.fiscal_start if self._page else 1
        return FiscalYear(start).named(self._year or date.today().year)

    @Slot(object)
    def _show_page(self, page: TargetPage) -> None:
        self._page = page
        if page.definition is None:
            return
        directory, definition = page.directory, page.definition
        self._formatter = self._formatter.with_currency(directory.currency)
        self._kpi = definition.key
        if self._year is None:
            day = self._wanted[1] if self._wanted else directory.as_of or date.today()
            self._year = FiscalYear(directory.fiscal_start).name_of(day)
        columns = columns_of(self._year, directory.fiscal_start)
        rows = self._rows(page, columns[-1].period)
        content = GridContent(
            definition,
            rows,
            columns,
            {(target.scope, target.period): target for target in page.targets},
            directory.as_of or date.today(),
            page.stays,
        )
        self._view.set_kpis(page.definitions, definition.key)
        self._view.set_people(self._people)
        self._view.set_content(content, str(columns[-1].period), self._formatter)
        if self._unsaved:
            self._view.model.set_pending(self._unsaved)
        if self._wanted is not None:
            scope, day = self._wanted
            self._wanted = None
            months = [one.period for one in columns if not one.parts and one.period.contains(day)]
            self._view.select(scope, months[0] if months else columns[-1].period)

    def _rows(self, page: TargetPage, year: Period) -> tuple[GridRow, ...]:
        if not self._people:
            return customer_rows(page.directory)
        targeted = {target.scope for target in page.targets if year.covers(target.period)}
        if self._wanted is not None:
            targeted.add(self._wanted[0])  # whoever was asked for can be found
        return people_rows(page.directory, year, page.stays, targeted)

    def _take_written(self, written: Written, wanted: tuple[TargetEdit, ...]) -> None:
        self._unsaved = [edit for edit in self._unsaved if edit not in wanted]
        self._view.model.set_pending(self._unsaved)
        if written.refused is not None:
            self._view.show_error(written.refused)
            edit = written.refused_edit
            if edit is not None:
                self._view.select(edit.scope, edit.period)
        if written.changed is not None:
            self.refresh()
            self.company_changed.emit(written.changed)

    def _write_failed(self, failure: JobFailure) -> None:
        self._unsaved = []
        self._view.model.set_pending(())
        self._fail(failure)

    @Slot(object)
    def _take_stored(self, changed: Changed) -> None:
        self.refresh()
        self.company_changed.emit(changed)

    @Slot(object)
    def _ask_detail(self, cell: GridCell | None) -> None:
        company, page, services = self._company, self._page, self._services
        if cell is None or page is None or page.definition is None:
            self._view.inspector.set_facts(None)
            return
        definition, formatter = page.definition, self._formatter
        self._view.inspector.set_facts(facts_of(cell, definition, None, formatter))
        self._view.set_bars(bars_of(cell, self._view.model, None, formatter))
        if company is None or not definition.allows(cell.row.scope.level):
            return

        def done(detail: TargetDetail) -> None:
            facts = facts_of(cell, definition, detail, formatter)
            self._view.inspector.set_facts(facts)
            self._view.set_bars(bars_of(cell, self._view.model, detail, formatter))

        key, scope, period = definition.key, cell.row.scope, cell.column.period
        year = self._year_period()
        self._jobs.start(
            lambda _job: services.detail(company, key, scope, period, year, cell.own),
            done,
            failed=self._fail,
            name=self.tr("Counting"),
            key="targets.detail",
        )

    @Slot(object)
    def _clear(self, indexes: Sequence[QModelIndex]) -> None:
        edits = (self._view.model.edit_of(index, "") for index in indexes)
        self.write([edit for edit in edits if edit is not None])

    @Slot(object)
    def _copy(self, indexes: Sequence[QModelIndex]) -> None:
        QGuiApplication.clipboard().setText(block_text(self._view.model, indexes))

    @Slot(object)
    def _paste(self, indexes: Sequence[QModelIndex]) -> None:
        text = QGuiApplication.clipboard().text()
        try:
            edits = block_edits(self._view.model, indexes, text)
        except KpiDeskError as error:
            self._view.show_error(error)
            return
        self.write(edits)

    @Slot(object)
    def _fill_down(self, indexes: Sequence[QModelIndex]) -> None:
        self.write(fill_edits(self._view.model, indexes, down=True))

    @Slot(object)
    def _fill_right(self, indexes: Sequence[QModelIndex]) -> None:
        self.write(fill_edits(self._view.model, indexes, down=False))

    @Slot(str)
    def _choose_kpi(self, kpi: str) -> None:
        self._kpi = kpi
        self._view.hide_error()
        self.refresh()

    @Slot(bool)
    def _choose_people(self, people: bool) -> None:
        self._people = people
        self._view.hide_error()
        if self._page is not None:
            self._show_page(self._page)

    @Slot(int)
    def _step_year(self, step: int) -> None:
        if self._page is not None and self._year is not None:
            self._year += step
            self._show_page(self._page)

    def _refresh_if_shown(self) -> None:
        self._current = False
        if self._shown:
            self.refresh()

    def _fail(self, failure: JobFailure) -> None:
        if isinstance(failure.error, KpiDeskError):
            self._view.show_error(failure.error)
        else:
            self.failed.emit(failure)

    def _connect(self) -> None:
        view = self._view
        view.kpi_chosen.connect(self._choose_kpi)
        view.people_chosen.connect(self._choose_people)
        view.year_stepped.connect(self._step_year)
        view.set_requested.connect(self.open_dialog)
        view.inspector.edit_requested.connect(self.open_dialog)
        view.cell_chosen.connect(self._ask_detail)
        view.model.edits_requested.connect(self.write)
        view.model.refused.connect(view.show_error)
        view.grid.cleared.connect(self._clear)
        view.grid.copied.connect(self._copy)
        view.grid.pasted.connect(self._paste)
        view.grid.filled_down.connect(self._fill_down)
        view.grid.filled_right.connect(self._fill_right)
        self._setting.stored.connect(self._take_stored)
        self._setting.failed.connect(self.failed)
        view.grid.undo_requested.connect(self.undo_requested)
        view.grid.redo_requested.connect(self.redo_requested)
