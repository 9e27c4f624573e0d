"""Curves: how one KPI develops over many periods, what it counts, and the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpidesk.domain.periods import Grain
from kpidesk.domain.reports import CurveReport, FactRows
from kpidesk.ui.choices import Choice
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.bucket_lines import since_words
from kpidesk.ui.models.bucket_table import BucketTableModel
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.page_view import KEY_GAP, PageView
from kpidesk.ui.widgets.bucket_series import Shown
from kpidesk.ui.widgets.bucket_table_view import BucketTableView
from kpidesk.ui.widgets.caret_button import CaretButton
from kpidesk.ui.widgets.check_box import CheckBox
from kpidesk.ui.widgets.choice_list import ChoicePopup
from kpidesk.ui.widgets.curve_figure import CurveFigure
from kpidesk.ui.widgets.data_table import table_text
from kpidesk.ui.widgets.definition_card import DefinitionCard
from kpidesk.ui.widgets.fact_rows_card import FactRowsCard
from kpidesk.ui.widgets.labels import frame, push_button
from kpidesk.ui.words import kpi_label, period_title

if TYPE_CHECKING:
    from kpidesk.ui.widgets.bucket_chart import BucketChart

_RIGHT_WIDTHS = ((1200, 350), (1120, 320), (0, 258))
"""From which width of the page on the column at the right has which width."""
_BUCKET_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CurvesView(PageView):
    """Shows a CurveReport and the rows of one bucket; decides nothing."""

    kpi_chosen = Signal(str)
    bucket_picked = Signal(int)
    export_requested = Signal()

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formatter = formatter
        self._report: CurveReport | None = None
        self._popup: ChoicePopup | None = None
        self._kpis: tuple[Choice, ...] = ()
        self.chart: BucketChart | None = None
        self.figure = CurveFigure(theme)
        self.table_model = BucketTableModel(formatter)
        self.table = BucketTableView(self.table_model, theme)
        self.definition = DefinitionCard(theme)
        self.rows = FactRowsCard(theme, formatter)
        self._kpi = CaretButton(theme, Type.PAGE_TITLE)
        self._kpi.setToolTip(self.tr("Choose another KPI"))
        self._kpi.clicked.connect(self._choose_kpi)
        self._checks = {
            "target": CheckBox(self.tr("Target"), theme),
            "year_before": CheckBox(self.tr("Year before"), theme),
            "running": CheckBox(self.tr("Running"), theme),
            "interval": CheckBox(self.tr("95 % interval"), theme),
        }
        # Arrows and Enter work as soon as the page is shown, before anything in it is focused.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self.table.bucket_picked.connect(self.bucket_picked)
        self.table.bucket_opened.connect(self._go_to_rows)

    def set_kpis(self, kpis: tuple[Choice, ...]) -> None:
        """The KPIs that can be chosen; a choice's value is the key."""
        self._kpis = kpis

    def set_formatter(self, formatter: Formatter) -> None:
        """Write numbers as another company's country does, from the next report on."""
        self._formatter = formatter

    def set_report(self, report: CurveReport) -> None:
        """Show a curve."""
        self._report = report
        self._formatter = self._formatter.with_currency(report.currency)
        self._kpi.setText(kpi_label(report.definition))
        self._kpi.setAccessibleName(kpi_label(report.definition))
        self._kpi.updateGeometry()
        if report.buckets:
            self._checks["running"].setText(since_words(report, self._formatter))
            self._checks["running"].updateGeometry()
        self._checks["interval"].setVisible(any(b.row.interval for b in report.buckets))
        self.figure.set_report(report, self._formatter)
        self.table_model.set_report(report, self._formatter)
        self.definition.set_figure(report.definition, report.total, self._formatter)
        self._draw()
        if not report.buckets:
            self.set_status_text("")
            return
        keys = (
            self.tr("← → {bucket}").format(bucket=self._bucket_word(report)),
            self.tr("Enter rows behind it"),
            self.tr("Ctrl+C copies chart and table"),
        )
        self.set_status_text(KEY_GAP.join(keys))

    def set_bucket(self, bucket: int) -> None:
        """Mark a bucket, and say whose rows are meant."""
        self.table.set_bucket(bucket)
        if self.chart is not None:
            self.chart.set_selected(bucket)
            self._reveal()
        if self._report is not None and 0 <= bucket < len(self._report.buckets):
            period = self._report.buckets[bucket].period
            self.rows.set_period(period_title(period, self._formatter))

    def set_rows(self, rows: FactRows) -> None:
        """Show the rows behind the chosen bucket."""
        self.rows.set_rows(rows, self._formatter)

    def set_stale(self, stale: bool) -> None:
        """Old figures in faint while new ones are counted."""
        self.figure.set_stale(stale)
        if self.chart is not None:
            self.chart.set_stale(stale)

    def _bucket_word(self, report: CurveReport) -> str:
        words = {
            Grain.DAY: self.tr("day"),
            Grain.WEEK: self.tr("week"),
            Grain.MONTH: self.tr("month"),
            Grain.QUARTER: self.tr("quarter"),
            Grain.YEAR: self.tr("year"),
        }
        return words.get(report.buckets[0].period.grain, self.tr("period"))

    @property
    def bucket(self) -> int:
        """The bucket that is marked."""
        return self.table.bucket

    def copy(self) -> None:
        """Put the picture and the table on the clipboard."""
        data = QMimeData()
        data.setText(table_text(self.table_model))
        data.setImageData(self._card.grab().toImage())
        QGuiApplication.clipboard().setMimeData(data)

    @property
    def shown(self) -> Shown:
        """The series that are ticked."""
        return Shown(**{name: check.isChecked() for name, check in self._checks.items()})

    @Slot()
    def _draw(self) -> None:
        if self._report is None:
            return
        if self.chart is None:
            self.chart = self._make_chart()
        self._content.setMinimumWidth(self._needed_width())
        self.chart.set_report(self._report, self.shown, self._formatter)
        self.chart.set_selected(self.table.bucket)
        self._align()

    def _needed_width(self) -> int:
        from kpidesk.ui.widgets.bucket_chart import LEFT, RIGHT

        return LEFT + RIGHT + self.table.needed_width() * self.table_model.buckets

    def _make_chart(self) -> BucketChart:
        # pyqtgraph is imported here: the window is painted long before the first chart.
        from kpidesk.ui.widgets.bucket_chart import BucketChart

        chart = BucketChart(self._theme)
        chart.laid_out.connect(self._align)
        chart.bucket_picked.connect(self.bucket_picked)
        chart.bucket_opened.connect(self._go_to_rows)
        self._chart_place.insertWidget(0, chart, 1)
        return chart

    @Slot()
    def _align(self) -> None:
        if self.chart is not None:
            self.table.set_edges(self.chart.edges(), self.chart.width())
            self._reveal()

    def _reveal(self) -> None:
        """Scroll to the chosen bucket where the buckets are wider than the card."""
        edges = self.chart.edges() if self.chart is not None else []
        if 0 <= self.table.bucket < len(edges) - 1:
            last = self.table.bucket == len(edges) - 2
            right = self._content.width() if last else edges[self.table.bucket + 1]
            self._area.ensureVisible(edges[self.table.bucket], 0, 0, 0)
            self._area.ensureVisible(right, 0, 0, 0)

    @Slot()
    def _go_to_rows(self) -> None:
        self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.rows.model.rowCount():
            self.rows.table.selectRow(0)

    @Slot()
    def _choose_kpi(self) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self.tr("Type a KPI"), self, popup=True)
            self._popup.chosen.connect(self._take_kpi)
        at = self._kpi.mapToGlobal(QPoint(0, self._kpi.height() + 4))
        self._popup.open_at(at, QSize(320, 420), self._kpis)

    @Slot(object)
    def _take_kpi(self, choice: Choice) -> None:
        self.kpi_chosen.emit(str(choice.value))

    @Slot()
    def _copy(self) -> None:
        self.copy()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._header())
        left.addWidget(self._make_card(), 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.definition)
        right.addWidget(self.rows, 1)
        holder = QWidget()
        holder.setLayout(right)
        holder.setFixedWidth(_RIGHT_WIDTHS[0][1])
        self._right = holder
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(10)
        row.addLayout(left, 1)
        row.addWidget(holder)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._kpi)
        row.addStretch(1)
        for check in self._checks.values():
            check.setChecked(True)
            check.toggled.connect(self._draw)
            row.addWidget(check)
        copy = push_button(self.tr("Copy"))
        copy.clicked.connect(self._copy)
        export = push_button(self.tr("To Excel"))
        export.clicked.connect(self.export_requested)
        row.addWidget(copy)
        row.addWidget(export)
        return row

    def _make_card(self) -> QWidget:
        self._content = QWidget()
        self._chart_place = QVBoxLayout(self._content)
        self._chart_place.setContentsMargins(0, 0, 0, 0)
        self._chart_place.setSpacing(0)
        self._chart_place.addWidget(self.table)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        self._card = frame("card")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(16, 8, 4, 6)
        column.setSpacing(4)
        column.addWidget(self.figure)
        column.addWidget(area, 1)
        return self._card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = next(own for least, own in _RIGHT_WIDTHS if self.width() >= least)
        self._right.setFixedWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._align()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _BUCKET_KEYS and self.chart is not None:
            self.chart.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
