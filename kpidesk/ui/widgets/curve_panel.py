"""The card with the cumulative curve: its title, the chart, and the chart's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kpidesk.domain.reports import CumulativeCurve
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.curve_numbers import CurveNumbersModel
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.data_table import DataTable
from kpidesk.ui.widgets.labels import ElidedLabel, set_tone, text_label, tool_button
from kpidesk.ui.words import curve_title

if TYPE_CHECKING:
    from kpidesk.ui.widgets.cumulative_chart import CumulativeChart


class CurvePanel(QFrame):
    """Holds the chart, which is made when the first curve arrives."""

    opened = Signal(str)

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._theme = theme
        self._chart: CumulativeChart | None = None
        self._curve: CumulativeCurve | None = None
        self._title = text_label("", Type.CARD_TITLE)
        self._growth = ElidedLabel(Type.SECOND, "muted")
        self._numbers_switch = tool_button(self.tr("Numbers"), "chip", Type.SECOND)
        self._numbers_switch.setCheckable(True)
        self._numbers_switch.setToolTip(self.tr("Show the numbers of the chart as a table"))
        self._numbers_switch.toggled.connect(self._switch)
        self._more = tool_button(self.tr("Curve"), "link", Type.SECOND_STRONG)
        self._more.setToolTip(self.tr("Open the curve"))
        self._more.clicked.connect(self._open)
        self._numbers = CurveNumbersModel(formatter)
        self._table = DataTable(self._numbers)
        self._table.setAccessibleName(self.tr("Numbers of the curve"))
        self._stack = QStackedWidget()
        self._place = QWidget()
        self._stack.addWidget(self._place)
        self._stack.addWidget(self._table)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._growth, 1)
        head.addWidget(self._numbers_switch)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(300)

    @property
    def chart(self) -> CumulativeChart | None:
        """The chart, once there was a curve to draw."""
        return self._chart

    def set_curve(self, curve: CumulativeCurve | None, formatter: Formatter) -> None:
        """Show a curve; None (a KPI that does not add up over days) leaves the card out."""
        self.setVisible(curve is not None)
        self._curve = curve
        self._numbers.set_curve(curve, formatter)
        if curve is None:
            return
        self._title.setText(curve_title(curve, formatter))
        self._growth.set_whole(_growth_text(self, curve, formatter))
        self.make_chart().set_curve(curve, formatter)

    def make_chart(self) -> CumulativeChart:
        """Make the chart if it is not there, for instance before the first curve is asked for."""
        if self._chart is None:
            self._chart = self._make_chart()
        return self._chart

    def set_passive(self) -> None:
        """Leave out what can only be clicked: on paper it is nothing."""
        self._numbers_switch.hide()
        self._more.hide()

    def set_stale(self, stale: bool) -> None:
        """Draw faintly while newer figures are counted."""
        set_tone(self._title, "faint" if stale else "")
        if self._chart is not None:
            self._chart.set_stale(stale)

    def _make_chart(self) -> CumulativeChart:
        # pyqtgraph is imported here: the window is painted long before the first chart.
        from kpidesk.ui.widgets.cumulative_chart import CumulativeChart

        chart = CumulativeChart(self._theme)
        self._stack.removeWidget(self._place)
        self._place.deleteLater()
        self._stack.insertWidget(0, chart)
        self._stack.setCurrentIndex(1 if self._numbers_switch.isChecked() else 0)
        return chart

    @Slot(bool)
    def _switch(self, numbers: bool) -> None:
        self._stack.setCurrentIndex(1 if numbers else 0)

    @Slot()
    def _open(self) -> None:
        if self._curve is not None:
            self.opened.emit(self._curve.definition.key)


def _growth_text(panel: CurvePanel, curve: CumulativeCurve, formatter: Formatter) -> str:
    if curve.growth is None or not curve.last_year:
        return ""
    return panel.tr("{growth} on the same {days} days of {year}").format(
        growth=formatter.percent(curve.growth, signed=True),
        days=curve.working_days_gone,
        year=curve.last_year[0].day.year,
    )
