"""The window's parts, made and wired: one company, one selection, a controller for each page."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kpidesk.app.faults import Faults
from kpidesk.app.file_actions import FileActions
from kpidesk.app.garbage import Garbage
from kpidesk.app.look import formatter_for
from kpidesk.app.memory import Memory
from kpidesk.app.paths import data_folder
from kpidesk.domain.targets import Scope
from kpidesk.ui.controllers.busy_controller import BusyController
from kpidesk.ui.controllers.company_controller import CompanyController, OpenedCompany
from kpidesk.ui.controllers.selection_controller import (
    Selection,
    SelectionController,
    scope_choices,
)
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.main_window import MainWindow
from kpidesk.ui.workers import Job, JobFailure, JobRunner, Lane

if TYPE_CHECKING:
    from datetime import date

    from kpidesk.app.page_makers import PageController
    from kpidesk.domain.reports import Changed

EXAMPLE = "Nordskar Teknikk.kpidesk"
_CURVES = "curves"
_AHEAD = ("kpidesk.ui.widgets.cumulative_chart", "kpidesk.ui.controllers.import_controller")
_TURN_SECONDS = 0.0001  # a job gives way so soon: one paint takes many turns of the two threads


class Desk(QObject):
    """Everything behind the window. Pages are made when they are first shown."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        theme: Theme,
        formatter: Formatter,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self.window, self.theme, self.formatter = window, theme, formatter
        self._memory = Memory(settings, window, theme)
        self.jobs = JobRunner(self)
        self._garbage = Garbage(self.jobs, self)
        self.company = CompanyController(self.jobs, self)
        self.selection = SelectionController(window.top_bar, formatter, self)
        self.faults = Faults(window)
        self.faults.install()
        self._busy = BusyController(self.jobs, window.progress, window.status, self)
        self._files = FileActions(self)
        self._pages: dict[str, PageController] = {}
        self._opened: OpenedCompany | None = None
        self._connect(app)

    def open_first(self, file: Path | None, example: bool) -> None:
        """Open the file that was asked for, the example, or the last one; else the empty Today."""
        last = self._memory.last_file
        self.theme.load_icons_with(self.jobs)
        self.jobs.start(_load_ahead, self._prepare_import, name=self.tr("Loading the charts"))
        if file is not None:
            self.company.open(file)
        elif example:
            self.open_example()
        elif last is not None:
            self.company.open(last)
        else:
            self._say_empty()
        self.window.show_page("today")

    @Slot()
    def show_today(self) -> None:
        """Go to Today."""
        self.window.show_page("today")

    @Slot()
    def show_targets(self) -> None:
        """Go to the targets."""
        self.window.show_page("targets")

    @Slot()
    def ask_for_import(self) -> None:
        """Ask for workbooks to import."""
        self._files.import_()

    @Slot()
    def ask_for_export(self) -> None:
        """Ask where to write a workbook."""
        self._files.export()

    @Slot()
    def open_example(self) -> None:
        """Open the example company; it is made when it is not there."""
        self.company.open_example(data_folder() / EXAMPLE)

    def make_page(self, key: str) -> QWidget:
        """The page's view, with its controller, for the frame to show."""
        from kpidesk.app.page_makers import MAKERS

        view, controller = MAKERS[key](self)
        self._pages[key] = controller
        if self._opened is not None:
            controller.set_opened(self._opened)
        if self.selection.selection is not None:
            controller.set_selection(self.selection.selection)
        return view

    @Slot(object)
    def _prepare_import(self, _loaded: object) -> None:
        # Not before: while classes of Qt are still being made in the background, the threads had
        # better not interrupt each other more often than they must.
        sys.setswitchinterval(_TURN_SECONDS)
        # One after the other, so that the window answers in between.
        QTimer.singleShot(0, self._make_import)
        QTimer.singleShot(0, self._make_chart)

    @Slot()
    def _make_chart(self) -> None:
        from kpidesk.ui.views.today_view import TodayView

        today = self.window.page_widget("today")
        if isinstance(today, TodayView):
            today.curve.make_chart()

    @Slot()
    def _make_import(self) -> None:
        self.window.prepare_page("import")

    def page(self, key: str) -> PageController:
        """The controller of a page, made now if it was never shown."""
        self.window.show_page(key)
        return self._pages[key]

    def show_kpi(self, key: str) -> None:
        """Go to the curve of a KPI."""
        from kpidesk.app.page_makers import CurvesPage

        page = self.page(_CURVES)
        if isinstance(page, CurvesPage):
            page.controller.set_kpi(key)

    def import_files(self, paths: object) -> None:
        """Take files that were dropped or chosen to the import page."""
        from kpidesk.app.page_makers import ImportPage

        files = [Path(str(path)) for path in paths]  # type: ignore[attr-defined]
        companies = [path for path in files if path.suffix.lower() == ".kpidesk"]
        if companies:
            self.company.open(companies[0])
            return
        page = self.page("import")
        if isinstance(page, ImportPage):
            page.controller.import_files(files)

    def _connect(self, app: QApplication) -> None:
        window = self.window
        self.jobs.failed.connect(self.faults.take)
        self.company.failed.connect(self._take_failure)
        self.company.opened.connect(self._take_company)
        self.company.refreshed.connect(self._take_refreshed)
        self.company.changed.connect(self._take_change)
        self.selection.selection_changed.connect(self._take_selection)
        window.page_shown.connect(self._show_page)
        window.wished.connect(self._files.do)
        window.recent_wished.connect(self._open_recent)
        window.files_dropped.connect(self.import_files)
        window.choice_taken.connect(self._take_choice)
        window.closing.connect(self._close)
        window.top_bar.import_requested.connect(self.ask_for_import)
        app.setQuitOnLastWindowClosed(True)
        window.menus.set_file_open(False)

    @Slot(object)
    def _take_company(self, opened: OpenedCompany) -> None:
        directory = opened.directory
        self.formatter = formatter_for(directory.country, directory.currency)
        self.selection.forget()
        self._take_refreshed(opened)
        for page in self._pages.values():
            page.set_opened(opened)
        if self.selection.selection is not None:
            self._take_selection(self.selection.selection)
        self._memory.remember_file(opened.company.path)
        self.window.hide_error()

    @Slot()
    def _say_empty(self) -> None:
        """Without a company Today says how to begin."""
        from kpidesk.app.page_makers import TodayPage

        today = self.page("today")
        if isinstance(today, TodayPage) and self.company.company is None:
            today.controller.set_company(None)

    @Slot(object)
    def _take_failure(self, failure: JobFailure) -> None:
        if self.company.company is None:
            self._say_empty()
        self.faults.take(failure)

    @Slot(object)
    def _take_refreshed(self, opened: OpenedCompany) -> None:
        known = self._opened
        self._opened = opened
        directory, path = opened.directory, opened.company.path
        self.window.set_company(directory.company, path.name, self.tr("Saved, offline"))
        self.window.menus.set_undo_texts(opened.steps.undo, opened.steps.redo)
        self.window.status.set_last_import(
            self.tr("Last import: {what}").format(what=directory.last_import)
            if directory.last_import
            else ""
        )
        self.selection.set_directory(directory, opened.age)
        if known is not None and known.company is opened.company:
            self._follow(known.directory.as_of, directory.as_of)
        self._offer_choices(opened)
        for page in self._pages.values():
            page.set_refreshed(opened)

    def _follow(self, before: date | None, now: date | None) -> None:
        """Look at the period of new data; also of the first."""
        if now is not None and now != before:
            self.selection.follow_data(now)

    @Slot(object)
    def _take_change(self, changed: Changed) -> None:
        for page in self._pages.values():
            page.take_change(changed)

    @Slot(object)
    def _take_selection(self, selection: Selection) -> None:
        for page in self._pages.values():
            page.set_selection(selection)

    @Slot(str)
    def _show_page(self, key: str) -> None:
        self.selection.set_curves(key == _CURVES)
        for name, page in self._pages.items():
            page.set_shown(name == key)

    @Slot(object)
    def _take_choice(self, choice: object) -> None:
        value = getattr(choice, "value", None)
        if isinstance(value, Scope):
            self.selection.set_scope(value)
            if self.window.page not in ("today", _CURVES):
                self.window.show_page("today")
        elif isinstance(value, str):
            self.show_kpi(value)

    def _offer_choices(self, opened: OpenedCompany) -> None:
        from kpidesk.app.page_makers import kpi_choices
        from kpidesk.ui.choices import Choice

        offered = scope_choices(opened.directory)
        named = (
            (self.tr("Team"), offered.teams),
            (self.tr("Rep"), offered.reps),
            (self.tr("Customer"), offered.customers),
        )
        people = [
            Choice(choice.text, kind, choice.value) for kind, choices in named for choice in choices
        ]

        def show(kpis: tuple[Choice, ...]) -> None:
            self.window.set_choices([*kpis, *people])

        self.jobs.start(
            lambda _job: kpi_choices(opened.company),
            show,
            name=self.tr("Reading the KPIs"),
            lane=Lane.READ,
            key="choices",
        )

    @Slot(str)
    def _open_recent(self, path: str) -> None:
        self.company.open(Path(path))

    @Slot()
    def _close(self) -> None:
        self._memory.remember_place()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.jobs.shut_down()
        self.company.close()
        self._garbage.stop()
        QCoreApplication.quit()


def _load_ahead(_job: Job) -> None:
    """Load what the pages are made of while the file is opened: later the window would wait."""
    for module in _AHEAD:
        import_module(module)
