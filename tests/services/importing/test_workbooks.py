"""Workbooks with headings in several languages, several sheets, hidden ones, and choices made."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpidesk.excel.detect import MappingFile
from kpidesk.services.importing import ImportOptions, plan_document

NORWEGIAN = [
    ["Havbris Teknikk AS – Salg H1 2026"],
    ["Utskrift 18.06.2026"],
    [],
    ["Selger", "Kunde", "Produkt", "Beløp", "Vunnet dato", "Utfall", "Ordrenr"],
    ["Anne-Lise Bakke", "Moss Regnskap", "Kit", "43 200,25", "02.06.2026", "Vunnet", "26-1184"],
    ["Kari Nygård", "Bryggen Hotell", "Access", "57 000,50", "14.06.2026", "Vunnet", "26-1185"],
    ["Sum", None, None, "100 200,75"],
]
DUTCH = [
    ["Ordernummer", "Verkoper", "Klant", "Bedrag", "Sluitdatum", "Status"],
    ["A1", "Jan de Boer", "Vermeer", "€ 1.355,90", "15-06-2026", "Gewonnen"],
    ["A2", "Piet Smit", "Bakker", "€ 2.000,10", "16-06-2026", "Gewonnen"],
    ["Totaal", None, None, "€ 3.356,00"],
]
GERMAN = [
    ["Auftragsnr", "Verkäufer", "Kunde", "Betrag", "Abschlussdatum", "Status"],
    ["B1", "Hans Groß", "Müller GmbH", "1.355,90 €", "15.06.2026", "Gewonnen"],
    ["B2", "Eva Klein", "Weber KG", "980,25 €", "16.06.2026", "Verloren"],
    ["Summe", None, None, "2.336,15 €"],
]


@pytest.mark.parametrize(
    ("rows", "currency", "country", "total"),
    [
        (NORWEGIAN, "NOK", "NO", "100200.75"),
        (DUTCH, "EUR", "NL", "3356.00"),
        (GERMAN, "EUR", "DE", "2336.15"),
    ],
)
def test_headings_in_other_languages_need_no_mapping(
    make_desk, rows, currency: str, country: str, total: str
) -> None:
    desk = make_desk("w", currency=currency, country=country)
    result = desk.load(desk.workbook("salg.xlsx", Ark1=rows))
    table = result.tables[0].plan
    assert (table.counts.new, table.counts.rejected) == (2, 0)
    (number,) = (one for one in table.totals if one.field == "value")
    assert number.read == number.stated == Decimal(total)
    assert number.agrees
    stored = sum(Decimal(str(value)) for (value,) in desk.rows("deals", "value"))
    assert stored == Decimal(total)


def test_hidden_sheets_count_and_are_marked(desk) -> None:
    import xlsxwriter

    path = desk.folder / "h.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, deal in (("Ordre", "1"), ("Skjult", "2")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["deal id", "status", "close date", "amount"])
        sheet.write_row(1, 0, [deal, "Won", "2026-01-02", 10])
        if name == "Skjult":
            sheet.hide()
    book.close()
    plan = desk.plan(path)
    assert [(table.sheet, table.hidden_sheet) for table in plan.tables] == [
        ("Ordre", False), ("Skjult", True),
    ]  # fmt: skip


def test_one_sheet_can_be_chosen(desk) -> None:
    head = ["deal id", "status", "close date", "amount"]
    source = desk.workbook(
        "d.xlsx",
        Jan=[head, ["1", "Won", "2026-01-02", 1]],
        Feb=[head, ["2", "Won", "2026-02-02", 2]],
    )
    plan = desk.plan(source, ImportOptions(sheet="feb"))
    assert [table.sheet for table in plan.tables] == ["Feb"]


def test_the_kind_can_be_said(desk) -> None:
    source = desk.csv("x.csv", "order id,date,customer,amount", "1,2026-01-02,Acme,5")
    assert desk.plan(source).tables[0].kind == "orders"
    plan = desk.plan(source, ImportOptions(kind="deals"))
    assert plan.tables[0].kind == "deals"
    assert [question.code for question in plan.questions] == ["status.missing"]


def test_what_is_left_out_is_in_the_document(desk) -> None:
    source = desk.workbook(
        "d.xlsx",
        Deals=[["deal id", "status", "close date", "amount"], ["1", "Won", "2026-01-02", 1]],
        Empty=[],
    )
    document = plan_document(desk.plan(source))
    assert document["kind"] == "deals"
    assert [(one["sheet"], one["code"]) for one in document["left_out"]] == [
        ("Empty", "import.empty_sheet")
    ]


def test_reps_known_by_their_id_in_sheets_of_facts(desk) -> None:
    desk.load(desk.csv("a.csv", "activity id,date,activity type,owner id", "1,2026-06-01,Call,E-7"))
    desk.load(desk.csv("reps.csv", "employee id,sales rep,team", "E-7,Kari Nygård,Nord"))
    assert desk.rows("activities", "rep") == [("Kari Nygård",)]
    assert desk.rows("reps", "rep", "team") == [("Kari Nygård", "Nord")]
    desk.load(desk.csv("b.csv", "activity id,date,activity type,owner id", "2,2026-06-02,Call,E-7"))
    assert desk.rows("reps", "rep") == [("Kari Nygård",)]


def test_an_id_that_two_entries_claim_is_refused(desk) -> None:
    desk.load(desk.csv("accounts.csv", "account_id,account_name,industry", "C-1,Acme,Tools"))
    table = desk.plan(
        desk.csv("b.csv", "account_id,account_name,industry", "C-1,Acme,Tools", "C-2,Beta,Food")
    ).tables[0]
    assert table.counts.rejected == 0
    desk.load(desk.csv("c.csv", "account_name,industry", "Beta,Food"))
    table = desk.plan(
        desk.csv("d.csv", "account_id,account_name,industry", "C-1,Beta,Food")
    ).tables[0]
    assert [(issue.code, issue.cell) for issue in table.issues] == [("row.id_taken", "A2")]


def test_a_mapping_of_its_own_for_each_sheet(desk) -> None:
    heads = ["Ref", "Rep", "State", "Day", "Sum", "Other"]
    book = desk.workbook(
        "two.xlsx",
        First=[heads, ["1", "Kari", "Won", "3/4/2026", 10, 7]],
        Second=[heads, ["2", "Kari", "Won", "3/4/2026", 10, 7]],
    )
    columns = {"Ref": "deal", "State": "status", "Day": "closed_on"}
    mappings = {
        "First": MappingFile(
            "deals", columns={**columns, "Sum": "value", "Other": ""}, dates="dmy"
        ),
        "Second": MappingFile(
            "deals", columns={**columns, "Other": "value", "Sum": ""}, dates="mdy"
        ),
    }
    desk.load(book, ImportOptions(mappings=mappings))
    assert sorted(desk.rows("deals", "deal", "closed_on", "value")) == [
        ("1", "2026-04-03", "10"), ("2", "2026-03-04", "7"),
    ]  # fmt: skip


def test_a_mapping_of_one_sheet_leaves_the_others_to_be_detected(desk) -> None:
    book = desk.workbook(
        "two.xlsx",
        First=[["Ref", "Rep", "State", "Day"], ["1", "Kari", "Won", "2026-04-03"]],
        Second=[["Deal id", "Rep", "Status", "Close date"], ["2", "Ola", "Won", "2026-04-03"]],
    )
    columns = {"Ref": "deal", "State": "status", "Day": "closed_on"}
    desk.load(book, ImportOptions(mappings={"First": MappingFile("deals", columns=columns)}))
    assert sorted(desk.rows("deals", "deal", "rep")) == [("1", "Kari"), ("2", "Ola")]
