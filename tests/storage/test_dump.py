from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.domain.facts import KINDS
from kpidesk.domain.kpis import CATALOGUE
from kpidesk.storage.company_file import CompanyFile, CompanySettings, UnitOfWork
from kpidesk.storage.dump import KINDS_IN_ORDER, dump_lines, exact_text

Dump = Callable[[CompanyFile], list[str]]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (0, "0"),
        (1_355_900_000, "1355.9"),
        (-1, "-0.000001"),
        (10**18, "1000000000000"),
        (-2_500_000, "-2.5"),
    ],
)
def test_numbers_are_plain_decimal_strings(stored: int, text: str) -> None:
    assert exact_text(stored) == text


def fill(unit: UnitOfWork) -> None:
    north = unit.insert("team", {"name": "North"})
    oslo = unit.insert("team", {"name": "Oslo", "parent_id": north})
    kari = unit.insert("rep", {"name": "Kari Nygård", "email": "k@x.no"})
    unit.insert("rep", {"name": "Ola"})
    unit.insert("membership", {"rep_id": kari, "team_id": oslo, "valid_to": date(2017, 3, 31)})
    unit.insert(
        "membership", {"rep_id": kari, "valid_from": date(2017, 4, 1), "fte": Decimal("0.5")}
    )
    acme = unit.insert("customer", {"name": "Acme", "owner_id": kari})
    unit.insert("customer", {"name": "Acme Sør", "parent_customer_id": acme})
    unit.insert("product", {"name": "GTX", "price": Decimal("10.50")})
    stage = unit.insert("stage", {"name": "Offer", "position": 1, "confidence": Decimal("0.5")})
    unit.insert(
        "deal",
        {
            "deal": "D1",
            "rep_id": kari,
            "customer_id": acme,
            "stage_id": stage,
            "status": "won",
            "value": Decimal("1000.00"),
            "closed_on": date(2017, 3, 1),
        },
    )
    unit.insert(
        "lead",
        {"created_on": date(2017, 1, 1), "created_at": datetime.fromisoformat("2017-01-01 08:05")},
    )
    unit.insert_many(
        "activity",
        ("date", "type", "quantity"),
        [(date(2017, 1, 1), "call", Decimal(1)), (date(2017, 1, 1), "call", Decimal(1))],
    )
    unit.insert(
        "target",
        {
            "kpi": "revenue",
            "scope": "team",
            "scope_id": oslo,
            "period": "2017-03",
            "grain": "month",
            "first_day": date(2017, 3, 1),
            "last_day": date(2017, 3, 31),
            "value": Decimal(5000),
            "stretch": Decimal("6000.5"),
        },
    )
    unit.set_keyed("closed_day", {"day": date(2017, 5, 2)}, {"name": "Away"})
    unit.insert(
        "absence", {"rep_id": kari, "first_day": date(2017, 1, 2), "last_day": date(2017, 1, 3)}
    )
    unit.set_keyed(
        "currency_rate", {"currency": "EUR", "valid_from": date(2017, 1, 1)}, {"rate": Decimal(9)}
    )


def of_kind(lines: list[str], kind: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in lines]
    return [
        {name: value for name, value in line.items() if name != "kind"}
        for line in found
        if line["kind"] == kind
    ]


