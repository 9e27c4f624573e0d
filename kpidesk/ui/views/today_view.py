"""Today: where every KPI stands, the curve of the period, and who brought what."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.periods import Grain
from kpidesk.domain.reports import TodayReport
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.kpi_words import formula_words
from kpidesk.ui.models.scope_lines import ScopeLinesModel
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.page_view import PageView
from kpidesk.ui.widgets.card_grid import CardGrid
from kpidesk.ui.widgets.curve_panel import CurvePanel
from kpidesk.ui.widgets.empty_state import EmptyState
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.labels import frame, push_button, text_label
from kpidesk.ui.widgets.quota_card import QuotaPanel
from kpidesk.ui.widgets.scope_lines_table import ScopeLinesTable
from kpidesk.ui.widgets.status_counts import StatusCounts
from kpidesk.ui.widgets.tab_order import tab_stops, tab_through
from kpidesk.ui.words import kpi_label, kpi_text, period_title

_RIGHT_WIDTH = 540


class TodayView(PageView):
    """Shows a TodayReport; decides nothing."""

    kpi_opened = Signal(str)
    definition_requested = Signal(str)
    rows_requested = Signal(str)
    scope_chosen = Signal(object)
    import_requested = Signal()
    example_requested = Signal()
    targets_requested = Signal()

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self._country = ""
        self._theme = theme
        self.cards = CardGrid(theme)
        self.counts = StatusCounts(theme)
        self.curve = CurvePanel(theme, formatter)
        self.lines = ScopeLinesModel(formatter)
        self.table = ScopeLinesTable(self.lines, theme)
        self.quota = QuotaPanel(theme)
        self.hint = HintBand(theme)
        self.hint.hide()
        self._days = text_label("", Type.BODY, "muted")
        self._kpis = text_label("", Type.SECOND, "muted")
        self._lines_note = text_label("", Type.SECOND, "muted")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._figures_page())
        self._stack.addWidget(self._empty_page())
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)
        self._connect()

    def set_formatter(self, formatter: Formatter) -> None:
        """Write numbers as another company's country does, from the next report on."""
        self._formatter = formatter

    def set_country(self, code: str) -> None:
        """Whose working days are counted, `NO` or `DE-BY`; from the next report on."""
        territory = QLocale.codeToTerritory(code.partition("-")[0])
        known = territory != QLocale.Country.AnyTerritory
        self._country = QLocale.territoryToString(territory) if known else ""

    def set_report(self, report: TodayReport) -> None:
        """Show the figures, or what to do when there are none."""
        self._formatter = self._formatter.with_currency(report.currency)
        if not report.has_facts:
            self.show_empty()
            return
        self._stack.setCurrentIndex(0)
        self._days.setText(self._days_text(report))
        self.counts.set_statuses(card.row.status for card in report.cards)
        self._kpis.setText(self.tr("{n} of 10 KPIs").format(n=len(report.cards)))
        self.cards.set_cards(report.cards, self._formatter)
        tab_through([*self.cards.buttons, *tab_stops(self.curve), *tab_stops(self._lines_card)])
        self.curve.set_curve(report.curve, self._formatter)
        self.lines.set_lines(report.lines, self._formatter)
        self._lines_card.setVisible(bool(report.lines))
        self._lines_note.setText(self._lines_text(report))
        self.quota.set_quota(report.quota, self._formatter)
        self._hint(report)
        self.set_status_text(self._status(report))

    def show_empty(self) -> None:
        """There is no company, or it holds no figures yet."""
        self._stack.setCurrentIndex(1)
        self.set_status_text("")

    def set_stale(self, stale: bool) -> None:
        """Old figures in faint while new ones are counted."""
        self.cards.set_stale(stale)
        self.curve.set_stale(stale)

    @property
    def is_empty(self) -> bool:
        """Whether the page says that there are no figures yet."""
        return self._stack.currentIndex() == 1

    def copy_card(self, key: str) -> None:
        """Put a card's texts on the clipboard."""
        for button in self.cards.buttons:
            if button.key == key and button.text_parts is not None:
                QGuiApplication.clipboard().setText(button.text_parts.spoken)

    def _status(self, report: TodayReport) -> str:
        """How the first figure is counted, in which money, and on whose working days."""
        parts = [self._formatter.currency]
        if report.cards:
            definition = report.cards[0].definition
            counted = self.tr("{kpi}: {formula}").format(
                kpi=kpi_label(definition), formula=formula_words(definition, self._formatter)
            )
            if definition.attribution:
                day = kpi_text(definition.attribution)
                counted = self.tr("{what}, on {day}").format(what=counted, day=day)
            parts.insert(0, counted)
        if self._country:
            text = self.tr("working days of {country}")
            parts.append(text.format(country=self._country))
        return " · ".join(parts)

    def _days_text(self, report: TodayReport) -> str:
        left = report.working_days - report.working_days_gone
        if report.working_days <= 1:
            return ""
        if left <= 0:
            return self.tr("all {days} working days gone").format(days=report.working_days)
        return self.tr("{gone} of {all} working days gone, {left} left.").format(
            gone=report.working_days_gone, all=report.working_days, left=left
        )

    def _lines_text(self, report: TodayReport) -> str:
        sign = self._formatter.currency_symbol
        period = period_title(report.period, self._formatter)
        if report.period.grain in (Grain.DAY, Grain.SPAN):
            return self.tr("revenue {period}, {currency}").format(period=period, currency=sign)
        return self.tr("revenue in {period}, {currency}").format(period=period, currency=sign)

    def _hint(self, report: TodayReport) -> None:
        """At most one hint: nothing imported comes before no target."""
        rows = [card.row for card in report.cards]
        period = period_title(report.period, self._formatter)
        if rows and not any(row.has_data for row in rows):
            text = self.tr("Nothing was imported for {period}.").format(period=period)
            self.hint.set_text(text, "", self.tr("Import…"))
        elif rows and all(row.target is None for row in rows):
            text = self.tr("No target for {period}.").format(period=period)
            rest = self.tr("You see what was done; pace needs a target.")
            self.hint.set_text(text, rest, self.tr("Set target"))
        else:
            self.hint.hide()
            return
        self.hint.show()

    @Slot()
    def _follow_hint(self) -> None:
        targets = self.tr("Set target") in self.hint.text
        (self.targets_requested if targets else self.import_requested).emit()

    def _connect(self) -> None:
        self.counts.filter_changed.connect(self.cards.set_filter)
        self.cards.opened.connect(self.kpi_opened)
        self.cards.definition_requested.connect(self.definition_requested)
        self.cards.rows_requested.connect(self.rows_requested)
        self.cards.copy_requested.connect(self.copy_card)
        self.curve.opened.connect(self.kpi_opened)
        self.table.scope_chosen.connect(self.scope_chosen)
        self.quota.review_targets_requested.connect(self.targets_requested)
        self.hint.link_activated.connect(self._follow_hint)

    def _figures_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(10)
        column.addLayout(self._header())
        column.addWidget(self.hint)
        column.addWidget(self.cards)
        column.addLayout(self._lower(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(text_label(self.tr("Today"), Type.PAGE_TITLE))
        row.addWidget(self._days)
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self._kpis)
        return row

    def _lower(self) -> QHBoxLayout:
        self._lines_card = self._make_lines_card()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._lines_card, 1)
        right.addWidget(self.quota)
        holder = QWidget()
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        holder.setMinimumWidth(_RIGHT_WIDTH)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.curve, 7)
        row.addWidget(holder, 5)
        return row

    def _make_lines_card(self) -> QFrame:
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 13, 0)
        head.addWidget(text_label(self.tr("Teams and reps"), Type.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self._lines_note)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 8, 1, 3)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        card.setMinimumHeight(150)
        return card

    def _empty_page(self) -> QWidget:
        choose = push_button(self.tr("Import…"), primary=True)
        choose.clicked.connect(self.import_requested)
        example = push_button(self.tr("Open the example"))
        example.clicked.connect(self.example_requested)
        return EmptyState(
            self.tr("No figures yet."),
            self.tr("Import a workbook, or look round with the example company."),
            choose,
            example,
        )


def default_formatter() -> Formatter:
    """The formatter of the system's locale, until a company names its currency."""
    return Formatter(QLocale.system())
