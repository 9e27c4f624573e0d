"""The import screen on a real company file: from dropped files to Done, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView

from kpidesk.services.companies import create_company
from kpidesk.services.importing.plan import RowState
from kpidesk.ui.controllers.import_controller import ImportController
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.views.import_view import ImportView, Step

HEAD = "Deal;Rep;Customer;Value;Close date;Status\n"
MAY = HEAD + "1;Kari;Voss;1000;2026-05-04;won\n2;Erik;Moss;2000;2026-05-05;won\n"
JUNE = (
    HEAD
    + "1;Kari;Voss;1000;2026-05-04;won\n"  # known
    + "2;Erik;Moss;2500;2026-05-05;won\n"  # another value
    + "3;Erik;Fana;3000;2026-06-31;won\n"  # no such day
    + "4;Kari;Fana;4000;2026-06-08;won\n"
)


@pytest.fixture
def company(tmp_path):
    company = create_company(tmp_path / "havbris.kpidesk", name="Havbris")
    yield company
    company.close()


@pytest.fixture
def view(qtbot, theme, formatter):
    view = ImportView(theme, formatter)
    qtbot.addWidget(view)
    view.resize(1388, 850)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def screen(view, jobs, formatter, company):
    controller = ImportController(view, jobs, formatter)
    crashes = []
    controller.failed.connect(crashes.append)
    controller.set_company(company)
    yield controller
    assert not crashes, crashes[0].trace


@pytest.fixture
def csv(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read(company, table="deals"):
    with company.reading() as reader:
        return reader.count(table)


def test_a_clear_file_goes_straight_to_check_and_nothing_is_written_yet(screen, view, company, csv):
    screen.import_files((csv("may.csv", MAY),))
    assert view.step is Step.CHECK
    assert view.check.summary.primary.text().startswith("Import 2")
    assert read(company) == 0


def test_importing_tells_what_changed_and_offers_to_undo_it(screen, view, company, csv, qtbot):
    screen.import_files((csv("may.csv", MAY),))
    with qtbot.waitSignal(screen.company_changed) as told:
        view.check.summary.primary.click()
    assert "deals" in told.args[0].kinds
    assert view.step is Step.DONE
    assert read(company) == 2
    with qtbot.waitSignal(screen.company_changed):
        view.done.undo.click()
    assert read(company) == 0
    assert "undone" in view.done.title.text()


def test_check_sets_new_changed_unchanged_and_rejected_apart(screen, view, company, csv):
    screen.import_files((csv("may.csv", MAY),))
    screen.apply()
    screen.leave()
    screen.import_files((csv("june.csv", JUNE),))
    counts = {chip.state: chip.accessibleName() for chip in view.check.filters.chips}
    assert counts == {
        None: "All 4",
        RowState.NEW: "New 1",
        RowState.CHANGED: "Changed 1",
        RowState.UNCHANGED: "Unchanged 1",
        RowState.REJECTED: "Rejected 1",
    }
    view.check.filters.choose(RowState.CHANGED)
    assert view.check.model.rowCount() == 2
    assert view.check.model.line(1).detail == "was 2\u00a0000"
    screen.apply()
    assert read(company) == 3


def test_f8_goes_to_the_bad_cell(screen, view, csv, qtbot):
    screen.import_files((csv("june.csv", JUNE),))
    view.check.sheet.setFocus()
    QTest.keyClick(view.check.sheet, Qt.Key.Key_F8)
    index = view.check.sheet.currentIndex()
    assert index.data() == "2026-06-31"
    QTest.keyClick(view.check.sheet, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert view.check.sheet.currentIndex() == index


def test_a_reason_in_the_list_leads_to_its_row(screen, view, csv):
    screen.import_files((csv("june.csv", JUNE),))
    view.check.filters.choose(RowState.NEW)
    view.check.rejected.list.clicked.emit(view.check.rejected.model.index(0))
    assert view.check.model.line(view.check.sheet.currentIndex().row()).row == 4
    view.check.rejected.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("4\t")


def test_a_chip_offers_fields_and_another_field_is_planned_anew(screen, view, csv, monkeypatch):
    screen.import_files((csv("may.csv", MAY),))
    opened = []
    monkeypatch.setattr(view.check.menu, "popup", opened.append)  # offscreen has no popups
    view.check.sheet.columns.chips[2].click()
    assert opened
    chosen = next(act for act in view.check.menu.actions() if act.data() == "contact")
    chosen.trigger()
    assert screen.plan is not None
    assert screen.plan.tables[0].mapping["Customer"] == "contact"
    assert view.check.model.heads[2].field == "contact"


def test_columns_can_be_left_out_in_the_columns_step(screen, view, csv):
    screen.import_files((csv("may.csv", MAY),))
    view.check.summary.back.click()
    assert view.step is Step.COLUMNS
    combo = next(one for one in view.columns.combos if one.property("header") == "Customer")
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert screen.plan is not None
    assert "Customer" not in screen.plan.tables[0].mapping
    view.columns.next.click()
    assert view.step is Step.CHECK


def test_a_question_that_changes_numbers_is_asked_before_the_import(screen, view, company, csv):
    text = HEAD.replace("Close date", "Closed") + "1;Kari;Voss;1000;03/04/2026;won\n"
    screen.import_files((csv("q.csv", text),))
    assert view.step is Step.COLUMNS
    asked = view.columns.questions[0]
    assert asked.question.code == "dates.order"
    screen.apply()
    assert read(company) == 0
    assert view.step is Step.COLUMNS
    button = asked.findChildren(QAbstractButton)[0]
    button.click()
    assert screen.plan is not None
    assert not screen.plan.questions
    view.columns.next.click()
    view.check.summary.primary.click()
    assert read(company) == 1


def test_files_dropped_together_wait_for_each_other(screen, view, company, csv):
    first, second = csv("may.csv", MAY), csv("june.csv", JUNE)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(first)), QUrl.fromLocalFile(str(second))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.start.zone.dropEvent(event)
    screen.apply()
    assert view.done.next.text() == "Next: june.csv"
    view.done.next.click()
    assert view.step is Step.CHECK
    screen.apply()
    assert read(company) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.xlsx", ""), ("text.xlsx", "no workbook at all"), ("head.csv", HEAD)],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_else_happens(
    screen, view, company, csv, name, content
):
    screen.import_files((csv(name, content),))
    assert view.error.isVisible()
    assert name in view.error.text
    assert view.step is Step.FILE
    assert screen.plan is None
    screen.import_files((csv("may.csv", MAY),))
    assert not view.error.isVisible()
    assert view.step is Step.CHECK


def test_undo_and_redo_from_elsewhere_are_seen_on_the_last_step(screen, view, company, csv):
    from kpidesk.services.history import redo, undo

    screen.import_files((csv("may.csv", MAY),))
    screen.apply()
    screen.take_change(undo(company))
    assert "undone" in view.done.title.text()
    assert not view.done.undo.isEnabled()
    screen.take_change(redo(company))
    assert "imported" in view.done.title.text()
    assert view.done.undo.isEnabled()


def test_a_change_from_elsewhere_is_taken_into_the_plan(screen, view, company, csv):
    first, second = csv("may.csv", MAY), csv("june.csv", JUNE)
    screen.import_files((first,))
    screen.apply()
    screen.leave()
    screen.import_files((second,))
    assert screen.plan.counts.changed == 1
    from kpidesk.services.history import undo

    screen.take_change(undo(company))
    assert screen.plan.counts.changed == 0
    assert screen.plan.counts.new == 3


def test_a_change_made_meanwhile_makes_the_plan_anew(screen, view, company, csv):
    screen.import_files((csv("may.csv", MAY),))
    with company.change("test", "Somebody else") as work:
        work.insert("rep", {"name": "Kari"})
        work.commit()
    screen.apply()
    assert view.step is Step.CHECK
    screen.apply()
    assert view.step is Step.DONE
    assert read(company) == 2


def test_an_import_of_the_list_can_be_undone(screen, view, company, csv):
    screen.import_files((csv("may.csv", MAY),))
    screen.apply()
    screen.leave()
    assert view.start.table.isVisible()
    assert not view.start.undo.isEnabled()
    view.start.table.selectRow(0)
    view.start.undo.click()
    assert read(company) == 0


def test_without_a_company_the_files_are_not_taken(view, jobs, formatter, csv):
    controller = ImportController(view, jobs, formatter)
    controller.import_files((csv("may.csv", MAY),))
    assert "No company file is open." in view.error.text
    assert view.step is Step.FILE


def test_several_sheets_are_imported_together_and_one_can_be_chosen(
    screen, view, company, tmp_path
):
    from openpyxl import Workbook

    book = Workbook()
    deals = book.active
    deals.title = "Ordre"
    for line in MAY.strip().splitlines():
        deals.append([int(c) if c.isdigit() else c for c in line.split(";")])
    customers = book.create_sheet("Kunder")
    for row in (("Customer", "Segment"), ("Voss", "SMB"), ("Moss", "SMB")):
        customers.append(row)
    book.create_sheet("Notater").append(["Husk å ringe"])
    path = tmp_path / "two.xlsx"
    book.save(path)
    screen.import_files((path,))
    assert screen.plan is not None
    assert [view.check.tabs.tabText(at) for at in range(2)] == ["Kunder", "Ordre"]
    view.check.tabs.setCurrentIndex(1)
    assert view.check.model.plan.sheet == "Ordre"
    view.sheets.sheet_chosen.emit("Ordre")
    assert [table.sheet for table in screen.plan.tables] == ["Ordre"]
    view.sheets.sheet_chosen.emit("Notater")
    assert view.error.isVisible()
    assert [table.sheet for table in screen.plan.tables] == ["Ordre"]
    view.sheets.sheet_chosen.emit(None)
    screen.apply()
    assert {one.plan.sheet for one in screen._result.tables} == {"Ordre", "Kunder"}


def test_every_widget_that_takes_the_focus_has_a_name(screen, view, csv):
    screen.import_files((csv("june.csv", JUNE),))
    unnamed = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView)
        for widget in view.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() != "ScrollLeftButton"
        and not widget.objectName().startswith("qt_")
    ]
    assert not unnamed


def test_the_screen_follows_the_theme(screen, view, theme, csv):
    screen.import_files((csv("june.csv", JUNE),))
    light = view.grab().toImage().pixelColor(4, 400)
    theme.set_mode(ThemeMode.DARK)
    dark = view.grab().toImage().pixelColor(4, 400)
    assert light.lightness() > 200 > 60 > dark.lightness()
