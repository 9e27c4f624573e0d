"""Today in all its states, and what a click or key on it means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kpidesk.domain.pace import Status
from kpidesk.domain.targets import Scope
from kpidesk.ui.models.scope_lines import LineColumn
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.views.today_view import TodayView
from kpidesk.ui.widgets.card_grid import columns_for
from tests.ui.sample_reports import cards, june_curve, today_report


@pytest.fixture
def view(qtbot, theme, formatter):
    view = TodayView(theme, formatter)
    qtbot.addWidget(view)
    view.resize(1244, 800)
    view.show()
    return view


def test_all_figures_are_shown(view):
    view.set_report(today_report())
    assert len(view.cards.buttons) == 10
    assert view.curve.chart is not None
    assert view.lines.rowCount() == 10
    assert view.quota.isVisible()
    assert not view.hint.isVisible()


def test_an_empty_company_offers_two_ways_on(view, qtbot):
    view.set_report(today_report(has_facts=False))
    assert view.is_empty
    texts = {button.text(): button for button in view.findChildren(QPushButton)}
    with qtbot.waitSignal(view.import_requested):
        texts["Import…"].click()
    with qtbot.waitSignal(view.example_requested):
        texts["Open the example"].click()


def without_targets():
    plain = {"target": None, "pace": None, "attainment": None, "status": Status.NO_TARGET}
    return tuple(replace(card, row=replace(card.row, **plain)) for card in cards())


def test_without_any_target_the_page_says_so_once(view, qtbot):
    view.set_report(today_report(cards=without_targets()))
    assert view.hint.isVisible()
    assert view.hint.text.startswith("No target for June 2026.")
    with qtbot.waitSignal(view.targets_requested):
        view.hint.link_activated.emit()


def test_a_period_without_data_is_not_a_row_of_zeros(view, qtbot):
    nothing = {"value": None, "has_data": False, "status": Status.NO_DATA, "pace": None}
    empty = tuple(replace(card, row=replace(card.row, **nothing)) for card in cards())
    view.set_report(today_report(cards=empty))
    assert view.hint.text.startswith("Nothing was imported for June 2026.")
    assert all(str(button.text_parts.figure) == "–" for button in view.cards.buttons)
    with qtbot.waitSignal(view.import_requested):
        view.hint.link_activated.emit()


def test_the_hint_goes_when_there_are_targets_again(view):
    view.set_report(today_report(cards=without_targets()))
    view.set_report(today_report())
    assert not view.hint.isVisible()


def test_a_kpi_that_does_not_add_up_has_no_cumulative_curve(view):
    view.set_report(today_report(curve=None))
    assert not view.curve.isVisible()


def test_the_chart_can_be_read_as_a_table(view, qtbot):
    view.set_report(today_report())
    view.curve._numbers_switch.click()
    assert view.curve._table.isVisible()
    assert view.curve._table.model().rowCount() == 22


def test_the_chart_describes_itself(view):
    view.set_report(today_report())
    chart = view.curve.chart
    assert chart.accessibleName() == "Revenue, cumulative in June 2026"
    assert "1\u00a0855\u00a0800" in chart.accessibleDescription()
    assert "50\u00a0% reached Mon 15 June, as planned" in chart.accessibleDescription()


def test_counts_filter_the_cards(view, qtbot):
    view.set_report(today_report())
    behind = view.counts._buttons[Status.BEHIND]
    assert behind.text() == "2 behind"
    behind.click()
    assert sum(button.isVisible() for button in view.cards.buttons) == 2
    behind.click()
    assert sum(button.isVisible() for button in view.cards.buttons) == 10


def test_enter_on_a_rep_chooses_them(view, qtbot):
    view.set_report(today_report())
    view.table.setCurrentIndex(view.lines.index(6, LineColumn.NAME))
    with qtbot.waitSignal(view.scope_chosen) as chosen:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert chosen.args == [Scope("rep", "Kari Nygård")]


def test_enter_on_no_rep_chooses_nobody(view, qtbot):
    view.set_report(today_report())
    view.table.setCurrentIndex(view.lines.index(9, LineColumn.NAME))
    with qtbot.assertNotEmitted(view.scope_chosen):
        qtbot.keyClick(view.table, Qt.Key.Key_Return)


def test_old_figures_stay_while_new_ones_are_counted(view):
    view.set_report(today_report())
    before = view.cards.buttons[0].text_parts
    view.set_stale(True)
    assert view.cards.buttons[0].text_parts is before
    view.set_report(today_report())
    assert not view.cards.buttons[0]._stale


def test_no_number_of_the_table_is_cut(view, qtbot):
    view.set_report(today_report())
    qtbot.wait(10)
    for column in LineColumn:
        if column is not LineColumn.NAME:
            assert view.table.columnWidth(column) >= view.table._needed(column)
    assert view.table.horizontalScrollBar().maximum() == 0


def test_the_page_survives_the_change_of_the_theme(view, theme):
    view.set_report(today_report())
    theme.set_mode(ThemeMode.DARK)
    dark = view.grab().toImage()
    theme.set_mode(ThemeMode.LIGHT)
    light = view.grab().toImage()
    assert dark.pixelColor(620, 790).lightness() < 60
    assert light.pixelColor(620, 790).lightness() > 200


def test_the_60_percent_hint_counts_how_many_are_needed(view):
    view.set_report(today_report())
    assert view.quota.hint.text.startswith("Below 60 % two months in a row:")
    assert "5 of the 7 reps" in view.quota.hint.text


def test_a_curve_with_one_day_or_without_a_target_can_be_drawn(view):
    curve = june_curve()
    view.set_report(today_report(curve=replace(curve, points=curve.points[:1], last_year=())))
    points = tuple(replace(point, target=None) for point in curve.points)
    view.set_report(today_report(curve=replace(curve, target=None, points=points, milestones=())))
    assert not view.grab().isNull()


@pytest.mark.parametrize(("width", "cards_a_row"), [(1212, 5), (1020, 5), (960, 4), (760, 3)])
def test_cards_a_row_follow_the_width(width, cards_a_row):
    assert columns_for(width) == cards_a_row
