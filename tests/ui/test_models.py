"""The Qt models: sound by Qt's own tester, and saying what they should."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from kpidesk.domain.kpis import CATALOGUE
from kpidesk.ui.choices import Choice
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.kpi_words import KPI_LABELS, formula_words, measure_words
from kpidesk.ui.models.bucket_table import LOW_ROLE, BucketTableModel
from kpidesk.ui.models.choices import ChoiceFilter, ChoiceModel
from kpidesk.ui.models.curve_numbers import CurveNumbersModel
from kpidesk.ui.models.fact_rows import FactColumn, FactRowsModel
from kpidesk.ui.models.page_list import PageListModel
from kpidesk.ui.models.scope_lines import LineColumn, ScopeLinesModel
from kpidesk.ui.pages import Page
from kpidesk.ui.widgets.data_table import table_text
from tests.ui.sample_reports import curve_report, fact_rows, june_curve, lines

NBSP = "\u00a0"


def texts(model, row):
    return [str(model.index(row, c).data()).replace(NBSP, " ") for c in range(model.columnCount())]


@pytest.fixture
def models(qapp, formatter):
    scope_lines = ScopeLinesModel(formatter)
    scope_lines.set_lines(lines(), formatter)
    numbers = CurveNumbersModel(formatter)
    numbers.set_curve(june_curve(), formatter)
    buckets = BucketTableModel(formatter)
    buckets.set_report(curve_report(), formatter)
    facts = FactRowsModel(formatter)
    facts.set_rows(fact_rows().rows, formatter)
    choices = ChoiceModel()
    choices.set_choices([Choice("Kari Nygård", "Rep"), Choice("Revenue", "KPI")])
    pages = PageListModel()
    pages.add(Page("today", "Today", "clock", QWidget))
    return [scope_lines, numbers, buckets, facts, choices, ChoiceFilter(choices), pages]


def test_all_models_are_sound(models, qtmodeltester):
    for model in models:
        qtmodeltester.check(model)


def test_a_rep_with_few_deals_has_no_rate(formatter):
    model = ScopeLinesModel(formatter)
    model.set_lines(lines(), formatter)
    assert texts(model, 8)[LineColumn.WIN_RATE] == "n too small"
    assert texts(model, 1) == [
        "Ingrid Solberg",
        "372 400",
        "480 000",
        "78 %",
        "On track",
        "66 % 29",
    ]


def test_no_rep_counts_for_the_organisation_and_has_no_target(formatter):
    model = ScopeLinesModel(formatter)
    model.set_lines(lines(), formatter)
    cells = texts(model, 9)
    assert cells[LineColumn.NAME] == "No rep"
    assert cells[LineColumn.TARGET] == "–"
    assert cells[LineColumn.ATTAINMENT] == "counts for the organisation"


def test_new_figures_of_the_same_people_keep_the_selection(formatter, qtbot):
    model = ScopeLinesModel(formatter)
    model.set_lines(lines(), formatter)
    newer = (replace(lines()[0], won=Decimal(5)), *lines()[1:])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_lines(newer, formatter)
    assert texts(model, 0)[LineColumn.WON] == "5"


def test_the_bucket_table_tells_what_was_counted_and_what_is_short(formatter):
    model = BucketTableModel(formatter)
    model.set_report(curve_report(), formatter)
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert names == [
        "Won",
        "Won + lost",
        "Win rate, %",
        "Target, %",
        "To target, pp",
        "Year before, %",
        "Change, pp",
        "Since July, %",
    ]
    assert texts(model, 2)[1:4] == ["58,1", "60,4", "63,9"]
    assert texts(model, 4)[1] == "−2,9"
    assert model.index(4, 1).data(LOW_ROLE)
    assert not model.index(4, 3).data(LOW_ROLE)
    assert texts(model, 7)[-1] == "63,1"
    assert model.headerData(7, Qt.Orientation.Horizontal) == "Jan ’26"


def test_large_money_is_written_in_thousands_or_millions_as_the_corner_says(formatter):
    report = curve_report()
    revenue = CATALOGUE["revenue"]

    def money(amount):
        rows = [
            replace(b, row=replace(b.row, value=Decimal(amount), target=None), year_before=None)
            for b in report.buckets
        ]
        total = replace(report.total, value=Decimal(amount), target=None)
        model = BucketTableModel(formatter)
        model.set_report(
            replace(report, definition=revenue, buckets=tuple(rows), total=total), formatter
        )
        corner = str(model.headerData(0, Qt.Orientation.Horizontal)).replace(NBSP, " ")
        return corner, texts(model, 0)[1]

    assert money(1_855_800) == ("1 000 kr", "1 856")
    assert money(37_996_000) == ("million kr", "38,00")
    assert money(54_700) == ("kr", "54 700")


def test_rows_name_customer_rep_and_result(formatter):
    model = FactRowsModel(formatter)
    model.set_rows(fact_rows().rows, formatter)
    assert texts(model, 0) == ["18.06", "Åsane Frisør AS", "Kari N.", "Won", "39 800"]
    assert texts(model, 1)[FactColumn.RESULT] == "Lost"
    assert texts(model, 3)[FactColumn.REP] == "–"
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Kari Nygård" in tip
    assert "Salg juni.xlsx, row 17" in tip


def test_the_numbers_of_the_curve_stop_where_the_data_does(formatter):
    model = CurveNumbersModel(formatter)
    model.set_curve(june_curve(), formatter)
    assert model.rowCount() == 22
    assert texts(model, 13)[2] == "1 855 800"
    assert texts(model, 14)[2] == "–"
    assert texts(model, 21)[4] == "–"  # last June had 20 working days


def test_tables_copy_with_their_heads(formatter):
    model = FactRowsModel(formatter)
    model.set_rows(fact_rows().rows[:1], formatter)
    assert table_text(model).replace(NBSP, " ") == (
        "Date\tCustomer\tRep\tResult\tkr\n18.06\tÅsane Frisør AS\tKari N.\tWon\t39 800\n"
    )


@pytest.mark.parametrize(
    ("typed", "expected"), [("nyg kar", ["Kari Nygård"]), ("kpi", ["Revenue"]), ("xyz", [])]
)
def test_choices_are_found_by_any_of_their_words(qapp, typed, expected):
    model = ChoiceModel()
    model.set_choices([Choice("Kari Nygård", "Rep"), Choice("Revenue", "KPI")])
    proxy = ChoiceFilter(model)
    proxy.set_text(typed)
    assert [proxy.index(row, 0).data() for row in range(proxy.rowCount())] == expected


def test_pages_stand_in_their_group_in_the_order_they_came(qapp):
    model = PageListModel()
    for key, group in (("today", 0), ("settings", 1), ("curves", 0)):
        model.add(Page(key, key, "", QWidget, group=group))
    assert [page.key for page in model.pages] == ["today", "curves", "settings"]
    assert model.starts_group(2)
    assert not model.starts_group(1)
    assert model.row_of("nothing") == -1


def test_every_kpi_of_the_catalogue_is_listed_for_the_translators():
    assert {definition.label for definition in CATALOGUE.values()} <= set(KPI_LABELS)


def test_every_formula_of_the_catalogue_is_said_in_words(qapp):
    formatter = Formatter(QLocale("nb_NO"))
    assert formula_words(CATALOGUE["win_rate"], formatter) == "won ÷ (won + lost)"
    for definition in CATALOGUE.values():
        words = formula_words(definition, formatter)
        assert "_" not in words, f"{definition.key}: {words}"
    assert measure_words("own_thing") == "own_thing"
