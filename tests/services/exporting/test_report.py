from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpidesk.domain.errors import InputError
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.companies import create_company
from kpidesk.services.exporting import export_report
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.storage.company_file import CompanyFile

YEAR = parse_period("2026")
SCOPES = ("org", "team:Team Vest", "rep:Kari Nygaard")


@pytest.mark.parametrize("scope", SCOPES)
def test_the_formulas_give_the_numbers_that_kpidesk_counted(
    example: CompanyFile,
    tmp_path: Path,
    recalculated: Callable[[Path], Path],
    scope: str,
) -> None:
    written = tmp_path / "report.xlsx"
    export_report(example, written, YEAR, Scope.parse(scope))

    ours = _numbers(written)
    theirs = _numbers(recalculated(written))

    assert len(ours) > 100
    assert ours.keys() == theirs.keys()
    wrong = {cell for cell, value in ours.items() if theirs[cell] != pytest.approx(value, rel=1e-9)}
    assert wrong == set()


def test_figures_and_targets_are_those_of_the_evaluator(
    example: CompanyFile, tmp_path: Path
) -> None:
    written = tmp_path / "report.xlsx"
    export_report(example, written, YEAR)
    book = openpyxl.load_workbook(written, data_only=True)

    answer = evaluate(example, KpiQuery("revenue", Scope(), YEAR, ("rep",)))
    by_rep = {row.group["rep"]: row for row in answer.rows}
    lines = _lines(book["Reps"])

    assert lines["Ingrid Solbakken"]["Revenue, NOK"] == by_rep["Ingrid Solbakken"].value
    assert lines["Ingrid Solbakken"]["Revenue: target"] == by_rep["Ingrid Solbakken"].target
    assert sum(
        Decimal(str(line["Revenue, NOK"])) for name, line in lines.items() if name != "Total"
    ) == Decimal(str(lines["Total"]["Revenue, NOK"]))


def test_months_after_the_data_are_empty_and_not_zero(example: CompanyFile, tmp_path: Path) -> None:
    written = tmp_path / "report.xlsx"
    export_report(example, written, YEAR)
    lines = _lines(openpyxl.load_workbook(written, data_only=True)["Months"])

    assert lines["2026-08"]["Revenue, NOK"] is None
    assert lines["2026-05"]["Revenue, NOK"] > 0


def test_the_workbook_has_native_charts_and_live_formulas(
    example: CompanyFile, tmp_path: Path
) -> None:
    written = tmp_path / "report.xlsx"
    export_report(example, written, YEAR)
    book = openpyxl.load_workbook(written)

    assert [len(book[name]._charts) for name in ("Months", "Reps", "Teams")] == [1, 1, 1]
    formulas = [
        cell.value
        for row in book["Reps"].iter_rows(min_row=5)
        for cell in row
        if isinstance(cell.value, str) and "SUMIFS" in cell.value
    ]
    assert formulas


def test_without_facts_it_says_what_to_do(tmp_path: Path) -> None:
    company = create_company(tmp_path / "empty.kpidesk")
    with pytest.raises(InputError) as fault:
        export_report(company, tmp_path / "report.xlsx")
    company.close()

    assert fault.value.code == "export.no_facts"
    assert not (tmp_path / "report.xlsx").exists()


def test_a_place_that_cannot_be_written_leaves_nothing_behind(
    example: CompanyFile, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as fault:
        export_report(example, tmp_path / "nowhere" / "report.xlsx", YEAR)

    assert fault.value.code == "export.no_folder"
    assert list(tmp_path.iterdir()) == []


def _numbers(path: Path) -> dict[tuple[str, str], float]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        if sheet.title not in ("Deals", "Activities")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float))
    }


def _lines(sheet: Worksheet) -> dict[str, dict[str, object]]:
    headings = [cell.value for cell in sheet[4]]
    lines: dict[str, dict[str, object]] = {}
    for row in sheet.iter_rows(min_row=5, values_only=True):
        if row[0] is not None:
            cells: dict[str, object] = {}
            for heading, value in zip(headings, row, strict=True):
                cells.setdefault(str(heading), value)
            lines[str(row[0])] = cells
    return lines
