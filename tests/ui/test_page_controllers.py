"""What the controllers of Today and Curves ask, when, and what they do with the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QObject, Signal

from kpidesk.domain.errors import UsageError
from kpidesk.domain.periods import Grain, Period, previous
from kpidesk.domain.reports import Changed
from kpidesk.domain.targets import Scope
from kpidesk.ui.controllers.busy_controller import BusyController
from kpidesk.ui.controllers.curves_controller import CurvesController
from kpidesk.ui.controllers.staleness import Staleness
from kpidesk.ui.controllers.today_controller import TodayController
from kpidesk.ui.views.curves_view import CurvesView
from kpidesk.ui.views.today_view import TodayView
from kpidesk.ui.widgets.progress_line import ProgressLine
from kpidesk.ui.widgets.status_strip import StatusStrip
from kpidesk.ui.workers import Job, Lane
from tests.ui.sample_reports import JUNE, YEAR, curve_report, fact_rows, today_report

COMPANY = object()


@dataclass(frozen=True)
class Chosen:
    """A selection, as the frame's controller holds it."""

    scope: Scope = Scope()  # noqa: RUF009 - frozen
    period: Period = JUNE
    grain: Grain = Grain.MONTH
    span: Period = YEAR


@pytest.fixture
def today(qtbot, theme, formatter, jobs):
    view = TodayView(theme, formatter)
    qtbot.addWidget(view)
    asked = []

    def ask(company, selection):
        asked.append((company, selection))
        return today_report()

    controller = TodayController(view, jobs, ask)
    controller.asked, controller.view = asked, view
    return controller


def test_nothing_is_asked_without_a_company(today):
    today.set_selection(Chosen())
    today.set_shown(True)
    assert today.asked == []


def test_without_a_company_the_page_says_how_to_begin(today):
    today.set_company(None)
    assert today.view.is_empty


def test_a_page_that_is_not_shown_waits_with_its_question(today):
    today.set_company(COMPANY)
    today.set_selection(Chosen())
    assert today.asked == []
    today.set_shown(True)
    assert today.asked == [(COMPANY, Chosen())]


def test_a_page_that_is_still_current_is_not_asked_for_again(today):
    today.set_company(COMPANY)
    today.set_selection(Chosen())
    today.set_shown(True)
    today.set_shown(False)
    today.set_shown(True)
    assert len(today.asked) == 1


def test_another_scope_and_a_change_are_asked_for_at_once(today):
    today.set_company(COMPANY)
    today.set_selection(Chosen())
    today.set_shown(True)
    kari = Chosen(scope=Scope("rep", "Kari Nygård"))
    today.set_selection(kari)
    today.take_change(Changed(frozenset({"deals"})))
    assert [selection for _, selection in today.asked] == [Chosen(), kari, kari]


def test_a_change_that_no_figure_is_counted_from_asks_nothing(today):
    today.set_company(COMPANY)
    today.set_selection(Chosen())
    today.set_shown(True)
    today.take_change(Changed(frozenset({"costs"})))
    assert len(today.asked) == 1


def test_a_failed_question_is_told_and_asked_again_next_time(qtbot, theme, formatter, jobs):
    view = TodayView(theme, formatter)
    qtbot.addWidget(view)
    asked = []

    def ask(_company, _selection):
        asked.append(1)
        raise UsageError("kpi.unknown", "There is no such KPI.")

    controller = TodayController(view, jobs, ask)
    controller.set_company(COMPANY)
    controller.set_selection(Chosen())
    with qtbot.waitSignal(controller.failed) as failed:
        controller.set_shown(True)
    assert failed.args[0].error.code == "kpi.unknown"
    controller.set_shown(False)
    controller.set_shown(True)
    assert len(asked) == 2


@pytest.fixture
def curves(qtbot, theme, formatter, jobs):
    view = CurvesView(theme, formatter)
    qtbot.addWidget(view)
    asked, rows = [], []

    def ask(_company, kpi, selection):
        asked.append((kpi, selection))
        return curve_report()

    def ask_rows(_company, kpi, _selection, period):
        rows.append((kpi, str(period)))
        return fact_rows()

    controller = CurvesController(view, jobs, ask, ask_rows)
    controller.asked, controller.rows, controller.view = asked, rows, view
    controller.set_company(COMPANY)
    controller.set_selection(Chosen())
    controller.set_shown(True)
    return controller


def test_the_rows_of_the_bucket_that_the_data_reaches_come_with_the_curve(curves):
    assert curves.asked == [("revenue", Chosen())]
    assert curves.rows == [("win_rate", "2026-06")]
    assert curves.view.bucket == 11


def test_another_bucket_brings_its_rows_and_no_new_curve(curves):
    curves.view.bucket_picked.emit(3)
    assert curves.rows[-1] == ("win_rate", "2025-10")
    assert len(curves.asked) == 1
    assert curves.view.bucket == 3


def test_the_chosen_bucket_is_kept_when_figures_are_counted_anew(curves):
    curves.view.bucket_picked.emit(3)
    curves.take_change(Changed(frozenset({"deals"})))
    assert curves.view.bucket == 3


def test_another_kpi_is_asked_for_once(curves):
    curves.view.kpi_chosen.emit("calls")
    curves.view.kpi_chosen.emit("calls")
    assert [kpi for kpi, _ in curves.asked] == ["revenue", "calls"]


def test_a_span_before_the_data_shows_its_last_bucket(curves):
    report = replace(curve_report(), as_of=None)
    curves._ask = lambda *_: report
    curves._bucket = previous(JUNE, 60)
    curves.refresh()
    assert curves.view.bucket == 11


def test_figures_turn_faint_only_when_the_answer_takes_long(qtbot):
    told = []
    owner = QObject()
    staleness = Staleness(told.append, owner)
    staleness.begin()
    staleness.end()
    assert told == [False]
    staleness._timer.setInterval(1)
    staleness.begin()
    qtbot.waitUntil(lambda: told == [False, True])
    staleness.end()
    assert told == [False, True, False]


class Jobs(QObject):
    """The signals of a job runner, without the running."""

    started = Signal(object)
    progressed = Signal(object, float, str)
    ended = Signal(object)

    def __init__(self):
        super().__init__()
        self.stopped = False

    def cancel_all(self):
        self.stopped = True


@pytest.fixture
def busy(qtbot, theme):
    line, status, jobs = ProgressLine(theme), StatusStrip(), Jobs()
    qtbot.addWidget(line)
    qtbot.addWidget(status)
    controller = BusyController(jobs, line, status)
    controller._timer.setInterval(1)
    return controller, jobs, line, status


def test_long_work_is_shown_with_its_share_and_can_be_stopped(busy, qtbot):
    _, jobs, line, status = busy
    job = Job("Importing", Lane.WRITE)
    jobs.started.emit(job)
    qtbot.waitUntil(lambda: line.is_shown)
    jobs.progressed.emit(job, 0.5, "Row 500 of 1 000")
    assert status._work.text() == "Row 500 of 1 000"
    status.stop_requested.emit()
    assert jobs.stopped
    jobs.ended.emit(job)
    assert not line.is_shown
    assert status._work.text() == ""


def test_short_work_is_not_shown_at_all(busy):
    controller, jobs, line, _ = busy
    job = Job("Counting", Lane.READ)
    jobs.started.emit(job)
    jobs.ended.emit(job)
    assert not controller._timer.isActive()
    assert not line.is_shown
