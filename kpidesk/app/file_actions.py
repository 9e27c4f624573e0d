"""What the menus stand for: files are asked for, then a service or a controller does the work."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from kpidesk import __version__
from kpidesk.app.paths import data_folder, log_folder
from kpidesk.ui.workers import Job

if TYPE_CHECKING:
    from kpidesk.app.desk import Desk

_SOURCES = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt"


class FileActions(QObject):
    """Carries out the wishes of the menus by their key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._actions: dict[str, Callable[[], None]] = {
            "new": self.new,
            "open": self.open,
            "save_copy": self.save_copy,
            "import": self.import_,
            "export": self.export,
            "report": self.report,
            "undo": desk.company.undo,
            "redo": desk.company.redo,
            "definition": self.show_definition,
            "log": self.show_log,
            "about": self.about,
        }

    @Slot(str)
    def do(self, wish: str) -> None:
        """Do what a menu entry stands for."""
        action = self._actions.get(wish)
        if action is not None:
            action()

    @Slot()
    def new(self) -> None:
        """Ask for a company's facts and a place, and make its file."""
        from kpidesk.ui.views.new_company_dialog import NewCompanyDialog

        dialog = NewCompanyDialog(self._desk.window)
        if not dialog.exec():
            return
        answers = dialog.answers()
        start = data_folder() / f"{_file_name(answers.name)}.kpidesk"
        path = self._ask_save(self.tr("New company"), start, "*.kpidesk")
        if path is not None:
            self._desk.company.create(
                path,
                name=answers.name,
                currency=answers.currency,
                country=answers.country,
                start=answers.fiscal_start,
            )

    @Slot()
    def open(self) -> None:
        """Ask for a company file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._desk.window,
            self.tr("Open company"),
            str(data_folder()),
            self.tr("Company files ({patterns})").format(patterns="*.kpidesk"),
        )
        if chosen:
            self._desk.company.open(Path(chosen))

    @Slot()
    def save_copy(self) -> None:
        """Ask for a place and save a verified copy there."""
        company = self._desk.company.company
        if company is None:
            return
        start = company.path.with_stem(f"{company.path.stem} copy")
        path = self._ask_save(self.tr("Save a copy"), start, "*.kpidesk")
        if path is not None:
            self._desk.company.save_copy(path)

    @Slot()
    def import_(self) -> None:
        """Ask for workbooks and take them to the import page."""
        if self._desk.company.company is None:
            self._desk.window.show_error(
                self.tr("No company file is open."), self.tr("Open one or make a new one first.")
            )
            return
        chosen, _ = QFileDialog.getOpenFileNames(
            self._desk.window,
            self.tr("Import"),
            str(Path.home()),
            self.tr("Workbooks and text tables ({patterns})").format(patterns=_SOURCES),
        )
        if chosen:
            self._desk.import_files(chosen)

    @Slot()
    def export(self) -> None:
        """Ask for a place and write a workbook: the report, or all facts to edit."""
        company, selection = self._desk.company.company, self._desk.selection.selection
        if company is None or selection is None:
            return
        report = self.tr("Report with live formulas ({patterns})").format(patterns="*.xlsx")
        facts = self.tr("All facts, to edit and import again ({patterns})").format(
            patterns="*.xlsx"
        )
        chosen, kind = QFileDialog.getSaveFileName(
            self._desk.window,
            self.tr("Export to Excel"),
            str(Path.home() / f"{company.path.stem} {selection.period}.xlsx"),
            f"{report};;{facts}",
        )
        if not chosen:
            return
        path = _ending_with(".xlsx", Path(chosen))

        def work(_job: Job) -> Path:
            from kpidesk.services.exporting import export_facts, export_report

            if kind == facts:
                export_facts(company, path)
            else:
                export_report(company, path, selection.period, selection.scope)
            return path

        self._write(work, path)

    @Slot()
    def report(self) -> None:
        """Ask for a place and draw the Today page as a PDF or a picture."""
        company, selection = self._desk.company.company, self._desk.selection.selection
        if company is None or selection is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._desk.window,
            self.tr("Print report"),
            str(Path.home() / f"{company.path.stem} {selection.period}.pdf"),
            self.tr("PDF (*.pdf);;Picture (*.png)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".pdf", ".png"):
            path = _ending_with(".pdf", path)

        def work(job: Job) -> Path:
            from kpidesk.app.rendering import render_elsewhere

            render_elsewhere(company.path, path, selection.period, selection.scope, job.cancelled)
            return path

        self._write(work, path)

    @Slot()
    def show_definition(self) -> None:
        """Show what the KPI in view counts."""
        from kpidesk.app.page_makers import CurvesPage

        page = self._desk.page("curves")
        if isinstance(page, CurvesPage):
            page.controller.show_definition()

    @Slot()
    def show_log(self) -> None:
        """Open the folder of the log file."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    @Slot()
    def about(self) -> None:
        """Say what this is, and under which licences its parts come."""
        QMessageBox.about(
            self._desk.window,
            self.tr("About KPIDesk"),
            self.tr(
                "<h3>KPIDesk {version}</h3><p>Targets and KPI development curves on your own "
                "computer.</p><p>MIT licence. Built with Qt and PySide6 (LGPL 3), SQLite, "
                "SQLAlchemy, pandas, pyqtgraph, XlsxWriter, openpyxl and calamine (their own "
                "licences), with the typeface Inter (OFL 1.1) and Phosphor icons (MIT).</p>"
            ).format(version=__version__),
        )

    def _ask_save(self, title: str, start: Path, pattern: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._desk.window, title, str(start), f"KPIDesk ({pattern})"
        )
        return _ending_with(".kpidesk", Path(chosen)) if chosen else None

    def _write(self, work: Callable[[Job], Path], path: Path) -> None:
        name = self.tr("Writing {file}").format(file=path.name)
        self._desk.jobs.start(work, self._say_written, name=name)

    @Slot(object)
    def _say_written(self, path: Path) -> None:
        self._desk.window.status.showMessage(
            self.tr("Written: {file}").format(file=str(path)), 8000
        )


def _ending_with(suffix: str, path: Path) -> Path:
    """The path with the suffix; a dot within the name ("Firm v1.2") stays in it."""
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def _file_name(name: str) -> str:
    """A company's name ("Hansen A/S") as every file system takes it."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name).strip(" .") or "Company"
