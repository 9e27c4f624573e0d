"""Starting the window, and what it does with company files."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from kpidesk.app.look import formatter_for
from kpidesk.app.page_makers import ImportPage, TodayPage
from kpidesk.domain.targets import Scope
from kpidesk.services.companies import create_company, open_company
from kpidesk.ui.choices import Choice
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.views.import_view import ImportView, Step
from kpidesk.ui.views.main_window import MainWindow
from kpidesk.ui.views.today_view import TodayView


def today_view(program) -> TodayView:
    view = program.window.page_widget("today")
    assert isinstance(view, TodayView)
    return view


def test_without_a_file_today_says_how_to_begin(start):
    program = start()
    assert program.window.page == "today"
    assert today_view(program).is_empty
    assert program.window.windowTitle() == "KPIDesk"
    assert not program.window.menus.action("export").isEnabled()


def test_a_file_is_opened_and_its_figures_come_on_today(start, firm):
    program = start(firm)
    assert program.window.page == "today"
    assert program.window.windowTitle() == "Firm – KPIDesk"
    assert not today_view(program).is_empty
    assert program.desk.selection.selection.period.contains(date(2026, 6, 10))
    assert program.window.menus.action("export").isEnabled()
    assert program.window.message.isHidden()


def test_another_file_takes_the_place_of_the_first(start, firm, other_firm):
    program = start(firm)
    program.desk.selection.set_scope(Scope("rep", "Ada"))
    program.settle()
    program.open(other_firm)
    assert program.window.windowTitle() == "Other – KPIDesk"
    assert program.desk.company.company.path == other_firm
    assert program.desk.selection.selection.scope == Scope()
    assert program.window.message.isHidden()


def foreign_file(path: Path) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name)")
    connection.close()
    return path


@pytest.mark.parametrize("fault", ["foreign", "missing", "newer", "text"])
def test_what_cannot_be_opened_is_said_and_the_first_file_stays(
    start, firm, other_firm, tmp_path, fault
):
    program = start(firm)
    path = tmp_path / "odd.kpidesk"
    if fault == "foreign":
        foreign_file(path)
    elif fault == "newer":
        path = other_firm
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version=9999")
        connection.close()
    elif fault == "text":
        path.write_text("Dear diary", encoding="utf-8")
    before = path.read_bytes() if path.exists() else None
    program.open(path)
    assert not program.window.message.isHidden()
    assert path.name in program.window.message.text
    assert program.window.windowTitle() == "Firm – KPIDesk"
    assert program.desk.company.company.path == firm
    assert (path.read_bytes() if path.exists() else None) == before


def test_the_band_goes_when_the_next_file_opens(start, firm, other_firm, tmp_path):
    program = start(firm)
    program.open(tmp_path / "missing.kpidesk")
    assert not program.window.message.isHidden()
    program.open(other_firm)
    assert program.window.message.isHidden()


def test_undo_and_redo_name_their_step_and_the_pages_follow(start, firm):
    program = start(firm)
    undo, redo = (program.window.menus.action(key) for key in ("undo", "redo"))
    assert undo.text() == "Undo Begin with Ada"
    assert not redo.isEnabled()
    reports = []
    program.desk.page("today").controller.reported.connect(reports.append)
    program.do("undo")
    program.settle()
    assert not undo.isEnabled()
    assert redo.text() == "Redo Begin with Ada"
    assert reports[-1].as_of is None
    program.do("redo")
    program.settle()
    assert undo.text() == "Undo Begin with Ada"
    assert reports[-1].as_of == date(2026, 6, 10)


def test_undoing_away_who_is_looked_at_leads_back_to_everyone(start, firm):
    program = start(firm)
    program.desk.selection.set_scope(Scope("rep", "Ada"))
    program.settle()
    program.do("undo")
    program.settle()
    assert program.desk.selection.selection.scope == Scope()
    assert program.window.message.isHidden()


def test_files_that_were_opened_are_remembered_newest_first(start, firm, other_firm, settings):
    program = start(firm)
    program.open(other_firm)
    program.open(firm)
    assert settings.value("recent") == [str(firm), str(other_firm)]
    assert settings.value("last_file") == str(firm)
    program.window.recent_wished.emit(str(other_firm))
    program.settle()
    assert program.window.windowTitle() == "Other – KPIDesk"


def test_the_file_of_last_time_is_opened_again(start, firm, settings):
    settings.setValue("last_file", str(firm))
    assert start().window.windowTitle() == "Firm – KPIDesk"


def test_a_file_of_last_time_that_is_gone_is_no_error(start, tmp_path, settings):
    settings.setValue("last_file", str(tmp_path / "gone.kpidesk"))
    program = start()
    assert program.window.message.isHidden()
    assert today_view(program).is_empty


def drop(program, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copying = QPoint(400, 400), Qt.DropAction.CopyAction
    pressed = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(program.window, QDragEnterEvent(place, copying, data, *pressed))
    QApplication.sendEvent(program.window, QDropEvent(QPointF(place), copying, data, *pressed))
    program.settle()


def test_a_workbook_dropped_anywhere_leads_to_the_check_step(start, firm, tmp_path):
    program = start(firm)
    source = tmp_path / "deals.csv"
    source.write_text(
        "Deal,Rep,Created on,Closed on,Status,Value\n"
        "D2,Ada,2026-06-01,2026-06-11,Won,500\n"
        "D3,Ada,2026-06-02,2026-06-12,Won,700\n",
        encoding="utf-8",
    )
    drop(program, source)
    assert program.window.page == "import"
    view = program.window.page_widget("import")
    assert isinstance(view, ImportView)
    assert view.step is Step.CHECK
    view.check.summary.primary.click()
    program.settle()
    assert view.step is Step.DONE
    view.done.today.click()
    program.settle()
    assert program.window.page == "today"
    assert program.window.menus.action("undo").text() == "Undo Import deals.csv"


def test_the_first_data_of_a_company_is_looked_at_where_it_lies(start, tmp_path):
    company = create_company(tmp_path / "new.kpidesk", name="New", currency="GBP", country="GB")
    company.close()
    program = start(company.path)
    assert program.desk.selection.selection.period.contains(date.today())
    source = tmp_path / "deals.csv"
    source.write_text(
        "Deal,Rep,Created on,Closed on,Status,Value\nD2,Ada,2017-06-01,2017-06-11,Won,500\n",
        encoding="utf-8",
    )
    drop(program, source)
    program.window.page_widget("import").check.summary.primary.click()
    program.settle()
    assert str(program.desk.selection.selection.period) == "2017-06"


def test_numbers_are_written_as_in_the_country_of_the_company_that_is_open(start, firm, tmp_path):
    company = create_company(tmp_path / "uk.kpidesk", name="UK", currency="GBP", country="GB")
    company.close()
    program = start(firm)
    program.window.show_page("curves")
    program.settle()
    program.open(company.path)
    expected = formatter_for("GB", "GBP").number_of(1000)
    for key in ("today", "curves"):
        view = program.window.page_widget(key)
        assert view._formatter.number_of(1000) == expected


def test_a_company_file_dropped_is_opened(start, firm, other_firm):
    program = start(firm)
    drop(program, other_firm)
    assert program.window.windowTitle() == "Other – KPIDesk"
    assert program.window.page == "today"


def test_a_workbook_dropped_without_a_company_says_what_to_do(start, tmp_path):
    program = start()
    drop(program, tmp_path / "deals.csv")
    view = program.window.page_widget("import")
    assert isinstance(view, ImportView)
    assert not view.error.isHidden()


def test_the_theme_is_remembered(start, firm, settings):
    program = start(firm)
    program.do("theme_dark")
    assert settings.value("theme") == ThemeMode.DARK.value
    again = start(firm)
    assert again.desk.theme.mode is ThemeMode.DARK
    again.do("theme_light")
    assert settings.value("theme") == ThemeMode.LIGHT.value


def test_size_and_place_are_remembered(start, firm, settings, monkeypatch):
    program = start(firm)
    before = program.window.saveGeometry()
    program.window.close()
    assert settings.value("geometry") == before
    restored = []
    # What becomes of it depends on the screen: platforms without one make windows small.
    monkeypatch.setattr(
        MainWindow, "restoreGeometry", lambda _self, stored: restored.append(stored)
    )
    start(firm)
    assert restored == [before]


@pytest.mark.parametrize("key", ["today", "curves", "targets", "import"])
def test_a_page_chosen_in_the_first_moments_is_no_empty_one(start, firm, key):
    program = start(firm, begin=False)
    program.window.show_page(key)
    program.settle()
    assert program.window.page == key
    assert type(program.window.page_widget(key)).__name__ != "QWidget"
    assert program.window.windowTitle() == "Firm – KPIDesk"


@pytest.mark.parametrize("key", ["today", "curves", "targets", "import"])
def test_every_page_can_be_gone_to_and_back(start, firm, key):
    program = start(firm)
    program.window.show_page(key)
    program.settle()
    assert program.window.page == key
    assert program.window.message.isHidden()


def test_a_rep_that_was_found_is_looked_at(start, firm):
    program = start(firm)
    program.window.show_page("curves")
    program.window.choice_taken.emit(Choice("Ada", "Rep", Scope("rep", "Ada")))
    program.settle()
    assert program.window.page == "curves"
    assert program.desk.selection.selection.scope == Scope("rep", "Ada")


def test_a_kpi_that_was_found_leads_to_its_curve(start, firm):
    program = start(firm)
    program.window.choice_taken.emit(Choice("Win rate", "KPI", "win_rate"))
    program.settle()
    assert program.window.page == "curves"
    assert program.desk.page("curves").controller.kpi == "win_rate"


def test_a_new_company_is_made_where_the_user_says(start, tmp_path, monkeypatch):
    program = start()
    path = tmp_path / "Hansen v1.2"
    from kpidesk.ui.views.new_company_dialog import NewCompany, NewCompanyDialog

    asked = []
    monkeypatch.setattr(NewCompanyDialog, "exec", lambda self: 1)
    answers = NewCompany("Hansen A/S", "DK", "DKK", 7)
    monkeypatch.setattr(NewCompanyDialog, "answers", lambda self: answers)

    def choose(_parent, _title, proposed, _filter):
        asked.append(Path(proposed).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    program.do("new")
    program.settle()
    assert asked == ["Hansen A-S.kpidesk"]
    made = tmp_path / "Hansen v1.2.kpidesk"
    company = open_company(made)
    with company.reading() as reader:
        stored = reader.settings()
    company.close()
    assert (stored.name, stored.country, stored.currency, stored.fiscal_start) == (
        "Hansen A/S",
        "DK",
        "DKK",
        7,
    )
    assert program.window.windowTitle() == "Hansen A/S – KPIDesk"


def test_a_copy_is_saved_and_the_file_stays_open(start, firm, tmp_path, monkeypatch):
    program = start(firm)
    copy = tmp_path / "copy.kpidesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    program.do("save_copy")
    program.settle()
    company = open_company(copy)
    assert company.path == copy
    company.close()
    assert program.desk.company.company.path == firm


@pytest.mark.slow
def test_the_report_is_drawn_light_and_without_stopping_the_window(
    start, firm, tmp_path, monkeypatch
):
    program = start(firm)
    program.do("theme_dark")
    picture = tmp_path / "report.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(picture), ""))
    program.do("report")
    program.settle()
    image = QImage(str(picture))
    assert image.width() >= 1440
    assert image.pixelColor(2, 2).lightness() > 200
    program.do("theme_light")


def test_a_report_that_cannot_be_written_is_said_in_the_band(start, firm, tmp_path, monkeypatch):
    program = start(firm)
    nowhere = tmp_path / "nowhere" / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    program.do("report")
    program.settle()
    assert "report.pdf could not be written" in program.window.message.text


def test_facts_and_report_are_exported_as_chosen(start, firm, tmp_path, monkeypatch):
    program = start(firm)
    out = tmp_path / "all v2.0"

    def choose(_parent, _title, _start, filters):
        return str(out), filters.split(";;")[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    program.do("export")
    program.settle()
    assert (tmp_path / "all v2.0.xlsx").stat().st_size > 2000
    assert program.window.message.isHidden()


def test_today_counts_what_the_file_holds(start, firm):
    program = start(firm)
    reports = []
    page = program.desk.page("today")
    assert isinstance(page, TodayPage)
    page.controller.reported.connect(reports.append)
    page.controller.refresh()
    program.settle()
    revenue = next(card for card in reports[-1].cards if card.definition.key == "revenue")
    assert revenue.row.value == Decimal(1000)


def test_the_import_page_works_on_the_open_company(start, firm):
    program = start(firm)
    page = program.desk.page("import")
    assert isinstance(page, ImportPage)
    assert program.window.message.isHidden()
