"""Four files of real deals: any order, with a mapping and without, ends in the same company."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.excel.detect import MappingFile
from kpidesk.services.history import undo
from kpidesk.services.importing import ImportOptions

FILES = ("sales_teams.csv", "accounts.csv", "products.csv", "sales_pipeline.csv")
ORDERS = ((0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1), (1, 3, 2, 0))
MAPPINGS = {
    "sales_pipeline.csv": {
        "kind": "deals",
        "columns": {
            "opportunity_id": "deal",
            "sales_agent": "rep",
            "product": "product",
            "account": "customer",
            "deal_stage": "stage",
            "engage_date": "created_on",
            "close_date": "closed_on",
            "close_value": "value",
        },
        "dates": "iso",
        "decimal": ".",
    },
    "sales_teams.csv": {
        "kind": "reps",
        "columns": {"sales_agent": "rep", "manager": "team", "regional_office": "parent_team"},
    },
    "accounts.csv": {
        "kind": "customers",
        "columns": {
            "account": "customer",
            "sector": "segment",
            "office_location": "country",
            "subsidiary_of": "parent_customer",
            "revenue": "",
        },
    },
    "products.csv": {
        "kind": "products",
        "columns": {"product": "product", "sales_price": "price", "series": ""},
    },
}


@pytest.fixture
def maven(shared_data: Path) -> Path:
    return shared_data / "crm" / "maven"


def test_any_order_of_the_files_ends_in_the_same_dump(make_desk, maven: Path) -> None:
    dumps = []
    for number, order in enumerate(ORDERS):
        desk = make_desk(f"m{number}", currency="USD", country="GB")
        for at in order:
            desk.load(maven / FILES[at])
        for name in FILES:
            assert not desk.plan(maven / name).changes_anything
        assert desk.aliases("product") == {"GTXPro": "GTX Pro"}
        dumps.append(desk.dump())
    mapped = make_desk("mapped", currency="USD", country="GB")
    for name in reversed(FILES):
        mapping = MappingFile.from_json(json.dumps(MAPPINGS[name]), "m.json")
        mapped.load(maven / name, ImportOptions(mapping=mapping))
    dumps.append(mapped.dump())
    assert all(dump == dumps[0] for dump in dumps)


def test_every_deal_arrives(make_desk, maven: Path) -> None:
    desk = make_desk("m", currency="USD", country="GB")
    for name in FILES:
        counts = desk.load(maven / name).tables[0].plan.counts
        assert counts.rejected == 0
    deals = desk.rows("deals", "status", "stage", "value", "customer", "product", "closed_on")
    assert Counter((status, stage) for status, stage, *_ in deals) == {
        ("won", "Won"): 4238,
        ("lost", "Lost"): 2473,
        ("open", "Engaging"): 1589,
        ("open", "Prospecting"): 500,
    }
    won = sum(Decimal(str(value)) for status, _, value, *_ in deals if status == "won")
    assert won == 10_005_534
    assert sum(customer is None for _, _, _, customer, _, _ in deals) == 1425
    assert sum(product == "GTX Pro" for *_, product, _ in deals) == 1480
    assert len(desk.rows("reps", "rep")) == 35
    assert len(desk.rows("teams", "team")) == 9
    assert len(desk.rows("customers", "customer")) == 85


def test_one_corrected_cell_is_one_change_and_undo_takes_it_back(
    make_desk, maven: Path, tmp_path: Path
) -> None:
    desk = make_desk("m", currency="USD", country="GB")
    desk.load(maven / "sales_pipeline.csv")
    before = desk.dump()
    lines = (maven / "sales_pipeline.csv").read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("Z063OYW0"))
    lines[at] = lines[at].replace(",4514", ",4515")
    corrected = tmp_path / "sales_pipeline.csv"
    corrected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = desk.plan(corrected)
    assert plan.counts.as_dict() == {
        "read": 8800, "new": 0, "changed": 1, "unchanged": 8799, "rejected": 0,
    }  # fmt: skip
    (change,) = plan.tables[0].changes
    assert (change.row, change.cell, change.field) == (at + 1, f"H{at + 1}", "value")
    (period,) = plan.tables[0].closed_periods
    assert (period.month, period.change, period.deals) == ("2017-03", 1, 1)
    desk.apply(plan)
    undo(desk.company)
    assert desk.dump() == before
    undo(desk.company)
    assert desk.rows("deals", "deal") == []
    assert desk.rows("products", "product") == []
