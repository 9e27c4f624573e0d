from __future__ import annotations

from kpidesk.services.importing import RowState


def test_a_new_customer_sheet_is_written_and_then_unchanged(desk) -> None:
    source = desk.csv(
        "kunder.csv",
        "Kunde;Org.nr;Bransje;Land;Morselskap",
        "Bryggen Hotell AS;911222333;Hotell;Norge;Fjord Gruppen AS",
        "Fjord Gruppen AS;922333444;Holding;Norge;",
    )
    result = desk.load(source)
    assert result.tables[0].plan.counts.as_dict() == {
        "read": 2, "new": 2, "changed": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    assert desk.rows("customers", "customer", "org_number", "segment", "parent_customer") == [
        ("Bryggen Hotell AS", "911222333", "Hotell", "Fjord Gruppen AS"),
        ("Fjord Gruppen AS", "922333444", "Holding", None),
    ]
    again = desk.plan(source)
    assert again.counts.unchanged == 2
    assert not again.changes_anything


def test_a_corrected_cell_is_exactly_one_change(desk) -> None:
    lines = ["Kunde;Bransje;Land", "A;Hotell;Norge", "B;Skole;Norge", "C;Bygg;Norge"]
    desk.load(desk.csv("kunder.csv", *lines))
    lines[2] = "B;Universitet;Norge"
    plan = desk.plan(desk.csv("kunder.csv", *lines))
    table = plan.tables[0]
    assert (table.counts.changed, table.counts.unchanged) == (1, 2)
    change = table.changes[0]
    assert (change.row, change.cell, change.field, change.old, change.new) == (
        3, "B3", "segment", "Skole", "Universitet",
    )  # fmt: skip
    desk.apply(plan)
    assert ("B", "Universitet") in desk.rows("customers", "customer", "segment")


def test_a_blank_in_a_mapped_column_clears_and_an_absent_column_leaves(desk) -> None:
    desk.load(desk.csv("kunder.csv", "Kunde;Bransje;Land", "A;Hotell;Norge"))
    desk.load(desk.csv("mer.csv", "Kunde;Bransje;Org.nr", "A;;911222333"))
    assert desk.rows("customers", "customer", "segment", "country", "org_number") == [
        ("A", None, "Norge", "911222333")
    ]


def test_the_master_sheet_renames_what_a_sheet_of_facts_made(desk) -> None:
    desk.load(
        desk.csv(
            "deals.csv",
            "deal id,product,status,close date,amount",
            "1,GTXPro,Won,2026-01-02,100",
        )
    )
    plan = desk.plan(desk.csv("products.csv", "product,sales price", "GTX Pro,550"))
    table = plan.tables[0]
    assert table.counts.changed == 1
    assert next((change.field, change.old, change.new) for change in table.changes) == (
        "product", "GTXPro", "GTX Pro",
    )  # fmt: skip
    assert any(note.code == "name.same" for note in table.notes)
    desk.apply(plan)
    assert desk.rows("products", "product", "price") == [("GTX Pro", "550")]
    assert desk.rows("deals", "product") == [("GTX Pro",)]
    assert desk.aliases("product") == {"GTXPro": "GTX Pro"}


def test_a_second_master_sheet_does_not_flip_the_spelling_back(desk) -> None:
    first = desk.csv("products.csv", "product,sales price", "GTX Pro,550")
    second = desk.csv("catalogue.csv", "product,sales price", "GTXPro,550")
    desk.load(first)
    desk.load(second)
    assert desk.rows("products", "product") == [("GTX Pro",)]
    assert not desk.plan(first).changes_anything
    assert not desk.plan(second).changes_anything


def test_a_respelled_name_in_the_same_sheet_is_a_correction(desk) -> None:
    desk.load(desk.csv("products.csv", "product,sales price", "gtx pro,550"))
    plan = desk.plan(desk.csv("products.csv", "product,sales price", "GTX Pro,550"))
    assert plan.counts.changed == 1
    desk.apply(plan)
    assert desk.rows("products", "product") == [("GTX Pro",)]


def test_facts_by_id_and_the_list_with_ids_meet_in_any_order(make_desk) -> None:
    dumps = []
    for order in (0, 1):
        desk = make_desk(f"d{order}")
        files = [
            desk.csv(
                "deals.csv",
                "deal id,account id,status,close date,amount",
                "1,C-17,Won,2026-01-02,100",
            ),
            desk.csv("accounts.csv", "account_id,account_name,industry", "C-17,Acme,Tools"),
        ]
        for source in files[:: -1 if order else 1]:
            desk.load(source)
        for source in files:
            assert not desk.plan(source).changes_anything
        dumps.append(desk.dump())
        assert desk.rows("deals", "customer") == [("Acme",)]
        assert desk.aliases("customer") == {"C-17": "Acme"}
    assert dumps[0] == dumps[1]


def test_a_name_and_its_id_that_both_have_facts_are_merged(desk) -> None:
    desk.load(
        desk.csv(
            "deals.csv",
            "deal id,customer,status,close date,amount",
            "1,C-17,Won,2026-01-02,100",
            "2,Acme,Won,2026-01-03,200",
        )
    )
    before = desk.dump()
    plan = desk.plan(
        desk.csv("accounts.csv", "account_id,account_name,industry", "C-17,Acme,Tools")
    )
    assert plan.counts.changed == 1
    assert any(note.code == "name.merged" for note in plan.tables[0].notes)
    desk.apply(plan)
    assert desk.rows("customers", "customer", "segment") == [("Acme", "Tools")]
    assert desk.rows("deals", "deal", "customer") == [("1", "Acme"), ("2", "Acme")]
    from kpidesk.services.history import undo

    undo(desk.company)
    assert desk.dump() == before


def test_the_same_name_twice_is_refused_unless_it_only_repeats(desk) -> None:
    source = desk.csv("kunder.csv", "Kunde;Bransje", "A;Hotell", "A;Hotell", "A;Skole")
    table = desk.plan(source).tables[0]
    assert [table.state_of(at) for at in range(3)] == [
        RowState.NEW, RowState.UNCHANGED, RowState.REJECTED,
    ]  # fmt: skip
    issue = table.issues[0]
    assert (issue.code, issue.row, issue.other_row) == ("row.duplicate_key", 4, 2)
    assert "row 2" in issue.message
    assert any(note.code == "row.repeated" for note in table.notes)


def test_owners_of_customers_become_reps(desk) -> None:
    plan = desk.plan(
        desk.csv("accounts.csv", "account name,industry,account owner", "Acme,Tools,Emma Brown")
    )
    assert plan.tables[0].created == {
        "customers": ("Acme",),
        "reps": ("Emma Brown",),
    }
    desk.apply(plan)
    assert desk.rows("customers", "customer", "owner") == [("Acme", "Emma Brown")]
