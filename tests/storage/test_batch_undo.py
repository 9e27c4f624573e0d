from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.errors import InputError, UsageError
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile, CompanySettings
from kpidesk.storage.dump import dump_lines
from kpidesk.storage.history import redo, undo, undo_batch

Dump = Callable[[CompanyFile], list[str]]


def import_deals(company: CompanyFile, source: str, deals: Sequence[tuple[str, str, int]]) -> int:
    """Import (deal, customer, value); customers that are not known are made."""
    with company.change("import", f"Import {source}") as unit:
        batch = unit.insert_batch(source, None, "deals", "shape", {}, {})
        known = unit.names("customer")
        new = sorted({customer for _, customer, _ in deals} - set(known))
        unit.insert_many("customer", ("name", "batch_id"), [(name, batch) for name in new])
        ids = unit.names("customer")
        day = date(2017, 1, 2)
        rows = [
            (deal, ids[customer], "won", Decimal(value), day, batch)
            for deal, customer, value in deals
        ]
        columns = ("deal", "customer_id", "status", "value", "closed_on", "batch_id")
        unit.insert_many("deal", columns, rows)
        used = 1 if unit.mapping("shape") is None else 2
        unit.set_keyed("saved_mapping", {"shape": "shape"}, {"mapping": "{}", "used": used})
        unit.commit()
    return batch


def import_customers(company: CompanyFile, source: str, segments: dict[str, str]) -> int:
    with company.change("import", f"Import {source}") as unit:
        batch = unit.insert_batch(source, None, "customers", None, {}, {})
        known = unit.names("customer")
        for name, segment in segments.items():
            values = {"segment": segment, "batch_id": batch}
            if name in known:
                unit.update("customer", known[name], values)
            else:
                unit.insert("customer", {"name": name, **values})
        unit.commit()
    return batch


def deals_and_customers(company: CompanyFile) -> tuple[list[object], dict[object, object]]:
    with company.reading() as reader:
        deals = [row[0] for row in reader.facts("deals", ("deal",))]
        customers = {row["name"]: row["segment"] for row in reader.list_rows("customer")}
    return deals, customers


def test_the_last_import_is_undone_like_any_last_step(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    import_deals(company, "a.xlsx", [("A", "Acme", 1)])
    after = dump(company)
    undo_batch(company, None)
    assert dump(company) == before
    redo(company)
    assert dump(company) == after


def test_an_older_import_takes_exactly_its_own_with_it(company: CompanyFile, dump: Dump) -> None:
    first = import_deals(company, "a.xlsx", [("A", "Acme", 1), ("B", "Bolt", 2)])
    import_deals(company, "b.xlsx", [("C", "Bolt", 3), ("D", "Dyno", 4)])
    before = dump(company)
    changed = undo_batch(company, first)
    assert changed.kinds == {"deals", "customers", "batches"}
    assert deals_and_customers(company) == (["C", "D"], {"Bolt": None, "Dyno": None})
    assert check(company) == []
    undone = dump(company)
    undo(company)
    assert dump(company) == before
    redo(company)
    assert dump(company) == undone


def test_the_default_is_the_last_import_that_is_not_undone(company: CompanyFile) -> None:
    import_deals(company, "a.xlsx", [("A", "Acme", 1)])
    import_deals(company, "b.xlsx", [("B", "Bolt", 1)])
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.commit()
    undo_batch(company, None)
    assert deals_and_customers(company)[0] == ["A"]
    undo_batch(company, None)
    assert deals_and_customers(company) == ([], {})
    with pytest.raises(UsageError) as error:
        undo_batch(company, None)
    assert error.value.code == "batch.none"


def test_many_rows_go_and_come_back(company: CompanyFile, dump: Dump) -> None:
    rows = [(f"D{n}", f"Customer {n % 40}", n) for n in range(3_000)]
    first = import_deals(company, "a.xlsx", rows)
    import_deals(company, "b.xlsx", [("X", "Customer 7", 3)])
    before = dump(company)
    undo_batch(company, first)
    assert deals_and_customers(company) == (["X"], {"Customer 7": None})
    assert check(company) == []
    undo(company)
    assert dump(company) == before
    assert check(company) == []


def test_lists_lose_what_the_import_said_and_keep_what_others_said(company: CompanyFile) -> None:
    import_deals(company, "deals.xlsx", [("A", "Acme", 1), ("B", "Bolt", 1)])
    segments = import_customers(
        company, "customers.xlsx", {"Acme": "Big", "Bolt": "Small", "Crow": "Tiny", "Dyno": "Odd"}
    )
    import_customers(company, "more.xlsx", {"Bolt": "Huge", "Dyno": "Even"})
    undo_batch(company, segments)
    deals, customers = deals_and_customers(company)
    assert deals == ["A", "B"]
    assert customers == {"Acme": None, "Bolt": "Huge", "Dyno": "Even"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::3])
