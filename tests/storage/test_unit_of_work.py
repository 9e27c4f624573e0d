from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kpidesk.domain.periods import Grain, Period
from kpidesk.storage import schema
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile, CompanySettings


def test_values_come_back_exactly_as_they_went_in(company: CompanyFile) -> None:
    row = ("D1", date(2017, 3, 1), Decimal("1355.900001"), Decimal("0.12"), None)
    columns = ("deal", "created_on", "value", "confidence", "closed_on")
    moment = datetime.fromisoformat("2017-03-01 10:05:30")
    with company.change("import", "Import") as unit:
        ids = unit.insert_many("deal", columns, [row])
        unit.insert("lead", {"created_on": date(2017, 3, 1), "created_at": moment})
        unit.commit()
    with company.reading() as reader:
        assert reader.facts("deals", ("id", *columns)) == [(ids[0], *row)]
        assert reader.facts("leads", ("created_at",)) == [(moment,)]
        assert reader.count("deals") == 1


@pytest.mark.parametrize("value", [Decimal("0.0000001"), 1.5])
def test_money_that_cannot_be_kept_exactly_is_a_mistake(
    company: CompanyFile, value: object
) -> None:
    with company.change("x", "x") as unit, pytest.raises((ValueError, TypeError)):
        unit.insert_many("deal", ("deal", "value"), [("D1", value)])


def test_ids_of_a_bulk_insert_follow_each_other(company: CompanyFile) -> None:
    with company.change("import", "Import") as unit:
        assert unit.next_id("deal") == 1
        assert unit.insert_many("deal", ("deal",), [("A",), ("B",)]) == range(1, 3)
        assert unit.insert("deal", {"deal": "C"}) == 3
        assert unit.insert_many("deal", ("deal",), []) == range(4, 4)
        assert unit.insert_many("deal", ("deal",), [("D",)]) == range(4, 5)
        unit.commit()


@pytest.mark.parametrize("count", [1, 63, 64, 65, 1000])
def test_rows_given_as_columns_are_the_rows_given_one_by_one(
    company: CompanyFile, count: int
) -> None:
    columns = {
        "deal": [f"D{number}" for number in range(count)],
        "value": [Decimal(number) / 4 if number % 3 else None for number in range(count)],
        "closed_on": [date(2026, 1, 1 + number % 28) for number in range(count)],
        "contact": [None] * count,
    }
    with company.change("import", "Import") as unit:
        assert unit.insert_columns("deal", columns, count) == range(1, count + 1)
        assert unit.insert_columns("deal", {"deal": ["other"]}, 1) == range(count + 1, count + 2)
        unit.commit()
    with company.reading() as reader:
        stored = reader.facts("deals", ("deal", "value", "closed_on", "contact"))
    assert stored == [*zip(*columns.values(), strict=True), ("other", None, None, None)]


def test_day_totals_follow_bulk_rows_that_change_in_the_same_step(company: CompanyFile) -> None:
    rows = {
        "deal": ["A", "B", "C"],
        "status": ["won"] * 3,
        "closed_on": [date(2026, 3, day) for day in (1, 2, 3)],
        "value": [Decimal(10), Decimal(20), Decimal(30)],
    }
    with company.change("import", "Import") as unit:
        unit.insert_columns("deal", rows, 3)
        unit.update("deal", 1, {"closed_on": date(2026, 4, 1), "value": Decimal(11)})
        unit.delete("deal", 2)
        unit.commit()
    assert list(check(company)) == []
    with company.reading() as reader:
        assert reader.facts("deals", ("deal", "base_value")) == [("A", 11), ("C", 30)]


