"""The whole window in this process, with settings, company files and logs of its own."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from kpidesk.app.desk import Desk
from kpidesk.app.window import Starter
from kpidesk.services.companies import create_company

WAIT_MS = 30_000


class Program:
    """A window that was started, and ways to wait for it."""

    def __init__(self, starter: Starter, qtbot) -> None:
        self.starter, self.window, self._qtbot = starter, starter.window, qtbot

    @property
    def desk(self) -> Desk:
        assert self.starter.desk is not None
        return self.starter.desk

    def settle(self) -> Program:
        """Wait until nothing is counted, opened or loaded any more."""
        self._qtbot.waitUntil(lambda: self.starter.desk is not None, timeout=WAIT_MS)
        self._qtbot.waitUntil(self._is_calm, timeout=WAIT_MS)
        return self

    def do(self, action: str) -> None:
        """Choose an entry of the menus."""
        self.window.menus.action(action).trigger()

    def open(self, path: Path) -> None:
        """Open a company file and wait until that worked or failed."""
        self.desk.company.open(path)
        self.settle()

    def _is_calm(self) -> bool:
        # What a job's answer starts in turn is started before the answer's delivery ends.
        return not self.desk.jobs.busy


Start = Callable[..., Program]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    stored.setValue("theme", "light")
    return stored


@pytest.fixture
def start(qapp: QApplication, qtbot, settings: QSettings, monkeypatch) -> Iterator[Start]:
    """Starts the window as the program does; what it changed in the process is put back."""
    hook, interval = sys.excepthook, sys.getswitchinterval()
    started: list[Starter] = []

    def make(file: Path | None = None, *, example: bool = False, begin: bool = True) -> Program:
        starter = Starter(qapp, settings, file, example)
        started.append(starter)
        if begin:
            starter.window.furnished.connect(starter.start)
        starter.window.show()
        program = Program(starter, qtbot)
        return program.settle() if begin else program

    yield make
    for starter in started:
        starter.window.close()
        starter.window.deleteLater()
        starter.deleteLater()
    qapp.processEvents()
    sys.excepthook = hook
    sys.setswitchinterval(interval)
    assert gc.isenabled()


def make_company(path: Path, name: str, rep: str, value: int) -> Path:
    """A company file with one rep and one deal, won on 2026-06-10."""
    company = create_company(path, name=name, currency="NOK", country="NO")
    with company.change("seed", f"Begin with {rep}") as work:
        rep_id = work.insert("rep", {"name": rep})
        columns = ("deal", "rep_id", "created_on", "closed_on", "status", "value")
        day = date(2026, 6, 10)
        work.insert_many("deal", columns, [("D1", rep_id, day, day, "won", Decimal(value))])
        work.commit()
    company.close()
    return path


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    return make_company(tmp_path / "Firm.kpidesk", "Firm", "Ada", 1000)


@pytest.fixture
def other_firm(tmp_path: Path) -> Path:
    return make_company(tmp_path / "Other.kpidesk", "Other", "Bo", 2000)
