"""What targets are for, told by compounds such as "Umsatzziele", in the seven languages."""

from __future__ import annotations

import pytest
from sheet_making import only_table, text_sheet, understood

from kpidesk.excel.detect import propose
from kpidesk.excel.detect.kpi_words import kpi_key, speaks_of_revenue

TARGETS = {
    "revenue": "Umsatzziele Umsatzziel Omzetdoelen Myyntitavoitteet Omsättningsmål Omsetningsmål "
    "Omsætningsmål Liikevaihtotavoite Salgsmål Försäljningsmål Verkaufsziele Verkoopdoelen "
    "Umsatzbudget Salgskvoter",
    "calls": "Anrufziele Gespreksdoelen Puhelutavoitteet Samtalsmål Samtalemål Opkaldsmål",
    "meetings_held": "Terminziele Tapaamistavoitteet Møtemål Mötesmål Mødemål",
    "visits": "Besuchsziele Bezoekdoelen Käyntitavoitteet Besøksmål Besöksmål Besøgsmål",
    "quotes_sent": "Angebotsziele Offertedoelen Tarjoustavoitteet Tilbudsmål Offertmål",
}


@pytest.mark.parametrize(
    ("word", "key"), [(word, key) for key, words in TARGETS.items() for word in words.split()]
)
def test_a_compound_names_the_kpi_of_its_targets(word: str, key: str) -> None:
    assert kpi_key(word) == key
    assert speaks_of_revenue([f"{word} 2026"]) == (key == "revenue")


@pytest.mark.parametrize("word", ["Mål", "Ziele", "Terminplan", "Zielwert", "Tavoitteet"])
def test_a_target_alone_names_no_kpi(word: str) -> None:
    assert kpi_key(word) is None
    assert not speaks_of_revenue([word])


def test_a_title_in_a_compound_settles_the_kpi() -> None:
    rows = "Anrufziele\n\nVerkäufer;Zeitraum;Ziel\nKari;2026-01;5\nOla;2026-01;6"
    _, proposal = understood(text_sheet(rows))
    assert proposal.questions == ()
    assert proposal.values["kpi"] == {"": "calls"}


def test_the_question_says_how_to_answer_and_lists_each_kpi_once() -> None:
    table = only_table(text_sheet("Selger;Periode;Mål\nKari;2026-01;5\nOla;2026-01;6"))
    known = frozenset({"revenue", "Revenue", "win_rate", "Win rate", "calls", "Calls"})
    (question,) = propose(table, known_kpis=known).questions
    assert '"values": {"kpi": {"": "revenue"}}' in question.message
    labels = [choice.label.casefold() for choice in question.choices]
    assert len(set(labels)) == len(labels)
    offered = {choice.value: choice.label for choice in question.choices}
    assert offered["win_rate"] == "Win rate"
    assert offered["revenue"] == "Revenue"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("Deal;Rep;Value\nD1;Kari;5", "deals"),
        ("Deal;Value\nD1;5", "deals"),
        ("Rep;Value\nKari;5", "targets"),
    ],
)
def test_a_column_that_tells_facts_apart_makes_no_targets(rows: str, kind: str) -> None:
    _, proposal = understood(text_sheet(rows))
    assert proposal.kind == kind
