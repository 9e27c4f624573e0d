"""The page of targets on a real company file: keyboard, clipboard, refusals, dialog, inspector."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView

from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.companies import create_company
from kpidesk.services.history import undo
from kpidesk.services.targets import list_targets, set_target
from kpidesk.ui.controllers.targets_controller import TargetsController
from kpidesk.ui.views.targets_view import TargetsView

KARI = Scope("rep", "Kari")
JANUARY, FEBRUARY = parse_period("2026-01"), parse_period("2026-02")


@pytest.fixture
def company(tmp_path):
    company = create_company(tmp_path / "havbris.kpidesk", name="Havbris")
    with company.change("test", "People and a deal") as work:
        east = work.insert("team", {"name": "East"})
        for name in ("Erik", "Kari"):
            rep = work.insert("rep", {"name": name})
            work.insert("membership", {"rep_id": rep, "team_id": east, "fte": Decimal(1)})
        customer = work.insert("customer", {"name": "Voss"})
        work.insert(
            "deal",
            {
                "deal": "1",
                "rep_id": rep,
                "customer_id": customer,
                "status": "won",
                "closed_on": date(2026, 1, 20),
                "value": Decimal(40000),
            },
        )
        work.commit()
    yield company
    company.close()


@pytest.fixture
def view(qtbot, theme, formatter):
    view = TargetsView(theme, formatter)
    qtbot.addWidget(view)
    view.resize(1244, 824)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


@pytest.fixture
def page(view, jobs, theme, formatter, company):
    controller = TargetsController(view, jobs, theme, formatter)
    crashes = []
    controller.failed.connect(crashes.append)
    controller.set_company(company)
    controller.set_shown(True)
    view.grid.setFocus()
    yield controller
    assert not crashes, crashes[0].trace


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """A key to whatever has the focus, as the keyboard sends it."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_text(text: str) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def targets(company):
    return {(str(one.scope), str(one.period)): one.value for one in list_targets(company)}


def test_typing_and_enter_sets_a_target_and_goes_down(page, view, company, qtbot):
    view.select(Scope("rep", "Erik"), JANUARY)
    with qtbot.waitSignal(page.company_changed) as told:
        type_text("520000")
        press(Qt.Key.Key_Return)
    assert targets(company) == {("rep:Erik", "2026-01"): Decimal(520000)}
    assert told.args[0].kinds == {"targets"}
    assert view.current().row.scope == KARI
    assert view.model.index_of(Scope("rep", "Erik"), JANUARY).data() == "520\u00a0000"


def test_tab_goes_to_the_right_so_that_a_year_is_typed_in_one_go(page, view, company):
    view.select(KARI, JANUARY)
    for value in ("100", "200", "300"):
        type_text(value)
        press(Qt.Key.Key_Tab)
    assert targets(company) == {
        ("rep:Kari", "2026-01"): Decimal(100),
        ("rep:Kari", "2026-02"): Decimal(200),
        ("rep:Kari", "2026-03"): Decimal(300),
    }
    assert str(view.current().column.period) == "2026-Q1"
    assert view.grid.currentIndex().data() == "600"


def test_escape_puts_back_what_was_there(page, view, company):
    set_target(company, Target("revenue", KARI, JANUARY, Decimal(100)))
    page.refresh()
    view.select(KARI, JANUARY)
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "100"
    type_text("999")
    assert view.bar.value == "999 kr".replace(" ", "\u00a0")
    press(Qt.Key.Key_Escape)
    assert targets(company) == {("rep:Kari", "2026-01"): Decimal(100)}
    assert view.bar.value == "100 kr".replace(" ", "\u00a0")


def test_delete_takes_the_chosen_targets_away(page, view, company):
    set_target(company, Target("revenue", KARI, JANUARY, Decimal(100)))
    page.refresh()
    view.select(KARI, JANUARY)
    press(Qt.Key.Key_Delete)
    assert targets(company) == {}


def test_arrows_move(page, view):
    view.select(KARI, JANUARY)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Up)
    assert view.current().row.name == "Erik"
    assert view.current().column.period == FEBRUARY


def test_a_block_goes_to_a_spreadsheet_and_comes_back(page, view, company):
    for scope, value in ((KARI, 100), (Scope("rep", "Erik"), 1250)):
        set_target(company, Target("revenue", scope, JANUARY, Decimal(value)))
    page.refresh()
    view.select(Scope("rep", "Erik"), JANUARY)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1250\n100\n"
    view.select(Scope("rep", "Erik"), FEBRUARY)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert targets(company)["rep:Kari", "2026-02"] == 100
    QGuiApplication.clipboard().setText("1.250,50\t2,000.25\r\n")
    view.select(KARI, parse_period("2026-04"))
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert targets(company)["rep:Kari", "2026-04"] == Decimal("1250.50")
    assert targets(company)["rep:Kari", "2026-05"] == Decimal("2000.25")


def test_ctrl_d_fills_down_and_ctrl_r_to_the_right(page, view, company):
    control = Qt.KeyboardModifier.ControlModifier
    view.select(Scope("rep", "Erik"), JANUARY)
    type_text("500")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_D, control)
    view.select(KARI, FEBRUARY)
    press(Qt.Key.Key_R, control)
    assert targets(company) == {
        ("rep:Erik", "2026-01"): Decimal(500),
        ("rep:Kari", "2026-01"): Decimal(500),
        ("rep:Kari", "2026-02"): Decimal(500),
    }


