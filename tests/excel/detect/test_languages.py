"""Sheets as sales offices keep them, in six languages besides English, without a mapping."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sheet_making import read, text_sheet, total, understood

DEALS = {
    "no": """Salgsnr;Selger;Kunde;Produkt;Fase;Status;Opprettet;Forventet lukket;Lukket dato;\
Beløp (kr);Sannsynlighet;Tapsårsak
S-1;Kari Nygård;Fjord AS;Basis;Lukket;Vunnet;03.01.2026;01.02.2026;28.01.2026;1 355,90;100 %;
S-2;Ola Berg;Fjell AS;Pluss;Tilbud;Åpen;04.01.2026;01.03.2026;;200 000;40 %;
S-3;Ola Berg;Vik AS;Pluss;Lukket;Tapt;05.01.2026;01.03.2026;09.02.2026;12 000,50;0 %;Pris""",
    "sv": """Affärsnr;Säljare;Kund;Produkt;Fas;Status;Skapad;Förväntat avslut;Avslutsdatum;\
Belopp (kr);Sannolikhet;Förlustorsak
S-1;Karin Åberg;Fjärd AB;Bas;Stängd;Vunnen;2026-01-03;2026-02-01;2026-01-28;1 355,90;100 %;
S-2;Olle Berg;Fjäll AB;Plus;Offert;Öppen;2026-01-04;2026-03-01;;200 000;40 %;
S-3;Olle Berg;Vik AB;Plus;Stängd;Förlorad;2026-01-05;2026-03-01;2026-02-09;12 000,50;0 %;Pris""",
    "da": """Sagsnr;Sælger;Kunde;Produkt;Fase;Status;Oprettet;Forventet lukkedato;Lukket dato;\
Beløb;Sandsynlighed;Tabsårsag
S-1;Karen Å;Fjord A/S;Basis;Lukket;Vundet;03-01-2026;01-02-2026;28-01-2026;1.355,90;100 %;
S-2;Ole B;Fjeld A/S;Plus;Tilbud;Åben;04-01-2026;01-03-2026;;200.000;40 %;
S-3;Ole B;Vig A/S;Plus;Lukket;Tabt;05-01-2026;01-03-2026;09-02-2026;12.000,50;0 %;Pris""",
    "fi": """Kaupan numero;Myyjä;Asiakas;Tuote;Vaihe;Tila;Luotu;Arvioitu päätöspäivä;Päätöspäivä;\
Kaupan arvo;Todennäköisyys;Häviön syy
S-1;Kaisa Ä;Vuono Oy;Perus;Suljettu;Voitettu;3.1.2026;1.2.2026;28.1.2026;1 355,90;100 %;
S-2;Olli B;Tunturi Oy;Plus;Tarjous;Avoin;4.1.2026;1.3.2026;;200 000;40 %;
S-3;Olli B;Lahti Oy;Plus;Suljettu;Hävitty;5.1.2026;1.3.2026;9.2.2026;12 000,50;0 %;Hinta""",
    "nl": """Dealnummer;Verkoper;Klant;Product;Fase;Status;Aangemaakt op;Verwachte sluitdatum;\
Sluitdatum;Bedrag;Waarschijnlijkheid;Verliesreden
S-1;Karin A;Fjord BV;Basis;Gesloten;Gewonnen;03-01-2026;01-02-2026;28-01-2026;€ 1.355,90;100 %;
S-2;Ole B;Berg BV;Plus;Offerte;Open;04-01-2026;01-03-2026;;€ 200.000;40 %;
S-3;Ole B;Vik BV;Plus;Gesloten;Verloren;05-01-2026;01-03-2026;09-02-2026;€ 12.000,50;0 %;Prijs""",
    "de": """Angebotsnummer;Vertriebsmitarbeiter;Kunde;Produkt;Phase;Status;Erstellt am;\
