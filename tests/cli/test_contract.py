"""The shapes of the command line that others build upon."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DEALS = (
    "Deal,Rep,Customer,Status,Created on,Closed on,Value\n"
    "D1,Kari,Nord AS,Won,2026-03-02,2026-03-20,1000\n"
    "D2,Kari,Sør AS,Lost,2026-03-03,2026-03-23,2000\n"
    "D3,Ola,Nord AS,Won,2026-03-04,2026-04-01,500.50\n"
)


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    source = tmp_path / "deals.csv"
    source.write_text(DEALS, encoding="utf-8")
    return source


def test_import_tells_what_it_did(kpidesk: Run, company: Path, deals: Path) -> None:
    document = kpidesk("import", company, deals, "--json").document

    assert document["kind"] == "deals"
    assert document["header_row"] == 1
    assert document["mapping"]["Closed on"] == "closed_on"
    assert (document["read"], document["new"], document["rejected"]) == (3, 3, 0)
    assert document["totals"] == {"value": 3500.5}
    assert sorted(document["created"]["reps"]) == ["Kari", "Ola"]
    assert isinstance(document["batch"], int)


def test_a_dry_run_writes_nothing(kpidesk: Run, company: Path, deals: Path) -> None:
    before = kpidesk("dump", company).out
    document = kpidesk("import", company, deals, "--dry-run", "--json").document

    assert document["new"] == 3
    assert "questions" in document
    assert kpidesk("dump", company).out == before


def test_the_same_file_again_changes_nothing_and_undo_takes_it_back(
    kpidesk: Run, company: Path, deals: Path
) -> None:
    empty = kpidesk("dump", company).out
    kpidesk("import", company, deals)
    filled = kpidesk("dump", company).out
    again = kpidesk("import", company, deals, "--json").document

    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert kpidesk("dump", company).out == filled
    assert again["batch"] is None
    assert kpidesk("undo-import", company).status == 0
    assert kpidesk("dump", company).out == empty


def test_kpi_gives_the_parts_of_a_ratio(kpidesk: Run, company: Path, deals: Path) -> None:
    kpidesk("import", company, deals)
    document = kpidesk("kpi", company, "win_rate", "--period", "2026-03", "--json").document

    assert document["kpi"] == "win_rate"
    assert document["unit"] == "percent"
    assert document["currency"] == "NOK"
    assert document["scope"] == "org"
    assert document["as_of"] == "2026-04-01"
    (row,) = document["rows"]
    assert set(row) == {
        "period",
        "group",
        "value",
        "numerator",
        "denominator",
        "n",
        "target",
        "attainment",
        "expected",
        "pace",
        "status",
    }
    assert (row["period"], row["value"], row["numerator"], row["denominator"]) == (
        "2026-03",
        0.5,
        1,
        2,
    )
    assert (row["target"], row["n"]) == (None, 2)


def test_by_gives_a_row_for_each_group_and_grain(kpidesk: Run, company: Path, deals: Path) -> None:
    kpidesk("import", company, deals)
    by_rep = kpidesk("kpi", company, "revenue", "--by", "rep", "--json").document["rows"]
    by_month = kpidesk(
        "kpi", company, "revenue", "--by", "month", "--period", "2026-03-01..2026-04-30", "--json"
    ).document["rows"]

    assert {row["group"]["rep"]: row["value"] for row in by_rep} == {"Kari": 1000, "Ola": 500.5}
    assert [(row["period"], row["value"]) for row in by_month] == [
        ("2026-03", 1000),
        ("2026-04", 500.5),
    ]


def test_a_target_is_set_followed_listed_and_removed(
    kpidesk: Run, company: Path, deals: Path
) -> None:
    kpidesk("import", company, deals)
    before = kpidesk("dump", company).out
    set_it = ("target", "set", company, "revenue", "2000", "--period", "2026-03")
    assert kpidesk(*set_it, "--scope", "rep:Kari").status == 0
    row = kpidesk(
        "kpi", company, "revenue", "--scope", "rep:Kari", "--period", "2026-03", "--json"
    ).document["rows"][0]

    assert (row["target"], row["attainment"], row["expected"]) == (2000, 0.5, 2000)
    assert row["status"] == "behind"
    (listed,) = kpidesk("target", "list", company, "--json").document["targets"]
    assert (listed["kpi"], listed["scope"], listed["scope_name"]) == ("revenue", "rep", "Kari")
    removed = kpidesk(
        "target", "remove", company, "revenue", "--period", "2026-03", "--scope", "rep:Kari"
    )
    assert removed.status == 0
    assert kpidesk("dump", company).out == before


def test_overlapping_targets_are_refused_with_both_named(kpidesk: Run, company: Path) -> None:
    for period, status in (("2026-03-01..2026-03-20", 0), ("2026-03-15..2026-04-15", 3)):
        outcome = kpidesk("target", "set", company, "revenue", "10", "--period", period, "--json")
        assert outcome.status == status
    assert outcome.error["code"] == "target.overlap"
    assert "2026-03-01..2026-03-20" in outcome.error["message"]
    assert "2026-03-15..2026-04-15" in outcome.error["message"]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("kpi", "{file}", "nonsense"), 2, "kpi.unknown"),
        (("kpi", "{file}", "revenue", "--period", "2026-13"), 2, "period.unreadable"),
        (("kpi", "{file}", "revenue", "--scope", "moon"), 2, "scope.unreadable"),
        (("kpi", "{file}", "revenue", "--scope", "rep:Nobody"), 3, "scope.unknown"),
        (("kpi", "{file}", "revenue", "--as-of", "yesterday"), 2, "usage"),
        (("target", "set", "{file}", "revenue", "much", "--period", "2026"), 2, "usage"),
        (("import", "{file}", "missing.xlsx"), 3, "source.not_found"),
        (("kpi", "missing.kpidesk", "revenue"), 4, "company.not_found"),
        (("new", "{file}"), 4, "company.exists"),
        (("new", "x.kpidesk", "--country", "XX"), 2, "company.country"),
        (("undo-import", "{file}"), 2, "batch.none"),
        (("nonsense",), 2, "usage"),
    ],
)
def test_faults_have_a_code_and_a_status(
    kpidesk: Run, company: Path, arguments: tuple[str, ...], status: int, code: str
) -> None:
    given = [argument.replace("{file}", str(company)) for argument in arguments]
    outcome = kpidesk(*given, "--json")

    assert (outcome.status, outcome.error["code"]) == (status, code)
    assert outcome.out == ""
    assert len(outcome.error["message"]) > 15


def test_check_and_backup_and_restore(
    kpidesk: Run, company: Path, deals: Path, tmp_path: Path
) -> None:
    kpidesk("import", company, deals)
    assert kpidesk("check", company, "--json").document == {"ok": True, "problems": []}
    copy, restored = tmp_path / "copy.kpidesk", tmp_path / "restored.kpidesk"
    assert kpidesk("backup", company, copy).status == 0
    assert kpidesk("restore", copy, restored).status == 0
    assert kpidesk("dump", restored).out == kpidesk("dump", company).out
    assert kpidesk("restore", copy, restored).status == 4


def test_kpis_lists_the_catalogue_with_definitions(kpidesk: Run, company: Path) -> None:
    listed = kpidesk("kpis", company, "--json").document["kpis"]
    keys = {item["kpi"] for item in listed}

    assert {"revenue", "win_rate", "sales_velocity", "quota_attainment_share"} <= keys
    assert all(item["definition"].endswith(".") for item in listed)


def test_batches_lists_imports(kpidesk: Run, company: Path, deals: Path) -> None:
    kpidesk("import", company, deals)
    (batch,) = kpidesk("batches", company, "--json").document["batches"]

    assert (batch["source"], batch["kind"], batch["state"]) == ("deals.csv", "deals", "applied")
    assert "deals.csv" in kpidesk("batches", company).out


def test_plain_words_without_json(kpidesk: Run, company: Path, deals: Path) -> None:
    imported = kpidesk("import", company, deals)
    assert "3 rows read" in imported.out
    table = kpidesk("kpi", company, "revenue", "--by", "rep").out
    assert "Kari" in table
    assert "1\u00a0000" in table
    wrong = kpidesk("kpi", company, "revenue", "--scope", "rep:Nobody")
    assert wrong.err.startswith("There is no rep called")


def test_an_import_tells_its_notes_and_the_first_of_many_issues(
    kpidesk: Run, company: Path, tmp_path: Path
) -> None:
    source = tmp_path / "many.csv"
    heads = "Deal,Rep,Status,Closed on,Value\n"
    good = "0,Kari,Won,2026-01-02,1\n1,KARI,Won,2026-01-02,1\n"
    good += "".join(f"{at},Kari,Won,2026-01-02,1\n" for at in range(2, 30))
    bad = "".join(f"b{at},Kari,Won,2026-01-02,x\n" for at in range(23))
    source.write_text(heads + good + bad + "Total,,,,31\n", encoding="utf-8")
    lines = kpidesk("import", company, source).out.splitlines()

    assert "    row 3: “KARI” is taken for “Kari”." in lines
    assert any("sums to 31; its cells add up to 30" in line for line in lines)
    assert sum("'x' is not a number" in line for line in lines) == 20
    assert "    and 3 more" in lines


def test_an_import_of_one_row_tells_which_sheets_are_left_out(
    kpidesk: Run, company: Path, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Deal", "Status", "Closed on", "Value"], ["1", "Won", "2026-01-02", 5]):
        book.active.append(row)
    book.create_sheet("Notes")
    book.save(tmp_path / "two.xlsx")
    out = kpidesk("import", company, tmp_path / "two.xlsx").out

    assert "1 row read" in out
    assert "Notes is left out: The sheet is empty." in out


def test_the_first_change_of_a_day_is_preceded_by_a_backup(
    kpidesk: Run, company: Path, deals: Path
) -> None:
    kpidesk("import", company, deals)
    first = kpidesk("dump", company).out
    kpidesk("target", "set", company, "revenue", "2000", "--period", "2026-03")
    kpidesk("target", "set", company, "revenue", "3000", "--period", "2026-04")

    (copy,) = (company.parent / "backups").glob("*.kpidesk")
    assert kpidesk("dump", copy).out == first


def test_cycles_are_searched_for_again_after_a_command(kpidesk: Run, company: Path) -> None:
    assert kpidesk("kpis", company).status == 0
    assert gc.isenabled()
    assert kpidesk("kpis", company / "missing").status != 0
    assert gc.isenabled()
