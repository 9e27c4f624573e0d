"""The shapes of the documents that other programs read, to the letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DEALS = [
    ["Deal", "Rep", "Customer", "Status", "Created on", "Closed on", "Value"],
    ["D1", "Kari Nygård", "Nord AS", "Won", "2026-03-02", "2026-03-20", "1000"],
    ["D2", "Kari Nygård", "Sør AS", "Lost", "2026-03-03", "2026-03-23", "2000"],
    ["D3", "Ola Li", "Nord AS", "Won", "2026-03-04", "2026-04-01", "500.50"],
    ["D4", "Ola Li", "Nord AS", "Cancelled", "2026-03-04", "2026-04-02", "7"],
]
IMPORT_KEYS = {
    "batch", "kind", "sheet", "header_row", "mapping", "read", "new", "changed", "unchanged",
    "rejected", "created", "totals", "issues",
}  # fmt: skip
ROW_KEYS = {
    "period", "group", "value", "numerator", "denominator", "n", "target", "attainment",
    "expected", "pace", "status",
}  # fmt: skip


@pytest.fixture
def deals(write_csv: Callable[..., Path]) -> Path:
    return write_csv("deals.csv", DEALS)


@pytest.fixture(scope="module")
def company(lasting_company: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The four deals; no test of this module changes them."""
    made = lasting_company("--currency", "NOK")
    source = tmp_path_factory.mktemp("deals") / "deals.csv"
    source.write_text("\n".join(",".join(line) for line in DEALS), encoding="utf-8")
    made.imported(source)
    return made


def test_import_document(new_company: Any, deals: Path) -> None:
    document = new_company().imported(deals)
    assert set(document) >= IMPORT_KEYS
    assert document["kind"] == "deals"
    assert document["header_row"] == 1
    assert document["mapping"] == {
        "Deal": "deal",
        "Rep": "rep",
        "Customer": "customer",
        "Status": "status",
        "Created on": "created_on",
        "Closed on": "closed_on",
        "Value": "value",
    }
    counts = [document[key] for key in ("read", "new", "changed", "unchanged", "rejected")]
    assert counts == [4, 4, 0, 0, 0]
    assert sorted(document["created"]["reps"]) == ["Kari Nygård", "Ola Li"]
    assert document["totals"] == {"value": 3507.5}
    assert document["issues"] == []


def test_a_workbook_of_several_tables_gives_one_document_each(
    new_company: Any, write_book: Callable[..., Path]
) -> None:
    book = write_book(
        "all.xlsx",
        {
            "Deals": DEALS,
            "Reps": [["Rep", "Team"], ["Kari Nygård", "North"], ["Ola Li", "South"]],
            "Notes": [["Do not forget"], ["to call"]],
        },
    )
    company = new_company()
    document = company.imported(book)
    tables = {table["kind"]: table for table in document["tables"] if table["kind"]}
    assert set(tables) == {"deals", "reps"}
    for table in tables.values():
        assert set(table) >= IMPORT_KEYS
        parts = ("new", "changed", "unchanged", "rejected")
        assert table["read"] == sum(table[key] for key in parts)
    assert company.value("revenue", "--scope", "team:North") == 1000


def test_rejected_rows_are_counted_and_named(
    new_company: Any, write_csv: Callable[..., Path]
) -> None:
    broken = write_csv("deals.csv", [*DEALS, ["D5", "Ola Li", "", "Won", "2026-03-04", "32.13.26",
                                              "1"]])  # fmt: skip
    company = new_company()
    plan = company.imported(broken, "--dry-run")
    assert (plan["read"], plan["new"], plan["rejected"]) == (5, 4, 1)
    (issue,) = plan["issues"]
    assert set(issue) >= {"row", "column", "code", "message"}
    assert (issue["row"], issue["column"]) == (6, "Closed on")