Erwarteter Abschluss;Abschlussdatum;Betrag;Wahrscheinlichkeit;Verlustgrund
S-1;Karin Ä;Fjord GmbH;Basis;Ende;Gewonnen;03.01.2026;01.02.2026;28.01.2026;1.355,90 €;100 %;
S-2;Olaf B;Berg AG;Plus;Angebot;Offen;04.01.2026;01.03.2026;;200.000 €;40 %;
S-3;Olaf B;Vik KG;Plus;Ende;Verloren;05.01.2026;01.03.2026;09.02.2026;12.000,50 €;0 %;Preis""",
}  # fmt: skip
DEAL_FIELDS = [
    "deal", "rep", "customer", "product", "stage", "status", "created_on", "expected_close_on",
    "closed_on", "value", "confidence", "lost_reason",
]  # fmt: skip


@pytest.mark.parametrize("language", DEALS)
def test_deals(language: str) -> None:
    sheet = text_sheet(DEALS[language])
    _, proposal = understood(sheet)
    assert (proposal.kind, proposal.language) == ("deals", language)
    assert list(proposal.mapping.values()) == DEAL_FIELDS
    parsed = read(sheet)
    assert not any(column.errors for column in parsed.fields.values())
    assert total(parsed, "value") == Decimal("213356.40")
    assert parsed.fields["status"].values == ["won", "open", "lost"]
    assert parsed.fields["closed_on"].values == [date(2026, 1, 28), None, date(2026, 2, 9)]
    assert parsed.fields["created_on"].values[0] == date(2026, 1, 3)
    assert parsed.fields["confidence"].values == [Decimal(1), Decimal("0.4"), Decimal(0)]


ACTIVITIES = {
    "no": "Dato;Aktivitet;Selger;Kunde;Kontaktperson;Resultat;Varighet\n"
    "03.02.2026;Samtale;Kari;Fjord;Per;Ikke svar;5\n04.02.2026;Møte;Kari;Vik;Liv;Gjennomført;60",
    "sv": "Datum;Aktivitet;Säljare;Kund;Kontaktperson;Utfall;Varaktighet\n"
    "2026-02-03;Samtal;Karin;Fjärd;Per;Inget svar;5\n2026-02-04;Möte;Karin;Vik;Liv;Genomfört;60",
    "da": "Dato;Aktivitetstype;Sælger;Kunde;Kontaktperson;Udfald;Varighed\n"
    "03-02-2026;Opkald;Karen;Fjord;Per;Intet svar;5\n04-02-2026;Møde;Karen;Vig;Liv;Afholdt;60",
    "fi": "Päivämäärä;Tapahtumatyyppi;Myyjä;Asiakas;Yhteyshenkilö;Tulos;Kesto\n"
    "3.2.2026;Puhelu;Kaisa;Vuono;Per;Ei vastausta;5\n"
    "4.2.2026;Tapaaminen;Kaisa;Lahti;Liv;Pidetty;60",
    "nl": "Datum;Activiteit;Verkoper;Klant;Contactpersoon;Resultaat;Duur\n"
    "03-02-2026;Telefoongesprek;Karin;Fjord;Per;Geen gehoor;5\n"
    "04-02-2026;Afspraak;Karin;Vik;Liv;Gehouden;60",
    "de": "Datum;Aktivität;Verkäufer;Kunde;Ansprechpartner;Ergebnis;Dauer\n"
    "03.02.2026;Anruf;Karin;Fjord;Per;Nicht erreicht;5\n"
    "04.02.2026;Besprechung;Karin;Vik;Liv;Stattgefunden;60",
}


@pytest.mark.parametrize("language", ACTIVITIES)
def test_activities(language: str) -> None:
    sheet = text_sheet(ACTIVITIES[language])
    _, proposal = understood(sheet)
    assert proposal.kind == "activities"
    assert list(proposal.mapping.values()) == [
        "date", "type", "rep", "customer", "contact", "outcome", "minutes",
    ]  # fmt: skip
    parsed = read(sheet)
    assert parsed.fields["type"].values == ["call", "meeting"]
    assert parsed.fields["outcome"].values == ["not_reached", "held"]
    assert parsed.fields["date"].values == [date(2026, 2, 3), date(2026, 2, 4)]


@pytest.mark.parametrize(
    "heading",
    [
        "Selger;E-post;Team;Region;Ansatt fra;Sluttet",
        "Säljare;E-post;Team;Region;Anställd från;Slutade",
        "Sælger;E-mail;Team;Region;Ansat fra;Fratrådt",
        "Myyjä;Sähköposti;Tiimi;Alue;Aloitti;Lopetti",
        "Verkoper;E-mail;Team;Regio;In dienst;Uit dienst",
        "Verkäufer;E-Mail;Team;Region;Eintritt;Austritt",
        "Sales rep;Email;Team;Region;Start date;End date",
    ],
)
def test_reps(heading: str) -> None:
    sheet = text_sheet(heading + "\nKari N;k@f.no;Nord;Vest;01.01.2024;\nOla B;o@f.no;Sør;Øst;"
                       "15.08.2023;31.12.2025")  # fmt: skip
    _, proposal = understood(sheet)
    assert proposal.kind == "reps"
    assert list(proposal.mapping.values()) == [
        "rep", "email", "team", "parent_team", "valid_from", "valid_to",
    ]  # fmt: skip
    assert read(sheet).fields["valid_from"].values[1] == date(2023, 8, 15)


@pytest.mark.parametrize(
    "heading",
    [
        "Kundenavn;Kundenr;Orgnr;Bransje;Kundeansvarlig;Kunde siden;Land",
        "Kundnamn;Kundnr;Organisationsnummer;Bransch;Kundansvarig;Kund sedan;Land",
        "Kundenavn;Kundenr;CVR-nr;Branche;Kundeansvarlig;Kunde siden;Land",
        "Asiakkaan nimi;Asiakasnumero;Y-tunnus;Toimiala;Asiakasvastaava;Asiakas alkaen;Maa",
        "Klantnaam;Klantnummer;KvK-nummer;Branche;Accountmanager;Klant sinds;Land",
        "Kundenname;Kundennummer;Handelsregisternummer;Branche;Kundenbetreuer;Kunde seit;Land",
        "Customer name;Customer no;Company number;Industry;Account manager;Customer since;Country",
    ],
)
def test_customers(heading: str) -> None:
    sheet = text_sheet(heading + "\nFjord AS;1001;987654321;Bygg;Kari;13.01.2020;Norge\n"
                       "Vik AS;1002;987654322;Handel;Ola;01.05.2021;Norge")  # fmt: skip
    _, proposal = understood(sheet)
    assert proposal.kind == "customers"
    assert list(proposal.mapping.values()) == [
        "customer", "external_id", "org_number", "segment", "owner", "customer_since", "country",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Måltall;Periode;Mål;Selger\nOmsetning;Q1 2026;100 000;Kari\nSamtaler;Q1 2026;400;Kari",
        "Nyckeltal;Period;Mål;Säljare\nOmsättning;Q1 2026;100 000;Kari\nSamtal;Q1 2026;400;Kari",
        "Nøgletal;Periode;Mål;Sælger\nOmsætning;1. kvartal 2026;100.000;K\nOpkald;Q1 2026;400;K",
        "Mittari;Jakso;Tavoite;Myyjä\nLiikevaihto;Q1 2026;100 000;Kai\nPuhelut;Q1 2026;400;Kai",
        "Kengetal;Periode;Doel;Verkoper\nOmzet;Q1-2026;100.000;K\nGesprekken;Q1 2026;400;K",
        "Kennzahl;Zeitraum;Ziel;Verkäufer\nUmsatz;1. Quartal 2026;100.000;K\nAnrufe;Q1 2026;400;K",
        "KPI;Period;Target;Sales rep\nRevenue;Q1 2026;100 000;Kari\nCalls;Q1 2026;400;Kari",
    ],
)
def test_targets_in_long_form(text: str) -> None:
    table, proposal = understood(text_sheet(text))
    assert proposal.kind == "targets"
    assert list(proposal.mapping.values()) == ["kpi", "period", "value", "scope_name"]
    assert proposal.values["scope"] == {"": "rep"}
    parsed = read(text_sheet(text))
    assert parsed.fields["kpi"].values == ["revenue", "calls"]
    assert parsed.fields["period"].values == ["2026-Q1", "2026-Q1"]
    assert parsed.fields["value"].values == [Decimal(100_000), Decimal(400)]
    assert len(table) == 2


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Salgsbudsjett 2026", "Selger;Jan;Feb;Mar;Apr;Mai;Jun;Jul;Aug;Sep;Okt;Nov;Des;Sum"),
        ("Säljbudget 2026", "Säljare;Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec;Summa"),
        ("Salgsbudget 2026", "Sælger;Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec;I alt"),
        ("Myyntibudjetti 2026", "Myyjä;Tammi;Helmi;Maalis;Huhti;Touko;Kesä;Heinä;Elo;Syys;Loka;"
                                "Marras;Joulu;Yhteensä"),
        ("Verkoopbudget 2026", "Verkoper;Jan;Feb;Mrt;Apr;Mei;Jun;Jul;Aug;Sep;Okt;Nov;Dec;Totaal"),
        ("Umsatzplan 2026", "Verkäufer;Jan;Feb;Mär;Apr;Mai;Jun;Jul;Aug;Sep;Okt;Nov;Dez;Summe"),
        ("Sales budget 2026", "Sales rep;Jan;Feb;Mar;Apr;May;Jun;Jul;Aug;Sep;Oct;Nov;Dec;Total"),
    ],
)  # fmt: skip
def test_targets_with_months_across(title: str, heading: str) -> None:
    months = ";".join(["10 000"] * 12)
    sheet = text_sheet(f"{title}\n\n{heading}\nKari;{months};120 000\nOla;{months};120 000\n"
                       f"Sum;{';'.join(['20 000'] * 12)};240 000")  # fmt: skip
    table, proposal = understood(sheet)
    assert proposal.kind == "targets"
    assert proposal.wide is not None
    assert len(proposal.wide.columns) == 12
    assert [row.label for row in table.totals] == ["Sum"]
    parsed = read(sheet)
    assert len(parsed) == 24
    assert total(parsed, "value") == Decimal(240_000)
    assert parsed.fields["period"].values[:12] == [f"2026-{month:02d}" for month in range(1, 13)]
    assert parsed.fields["kpi"].values[0] == "revenue"
    assert parsed.fields["scope"].values[0] == "rep"
    assert parsed.fields["scope_name"].values == ["Kari"] * 12 + ["Ola"] * 12
    assert parsed.cell("value", 13) == "C5"
