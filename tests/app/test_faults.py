"""Faults of the input are said in the band; our own bugs in a dialog with a report to send."""

from __future__ import annotations

import logging
import sys
import traceback

import pytest
from PySide6.QtWidgets import QMessageBox

from kpidesk.app import faults
from kpidesk.app.faults import Faults, bug_report, start_log
from kpidesk.app.paths import log_folder
from kpidesk.domain.errors import InputError, Where
from kpidesk.ui.workers import JobFailure

SECRET = "Ada Customer 4711"


class Window:
    """The band of a window."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def show_error(self, text: str, rest: str = "") -> None:
        self.said.append((text, rest))


@pytest.fixture
def told(monkeypatch):
    """What the dialog was given, instead of the dialog."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(
        faults, "show_report", lambda _parent, what, report: found.append((what, report))
    )
    return found


@pytest.fixture
def taker(qtbot, monkeypatch):
    from PySide6.QtWidgets import QWidget

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    parent = QWidget()
    qtbot.addWidget(parent)
    window = Window()
    found = Faults(parent)  # type: ignore[arg-type]
    found._window = window  # type: ignore[assignment]
    found.install()
    return found, window


def failure(error: Exception) -> JobFailure:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 - whatever it is, its trace is wanted
        return JobFailure("Counting", caught, traceback.format_exc())


def test_a_fault_of_the_input_is_said_in_the_band_with_its_place(taker, told):
    found, window = taker
    where = Where(file="a.xlsx", sheet="Deals", cell="D13")
    found.take(failure(InputError("value.bad", "This is no date.", where)))
    ((place, message),) = window.said
    assert place.endswith(":")
    assert "a.xlsx" in place
    assert "D13" in place
    assert message == "This is no date."
    assert told == []


def test_a_bug_is_told_in_a_dialog_with_versions_and_trace(taker, told):
    found, window = taker
    found.take(failure(ValueError(SECRET)))
    ((what, report),) = told
    assert what == "Counting"
    assert "KPIDesk" in report
    assert "Python" in report
    assert "ValueError" in report
    assert window.said == []


def test_the_log_names_the_bug_and_its_lines_but_not_the_message(taker, told, caplog):
    found, _ = taker
    with caplog.at_level(logging.ERROR, "kpidesk"):
        found.take(failure(ValueError(SECRET)))
    assert "Counting failed: ValueError" in caplog.text
    assert "test_faults.py" in caplog.text
    assert SECRET not in caplog.text


def test_what_nobody_caught_comes_here_too(taker, told):
    _, window = taker
    error = ValueError("no")
    sys.excepthook(ValueError, error, error.__traceback__)
    assert len(told) == 1
    fault = InputError("value.bad", "This is no date.")
    sys.excepthook(InputError, fault, None)
    assert window.said == [("", "This is no date.")]


def test_a_bug_while_one_is_told_opens_no_second_dialog(taker, monkeypatch):
    found, _ = taker
    shown = []

    def show(_parent, what, _report):
        shown.append(what)
        found.take(failure(ValueError("again")))

    monkeypatch.setattr(faults, "show_report", show)
    found.take(failure(ValueError("first")))
    assert shown == ["Counting"]
    found.take(failure(ValueError("later")))
    assert len(shown) == 2


def test_the_report_can_be_copied(qtbot, qapp, monkeypatch):
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)

    def press_copy(box: QMessageBox) -> int:
        copy = next(button for button in box.buttons() if "Copy" in button.text())
        copy.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_copy)
    report = bug_report("Counting", "trace")
    faults.show_report(parent, "Counting", report)
    assert qapp.clipboard().text() == report


def test_the_log_file_gets_lines_without_the_message(taker, told):
    logger = logging.getLogger("kpidesk")
    before = list(logger.handlers)
    try:
        start_log()
        taker[0].take(failure(ValueError(SECRET)))
        text = (log_folder() / "kpidesk.log").read_text(encoding="utf-8")
    finally:
        for handler in set(logger.handlers) - set(before):
            logger.removeHandler(handler)
            handler.close()
    assert "ValueError" in text
    assert SECRET not in text


def test_the_log_is_started_once(taker):
    logger = logging.getLogger("kpidesk")
    before = list(logger.handlers)
    try:
        start_log()
        start_log()
        assert len(logger.handlers) <= len(before) + 1
    finally:
        for handler in set(logger.handlers) - set(before):
            logger.removeHandler(handler)
            handler.close()
