"""Workbook cells: what a spreadsheet shows is what is read, and what it does not have is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kpidesk.domain.tables import CellError, RawBook, RawSheet
from kpidesk.excel.reading import read_book

NO_RESULT = CellError("formula")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., RawBook]:
    """Reads a workbook that a function has written with XlsxWriter."""

    def write(fill: Callable[[Any], None], **options: object) -> RawBook:
        path = tmp_path / "bok.xlsx"
        with xlsxwriter.Workbook(str(path), options) as book:
            fill(book)
        return read_book(path)

    return write


def only_sheet(path: Path) -> RawSheet:
    (sheet,) = read_book(path).sheets
    return sheet


def test_cells_arrive_with_their_types(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Salg")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_row(0, 0, ["  Åse\n", 12, 12.5, True, 1e17, 0.1])
        sheet.write_datetime(1, 0, datetime.fromisoformat("2026-04-03"), day)
        sheet.write_datetime(1, 1, datetime.fromisoformat("2026-04-03"), moment)
        sheet.write_datetime(1, 2, datetime.fromisoformat("2026-04-03T12:30"), moment)
        sheet.write_datetime(1, 3, time(8, 15), book.add_format({"num_format": "hh:mm"}))
        sheet.write_datetime(1, 4, timedelta(hours=26), book.add_format({"num_format": "[h]:mm"}))
        sheet.write_string(1, 5, "   ")

    book = written(fill)
    first, second = book.sheets[0].rows
    assert first == ("  Åse\n", 12, 12.5, True, 1e17, 0.1)
    assert [type(cell) for cell in first] == [str, int, float, bool, float, float]
    day = date(2026, 4, 3)
    moment = datetime.fromisoformat("2026-04-03T12:30")
    assert second == (day, day, moment, "08:15:00", "26:00:00", None)
    assert type(second[1]) is date
    assert (book.name, book.format, book.encoding) == ("bok.xlsx", "xlsx", None)


def test_dates_counted_from_1904(written) -> None:
    def fill(book: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_datetime(0, 0, datetime.fromisoformat("2026-04-03"), day)

    assert written(fill, date_1904=True).sheets[0].rows == [(date(2026, 4, 3),)]


def test_a_year_shown_as_a_year_is_not_a_day_in_1905(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 2017, book.add_format({"num_format": "yyyy"}))
        sheet.write_number(1, 0, 42736, book.add_format({"num_format": "yyyy"}))
        sheet.write_number(2, 0, 2017, book.add_format({"num_format": "yyyy-mm-dd"}))

    rows = written(fill).sheets[0].rows
    assert rows == [(2017,), (date(2017, 1, 1),), (date(1905, 7, 9),)]


def test_errors_and_formulas_without_a_result_are_not_blank(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=NA()", None, "#N/A")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 2, "=B9*2", None, "")
        sheet.write_formula(0, 3, "=1+1", None, 2)
        sheet.write_formula(0, 4, '=IF(1,"a","")', None, "a")

    assert written(fill).sheets[0].rows == [
        (CellError("#N/A"), CellError("#DIV/0!"), NO_RESULT, 2, "a")
    ]


def test_a_workbook_that_was_never_calculated_names_its_cells(make_xlsx) -> None:
    rows = (
        '<row r="2"><c r="B2"><v>5</v></c><c r="D2"><f>B2*2</f></c></row>'
        '<row r="4"><c r="A4"><f>SUM(B2:B3)</f><v/></c>'
        '<c r="B4" t="str"><f>IF(1,"")</f><v></v></c></row>'
    )
    sheet = only_sheet(make_xlsx(rows))
    assert (sheet.first_row, sheet.first_column) == (2, 0)
    assert list(sheet.rows) == [
        (None, 5, None, NO_RESULT),
        (None, None, None, None),
        (NO_RESULT, None, None, None),
    ]


def test_marks_are_found_without_cell_references(make_xlsx) -> None:
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row><c><v>3</v></c><c t="e"><v>#REF!</v></c></row>'
        "<row><c><f>A1</f></c><c><v>4</v></c></row>"
    )
    assert list(only_sheet(make_xlsx(rows)).rows) == [
        (1, 2),
        (3, CellError("#REF!")),
        (NO_RESULT, 4),
    ]


def test_an_error_without_a_text_takes_none_from_its_neighbour(make_xlsx) -> None:
    rows = '<row r="1"><c r="A1" t="e"></c><c r="B1"><v>7</v></c><c r="C1" t="e"/></row>'
    assert only_sheet(make_xlsx(rows)).rows == [(CellError("#ERROR!"), 7)]


def test_a_long_formula_before_an_error_hides_nothing(make_xlsx) -> None:
    formula = "A2+" * 2_000 + "A2"
    rows = f'<row r="1"><c r="A1" t="e"><f>{formula}</f><v>#REF!</v></c></row>'
    assert only_sheet(make_xlsx(rows)).rows == [(CellError("#REF!"),)]


def test_text_in_a_cell_formatted_as_a_year_stays_text(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row in range(1_950):
            sheet.write(row, 0, f"tekst {row}", book.add_format({"num_format": "yyyy"}))

    assert written(fill).sheets[0].rows[1_949] == ("tekst 1949",)


def test_marks_are_found_in_prefixed_and_in_wide_xml(make_xlsx) -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData><x:row r="1">'
        "<x:c r='A1' t='e'><x:v>#NUM!</x:v></x:c><x:c r='B1'><x:f>A1</x:f></x:c>"
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert only_sheet(make_xlsx(sheet=prefixed)).rows == [(CellError("#NUM!"), NO_RESULT)]


def test_marks_are_found_far_down_a_large_sheet(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row in range(30_000):
            sheet.write_row(row, 0, [row, f"tekst som fyller {row}", row / 7, row / 11, row / 13])
        sheet.write_formula(29_999, 1, "=NA()", None, "#N/A")
        sheet.set_row(29_998, options={"hidden": True})

    sheet = written(fill).sheets[0]
    assert sheet.rows[29_999][:2] == (29_999, CellError("#N/A"))
    assert sheet.rows[29_998][0] == 29_998
    assert sheet.hidden_rows == 1


def test_text_that_looks_like_an_error_is_text(written) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet().write_row(0, 0, ["#N/A", '<c t="e"><v>'])

    assert written(fill).sheets[0].rows == [("#N/A", '<c t="e"><v>')]


def test_hidden_sheets_and_rows_are_read_and_told(written) -> None:
    def fill(book: Any) -> None:
        shown = book.add_worksheet("Synlig")
        for row in range(4):
            shown.write(row, 0, row)
        shown.set_row(1, options={"hidden": True})
        shown.set_row(2, options={"hidden": True})
        shown.set_row(900, options={"hidden": True})  # below the data
        hidden = book.add_worksheet("Skjult")
        hidden.write(0, 0, "x")
        hidden.hide()
        veiled = book.add_worksheet("Dypt skjult")
        veiled.very_hidden()

    sheets = written(fill).sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Synlig", False),
        ("Skjult", True),
        ("Dypt skjult", True),
    ]
    assert (len(sheets[0].rows), sheets[0].hidden_rows) == (4, 2)


def test_a_table_away_from_the_corner_keeps_its_place(written) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write(4, 2, "Navn")
        sheet.write(6, 3, 7)
        sheet.write_string(7, 9, " ")

    sheet = written(fill).sheets[0]
    assert (sheet.first_row, sheet.first_column) == (5, 2)
    assert list(sheet.rows) == [("Navn", None), (None, None), (None, 7)]


def test_a_chart_sheet_is_left_out(written) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Tall").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Tall!$A$1:$A$1"})
        book.add_chartsheet("Kurve").set_chart(chart)

    assert [sheet.name for sheet in written(fill).sheets] == ["Tall"]


@pytest.mark.parametrize("size", ["A1", "A1:A1", "A1:XFD1048576", "C3:D4"])
def test_a_declared_size_that_lies_neither_loses_nor_adds_rows(make_xlsx, size: str) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>.5</v></c></row>'
        for row in range(1, 51)
    )
    sheet = only_sheet(make_xlsx(rows, before=f'<dimension ref="{size}"/>'))
    assert list(sheet.rows) == [(row, 0.5) for row in range(1, 51)]


def test_a_strict_workbook(make_xlsx) -> None:
    sheet = (
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c><c r="B1"><v>3</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert only_sheet(make_xlsx(sheet=sheet)).rows == [("Navn", 3)]


def test_the_content_decides_and_not_the_name(make_xlsx) -> None:
    path = make_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    renamed = path.rename(path.with_name("eksport.csv"))
    book = read_book(renamed)
    assert (book.format, book.name, book.sheets[0].rows) == ("xlsx", "eksport.csv", [(1,)])


def test_an_opendocument_sheet_with_errors_and_hidden_rows(make_ods) -> None:
    number = '<table:table-cell office:value-type="float" office:value="{0}"/>'
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    coded = (
        '<table:table-cell table:formula="of:=X(" office:value-type="string">'
        "<text:p>Err:508</text:p></table:table-cell>"
    )
    rows = (
        '<table:table-row table:number-rows-repeated="2">' + number.format(1) + "</table:table-row>"
        '<table:table-row table:visibility="filter"><table:table-cell '
        f'table:number-columns-repeated="2"/>{error}{coded}'
        '<table:table-cell table:formula="of:=A1"/></table:table-row>'
    )
    sheet = only_sheet(make_ods(rows))
    assert list(sheet.rows) == [
        (1, None, None, None, None),
        (1, None, None, None, None),
        (None, None, CellError("#DIV/0!"), CellError("Err:508"), NO_RESULT),
    ]
    assert sheet.hidden_rows == 1


def test_errors_in_the_binary_formats(shared_data: Path) -> None:
    found = {
        suffix: [
            cell.text
            for sheet in read_book(shared_data / f"corpora/sheetjs/ErrorTypes.{suffix}").sheets
            for row in sheet.rows
            for cell in row
            if isinstance(cell, CellError)
        ]
        for suffix in ("xlsx", "xlsb", "xls")
    }
    assert set(found["xlsx"]) >= {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
    }
    assert found["xlsb"] == found["xlsx"]
    assert found["xls"] == found["xlsx"]


def test_real_workbooks_counted_from_1904(shared_data: Path) -> None:
    for suffix in ("xls", "xlsb", "xlsx"):
        book = read_book(shared_data / "corpora" / "calamine" / f"date_1904.{suffix}")
        assert book.sheets[0].rows[0] == (date(2021, 1, 1), 15)
