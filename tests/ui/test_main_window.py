"""The frame: the skeleton first, pages as data, keys, menus, dropping files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from kpidesk.domain.periods import Grain
from kpidesk.domain.targets import Scope
from kpidesk.ui.choices import Choice, ScopeChoices
from kpidesk.ui.pages import Page
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.views.main_window import MainWindow
from kpidesk.ui.views.page_view import PageView
from kpidesk.ui.widgets.labels import ElidedLabel
from tests.ui.sample_reports import AS_OF, JUNE

LOGO = Path("no-logo.png")
# What the platform without a display says of every popup.
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot, theme, formatter):
    window = MainWindow(theme, formatter, LOGO)
    qtbot.addWidget(window)
    made = window.made = []

    def make(key):
        def factory():
            made.append(key)
            return QLabel(key)

        return factory

    for key, icon in (("today", "clock"), ("curves", "chart-line"), ("import", "upload")):
        window.register_page(Page(key, key.title(), icon, make(key), scoped=key != "import"))
    return window


@pytest.fixture
def shown(window, qtbot):
    with qtbot.waitSignal(window.furnished), qtbot.waitExposed(window):
        window.show()
    window.show_page("today")
    return window


def test_the_status_bar_follows_what_the_page_says(window, qtbot):
    view = PageView()
    view.set_status_text("Nothing has been written yet")
    window.register_page(Page("own", "Own", "clock", lambda: view))
    window.show_page("own")
    label = window.status.findChild(ElidedLabel)
    assert label.text() == "Nothing has been written yet"
    view.set_status_text("")
    window.show_page("today")
    window.show_page("own")
    assert label.text() == ""


def test_the_skeleton_is_painted_before_any_part_is_made(window, qtbot):
    seen = []
    window.first_painted.connect(lambda: seen.append(window._frame))
    with qtbot.waitSignal(window.furnished):
        window.show()
    assert seen == [None]
    assert window.made == []


def test_nothing_heavy_is_imported_for_the_first_window():
    code = (
        "import sys; import kpidesk.ui.views.main_window, kpidesk.ui.views.window_frame,"
        "kpidesk.ui.theme.theme, kpidesk.ui.formatting, kpidesk.ui.workers,"
        "kpidesk.ui.views.today_view, kpidesk.ui.views.curves_view;"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pandas", "numpy", "sqlalchemy", "openpyxl", "xlsxwriter", "pyqtgraph", "qtawesome"}
    assert not heavy & set(done.stdout.split())


def test_pages_are_made_when_they_are_first_shown(shown):
    assert shown.made == ["today"]
    shown.show_page("curves")
    shown.show_page("today")
    assert shown.made == ["today", "curves"]
    with pytest.raises(ValueError, match="nothing"):
        shown.show_page("nothing")


def test_ctrl_and_a_number_shows_a_page_and_alt_left_goes_back(shown, qtbot):
    with qtbot.waitActive(shown):
        shown.activateWindow()
    qtbot.keyClick(shown, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown.page == "curves"
    qtbot.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.page == "today"


def test_a_page_of_its_own_kind_hides_what_it_has_no_use_for(shown):
    shown.show_page("import")
    assert not shown.top_bar._scope_field.isVisible()
    shown.show_page("today")
    assert shown.top_bar._scope_field.isVisible()


@pytest.mark.parametrize(
    ("keys", "wish"),
    [
        (Qt.Key.Key_I, "import"),
        (Qt.Key.Key_E, "export"),
        (Qt.Key.Key_P, "report"),
        (Qt.Key.Key_N, "new"),
        (Qt.Key.Key_O, "open"),
    ],
)
def test_keys_become_wishes(shown, qtbot, keys, wish):
    with qtbot.waitActive(shown):
        shown.activateWindow()
    with qtbot.waitSignal(shown.wished) as wished:
        qtbot.keyClick(shown, keys, Qt.KeyboardModifier.ControlModifier)
    assert wished.args == [wish]


def test_undo_names_its_step_and_is_off_without_one(shown, qtbot):
    undo = shown.menus.action("undo")
    assert not undo.isEnabled()
    shown.menus.set_undo_texts("import of Salg juni.xlsx", None)
    assert undo.text() == "Undo import of Salg juni.xlsx"
    with qtbot.waitSignal(shown.wished) as wished:
        undo.trigger()
    assert wished.args == ["undo"]


def test_recent_files_are_offered(shown, qtbot):
    shown.menus.set_recent([Path("/data/Havbris.kpidesk")])
    action = shown.menus._recent.actions()[0]
    assert action.text() == "Havbris.kpidesk"
    with qtbot.waitSignal(shown.recent_wished) as wished:
        action.trigger()
    assert wished.args == [str(Path("/data/Havbris.kpidesk"))]


def test_the_theme_is_chosen_in_the_menu(shown, theme):
    shown.menus.action("theme_dark").trigger()
    assert theme.mode is ThemeMode.DARK
    assert shown.menus.action("theme_dark").isChecked()


def test_the_navigation_becomes_a_rail_in_a_narrow_window_or_on_ctrl_b(shown, qtbot):
    shown.resize(1300, 800)
    assert not shown.navigation.rail
    shown.menus.action("navigation").trigger()
    assert shown.navigation.rail
    shown.menus.action("navigation").trigger()
    shown.resize(1200, 800)
    assert shown.navigation.rail


def test_files_can_be_dropped_anywhere(shown, qtbot, tmp_path):
    book = tmp_path / "Salg juni.xlsx"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    at, action = QPointF(400, 400), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), action, data, left, none)
    QApplication.sendEvent(shown, enter)
    assert enter.isAccepted()
    assert shown.frame.drop.isVisible()
    with qtbot.waitSignal(shown.files_dropped) as dropped:
        QApplication.sendEvent(shown, QDropEvent(at, action, data, left, none))
    assert dropped.args == [(book,)]
    assert not shown.frame.drop.isVisible()


def test_an_error_is_said_in_a_band_that_can_be_closed(shown):
    shown.show_error("The file is open in another program.", "Close it there.", "Try again")
    assert shown.message.isVisible()
    assert shown.message.text == ("The file is open in another program. Close it there. Try again")
    shown.message._close.click()
    assert not shown.message.isVisible()


def fill_bar(window, company="Havbris Teknikk AS"):
    bar = window.top_bar
    team = Choice("Team Øst", value=Scope("team", "Team Øst"))
    rep = Choice("Kari Nygård", value=Scope("rep", "Kari Nygård"))
    bar.set_choices(ScopeChoices(company, (team,), (rep,), (Choice("Voss"),)))
    bar.set_selection(Scope(), JUNE, "June 2026", Grain.MONTH)
    bar.set_as_of(AS_OF, 0)
    return bar


@POPUPS
def test_the_top_bar_passes_wishes_on(shown, qtbot):
    bar = fill_bar(shown)
    with qtbot.waitSignal(bar.grain_chosen) as grain:
        bar.grains.button(1).click()
    assert grain.args == [Grain.WEEK]
    with qtbot.waitSignal(bar.period_stepped) as stepped:
        shown.menus.action("earlier").trigger()
    assert stepped.args == [-1]
    bar._scopes["rep"].click()
    qtbot.keyClicks(bar._popup.choices.field, "kari")
    with qtbot.waitSignal(bar.scope_chosen) as scope:
        qtbot.keyClick(bar._popup.choices.field, Qt.Key.Key_Return)
    assert scope.args == [Scope("rep", "Kari Nygård")]


@POPUPS
def test_a_period_is_chosen_in_the_popup(shown, qtbot):
    bar = fill_bar(shown)
    bar._period_button.click()
    with qtbot.waitSignal(bar.period_chosen) as chosen:
        bar._picker._quarters[0].click()
    assert str(chosen.args[0]) == "2026-Q1"
    bar._period_button.click()
    bar._picker._earlier.click()
    with qtbot.waitSignal(bar.period_chosen) as chosen:
        bar._picker._months[11].click()
    assert str(chosen.args[0]) == "2025-12"


def test_old_data_is_said_in_amber(shown):
    bar = fill_bar(shown)
    assert bar.data.accessibleName() == "Data to Thu 18 June"
    bar.set_as_of(AS_OF, 7)
    assert bar.data.is_old
    assert bar.data.accessibleName() == "Data to 18 June, 7 working days old"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (1280, 720)])
def test_the_top_bar_fits_with_a_long_name(shown, qtbot, width, height):
    shown.resize(width, height)
    bar = fill_bar(shown, "Nordvestlandets Industrivedlikehold og Service AS")
    bar.set_selection(
        Scope("rep", "Anne-Lise Brekkestranda"), JUNE, "July 2025 – June 2026", Grain.DAY
    )
    assert bar._wanted_width() <= bar.width()

    def nothing_is_cut():
        for button in bar.findChildren(QToolButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()

    qtbot.waitUntil(nothing_is_cut, timeout=2000)


def test_find_or_do_finds_pages_commands_and_people(shown, qtbot):
    shown.set_choices([Choice("Kari Nygård", "Rep", Scope("rep", "Kari Nygård"))])
    shown.menus.action("find").trigger()
    popup = shown.frame.finder.popup
    qtbot.keyClicks(popup.choices.field, "kari")
    with qtbot.waitSignal(shown.choice_taken) as taken:
        qtbot.keyClick(popup.choices.field, Qt.Key.Key_Return)
    assert taken.args[0].value == Scope("rep", "Kari Nygård")
    shown.menus.action("find").trigger()
    qtbot.keyClicks(popup.choices.field, "curves")
    qtbot.keyClick(popup.choices.field, Qt.Key.Key_Return)
    assert shown.page == "curves"
    shown.menus.action("find").trigger()
    qtbot.keyClicks(popup.choices.field, "export")
    with qtbot.waitSignal(shown.wished) as wished:
        qtbot.keyClick(popup.choices.field, Qt.Key.Key_Return)
    assert wished.args == ["export"]


def test_everything_in_the_frame_that_takes_the_focus_has_a_name(shown):
    fill_bar(shown)
    nameless = [
        type(widget).__name__
        for widget in shown.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
    ]
    assert nameless == []