def test_kpi_document(company: Any) -> None:
    document = company.command("kpi", "win_rate", "--period", "2026-03", "--json").document
    assert list(document) == ["kpi", "unit", "currency", "definition", "scope", "as_of", "rows"]
    assert (document["kpi"], document["unit"], document["currency"]) == (
        "win_rate",
        "percent",
        "NOK",
    )
    assert (document["scope"], document["as_of"]) == ("org", "2026-04-02")
    (row,) = document["rows"]
    assert set(row) == ROW_KEYS
    assert row["period"] == "2026-03"
    assert row["group"] == {}
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (0.5, 1, 2, 2)
    assert row["target"] is row["attainment"] is row["expected"] is row["pace"] is None


def test_scope_and_group_are_named_as_they_were_asked_for(company: Any) -> None:
    document = company.command(
        "kpi", "revenue", "--scope", "rep:Kari Nygård", "--by", "customer", "--json"
    ).document
    assert document["scope"] == "rep:Kari Nygård"
    assert [row["group"] for row in document["rows"]] == [{"customer": "Nord AS"}]


def test_cancelled_counts_in_the_broad_rate_only(company: Any) -> None:
    (narrow,) = company.rows("win_rate")
    (broad,) = company.rows("win_rate_broad")
    assert (narrow["numerator"], narrow["denominator"]) == (2, 3)
    assert (broad["numerator"], broad["denominator"]) == (2, 4)


def test_no_denominator_is_no_value(company: Any) -> None:
    (row,) = company.rows("win_rate", "--scope", "customer:Sør AS", "--period", "2026-04")
    assert row["value"] is None


@pytest.mark.parametrize("order", ["rep,month", "month,rep"])
def test_two_groups(company: Any, order: str) -> None:
    rows = company.rows("revenue", "--by", order, "--period", "2026-03-01..2026-04-30")
    values = {(row["period"], row["group"]["rep"]): row["value"] for row in rows if row["value"]}
    assert values == {("2026-03", "Kari Nygård"): 1000, ("2026-04", "Ola Li"): 500.5}


def test_every_line_of_the_dump_is_a_record_without_internal_numbers(company: Any) -> None:
    for line in company.dump().splitlines():
        record = json.loads(line)
        assert next(iter(record)) == "kind"
        assert not {"id", "batch", "rep_id", "imported_at"} & set(record)
    deals = company.records("deals")
    assert [deal["deal"] for deal in deals] == ["D1", "D2", "D3", "D4"]
    assert deals[2]["value"] == "500.5"
    assert (deals[2]["created_on"], deals[2]["closed_on"]) == ("2026-03-04", "2026-04-01")


def test_dump_with_everything_adds_batches_and_the_audit_trail(company: Any) -> None:
    plain = company.command("dump").out.splitlines()
    everything = company.command("dump", "--all").out.splitlines()
    assert set(plain) <= set(everything)
    kinds = {json.loads(line)["kind"] for line in set(everything) - set(plain)}
    assert len(kinds) >= 2


def test_a_mapping_file_may_leave_out_every_part(
    new_company: Any, deals: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text("{}", encoding="utf-8")
    assert new_company().imported(deals, "--mapping", mapping)["new"] == 4


def test_a_mapping_file_names_odd_headings(
    new_company: Any, write_csv: Callable[..., Path], tmp_path: Path
) -> None:
    odd = write_csv(
        "odd.csv",
        [
            ["Alpha", "Beta", "Gamma", "Delta", "Eps"],
            ["x1", "Kari", "JA", "03/04/2026", "1.355"],
            ["x2", "Kari", "NEI", "05/04/2026", "2.000"],
        ],
    )
    mapping = tmp_path / "mapping.json"
    mapping.write_text(
        json.dumps(
            {
                "kind": "deals",
                "columns": {
                    "Alpha": "deal", "Beta": "rep", "Gamma": "status", "Delta": "closed_on",
                    "Eps": "value",
                },
                "dates": "dmy",
                "decimal": ",",
                "values": {"status": {"JA": "won", "NEI": "lost"}},
            }
        ),
        encoding="utf-8",
    )  # fmt: skip
    company = new_company()
    assert company.imported(odd, "--mapping", mapping)["new"] == 2
    assert company.value("revenue", "--period", "2026-04") == 1355
    assert company.value("win_rate", "--period", "2026-04") == 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "JSON"), ("[]", ""), ('{"kind": "horses"}', "horses"), ('{"dates": "ymd"}', "ymd")],
)
def test_a_faulty_mapping_file_is_refused(
    new_company: Any, deals: Path, tmp_path: Path, text: str, words: str
) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(text, encoding="utf-8")
    error = new_company().refused(deals, "--mapping", mapping)
    assert words in error["message"]
    assert "mapping.json" in json.dumps(error)