def test_whatever_the_order_nothing_is_left_of_imports_that_are_all_undone(
    company: CompanyFile, dump: Dump, order: tuple[int, ...]
) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.insert("customer", {"name": "Own", "owner_id": 1})
        unit.commit()
    before = dump(company)
    batches = [
        import_customers(company, "a.xlsx", {"Acme": "Big", "Own": "Mine", "Crow": "Tiny"}),
        import_deals(company, "b.xlsx", [("A", "Acme", 1), ("B", "Bolt", 2), ("O", "Own", 1)]),
        import_customers(company, "c.xlsx", {"Acme": "Huge", "Bolt": "Odd", "Own": "Ours"}),
        import_deals(company, "d.xlsx", [("C", "Acme", 3), ("D", "Bolt", 4)]),
    ]
    for at in order:
        undo_batch(company, batches[at])
        assert check(company) == []
    assert dump(company) == before


def test_an_older_word_of_an_undone_import_does_not_come_back(company: CompanyFile) -> None:
    first = import_customers(company, "a.xlsx", {"Acme": "Big"})
    second = import_customers(company, "b.xlsx", {"Acme": "Huge"})
    import_deals(company, "c.xlsx", [("A", "Acme", 1)])
    undo_batch(company, first)
    assert deals_and_customers(company)[1] == {"Acme": "Huge"}
    undo_batch(company, second)
    assert deals_and_customers(company)[1] == {"Acme": None}
    undo(company)
    undo(company)
    assert deals_and_customers(company)[1] == {"Acme": "Huge"}
    undo_batch(company, second)
    assert deals_and_customers(company)[1] == {"Acme": "Big"}


def test_parents_go_with_the_last_that_names_them(company: CompanyFile) -> None:
    with company.change("import", "Import customers") as unit:
        batch = unit.insert_batch("c.xlsx", None, "customers", None, {}, {})
        rows = [("Parent", None), ("Child", 1), ("Grandchild", 2)]
        unit.insert_many("customer", ("name", "parent_customer_id"), rows)
        unit.commit()
    import_deals(company, "d.xlsx", [("A", "Acme", 1)])
    undo_batch(company, batch)
    assert deals_and_customers(company)[1] == {"Acme": None}


def test_a_parent_goes_when_its_child_stays_without_it(company: CompanyFile) -> None:
    import_deals(company, "d.xlsx", [("A", "Child", 1)])
    with company.change("import", "Import customers") as unit:
        batch = unit.insert_batch("c.xlsx", None, "customers", None, {}, {})
        parent = unit.insert("customer", {"name": "Parent"})
        unit.update("customer", 1, {"parent_customer_id": parent})
        unit.commit()
    import_deals(company, "e.xlsx", [("B", "Child", 1)])
    undo_batch(company, batch)
    assert deals_and_customers(company)[1] == {"Child": None}


