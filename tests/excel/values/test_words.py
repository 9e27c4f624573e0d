"""Choice words in the seven languages."""

from __future__ import annotations

import pytest

from kpidesk.domain.facts import FieldType
from kpidesk.excel.values import choice_words, parse_column, word_meaning


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Won", "won"), ("Closed Won", "won"), ("closed_won", "won"), ("Vunnet", "won"),
        ("Vunnen", "won"), ("Vundet", "won"), ("Voitettu", "won"), ("Gewonnen", "won"),
        ("Lost", "lost"), ("Closed Lost", "lost"), ("Tapt", "lost"), ("Förlorad", "lost"),
        ("Tabt", "lost"), ("Hävitty", "lost"), ("Verloren", "lost"), ("Open", "open"),
        ("Åpen", "open"), ("Öppen", "open"), ("Åben", "open"), ("Avoin", "open"),
        ("Offen", "open"), ("Cancelled", "cancelled"), ("Kansellert", "cancelled"),
        ("Avbruten", "cancelled"), ("Annulleret", "cancelled"), ("Peruttu", "cancelled"),
        ("Geannuleerd", "cancelled"), ("Storniert", "cancelled"),
    ],
)  # fmt: skip
def test_statuses(word: str, meaning: str) -> None:
    assert word_meaning("deals", "status", word) == meaning


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Call", "call"), ("Samtale", "call"), ("Samtal", "call"), ("Opkald", "call"),
        ("Puhelu", "call"), ("Telefoongesprek", "call"), ("Anruf", "call"), ("E-post", "email"),
        ("Mejl", "email"), ("Sähköposti", "email"), ("Møte", "meeting"), ("Möte", "meeting"),
        ("Møde", "meeting"), ("Tapaaminen", "meeting"), ("Afspraak", "meeting"),
        ("Termin", "meeting"), ("Besøk", "visit"), ("Käynti", "visit"), ("Tilbud", "quote"),
        ("Offert", "quote"), ("Tarjous", "quote"), ("Offerte", "quote"), ("Angebot", "quote"),
    ],
)  # fmt: skip
def test_activity_types(word: str, meaning: str) -> None:
    assert word_meaning("activities", "type", word) == meaning


def test_outcomes_kinds_and_costs() -> None:
    assert word_meaning("activities", "outcome", "Gjennomført") == "held"
    assert word_meaning("activities", "outcome", "nicht erschienen") == "no_show"
    assert word_meaning("deals", "kind", "Merförsäljning") == "upsell"
    assert word_meaning("deals", "kind", "Neukunde") == "new"
    assert word_meaning("costs", "category", "Lønn") == "pay"
    assert word_meaning("costs", "category", "Koulutus") == "training"


def test_no_word_means_two_statuses() -> None:
    for kind, field in (("deals", "status"), ("activities", "type"), ("activities", "outcome")):
        assert choice_words(kind, field)


def test_an_own_word_is_kept_where_the_choice_is_open_and_refused_where_not() -> None:
    words = choice_words("activities", "type")
    parsed = parse_column(["Bedt om referanse", "Møte"], FieldType.CHOICE, choices=words)
    assert parsed.values == ["Bedt om referanse", "meeting"]
    closed = parse_column(
        ["Avventer"], FieldType.CHOICE, choices=choice_words("deals", "status"), open_choices=False
    )
    assert closed.errors[0].code == "value.unknown_word"


def test_the_users_meanings_go_first() -> None:
    words = choice_words("deals", "status")
    parsed = parse_column(
        ["Avventer", "WON", "Select"],
        FieldType.CHOICE,
        choices=words,
        words={"avventer": "open", "won": "lost", "Select": ""},
        open_choices=False,
    )
    assert parsed.values == ["open", "lost", None]
    assert parse_column(["Select", "x"], FieldType.TEXT, words={"Select": ""}).values == [None, "x"]
