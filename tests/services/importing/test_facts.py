from __future__ import annotations

import pytest

HEAD = "Dato;Type;Selger;Kunde;Antall;Resultat"
CALLS = [
    HEAD,
    "02.06.2026;Samtale;Kari;Bryggen;1;Nådd",
    "02.06.2026;Samtale;Kari;Bryggen;1;Nådd",
    "03.06.2026;Møte;Kari;Fjord;1;Avholdt",
    "04.06.2026;Samtale;Ola;Fjord;3;Ikke svar",
    "23.06.2026;E-post;Ola;;;",
]


def test_activities_in_norwegian_words(desk) -> None:
    desk.load(desk.csv("akt.csv", *CALLS))
    assert desk.rows("activities", "date", "type", "rep", "customer", "quantity", "outcome") == [
        ("2026-06-02", "call", "Kari", "Bryggen", "1", "reached"),
        ("2026-06-02", "call", "Kari", "Bryggen", "1", "reached"),
        ("2026-06-03", "meeting", "Kari", "Fjord", "1", "held"),
        ("2026-06-04", "call", "Ola", "Fjord", "3", "not_reached"),
        ("2026-06-23", "email", "Ola", None, "1", None),
    ]


def test_rows_without_an_id_come_again_unchanged_as_often_as_they_are(desk) -> None:
    source = desk.csv("akt.csv", *CALLS)
    desk.load(source)
    assert not desk.plan(source).changes_anything
    more = desk.csv("akt.csv", *CALLS, CALLS[1])
    assert desk.plan(more).counts.as_dict() == {
        "read": 6, "new": 1, "changed": 0, "unchanged": 5, "rejected": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "old", "new", "field"),
    [
        (4, ";3;", ";5;", "quantity"),
        (3, "03.06", "05.06", "date"),
        (3, "Fjord", "Bryggen", "customer"),
        (5, "E-post", "Samtale", "type"),
    ],
)
def test_any_corrected_cell_of_a_row_without_an_id_is_one_change(
    desk, row: int, old: str, new: str, field: str
) -> None:
    desk.load(desk.csv("akt.csv", *CALLS))
    lines = list(CALLS)
    lines[row] = lines[row].replace(old, new)
    plan = desk.plan(desk.csv("akt.csv", *lines))
    table = plan.tables[0]
    assert (table.counts.new, table.counts.changed, table.counts.unchanged) == (0, 1, 4)
    assert [change.field for change in table.changes] == [field]
    desk.apply(plan)
    assert len(desk.rows("activities", "date")) == 5
    assert not desk.plan(desk.csv("akt.csv", *lines)).changes_anything


def test_next_week_in_a_file_of_the_same_name_is_new(desk) -> None:
    desk.load(desk.csv("akt.csv", *CALLS))
    week = [HEAD, "09.06.2026;Samtale;Kari;Bryggen;1;Nådd", "23.06.2026;Møte;Ola;Fjord;1;Avholdt"]
    assert desk.plan(desk.csv("akt.csv", *week)).counts.new == 2


def test_a_sheet_of_the_last_days_keeps_what_it_no_longer_shows(desk) -> None:
    def days(first: int, last: int) -> list[str]:
        return [f"{day:02d}.06.2026;Samtale;Kari" for day in range(first, last)]

    desk.load(desk.csv("akt.csv", "Dato;Type;Selger", *days(1, 13)))
    plan = desk.plan(desk.csv("akt.csv", "Dato;Type;Selger", *days(3, 15)))
    assert (plan.counts.new, plan.counts.changed, plan.counts.unchanged) == (2, 0, 10)
    desk.apply(plan)
    assert len(desk.rows("activities", "date")) == 14


def test_rows_are_known_by_their_external_id_whatever_else_changed(desk) -> None:
    head = "activity id,date,activity type,owner"
    desk.load(desk.csv("a.csv", head, "7,2026-06-01,Call,Kari", "8,2026-06-02,Call,Kari"))
    plan = desk.plan(desk.csv("b.csv", head, "8,2026-06-02,Call,Kari", "7,2026-07-01,Email,Ola"))
    assert (plan.counts.changed, plan.counts.unchanged) == (1, 1)
    assert sorted(change.field for change in plan.tables[0].changes) == ["date", "rep", "type"]
    desk.apply(plan)
    assert desk.rows("activities", "date", "rep") == [("2026-06-02", "Kari"), ("2026-07-01", "Ola")]


