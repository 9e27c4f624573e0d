"""What a mapping file decides about names holds for sheets of every kind from then on."""

from __future__ import annotations

import pytest

from kpidesk.excel.detect import MappingFile
from kpidesk.services.history import undo_import
from kpidesk.services.importing import ImportOptions

DEALS = "deal id,rep,product,status,close date,amount"


def decided(**values: dict[str, str]) -> ImportOptions:
    return ImportOptions(mapping=MappingFile(values=values))


def test_a_decision_becomes_an_alias_that_every_kind_knows(desk) -> None:
    desk.load(desk.csv("d.csv", DEALS, "1,Kari Nordmann,GTX Pro,Won,2026-01-02,5"))
    rows = desk.csv("e.csv", DEALS, "2,Kari N.,Pro thing,Won,2026-01-02,5")
    words = decided(rep={"Kari N.": "Kari Nordmann"}, product={"Pro thing": "GTX Pro"})
    plan = desk.plan(rows, words)
    assert [(a.list, a.written, a.means) for a in plan.tables[0].aliases] == [
        ("reps", "Kari N.", "Kari Nordmann"), ("products", "Pro thing", "GTX Pro"),
    ]  # fmt: skip
    desk.apply(plan)
    desk.load(desk.csv("a.csv", "Date,Type,Rep", "2026-01-05,Call,Kari N."))
    desk.load(desk.csv("p.csv", "Product,Price", "Pro thing,12"))
    assert desk.rows("reps", "rep") == [("Kari Nordmann",)]
    assert desk.rows("products", "product") == [("GTX Pro",)]
    assert not desk.plan(rows, words).changes_anything


def test_undoing_takes_the_decision_back_and_another_replaces_it(desk) -> None:
    desk.load(desk.csv("d.csv", DEALS, "1,Kari,GTX,Won,2026-01-02,5", "2,Ola,GTX,Won,2026-01-02,5"))
    rows = desk.csv("e.csv", DEALS, "3,KN,GTX,Won,2026-01-02,5")
    desk.load(rows, decided(rep={"KN": "Kari"}))
    desk.load(rows, decided(rep={"KN": "Ola"}))
    calls = desk.csv("a.csv", "Date,Type,Rep", "2026-01-05,Call,KN")
    with desk.company.reading() as reader:
        assert reader.aliases("rep") == {"KN": reader.names("rep")["Ola"]}
    undo_import(desk.company)
    with desk.company.reading() as reader:
        assert reader.aliases("rep") == {"KN": reader.names("rep")["Kari"]}
    undo_import(desk.company)
    assert desk.plan(calls).tables[0].created == {"reps": ("KN",)}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_name_given_as_itself_is_an_entry_of_its_own(desk, order: tuple[int, int]) -> None:
    names = ("GTX Pro", "GTXPro")
    lines = [f"{at},Kari,{names[at]},Won,2026-01-02,5" for at in order]
    rows = desk.csv("d.csv", DEALS, *lines)
    table = desk.plan(rows, decided(product={"GTXPro": "GTXPro"})).tables[0]
    assert set(table.created["products"]) == set(names)
    assert not table.aliases
    desk.load(rows, decided(product={"GTXPro": "GTXPro"}))
    desk.load(desk.csv("p.csv", "Date,Product,Price", "2026-01-02,GTXPro,5"))
    desk.load(desk.csv("l.csv", "Product,Price", "GTXPro,5", "GTX Pro,6"))
    assert sorted(desk.rows("products", "product", "price")) == [("GTX Pro", "6"), ("GTXPro", "5")]


def test_what_was_taken_as_the_same_can_be_denied_later(desk) -> None:
    desk.load(desk.csv("d.csv", DEALS, "1,Kari,GTX Pro,Won,2026-01-02,5"))
    rows = desk.csv("e.csv", DEALS, "2,Kari,GTXPro,Won,2026-01-02,5")
    desk.load(rows)
    assert desk.rows("products", "product") == [("GTX Pro",)]
    plan = desk.plan(rows, decided(product={"GTXPro": "GTXPro"}))
    assert [(c.field, c.old, c.new) for c in plan.tables[0].changes] == [
        ("product", "GTX Pro", "GTXPro")
    ]
    desk.apply(plan)
    assert not desk.plan(rows).changes_anything
    assert sorted(desk.rows("products", "product")) == [("GTX Pro",), ("GTXPro",)]


def test_both_may_stand_in_one_list(desk) -> None:
    rows = desk.csv("l.csv", "Product,Price", "GTXPro,5", "GTX Pro,6")
    assert desk.plan(rows).tables[0].counts.rejected == 1
    desk.load(rows, decided(product={"GTXPro": "GTXPro"}))
    assert sorted(desk.rows("products", "product", "price")) == [("GTX Pro", "6"), ("GTXPro", "5")]


def test_a_name_with_an_entry_of_its_own_is_said(desk) -> None:
    desk.load(desk.csv("d.csv", DEALS, "1,Kari,GTX,Won,2026-01-02,5", "2,Ola,GTX,Won,2026-01-02,5"))
    rows = desk.csv("e.csv", DEALS, "3,Ola,GTX,Won,2026-01-02,5")
    table = desk.plan(rows, decided(rep={"Ola": "Kari"})).tables[0]
    assert [note.code for note in table.notes if note.code.startswith("name")] == ["name.own"]
    assert not table.aliases


def test_a_decision_in_targets_is_one_about_the_list_that_has_the_name(desk) -> None:
    desk.load(desk.csv("r.csv", "Rep,Team", "Kari,North"))
    rows = desk.csv("t.csv", "KPI,Scope,Name,Period,Value", "revenue,rep,K.,2026-01,5")
    desk.load(rows, decided(scope_name={"K.": "Kari"}))
    desk.load(desk.csv("a.csv", "Date,Type,Rep", "2026-01-05,Call,K."))
    assert desk.rows("reps", "rep") == [("Kari",)]
