from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpidesk.domain.errors import InputError
from kpidesk.domain.facts import KINDS
from kpidesk.excel.writing.fact_sheets import KEY_HEADING, FactSheet, write_fact_sheets
from kpidesk.services.exporting import export_facts, export_targets
from kpidesk.storage.company_file import CompanyFile


def test_each_kind_has_a_table_with_its_fields_and_a_key(
    example: CompanyFile, tmp_path: Path
) -> None:
    export_facts(example, tmp_path / "facts.xlsx")
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")

    assert set(book.sheetnames) <= set(KINDS)
    assert {"reps", "customers", "deals", "activities", "targets"} <= set(book.sheetnames)
    for sheet in book:
        headings = [cell.value for cell in sheet[1]]
        assert headings == [*KINDS[sheet.title].field_names, KEY_HEADING]
        assert sheet.freeze_panes == "B2"
        assert f"facts_{sheet.title}" in sheet.tables
        assert sheet.data_validations.count > 0


def test_values_are_native_cells(example: CompanyFile, tmp_path: Path) -> None:
    export_facts(example, tmp_path / "facts.xlsx")
    deals = openpyxl.load_workbook(tmp_path / "facts.xlsx")["deals"]
    first = dict(zip([c.value for c in deals[1]], deals[2], strict=True))

    assert first["created_on"].is_date
    assert isinstance(first["value"].value, (int, float))
    assert isinstance(first["deal"].value, str)


def test_targets_alone_make_one_sheet(example: CompanyFile, tmp_path: Path) -> None:
    export_targets(example, tmp_path / "targets.xlsx")
    book = openpyxl.load_workbook(tmp_path / "targets.xlsx")

    with example.reading() as reader:
        assert book["targets"].max_row == len(reader.targets()) + 1
    assert book.sheetnames == ["targets"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    texts = ["=1+1", "+47 22 00 00 00", "-5", "@home"]
    rows = [[text, *[None] * 7] for text in texts]
    _write(tmp_path / "book.xlsx", "customers", rows)
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["customers"]

    assert [cell.value for cell in sheet["A"][1:]] == texts
    assert {cell.data_type for cell in sheet["A"][1:]} == {"s"}


def test_a_number_that_a_cell_cannot_hold_keeps_all_its_digits(tmp_path: Path) -> None:
    exact = Decimal("123456789012.123456")
    _write(tmp_path / "book.xlsx", "products", [["Large", exact, Decimal("10.5"), None]])
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["products"]

    assert sheet["B2"].value == "123456789012.123456"
    assert sheet["C2"].value == 10.5


def test_a_text_too_long_for_a_cell_is_named_and_not_cut(tmp_path: Path) -> None:
    rows = [["A" * 32_768, *[None] * 7]]
    with pytest.raises(InputError) as fault:
        _write(tmp_path / "book.xlsx", "customers", rows)

    assert fault.value.code == "export.text_too_long"
    assert (fault.value.where.row, fault.value.where.column) == (2, "customer")


def _write(path: Path, kind: str, rows: list[list[object]]) -> None:
    sheet = FactSheet(KINDS[kind], rows, [str(row) for row in range(len(rows))])  # type: ignore[arg-type]
    write_fact_sheets(path, [sheet])
