"""Sheets that were sorted, renamed, moved, extended or cut still say what they said."""

from __future__ import annotations

import csv
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.facts import KINDS


def test_rows_and_columns_in_any_order(odd: Any) -> None:
    book = odd.book(odd.out())
    turn = random.Random(5)
    for kind in KINDS:
        rows = book.rows(kind)
        body = rows[1:]
        turn.shuffle(body)
        order = list(range(len(rows[0])))
        turn.shuffle(order)
        book.replace_rows(kind, [[row[at] for at in order] for row in [rows[0], *body]])
        book.book[kind].title = f"Ark {kind[::-1]}"
    odd.unchanged_by(book.save())


def test_titles_notes_columns_of_the_users_own_and_a_sum(odd: Any) -> None:
    book = odd.book(odd.out())
    for kind in KINDS:
        rows = book.rows(kind)
        width = len(rows[0])
        told = [["Odd AS"], ["Exported for the board", None, date(2026, 1, 1)], []]
        body = [
            ["mine", *row[:3], f"note {at}" if at % 2 else None, *row[3:], at, None]
            for at, row in enumerate(rows[1:])
        ]
        head = ["My mark", *rows[0][:3], "Amount", *rows[0][3:], "Rep 2", "Date"]
        rest = [[], [None] * (width + 2) + ["checked", date(2026, 2, 2)]]
        body.insert(3, [])
        book.replace_rows(kind, [*told, head, *body, *rest])
    plan = odd.plan(book.save())

    assert odd.seen(plan) == {}
    assert not plan.questions
    assert not plan.changes_anything
    assert all(any(note.code == "columns.own" for note in one.notes) for one in plan.tables)


def test_hidden_columns_rows_and_sheets_count(odd: Any) -> None:
    book = odd.book(odd.out())
    for page in book.book:
        page.column_dimensions["B"].hidden = True
        page.row_dimensions[3].hidden = True
    book.book["deals"].sheet_state = "hidden"
    book.set(book.cell("deals", 1, "source"), "Fair")
    plan = odd.back(book.save())

    assert odd.seen(plan) == {"deals": {"changed": 1}}


@pytest.mark.parametrize("turn", range(4))
def test_removed_columns_leave_their_fields_alone(odd: Any, turn: int) -> None:
    book = odd.book(odd.out())
    for kind in KINDS:
        kept = [
            at
            for at, heading in enumerate(book.rows(kind)[0])
            if at % 4 != turn or heading == "kpidesk_key"
        ]
        book.replace_rows(kind, [[row[at] for at in kept] for row in book.rows(kind)])
    odd.unchanged_by(book.save())


@pytest.mark.parametrize("gone", ["status", "stage", "deal", "closed_on"])
def test_a_removed_column_of_deals_leaves_its_field_alone_beside_an_edit(
    odd: Any, gone: str
) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    rows = book.rows("deals")
    at, source = rows[0].index(gone), rows[0].index("source")
    for row in rows[1:]:
        row[source] = "Fair"
        expected[row[-1]]["source"] = "Fair"
    book.replace_rows("deals", [[*row[:at], *row[at + 1 :]] for row in rows])
    odd.back(book.save())

    assert odd.exported() == expected


@pytest.mark.parametrize("kind", ["deals", "targets", "reps"])
@pytest.mark.parametrize("sign", [",", "."])
def test_a_sheet_saved_as_text_changes_nothing(example: Any, kind: str, sign: str) -> None:
    def text(cell: Any) -> str:
        return f"{cell:f}".replace(".", sign) if isinstance(cell, Decimal) else str(cell or "")

    path = example.folder / "facts.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow([*KINDS[kind].field_names, "kpidesk_key"])
        for key, row in example.exported().items():
            if f"-{kind}-" in key:
                table.writerow([*map(text, row.values()), key])
    example.unchanged_by(path)


def test_two_columns_are_enough_to_change_a_value(odd: Any) -> None:
    book = odd.book(odd.out())
    expected = odd.exported()
    rows = book.rows("deals")
    key, value = rows[3][-1], rows[0].index("value")
    rows[3][value] = 77.25
    expected[key]["value"] = Decimal("77.25")
    book.replace_rows("deals", [[row[-1], row[value]] for row in rows])
    book.book["deals"].title = "Mine"
    odd.back(book.save())

    assert odd.exported() == expected


def test_rows_that_are_left_out_stay_as_they_are(odd: Any) -> None:
    book = odd.book(odd.out())
    for kind in KINDS:
        rows = book.rows(kind)
        book.replace_rows(kind, [rows[0], *rows[2::2]])
    odd.unchanged_by(book.save())


