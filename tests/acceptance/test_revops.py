"""Must be seen 2: activities, deals, stage history and quotas, counted again by this file."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

FILES = ("accounts", "opportunities", "opp_stage_history", "activities", "quota_targets")
Rows = list[dict[str, str]]


def quarter(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.year}-Q{(day.month + 2) // 3}"


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "crm" / "revops"


@pytest.fixture(scope="module")
def read(folder: Path, csv_rows: Any) -> Callable[[str], Rows]:
    return lambda name: csv_rows(folder / f"{name}.csv")


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    return {}


@pytest.fixture(scope="module")
def revops(folder: Path, lasting_company: Any, documents: dict[str, Any]) -> Any:
    company = lasting_company("--currency", "USD")
    for name in FILES:
        documents[name] = company.imported(folder / f"{name}.csv")
    return company


def test_every_row_arrives(revops: Any, documents: dict[str, Any]) -> None:
    read = {name: (document["kind"], document["new"]) for name, document in documents.items()}
    assert read == {
        "accounts": ("customers", 100),
        "opportunities": ("deals", 500),
        "opp_stage_history": ("stage_history", 1280),
        "activities": ("activities", 4067),
        "quota_targets": ("targets", 80),
    }
    assert documents["activities"]["rejected"] == 0
    kinds = Counter()
    for kind in ("customers", "deals", "stage_history", "activities", "targets", "reps"):
        kinds[kind] = len(revops.records(kind))
    assert kinds == {
        "customers": 100,
        "deals": 500,
        "stage_history": 1280,
        "activities": 4067,
        "targets": 80,
        "reps": 10,
    }


@pytest.mark.parametrize(("key", "word"), [("calls", "Call"), ("emails", "Email")])
def test_activities_by_rep_and_quarter(revops: Any, read: Any, key: str, word: str) -> None:
    rows = [row for row in read("activities") if row["activity_type"] == word]
    assert rows, {row["activity_type"] for row in read("activities")}
    assert revops.value(key) == len(rows)
    by_rep = Counter(row["owner"] for row in rows)
    given = revops.rows(key, "--by", "rep")
    assert {row["group"]["rep"]: row["value"] for row in given} == by_rep
    cells = Counter((row["owner"], quarter(row["activity_date"])) for row in rows)
    for rep in by_rep:
        given = revops.rows(key, "--by", "quarter", "--scope", f"rep:{rep}")
        counted = {row["period"]: row["value"] for row in given if row["value"]}
        assert counted == {place[1]: count for place, count in cells.items() if place[0] == rep}


def test_meetings_are_activities_too(revops: Any, read: Any) -> None:
    meetings = [row for row in read("activities") if row["activity_type"] == "Meeting"]
    kept = [row for row in revops.records("activities") if row["type"] == "meeting"]
    assert len(kept) == len(meetings)
    assert Counter(row["rep"] for row in kept) == Counter(row["owner"] for row in meetings)


def test_deals_won_lost_and_open(revops: Any, read: Any) -> None:
    deals = {deal["deal"]: deal for deal in revops.records("deals")}
    source = {row["opp_id"]: row for row in read("opportunities")}
    assert Counter(deal["status"] for deal in deals.values()) == {
        "won": 44,
        "lost": 22,
        "open": 434,
    }
    for key, row in source.items():
        deal = deals[key]
        closed = row["is_closed"] == "True"
        assert deal.get("closed_on") == (row["close_date"] if closed else None)
        if not closed:
            assert deal["expected_close_on"] == row["close_date"]
        assert Decimal(deal["value"]) == Decimal(row["amount"])
        assert Decimal(deal["confidence"]) * 100 == Decimal(row["probability"])
        assert deal["created_on"] == row["created_date"]
        assert deal["source"] == row["lead_source"]


def test_results_by_rep(revops: Any, read: Any) -> None:
    won: dict[str, list[Decimal]] = defaultdict(list)
    lost: Counter[str] = Counter()
    for row in read("opportunities"):
        if row["is_won"] == "True":
            won[row["owner"]].append(Decimal(row["amount"]))
        elif row["is_closed"] == "True":
            lost[row["owner"]] += 1
    assert revops.value("won_deals") == 44
    assert revops.value("revenue") == pytest.approx(
        float(sum(sum(values) for values in won.values())), abs=1e-9
    )
    for rep in {row["owner"] for row in read("opportunities")}:
        scope = ("--scope", f"rep:{rep}")
        assert revops.value("revenue", *scope) == pytest.approx(float(sum(won[rep])), abs=1e-9)
        (rate,) = revops.rows("win_rate", *scope)
        assert rate["numerator"] == len(won[rep])
        assert rate["denominator"] == len(won[rep]) + lost[rep]
        assert rate["n"] == rate["denominator"]


@pytest.mark.parametrize("period", ["2026", "2026-Q2", "2026-05"])
def test_weighted_pipeline(revops: Any, read: Any, period: str) -> None:
    start, end = {
        "2026": ("2026-01-01", "2026-12-31"),
        "2026-Q2": ("2026-04-01", "2026-06-30"),
        "2026-05": ("2026-05-01", "2026-05-31"),
    }[period]
    (row,) = revops.rows("weighted_pipeline", "--period", period, "--as-of", "2026-01-01")
    pipeline = [
        Decimal(deal["amount"]) * Decimal(deal["probability"]) / 100
        for deal in read("opportunities")
        if deal["is_closed"] == "False" and start <= deal["close_date"] <= end
    ]
    assert row["value"] == pytest.approx(float(sum(pipeline)), abs=1e-6)
    assert row["n"] == len(pipeline)


def test_open_deals_past_their_date_are_left_out(revops: Any, read: Any) -> None:
    day = "2026-05-10"
    (row,) = revops.rows("weighted_pipeline", "--period", "2026", "--as-of", day)
    ahead = [
        Decimal(deal["amount"]) * Decimal(deal["probability"]) / 100
        for deal in read("opportunities")
        if deal["is_closed"] == "False" and day <= deal["close_date"]
    ]
    assert row["value"] == pytest.approx(float(sum(ahead)), abs=1e-6)


def test_stage_history_keeps_its_days(revops: Any, read: Any) -> None:
    kept = Counter(
        (row["deal"], row["stage"], row["entered_on"]) for row in revops.records("stage_history")
    )
    assert kept == Counter(
        (row["opp_id"], row["stage"], row["changed_date"]) for row in read("opp_stage_history")
    )


def test_quotas_are_targets_to_the_cent(revops: Any, read: Any, documents: Any) -> None:
    rows = read("quota_targets")
    kept = {
        (line["scope_name"], line["period"]): Decimal(line["value"])
        for line in revops.records("targets")
    }
    assert kept == {(row["rep_name"], row["quarter"]): Decimal(row["quota_amount"]) for row in rows}
    total = sum(Decimal(row["quota_amount"]) for row in rows)
    assert Decimal(str(documents["quota_targets"]["totals"]["value"])) == total
    assert {line["kpi"] for line in revops.records("targets")} == {"revenue"}
    assert {line["scope"] for line in revops.records("targets")} == {"rep"}


def test_attainment_of_every_rep_in_every_quarter(revops: Any, read: Any) -> None:
    won: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in read("opportunities"):
        if row["is_won"] == "True":
            won[row["owner"], quarter(row["close_date"])] += Decimal(row["amount"])
    quotas = {
        (row["rep_name"], row["quarter"]): Decimal(row["quota_amount"])
        for row in read("quota_targets")
    }
    for rep in {rep for rep, _ in quotas}:
        rows = revops.rows(
            "revenue", "--scope", f"rep:{rep}", "--by", "quarter",
            "--period", "2023-01-01..2024-12-31",
        )  # fmt: skip
        assert len(rows) == 8
        for row in rows:
            quota = quotas[rep, row["period"]]
            assert Decimal(str(row["target"])) == quota
            expected = float(won[rep, row["period"]] / quota)
            assert row["attainment"] == pytest.approx(expected, rel=1e-12)
            assert row["expected"] == pytest.approx(float(quota), rel=1e-12)


def test_attainment_of_the_organisation_is_the_ratio_of_sums(revops: Any, read: Any) -> None:
    for name in ("2023-Q1", "2024-Q3", "2024-Q4"):
        (row,) = revops.rows("attainment", "--period", name)
        quota = sum(
            Decimal(item["quota_amount"]) for item in read("quota_targets")
            if item["quarter"] == name
        )  # fmt: skip
        won = sum(
            Decimal(item["amount"])
            for item in read("opportunities")
            if item["is_won"] == "True" and quarter(item["close_date"]) == name
        )
        assert row["value"] == pytest.approx(float(won / quota), rel=1e-12)
        assert row["denominator"] == pytest.approx(float(quota))


@pytest.mark.parametrize("name", ["2023-Q1", "2024-Q4"])
@pytest.mark.parametrize("key", ["revenue", "attainment"])
def test_reps_with_a_quota_and_no_deal_are_not_left_out(revops: Any, name: str, key: str) -> None:
    rows = revops.rows(key, "--period", name, "--by", "rep")
    assert len(rows) == 10
    assert all(row["value"] is not None for row in rows)


def test_share_of_reps_at_quota(revops: Any) -> None:
    (row,) = revops.rows("quota_attainment_share", "--period", "2024-Q4")
    assert row["denominator"] == 10
    assert row["value"] == row["numerator"] / 10


@pytest.mark.parametrize(
    "order",
    [FILES[::-1], ("activities", "quota_targets", "opp_stage_history", "accounts",
                   "opportunities")],
    ids=" ".join,
)  # fmt: skip
def test_any_order_gives_the_same_bytes(
    revops: Any, folder: Path, new_company: Any, order: tuple[str, ...]
) -> None:
    other = new_company("--currency", "USD")
    for name in order:
        other.imported(folder / f"{name}.csv")
    assert other.dump() == revops.dump()
    assert other.command("check").status == 0


def test_the_same_files_again_change_nothing(revops: Any, folder: Path) -> None:
    before = revops.dump()
    for name in FILES:
        document = revops.imported(folder / f"{name}.csv")
        assert document["unchanged"] == document["read"]
    assert revops.dump() == before


def test_corrected_quota_is_one_change(revops: Any, folder: Path, tmp_path: Path) -> None:
    before = revops.dump()
    text = (folder / "quota_targets.csv").read_text(encoding="utf-8")
    corrected = tmp_path / "quota_targets.csv"
    corrected.write_text(text.replace("315437.0", "315438.5"), encoding="utf-8")
    document = revops.imported(corrected)
    assert (document["new"], document["changed"], document["unchanged"]) == (0, 1, 79)
    assert revops.rows("revenue", "--scope", "rep:Alice Johnson", "--period", "2023-Q1")[0][
        "target"
    ] == pytest.approx(315438.5)
    assert revops.command("undo-import").status == 0
    assert revops.dump() == before


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_report_counts_what_the_command_line_counts(
    revops: Any, tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    """Its formulas, recalculated by LibreOffice, for each month and each rep of 2024."""
    from openpyxl import load_workbook

    book = tmp_path / "report.xlsx"
    revops.command("export", book, "--what", "report", "--period", "2024", "--json")
    recalculated = load_workbook(office(book, "xlsx"), data_only=True)
    keys = {
        "Revenue, USD": "revenue",
        "Won deals": "won_deals",
        "Win rate": "win_rate",
        "Sales cycle": "sales_cycle_days",
        "Calls": "calls",
        "Emails": "emails",
    }
    for title, grain in (("Months", "month"), ("Reps", "rep")):
        lines = list(recalculated[title].iter_rows(values_only=True))
        head = next(line for line in lines if line[0] == title)
        body = {line[0]: dict(zip(head, line, strict=True)) for line in lines[lines.index(head) :]}
        for column in keys.keys() & set(head):
            rows = revops.rows(keys[column], "--period", "2024", "--by", grain)
            for row in rows:
                name = row["period"] if grain == "month" else row["group"]["rep"]
                given, counted = body[name][column] or 0, row["value"] or 0
                assert given == pytest.approx(counted, rel=1e-9), (title, name, column)
        assert {"Revenue, USD", "Won deals", "Win rate"} <= set(head)
