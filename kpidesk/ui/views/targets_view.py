"""The page of targets: choosers, the grid with its bar, and the inspector."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Period
from kpidesk.domain.targets import Scope
from kpidesk.ui.formatting import NO_VALUE, AxisScale, Formatter
from kpidesk.ui.models.targets_grid import THOUSAND, GridCell, GridContent, TargetsGridModel
from kpidesk.ui.models.targets_rows import Source
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.page_view import KEY_GAP, PageView
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.labels import frame, push_button, text_label, tool_button
from kpidesk.ui.widgets.target_bar import TargetBar
from kpidesk.ui.widgets.target_bars import TargetBars, TargetBarsContent, bars_scale
from kpidesk.ui.widgets.target_grid import TargetGrid
from kpidesk.ui.widgets.target_headers import ROW_HEIGHT, TargetCorner
from kpidesk.ui.widgets.target_inspector import WIDTH, TargetInspector
from kpidesk.ui.words import kpi_label, period_title

_FRAME = 122  # header, bar, margins and a scroll bar
_LEAST_BARS, _MOST_BARS = 140, 300


class TargetsView(PageView):
    """Shows targets and passes wishes on; decides nothing."""

    kpi_chosen = Signal(str)
    people_chosen = Signal(bool)
    year_stepped = Signal(int)
    set_requested = Signal()
    cell_chosen = Signal(object)

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formatter = formatter
        self._has_bars = False
        self.model = TargetsGridModel(formatter)
        self.grid = TargetGrid(self.model, theme)
        self.corner = TargetCorner(theme, self.grid)
        self.bar = TargetBar()
        self.bars = TargetBars(theme)
        self.inspector = TargetInspector(theme)
        self.error = HintBand(theme, Status.BEHIND)
        self.error.set_closable(True)
        self.error.hide()
        self.kpi = CaretCombo(theme)
        self.kpi.setAccessibleName(self.tr("KPI"))
        self.kpi.setMinimumWidth(190)
        self.kpi.activated.connect(self._choose_kpi)
        self._people, self.segments = self._segments((self.tr("People"), self.tr("Customers")))
        self._scale, self.scale_segments = self._segments(("kr", "1 000 kr"))
        self._people.idClicked.connect(self._choose_people)
        self._scale.idClicked.connect(self._choose_scale)
        self.year = text_label("", Type.BODY_STRONG)
        self.set_target = push_button(self.tr("Set target…"))
        self.set_target.clicked.connect(self.set_requested)
        self._empty = text_label("", Type.BODY, "muted")
        self._lay_out()
        self.grid.cell_chosen.connect(self._show_cell)
        self.grid.edited.connect(self._show_typed)
        self.grid.editor_closed.connect(self._show_current)
        self.grid.names.geometriesChanged.connect(self._place_corner)

    def set_kpis(self, definitions: Sequence[KpiDefinition], chosen: str) -> None:
        """The KPIs that can have targets."""
        self.kpi.clear()
        for definition in definitions:
            self.kpi.addItem(kpi_label(definition), definition.key)
        self.kpi.setCurrentIndex(self.kpi.findData(chosen))

    def set_people(self, people: bool) -> None:
        """Mark whether people or customers are shown."""
        self._people.button(0 if people else 1).setChecked(True)

    def set_content(self, content: GridContent, year: str, formatter: Formatter) -> None:
        """Show other targets; the chosen cell stays chosen where it is still there."""
        before = self.model.cell(self.grid.currentIndex())
        self._formatter = formatter
        self.model.set_content(content, formatter)
        self.year.setText(year)
        self._write_unit(content)
        self.grid.fit()
        self._place_corner()
        empty = not content.rows
        self._empty.setText(self.tr("There is nobody here yet. Import reps or customers first."))
        self._empty.setVisible(empty)
        self.grid.setVisible(not empty)
        self._fit_bars()
        self._choose_again(before, content)
        self._show_current()
        self._tell_keys()

    def show_error(self, error: KpiDeskError) -> None:
        """Say why something was refused, above the grid."""
        self.error.set_text(error.message)
        self.error.show()

    @Slot()
    def hide_error(self) -> None:
        """Take the band away."""
        self.error.hide()

    def set_bars(self, content: TargetBarsContent) -> None:
        """Show the months of the chosen row."""
        unit = self.model.content.definition.unit if self.model.content else Unit.COUNT
        heights = [part for bar in content.bars for part in (bar.target, bar.actual) if part]
        self._has_bars = bool(heights)
        self._fit_bars()
        thousands = unit is Unit.MONEY and self.model.scale == THOUSAND
        scale = AxisScale(float(THOUSAND), self._thousand()) if thousands else None
        self.bars.set_content(content, bars_scale(heights, unit, self._formatter, scale))

    def select(self, scope: Scope, period: Period) -> None:
        """Choose a cell and bring it into sight."""
        index = self.model.index_of(scope, period)
        if index.isValid():
            self.grid.setCurrentIndex(index)

    def current(self) -> GridCell | None:
        """The chosen cell, None for a row of differences."""
        cell = self.model.cell(self.grid.currentIndex())
        return None if cell is None or cell.row.difference else cell

    def _choose_again(self, before: GridCell | None, content: GridContent) -> None:
        if self.grid.currentIndex().isValid():
            return
        index = QModelIndex()
        if before is not None:
            index = self.model.index_of(before.row.scope, before.column.period)
        if not index.isValid() and content.rows:
            months = [
                column.period
                for column in content.columns
                if not column.parts and column.period.contains(content.today)
            ]
            first = months[0] if months else content.columns[0].period
            index = self.model.index_of(content.rows[0].scope, first)
        if index.isValid():
            self.grid.setCurrentIndex(index)

    @Slot(QModelIndex)
    def _show_cell(self, index: QModelIndex) -> None:
        cell = self.model.cell(index)
        if cell is None:
            self.bar.set_cell("", "", "")
            return
        self.bar.set_cell(self._cell_name(cell), self._value(cell.shown.value), self._source(cell))
        self.cell_chosen.emit(None if cell.row.difference else cell)

    @Slot()
    def _show_current(self) -> None:
        self._show_cell(self.grid.currentIndex())

    @Slot(str)
    def _show_typed(self, text: str) -> None:
        """The full value of what is typed, and what it was."""
        cell = self.model.cell(self.grid.currentIndex())
        if cell is None:
            return
        old = self._value(cell.own.value) if cell.own else NO_VALUE
        was = self.tr("was {value}").format(value=old)
        try:
            value = self.model.read(text)
        except KpiDeskError:
            self.bar.set_typed(self.tr("not a number"), was)
            return
        self.bar.set_typed(self._value(value), was)

    def _tell_keys(self) -> None:
        example = "=5110*9.6%" if self.model.scale == THOUSAND else "=5110000*9.6%"
        example = example.replace(".", self._formatter.file_number(Decimal("0.5"))[1])
        keys = (
            self.tr("F2 edit"),
            self.tr("Ctrl+D fill down"),
            self.tr("Ctrl+R fill right"),
            self.tr("Ctrl+C / Ctrl+V with Excel"),
            self.tr("Ctrl+Z undo"),
            self.tr("= starts a sum, for example {sum}").format(sum=example),
        )
        self.set_status_text(KEY_GAP.join(keys))

    def _cell_name(self, cell: GridCell) -> str:
        period = period_title(cell.column.period, self._formatter)
        return f"{cell.row.name} · {period}"

    def _source(self, cell: GridCell) -> str:
        if cell.row.difference:
            return self.tr("what is not yet given to those below, or how much too much was given")
        match cell.shown.source:
            case Source.OWN:
                return self.tr("set for just this period")
            case Source.PARTS:
                return self.tr("sum of its months; type to set one of its own")
            case Source.CHILDREN:
                return self.tr("sum of those below; type to set one of its own")
            case _:
                return self.tr("no target") if cell.editable else self.tr("no target at this level")

    def _value(self, value: Decimal | None) -> str:
        content = self.model.content
        if content is None:
            return NO_VALUE
        return self._formatter.value(value, content.definition.unit)

    def _thousand(self) -> str:
        return f"{self._formatter.number_of(THOUSAND)} {self._formatter.currency_symbol}"

    def _write_unit(self, content: GridContent) -> None:
        unit = content.definition.unit
        sign, thousand = self._formatter.currency_symbol, self._thousand()
        for at, text in enumerate((sign, thousand)):
            button = self._scale.button(at)
            button.setText(text)
            button.setAccessibleName(self.tr("Show and type in {unit}").format(unit=text))
        self._scale.button(1 if self.model.scale == THOUSAND else 0).setChecked(True)
        self.scale_segments.setVisible(unit is Unit.MONEY)
        names = {Unit.PERCENT: "%", Unit.COUNT: self.tr("number")}
        if unit is Unit.MONEY:
            self.corner.set_text(thousand if self.model.scale == THOUSAND else sign)
        else:
            self.corner.set_text(names.get(unit, self._formatter.unit(unit)))

    @Slot(int)
    def _choose_kpi(self, at: int) -> None:
        self.kpi_chosen.emit(str(self.kpi.itemData(at)))

    @Slot(int)
    def _choose_people(self, at: int) -> None:
        self.people_chosen.emit(at == 0)

    @Slot(int)
    def _choose_scale(self, at: int) -> None:
        self.model.set_scale(THOUSAND if at else 1)
        if self.model.content is not None:
            self._write_unit(self.model.content)
        self.grid.fit()
        self._show_current()
        self._tell_keys()

    @Slot()
    def _step_back(self) -> None:
        self.year_stepped.emit(-1)

    @Slot()
    def _step_forth(self) -> None:
        self.year_stepped.emit(1)

    def _fit_bars(self) -> None:
        """The chart gets what the grid does not need; without room or bars it is left out."""
        rows = self.model.rowCount() + 1
        room = self.height() - _FRAME - ROW_HEIGHT * rows
        self.bars.setVisible(self._has_bars and rows > 1 and room >= _LEAST_BARS)
        self.bars.setFixedHeight(max(_LEAST_BARS, min(room, _MOST_BARS)))

    @Slot()
    def _place_corner(self) -> None:
        self.corner.setGeometry(0, 0, self.grid.names.width(), ROW_HEIGHT)

    def _segments(self, texts: tuple[str, str]) -> tuple[QButtonGroup, QFrame]:
        holder = frame("segments")
        group = QButtonGroup(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for at, text in enumerate(texts):
            button = tool_button(text, "segment", Type.BODY_MEDIUM)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setMinimumHeight(24)
            group.addButton(button, at)
            row.addWidget(button)
        return group, holder

    def _year_field(self) -> QFrame:
        field = frame("field")
        row = QHBoxLayout(field)
        row.setContentsMargins(3, 1, 3, 1)
        row.setSpacing(4)
        back, forth = tool_button("‹", "plain"), tool_button("›", "plain")
        back.setAccessibleName(self.tr("Year before"))
        forth.setAccessibleName(self.tr("Year after"))
        back.clicked.connect(self._step_back)
        forth.clicked.connect(self._step_forth)
        self.year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.year.setMinimumWidth(52)
        for widget in (back, self.year, forth):
            row.addWidget(widget)
        return field

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(text_label(self.tr("Targets"), Type.PAGE_TITLE))
        head.addWidget(self.kpi)
        head.addWidget(self.segments)
        head.addWidget(self._year_field())
        head.addWidget(self.scale_segments)
        head.addStretch(1)
        head.addWidget(self.set_target)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        line = frame("line")
        line.setFixedHeight(1)
        inside.addWidget(self.bar)
        inside.addWidget(line)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 10, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.error)
        column.addWidget(card, 1)
        column.addWidget(self.bars)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.inspector)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([900, WIDTH])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()
        self.grid.fit()
        self._place_corner()