def test_one_sheet_is_enough(odd: Any) -> None:
    book = odd.book(odd.out())
    for kind in KINDS:
        if kind != "activities":
            del book.book[kind]
    odd.unchanged_by(book.save())


def test_rows_without_a_key_are_new(odd: Any) -> None:
    book = odd.book(odd.out())
    for kind, sample in {"activities": 4, "costs": 3, "stage_history": 2, "email_stats": 1}.items():
        rows = book.rows(kind)
        added = [*rows[sample][:-1], None]
        added[rows[0].index("entered_on" if kind == "stage_history" else "date")] = date(2026, 6, 1)
        if "external_id" in rows[0]:
            added[rows[0].index("external_id")] = None
        book.replace_rows(kind, [*rows[:sample], added, *rows[sample:]])
    before = odd.dump()
    plan = odd.back(book.save())

    one = {"new": 1}
    assert odd.seen(plan) == dict.fromkeys(
        ("activities", "stage_history", "costs", "email_stats"), one
    )
    gone, come = odd.difference(before)
    assert (len(gone), len(come)) == (0, 4)
    odd.undo()
    assert odd.dump() == before


def test_a_copied_row_is_a_second_one(odd: Any) -> None:
    book = odd.book(odd.out())
    rows = book.rows("activities")
    row = next(row for row in rows[1:] if row[rows[0].index("external_id")] is None)
    copy = list(row)
    copy[rows[0].index("quantity")] = 7
    book.replace_rows("activities", [*rows, copy, list(row)])
    plan = odd.back(book.save())

    assert odd.seen(plan) == {"activities": {"new": 2}}
    assert "row.copied" in [note.code for table in plan.tables for note in table.notes]


def test_a_copied_deal_with_its_id_is_refused_and_with_another_is_new(odd: Any) -> None:
    book = odd.book(odd.out())
    rows = book.rows("deals")
    same, other = list(rows[2]), list(rows[2])
    same[rows[0].index("source")] = "Elsewhere"
    other[0] = "D 100"
    book.replace_rows("deals", [*rows, same, other])
    plan = odd.back(book.save())

    assert odd.seen(plan) == {"deals": {"new": 1, "rejected": 1}}
    assert [i.code for table in plan.tables for i in table.issues] == ["row.duplicate_key"]


def test_keys_of_another_company_are_not_ours(odd: Any, empty: Any) -> None:
    other = empty(fiscal_start=7)
    with other.company.change("rate", "Rate") as work:
        work.set_keyed(
            "currency_rate",
            {"currency": "EUR", "valid_from": date(1800, 1, 1)},
            {"rate": Decimal("11.5")},
        )
        work.commit()
    path = odd.out()
    plan = other.back(path)

    assert all(table.counts.changed == table.counts.unchanged == 0 for table in plan.tables)
    assert odd.exported().keys().isdisjoint(other.exported().keys())
    assert {kind: len(other.lines(kind)) for kind in KINDS} == {
        kind: len(odd.lines(kind)) for kind in KINDS
    }


def test_another_company_gets_the_same_content(example: Any, empty: Any) -> None:
    other = empty(name="Fjelltopp")
    path = example.out()
    other.back(path)

    kept = set(KINDS) | {"teams"}
    assert [line for line in other.dump() if _kind(line) in kept] == [
        line for line in example.dump() if _kind(line) in kept
    ]
    with_it = other.dump()
    other.undo()
    assert not any(other.lines(kind) for kind in kept)
    other.back(path)
    assert other.dump() == with_it


def _kind(line: str) -> str:
    return line.split('"')[3]


@pytest.mark.parametrize("key", ["mine", None, "0badf00d-{kind}-{at}", "{file}-{kind}-99{at:05}"])
def test_rows_whose_keys_are_of_no_use_are_known_by_what_they_say(odd: Any, key: str) -> None:
    book = odd.book(odd.out())
    for kind in ("targets", "stage_history", "reps"):
        for at in range(0, book.book[kind].max_row - 1, 2):
            cell = book.cell(kind, at, "kpidesk_key")
            file = cell.value.partition("-")[0]
            cell.value = key and key.format(kind=kind, at=at, file=file)
    plan = odd.back(book.save())

    assert {table.kind: table.counts.new for table in plan.tables if table.counts.new} == {}
    assert not [issue for table in plan.tables for issue in table.issues]