def test_columns_that_are_not_given_get_their_defaults(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        rep = unit.insert("rep", {"name": "Kari"})
        unit.insert_many("membership", ("rep_id",), [(rep,)])
        unit.insert("stage", {"name": "Offer", "position": 1})
        unit.commit()
    with company.reading() as reader:
        assert reader.memberships()[0].fte == 1
        assert reader.list_rows("stage")[0]["outcome"] == "open"


def test_facts_are_found_by_their_keys(company: CompanyFile) -> None:
    with company.change("import", "Import") as unit:
        unit.insert_many("deal", ("deal",), [(f"D{n}",) for n in range(30_000)])
        unit.commit()
    with company.reading() as reader:
        some = {"D5", "D29999", "none"}
        found = reader.facts("deals", ("deal",), keys=some, key_column="deal")
        assert found == [("D5",), ("D29999",)]
        many = {f"D{n}" for n in range(100, 25_000)}
        assert len(reader.facts("deals", ("deal",), keys=many, key_column="deal")) == len(many)
        assert reader.facts("deals", ("deal",), keys=(), key_column="deal") == []


def test_every_change_is_logged_with_old_and_new(company: CompanyFile) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari", "role": "Seller"})
        unit.commit()
    with company.change("rep.edit", "Edit Kari") as unit:
        unit.update("rep", 1, {"name": "Kari Nordmann", "role": "Seller"})
        unit.set_keyed("closed_day", {"day": date(2017, 5, 2)}, {"name": "Away"})
        unit.commit()
    with company.reading() as reader:
        assert [step.name for step in reader.actions(10)] == ["rep.edit", "rep.add"]
        rows = reader.connection.execute(
            select(schema.change).where(schema.change.c.action_id == 2)
        ).all()
    logged = [(row.table_name, row.op, row.row_id, row.old, row.new) for row in rows]
    assert logged[0] == (
        "rep",
        "update",
        "[1]",
        '{"name":"Kari"}',
        '{"name":"Kari Nordmann"}',
    )
    assert logged[1][:4] == ("closed_day", "insert", '["2017-05-02"]', None)
    assert json.loads(logged[1][4]) == {"day": "2017-05-02", "name": "Away", "working": 0}


def test_an_import_is_one_entry_that_names_its_rows(company: CompanyFile) -> None:
    with company.change("import", "Import deals.xlsx") as unit:
        batch = unit.insert_batch("deals.xlsx", "Deals", "deals", "s1", {"a": "deal"}, {"new": 2})
        columns = ("deal", "batch_id", "source_row")
        unit.insert_many("deal", columns, [("A", batch, 2), ("B", batch, 3)])
        changed = unit.commit()
    assert changed.kinds == {"deals", "batches"}
    assert changed.ids["deals"] == (1, 2)
    assert changed.action == 1
    with company.reading() as reader:
        assert len(reader.actions(10)) == 1
        stored = reader.batches()[0]
        assert (stored["source"], stored["counts"], stored["action_id"]) == (
            "deals.xlsx",
            {"new": 2},
            1,
        )


def test_a_step_that_changes_nothing_leaves_no_trace(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.commit()
    with company.change("y", "y") as unit:
        unit.update("rep", 1, {"name": "Kari"})
        unit.update_many("rep", ("name",), [(1, "Kari")])
        unit.set_keyed("closed_day", {"day": date(2017, 5, 2)}, None)
        changed = unit.commit()
    assert (changed.kinds, changed.action) == (frozenset(), None)
    with company.reading() as reader:
        assert [step.name for step in reader.actions(10)] == ["x"]


def test_many_changes_tell_their_kind_without_ids(company: CompanyFile) -> None:
    with company.change("import", "Import") as unit:
        unit.insert_many("customer", ("name",), [(f"C{n}",) for n in range(2_000)])
        changed = unit.commit()
    assert changed.ids == {"customers": ()}


def test_a_row_that_is_not_there_cannot_be_changed(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        with pytest.raises(LookupError):
            unit.update("rep", 9, {"name": "Nobody"})
        with pytest.raises(LookupError):
            unit.delete("rep", 9)


def test_what_facts_name_cannot_be_removed(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        rep = unit.insert("rep", {"name": "Kari"})
        unit.insert("deal", {"deal": "A", "rep_id": rep})
        with pytest.raises(IntegrityError):
            unit.delete("rep", rep)


def _target(value: str) -> dict[str, object]:
    return {
        "kpi": "revenue",
        "scope": "org",
        "period": "FY2017",
        "grain": Grain.YEAR,
        "first_day": date(2017, 5, 1),
        "last_day": date(2018, 4, 30),
        "value": Decimal(value),
    }


def test_targets_keep_their_history_and_their_periods(tmp_path: Path) -> None:
    company = CompanyFile.create(tmp_path / "a.kpidesk", CompanySettings("A", fiscal_start=5))
    with company.change("target.set", "Set") as unit:
        columns = tuple(_target("1"))
        ids = unit.insert_many("target", columns, [tuple(_target("1000.50").values())])
        unit.commit()
    with company.change("target.set", "Set") as unit:
        unit.update("target", ids[0], {"value": Decimal(1200), "note": "More"})
        unit.commit()
    with company.reading() as reader:
        stored = reader.targets(kpi="revenue", scope="org")[0]
        assert stored.value == 1200
        assert stored.period == Period(date(2017, 5, 1), date(2018, 4, 30), Grain.YEAR)
        assert stored.period.fiscal_start == 5
        assert reader.targets(kpi="calls") == []
        history = [(one.field, one.old, one.new) for one in reader.target_changes(ids[0])]
    assert ("value", None, "1000.5") in history
    assert ("value", "1000.5", "1200") in history
    assert ("note", "", "More") in history
    with company.change("target.remove", "Remove") as unit:
        unit.delete("target", ids[0])
        unit.commit()
    with company.change("target.set", "Set") as unit:
        again = unit.insert("target", _target("5"))
        unit.commit()
    assert again != ids[0]


def test_the_data_reaches_to_its_last_fact_but_not_beyond_today(company: CompanyFile) -> None:
    with company.reading() as reader:
        assert reader.data_as_of(date(2017, 6, 1)) is None
        assert reader.data_span() is None
    with company.change("import", "Import") as unit:
        columns = ("deal", "status", "created_on", "closed_on", "expected_close_on")
        unit.insert_many(
            "deal",
            columns,
            [
                ("A", "won", date(2017, 1, 2), date(2017, 3, 4), None),
                ("B", "open", date(2017, 2, 2), None, date(2017, 5, 1)),
                ("C", "won", date(2017, 2, 2), date(2018, 1, 1), None),
            ],
        )
        unit.insert("sales_order", {"date": date(2016, 12, 31), "amount": 1})
        unit.commit()
    with company.reading() as reader:
        assert reader.data_as_of(date(2017, 6, 1)) == date(2017, 3, 4)
        assert reader.data_as_of(date(2018, 6, 1)) == date(2018, 1, 1)
        assert reader.data_as_of(date(2016, 1, 1)) is None
        assert reader.data_span() == (date(2016, 12, 31), date(2018, 1, 1))
