"""Work off the window's thread: delivery, errors, stopping, and that only the latest counts."""

from __future__ import annotations

import threading

import pytest

from kpidesk.domain.errors import Cancelled, InputError
from kpidesk.ui.workers import InlineJobRunner, JobRunner, Lane


@pytest.fixture
def runner(qtbot):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


def test_work_runs_elsewhere_and_its_result_arrives_here(runner, qtbot):
    here = threading.get_ident()
    found = []
    runner.start(
        lambda _job: threading.get_ident(),
        lambda there: found.append((there, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(found))
    there, arrived = found[0]
    assert there != here
    assert arrived == here


def test_no_result_is_lost(runner, qtbot):
    found = []
    for number in range(300):
        runner.start(lambda _job, number=number: number, found.append)
    qtbot.waitUntil(lambda: len(found) == 300)
    assert found == list(range(300))
    assert not runner.busy


def test_a_newer_question_drops_the_older_answer(runner, qtbot):
    go_on = threading.Event()
    found = []

    def slow(_job):
        go_on.wait(5)
        return "old"

    runner.start(slow, found.append, key="page")
    runner.start(lambda _job: "new", found.append, key="page")
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == ["new"]


def test_questions_of_other_keys_are_not_dropped(runner, qtbot):
    found = []
    runner.start(lambda _job: 1, found.append, key="a")
    runner.start(lambda _job: 2, found.append, key="b")
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == [1, 2]


def test_reading_does_not_wait_for_writing(runner, qtbot):
    go_on = threading.Event()
    found = []
    runner.start(lambda _job: go_on.wait(5), lane=Lane.WRITE)
    runner.start(lambda _job: "read", found.append, lane=Lane.READ)
    qtbot.waitUntil(lambda: found == ["read"])
    assert runner.busy
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)


def test_a_job_that_is_stopped_calls_nobody(runner, qtbot):
    started, called = threading.Event(), []

    def work(job):
        started.set()
        while not job.cancelled():
            threading.Event().wait(0.002)
        raise Cancelled

    job = runner.start(work, called.append, failed=called.append)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert called == []


def test_a_job_stopped_before_its_turn_is_not_done_at_all(runner, qtbot):
    go_on, done = threading.Event(), []
    runner.start(lambda _job: go_on.wait(5))
    waiting = runner.start(lambda _job: done.append("worked"))
    waiting.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == []


def test_an_error_goes_to_its_callback_with_its_trace(runner, qtbot):
    failures = []

    def work(_job):
        raise InputError("source.empty", "The file is empty.")

    runner.start(work, failed=failures.append, name="Reading")
    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].name == "Reading"
    assert failures[0].error.code == "source.empty"
    assert "InputError" in failures[0].trace


def test_an_error_that_nobody_takes_goes_to_the_one_handler(runner, qtbot):
    with qtbot.waitSignal(runner.failed) as told:
        runner.start(lambda _job: 1 / 0)
    assert isinstance(told.args[0].error, ZeroDivisionError)


def test_progress_is_told_with_its_share_and_words(runner, qtbot):
    with qtbot.waitSignal(runner.progressed) as told:
        runner.start(lambda job: job.progress(0.4, "Counting 84 000 rows"))
    assert told.args[1:] == [0.4, "Counting 84 000 rows"]


def test_the_inline_runner_has_answered_when_it_returns():
    found, failures = [], []
    runner = InlineJobRunner()
    runner.failed.connect(failures.append)
    runner.start(lambda _job: 3, found.append)
    runner.start(lambda _job: 1 / 0)
    assert found == [3]
    assert isinstance(failures[0].error, ZeroDivisionError)