def test_inspect_document(command: Any, deals: Path) -> None:
    document = command("inspect", deals, "--json").document
    (table,) = document.get("tables", [document])
    assert table["kind"] == "deals"
    assert table["header_row"] == 1
    assert table["mapping"]["Closed on"] == "closed_on"
    assert table["questions"] == []


def test_kpis_lists_the_catalogue_of_this_version(company: Any) -> None:
    document = company.command("kpis", "--json").document
    listed = {item.get("key", item.get("kpi")) for item in document["kpis"]}
    assert listed >= {
        "revenue", "won_deals", "avg_deal_value", "win_rate", "win_rate_broad",
        "win_rate_cohort", "sales_cycle_days", "sales_cycle_median_days", "sales_velocity",
        "weighted_pipeline", "attainment", "quota_attainment_share", "calls", "emails",
        "meetings_booked", "meetings_held", "show_rate", "quotes_sent",
    }  # fmt: skip


def test_an_unknown_kind_is_refused_by_name(company: Any, deals: Path) -> None:
    before = company.dump()
    outcome = company.command("import", deals, "--kind", "horses", "--json")
    assert outcome.status in (2, 3)
    assert "horses" in outcome.error["message"]
    assert company.dump() == before


def test_an_unknown_sheet_is_refused_by_name(company: Any, deals: Path) -> None:
    error = company.refused(deals, "--sheet", "Missing")
    assert "Missing" in error["message"] or error["where"].get("sheet") == "Missing"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("kpi", "{file}", "revenue", "--by", "moon"), 2),
        (("kpi", "{file}", "revenue", "--period", "2026-Q5"), 2),
        (("kpi", "{file}", "revenue", "--period", "2026-W54"), 2),
        (("kpi", "{file}", "revenue", "--period", "2025-W53"), 2),
        (("kpi", "{file}", "revenue", "--period", "2026-02-30"), 2),
        (("kpi", "{file}", "revenue", "--period", "2026-04-15..2026-03-01"), 2),
        (("kpi", "{file}", "no_such"), 2),
        (("kpi", "{file}", "revenue", "--scope", "team:Nobody"), 3),
        (("kpi", "{file}"), 2),
        (("import", "{file}"), 2),
        (("new", "{file}"), 4),
        (("new", "{file}2", "--fiscal-start", "13"), 2),
        (("new", "{file}3", "--currency", "KRONER"), 2),
        (("undo-import", "{file}", "99"), 2),
        (("target", "set", "{file}", "no_such", "1", "--period", "2026"), 2),
        (("target", "set", "{file}", "revenue", "1", "--period", "2026", "--scope", "rep:X"), 3),
        (("frobnicate", "{file}"), 2),
    ],
)
def test_exit_status_of_faults(
    command: Any, company: Any, arguments: tuple[str, ...], status: int
) -> None:
    before = company.dump()
    outcome = command(*(part.replace("{file}", str(company.path)) for part in arguments), "--json")
    assert outcome.status == status, outcome
    assert outcome.error["code"]
    assert outcome.error["message"][-1] in ".?)!"
    assert company.dump() == before
