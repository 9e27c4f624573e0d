"""Curves: the chart, the table in line with it, the definition, and the rows behind a bucket."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kpidesk.ui.views.curves_view import CurvesView
from tests.ui.sample_reports import curve_report, fact_rows


@pytest.fixture
def view(qtbot, theme, formatter):
    view = CurvesView(theme, formatter)
    qtbot.addWidget(view)
    view.resize(1244, 800)
    view.show()
    view.set_report(curve_report())
    view.set_bucket(11)
    view.set_rows(fact_rows())
    qtbot.wait(10)
    return view


def test_table_columns_stand_under_their_buckets(view):
    edges = view.chart.edges()
    assert len(edges) == 13
    for bucket in range(12):
        assert view.table.columnViewportPosition(bucket + 1) == edges[bucket]
        assert view.table.columnWidth(bucket + 1) == edges[bucket + 1] - edges[bucket]


def test_the_columns_stay_in_line_when_the_window_grows(view, qtbot):
    view.resize(1500, 820)
    qtbot.wait(10)
    edges = view.chart.edges()
    assert [view.table.columnViewportPosition(at + 1) for at in range(12)] == edges[:-1]


def test_both_panels_show_the_same_buckets(view):
    bars, lines = (panel.item.getViewBox().viewRange()[0] for panel in view.chart.panels)
    assert bars == pytest.approx([0, 12])
    assert lines == pytest.approx([0, 12])


def test_arrows_pick_buckets_in_chart_and_table(view, qtbot):
    for widget in (view.chart, view.table):
        with qtbot.waitSignal(view.bucket_picked) as picked:
            qtbot.keyClick(widget, Qt.Key.Key_Left)
        assert picked.args == [10]
    with qtbot.waitSignal(view.bucket_picked) as picked:
        qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    assert picked.args == [11]


def test_enter_goes_to_the_rows_behind_the_bucket(view, qtbot):
    with qtbot.waitActive(view):
        view.activateWindow()
    view.chart.setFocus()
    qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    assert view.rows.table.hasFocus()


def test_the_rows_say_how_many_there_are(view):
    assert view.rows._title._whole == "Rows behind June 2026"
    assert view.rows._counts.text() == "29 won, 18 lost"
    assert view.rows._total.text() == "18 of 47 shown, the newest first"


def test_the_definition_tells_what_is_divided_by_what(view):
    card = view.definition
    assert card._formula.text() == "Win rate = won ÷ (won + lost)"
    assert card._division.text().replace("\u00a0", " ") == "408 ÷ 647 = 63,1 %"
    assert card._n.text().replace("\u00a0", " ") == "n = 647; 59–67 % (95 % interval)"


def test_the_figure_is_compared_with_target_and_year_before(view):
    assert view.figure._against._whole.replace("\u00a0", " ") == (
        "+1,1 points against the target of 62,0 %, +3,8 points against the year before"
    )


def test_series_can_be_left_out(view):
    view._checks["running"].setChecked(False)
    assert not view.chart.panels[1].item.isVisible()
    assert view.chart.panels[1].labels == []
    view._checks["target"].setChecked(False)
    assert [label.lines[0] for label in view.chart.panels[0].labels] == ["grey: the"]
    view._checks["running"].setChecked(True)
    assert view.chart.panels[1].item.isVisible()


def test_a_ratio_starts_near_its_lowest_value_and_bars_at_zero(view):
    bars, lines = view.chart.panels
    assert bars.ticks.low == 0
    assert 0.5 < lines.ticks.low <= 0.567
    assert lines.tick_texts[-1].endswith("%")


def test_copy_puts_picture_and_table_on_the_clipboard(view, qtbot):
    qtbot.keyClick(view.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    lines = data.text().splitlines()
    assert lines[0].startswith("2025–2026\tJul ’25\tAug")
    assert len(lines) == 9


def test_the_bucket_is_kept_when_a_newer_report_comes(view):
    view.set_report(curve_report())
    assert view.bucket == 11


def test_many_buckets_scroll_and_the_chosen_one_is_shown(view, qtbot):
    report = curve_report()
    many = tuple(report.buckets[at % 12] for at in range(40))
    view.set_report(replace(report, buckets=many))
    view.set_bucket(39)
    qtbot.wait(10)
    bar = view._area.horizontalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    assert view.table.columnWidth(5) >= view.table.needed_width() - 1


def test_buckets_without_any_value_can_be_drawn(view):
    report = curve_report()
    row = replace(report.total, value=None, target=None, interval=None, n=0, has_data=False)
    empty = tuple(
        replace(b, row=row, running=None, year_before=None, running_before=None)
        for b in report.buckets
    )
    view.set_report(replace(report, buckets=empty, total=row, total_before=None))
    assert view.figure._value.text() == "–"
    assert not view.grab().isNull()


def test_everything_that_takes_the_focus_has_a_name(view):
    nameless = [
        f"{type(widget.parent()).__name__} > {type(widget).__name__}"
        for widget in view.findChildren(type(view).__mro__[1])
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
    ]
    assert nameless == []
