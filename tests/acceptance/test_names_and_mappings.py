"""What was decided once is remembered; what is nearly the same is said, never guessed silently."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

HEADS = ["Deal", "Rep", "Customer", "Status", "Closed on", "Value"]


def won(key: str, rep: str, value: str = "1", customer: str = "Nord AS") -> list[str]:
    return [key, rep, customer, "Won", "2026-04-03", value]


@pytest.fixture
def answer(tmp_path: Path) -> Callable[..., Path]:
    def write(**parts: object) -> Path:
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(parts), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "written",
    ["kari nygård", "KARI NYGÅRD", "Kari  Nygård", " Kari Nygård ", "Kari\u00a0Nygård",
     "Kari Nyga\u030ard", "Kari Nygard"],
)  # fmt: skip
def test_names_that_differ_in_case_spaces_or_accents_are_one_and_said(
    new_company: Any, write_csv: Callable[..., Path], written: str
) -> None:
    company = new_company()
    company.imported(write_csv("a.csv", [HEADS, won("1", "Kari Nygård")]))
    document = company.imported(write_csv("b.csv", [HEADS, won("2", written)]), "--dry-run")
    assert not document["created"].get("reps")
    silent = " ".join(written.split()) == "Kari Nygård" or "\u030a" in written
    said = json.dumps(document["notes"] + document["questions"], ensure_ascii=False)
    assert silent or "Kari Nygård" in said


def test_a_decision_about_a_name_is_remembered(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    company = new_company()
    company.imported(write_csv("a.csv", [HEADS, won("1", "Kari Nordmann", "10")]))
    other = write_csv("b.csv", [HEADS, won("2", "Kari N.", "5")])
    mapping = answer(values={"rep": {"Kari N.": "Kari Nordmann"}})
    company.imported(other, "--mapping", mapping)
    assert company.value("revenue", "--scope", "rep:Kari Nordmann") == 15
    company.imported(write_csv("c.csv", [HEADS, won("3", "Kari N.", "7")]))
    assert company.value("revenue", "--scope", "rep:Kari Nordmann") == 22
    assert [line["rep"] for line in company.records("reps")] == ["Kari Nordmann"]


LATER = {
    "activities": [["Date", "Type", "Rep", "Customer"], ["2026-04-05", "Call", "Kari N.", "Nrd"]],
    "orders": [["Order no", "Date", "Rep", "Customer", "Amount"],
               ["1", "2026-04-05", "Kari N.", "Nrd", "5"]],
    "reps": [["Rep", "Team"], ["Kari N.", "North"]],
    "customers": [["Customer", "Owner"], ["Nrd", "Kari N."]],
    "targets": [["KPI", "Scope", "Name", "Period", "Value"],
                ["revenue", "rep", "Kari N.", "2026-04", "44"]],
}  # fmt: skip


@pytest.mark.parametrize("kind", LATER)
def test_a_decision_about_a_name_holds_for_every_kind(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path], kind: str
) -> None:
    company = new_company()
    company.imported(write_csv("a.csv", [HEADS, won("1", "Kari Nordmann")]))
    decided = answer(values={"rep": {"Kari N.": "Kari Nordmann"}, "customer": {"Nrd": "Nord AS"}})
    source = write_csv("b.csv", [HEADS, won("2", "Kari N.", customer="Nrd")])
    company.imported(source, "--mapping", decided)
    company.imported(write_csv(f"{kind}.csv", LATER[kind]))
    assert [line["rep"] for line in company.records("reps")] == ["Kari Nordmann"]
    assert [line["customer"] for line in company.records("customers")] == ["Nord AS"]


def test_undoing_the_import_forgets_its_decision(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    company = new_company()
    company.imported(write_csv("a.csv", [HEADS, won("1", "Kari Nordmann")]))
    mapping = answer(values={"rep": {"Kari N.": "Kari Nordmann"}})
    company.imported(write_csv("b.csv", [HEADS, won("2", "Kari N.")]), "--mapping", mapping)
    company.command("undo-import")
    document = company.imported(write_csv("c.csv", [HEADS, won("3", "Kari N.")]), "--dry-run")
    assert document["created"].get("reps") == ["Kari N."]


def test_a_confirmed_mapping_is_offered_for_the_next_sheet_of_its_shape(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    heads = ["Alpha", "Beta", "Gamma", "Delta", "Eps"]
    mapping = answer(
        kind="deals",
        dates="dmy",
        columns={"Alpha": "deal", "Beta": "rep", "Gamma": "status", "Delta": "closed_on",
                 "Eps": "value"},
        values={"status": {"JA": "won", "NEI": "lost"}},
    )  # fmt: skip
    company = new_company()
    first = write_csv("april.csv", [heads, ["1", "Kari", "JA", "3/4/2026", "10"]])
    company.imported(first, "--mapping", mapping)
    second = write_csv("may.csv", [heads, ["2", "Kari", "JA", "4/5/2026", "20"],
                                   ["3", "Kari", "NEI", "5/5/2026", "20"]])  # fmt: skip
    document = company.imported(second)
    assert (document["kind"], document["new"]) == ("deals", 2)
    assert company.value("revenue", "--period", "2026-05") == 20
    assert company.value("win_rate", "--period", "2026-05") == 0.5


def test_a_mapping_of_a_heading_that_is_not_there_is_refused(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    source = write_csv("a.csv", [HEADS, won("1", "Kari")])
    error = new_company().refused(source, "--mapping", answer(columns={"Turnover": "value"}))
    assert "Turnover" in json.dumps(error)


def test_a_mapping_to_a_field_that_does_not_exist_is_refused(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    source = write_csv("a.csv", [HEADS, won("1", "Kari")])
    error = new_company().refused(source, "--mapping", answer(columns={"Value": "moon"}))
    assert "moon" in json.dumps(error)


def test_a_header_row_given_by_the_mapping(
    new_company: Any, write_csv: Callable[..., Path], answer: Callable[..., Path]
) -> None:
    rows = [["Deal", "Rep", "", "", "", ""], HEADS, won("1", "Kari", "12")]
    company = new_company()
    document = company.imported(write_csv("a.csv", rows), "--mapping", answer(header_row=2))
    assert document["header_row"] == 2
    assert company.value("revenue") == 12


def test_a_totals_row_that_disagrees_is_said(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    rows = [HEADS, won("1", "Kari", "10"), won("2", "Ola", "20"), ["Total", "", "", "", "", "31"]]
    right = [*rows[:3], ["Total", "", "", "", "", "30"]]
    company = new_company()
    wrong = company.imported(write_csv("a.csv", rows), "--dry-run")
    good = company.imported(write_csv("b.csv", right), "--dry-run")
    assert wrong["read"] == good["read"] == 2
    assert "31" in json.dumps([wrong["issues"], wrong["notes"]])
    assert len(wrong["issues"] + wrong["notes"]) > len(good["issues"] + good["notes"])


def test_hidden_rows_count_and_their_number_is_said(new_company: Any, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in [HEADS, *(won(str(place), "Kari", "10") for place in range(5))]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[4].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    company = new_company()
    document = company.imported(tmp_path / "hidden.xlsx")
    assert document["new"] == 5
    said = [note for note in document["notes"] if "hidden" in note["message"].lower()]
    assert said
    assert "2" in said[0]["message"]


@pytest.mark.parametrize("name", ["book.xlsx", "book.xlsm"])
def test_workbooks_of_1904(new_company: Any, tmp_path: Path, name: str) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEADS)
    book.active.append(["1", "Kari", "Nord", "Won", date(2026, 4, 3), 10])
    book.save(tmp_path / name)
    company = new_company()
    company.imported(tmp_path / name)
    assert company.value("revenue", "--period", "2026-04-03") == 10


def test_a_date_with_a_time_is_its_day(new_company: Any, write_book: Callable[..., Path]) -> None:
    moment = datetime.fromisoformat("2026-04-03T23:59:59")
    book = write_book("t.xlsx", {"Deals": [HEADS, ["1", "Kari", "Nord", "Won", moment, 10]]})
    company = new_company()
    company.imported(book)
    assert company.value("revenue", "--period", "2026-04-03") == 10


def test_quarters_across(new_company: Any, write_book: Callable[..., Path]) -> None:
    company = new_company()
    people = [["Rep", "Team"], ["Kari", "North"], ["Ola", "North"]]
    company.imported(write_book("r.xlsx", {"R": people}))
    rows = [
        ["Revenue targets 2026"],
        ["Rep", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026", "Total"],
        ["Kari", 100, 200, 300, 400, 1000],
        ["Ola", 1.5, 2.5, 3.5, 4.5, 12],
        ["Total", 101.5, 202.5, 303.5, 404.5, 1012],
    ]
    document = company.imported(write_book("t.xlsx", {"Targets": rows}))
    assert (document["kind"], document["new"], document["rejected"]) == ("targets", 8, 0)
    (row,) = company.rows("revenue", "--scope", "rep:Ola", "--period", "2026-Q3")
    assert row["target"] == 3.5
    (team,) = company.rows("revenue", "--scope", "team:North", "--period", "2026")
    assert team["target"] == 1012


def test_a_row_a_kpi_with_months_across(new_company: Any, write_book: Callable[..., Path]) -> None:
    company = new_company()
    rows = [
        ["KPI", "2026-01", "2026-02", "2026-03"],
        ["Revenue", 1000, 2000, 3000],
        ["Calls", 100, 110, 120],
        ["Win rate", 0.3, 0.35, "40 %"],
    ]
    document = company.imported(write_book("t.xlsx", {"Targets": rows}))
    assert (document["kind"], document["new"]) == ("targets", 9)
    values = {(line["kpi"], line["period"]): line["value"] for line in company.records("targets")}
    assert values["calls", "2026-02"] == "110"
    assert values["win_rate", "2026-03"] == "0.4"
    assert values["revenue", "2026-03"] == "3000"


def test_one_faulty_sheet_refuses_the_whole_workbook(
    new_company: Any, write_book: Callable[..., Path]
) -> None:
    heads = ["Deal", "Status", "Created on", "Closed on", "Value"]
    book = write_book(
        "both.xlsx",
        {
            "Good": [heads, ["1", "Won", "2026-04-01", "2026-04-03", 5]],
            "Bad": [heads, ["2", "Won", "2026-04-04", "2026-04-03", 5]],
        },
    )
    company = new_company()
    error = company.refused(book)
    assert (error["where"]["sheet"], error["where"]["cell"]) == ("Bad", "D2")
    assert company.imported(book, "--sheet", "Good")["new"] == 1


def test_a_few_headings_that_name_deals_are_deals(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    source = write_csv("few.csv", [["Deal", "Rep", "Value"], ["D1", "Kari", "5"]])
    assert new_company().imported(source)["kind"] == "deals"


def test_a_csv_with_line_ends_and_quotes_inside_its_cells(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    rows = [HEADS, ["1", 'Kari "K" Nygård', "Nord,\nAvd. 2", "Won", "2026-04-03", "5"]]
    company = new_company()
    assert company.imported(write_csv("q.csv", rows))["new"] == 1
    assert company.value("revenue", "--scope", 'rep:Kari "K" Nygård') == 5


@pytest.mark.parametrize(("group", "column", "words"), [
    ("source", "Source", ["Fair", "Web"]),
    ("reason", "Lost reason", ["Price", "Timing"]),
    ("kind", "Deal type", ["New", "Renewal"]),
])  # fmt: skip
def test_groups_of_deals(
    new_company: Any, write_csv: Callable[..., Path], group: str, column: str, words: list[str]
) -> None:
    rows = [[*HEADS, column]]
    for place in range(6):
        rows.append([*won(str(place), "Kari", "10"), words[place % 2]])
    rows.append([*won("x", "Kari", "5"), ""])
    company = new_company()
    company.imported(write_csv("d.csv", rows))
    given = company.rows("revenue", "--by", group)
    assert sum(row["value"] for row in given) == 65
    assert sorted(row["value"] for row in given) == [5, 30, 30]
    assert None in {row["group"][group] for row in given}


def test_activities_by_channel(new_company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [["Date", "Type", "Rep", "Quantity", "Channel"], ["2026-04-01", "Call", "Kari", "3",
             "Phone"], ["2026-04-02", "Call", "Kari", "4", "Teams"]]  # fmt: skip
    company = new_company()
    company.imported(write_csv("a.csv", rows))
    given = company.rows("calls", "--by", "channel")
    assert {row["group"]["channel"].lower(): row["value"] for row in given} == {
        "phone": 3,
        "teams": 4,
    }
