"""Files that other people made: right kinds, right fields, right sums, nothing asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sheet_making import csv_file, only_table, read, total

from kpidesk.domain.tables import RawSheet
from kpidesk.excel.detect import find_tables, parse_table, propose

EXPECTED = {
    "crm/maven/accounts.csv": (
        "customers",
        {"account": "customer", "sector": "segment", "office_location": "country",
         "subsidiary_of": "parent_customer"},
    ),
    "crm/maven/products.csv": ("products", {"product": "product", "sales_price": "price"}),
    "crm/maven/sales_teams.csv": (
        "reps", {"sales_agent": "rep", "manager": "team", "regional_office": "parent_team"},
    ),
    "crm/maven/sales_pipeline.csv": (
        "deals",
        {"opportunity_id": "deal", "sales_agent": "rep", "product": "product",
         "account": "customer", "deal_stage": "stage", "engage_date": "created_on",
         "close_date": "closed_on", "close_value": "value"},
    ),
    "crm/revops/accounts.csv": (
        "customers",
        {"account_id": "external_id", "account_name": "customer", "industry": "segment",
         "created_date": "customer_since", "account_owner": "owner"},
    ),
    "crm/revops/activities.csv": (
        "activities",
        {"activity_id": "external_id", "opp_id": "deal", "account_id": "customer",
         "activity_type": "type", "activity_date": "date", "owner": "rep"},
    ),
    "crm/revops/opportunities.csv": (
        "deals",
        {"opp_id": "deal", "account_id": "customer", "amount": "value", "stage": "stage",
         "probability": "confidence", "close_date": "closed_on", "created_date": "created_on",
         "owner": "rep", "lead_source": "source", "is_closed": "status", "is_won": "status"},
    ),
    "crm/revops/opp_stage_history.csv": (
        "stage_history", {"opp_id": "deal", "stage": "stage", "changed_date": "entered_on"},
    ),
    "crm/revops/quota_targets.csv": (
        "targets",
        {"rep_name": "scope_name", "quarter": "period", "quota_amount": "value"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_kinds_and_fields_without_a_question(shared_data: Path, name: str) -> None:
    table = only_table(csv_file(shared_data / name))
    proposal = propose(table)
    kind, mapping = EXPECTED[name]
    assert (proposal.kind, proposal.mapping) == (kind, mapping)
    assert proposal.questions == ()
    parsed = parse_table(table, proposal)
    assert len(parsed) == len(table)
    assert not any(column.errors for column in parsed.fields.values())


def test_sums_of_the_deals(shared_data: Path) -> None:
    parsed = read(csv_file(shared_data / "crm/maven/sales_pipeline.csv"))
    assert total(parsed, "value") == Decimal(10_005_534)
    assert len(parsed) == 8800
    won = read(csv_file(shared_data / "crm/revops/opportunities.csv"))
    statuses = won.fields["status"].values
    assert [statuses.count(word) for word in ("won", "lost", "open")] == [44, 22, 434]
    assert max(value for value in won.fields["confidence"].values if value) == Decimal(1)  # type: ignore[type-var]


def test_quotas_become_targets_for_revenue_of_reps(shared_data: Path) -> None:
    table = only_table(csv_file(shared_data / "crm/revops/quota_targets.csv"))
    proposal = propose(table)
    assert proposal.values == {"kpi": {"": "revenue"}, "scope": {"": "rep"}}
    assert [note.code for note in proposal.notes] == ["target.kpi_assumed"]
    parsed = parse_table(table, proposal)
    assert parsed.fields["period"].values[:2] == ["2023-Q1", "2023-Q2"]
    assert len(parsed) == 80


SUMS = {
    "da_blank_line_before_header": "-214.90",
    "da_danskebank_bom": "-89.95",
    "da_mixed_dates_and_decimals": "3981.64",
    "da_nordea_trailing_semicolon": "41160.60",
    "de_euro_prefix_dayfirst": "4714.81",
    "de_orders_euro_suffix_bom": "179.98",
    "nl_datum_klant_bedrag": "400",
    "nl_invoices_ddmmyyyy": "123.45",
    "nl_orders_euro_prefix_bom": "179.98",
    "sv_ica_kr_suffix": "-300",
    "sv_nordea_space_thousands": "101153.00",
    "sv_nordea_utf8": "490.00",
}


@pytest.mark.parametrize("name", SUMS)
def test_lists_of_six_countries_sum_to_the_cent(shared_data: Path, name: str) -> None:
    table = only_table(csv_file(shared_data / "locale_csv" / f"{name}.csv"))
    proposal = propose(table)
    assert proposal.kind in ("orders", "costs")
    assert proposal.questions == ()
    assert proposal.language == name[:2]
    parsed = parse_table(table, proposal)
    assert not any(column.errors for column in parsed.fields.values())
    assert total(parsed, "amount") == Decimal(SUMS[name])


def test_amounts_without_any_date_are_asked_about(shared_data: Path) -> None:
    table = only_table(csv_file(shared_data / "locale_csv" / "de_latin1_comma.csv"))
    (question,) = propose(table).questions
    assert (question.field, question.code, question.blocking) == ("date", "date.missing", True)


def test_order_lines_take_the_line_as_their_id(shared_data: Path) -> None:
    parsed = read(csv_file(shared_data / "crm/superstore/Sample - Superstore.csv"))
    assert total(parsed, "amount") == Decimal("2326534.3543")
    assert parsed.headers["external_id"] == "Row ID"


def test_files_without_headings_give_no_table(shared_data: Path) -> None:
    path = shared_data / "crm/adventureworks/SalesPersonQuotaHistory.csv"
    assert find_tables(csv_file(path)) == ()


def test_a_hundred_thousand_rows_are_all_read() -> None:
    headings = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date"
    rows = [[*headings.split(","), "close_value"]]
    rows += [
        [f"D{i}", f"Rep {i % 60}", f"P{i % 9}", f"Kunde {i % 900}", "Won", "2026-01-02",
         f"2026-02-{i % 28 + 1:02d}", f"{i}.25"]
        for i in range(100_000)
    ]  # fmt: skip
    sheet = RawSheet("deals", rows, text_only=True)
    assert len(read(sheet)) == 100_000
