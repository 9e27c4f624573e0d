"""How each page is made and wired. Page controllers follow the desk through one small shape."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from kpidesk.ui.choices import Choice
from kpidesk.ui.words import kpi_label

if TYPE_CHECKING:
    from kpidesk.app.desk import Desk
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.ui.controllers.company_controller import OpenedCompany
    from kpidesk.ui.controllers.curves_controller import CurvesController
    from kpidesk.ui.controllers.import_controller import ImportController
    from kpidesk.ui.controllers.selection_controller import Selection
    from kpidesk.ui.controllers.targets_controller import TargetsController
    from kpidesk.ui.controllers.today_controller import TodayController
    from kpidesk.ui.views.curves_view import CurvesView
    from kpidesk.ui.views.today_view import TodayView


class PageController(Protocol):
    """What the desk tells every page."""

    def set_opened(self, opened: OpenedCompany) -> None:
        """Another company file is open."""

    def set_refreshed(self, opened: OpenedCompany) -> None:
        """People, days or steps of the open file were read anew."""

    def set_selection(self, selection: Selection) -> None:
        """Somebody or something else is looked at."""

    def take_change(self, changed: Changed) -> None:
        """The company was changed."""

    def set_shown(self, shown: bool) -> None:
        """The page came into view or left it."""


class TodayPage:
    """Today follows all of it as it stands."""

    def __init__(self, desk: Desk, view: TodayView, controller: TodayController) -> None:
        self._desk, self._view = desk, view
        self.controller = controller
        self.set_selection = controller.set_selection
        self.take_change = controller.take_change
        self.set_shown = controller.set_shown
        controller.kpi_opened.connect(desk.show_kpi)
        controller.rows_wished.connect(desk.show_kpi)
        controller.definition_wished.connect(desk.show_kpi)
        controller.scope_chosen.connect(desk.selection.set_scope)
        controller.import_wished.connect(desk.ask_for_import)
        controller.example_wished.connect(desk.open_example)
        controller.targets_wished.connect(desk.show_targets)
        controller.failed.connect(desk.faults.take)

    def set_opened(self, opened: OpenedCompany) -> None:
        """Another company file is open."""
        self._view.set_formatter(self._desk.formatter)
        self._view.set_country(opened.directory.country)
        self.controller.set_company(opened.company)

    def set_refreshed(self, opened: OpenedCompany) -> None:
        """Nothing of it stands on the page."""


class CurvesPage:
    """Curves also offers the company's KPIs."""

    def __init__(self, desk: Desk, view: CurvesView, controller: CurvesController) -> None:
        self._view = view
        self._desk = desk
        self.controller = controller
        self.set_selection = controller.set_selection
        self.take_change = controller.take_change
        self.set_shown = controller.set_shown
        controller.export_wished.connect(desk.ask_for_export)
        controller.failed.connect(desk.faults.take)

    def set_opened(self, opened: OpenedCompany) -> None:
        """Another company file is open, with KPIs of its own."""
        self._view.set_formatter(self._desk.formatter)
        self.controller.set_company(opened.company)
        self._desk.jobs.start(
            lambda _job: kpi_choices(opened.company),
            self.controller.set_kpis,
            name=self._desk.tr("Reading the KPIs"),
            key="curves.kpis",
        )

    def set_refreshed(self, opened: OpenedCompany) -> None:
        """Nothing of it stands on the page."""


class TargetsPage:
    """Targets change the company; they have a year of their own, not the selection's period."""

    def __init__(self, desk: Desk, controller: TargetsController) -> None:
        self._desk = desk
        self.controller = controller
        self.take_change = controller.take_change
        self.set_shown = controller.set_shown
        controller.company_changed.connect(desk.company.tell_changed)
        controller.undo_requested.connect(desk.company.undo)
        controller.redo_requested.connect(desk.company.redo)
        controller.failed.connect(desk.faults.take)

    def set_opened(self, opened: OpenedCompany) -> None:
        """Another company file is open."""
        self.controller.set_company(opened.company, self._desk.formatter)

    def set_refreshed(self, opened: OpenedCompany) -> None:
        """The grid follows changes by itself."""

    def set_selection(self, selection: Selection) -> None:
        """The grid shows everybody, a whole year."""


class ImportPage:
    """Import changes the company and then leads to Today."""

    def __init__(self, desk: Desk, controller: ImportController) -> None:
        self._desk = desk
        self.controller = controller
        controller.company_changed.connect(desk.company.tell_changed)
        controller.today_requested.connect(desk.show_today)
        controller.failed.connect(desk.faults.take)

    def set_opened(self, opened: OpenedCompany) -> None:
        """Another company file is open."""
        self.controller.set_company(opened.company, self._desk.formatter)

    def set_refreshed(self, opened: OpenedCompany) -> None:
        """The list of imports may be another."""
        self.controller.refresh()

    def set_selection(self, selection: Selection) -> None:
        """Imports are of no scope or period."""

    def take_change(self, changed: Changed) -> None:
        """A plan that is looked at is made anew."""
        self.controller.take_change(changed)

    def set_shown(self, shown: bool) -> None:
        """An import goes on unseen."""


def kpi_choices(company: CompanyFile) -> tuple[Choice, ...]:
    """The company's KPIs to pick from; a choice's value is the key."""
    from kpidesk.services.kpis import catalogue

    return tuple(Choice(kpi_label(kpi), "KPI", kpi.key) for kpi in catalogue(company))


def _today(desk: Desk) -> tuple[QWidget, PageController]:
    from kpidesk.ui.controllers.today_controller import TodayController
    from kpidesk.ui.views.today_view import TodayView

    view = TodayView(desk.theme, desk.formatter)
    return view, TodayPage(desk, view, TodayController(view, desk.jobs, parent=desk))


def _curves(desk: Desk) -> tuple[QWidget, PageController]:
    from kpidesk.ui.controllers.curves_controller import CurvesController
    from kpidesk.ui.views.curves_view import CurvesView

    view = CurvesView(desk.theme, desk.formatter)
    return view, CurvesPage(desk, view, CurvesController(view, desk.jobs, parent=desk))


def _targets(desk: Desk) -> tuple[QWidget, PageController]:
    from kpidesk.ui.controllers.targets_controller import TargetsController
    from kpidesk.ui.views.targets_view import TargetsView

    view = TargetsView(desk.theme, desk.formatter)
    controller = TargetsController(view, desk.jobs, desk.theme, desk.formatter, parent=desk)
    return view, TargetsPage(desk, controller)


def _import(desk: Desk) -> tuple[QWidget, PageController]:
    from kpidesk.ui.controllers.import_controller import ImportController
    from kpidesk.ui.views.import_view import ImportView

    view = ImportView(desk.theme, desk.formatter)
    controller = ImportController(view, desk.jobs, desk.formatter, parent=desk)
    return view, ImportPage(desk, controller)


MAKERS: MappingProxyType[str, Callable[[Desk], tuple[QWidget, PageController]]] = MappingProxyType(
    {"today": _today, "targets": _targets, "curves": _curves, "import": _import}
)
"""Makes the view and the controller of a page, by its key."""
