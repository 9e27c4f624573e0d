"""Must be seen 6: bad input is refused in plain words, and leaves the company as it was."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

HEADS = ["Deal", "Rep", "Status", "Created on", "Closed on", "Value", "Currency"]
GOOD = [
    ["D1", "Kari", "Won", "2026-03-02", "2026-03-20", "1000", "NOK"],
    ["D2", "Kari", "Lost", "2026-03-03", "2026-03-23", "2000", "NOK"],
]
ENCRYPTED = [
    "calamine/pass_protected.xlsx",
    "calamine/pass_protected.ods",
    "apache-poi/protected_passtika.xlsx",
    "apache-poi/xor-encryption-abc.xls",
    "apache-poi/password.xls",
    "sheetjs/password_2002_128_strong.xls",
]


@pytest.fixture(scope="module")
def first_company(lasting_company: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = lasting_company("--currency", "NOK")
    source = tmp_path_factory.mktemp("first") / "first.csv"
    source.write_text("\n".join(",".join(line) for line in [HEADS, *GOOD]), encoding="utf-8")
    made.imported(source)
    return made


@pytest.fixture
def company(first_company: Any, copy_of: Callable[[Any], Any]) -> Any:
    return copy_of(first_company)


def names(error: dict[str, Any], *parts: str) -> None:
    """The message or its place names each of these, and is a sentence."""
    text = json.dumps(error, ensure_ascii=False)
    for part in parts:
        assert part in text, error
    assert "Traceback" not in text
    assert error["message"].strip()[-1] in ".?)!"


@pytest.mark.parametrize("name", ENCRYPTED)
def test_encrypted_workbooks(company: Any, shared_data: Path, name: str) -> None:
    error = company.refused(shared_data / "corpora" / name)
    names(error, Path(name).name, "password")


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("xlsx", b""),
        ("xlsx", b"Deal,Value\n1,2\n"),
        ("xlsx", b"\x00" * 4096),
        ("xlsx", b"PK\x03\x04 and no more"),
        ("xlsm", b"<html><b>x</b></html>"),
        ("xls", b""),
        ("xls", b"Deal,Value\n1,2\n"),
        ("ods", b""),
        ("ods", b"PK\x03\x04 and no more"),
    ],
)
def test_what_is_not_a_workbook(company: Any, tmp_path: Path, content: bytes, suffix: str) -> None:
    source = tmp_path / f"report.{suffix}"
    source.write_bytes(content)
    names(company.refused(source), f"report.{suffix}")


@pytest.mark.parametrize("part", [0.5, 0.99])
def test_a_truncated_workbook(company: Any, write_book: Callable[..., Path], part: float) -> None:
    book = write_book("cut.xlsx", {"Deals": [HEADS, *GOOD]})
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * part)])
    names(company.refused(book), "cut.xlsx")


def test_a_sheet_cut_in_the_middle(company: Any, write_book: Callable[..., Path]) -> None:
    book = write_book("torn.xlsx", {"Deals": [HEADS, *GOOD]})
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet][: len(parts[sheet]) * 2 // 3]
    with zipfile.ZipFile(book, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    names(company.refused(book), "torn.xlsx")


def test_a_folder(company: Any, tmp_path: Path) -> None:
    folder = tmp_path / "deals.xlsx"
    folder.mkdir()
    names(company.refused(folder), "deals.xlsx", "folder")
    names(company.refused(tmp_path), tmp_path.name, "folder")


def test_a_file_that_is_not_there(company: Any, tmp_path: Path) -> None:
    names(company.refused(tmp_path / "gone.xlsx"), "gone.xlsx")


def test_only_headings(
    company: Any, write_book: Callable[..., Path], write_csv: Callable[..., Path]
) -> None:
    names(company.refused(write_book("heads.xlsx", {"Deals": [HEADS]})), "heads.xlsx", "Deals")
    names(company.refused(write_csv("heads.csv", [HEADS])), "heads.csv")


def test_an_empty_book_and_an_empty_text(
    company: Any, write_book: Callable[..., Path], tmp_path: Path
) -> None:
    names(company.refused(write_book("none.xlsx", {"Empty": []})), "none.xlsx")
    empty = tmp_path / "none.csv"
    empty.write_bytes(b"")
    names(company.refused(empty), "none.csv")


def refused_row(
    company: Any, write_book: Callable[..., Path], row: list[object], cell: str
) -> dict[str, Any]:
    book = write_book("bad.xlsx", {"Intro": [["Hello"]], "Deals": [HEADS, *GOOD, row]})
    error: dict[str, Any] = company.refused(book)
    names(error, "bad.xlsx", "Deals")
    assert error["where"]["cell"] == cell
    return error


def rejected_row(
    company: Any, write_book: Callable[..., Path], row: list[object], cell: str
) -> dict[str, Any]:
    """The row is left out and said; with --strict the whole sheet is refused."""
    book = write_book("bad.xlsx", {"Intro": [["Hello"]], "Deals": [HEADS, *GOOD, row]})
    document = company.imported(book, "--dry-run", "--sheet", "Deals")
    assert (document["read"], document["rejected"]) == (3, 1)
    (issue,) = document["issues"]
    assert issue["cell"] == cell
    assert issue["column"] == HEADS["ABCDEFG".index(cell[0])]
    error = company.refused(book, "--strict")
    names(error, "bad.xlsx", "Deals")
    assert error["where"]["cell"] == cell
    before = company.dump()
    assert company.command("import", book, "--json").status == 0
    assert company.dump() == before
    return error


def test_a_deal_closed_before_it_was_created(company: Any, write_book: Callable[..., Path]) -> None:
    row = ["D3", "Kari", "Won", date(2026, 4, 10), date(2026, 4, 9), 10, "NOK"]
    error = refused_row(company, write_book, row, "E4")
    names(error, "2026-04-10", "2026-04-09")


def test_a_deal_made_wrong_by_a_later_file(company: Any, write_csv: Callable[..., Path]) -> None:
    later = write_csv("later.csv", [["Deal", "Created on"], ["D1", "2026-03-21"]])
    names(company.refused(later, "--kind", "deals"), "later.csv", "B2")


def test_a_currency_without_a_rate(company: Any, write_book: Callable[..., Path]) -> None:
    row = ["D3", "Kari", "Won", "2026-04-01", "2026-04-09", 10, "SEK"]
    error = refused_row(company, write_book, row, "G4")
    names(error, "SEK", "2026-04-09")


def test_a_currency_that_does_not_exist(company: Any, write_book: Callable[..., Path]) -> None:
    row = ["D3", "Kari", "Won", "2026-04-01", "2026-04-09", 10, "KRONER?"]
    rejected_row(company, write_book, row, "G4")


@pytest.mark.parametrize("day", ["2026-02-30", "31.11.2026", "soon", "0000-00-00"])
def test_an_impossible_date(company: Any, write_book: Callable[..., Path], day: str) -> None:
    row = ["D3", "Kari", "Won", "2026-01-01", day, 10, "NOK"]
    error = rejected_row(company, write_book, row, "E4")
    names(error, day)


@pytest.mark.parametrize("value", ["ten", "12,34,56", "1.2.3,4", "inf"])
def test_an_impossible_number(company: Any, write_book: Callable[..., Path], value: str) -> None:
    row = ["D3", "Kari", "Won", "2026-01-01", "2026-04-09", value, "NOK"]
    rejected_row(company, write_book, row, "F4")


def test_a_missing_key(company: Any, write_book: Callable[..., Path]) -> None:
    row = [None, "Kari", "Won", "2026-01-01", "2026-04-09", 5, "NOK"]
    rejected_row(company, write_book, row, "A4")


def test_the_same_deal_twice_with_different_values(
    company: Any, write_book: Callable[..., Path]
) -> None:
    rows = [
        ["D8", "Kari", "Won", "2026-01-01", "2026-04-09", 5, "NOK"],
        ["D8", "Kari", "Won", "2026-01-01", "2026-04-09", 6, "NOK"],
    ]
    book = write_book("twice.xlsx", {"Deals": [HEADS, *rows]})
    names(company.refused(book, "--strict"), "twice.xlsx", "Deals", "D8", "A3")
    (issue,) = company.imported(book, "--dry-run")["issues"]
    assert (issue["row"], issue["column"]) == (3, "Deal")
    assert "row 2" in issue["message"]


def test_a_sheet_of_bad_rows_only_is_refused(company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [["D8", "Kari", "Won", "2026-01-01", "2026-04-31", "5", "NOK"]] * 2
    names(company.refused(write_csv("all_bad.csv", [HEADS, *rows])), "all_bad.csv", "E2")


def test_a_formula_without_a_stored_result(company: Any, write_book: Callable[..., Path]) -> None:
    row = ["D3", "Kari", "Won", "2026-01-01", "2026-04-09", "=SUM(F2:F3)", "NOK"]
    rejected_row(company, write_book, row, "F4")


def test_an_error_in_a_cell(company: Any, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "fault.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Deals")
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, GOOD[0])
        sheet.write_row(2, 0, ["D3", "Kari", "Won", "2026-01-01", "2026-04-09"])
        sheet.write_formula(2, 5, "=1/0", None, "#DIV/0!")
    error = company.refused(path, "--strict")
    names(error, "fault.xlsx", "Deals", "F3", "#DIV/0!")


@pytest.mark.parametrize(
    "second",
    [("2026-06-01", ""), ("2026-06-30", "2026-12-31"), ("2025-01-01", "2027-01-01")],
)
def test_overlapping_memberships(
    company: Any, write_book: Callable[..., Path], second: tuple[str, str]
) -> None:
    rows = [
        ["Rep", "Team", "Valid from", "Valid to"],
        ["Kari", "North", "2026-01-01", "2026-06-30"],
        ["Kari", "South", *second],
    ]
    error = company.refused(write_book("reps.xlsx", {"People": rows}))
    names(error, "reps.xlsx", "People", "Kari", "2026-01-01 to 2026-06-30", second[0])
    assert error["where"]["cell"][-1] in "23"


def test_a_membership_overlapping_one_from_an_earlier_file(
    company: Any, write_book: Callable[..., Path]
) -> None:
    heads = ["Rep", "Team", "Valid from", "Valid to"]
    company.imported(
        write_book("a.xlsx", {"P": [heads, ["Kari", "North", "2026-01-01", "2026-06-30"]]})
    )
    later = write_book("b.xlsx", {"P": [heads, ["Kari", "South", "2026-03-01", "2026-09-30"]]})
    names(company.refused(later), "b.xlsx", "Kari", "2026-01-01 to 2026-06-30", "2026-03-01")


def test_a_membership_that_ends_before_it_begins(
    company: Any, write_book: Callable[..., Path]
) -> None:
    rows = [
        ["Rep", "Team", "Valid from", "Valid to"],
        ["Kari", "North", "2026-06-01", "2026-01-30"],
    ]
    names(company.refused(write_book("reps.xlsx", {"People": rows})), "reps.xlsx", "D2")


def test_a_team_above_itself_is_said(company: Any, write_book: Callable[..., Path]) -> None:
    rows = [["Rep", "Team", "Parent team"], ["Kari", "North", "North"]]
    document = company.imported(write_book("reps.xlsx", {"People": rows}), "--dry-run")
    said = json.dumps([document["issues"], document["notes"], document["questions"]])
    assert "North" in said


def test_teams_above_each_other(company: Any, write_book: Callable[..., Path]) -> None:
    rows = [["Rep", "Team", "Parent team"], ["Kari", "A", "B"], ["Ola", "B", "A"]]
    book = write_book("ring.xlsx", {"People": rows})
    names(company.refused(book, "--strict"), "ring.xlsx", "C3")


def test_overlapping_targets(company: Any, write_book: Callable[..., Path]) -> None:
    rows = [
        ["KPI", "Period", "Value"],
        ["revenue", "2026-03-01..2026-03-20", "10"],
        ["revenue", "2026-03-15..2026-04-15", "20"],
    ]
    book = write_book("goals.xlsx", {"Targets": rows})
    error = company.refused(book, "--kind", "targets", "--strict")
    names(error, "goals.xlsx", "2026-03-01..2026-03-20", "2026-03-15..2026-04-15")


def test_ambiguous_dates_are_asked_and_answered(
    company: Any, write_csv: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [
        ["E1", "Kari", "Won", "1/4/2026", "3/4/2026", "5", "NOK"],
        ["E2", "Kari", "Won", "1/4/2026", "5/4/2026", "6", "NOK"],
    ]
    source = write_csv("asked.csv", [HEADS, *rows])
    error = company.refused(source)
    assert error["code"] == "import.question"
    names(error, "asked.csv", "Created on")
    plan = company.imported(source, "--dry-run")
    assert {question["field"] for question in plan["questions"]} == {"created_on", "closed_on"}
    for question in plan["questions"]:
        assert set(question) >= {"field", "column", "code", "message", "choices"}
        assert set(question["choices"]) == {"dmy", "mdy"}
    for order, period in (("dmy", "2026-04"), ("mdy", "2026-03..")):
        mapping = tmp_path / f"{order}.json"
        mapping.write_text(json.dumps({"dates": order}), encoding="utf-8")
        company.imported(source, "--mapping", mapping)
        months = {row["closed_on"] for row in company.records("deals") if row["deal"] == "E1"}
        assert months == {"2026-04-03" if order == "dmy" else "2026-03-04"}, period


def test_one_day_above_twelve_decides_the_column(
    company: Any, write_csv: Callable[..., Path]
) -> None:
    rows = [
        ["E1", "Kari", "Won", "1/4/2026", "4/13/2026", "5", "NOK"],
        ["E2", "Kari", "Won", "1/4/2026", "5/4/2026", "6", "NOK"],
    ]
    assert company.imported(write_csv("us.csv", [HEADS, *rows]), "--dry-run")["rejected"] == 0


def test_strict_refuses_what_would_be_said(company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [*GOOD, ["D3", "Kari", "Won", "2026-01-01", "2026-02-30", "5", "NOK"]]
    names(company.refused(write_csv("s.csv", [HEADS, *rows]), "--strict"), "s.csv", "E4")


def test_a_sheet_of_nothing_known_is_refused(company: Any, write_csv: Callable[..., Path]) -> None:
    source = write_csv("poem.csv", [["Roses", "Violets"], ["red", "blue"], ["sweet", "you"]])
    names(company.refused(source), "poem.csv")
    names(company.refused(source, "--kind", "deals"), "poem.csv")


def test_plain_words_name_the_place_too(company: Any, write_book: Callable[..., Path]) -> None:
    row = ["D3", "Kari", "Won", "2026-04-10", "2026-04-09", 10, "NOK"]
    outcome = company.command("import", write_book("p.xlsx", {"Deals": [HEADS, row]}))
    assert outcome.status == 3
    for part in ("p.xlsx", "Deals", "E2"):
        assert part in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize("value", ["90000000000000", "923123456123456789"])
def test_a_number_beyond_what_the_file_can_hold(
    company: Any, write_book: Callable[..., Path], value: str
) -> None:
    row = ["D3", "Kari", "Won", "2026-01-01", "2026-04-09", value, "NOK"]
    rejected_row(company, write_book, row, "F4")


def test_a_sum_beyond_what_the_file_can_hold(company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [
        [f"L{n}", "Kari", "Won", "2026-01-01", "2026-04-09", "9000000000000", "NOK"] for n in (1, 2)
    ]
    outcome = company.command("import", write_csv("large.csv", [HEADS, *rows]), "--json")
    assert outcome.status in (0, 3)
    if outcome.status == 0:
        assert company.value("revenue", "--period", "2026-04") == 18000000000000


@pytest.mark.parametrize("number", [1000 / 3, 0.1 + 0.2, 1355.9000000000001])
def test_numbers_that_a_formula_made_are_taken(
    company: Any, write_book: Callable[..., Path], number: float
) -> None:
    row = ["D3", "Kari", "Won", "2026-01-01", "2026-04-09", number, "NOK"]
    book = write_book("f.xlsx", {"Deals": [HEADS, row]})
    assert company.imported(book)["new"] == 1
    assert company.imported(book)["unchanged"] == 1
    assert company.value("revenue", "--period", "2026-04") == pytest.approx(number, abs=1e-6)