def test_lines_carry_the_fields_of_the_contract_and_names_instead_of_ids(
    company: CompanyFile, dump: Dump
) -> None:
    with company.change("fill", "Fill") as unit:
        fill(unit)
        unit.commit()
    lines = dump(company)
    assert of_kind(lines, "teams") == [{"team": "North"}, {"team": "Oslo", "parent_team": "North"}]
    assert of_kind(lines, "reps") == [
        {
            "rep": "Kari Nygård",
            "email": "k@x.no",
            "team": "Oslo",
            "parent_team": "North",
            "valid_to": "2017-03-31",
            "fte": "1",
        },
        {"rep": "Kari Nygård", "email": "k@x.no", "valid_from": "2017-04-01", "fte": "0.5"},
        {"rep": "Ola"},
    ]
    assert of_kind(lines, "customers") == [
        {"customer": "Acme Sør", "parent_customer": "Acme"},
        {"customer": "Acme", "owner": "Kari Nygård"},
    ]
    assert of_kind(lines, "products") == [{"product": "GTX", "price": "10.5"}]
    assert of_kind(lines, "stages") == [
        {"stage": "Offer", "position": 1, "outcome": "open", "confidence": "0.5"}
    ]
    assert of_kind(lines, "deals") == [
        {
            "deal": "D1",
            "rep": "Kari Nygård",
            "customer": "Acme",
            "closed_on": "2017-03-01",
            "stage": "Offer",
            "status": "won",
            "value": "1000",
        }
    ]
    assert of_kind(lines, "leads") == [
        {"created_on": "2017-01-01", "created_at": "2017-01-01T08:05:00"}
    ]
    assert len(of_kind(lines, "activities")) == 2
    assert of_kind(lines, "targets") == [
        {
            "kpi": "revenue",
            "period": "2017-03",
            "value": "5000",
            "scope": "team",
            "scope_name": "Oslo",
            "stretch": "6000.5",
        }
    ]
    assert of_kind(lines, "closed_days") == [{"day": "2017-05-02", "name": "Away", "working": 0}]
    assert of_kind(lines, "absences") == [
        {"rep": "Kari Nygård", "first_day": "2017-01-02", "last_day": "2017-01-03"}
    ]
    assert of_kind(lines, "rates") == [{"currency": "EUR", "valid_from": "2017-01-01", "rate": "9"}]
    assert len(of_kind(lines, "kpis")) == len(CATALOGUE)
    assert {"key": "name", "value": "Firm"} in of_kind(lines, "settings")


def test_kinds_come_in_order_and_lines_sorted(company: CompanyFile, dump: Dump) -> None:
    with company.change("fill", "Fill") as unit:
        fill(unit)
        unit.commit()
    lines = dump(company)
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds == sorted(kinds, key=KINDS_IN_ORDER.index)
    for kind in set(kinds):
        same = [line for line, of in zip(lines, kinds, strict=True) if of == kind]
        assert same == sorted(same)
    assert set(KINDS) <= set(KINDS_IN_ORDER)


def test_the_same_content_gives_the_same_bytes_however_it_came(tmp_path: Path, dump: Dump) -> None:
    one = CompanyFile.create(tmp_path / "one.kpidesk", CompanySettings("Firm"))
    other = CompanyFile.create(tmp_path / "other.kpidesk", CompanySettings("Firm"))
    deals = [("D1", "Kari", Decimal("1.50")), ("D2", "Ola", Decimal("2"))]
    for company, rows in ((one, deals), (other, deals[::-1])):
        for number, (deal, rep, value) in enumerate(rows):
            with company.change("import", f"Import {deal}") as unit:
                batch = unit.insert_batch(f"{number}.xlsx", None, "deals", None, {}, {})
                rep_id = unit.insert("rep", {"name": rep, "batch_id": batch, "source_row": 3})
                row = {"deal": deal, "rep_id": rep_id, "value": value, "batch_id": batch}
                unit.insert("deal", {**row, "source_row": number})
                unit.insert("alias", {"list": "rep", "written": rep[0], "means_id": rep_id})
                unit.commit()
    assert dump(one) == dump(other)


def test_everything_adds_batches_aliases_mappings_and_the_audit(company: CompanyFile) -> None:
    with company.change("import", "Import a.xlsx") as unit:
        batch = unit.insert_batch("a.xlsx", "S", "deals", "shape", {"A": "deal"}, {"new": 1})
        rep = unit.insert("rep", {"name": "Kari", "batch_id": batch})
        unit.insert("alias", {"list": "rep", "written": "K", "means_id": rep})
        unit.set_keyed("saved_mapping", {"shape": "shape"}, {"mapping": '{"A":"deal"}'})
        unit.commit()
    with company.reading() as reader:
        lines = list(dump_lines(reader, everything=True))
        plain = list(dump_lines(reader))
    assert lines[: len(plain)] == plain
    assert of_kind(lines, "batches")[0]["facts"] == "deals"
    assert of_kind(lines, "batches")[0]["mapping"] == {"A": "deal"}
    assert of_kind(lines, "aliases") == [{"list": "rep", "written": "K", "means": "Kari"}]
    assert of_kind(lines, "mappings") == [{"shape": "shape", "mapping": {"A": "deal"}, "used": 1}]
    audit = of_kind(lines, "audit")[0]
    assert (audit["name"], audit["text"], audit["state"]) == ("import", "Import a.xlsx", "done")
    assert isinstance(audit["changes"], list)
    assert len(audit["changes"]) == 4
