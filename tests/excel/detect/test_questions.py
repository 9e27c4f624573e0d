"""What is asked, what answers it, and what is only said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sheet_making import cell_sheet, only_table, read, text_sheet, total, understood

from kpidesk.domain.errors import InputError
from kpidesk.domain.facts import KINDS, Field, FieldType
from kpidesk.domain.tables import Cell, Question, RawSheet, ReadAs
from kpidesk.excel.detect import MappingFile, parse_table, propose


def one_question(text: str) -> Question:
    _, proposal = understood(text_sheet(text))
    (question,) = proposal.questions
    assert question.blocking
    return question


ENGLISH = "Deal id,Owner,Stage,Close date,Amount\nD1,Kari,Won,3/4/2026,10.50\nD2,Ola,Won,5/6/2026,7"


def test_english_slashes_are_asked_and_shown_both_ways() -> None:
    table = only_table(text_sheet(ENGLISH, delimiter=","))
    (question,) = propose(table).questions
    assert (question.code, question.column) == ("dates.order", "Close date")
    assert [choice.value for choice in question.choices] == ["dmy", "mdy"]
    assert "3 April 2026" in question.choices[0].label
    assert "4 March 2026" in question.choices[1].label
    answered = propose(table, mapping=MappingFile(dates="mdy"))
    assert answered.questions == ()
    assert parse_table(table, answered).fields["closed_on"].values[0] == date(2026, 3, 4)


def test_another_column_of_the_table_decides_and_that_is_said() -> None:
    text = ENGLISH.replace("Close date", "Created,Close date").replace("3/4", "25/12/2025,3/4")
    sheet = text_sheet(text.replace("5/6/2026", "26/12/2025,5/6/2026"), delimiter=",")
    _, proposal = understood(sheet)
    assert proposal.questions == ()
    assert proposal.reads["Close date"] == ReadAs(dates="dmy")
    assert "dates.assumed" in [note.code for note in proposal.notes]


def test_norwegian_slashes_are_read_day_first_and_said() -> None:
    text = "Ordrenr;Dato;Kunde;Beløp\n1;3/4/2026;Fjord;1.355\n2;5/6/2026;Vik;2.500"
    _, proposal = understood(text_sheet(text))
    assert proposal.questions == ()
    codes = [note.code for note in proposal.notes]
    assert "dates.assumed" in codes
    assert "decimal.assumed" in codes
    assert total(read(text_sheet(text)), "amount") == Decimal(3855)


def test_contradicting_numbers_are_asked_and_the_mapping_answers() -> None:
    table = only_table(text_sheet("Ordrenr;Dato;Kunde;Beløp\n1;3.4.2026;A;1.355\n"
                                  "2;5.6.2026;B;2,50\n3;5.6.2026;B;2.50"))  # fmt: skip
    (question,) = propose(table).questions
    assert (question.field, question.code) == ("amount", "decimal.sign")
    answered = propose(table, mapping=MappingFile(decimal=","))
    assert total(parse_table(table, answered), "amount") == Decimal("1360.00")


def test_two_amounts_are_asked_about_and_equal_ones_said() -> None:
    text = "Ordrenr;Dato;Kunde;Beløp;Verdi\n1;3.4.2026;A;10;{}\n2;5.6.2026;B;20;25"
    question = one_question(text.format("12"))
    assert (question.code, question.field) == ("columns.ambiguous", "amount")
    assert [choice.value for choice in question.choices] == ["Beløp", "Verdi"]
    table = only_table(text_sheet(text.format("12")))
    answered = propose(table, mapping=MappingFile(columns={"verdi": "amount"}))
    assert answered.questions == ()
    assert total(parse_table(table, answered), "amount") == Decimal(37)
    same = text_sheet(text.replace("25", "20").format("10"))
    _, proposal = understood(same)
    assert proposal.questions == ()
    assert "columns.also" in [note.code for note in proposal.notes]


def test_a_missing_date_is_answered_for_all_rows() -> None:
    table = only_table(text_sheet("Kunde;Beløp\nFjord;100\nVik;200"))
    (question,) = propose(table).questions
    assert (question.field, question.code) == ("date", "date.missing")
    answered = propose(table, mapping=MappingFile(values={"date": {"": "2026-01-31"}}))
    assert answered.questions == ()
    assert answered.missing == ()
    parsed = parse_table(table, answered)
    assert parsed.fields["date"].values == [date(2026, 1, 31)] * 2


def test_unknown_statuses_are_asked_one_by_one() -> None:
    question = one_question(
        "Salgsnr;Selger;Status;Beløp\nS1;Kari;Avventer styret;5\nS2;Ola;Vunnet;6"
    )
    assert question.code == "words.unknown"
    assert "Avventer styret" in question.message
    assert question.choices[0].value == "Avventer styret=open"
    table = only_table(text_sheet("Salgsnr;Selger;Status;Beløp\nS1;Kari;Avventer styret;5"))
    values = {"status": {"Avventer styret": "open"}}
    answered = propose(table, mapping=MappingFile(values=values))
    assert answered.questions == ()
    assert parse_table(table, answered).fields["status"].values == ["open"]


def test_own_activity_types_are_kept_and_said() -> None:
    _, proposal = understood(text_sheet("Dato;Aktivitet;Selger\n3.4.2026;Samtale;Kari\n"
                                        "4.4.2026;Bedt om referanse;Kari"))  # fmt: skip
    assert proposal.questions == ()
    assert "words.own" in [note.code for note in proposal.notes]


def test_thousands_in_the_heading_multiply_and_are_said() -> None:
    sheet = text_sheet("Salgsnr;Selger;Status;Beløp (tkr)\nS1;Kari;Vunnet;12,5")
    _, proposal = understood(sheet)
    assert "value.scaled" in [note.code for note in proposal.notes]
    assert total(read(sheet), "value") == Decimal(12_500)


def test_shares_below_and_above_one_are_asked_about() -> None:
    text = "Salgsnr;Selger;Status;Sannsynlighet\nS1;Kari;Åpen;0,5\nS2;Ola;Åpen;25"
    question = one_question(text)
    assert (question.code, [c.value for c in question.choices]) == ("share.scale", ["0.01", "1"])


def test_fractions_stay_and_per_cents_become_fractions() -> None:
    text = "Salgsnr;Selger;Status;Sannsynlighet\nS1;Kari;Åpen;{}\nS2;Ola;Åpen;{}"
    for cells, first in ((("0,5", "1"), "0.5"), (("50", "1"), "0.5"), (("50 %", "1"), "0.5")):
        parsed = read(text_sheet(text.format(*cells)))
        assert parsed.fields["confidence"].values[0] == Decimal(first)


def test_what_is_not_understood_is_asked_not_guessed() -> None:
    _, proposal = understood(text_sheet("Farge;Form;Antall\nrød;rund;5\nblå;firkant;6"))
    assert proposal.kind is None
    (question,) = proposal.questions
    assert question.code == "kind.unknown"
    assert len(question.choices) == 12


def test_targets_for_something_unsaid_are_asked_about() -> None:
    question = one_question("Selger;Periode;Mål\nKari;2026-01;5\nOla;2026-01;6")
    assert (question.field, question.code) == ("kpi", "target.kpi")


def test_months_across_without_a_year_are_asked_about() -> None:
    sheet = text_sheet("Budsjett\n\nSelger;Jan;Feb;Mar\nKari;1;2;3\nOla;4;5;6")
    table, proposal = understood(sheet)
    assert [question.code for question in proposal.questions] == ["period.year"]
    answered = propose(table, mapping=MappingFile(values={"period": {"": "2027"}}))
    assert answered.questions == ()
    assert parse_table(table, answered).fields["period"].values[:2] == ["2027-01", "2027-02"]


@pytest.mark.parametrize(
    ("headings", "periods"),
    [
        ("2026-01;2026-02", ["2026-01", "2026-02"]),
        ("Q1 2026;Q2 2026", ["2026-Q1", "2026-Q2"]),
        ("1. kvartal;2. kvartal", ["2026-Q1", "2026-Q2"]),
        ("Uke 12;Uke 13", ["2026-W12", "2026-W13"]),
        ("2026;2027", ["2026", "2027"]),
        ("Budsjett jan;Budsjett feb", ["2026-01", "2026-02"]),
    ],
)
def test_periods_across(headings: str, periods: list[str]) -> None:
    parsed = read(text_sheet(f"Budsjett 2026\n\nSelger;{headings}\nKari;1000;2000\nOla;3000;4000"))
    assert parsed.fields["period"].values == periods * 2


def test_the_numbers_one_to_twelve_across_are_months() -> None:
    rows = [["Team", *map(float, range(1, 13))], ["Nord", *[5.0] * 12], ["Sum", *[5.0] * 12]]
    parsed = read(cell_sheet(rows, "Budsjett 2026"))
    assert parsed.fields["period"].values == [f"2026-{month:02d}" for month in range(1, 13)]
    assert parsed.fields["scope"].values[0] == "team"


def test_days_that_begin_months_across_are_months() -> None:
    days = [date(2026, month, 1) for month in (1, 2, 3)]
    rows = [["Budget", *days], ["Kari", 1.0, None, 3.0], ["Ola", 4.0, 5.0, 6.0]]
    parsed = read(cell_sheet(rows))
    assert parsed.fields["period"].values == ["2026-01", "2026-03", "2026-01", "2026-02", "2026-03"]
    assert [parsed.cell("value", i) for i in range(2)] == ["B2", "D2"]


def test_totals_across_are_left_out_and_compared() -> None:
    sheet = text_sheet("Salgsbudsjett 2026\n\nSelger;Jan;Feb;Mar;Q1;Sum\nKari;10;20;30;60;60\n"
                       "Ola;10;20;30;70;60")  # fmt: skip
    _, proposal = understood(sheet)
    codes = {note.code: note for note in proposal.notes}
    assert "totals.columns_left_out" in codes
    assert codes["totals.differ"].row == 5
    assert total(read(sheet), "value") == Decimal(120)


def test_kpis_down_and_months_across() -> None:
    sheet = text_sheet("Mål 2026\n\nMåltall;Jan;Feb\nOmsetning;100;200\nAntall samtaler;40;50")
    parsed = read(sheet)
    assert parsed.fields["kpi"].values == ["revenue", "revenue", "calls", "calls"]
    assert parsed.fields["scope"].values[0] == "org"


def test_year_and_quarter_in_two_columns() -> None:
    sheet = text_sheet("Selger;År;Kvartal;Budsjett\nKari;2026;1;500\nKari;2026;2;600")
    parsed = read(sheet)
    assert parsed.fields["period"].values == ["2026-Q1", "2026-Q2"]


def test_known_kpis_of_the_company_are_recognised() -> None:
    table = only_table(text_sheet("KPI;Periode;Mål\nBedt om referanse;2026-01;5"))
    proposal = propose(table, known_kpis=frozenset({"Bedt om referanse"}))
    assert parse_table(table, proposal).fields["kpi"].values == ["Bedt om referanse"]


def test_mapping_file_is_read_and_overrides_every_part() -> None:
    given = MappingFile.from_json(
        '{"kind": "deals", "sheet": "Ark1", "header_row": 3, "columns": {"Nr": "deal", "X": null},'
        ' "dates": "dmy", "decimal": ",", "values": {"status": {"Ja": "won"}}}',
        "m.json",
    )
    assert given.columns == {"Nr": "deal", "X": ""}
    assert MappingFile.from_json(given.to_json(), "m.json") == given
    table = only_table(text_sheet("Nr;X;Status;Beløp\n7;a;Ja;1.355"))
    proposal = propose(table, mapping=given)
    assert proposal.mapping == {"Nr": "deal", "Status": "status", "Beløp": "value"}
    parsed = parse_table(table, proposal)
    assert parsed.fields["status"].values == ["won"]
    assert total(parsed, "value") == Decimal(1355)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "mapping.not_json"),
        ("[]", "mapping.shape"),
        ('{"colums": {}}', "mapping.unknown_part"),
        ('{"kind": "sales"}', "mapping.kind"),
        ('{"dates": "ymd"}', "mapping.dates"),
        ('{"decimal": ";"}', "mapping.decimal"),
        ('{"header_row": 0}', "mapping.header_row"),
        ('{"columns": {"A": 5}}', "mapping.shape"),
        ('{"values": {"status": "won"}}', "mapping.shape"),
    ],
)
def test_faults_in_a_mapping_file_are_named(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        MappingFile.from_json(text, "m.json")
    assert caught.value.code == code
    assert caught.value.where.file == "m.json"


def test_a_mapping_that_does_not_fit_the_table_is_refused() -> None:
    table = only_table(text_sheet("Ordrenr;Dato;Beløp\n1;3.4.2026;5"))
    with pytest.raises(InputError) as caught:
        propose(table, mapping=MappingFile(columns={"Farge": "amount"}))
    assert caught.value.code == "mapping.column"
    for given in (
        MappingFile(kind="orders", columns={"Beløp": "stage"}),
        MappingFile(kind="orders", values={"stage": {"": "Ny"}}),
    ):
        with pytest.raises(InputError) as caught:
            propose(table, mapping=given)
        assert caught.value.code == "mapping.field"


SAMPLES = {
    FieldType.TEXT: ["Ax", "By"],
    FieldType.DATE: [date(2026, 1, 2), date(2026, 1, 3)],
    FieldType.DATETIME: [date(2026, 1, 2), None],
    FieldType.MONEY: [5.5, 6.0],
    FieldType.QUANTITY: [1.0, 2.0],
    FieldType.INTEGER: [10.0, 20.0],
    FieldType.SHARE: [0.1, 0.2],
    FieldType.PERIOD: ["2026-01", "2026-Q1"],
}
WORDS = {"currency": "NOK", "email": "a@b.no", "kpi": "revenue"}


def cells_of(field: Field) -> list[Cell]:
    if field.choices:
        return [field.choices[0], field.choices[-1]]
    return [WORDS[field.name]] * 2 if field.name in WORDS else list(SAMPLES[field.type])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", ["full", "required", "none"])
def test_our_own_field_names_are_understood_for_every_kind(kind: str, rows: str) -> None:
    fields = KINDS[kind].fields
    columns = [
        cells_of(field) if rows == "full" or field.required else [None, None] for field in fields
    ]
    body = [] if rows == "none" else [list(row) for row in zip(*columns, strict=True)]
    sheet = cell_sheet([[field.name for field in fields], *body], kind)
    _, proposal = understood(sheet)
    assert proposal.kind == kind
    assert proposal.mapping == {field.name: field.name for field in fields}
    assert proposal.questions == ()


def test_lost_deals_are_never_read_as_orders() -> None:
    question = one_question("Kunde;Selger;Beløp;Status;Dato\nFjord;Kari;100;Tapt;01.02.2026")
    assert (question.field, question.code) == ("deal", "column.missing")


def test_first_and_last_names_are_one_name() -> None:
    parsed = read(text_sheet("Etternavn;Fornavn;Team\nNygård;Kari;Nord\nBerg;Ola;Sør"))
    assert parsed.fields["rep"].values == ["Kari Nygård", "Ola Berg"]


def test_a_currency_in_heading_or_cells_is_said() -> None:
    for heading, cell in (("Beløp (EUR)", "5"), ("Beløp", "€ 5"), ("Beløp", "5,00 EUR")):
        _, proposal = understood(text_sheet(f"Ordrenr;Dato;{heading}\n1;3.4.2026;{cell}"))
        assert proposal.questions == ()
        assert "currency.written" in [note.code for note in proposal.notes]


def test_the_year_of_targets_can_be_in_their_heading() -> None:
    parsed = read(text_sheet("Selger;Team;Salgsmål 2026\nKari;Nord;500\nOla;Sør;600"))
    assert parsed.fields["period"].values == ["2026", "2026"]
    assert total(parsed, "value") == Decimal(1100)


def test_targets_beside_results_leave_the_results_out() -> None:
    sheet = text_sheet("Selger;Budsjett Q1;Faktisk Q1;Budsjett Q2;Faktisk Q2\nA;1;2;3;4", "2026")
    _, proposal = understood(sheet)
    assert "columns.results_left_out" in [note.code for note in proposal.notes]
    assert total(read(sheet), "value") == Decimal(4)


def test_results_across_are_not_taken_for_targets() -> None:
    _, proposal = understood(text_sheet("Resultat 2026\nSelger;Jan;Feb\nKari;1;2\nOla;1;2"))
    assert "kind.wide_actuals" in [question.code for question in proposal.questions]


def test_hidden_rows_are_counted() -> None:
    rows = [["Salgsnr", "Selger", "Status"], ["S1", "Kari", "Vunnet"]]
    _, proposal = understood(RawSheet("Salg", rows, hidden_rows=3))
    assert [note.code for note in proposal.notes] == ["rows.hidden"]


def test_an_order_that_does_not_matter_is_not_asked_about() -> None:
    text = ENGLISH.replace("3/4/2026", "05/05/2026").replace("5/6/2026", "1/1/2026")
    parsed = read(text_sheet(text, delimiter=","))
    assert parsed.fields["closed_on"].values == [date(2026, 5, 5), date(2026, 1, 1)]
    assert parsed.fields["closed_on"].errors == {}


@pytest.mark.parametrize(("won", "closed"), [("True", "False"), ("Yes", "No"), (True, False)])
def test_flags_named_by_a_mapping_need_no_words(won: Cell, closed: Cell) -> None:
    rows: list[list[Cell]] = [
        ["Opp", "Owner", "Amt", "is_closed", "is_won"],
        ["A1", "Kari", 100, won, won],
        ["A2", "Ola", 200, won, closed],
        ["A3", "Ola", 300, closed, closed],
    ]
    columns = {"Opp": "deal", "Owner": "rep", "Amt": "value"}
    flags = {"is_closed": "status", "is_won": "status"}
    table = only_table(cell_sheet(rows))
    proposal = propose(table, mapping=MappingFile(kind="deals", columns={**columns, **flags}))
    assert proposal.questions == ()
    parsed = parse_table(table, proposal)
    assert parsed.fields["status"].values == ["won", "lost", "open"]
    assert parsed.fields["status"].errors == {}
    alone = MappingFile(kind="deals", columns={**columns, "is_closed": "", "is_won": "status"})
    assert propose(table, mapping=alone).questions == ()
