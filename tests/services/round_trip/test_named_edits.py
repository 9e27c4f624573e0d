"""Edits of what a row is known by elsewhere: names, keys, memberships, periods and scopes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any


def test_a_renamed_customer_takes_its_facts_along(odd: Any) -> None:
    book = odd.book(odd.out())
    before = odd.dump()
    book.set(book.find("customers", "customer", customer="0012"), "Zero Twelve")
    plan = odd.back(book.save())

    assert odd.changes(plan) == [("customers", "customer", "0012", "Zero Twelve")]
    gone, come = odd.difference(before)
    as_before = [
        {name: "0012" if value == "Zero Twelve" else value for name, value in line.items()}
        for line in come
    ]
    assert sorted(map(str, as_before)) == sorted(map(str, gone))


def test_an_old_workbook_still_finds_the_renamed(odd: Any) -> None:
    old = odd.out("old.xlsx")
    book = odd.book(odd.out())
    book.set(book.find("customers", "customer", customer="0012"), "Zero Twelve")
    odd.back(book.save())
    book = odd.book(odd.out())
    assert odd.back(book.save()).changes_anything is False
    plan = odd.back(old)

    assert odd.changes(plan) == [("customers", "customer", "Zero Twelve", "0012")]


def test_two_customers_swap_names(odd: Any) -> None:
    book = odd.book(odd.out())
    before = odd.exported()
    one = book.find("customers", "customer", customer="0012")
    other = book.find("customers", "customer", customer="1E5")
    book.set(one, "1E5")
    book.set(other, "0012")
    odd.back(book.save())

    swapped = {"0012": "1E5", "1E5": "0012"}
    names = {"customers": ("customer", "parent_customer"), "targets": ("scope_name",)}
    expected = {
        key: {
            name: swapped.get(value, value)
            if name in names.get(key.split("-")[1], ("customer",))
            else value
            for name, value in row.items()
        }
        for key, row in before.items()
    }
    assert odd.exported() == expected


def test_a_name_in_use_is_refused(odd: Any) -> None:
    book = odd.book(odd.out())
    book.set(book.find("customers", "customer", customer="0012"), "@home")
    before = odd.dump()
    plan = odd.back(book.save())

    assert [issue.code for table in plan.tables for issue in table.issues] == ["name.taken"]
    assert odd.dump() == before


def test_a_rep_is_renamed_by_either_of_its_rows(odd: Any) -> None:
    book = odd.book(odd.out())
    book.set(book.cell("reps", 1, "rep"), "Kari Nordmann")
    plan = odd.back(book.save())

    names = [line["rep"] for line in odd.lines("reps")]
    assert names.count("Kari Nordmann") == 2
    assert "Kari" not in names
    assert odd.seen(plan) == {"reps": {"changed": 1}}


def test_a_membership_is_edited_in_each_of_its_fields(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    key = book.cell("reps", 0, "kpidesk_key").value
    edits = {
        "team": "Sør",
        "valid_from": datetime.fromisoformat("2023-02-01"),
        "valid_to": datetime.fromisoformat("2025-06-29"),
        "fte": 0.5,
    }
    for name, value in edits.items():
        book.set(book.cell("reps", 0, name), value)
    odd.back(book.save())

    expected[key] |= {
        "team": "Sør",
        "valid_from": date(2023, 2, 1),
        "valid_to": date(2025, 6, 29),
        "fte": Decimal("0.5"),
    }
    assert odd.exported() == expected


def test_a_membership_is_blanked(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    key = book.find("reps", "kpidesk_key", rep="007").value
    for name in ("team", "parent_team", "valid_from", "fte"):
        book.set(book.find("reps", name, rep="007"), None)
    odd.back(book.save())

    expected[key] |= {"team": None, "valid_from": None, "fte": Decimal(1)}
    assert odd.exported() == expected


def test_a_team_gets_another_team_above_it(odd: Any) -> None:
    book = odd.book(odd.out())
    book.set(book.cell("reps", 0, "parent_team"), "Skandinavia")
    plan = odd.back(book.save())

    assert ("reps", "parent_team", "Norge", "Skandinavia") in odd.changes(plan)
    parents = {line["team"]: line.get("parent_team") for line in odd.lines("teams")}
    assert parents == {"Norge": None, "Skandinavia": None, "Nord": "Skandinavia", "Sør": "Norge"}


def test_an_email_of_a_rep_with_two_rows_is_blanked_in_one(odd: Any) -> None:
    book = odd.book(odd.out())
    book.set(book.cell("reps", 1, "email"), None)
    plan = odd.back(book.save())

    assert ("reps", "email", "kari@x.no", None) in odd.changes(plan)
    assert not any("email" in line for line in odd.lines("reps"))


def test_deals_change_places(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    ids = {"0012": "1E5", "1E5": "12", "12": "0012", "D 8": "D 9"}
    for at in range(11):
        cell = book.cell("deals", at, "deal")
        key = book.cell("deals", at, "kpidesk_key").value
        new = ids.get(cell.value, cell.value)
        expected[key]["deal"] = new
        book.set(cell, new)
    before = odd.dump()
    odd.back(book.save())

    assert odd.exported() == expected
    odd.undo()
    assert odd.dump() == before


def test_a_deal_id_in_use_is_refused(odd: Any) -> None:
    book = odd.book(odd.out())
    book.set(book.find("deals", "deal", deal="007"), "æ")
    before = odd.dump()
    plan = odd.back(book.save())

    assert [issue.code for table in plan.tables for issue in table.issues] == ["row.key_taken"]
    assert odd.dump() == before


def test_an_open_deal_is_won(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    row = {"deal": "0012"}
    key = book.find("deals", "kpidesk_key", **row).value
    for name, value in {"status": "won", "closed_on": date(2026, 4, 1)}.items():
        book.set(book.find("deals", name, **row), value)
        expected[key][name] = value
    odd.back(book.save())

    assert odd.exported() == expected


def test_a_target_gets_another_period_scope_and_kpi(odd: Any) -> None:
    book = odd.book(odd.targets_out())
    expected = odd.exported()
    edits = [
        ("2026-05", "period", "2026-06"),
        ("2026-W15", "scope_name", "Kari"),
        ("2026-03-04", "kpi", "emails"),
        ("FY2027", "value", 6.5),
    ]
    for period, name, value in edits:
        cell = book.find("targets", name, period=period)
        key = book.find("targets", "kpidesk_key", period=period).value
        expected[key][name] = Decimal("6.5") if name == "value" else value
        book.set(cell, value)
    for name, value in {"scope": "team", "scope_name": "Sør"}.items():
        key = book.find("targets", "kpidesk_key", period="2026-Q1").value
        expected[key][name] = value
        book.set(book.find("targets", name, period="2026-Q1"), value)
    before = odd.dump()
    odd.back(book.save())

    assert odd.exported() == expected
    with odd.company.reading() as reader:
        (target,) = [one for one in reader.targets() if str(one.period) == "2026-06"]
        last = reader.target_changes(target.id)[-1]
        assert (last.field, last.old, last.new) == ("period", "2026-05", "2026-06")
    odd.undo()
    assert odd.dump() == before


def test_targets_swap_their_periods(odd: Any) -> None:
    book = odd.book(odd.targets_out())
    expected = odd.exported()
    for old, new in (("2026-03-04", "2026-03-05"), ("FY2026", "FY2027"), ("FY2027", "FY2026")):
        key = next(key for key, row in odd.exported().items() if row.get("period") == old)
        expected[key]["period"] = new
        at = next(
            at
            for at in range(len(book.rows("targets")) - 1)
            if book.cell("targets", at, "kpidesk_key").value == key
        )
        book.set(book.cell("targets", at, "period"), new)
    odd.back(book.save())

    assert odd.exported() == expected


def test_currencies_parents_and_days_of_creation_are_edited(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    edits = [
        ("orders", 0, "currency", None),
        ("orders", 1, "currency", "EUR"),
        ("costs", 2, "currency", "EUR"),
        ("deals", 3, "currency", None),
        ("deals", 2, "created_on", date(2025, 12, 31)),
        ("deals", 1, "created_on", None),
        ("deals", 5, "closed_on", date(2026, 6, 1)),
        ("deals", 6, "closed_on", None),
        ("deals", 7, "status", "lost"),
        ("customers", 5, "parent_customer", None),
        ("customers", 10, "parent_customer", "0012"),
        ("customers", 12, "parent_customer", "1E5"),
        ("products", 0, "currency", "USD"),
    ]
    for kind, row, name, value in edits:
        book.set(book.cell(kind, row, name), value)
        expected[book.cell(kind, row, "kpidesk_key").value][name] = value
    before = odd.dump()
    odd.back(book.save())

    assert odd.exported() == expected
    odd.undo()
    assert odd.dump() == before


def test_a_won_deal_that_is_opened_again_is_expected_on_its_day(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    key = book.cell("deals", 5, "kpidesk_key").value
    assert expected[key]["status"] == "won"
    book.set(book.cell("deals", 5, "status"), "open")
    book.set(book.cell("deals", 5, "expected_close_on"), None)
    odd.back(book.save())

    day = expected[key]["closed_on"]
    expected[key] |= {"status": "open", "closed_on": None, "expected_close_on": day}
    assert odd.exported() == expected
