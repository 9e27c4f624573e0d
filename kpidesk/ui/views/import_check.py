"""The fourth step: the sheet as it will be imported, its control totals, and the button."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kpidesk.domain.facts import KINDS
from kpidesk.services.importing.plan import ImportPlan, RowState, TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_sheet import ImportSheetModel
from kpidesk.ui.models.import_texts import field_word, grouped
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_filters import ImportFilters
from kpidesk.ui.widgets.import_rejected_card import ImportRejectedCard
from kpidesk.ui.widgets.import_sheet_table import ImportSheetTable
from kpidesk.ui.widgets.import_sheet_tabs import SheetFoot, SheetTabs
from kpidesk.ui.widgets.import_summary_card import ImportSummaryCard
from kpidesk.ui.widgets.import_totals_card import ImportTotalsCard
from kpidesk.ui.widgets.labels import ElidedLabel, frame

_SIDE = 402


class ImportCheck(QWidget):
    """Shows one table of a plan at a time; the buttons are for all of them."""

    column_mapped = Signal(object, str, object)

    def __init__(self, theme: Theme, formatter: Formatter) -> None:
        super().__init__()
        self._theme = theme
        self._formatter = formatter
        self._plan: ImportPlan | None = None
        self._table: TablePlan | None = None
        self.model = ImportSheetModel(formatter)
        self.sheet = ImportSheetTable(self.model, theme)
        self.filters = ImportFilters(theme)
        self.tabs = SheetTabs(theme)
        self.totals = ImportTotalsCard(theme, formatter)
        self.rejected = ImportRejectedCard(theme)
        self.summary = ImportSummaryCard()
        self._read = ElidedLabel(Type.SECOND, "muted")
        self._read.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._map)
        self._menu_column = 0
        self._lay_out()
        self.filters.filter_changed.connect(self._filter)
        self.tabs.currentChanged.connect(self._choose_table)
        self.sheet.chip_pressed.connect(self.open_fields)
        self.rejected.rows_requested.connect(self._show_rows)
        for keys, slot in (("F8", self.next_rejected), ("Shift+F8", self.previous_rejected)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def set_plan(self, plan: ImportPlan, formatter: Formatter, took: float | None = None) -> None:
        """Show a plan, the same sheet as before where it is still there; `took` in seconds."""
        before = self._table.sheet if self._table else None
        self._plan, self._formatter = plan, formatter
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for table in plan.tables:
            self.tabs.addTab(self._tab_text(table))
        sheets = [table.sheet for table in plan.tables]
        at = sheets.index(before) if before in sheets else _first_to_look_at(plan)
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self._read.set_whole(self._read_text(plan, took))
        self.summary.set_plan(plan, formatter)
        self._choose_table(at)

    @Slot(int)
    def open_fields(self, column: int) -> None:
        """Offer the fields that a column can go to, under its chip."""
        if self._table is None or not 0 <= column < len(self.model.heads):
            return
        head = self.model.heads[column]
        self._menu_column = column
        self.menu.clear()
        group = QActionGroup(self.menu)
        self._offer(group, self.tr("Leave this column out"), None, head.field is None)
        self.menu.addSeparator()
        names = list(KINDS[self._table.kind].field_names)
        if head.field and head.field not in names:
            names.append(head.field)
        for name in names:
            self._offer(group, field_word(name), name, name == head.field)
        chip = self.sheet.columns.chips[column]
        self.menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    @Slot()
    def next_rejected(self) -> None:
        """Go to the next rejected row."""
        self.sheet.go_rejected(1)

    @Slot()
    def previous_rejected(self) -> None:
        """Go to the rejected row before."""
        self.sheet.go_rejected(-1)

    def _offer(self, group: QActionGroup, text: str, field: str | None, chosen: bool) -> None:
        action = QAction(text, self.menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(field)
        group.addAction(action)
        self.menu.addAction(action)

    @Slot(QAction)
    def _map(self, action: QAction) -> None:
        header = self.model.heads[self._menu_column].header
        if self._table is not None and action.data() != self._table.mapping.get(header):
            self.column_mapped.emit(self._table, header, action.data())

    @Slot(int)
    def _choose_table(self, at: int) -> None:
        if self._plan is None or not 0 <= at < len(self._plan.tables):
            return
        self._table = self._plan.tables[at]
        self.model.set_plan(self._table, self._formatter)
        self.sheet.fit()
        self.sheet.setCurrentIndex(self.model.index(self.model.first_data_line(), 0))
        self.sheet.scrollToTop()
        self.filters.set_counts(self._table.counts, self._formatter)
        self.totals.set_plan(self._table, self._formatter)
        self.rejected.set_plan(self._table, self._formatter)

    @Slot(object)
    def _filter(self, state: RowState | None) -> None:
        self.model.set_filter(state)

    @Slot(object)
    def _show_rows(self, rows: tuple[int, ...]) -> None:
        """Show a row; a second one is brought into sight before it."""
        if any(self.model.line_of_row(row) is None for row in rows):
            self.filters.choose(None)
        for row in reversed(rows):
            at = self.model.line_of_row(row)
            if at is not None:
                self.sheet.show_line(at)
        self.sheet.setFocus()

    def _tab_text(self, table: TablePlan) -> str:
        if table.hidden_sheet:
            return self.tr("{sheet} (hidden)").format(sheet=table.sheet)
        return table.sheet

    def _read_text(self, plan: ImportPlan, took: float | None) -> str:
        rows = self.tr("%n row(s) read", "", plan.counts.read)
        rows = grouped(rows, plan.counts.read, self._formatter)
        if took is not None:
            seconds = self._formatter.number(_tenths(took), 1)
            rows = self.tr("{rows} in {seconds} s").format(rows=rows, seconds=seconds)
        return self.tr("{rows}; the file is not changed").format(rows=rows)

    def _lay_out(self) -> None:
        card = frame("card")
        foot = SheetFoot(self._theme)
        strip = QHBoxLayout(foot)
        strip.setContentsMargins(10, 3, 12, 3)
        strip.addWidget(self.tabs)
        strip.addWidget(self._read, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.sheet, 1)
        inside.addWidget(foot)
        left = QVBoxLayout()
        left.setSpacing(9)
        left.addWidget(self.filters)
        left.addWidget(card, 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.totals)
        right.addWidget(self.rejected)
        right.addStretch(1)
        right.addWidget(self.summary)
        side = QWidget()
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(_SIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(side)


def _first_to_look_at(plan: ImportPlan) -> int:
    """The first table with rejected rows, else the first one."""
    rejected = (at for at, table in enumerate(plan.tables) if table.counts.rejected)
    return next(rejected, 0)


def _tenths(seconds: float) -> Decimal:
    return Decimal(str(round(seconds, 1)))
