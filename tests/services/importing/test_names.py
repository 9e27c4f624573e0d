from __future__ import annotations

import pytest

from kpidesk.services.importing.folding import fold_name
from kpidesk.services.importing.known import source_key
from kpidesk.services.importing.names import How, NameList


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GTXPro", "GTX Pro"),
        ("gtx-pro", "GTX  Pro"),
        ("Kari Nygård", "kari nygard"),
        ("Bryggen Hotell A/S", "Bryggen Hotell AS"),
        ("Søstrene Grøn", "Sostrene Gron"),
        ("Müller\u00a0GmbH", "Muller GmbH"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Plan 1.1", "Plan 11"), ("C", "C++"), ("C#", "C"), ("Team 1 2", "Team 12"), ("AB", "BA")],
)
def test_names_that_differ_in_numbers_or_signs_stay_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_name_is_found_exactly_then_by_alias_then_folded() -> None:
    names = NameList("product", {"GTX Pro": 1, "MG": 2}, {"Magic": 2})
    assert (names.find("GTX Pro").id, names.find("GTX Pro").how) == (1, How.EXACT)
    assert (names.find("Magic").id, names.find("Magic").how) == (2, How.ALIAS)
    assert (names.find("GTXPro").id, names.find("GTXPro").how) == (1, How.SAME)
    assert (names.find("magic").id, names.find("magic").how) == (2, How.SAME)
    assert names.find("Other") is None


def test_a_spelling_between_two_names_in_use_is_neither() -> None:
    names = NameList("customer", {"AB": 1, "A B": 2}, {})
    assert names.find("a-b") is None
    assert names.find("A B").id == 2


def test_a_signs_only_name_matches_nothing_but_itself() -> None:
    names = NameList("customer", {"–": 1}, {})
    assert names.find("—") is None
    assert names.find("–").id == 1


def test_an_alias_is_not_needed_for_a_name_itself() -> None:
    names = NameList("rep", {"Kari": 1}, {})
    assert not names.add_alias("Kari", 1)
    assert names.add_alias("K.", 1)
    assert not names.add_alias("K.", 1)


def test_weekly_copies_of_a_file_have_the_same_key() -> None:
    assert source_key("Salg juni.xlsx", "Ordre") == source_key("salg_juni.xlsm", "ordre")
    assert source_key("deals.csv", "deals") == source_key("Deals.csv", None)
    assert source_key("Salg juni.xlsx", "Ordre") != source_key("Salg juli.xlsx", "Ordre")
    assert source_key("Salg juni.xlsx", "Ordre") != source_key("Salg juni.xlsx", "Kunder")
