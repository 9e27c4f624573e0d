"""Out and back: an exported workbook, edited in a spreadsheet, changes what was edited."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ODD = [
    "=1+1",
    "+47 123",
    "-Minus AS",
    "@home",
    "  Two  spaces",
    "Åse & Sønn <AS>",
    "1.0",
    "2026-01-01",
]
DEALS = [
    ["Deal", "Rep", "Customer", "Product", "Status", "Created on", "Closed on", "Value", "Stage"],
    ["D1", "Kari", "Nord", "Ski", "Won", "2026-03-02", "2026-04-03", "1355.90", "Closed won"],
    ["D2", "Ola", "Sør", "Ski", "Lost", "2026-03-03", "2026-04-07", "0.10", "Closed lost"],
    ["007", "Ola", "Nord", "Sko", "Open", "2026-03-04", "", "99999999.99", "Offer"],
    ["1e5", "Kari", "Nord", "Sko", "Cancelled", "2026-03-05", "2026-04-08", "5", "Closed"],
]  # fmt: skip
ACTIVITIES = [
    ["Date", "Type", "Rep", "Customer", "Quantity", "Outcome"],
    ["2026-04-01", "Call", "Kari", "Nord", "12", "Reached"],
    ["2026-04-02", "Call", "Ola", "Nord", "3", ""],
    ["2026-04-02", "Meeting", "Ola", "Sør", "1", "Held"],
    ["2026-04-02", "Call", "Ola", "Nord", "4", ""],
]
REPS = [
    ["Rep", "E-mail", "Team", "Parent team", "Valid from", "Valid to", "FTE"],
    ["Kari", "kari@x.no", "North", "Norway", "2026-01-01", "2026-04-05", "1"],
    ["Kari", "kari@x.no", "South", "Norway", "2026-04-06", "", "0.8"],
    ["Ola", "ola@x.no", "North", "Norway", "", "", "1"],
]
TARGETS = [
    ["KPI", "Scope", "Name", "Period", "Value"],
    ["revenue", "rep", "Kari", "2026-04", "1000.01"],
    ["win_rate", "team", "North", "2026-Q2", "0.5"],
    ["revenue", "org", "", "2026", "50000"],
    ["calls", "rep", "Ola", "2026-W15", "40"],
    ["revenue", "rep", "Kari", "2026-05-03..2026-05-20", "7"],
]
HISTORY = [
    ["Deal", "Stage", "Entered on"],
    ["D1", "Offer", "2026-03-10"],
    ["D1", "Closed won", "2026-04-03"],
    ["007", "Offer", "2026-03-20"],
]


@pytest.fixture(scope="module")
def first_firm(lasting_company: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    company = lasting_company("--currency", "NOK")
    folder = tmp_path_factory.mktemp("sources")
    customers = [["Customer", "Segment"], ["Nord", "Retail"], *([name, "Odd"] for name in ODD)]
    products = [["Product", "Price"], ["Ski", "10"], ["Sko", "2"]]
    for name, rows in {
        "customers": customers,
        "products": products,
        "reps": REPS,
        "deals": DEALS,
        "stages": HISTORY,
        "activities": ACTIVITIES,
        "targets": TARGETS,
    }.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        company.imported(folder / f"{name}.csv")
    return company


@pytest.fixture
def firm(first_firm: Any, copy_of: Callable[[Any], Any]) -> Any:
    return copy_of(first_firm)


def test_every_row_of_the_firm_arrives(firm: Any) -> None:
    for kind, count in (("deals", 4), ("activities", 4), ("targets", 5), ("stage_history", 3)):
        assert len(firm.records(kind)) == count


def exported(company: Any, folder: Path, what: str = "facts") -> Path:
    path = folder / f"{what}.xlsx"
    assert company.command("export", path, "--what", what, "--json").document["file"] == str(path)
    return path


def tables(document: Any) -> list[Any]:
    return list(document.get("tables", [document]))


def total(document: Any, count: str) -> int:
    return sum(table[count] for table in tables(document))


def edit(book: Path, change: Callable[[Any], None]) -> None:
    from openpyxl import load_workbook

    loaded = load_workbook(book)
    change(loaded)
    loaded.save(book)


def cell(sheet: Any, column: str, **row: object) -> Any:
    """The cell in `column` of the one row that has these values."""
    headings = {item.value: place for place, item in enumerate(sheet[1])}
    (found,) = [
        line
        for line in sheet.iter_rows(min_row=2)
        if all(line[headings[name]].value == value for name, value in row.items())
    ]
    return found[headings[column]]


def test_unchanged_facts_change_nothing(firm: Any, tmp_path: Path) -> None:
    before = firm.dump()
    document = firm.imported(exported(firm, tmp_path))
    assert (total(document, "new"), total(document, "changed")) == (0, 0)
    assert total(document, "unchanged") == total(document, "read") > 20
    assert firm.dump() == before


def test_the_facts_make_the_same_company_again(firm: Any, command: Any, tmp_path: Path) -> None:
    other = replace(firm, path=tmp_path / "other.kpidesk")
    assert command("new", other.path, "--name", "Firm", "--currency", "NOK").status == 0
    other.imported(exported(firm, tmp_path))
    assert other.dump() == firm.dump()


def test_facts_of_an_empty_company_change_nothing(new_company: Any, tmp_path: Path) -> None:
    company = new_company()
    document = company.imported(exported(company, tmp_path))
    assert total(document, "read") == 0


def test_odd_names_are_text_in_the_workbook(firm: Any, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(exported(firm, tmp_path))["customers"]
    cells = {item.value: item.data_type for item in sheet["A"]}
    for name in ODD:
        assert cells[name.strip()] == "s"
    assert load_workbook(tmp_path / "facts.xlsx")["deals"].freeze_panes is not None


def test_one_edited_value_is_one_change(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        cell(loaded["deals"], "value", deal="D1").value = 2000.55

    edit(book, change)
    before = set(firm.dump().splitlines())
    document = firm.imported(book)
    assert (total(document, "new"), total(document, "changed")) == (0, 1)
    assert firm.value("revenue") == 2000.55
    assert len(before ^ set(firm.dump().splitlines())) == 2
    for table in tables(document):
        assert table["read"] == sum(
            table[count] for count in ("new", "changed", "unchanged", "rejected")
        )


def test_one_undo_takes_a_whole_workbook_back(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        cell(loaded["deals"], "value", deal="D1").value = 2000.55
        cell(loaded["customers"], "segment", customer="Nord").value = "Wholesale"
        cell(loaded["targets"], "value", kpi="calls").value = 41

    edit(book, change)
    before = firm.dump()
    document = firm.imported(book)
    assert total(document, "changed") == 3
    assert firm.command("undo-import").status == 0
    assert firm.dump() == before


def test_an_emptied_cell_is_a_change(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        cell(loaded["deals"], "product", deal="D2").value = None

    edit(book, change)
    assert total(firm.imported(book), "changed") == 1
    (deal,) = [line for line in firm.records("deals") if line["deal"] == "D2"]
    assert deal.get("product") is None


def test_added_columns_sorted_rows_and_renamed_sheets_come_back_right(
    firm: Any, tmp_path: Path
) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        for sheet in list(loaded):
            for table in list(sheet.tables):
                del sheet.tables[table]
            sheet.data_validations.dataValidation.clear()
            rows = [[item.value for item in line] for line in sheet.iter_rows()]
            head, body = rows[0], rows[1:][::-1]
            sheet.delete_rows(1, sheet.max_row)
            for place, line in enumerate([head, *body]):
                sheet.append(["My own" if place == 0 else f"note {place}", *line])
            sheet.title = f"Ark {sheet.title[:4]}"
        for sheet in loaded:
            if sheet.title.startswith("Ark deal"):
                cell(sheet, "value", deal="D1").value = 7

    edit(book, change)
    before = set(firm.dump().splitlines())
    document = firm.imported(book)
    assert (total(document, "new"), total(document, "changed")) == (0, 1)
    assert len(before ^ set(firm.dump().splitlines())) == 2


def test_an_edited_activity_is_a_change_and_not_a_second_one(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        cell(loaded["activities"], "quantity", quantity=12).value = 13

    edit(book, change)
    document = firm.imported(book)
    assert (total(document, "new"), total(document, "changed")) == (0, 1)
    assert firm.value("calls") == 13 + 3 + 4


def test_an_activity_moved_to_another_day_is_a_change(firm: Any, tmp_path: Path) -> None:
    from datetime import date

    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        cell(loaded["activities"], "date", quantity=3).value = date(2026, 4, 9)

    edit(book, change)
    document = firm.imported(book)
    assert (total(document, "new"), total(document, "changed")) == (0, 1)
    assert firm.value("calls", "--period", "2026-04-09") == 3
    assert firm.value("calls") == 12 + 3 + 4


def test_an_added_row_is_new(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        sheet = loaded["deals"]
        headings = [item.value for item in sheet[1]]
        line = dict.fromkeys(headings)
        line |= {"deal": "NEW", "status": "won", "value": 100, "closed_on": "2026-04-09"}
        sheet.append(list(line.values()))

    edit(book, change)
    document = firm.imported(book)
    assert (total(document, "new"), total(document, "changed")) == (1, 0)
    assert firm.value("revenue") == pytest.approx(1455.9)


def test_a_renamed_customer_stays_the_same_customer(firm: Any, tmp_path: Path) -> None:
    book = exported(firm, tmp_path)

    def change(loaded: Any) -> None:
        for sheet in loaded:
            for line in sheet.iter_rows(min_row=2):
                for item in line:
                    if item.value == "Nord":
                        item.value = "Nord Gruppen"

    edit(book, change)
    firm.imported(book)
    names = [line["customer"] for line in firm.records("customers")]
    assert "Nord Gruppen" in names
    assert "Nord" not in names


def test_targets_go_out_and_back(firm: Any, tmp_path: Path) -> None:
    before = firm.dump()
    document = firm.imported(exported(firm, tmp_path, "targets"))
    assert total(document, "unchanged") == 5
    assert firm.dump() == before


def test_the_real_facts_go_out_and_back(
    shared_data: Path, new_company: Any, tmp_path: Path
) -> None:
    company = new_company("--currency", "USD")
    for name in ("accounts", "opportunities", "opp_stage_history", "quota_targets", "activities"):
        company.imported(shared_data / "crm" / "revops" / f"{name}.csv")
    before = company.dump()
    document = company.imported(exported(company, tmp_path))
    assert total(document, "unchanged") == total(document, "read")
    assert company.dump() == before


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_facts_saved_by_libreoffice_change_nothing(
    firm: Any, tmp_path: Path, form: str, office: Callable[[Path, str], Path]
) -> None:
    before = firm.dump()
    document = firm.imported(office(exported(firm, tmp_path), form))
    assert (total(document, "new"), total(document, "changed")) == (0, 0)
    assert total(document, "rejected") == 0
    assert firm.dump() == before


@pytest.mark.parametrize(
    ("name", "rows"), [("deals", DEALS), ("activities", ACTIVITIES)], ids=["deals", "activities"]
)
def test_a_report_over_one_kind_of_facts(
    new_company: Any, write_csv: Callable[..., Path], tmp_path: Path, name: str, rows: Any
) -> None:
    company = new_company("--currency", "NOK")
    company.imported(write_csv(f"{name}.csv", rows))
    assert company.command("export", tmp_path / "r.xlsx", "--json").status == 0
