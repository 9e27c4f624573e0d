"""Choosing a period: a month, quarter or year of one year at a click, or any span by its days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.periods import FiscalYear, Grain, Period, period_of
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.day_edit import DayEdit
from kpidesk.ui.widgets.labels import frame, push_button, separator, text_label, tool_button


class PeriodPicker(QDialog):
    """A popup; `period_chosen` carries the Period."""

    period_chosen = Signal(object)

    def __init__(self, formatter: Formatter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(self.tr("Period"))
        self._formatter = formatter
        self._year = date.today().year
        self._fiscal_start = 1
        self._periods: dict[QToolButton, Period] = {}
        self._earlier = tool_button("‹", "plain", Type.BODY_STRONG)
        self._later = tool_button("›", "plain", Type.BODY_STRONG)
        self._earlier.setAccessibleName(self.tr("Year before"))
        self._later.setAccessibleName(self.tr("Year after"))
        self._title = tool_button("", "plain", Type.BODY_STRONG)
        self._months = [tool_button("", "segment") for _ in range(12)]
        self._quarters = [tool_button("", "segment") for _ in range(4)]
        self._first, self._last = DayEdit(), DayEdit()
        self._lay_out()
        self._connect()

    def open_at(self, at: QPoint, period: Period, fiscal_start: int) -> None:
        """Show the year of a period, with the period marked."""
        self._fiscal_start = fiscal_start
        self._year = FiscalYear(fiscal_start).name_of(period.last)
        self._first.setDate(QDate(period.first.year, period.first.month, period.first.day))
        self._last.setDate(QDate(period.last.year, period.last.month, period.last.day))
        self._fill(period)
        self.adjustSize()
        self.move(at)
        self.show()
        self._title.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, marked: Period | None = None) -> None:
        fiscal = FiscalYear(self._fiscal_start)
        year = fiscal.named(self._year)
        self._title.setText(str(year))
        self._title.setAccessibleName(self.tr("All of {year}").format(year=year))
        self._periods = {self._title: year}
        for number, button in enumerate(self._quarters, start=1):
            button.setText(self.tr("Q{quarter}").format(quarter=number))
            self._periods[button] = fiscal.quarter(self._year, number)
        for at, button in enumerate(self._months):
            index = year.first.year * 12 + year.first.month - 1 + at
            first = date(index // 12, index % 12 + 1, 1)
            button.setText(self._formatter.month(first, year=False, short=True))
            self._periods[button] = period_of(first, Grain.MONTH)
        for shown, period in self._periods.items():
            shown.setCheckable(True)
            shown.setChecked(period == marked)

    def _lay_out(self) -> None:
        card = frame("popup")
        head = QHBoxLayout()
        head.addWidget(self._earlier)
        head.addStretch(1)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._later)
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, quarter in enumerate(self._quarters):
            grid.addWidget(quarter, at, 0)
        for at, month in enumerate(self._months):
            grid.addWidget(month, at // 3, at % 3 + 1)
        self._show_span = push_button(self.tr("Show"))
        span = QHBoxLayout()
        span.addWidget(text_label(self.tr("From"), Type.SECOND, "muted"))
        span.addWidget(self._first)
        span.addWidget(text_label(self.tr("to"), Type.SECOND, "muted"))
        span.addWidget(self._last)
        span.addWidget(self._show_span)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(8)
        inner.addLayout(head)
        inner.addLayout(grid)
        inner.addWidget(separator())
        inner.addLayout(span)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        for field, name in ((self._first, self.tr("First day")), (self._last, self.tr("Last day"))):
            field.setAccessibleName(name)
            field.setLocale(self._formatter.region)
            field.setDisplayFormat(_date_pattern(self._formatter.region))

    def _connect(self) -> None:
        self._earlier.clicked.connect(self._go_earlier)
        self._later.clicked.connect(self._go_later)
        self._show_span.clicked.connect(self._choose_span)
        for button in (self._title, *self._quarters, *self._months):
            button.clicked.connect(self._choose)

    @Slot()
    def _go_earlier(self) -> None:
        self._year -= 1
        self._fill()

    @Slot()
    def _go_later(self) -> None:
        self._year += 1
        self._fill()

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.hide()
            self.period_chosen.emit(self._periods[button])

    @Slot()
    def _choose_span(self) -> None:
        days = [field.date() for field in (self._first, self._last)]
        first, last = sorted(date(day.year(), day.month(), day.day()) for day in days)
        self.hide()
        self.period_chosen.emit(Period(first, last, Grain.SPAN))


def _date_pattern(locale: QLocale) -> str:
    """The locale's own short form, with the year in full."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
