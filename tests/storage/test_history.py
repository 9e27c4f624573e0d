from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from kpidesk.storage import schema
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile, CompanySettings, UnitOfWork
from kpidesk.storage.dump import dump_lines
from kpidesk.storage.history import redo, redo_text, undo, undo_text

Dump = Callable[[CompanyFile], list[str]]
START = date(2017, 1, 1)


def add_rep(company: CompanyFile, name: str) -> None:
    with company.change("rep.add", f"Add {name}") as unit:
        unit.insert("rep", {"name": name})
        unit.commit()


def import_deals(company: CompanyFile, source: str, count: int) -> None:
    with company.change("import", f"Import {source}") as unit:
        batch = unit.insert_batch(source, None, "deals", None, {}, {})
        rep = unit.insert("rep", {"name": f"Rep of {source}", "batch_id": batch})
        rows = [
            (f"{source} {n}", rep, "won", Decimal(n), START + timedelta(n % 50), batch)
            for n in range(count)
        ]
        unit.insert_many(
            "deal", ("deal", "rep_id", "status", "value", "closed_on", "batch_id"), rows
        )
        unit.commit()


def test_the_last_step_is_undone_first_and_redone_last(company: CompanyFile, dump: Dump) -> None:
    moments = [dump(company)]
    for name in ("Kari", "Ola", "Per"):
        add_rep(company, name)
        moments.append(dump(company))
    for before in (2, 1, 0):
        assert undo(company) is not None
        assert dump(company) == moments[before]
    assert undo(company) is None
    for after in (1, 2, 3):
        assert redo(company) is not None
        assert dump(company) == moments[after]
    assert redo(company) is None


def test_undo_tells_what_it_would_take_back_and_what_it_changed(company: CompanyFile) -> None:
    add_rep(company, "Kari")
    add_rep(company, "Ola")
    changed = undo(company)
    assert changed is not None
    assert (changed.kinds, changed.ids, changed.text) == ({"reps"}, {"reps": (2,)}, "Add Ola")
    with company.reading() as reader:
        assert (undo_text(reader), redo_text(reader)) == ("Add Kari", "Add Ola")


def test_a_new_step_ends_what_can_be_redone(company: CompanyFile, dump: Dump) -> None:
    import_deals(company, "a.xlsx", 30)
    undo(company)
    add_rep(company, "Kari")
    assert redo(company) is None
    with company.reading() as reader:
        states = [(step.name, step.state) for step in reader.actions(10)]
        kept = reader.connection.scalar(select(func.count(schema.change.c.kept)))
    assert states == [("rep.add", "done"), ("undo", "log"), ("import", "dropped")]
    assert kept == 0


def test_every_undo_and_redo_is_in_the_audit_trail(company: CompanyFile) -> None:
    add_rep(company, "Kari")
    undo(company)
    redo(company)
    with company.reading() as reader:
        steps = [(s.name, s.text, s.state, s.refers_to) for s in reversed(reader.actions(10))]
    assert steps == [
        ("rep.add", "Add Kari", "done", None),
        ("undo", "Add Kari", "log", 1),
        ("redo", "Add Kari", "log", 1),
    ]