def test_a_name_that_a_target_needs_stays(company: CompanyFile) -> None:
    first = import_deals(company, "a.xlsx", [("A", "Acme", 1)])
    day = date(2017, 1, 1)
    with company.change("target.set", "Set target") as unit:
        values = {"kpi": "revenue", "scope": "customer", "scope_id": 1, "period": "2017-01-01"}
        days = {"grain": "day", "first_day": day, "last_day": day, "value": Decimal(5)}
        unit.insert("target", {**values, **days})
        unit.commit()
    undo_batch(company, first)
    assert deals_and_customers(company) == ([], {"Acme": None})


def test_what_later_steps_changed_is_refused_naming_the_step(
    company: CompanyFile, dump: Dump
) -> None:
    first = import_deals(company, "a.xlsx", [("A", "Acme", 1), ("B", "Acme", 2)])
    with company.change("deal.edit", "Correct deal A") as unit:
        unit.update("deal", 1, {"value": Decimal(9)})
        unit.commit()
    before = dump(company)
    with pytest.raises(InputError, match="“Correct deal A”") as error:
        undo_batch(company, first)
    assert error.value.code == "batch.changed_later"
    assert dump(company) == before
    undo(company)
    undo_batch(company, first)
    assert deals_and_customers(company) == ([], {})


def test_corrections_of_an_older_import_get_their_old_values_back(company: CompanyFile) -> None:
    import_deals(company, "a.xlsx", [("A", "Acme", 1), ("B", "Acme", 2)])
    with company.change("import", "Import corrections") as unit:
        batch = unit.insert_batch("fix.xlsx", None, "deals", None, {}, {})
        unit.update_many("deal", ("value", "batch_id"), [(2, Decimal(20), batch)])
        unit.commit()
    import_deals(company, "c.xlsx", [("C", "Acme", 3)])
    undo_batch(company, batch)
    with company.reading() as reader:
        rows = reader.facts("deals", ("deal", "value", "batch_id"))
    assert rows == [("A", 1, 1), ("B", 2, 1), ("C", 3, 3)]


def test_an_import_can_be_undone_once(company: CompanyFile) -> None:
    first = import_deals(company, "a.xlsx", [("A", "Acme", 1)])
    import_deals(company, "b.xlsx", [("B", "Bolt", 1)])
    undo_batch(company, first)
    for batch, code in ((first, "batch.undone"), (77, "batch.unknown")):
        with pytest.raises(UsageError) as error:
            undo_batch(company, batch)
        assert error.value.code == code


DEALS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["Acme", "Bolt", "Crow"]), st.integers(0, 99)),
    min_size=1,
    max_size=8,
    unique_by=lambda deal: deal[0],
)


@settings(max_examples=10)
@given(st.lists(DEALS, min_size=2, max_size=4), st.integers(0, 3))
def test_undoing_one_of_several_imports_leaves_the_others_alone(
    imports: list[list[tuple[int, str, int]]], chosen: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        company = CompanyFile.create(Path(folder) / "a.kpidesk", CompanySettings("Firm"))
        batches = [
            import_deals(
                company,
                f"{at}.xlsx",
                [(f"{at}-{deal}", customer, value) for deal, customer, value in deals],
            )
            for at, deals in enumerate(imports)
        ]
        before = lines(company)
        at = chosen % len(imports)
        undo_batch(company, batches[at])
        deals, customers = deals_and_customers(company)
        others = [(n, *deal) for n, rows in enumerate(imports) if n != at for deal in rows]
        assert sorted(map(str, deals)) == sorted(f"{n}-{deal}" for n, deal, *_ in others)
        assert set(customers) == {customer for _, _, customer, _ in others}
        assert check(company) == []
        # The last import was simply undone; an older one by a new step, which can be undone.
        (redo if at == len(imports) - 1 else undo)(company)
        assert lines(company) == before


def lines(company: CompanyFile) -> list[str]:
    with company.reading() as reader:
        return list(dump_lines(reader))
