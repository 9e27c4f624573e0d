"""The open company file: one at a time, and who is told what in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.domain.errors import KpiDeskError
from kpidesk.services.companies import create_company
from kpidesk.ui.controllers.company_controller import CompanyController


@pytest.fixture
def firm(tmp_path) -> Path:
    company = create_company(tmp_path / "Firm.kpidesk", name="Firm", currency="NOK", country="NO")
    with company.change("seed", "Begin") as work:
        rep = work.insert("rep", {"name": "Ada"})
        day = date(2026, 6, 10)
        columns = ("deal", "rep_id", "created_on", "closed_on", "status", "value")
        work.insert_many("deal", columns, [("D1", rep, day, day, "won", Decimal(10))])
        work.commit()
    company.close()
    return company.path


@pytest.fixture
def told():
    return []


@pytest.fixture
def controller(jobs, told):
    found = CompanyController(jobs)
    for name in ("opened", "refreshed", "changed", "failed"):
        getattr(found, name).connect(lambda payload, name=name: told.append((name, payload)))
    yield found
    found.close()


def names(told) -> list[str]:
    return [name for name, _ in told]


def test_opening_tells_what_is_in_the_file(controller, told, firm):
    controller.open(firm)
    ((name, opened),) = told
    assert name == "opened"
    assert opened.directory.company == "Firm"
    assert opened.directory.reps == ("Ada",)
    assert opened.directory.as_of == date(2026, 6, 10)
    assert opened.steps.undo == "Begin"
    assert opened.age > 0
    assert controller.company is opened.company


def test_a_file_that_cannot_be_opened_leaves_the_open_one(controller, told, firm, tmp_path):
    controller.open(firm)
    before = controller.company
    controller.open(tmp_path / "missing.kpidesk")
    assert names(told) == ["opened", "failed"]
    assert isinstance(told[-1][1].error, KpiDeskError)
    assert controller.company is before
    controller.undo()
    assert names(told)[-1] == "changed", "the file that stays can still be worked on"


def test_opening_keeps_a_copy_of_the_day(controller, firm):
    controller.open(firm)
    copies = [file for file in firm.parent.rglob("*") if file.is_file() and file != firm]
    assert copies


def test_a_made_company_is_open_at_once(controller, told, tmp_path):
    path = tmp_path / "New.kpidesk"
    controller.create(path, name="New", currency="SEK", country="SE", start=7)
    ((_, opened),) = told
    assert opened.directory.currency == "SEK"
    assert opened.directory.fiscal_start == 7
    assert opened.age == 0
    assert path.exists()


def test_a_company_is_never_made_over_another(controller, told, firm):
    before = firm.read_bytes()
    controller.create(firm, name="New", currency="SEK", country="SE", start=1)
    assert names(told) == ["failed"]
    assert firm.read_bytes() == before


def test_undo_and_redo_tell_the_frame_first_and_then_the_pages(controller, told, firm):
    controller.open(firm)
    controller.undo()
    assert names(told) == ["opened", "refreshed", "changed"]
    assert told[1][1].directory.reps == ()
    assert told[1][1].steps.redo == "Begin"
    controller.redo()
    assert told[3][1].directory.reps == ("Ada",)


def test_with_nothing_to_undo_nobody_is_told(controller, told, tmp_path):
    controller.create(tmp_path / "a.kpidesk", name="A", currency="NOK", country="NO", start=1)
    told.clear()
    controller.undo()
    controller.redo()
    assert told == []


def test_without_a_file_nothing_happens(controller, told, tmp_path):
    controller.undo()
    controller.redo()
    controller.save_copy(tmp_path / "copy.kpidesk")
    assert told == []
    assert controller.company is None


def test_a_copy_is_saved(controller, firm, tmp_path):
    controller.open(firm)
    copy = tmp_path / "copies" / "copy.kpidesk"
    copy.parent.mkdir()
    controller.save_copy(copy)
    assert copy.stat().st_size > 0


def test_closing_lets_go_of_the_file(controller, firm):
    controller.open(firm)
    controller.close()
    assert controller.company is None
    firm.rename(firm.with_name("moved.kpidesk"))