def test_the_unit_does_not_change_under_somebody_who_types(page, view, company):
    view.select(KARI, JANUARY)
    for value in ("900000", "900000"):
        type_text(value)
        press(Qt.Key.Key_Tab)
    assert targets(company)["rep:Kari", "2026-02"] == Decimal(900000)
    assert view.model.scale == 1
    assert view.corner.text == "kr"


def test_what_is_no_number_is_said_and_not_set(page, view, company):
    view.select(KARI, JANUARY)
    type_text("mye")
    press(Qt.Key.Key_Return)
    assert view.error.isVisible()
    assert "“mye” is not a number" in view.error.text
    assert targets(company) == {}
    view.select(KARI, JANUARY)
    type_text("5")
    press(Qt.Key.Key_Return)
    assert not view.error.isVisible()


def test_a_paste_with_a_refused_value_is_said_and_none_of_it_is_kept(page, view, company):
    QGuiApplication.clipboard().setText("100\t-5\t300\n")
    view.select(KARI, JANUARY)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "cannot be negative" in view.error.text
    assert targets(company) == {}
    assert view.current().column.period == FEBRUARY
    assert view.grid.currentIndex().data() == "–"


def test_a_pasted_block_is_one_step_of_undo(page, view, company):
    QGuiApplication.clipboard().setText("100\t200\t300\n")
    view.select(KARI, JANUARY)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(targets(company)) == 3
    undo(company)
    assert targets(company) == {}


def test_undo_and_redo_are_passed_on(page, view, qtbot):
    with qtbot.waitSignal(page.undo_requested):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.redo_requested):
        QTest.keySequence(view.grid, "Ctrl+Shift+Z")


def test_a_change_from_elsewhere_is_shown(page, view, company):
    changed = set_target(company, Target("revenue", KARI, JANUARY, Decimal(700)))
    page.take_change(changed)
    assert view.model.index_of(KARI, JANUARY).data() == "700"


def test_the_inspector_tells_value_actual_attainment_and_changes(page, view, company, qtbot):
    for value in (50000, 80000):
        target = Target("revenue", KARI, JANUARY, Decimal(value), Decimal(40000), Decimal(90000))
        set_target(company, target)
    page.refresh()
    view.select(KARI, FEBRUARY)
    view.select(KARI, JANUARY)
    qtbot.waitUntil(lambda: "Actual so far" in view.inspector.texts)
    said = [text.replace("\u00a0", " ") for text in view.inspector.texts]
    assert "80 000 kr" in said
    assert "threshold 40 000 kr · stretch 90 000 kr" in said
    assert said[said.index("Actual so far") + 1] == "40 000 kr"
    assert said[said.index("Attainment") + 1] == "50,0 %"
    assert "50 000 kr → 80 000 kr" in said
    assert "Set to 50 000 kr" in said


def test_another_kpi_year_and_customers_are_chosen(page, view, company):
    view.kpi.setCurrentIndex(view.kpi.findData("win_rate"))
    view.kpi.activated.emit(view.kpi.currentIndex())
    view.select(KARI, JANUARY)
    type_text("62,5")
    press(Qt.Key.Key_Return)
    assert targets(company) == {("rep:Kari", "2026-01"): Decimal("0.625")}
    assert view.corner.text == "%"
    assert not view.scale_segments.isVisible()
    view.year_stepped.emit(1)
    assert view.year.text() == "2027"
    view.people_chosen.emit(False)
    assert [view.model.row_at(at).name for at in range(view.model.rowCount())] == ["Voss"]


def test_a_target_of_any_period_is_set_in_the_dialog(page, view, company, qtbot):
    view.set_target.click()
    dialog = page.dialog
    dialog.period.setText("2026-W20")
    dialog.scope.setCurrentIndex(dialog.scope.findData("rep:Kari"))
    dialog.value.setText("12 500")
    dialog.stretch.setText("15 000")
    dialog.note.setText("spring")
    with qtbot.waitSignal(page.company_changed):
        dialog.save.click()
    assert page.dialog is None
    (target,) = list_targets(company)
    assert (str(target.scope), str(target.period)) == ("rep:Kari", "2026-W20")
    assert (target.value, target.stretch, target.note) == (12500, 15000, "spring")


def test_the_dialog_stays_open_and_says_what_is_wrong(page, view, company):
    first = parse_period("2026-01-01..2026-02-15")
    set_target(company, Target("revenue", KARI, first, Decimal(5)))
    page.refresh()
    view.select(KARI, JANUARY)
    view.set_target.click()
    dialog = page.dialog
    dialog.value.setText("7")
    dialog.period.setText("when it suits")
    dialog.save.click()
    assert "not a period" in dialog.error.text
    dialog.period.setText("2026-02-01..2026-03-15")
    dialog.save.click()
    assert "overlaps" in dialog.error.text
    assert dialog.isVisible()
    dialog.reject()


def test_every_widget_that_takes_the_focus_has_a_name(page, view):
    unnamed = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView)
        for widget in view.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert not unnamed


def test_nothing_heavy_is_loaded_with_the_pages():
    import subprocess
    import sys

    code = (
        "import sys, kpidesk.ui.views.import_view, kpidesk.ui.views.targets_view,"
        " kpidesk.ui.controllers.import_controller, kpidesk.ui.controllers.targets_controller;"
        "heavy = {'pandas', 'numpy', 'sqlalchemy', 'openpyxl', 'xlsxwriter', 'pyqtgraph',"
        " 'holidays', 'lxml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
