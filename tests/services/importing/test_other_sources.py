"""Other people's files: activities, stage history, quotas, and small tables in four languages."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.excel.detect import MappingFile
from kpidesk.services.importing import ImportOptions

REVOPS = (
    "opportunities.csv", "activities.csv", "opp_stage_history.csv", "quota_targets.csv",
    "accounts.csv",
)  # fmt: skip


def test_revops_arrives_whole_in_any_order(make_desk, shared_data: Path) -> None:
    folder = shared_data / "crm" / "revops"
    dumps = []
    for order in (1, -1):
        desk = make_desk(f"r{order}", currency="USD", country="GB")
        for name in REVOPS[::order]:
            desk.load(folder / name)
        for name in REVOPS:
            assert not desk.plan(folder / name).changes_anything, name
        dumps.append(desk.dump())
    assert dumps[0] == dumps[1]
    types = Counter(kind for (kind,) in desk.rows("activities", "type"))
    assert set(types) == {"call", "email", "meeting"}
    assert types.total() == 4067
    assert Counter(desk.rows("deals", "status")) == {("won",): 44, ("lost",): 22, ("open",): 434}
    assert len(desk.rows("stage_history", "deal")) == 1280
    targets = desk.rows("targets", "kpi", "scope", "period", "value")
    assert len(targets) == 80
    assert {(kpi, scope) for kpi, scope, _, _ in targets} == {("revenue", "rep")}
    assert {period for _, _, period, _ in targets} == {
        f"{year}-Q{quarter}" for year in (2023, 2024) for quarter in (1, 2, 3, 4)
    }
    customers = desk.rows("customers", "customer")
    assert len(customers) == 100
    assert all(str(name).startswith("Company_") for (name,) in customers)


SUMS = {
    "da_blank_line_before_header.csv": ("DKK", "-214.90"),
    "da_danskebank_bom.csv": ("DKK", "-89.95"),
    "da_mixed_dates_and_decimals.csv": ("DKK", "3981.64"),
    "da_nordea_trailing_semicolon.csv": ("DKK", "41160.60"),
    "de_euro_prefix_dayfirst.csv": ("EUR", "4714.81"),
    "de_orders_euro_suffix_bom.csv": ("EUR", "179.98"),
    "nl_datum_klant_bedrag.csv": ("EUR", "400"),
    "nl_invoices_ddmmyyyy.csv": ("EUR", "123.45"),
    "nl_orders_euro_prefix_bom.csv": ("EUR", "179.98"),
    "sv_ica_kr_suffix.csv": ("SEK", "-300"),
    "sv_nordea_space_thousands.csv": ("SEK", "101153"),
    "sv_nordea_utf8.csv": ("SEK", "490"),
}


@pytest.mark.parametrize("name", SUMS)
def test_small_tables_are_read_to_the_cent_without_a_mapping(
    make_desk, shared_data: Path, name: str
) -> None:
    currency, expected = SUMS[name]
    desk = make_desk("l", currency=currency, country="NL" if currency == "EUR" else "DK")
    result = desk.load(shared_data / "locale_csv" / name)
    table = result.tables[0].plan
    assert table.counts.rejected == 0
    stored = sum(Decimal(str(amount)) for (amount,) in desk.rows(table.kind, "amount"))
    assert stored == Decimal(expected)


def test_amounts_without_a_day_wait_for_one(make_desk, shared_data: Path) -> None:
    desk = make_desk("l", currency="EUR", country="DE")
    source = shared_data / "locale_csv" / "de_latin1_comma.csv"
    plan = desk.plan(source)
    assert [question.code for question in plan.questions] == ["date.missing"]
    assert plan.counts.read == 2
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    assert caught.value.code == "import.question"
    answer = MappingFile(values={"date": {"": "2026-01-31"}})
    desk.load(source, ImportOptions(mapping=answer))
    assert desk.rows("orders", "date", "customer", "amount") == [
        ("2026-01-31", "Bäcker", "200"), ("2026-01-31", "Müller", "100"),
    ]  # fmt: skip