def test_an_import_is_undone_and_redone_whole(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    import_deals(company, "a.xlsx", 300)
    after = dump(company)
    undo(company)
    assert dump(company) == before
    with company.reading() as reader:
        assert reader.count("deals") == 0
        assert [batch["state"] for batch in reader.batches()] == ["undone"]
        assert reader.data_span() is None
    redo(company)
    assert dump(company) == after
    with company.reading() as reader:
        assert [batch["state"] for batch in reader.batches()] == ["applied"]
    assert check(company) == []


def test_names_that_were_swapped_swap_back(company: CompanyFile, dump: Dump) -> None:
    add_rep(company, "A")
    add_rep(company, "B")
    before = dump(company)
    with company.change("rep.edit", "Shift names") as unit:
        unit.update_many("rep", ("name",), [(2, "C"), (1, "B")])
        unit.commit()
    after = dump(company)
    undo(company)
    assert dump(company) == before
    redo(company)
    assert dump(company) == after


def test_undoing_a_target_keeps_its_history(company: CompanyFile) -> None:
    day = date(2017, 1, 1)
    with company.change("target.set", "Set") as unit:
        row = unit.insert(
            "target",
            {
                "kpi": "calls",
                "scope": "org",
                "period": "2017-01-01",
                "grain": "day",
                "first_day": day,
                "last_day": day,
                "value": Decimal(5),
            },
        )
        unit.commit()
    undo(company)
    with company.reading() as reader:
        assert reader.targets() == []
        fields = [change.field for change in reader.target_changes(row)]
    assert fields[-1] == "removed"


NAMES = st.sampled_from(["Kari", "Ola", "Per", "Åse"])
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(n))
MONEY = st.integers(-(10**9), 10**9).map(lambda n: Decimal(n) / 100)
STATUS = st.sampled_from(["open", "won", "lost", None])
CURRENCY = st.sampled_from([None, "NOK", "EUR"])
DEAL = ("status", "value", "currency", "closed_on", "created_on")
ROW = st.tuples(STATUS, st.none() | MONEY, CURRENCY, st.none() | DAYS, DAYS)
OPERATION = st.one_of(
    st.tuples(st.just("rep"), NAMES),
    st.tuples(st.just("rename"), NAMES, st.integers(0, 5)),
    st.tuples(st.just("deals"), st.lists(ROW, max_size=30)),
    st.tuples(st.just("edit"), st.lists(st.tuples(st.integers(0, 40), ROW), max_size=5)),
    st.tuples(st.just("own"), st.lists(st.integers(0, 40), max_size=6), st.integers(0, 5)),
    st.tuples(st.just("delete"), st.lists(st.integers(0, 40), max_size=30)),
    st.tuples(st.just("calls"), st.lists(st.tuples(DAYS, MONEY), max_size=30)),
    st.tuples(st.just("rate"), DAYS, st.integers(1, 2_000_000).map(lambda n: Decimal(n) / 10**6)),
    st.tuples(st.just("closed"), DAYS, st.none() | NAMES),
    st.tuples(st.just("setting"), st.sampled_from(["name", "extra"]), NAMES),
)


def ids(unit: UnitOfWork, table: str) -> list[int]:
    found = schema.metadata.tables[table]
    return list(unit.connection.scalars(select(found.c.id).order_by(found.c.id)))


def run(unit: UnitOfWork, operation: tuple[object, ...]) -> None:
    name, first, *rest = operation
    deals = ids(unit, "deal")
    reps = ids(unit, "rep")
    if name == "rep" and first not in unit.names("rep"):
        unit.insert("rep", {"name": first})
    elif name == "rename" and reps and first not in unit.names("rep"):
        unit.update("rep", reps[rest[0] % len(reps)], {"name": first})
    elif name == "deals":
        start = unit.next_id("deal")
        rows = [(f"D{start + n}", *row) for n, row in enumerate(first)]
        unit.insert_many("deal", ("deal", *DEAL), rows)
    elif name == "edit" and deals:
        rows = {deals[at % len(deals)]: row for at, row in first}
        unit.update_many("deal", DEAL, [(key, *row) for key, row in rows.items()])
    elif name == "own" and deals and reps:
        for at in first:
            unit.update("deal", deals[at % len(deals)], {"rep_id": reps[rest[0] % len(reps)]})
    elif name == "delete" and deals:
        gone = sorted({deals[at % len(deals)] for at in first})
        unit.writer.delete("deal", [(key,) for key in gone])
    elif name == "calls":
        rows = [(day, "call", number) for day, number in first]
        unit.insert_many("activity", ("date", "type", "quantity"), rows)
    elif name == "rate":
        unit.set_keyed("currency_rate", {"currency": "EUR", "valid_from": first}, {"rate": rest[0]})
    elif name == "closed":
        values = None if rest[0] is None else {"name": rest[0]}
        unit.set_keyed("closed_day", {"day": first}, values)
    elif name == "setting":
        unit.set_setting(str(first), rest[0])


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(OPERATION, min_size=1, max_size=4), max_size=6))
def test_whatever_was_done_undo_restores_and_redo_repeats(
    steps: list[list[tuple[object, ...]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        company = CompanyFile.create(Path(folder) / "a.kpidesk", CompanySettings("Firm"))
        with company.change("rate", "First rate") as unit:
            key = {"currency": "EUR", "valid_from": date(2000, 1, 1)}
            unit.set_keyed("currency_rate", key, {"rate": Decimal(9)})
            unit.commit()
        moments = [lines(company)]
        for step in steps:
            with company.change("step", "Step") as unit:
                for operation in step:
                    run(unit, operation)
                if unit.commit().action is not None:
                    moments.append(lines(company))
        assert check(company) == []
        for before in reversed(moments[:-1]):
            assert undo(company) is not None
            assert lines(company) == before
        assert check(company) == []
        for after in moments[1:]:
            assert redo(company) is not None
            assert lines(company) == after
        assert check(company) == []


def lines(company: CompanyFile) -> list[str]:
    with company.reading() as reader:
        return list(dump_lines(reader))
