"""Must be seen 3: sheets of seven languages, without a mapping, right to the cent."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

LOCALE_FILES = {
    "da_blank_line_before_header.csv": ("DKK", "-214.90", 1, "2018-09-26"),
    "da_danskebank_bom.csv": ("DKK", "-89.95", 1, "2026-09-15"),
    "da_mixed_dates_and_decimals.csv": ("DKK", "3981.64", 7, "2023-01-10"),
    "da_nordea_trailing_semicolon.csv": ("DKK", "41160.60", 3, "2022-08-29"),
    "de_euro_prefix_dayfirst.csv": ("EUR", "4714.81", 3, "2026-02-13"),
    "de_orders_euro_suffix_bom.csv": ("EUR", "179.98", 2, "2024-01-15"),
    "nl_datum_klant_bedrag.csv": ("EUR", "400", 3, "2026-03-03"),
    "nl_invoices_ddmmyyyy.csv": ("EUR", "123.45", 1, "2026-09-15"),
    "nl_orders_euro_prefix_bom.csv": ("EUR", "179.98", 2, "2024-01-15"),
    "sv_ica_kr_suffix.csv": ("SEK", "-300", 2, "2024-01-04"),
    "sv_nordea_space_thousands.csv": ("SEK", "101153.00", 3, "2025-02-25"),
    "sv_nordea_utf8.csv": ("SEK", "490.00", 3, "2024-01-02"),
}


@pytest.mark.parametrize("name", LOCALE_FILES)
def test_locale_files(shared_data: Path, new_company: Any, name: str) -> None:
    currency, total, rows, day = LOCALE_FILES[name]
    company = new_company("--currency", currency)
    source = shared_data / "locale_csv" / name
    document = company.imported(source)
    assert (document["read"], document["new"], document["rejected"]) == (rows, rows, 0)
    assert Decimal(str(document["totals"]["amount"])) == Decimal(total)
    kept = company.records(document["kind"])
    assert sum(Decimal(row["amount"]) for row in kept) == Decimal(total)
    assert day in {row["date"] for row in kept}
    assert company.imported(source)["unchanged"] == rows


def test_amounts_without_a_date_are_asked_about(
    shared_data: Path, new_company: Any, tmp_path: Path
) -> None:
    source = shared_data / "locale_csv" / "de_latin1_comma.csv"
    company = new_company("--currency", "EUR")
    error = company.refused(source)
    assert error["code"] == "import.question"
    mapping = tmp_path / "answer.json"
    mapping.write_text(json.dumps({"values": {"date": {"": "2026-01-31"}}}), encoding="utf-8")
    document = company.imported(source, "--mapping", mapping)
    assert document["totals"]["amount"] == 300
    customers = {row["customer"] for row in company.records("customers")}
    assert customers == {"Müller", "Bäcker"}


WORDS = {
    "no": {
        "country": "NO",
        "currency": "NOK",
        "title": "Salgsrapport 2026",
        "goals": "Omsetningsmål",
        "targets": ["Selger", "Periode", "Mål"],
        "deals": ["Avtale", "Selger", "Kunde", "Produkt", "Status", "Opprettet", "Lukket dato",
                  "Beløp"],
        "won": "Vunnet",
        "lost": "Tapt",
        "open": "Åpen",
        "sum": "Totalt",
        "money": ("kr 1 355,90", "kr 12 000,00", "2 499,10"),
        "reps": ["Selger", "E-post", "Team", "Gyldig fra", "Gyldig til"],
        "activities": ["Dato", "Type", "Selger", "Kunde", "Antall"],
        "call": "Samtale",
        "meeting": "Møte",
        "months": ["jan", "feb", "mars", "april", "mai", "juni", "juli", "aug", "sept", "okt",
                   "nov", "des"],
    },
    "sv": {
        "country": "SE",
        "currency": "SEK",
        "title": "Säljrapport 2026",
        "goals": "Omsättningsmål",
        "targets": ["Säljare", "Period", "Mål"],
        "deals": ["Affär", "Säljare", "Kund", "Produkt", "Status", "Skapad", "Stängd", "Belopp"],
        "won": "Vunnen",
        "lost": "Förlorad",
        "open": "Öppen",
        "sum": "Summa",
        "money": ("1 355,90 kr", "12 000,00 kr", "2 499,10 kr"),
        "reps": ["Säljare", "E-post", "Team", "Giltig från", "Giltig till"],
        "activities": ["Datum", "Typ", "Säljare", "Kund", "Antal"],
        "call": "Samtal",
        "meeting": "Möte",
        "months": ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
                   "september", "oktober", "november", "december"],
    },
    "da": {
        "country": "DK",
        "currency": "DKK",
        "title": "Salgsrapport 2026",
        "goals": "Omsætningsmål",
        "targets": ["Sælger", "Periode", "Mål"],
        "deals": ["Handel", "Sælger", "Kunde", "Produkt", "Status", "Oprettet", "Lukket", "Beløb"],
        "won": "Vundet",
        "lost": "Tabt",
        "open": "Åben",
        "sum": "I alt",
        "money": ("1.355,90 kr.", "12.000,00 kr.", "2.499,10 kr."),
        "reps": ["Sælger", "E-mail", "Team", "Gyldig fra", "Gyldig til"],
        "activities": ["Dato", "Type", "Sælger", "Kunde", "Antal"],
        "call": "Opkald",
        "meeting": "Møde",
        "months": ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
                   "september", "oktober", "november", "december"],
    },
    "fi": {
        "country": "FI",
        "currency": "EUR",
        "title": "Myyntiraportti 2026",
        "goals": "Myyntitavoitteet",
        "targets": ["Myyjä", "Kausi", "Tavoite"],
        "deals": ["Kauppa", "Myyjä", "Asiakas", "Tuote", "Tila", "Luotu", "Suljettu", "Arvo"],
        "won": "Voitettu",
        "lost": "Hävitty",
        "open": "Avoin",
        "sum": "Yhteensä",
        "money": ("1 355,90 €", "12 000,00 €", "2 499,10 €"),
        "reps": ["Myyjä", "Sähköposti", "Tiimi", "Voimassa alkaen", "Voimassa asti"],
        "activities": ["Päivämäärä", "Tyyppi", "Myyjä", "Asiakas", "Määrä"],
        "call": "Puhelu",
        "meeting": "Tapaaminen",
        "months": ["tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
                   "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"],
    },
    "nl": {
        "country": "NL",
        "currency": "EUR",
        "title": "Verkooprapport 2026",
        "goals": "Omzetdoelen",
        "targets": ["Verkoper", "Periode", "Doel"],
        "deals": ["Deal", "Verkoper", "Klant", "Product", "Status", "Aangemaakt op",
                  "Gesloten op", "Bedrag"],
        "won": "Gewonnen",
        "lost": "Verloren",
        "open": "Open",
        "sum": "Totaal",
        "money": ("€ 1.355,90", "€ 12.000,00", "€ 2.499,10"),
        "reps": ["Verkoper", "E-mail", "Team", "Geldig vanaf", "Geldig tot"],
        "activities": ["Datum", "Type", "Verkoper", "Klant", "Aantal"],
        "call": "Gesprek",
        "meeting": "Afspraak",
        "months": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
                   "dec"],
    },
    "de": {
        "country": "DE",
        "currency": "EUR",
        "title": "Vertriebsbericht 2026",
        "goals": "Umsatzziele",
        "targets": ["Verkäufer", "Zeitraum", "Ziel"],
        "deals": ["Auftrag", "Verkäufer", "Kunde", "Produkt", "Status", "Erstellt am",
                  "Abgeschlossen am", "Betrag"],
        "won": "Gewonnen",
        "lost": "Verloren",
        "open": "Offen",
        "sum": "Summe",
        "money": ("1.355,90 €", "12.000,00 €", "2.499,10 €"),
        "reps": ["Verkäufer", "E-Mail", "Team", "Gültig von", "Gültig bis"],
        "activities": ["Datum", "Typ", "Verkäufer", "Kunde", "Anzahl"],
        "call": "Anruf",
        "meeting": "Termin",
        "months": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                   "September", "Oktober", "November", "Dezember"],
    },
}  # fmt: skip
Words = dict[str, Any]


@pytest.fixture(params=WORDS)
def words(request: pytest.FixtureRequest) -> Words:
    return WORDS[request.param]


@pytest.fixture
def company(new_company: Any, words: Words) -> Any:
    return new_company("--currency", words["currency"], "--country", words["country"])


def as_text(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def deal_rows(words: Words, day: Callable[[date], object], money: tuple[Any, ...]) -> list[Any]:
    first, second, third = money
    return [
        words["deals"],
        ["A-1", "Kari Øst", "Bø & Co", "Ski", words["won"], day(date(2026, 3, 2)),
         day(date(2026, 4, 3)), first],
        ["A-2", "Åse Lie", "Bø & Co", "Ski", words["lost"], day(date(2026, 3, 5)),
         day(date(2026, 4, 20)), second],
        ["A-3", "Kari Øst", "Ærø AS", "Sko", words["won"], day(date(2026, 3, 12)),
         day(date(2026, 5, 4)), third],
        ["A-4", "Åse Lie", "Ærø AS", "Sko", words["open"], day(date(2026, 4, 1)), None, 900],
    ]  # fmt: skip


def check_deals(company: Any) -> None:
    assert company.value("revenue") == 3855
    assert company.value("revenue", "--period", "2026-04") == 1355.9
    assert company.value("revenue", "--period", "2026-05", "--scope", "rep:Kari Øst") == 2499.1
    assert company.value("win_rate") == pytest.approx(2 / 3)
    assert company.value("sales_cycle_days") == pytest.approx((32 + 53) / 2)


def test_deals_as_text_under_a_title_with_a_totals_row(
    company: Any, words: Words, write_book: Callable[..., Path]
) -> None:
    rows = deal_rows(words, as_text, words["money"])
    rows[4][7] = None
    total = [words["sum"], None, None, None, None, None, None, "15 855,00"]
    book = write_book(
        "deals.xlsx", {"Ark1": [[words["title"]], [], ["x: 12.05.2026"], [], *rows, [], total]}
    )
    document = company.imported(book)
    assert document["kind"] == "deals"
    assert document["header_row"] == 5
    assert (document["read"], document["new"], document["rejected"]) == (4, 4, 0)
    assert document["totals"]["value"] == 15855
    assert words["sum"] in json.dumps(document["notes"], ensure_ascii=False) or any(
        "total" in json.dumps(note).lower() for note in document["notes"] + document["issues"]
    )
    check_deals(company)


def test_deals_with_native_cells(
    company: Any, words: Words, write_book: Callable[..., Path]
) -> None:
    rows = deal_rows(words, lambda day: day, (1355.9, 12000, 2499.1))
    document = company.imported(write_book("deals.xlsx", {"Deals": rows}))
    assert (document["kind"], document["new"]) == ("deals", 4)
    check_deals(company)


def test_reps_with_dates(company: Any, words: Words, write_book: Callable[..., Path]) -> None:
    company.imported(
        write_book(
            "reps.xlsx",
            {
                "Ark1": [
                    words["reps"],
                    ["Kari Øst", "kari@x.no", "Nord", "01.01.2026", "30.04.2026"],
                    ["Kari Øst", "kari@x.no", "Sør", "01.05.2026", None],
                    ["Åse Lie", "aase@x.no", "Nord", "01.01.2026", None],
                ]
            },
        )
    )
    rows = deal_rows(words, lambda day: day, (1355.9, 12000, 2499.1))
    company.imported(write_book("deals.xlsx", {"Deals": rows}))
    assert company.value("revenue", "--scope", "team:Nord") == 1355.9
    assert company.value("revenue", "--scope", "team:Sør") == 2499.1
    by_team = company.rows("revenue", "--by", "team")
    assert {row["group"]["team"]: row["value"] for row in by_team} == {
        "Nord": 1355.9,
        "Sør": 2499.1,
    }


def test_activities(company: Any, words: Words, write_book: Callable[..., Path]) -> None:
    rows = [
        words["activities"],
        ["03.04.2026", words["call"], "Kari Øst", "Bø & Co", 12],
        ["17.04.2026", words["call"], "Åse Lie", "Bø & Co", 8],
        ["20.04.2026", words["meeting"], "Kari Øst", "Ærø AS", 2],
        ["04.05.2026", words["call"], "Kari Øst", "Ærø AS", 5],
    ]
    document = company.imported(write_book("a.xlsx", {"Ark1": rows}))
    assert (document["kind"], document["new"]) == ("activities", 4)
    assert company.value("calls", "--period", "2026-04") == 20
    by_rep = company.rows("calls", "--by", "rep")
    assert {row["group"]["rep"]: row["value"] for row in by_rep} == {"Kari Øst": 17, "Åse Lie": 8}


def goal_rows(words: Words, title: str) -> list[list[object]]:
    months = [f"{month} 2026" for month in words["months"]]
    return [
        [title],
        [],
        [words["reps"][0], *months, words["sum"]],
        ["Kari Øst", *range(1000, 13000, 1000), 78000],
        ["Åse Lie", *([250.5] * 12), 3006],
        [words["sum"], *[1250.5 + 1000 * place for place in range(12)], 81006],
    ]


def import_reps(company: Any, words: Words, write_book: Callable[..., Path]) -> None:
    rows = [words["reps"][:3], ["Kari Øst", "k@x.no", "Nord"], ["Åse Lie", "a@x.no", "Nord"]]
    company.imported(write_book("reps.xlsx", {"R": rows}))


def check_goals(company: Any) -> None:
    kari = [row for row in company.records("targets") if row["scope_name"] == "Kari Øst"]
    assert {(row["kpi"], row["scope"]) for row in kari} == {("revenue", "rep")}
    assert {row["period"]: row["value"] for row in kari} == {
        f"2026-{month:02}": str(month * 1000) for month in range(1, 13)
    }
    (row,) = company.rows("revenue", "--scope", "rep:Åse Lie", "--period", "2026")
    assert row["target"] == 3006


def test_targets_with_months_across(
    company: Any, words: Words, write_book: Callable[..., Path]
) -> None:
    import_reps(company, words, write_book)
    book = write_book("goals.xlsx", {"2026": goal_rows(words, words["goals"])})
    document = company.imported(book)
    assert document["kind"] == "targets"
    assert (document["new"], document["rejected"]) == (24, 0)
    check_goals(company)


def test_targets_for_nothing_named_are_asked_about(
    new_company: Any, write_book: Callable[..., Path], tmp_path: Path
) -> None:
    words = WORDS["de"]
    company = new_company("--currency", "EUR", "--country", "DE")
    import_reps(company, words, write_book)
    book = write_book("goals.xlsx", {"2026": goal_rows(words, "2026")})
    assert company.refused(book, "--kind", "targets")["code"] == "import.question"
    (question,) = company.imported(book, "--kind", "targets", "--dry-run")["questions"]
    assert question["field"] == "kpi"
    assert "revenue" in json.dumps(question["choices"])
    mapping = tmp_path / "answer.json"
    answer = {"kind": "targets", "values": {"kpi": {"": "revenue"}, "scope": {"": "rep"}}}
    mapping.write_text(json.dumps(answer), encoding="utf-8")
    assert company.imported(book, "--mapping", mapping)["new"] == 24
    check_goals(company)


def test_long_targets(company: Any, words: Words, write_book: Callable[..., Path]) -> None:
    import_reps(company, words, write_book)
    rows = [
        words["targets"],
        ["Kari Øst", "2026-Q1", words["money"][0]],
        ["Åse Lie", "2026-Q1", words["money"][1]],
        ["Åse Lie", "2026-Q2", words["money"][2]],
    ]
    document = company.imported(write_book("goals.xlsx", {words["goals"]: rows}))
    assert (document["kind"], document["new"]) == ("targets", 3)
    (row,) = company.rows("revenue", "--scope", "rep:Kari Øst", "--period", "2026-Q1")
    assert row["target"] == 1355.9
    assert sum(Decimal(row["value"]) for row in company.records("targets")) == Decimal("15855")


@pytest.mark.parametrize(
    ("encoding", "delimiter", "ending"),
    [
        ("utf-8", ";", "\r\n"),
        ("utf-8", ",", "\r"),
        ("utf-8", "\t", "\n"),
        ("utf-8-sig", ";", "\r"),
        ("utf-8-sig", ",", "\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-16", ";", "\r"),
        ("cp1252", ";", "\r\n"),
        ("cp1252", ",", "\n"),
        ("cp1252", "\t", "\r"),
    ],
)
def test_text_files_of_every_make(
    new_company: Any, tmp_path: Path, encoding: str, delimiter: str, ending: str
) -> None:
    words = WORDS["no"]
    rows = deal_rows(words, as_text, ("1 355,90", "12 000,00", "2499,10"))
    lines = []
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        lines.append(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells))
    source = tmp_path / "avtaler.csv"
    source.write_bytes((ending.join(lines) + ending).encode(encoding))
    company = new_company("--currency", "NOK")
    document = company.imported(source)
    assert (document["read"], document["new"]) == (4, 4)
    check_deals(company)


NUMBERS = [
    "1 355,90", "1.355,90", "1\u00a0355,90", "1\u2009355,90", "1\u202f355,90", "kr 1 355,90",
    "€ 1.355,90", "1'355.90", "1355.9", "1,355.90", "1355,90 kr", "NOK 1 355,90",
]  # fmt: skip


NEGATIVE = ["(1 355,90)", "1 355,90-", "-1 355,90", "\u22121 355,90"]


@pytest.mark.parametrize("currency", ["NOK", "EUR"])
def test_worked_answer_14(new_company: Any, write_book: Callable[..., Path], currency: str) -> None:
    """Each way of writing is a column of its own: a sheet with one deal."""
    written = [text for text in NUMBERS + NEGATIVE if ("€" in text) == (currency == "EUR")]
    heads = ["Deal", "Status", "Closed on", "Value"]
    sheets = {
        f"Sheet {place}": [heads, [f"D{place}", "Won", "2026-04-03", text]]
        for place, text in enumerate([*written, "1355.9"])
    }
    company = new_company("--currency", currency)
    document = company.imported(write_book("n.xlsx", sheets))
    given = [table["totals"]["value"] for table in document["tables"]]
    assert dict(zip(written, given, strict=False)) == {
        text: -1355.9 if text in NEGATIVE else 1355.9 for text in written
    }


def test_a_point_alone_is_decided_by_its_column(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    heads = ["Deal", "Status", "Closed on", "Value"]
    rows = [["1", "Won", "2026-04-03", "1.355"], ["2", "Won", "2026-04-03", "2.499,10"]]
    thousand = new_company()
    assert thousand.imported(write_csv("a.csv", [heads, *rows]))["totals"]["value"] == 3854.1
    rows = [["1", "Won", "2026-04-03", "1.355"], ["2", "Won", "2026-04-03", "2499.10"]]
    decimal = new_company()
    assert decimal.imported(write_csv("b.csv", [heads, *rows]))["totals"]["value"] == 2500.455


def test_a_column_of_points_alone_is_asked_about(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    heads = ["Deal", "Status", "Closed on", "Value"]
    rows = [["1", "Won", "2026-04-03", "1.355"], ["2", "Won", "2026-04-03", "2.499"]]
    asked = new_company()
    source = write_csv("c.csv", [heads, *rows])
    questions = asked.imported(source, "--dry-run")["questions"]
    assert [(item["field"], item["column"]) for item in questions] == [("value", "Value")]
    assert asked.refused(source)["code"] == "import.question"
