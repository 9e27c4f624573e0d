"""The import page: five steps under one header. It shows and passes wishes on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.pace import Status
from kpidesk.services.importing.plan import ImportPlan, ImportResult
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import kind_word
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.import_check import ImportCheck
from kpidesk.ui.views.import_columns_page import ImportColumns
from kpidesk.ui.views.import_done import ImportDone
from kpidesk.ui.views.import_sheets import ImportSheets, SheetLine
from kpidesk.ui.views.import_start import ImportStart
from kpidesk.ui.views.page_view import PageView
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.import_busy import ImportBusy
from kpidesk.ui.widgets.step_header import StepHeader


class Step(IntEnum):
    """The five steps."""

    FILE = 0
    SHEET = 1
    COLUMNS = 2
    CHECK = 3
    DONE = 4


class ImportView(PageView):
    """Header, error band, progress, and the page of the present step."""

    files_chosen = Signal(object)

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self._for_columns: ImportPlan | None = None
        names = (
            self.tr("File"),
            self.tr("Sheet"),
            self.tr("Columns"),
            self.tr("Check"),
            self.tr("Done"),
        )
        self.header = StepHeader(theme, names)
        self.error = HintBand(theme, Status.BEHIND)
        self.error.set_closable(True)
        self.error.hide()
        self.busy = ImportBusy(theme, self)
        self.start = ImportStart(theme, formatter)
        self.sheets = ImportSheets(theme, formatter)
        self.columns = ImportColumns(theme, formatter)
        self.check = ImportCheck(theme, formatter)
        self.done = ImportDone(formatter)
        self._pages = QStackedWidget()
        for page in (self.start, self.sheets, self.columns, self.check, self.done):
            self._pages.addWidget(page)
        self.start.choose_requested.connect(self.ask_for_files)
        self.start.files_chosen.connect(self.files_chosen)
        self.sheets.next_requested.connect(self.show_columns)
        self.columns.back_requested.connect(self.show_sheets)
        self.columns.next_requested.connect(self.show_check)
        self.check.summary.back_requested.connect(self.show_columns)
        self._lay_out()
        self.show_start()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return Step(self._pages.currentIndex())

    def show_start(self) -> None:
        """The first step, with nothing chosen."""
        self.header.set_title(self.tr("Import"))
        self.header.set_note("")
        for step in self.header.steps:
            step.set_second("")
        self.header.steps[Step.DONE].set_second(self.tr("undo stays possible"))
        self.show_step(Step.FILE)

    def show_step(self, step: Step) -> None:
        """Show the page of a step."""
        if step is Step.COLUMNS:
            self._fill_columns()
        self._pages.setCurrentIndex(step)
        unwritten = step in (Step.SHEET, Step.COLUMNS, Step.CHECK)
        self.set_status_text(self.tr("Nothing has been written yet") if unwritten else "")
        self.header.set_present(step, back=step is not Step.DONE)

    @Slot()
    def show_sheets(self) -> None:
        """Which sheets are imported."""
        self.show_step(Step.SHEET)

    @Slot()
    def show_columns(self) -> None:
        """What the columns mean."""
        self.show_step(Step.COLUMNS)

    @Slot()
    def show_check(self) -> None:
        """What the import will do; the focus goes to the sheet."""
        self.show_step(Step.CHECK)
        self.check.sheet.setFocus()

    def set_file(self, name: str) -> None:
        """The file that is looked at."""
        self.header.steps[Step.FILE].set_second(name)

    def set_plan(
        self,
        plan: ImportPlan,
        sheets: Sequence[SheetLine],
        chosen: str | None,
        formatter: Formatter,
        took: float | None,
    ) -> None:
        """Show a plan on the pages of all steps."""
        self._formatter = formatter
        self.sheets.set_sheets(sheets, chosen, plan)
        self._for_columns = plan
        if self.step is Step.COLUMNS:
            self._fill_columns()
        self.check.set_plan(plan, formatter, took)
        self._write_header(plan)

    def put_back(self, plan: ImportPlan, sheets: Sequence[SheetLine], chosen: str | None) -> None:
        """Choices that led nowhere are shown as they were before."""
        self.sheets.set_sheets(sheets, chosen, plan)
        self._for_columns = plan
        if self.step is Step.COLUMNS:
            self._fill_columns()

    def set_result(self, result: ImportResult, formatter: Formatter, next_file: str | None) -> None:
        """Show what was done."""
        self.done.set_result(result, formatter, next_file)
        self.header.steps[Step.CHECK].set_second("")
        self.show_step(Step.DONE)

    def show_error(self, text: str, rest: str = "") -> None:
        """Say what is wrong, above the page."""
        self.error.set_text(text, rest)
        self.error.show()

    @Slot()
    def hide_error(self) -> None:
        """Take the band away."""
        self.error.hide()

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose files."""
        kinds = self.tr("Workbooks and text tables ({patterns})").format(
            patterns="*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt"
        )
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Import"), "", f"{kinds};;{self.tr('All files')} (*)"
        )
        if names:
            self.files_chosen.emit(tuple(Path(name) for name in names))

    def _fill_columns(self) -> None:
        """The page of columns is made when it is shown: it has many widgets."""
        if self._for_columns is not None:
            self.columns.set_plan(self._for_columns, self._formatter)
            self._for_columns = None

    def _write_header(self, plan: ImportPlan) -> None:
        kinds = list(dict.fromkeys(table.kind for table in plan.tables))
        if len(kinds) <= 2:
            what = self.tr(" and ").join(kind_word(kind) for kind in kinds)
            self.header.set_title(self.tr("Import {what}").format(what=what))
        else:
            self.header.set_title(self.tr("Import"))
        self.header.steps[Step.SHEET].set_second(self._sheet_text(plan))
        mapped = sum(len(table.mapping) for table in plan.tables)
        columns = sum(len(table.columns) for table in plan.tables)
        text = self.tr("{mapped} of {columns} matched").format(mapped=mapped, columns=columns)
        asked = len(plan.questions)
        if asked:
            text = self.tr("%n question(s)", "", asked)
        self.header.steps[Step.COLUMNS].set_second(text)
        rejected = plan.counts.rejected
        look = self.tr("%n row(s) left out", "", rejected) if rejected else self.tr("all agree")
        self.header.steps[Step.CHECK].set_second(look)
        used = max((table.remembered for table in plan.tables), default=0)
        self.header.set_note(self.tr("Known from %n import(s)", "", used) if used else "")

    def _sheet_text(self, plan: ImportPlan) -> str:
        if len(plan.tables) != 1:
            return self.tr("%n tables", "", len(plan.tables))
        table = plan.tables[0]
        return self.tr("“{sheet}”, header in row {row}").format(
            sheet=table.sheet, row=table.header_row
        )

    def _lay_out(self) -> None:
        band = QHBoxLayout()
        band.setContentsMargins(16, 10, 16, 0)
        band.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(band)
        column.addWidget(self._pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.busy.fit(self.header.sizeHint().height())