def test_stage_history_with_a_corrected_day(desk) -> None:
    head = "opp_id,stage,changed_date"
    lines = [head, *(f"{n},Quote,2026-06-{n:02d}" for n in range(1, 9))]
    desk.load(desk.csv("h.csv", *lines))
    lines[3] = lines[3].replace("06-03", "06-13")
    plan = desk.plan(desk.csv("h.csv", *lines))
    assert (plan.counts.new, plan.counts.changed, plan.counts.unchanged) == (0, 1, 7)
    desk.apply(plan)
    assert ("3", "2026-06-13") in desk.rows("stage_history", "deal", "entered_on")


def test_equal_rows_on_two_sheets_of_a_workbook_are_different_facts(desk) -> None:
    rows = [["Date", "Activity type"], ["2026-06-01", "Call"], ["2026-06-02", "Call"]]
    source = desk.workbook("a.xlsx", Kari=rows, Erik=rows)
    assert desk.load(source).tables[1].plan.counts.new == 2
    assert len(desk.rows("activities", "date")) == 4
    again = desk.plan(source)
    assert again.counts.unchanged == 4


def test_a_deal_on_two_sheets_is_one_deal(desk) -> None:
    head = ["deal id", "status", "close date", "amount"]
    source = desk.workbook(
        "d.xlsx",
        Jan=[head, ["1", "Open", "2026-03-01", 10], ["2", "Won", "2026-01-02", 20]],
        Feb=[head, ["1", "Won", "2026-02-01", 15], ["2", "Won", "2026-01-02", 20]],
    )
    plan = desk.plan(source)
    assert [table.counts.as_dict()["new"] for table in plan.tables] == [2, 0]
    assert (plan.tables[1].counts.changed, plan.tables[1].counts.unchanged) == (1, 1)
    desk.apply(plan)
    assert desk.rows("deals", "deal", "status", "value") == [("1", "won", "15"), ("2", "won", "20")]


def test_tables_of_a_workbook_are_taken_in_the_order_they_build_on(desk) -> None:
    source = desk.workbook(
        "alt.xlsx",
        Budsjett=[["Selger", "2026-01", "2026-02"], ["Kari Nygård", 1000, 2000]],
        Ordre=[
            ["Ordrenr", "Selger", "Kunde", "Utfall", "Vunnet dato", "Beløp"],
            ["1", "kari nygård", "ACME", "Vunnet", "2026-01-02", 500],
        ],
        Kunder=[["Kunde", "Bransje"], ["Acme", "Verktøy"]],
        Selgere=[["Selger", "Team"], ["Kari Nygård", "Nord"]],
        Notater=[["Husk"], ["ring Ola"]],
    )
    result = desk.load(source)
    assert [one.plan.kind for one in result.tables] == ["reps", "customers", "deals", "targets"]
    assert [one.sheet for one in result.left_out] == ["Notater"]
    assert desk.rows("deals", "rep", "customer") == [("Kari Nygård", "Acme")]
    assert desk.rows("targets", "scope", "scope_name") == [("rep", "Kari Nygård")] * 2
    assert not desk.plan(source).changes_anything


def test_error_cells_in_mapped_columns_reject_their_row_by_address(desk) -> None:
    import xlsxwriter

    path = desk.folder / "f.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Ordre")
    sheet.write_row(0, 0, ["deal id", "status", "close date", "amount"])
    sheet.write_row(1, 0, ["1", "Won", "2026-01-02", 10])
    sheet.write_row(2, 0, ["2", "Won", "2026-01-02"])
    sheet.write_formula(2, 3, "=NA()", None, "#N/A")
    book.close()
    table = desk.plan(path).tables[0]
    assert [(issue.cell, issue.code) for issue in table.issues] == [("D3", "value.cell_error")]
    assert table.counts.rejected == 1


def test_more_than_six_decimals_are_rounded_and_said(desk) -> None:
    source = desk.csv("d.csv", "deal id,status,close date,amount", "1,Won,2026-01-02,1.23456789")
    plan = desk.plan(source)
    assert [note.code for note in plan.tables[0].notes if "round" in note.code]
    desk.apply(plan)
    assert desk.rows("deals", "value") == [("1.234568",)]
    assert not desk.plan(source).changes_anything


def test_read_is_always_the_sum_of_the_states(desk) -> None:
    desk.load(desk.csv("akt.csv", *CALLS))
    lines = [*CALLS[:4], CALLS[4].replace(";3;", ";9;"), "99.06.2026;Samtale;Ola;;;", ";Møte;A;;1;"]
    counts = desk.plan(desk.csv("akt.csv", *lines)).counts
    assert counts.as_dict() == {
        "read": 6, "new": 0, "changed": 1, "unchanged": 3, "rejected": 2,
    }  # fmt: skip
