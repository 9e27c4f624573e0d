"""Sources at fault: a clear message that names the place, and the company as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.excel.detect import MappingFile
from kpidesk.services.importing import ImportOptions

DEALS = ["deal id", "status", "close date", "amount"]


def text_named_xlsx(desk) -> Path:
    path = desk.folder / "salg.xlsx"
    path.write_text("Ordrenr;Beløp\n1;100\n", encoding="utf-8")
    return path


def truncated(desk) -> Path:
    whole = desk.workbook("whole.xlsx", Deals=[DEALS, ["1", "Won", "2026-01-02", 5]])
    path = desk.folder / "cut.xlsx"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def zero_bytes(desk) -> Path:
    path = desk.folder / "nothing.xlsx"
    path.touch()
    return path


def a_folder(desk) -> Path:
    path = desk.folder / "folder.xlsx"
    path.mkdir()
    return path


def no_workbook_inside(desk) -> Path:
    path = desk.folder / "zip.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "no workbook")
    return path


def missing(desk) -> Path:
    return desk.folder / "gone.xlsx"


@pytest.mark.parametrize(
    "make", [text_named_xlsx, truncated, zero_bytes, a_folder, no_workbook_inside, missing]
)
def test_files_that_are_no_workbooks(desk, make: Callable[..., Path]) -> None:
    before = desk.dump()
    source = make(desk)
    with pytest.raises(InputError) as caught:
        desk.plan(source)
    error = caught.value
    assert error.code.startswith("source.")
    assert error.exit_status == 3
    assert error.where.file is not None
    assert error.where.file.endswith(source.name)
    assert len(error.message) > 20
    assert desk.dump() == before


def test_only_headings(desk) -> None:
    with pytest.raises(InputError) as caught:
        desk.plan(desk.workbook("tom.xlsx", Ordre=[DEALS]))
    error = caught.value
    assert error.code == "import.no_rows"
    assert (error.where.file, error.where.sheet, error.where.row) == ("tom.xlsx", "Ordre", 1)
    assert "“deal id”" in error.message


def test_nothing_that_is_understood(desk) -> None:
    with pytest.raises(InputError) as caught:
        desk.plan(desk.workbook("x.xlsx", Ark=[["foo", "bar"], ["x", "y"], ["z", "w"]]))
    error = caught.value
    assert error.code in ("import.unknown_kind", "import.no_table")
    assert (error.where.file, error.where.sheet) == ("x.xlsx", "Ark")
    assert "foo" in error.message


def test_a_sheet_that_is_not_there(desk) -> None:
    source = desk.workbook("x.xlsx", Ark=[DEALS, ["1", "Won", "2026-01-02", 5]])
    with pytest.raises(InputError) as caught:
        desk.plan(source, ImportOptions(sheet="Ordre"))
    assert caught.value.code == "import.no_sheet"
    assert "“Ark”" in caught.value.message


def test_a_mapping_that_names_another_column(desk) -> None:
    source = desk.workbook("x.xlsx", Ark=[DEALS, ["1", "Won", "2026-01-02", 5]])
    options = ImportOptions(mapping=MappingFile(columns={"Belop": "value"}))
    with pytest.raises(InputError) as caught:
        desk.plan(source, options)
    assert caught.value.code == "mapping.column"
    assert caught.value.where.file == "x.xlsx"


def test_unreadable_cells_are_left_out_unless_strict(desk) -> None:
    source = desk.csv(
        "d.csv", ",".join(DEALS), "1,Won,2026-01-02,5", "2,Won,2026-02-30,6", "3,Won,2026-01-02,x"
    )
    before = desk.dump()
    with pytest.raises(InputError) as caught:
        desk.load(source, ImportOptions(strict=True))
    assert caught.value.where.cell == "C3"
    assert desk.dump() == before
    result = desk.load(source)
    issues = result.tables[0].plan.issues
    assert [(issue.cell, issue.code) for issue in issues] == [
        ("C3", "value.no_such_date"), ("D4", "value.not_a_number"),
    ]  # fmt: skip
    assert desk.rows("deals", "deal") == [("1",)]


def test_when_every_row_is_rejected_nothing_is_left(desk) -> None:
    source = desk.csv("d.csv", ",".join(DEALS), "1,Won,2026-02-30,5")
    plan = desk.plan(source)
    for accept in (False, True):
        with pytest.raises(InputError) as caught:
            desk.apply(plan, accept)
        assert caught.value.code == "import.nothing_left"
        assert caught.value.where.cell == "C2"


def test_only_rows_that_are_taken_create_names(desk) -> None:
    source = desk.csv(
        "d.csv", ",".join([*DEALS, "rep"]), "1,Won,2026-02-30,5,Ghost", "2,Won,2026-02-20,5,Kari"
    )
    plan = desk.plan(source)
    assert plan.tables[0].created == {"reps": ("Kari",)}
    desk.apply(plan)
    assert desk.rows("reps", "rep") == [("Kari",)]
