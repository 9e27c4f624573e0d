"""Makes the small company file of the current version that later versions must still open.

    python tests/storage/versions/make_version.py

Run it once for each new version of the file and commit what it writes: `v0001.kpidesk` and its
dump `v0001.jsonl`. Files of older versions are never made again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

from kpidesk.storage.company_file import CompanyFile, CompanySettings, UnitOfWork
from kpidesk.storage.dump import dump_lines
from kpidesk.storage.file_facts import SCHEMA_VERSION
from kpidesk.storage.history import undo

HERE = Path(__file__).parent


def main() -> None:
    """Write the file and its dump beside this script."""
    path = HERE / f"v{SCHEMA_VERSION:04d}.kpidesk"
    path.unlink(missing_ok=True)
    company = CompanyFile.create(path, CompanySettings("Fjellheim AS", fiscal_start=5))
    with company.change("fill", "First facts") as unit:
        _people(unit)
        _facts(unit)
        unit.commit()
    with company.change("rep.add", "Add Per") as unit:
        unit.insert("rep", {"name": "Per"})
        unit.commit()
    undo(company)
    with company.reading() as reader:
        lines = list(dump_lines(reader))
    path.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA page_size=512")
        connection.execute("VACUUM")


def _people(unit: UnitOfWork) -> None:
    north = unit.insert("team", {"name": "Nord"})
    oslo = unit.insert("team", {"name": "Oslo", "parent_id": north})
    kari = unit.insert("rep", {"name": "Kari Nygård", "email": "kari@fjellheim.example"})
    unit.insert("membership", {"rep_id": kari, "team_id": oslo, "valid_from": date(2016, 1, 1)})
    acme = unit.insert("customer", {"name": "Bølgen Bygg", "owner_id": kari, "segment": "Bygg"})
    unit.insert("customer", {"name": "Bølgen Sør", "parent_customer_id": acme})
    unit.insert("product", {"name": "Grunnpakke", "price": Decimal("1355.90")})
    unit.insert("stage", {"name": "Tilbud", "position": 1, "confidence": Decimal("0.5")})
    unit.set_keyed("closed_day", {"day": date(2017, 12, 24)}, {"name": "Julaften"})
    unit.insert(
        "absence", {"rep_id": kari, "first_day": date(2017, 7, 3), "last_day": date(2017, 7, 7)}
    )
    key = {"currency": "EUR", "valid_from": date(2017, 1, 1)}
    unit.set_keyed("currency_rate", key, {"rate": Decimal("9.33")})


def _facts(unit: UnitOfWork) -> None:
    day = date(2017, 3, 1)
    batch = unit.insert_batch("salg.xlsx", "Salg", "deals", "s", {"Avtale": "deal"}, {"new": 2})
    columns = ("deal", "rep_id", "customer_id", "product_id", "stage_id", "status", "value")
    rows = [
        ("A-1", 1, 1, 1, 1, "won", Decimal("1355.90"), "EUR", day, day, batch, 2),
        ("A-2", 1, 2, 1, 1, "open", Decimal(2000), None, day, None, batch, 3),
    ]
    end = ("currency", "created_on", "closed_on", "batch_id", "source_row")
    unit.insert_many("deal", (*columns, *end), rows)
    unit.insert("stage_entry", {"deal": "A-1", "stage_id": 1, "entered_on": day})
    unit.insert("activity", {"date": day, "type": "call", "rep_id": 1, "quantity": Decimal(3)})
    unit.insert("lead", {"created_on": day, "company": "Havn", "source": "Messe"})
    unit.insert("sales_order", {"date": day, "amount": Decimal(5), "customer_id": 1})
    unit.insert("cost", {"date": day, "amount": Decimal(7), "category": "pay"})
    unit.insert("email_stat", {"date": day, "sent": 100, "opened": 30})
    unit.insert("price_point", {"date": day, "product_id": 1, "price": Decimal(9)})
    unit.insert("alias", {"list": "rep", "written": "Kari N.", "means_id": 1})
    unit.insert(
        "target",
        {
            "kpi": "revenue",
            "scope": "rep",
            "scope_id": 1,
            "period": "2017-03",
            "grain": "month",
            "first_day": day,
            "last_day": date(2017, 3, 31),
            "value": Decimal("20000.50"),
        },
    )


if __name__ == "__main__":
    main()
