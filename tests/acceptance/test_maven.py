"""Must be seen 1: the 8,800 deals of Maven Analytics, against answers counted by this file."""

from __future__ import annotations

import csv
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest

FILES = ("accounts", "products", "sales_teams", "sales_pipeline")
MAPPINGS: dict[str, dict[str, Any]] = {
    "accounts": {
        "kind": "customers",
        "sheet": "accounts",
        "header_row": 1,
        "columns": {
            "account": "customer",
            "sector": "segment",
            "office_location": "country",
            "subsidiary_of": "parent_customer",
        },
    },
    "products": {"kind": "products", "columns": {"product": "product", "sales_price": "price"}},
    "sales_teams": {
        "kind": "reps",
        "columns": {"sales_agent": "rep", "manager": "team", "regional_office": "parent_team"},
    },
    "sales_pipeline": {
        "kind": "deals",
        "dates": "iso",
        "decimal": ".",
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
        "values": {"product": {"GTXPro": "GTX Pro"}},
    },
}
Deal = Mapping[str, Any]


class Answers:
    """The deals, counted with nothing but Python."""

    def __init__(self, folder: Path, read: Callable[[Path], list[dict[str, str]]]) -> None:
        teams = {row["sales_agent"]: row for row in read(folder / "sales_teams.csv")}
        self.reps = sorted(teams)
        self.managers = sorted({row["manager"] for row in teams.values()})
        self.offices = sorted({row["regional_office"] for row in teams.values()})
        self.segments = {row["account"]: row["sector"] for row in read(folder / "accounts.csv")}
        self.deals = [
            {
                **row,
                "rep": row["sales_agent"],
                "manager": teams[row["sales_agent"]]["manager"],
                "office": teams[row["sales_agent"]]["regional_office"],
                "product": row["product"].replace("GTXPro", "GTX Pro"),
                "closed": date.fromisoformat(row["close_date"]) if row["close_date"] else None,
                "created": date.fromisoformat(row["engage_date"]) if row["engage_date"] else None,
                "value": int(row["close_value"] or 0),
            }
            for row in read(folder / "sales_pipeline.csv")
        ]

    def within(self, scope: str) -> list[Deal]:
        level, _, name = scope.partition(":")
        if level == "org":
            return list(self.deals)
        if level == "rep":
            return [deal for deal in self.deals if deal["rep"] == name]
        if level == "customer":
            return [deal for deal in self.deals if deal["account"] == name]
        return [deal for deal in self.deals if name in (deal["manager"], deal["office"])]


def won(deals: Iterable[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal["deal_stage"] == "Won"]


def lost(deals: Iterable[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal["deal_stage"] == "Lost"]


def cycles(deals: Iterable[Deal]) -> list[int]:
    return [(deal["closed"] - deal["created"]).days for deal in won(deals)]


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def figures(deals: list[Deal]) -> dict[str, float | None]:
    """Every KPI of closed deals, over these deals."""
    wins, losses = won(deals), lost(deals)
    revenue = sum(deal["value"] for deal in wins)
    days = cycles(deals)
    return {
        "revenue": revenue,
        "won_deals": len(wins),
        "avg_deal_value": share(revenue, len(wins)),
        "win_rate": share(len(wins), len(wins) + len(losses)),
        "win_rate_broad": share(len(wins), len(wins) + len(losses)),
        "sales_cycle_days": share(sum(days), len(days)),
        "sales_cycle_median_days": median(days) if days else None,
    }


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "crm" / "maven"


@pytest.fixture(scope="module")
def answers(folder: Path, csv_rows: Any) -> Answers:
    return Answers(folder, csv_rows)


@pytest.fixture(scope="module")
def maven(folder: Path, lasting_company: Any) -> Any:
    company = lasting_company("--currency", "USD")
    for name in FILES:
        company.imported(folder / f"{name}.csv")
    return company


def same(given: Any, expected: float | None) -> bool:
    return (
        given == pytest.approx(expected, rel=1e-12, abs=1e-9)
        if expected is not None
        else (given is None)
    )


def test_published_answers(maven: Any) -> None:
    assert maven.value("won_deals") == 4238
    assert maven.value("revenue") == 10005534
    assert round(maven.value("win_rate"), 4) == 0.6315
    assert round(maven.value("avg_deal_value"), 2) == 2360.91
    assert round(maven.value("sales_cycle_days"), 2) == 51.78
    assert maven.value("sales_cycle_median_days") == 57
    quarters = maven.rows("revenue", "--by", "quarter", "--period", "2017")
    assert [(row["period"], row["value"]) for row in quarters] == [
        ("2017-Q1", 1134672),
        ("2017-Q2", 3086111),
        ("2017-Q3", 2982255),
        ("2017-Q4", 2802496),
    ]
    for office, revenue in (("West", 3568647), ("Central", 3346293), ("East", 3090594)):
        assert maven.value("revenue", "--scope", f"team:{office}") == revenue
    darcel = ("--scope", "rep:Darcel Schlecht")
    assert (maven.value("revenue", *darcel), maven.value("won_deals", *darcel)) == (1153214, 349)


def test_published_counts_of_stages(maven: Any) -> None:
    stages = Counter(deal["stage"] for deal in maven.records("deals"))
    assert stages == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    statuses = Counter(deal["status"] for deal in maven.records("deals"))
    assert statuses == {"won": 4238, "lost": 2473, "open": 2089}


@pytest.mark.parametrize("key", ["revenue", "win_rate", "sales_cycle_median_days"])
def test_every_scope_over_all_time(maven: Any, answers: Answers, key: str) -> None:
    scopes = ["org", *(f"team:{name}" for name in (*answers.offices, *answers.managers))]
    scopes += [f"rep:{name}" for name in answers.reps]
    wrong = {}
    for scope in scopes:
        expected = figures(answers.within(scope))[key]
        given = maven.value(key, "--scope", scope)
        if scope.startswith("rep:") and not answers.within(scope):
            expected = given if given in (0, None) else expected
        if not same(given, expected):
            wrong[scope] = (given, expected)
    assert wrong == {}


@pytest.mark.parametrize(("group", "field"), [("rep", "rep"), ("team", "manager")])
@pytest.mark.parametrize(
    "key",
    ["revenue", "won_deals", "win_rate_broad", "win_rate", "sales_cycle_days", "avg_deal_value"],
)
@pytest.mark.parametrize("grain", ["quarter", "month"])
def test_every_rep_and_manager_in_every_quarter_and_month(
    maven: Any, answers: Answers, group: str, field: str, key: str, grain: str
) -> None:
    def label(day: date) -> str:
        if grain == "month":
            return f"{day:%Y-%m}"
        return f"{day.year}-Q{(day.month + 2) // 3}"

    cells: dict[tuple[str, str], list[Deal]] = defaultdict(list)
    for deal in answers.deals:
        if deal["closed"]:
            cells[label(deal["closed"]), deal[field]].append(deal)
    rows = maven.rows(key, "--period", "2017", "--by", f"{grain},{group}")
    given = {(row["period"], row["group"][group]): row["value"] for row in rows}
    expected = {place: figures(deals)[key] for place, deals in cells.items()}
    wrong = {
        place: (given.get(place), value)
        for place, value in expected.items()
        if value is not None and not same(given.get(place), value)
    }
    assert wrong == {}
    assert all(given[place] in (0, None) for place in given.keys() - expected.keys())


@pytest.mark.parametrize("scope", ["org", "team:West", "rep:Donn Cantrell"])
@pytest.mark.parametrize("key", ["revenue", "win_rate"])
@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
def test_time_grains_of_a_scope(
    maven: Any, answers: Answers, scope: str, key: str, grain: str
) -> None:
    def label(day: date) -> str:
        week = day.isocalendar()
        return {
            "day": day.isoformat(),
            "week": f"{week.year}-W{week.week:02}",
            "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
            "year": str(day.year),
        }[grain]

    cells: dict[str, list[Deal]] = defaultdict(list)
    for deal in answers.within(scope):
        if deal["closed"]:
            cells[label(deal["closed"])].append(deal)
    rows = maven.rows(key, "--scope", scope, "--period", "2017", "--by", grain)
    given = {row["period"]: row["value"] for row in rows}
    assert list(given) == sorted(given)
    for place, value in given.items():
        assert same(value, figures(cells[place])[key]), place
    assert set(cells) <= set(given)


@pytest.mark.parametrize(
    "group", ["rep", "team", "customer", "product", "stage", "segment", "day", "week", "month",
              "quarter", "year", "rep,product", "month,team"]
)  # fmt: skip
def test_every_group_sums_to_the_total(maven: Any, group: str) -> None:
    rows = maven.rows("revenue", "--by", group)
    assert sum(row["value"] for row in rows) == 10005534
    assert sum(row["n"] for row in rows) == 4238
    for row in rows:
        groups = [part for part in group.split(",") if part not in ("day", "week", "month")]
        if group not in ("quarter", "year"):
            assert list(row["group"]) == groups


@pytest.mark.parametrize(
    ("group", "field"), [("customer", "account"), ("product", "product"), ("segment", "segment")]
)
def test_other_groups_are_right_one_by_one(
    maven: Any, answers: Answers, group: str, field: str
) -> None:
    expected: Counter[str] = Counter()
    for deal in won(answers.deals):
        key = answers.segments.get(deal["account"]) if field == "segment" else deal[field]
        expected[key or ""] += deal["value"]
    rows = maven.rows("revenue", "--by", group)
    assert {row["group"][group] or "": row["value"] for row in rows} == expected


def test_a_customer_is_a_scope(maven: Any, answers: Answers) -> None:
    expected = figures(answers.within("customer:Kan-code"))
    for key in ("revenue", "won_deals", "win_rate", "sales_cycle_days"):
        assert same(maven.value(key, "--scope", "customer:Kan-code"), expected[key])


def test_cohorts_are_counted_by_the_day_of_creation(maven: Any, answers: Answers) -> None:
    for period in ("2016-11", "2017-Q1", "2017-06"):
        start, end = {
            "2016-11": ("2016-11-01", "2016-11-30"),
            "2017-Q1": ("2017-01-01", "2017-03-31"),
            "2017-06": ("2017-06-01", "2017-06-30"),
        }[period]
        made = [deal for deal in answers.deals if start <= deal["engage_date"] <= end]
        (row,) = maven.rows("win_rate_cohort", "--period", period)
        assert (row["numerator"], row["denominator"]) == (len(won(made)), len(made))


def test_the_product_written_differently_is_one_product(maven: Any) -> None:
    assert len(maven.records("products")) == 7
    products = Counter(deal["product"] for deal in maven.records("deals"))
    assert products["GTX Pro"] == 1480
    assert "GTXPro" not in products


def test_five_agents_without_a_deal_are_there_with_their_teams(
    maven: Any, answers: Answers
) -> None:
    reps = {line["rep"]: line for line in maven.records("reps")}
    idle = set(answers.reps) - {deal["rep"] for deal in answers.deals}
    assert len(reps) == 35
    assert len(idle) == 5
    for name in idle:
        assert reps[name]["team"] in answers.managers
        assert reps[name]["parent_team"] in answers.offices
        assert maven.value("revenue", "--scope", f"rep:{name}") in (0, None)
        assert maven.value("win_rate", "--scope", f"rep:{name}") is None


def test_deals_without_an_account_and_without_dates_are_kept(maven: Any) -> None:
    deals = maven.records("deals")
    assert sum("customer" not in deal or deal["customer"] is None for deal in deals) == 1425
    undated = [deal for deal in deals if deal["stage"] == "Prospecting"]
    assert all(deal.get("created_on") is None for deal in undated)


ORDERS = (FILES[::-1], ("sales_pipeline", "products", "accounts", "sales_teams"),
          ("products", "sales_pipeline", "sales_teams", "accounts"))  # fmt: skip


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_any_order_gives_the_same_bytes(
    maven: Any, folder: Path, new_company: Any, order: tuple[str, ...]
) -> None:
    other = new_company("--currency", "USD")
    for name in order:
        other.imported(folder / f"{name}.csv")
    assert other.dump() == maven.dump()
    assert other.command("check", "--json").document["ok"] is True


@pytest.mark.parametrize("order", [FILES[::-1]], ids=" ".join)
def test_mapping_files_give_the_same_as_none(
    maven: Any, folder: Path, new_company: Any, tmp_path: Path, order: tuple[str, ...]
) -> None:
    other = new_company("--currency", "USD")
    for name in order:
        mapping = tmp_path / f"{name}.json"
        mapping.write_text(json.dumps(MAPPINGS[name]), encoding="utf-8")
        document = other.imported(folder / f"{name}.csv", "--mapping", mapping)
        assert document["rejected"] == 0
        assert document["kind"] == MAPPINGS[name]["kind"]
        assert document["mapping"] == MAPPINGS[name]["columns"]
    assert other.dump() == maven.dump()


def test_the_same_files_again_change_nothing(maven: Any, folder: Path) -> None:
    before = maven.dump()
    for name in FILES:
        document = maven.imported(folder / f"{name}.csv")
        assert document["unchanged"] == document["read"] > 0
        assert document["new"] == document["changed"] == document["rejected"] == 0
    assert maven.dump() == before


def test_one_corrected_cell_is_one_change_and_undo_takes_it_back(
    maven: Any, folder: Path, tmp_path: Path
) -> None:
    before = maven.dump()
    text = (folder / "sales_pipeline.csv").read_text(encoding="utf-8")
    wanted = "1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054"
    assert wanted in text
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(text.replace(wanted, wanted[:-4] + "2054"), encoding="utf-8")

    dry = maven.imported(corrected, "--dry-run")
    assert (dry["new"], dry["changed"], dry["unchanged"]) == (0, 1, 8799)
    assert maven.dump() == before
    document = maven.imported(corrected)
    assert (document["new"], document["changed"], document["unchanged"]) == (0, 1, 8799)
    assert maven.value("revenue") == 10005534 + 1000
    assert maven.value("revenue", "--scope", "rep:Moses Frase", "--period", "2017-03-01") == 2054
    changed = set(maven.dump().splitlines()) ^ set(before.splitlines())
    assert len(changed) == 2
    assert maven.command("undo-import", document["batch"], "--json").status == 0
    assert maven.dump() == before
    assert maven.value("revenue") == 10005534


def test_undoing_every_import_leaves_an_empty_company(folder: Path, new_company: Any) -> None:
    company = new_company("--currency", "USD")
    empty = company.dump()
    for name in FILES:
        company.imported(folder / f"{name}.csv")
    for _ in FILES:
        assert company.command("undo-import").status == 0
    assert company.dump() == empty
    assert company.command("check").status == 0


def test_undoing_the_teams_keeps_the_deals(folder: Path, new_company: Any) -> None:
    company = new_company("--currency", "USD")
    company.imported(folder / "sales_pipeline.csv")
    before = company.dump()
    batch = company.imported(folder / "sales_teams.csv")["batch"]
    assert company.value("revenue", "--scope", "team:West") == 3568647
    assert company.command("undo-import", batch).status == 0
    assert company.dump() == before
    assert company.value("revenue") == 10005534


def test_sorted_and_reordered_columns_are_the_same_facts(
    maven: Any, folder: Path, csv_rows: Any, tmp_path: Path
) -> None:
    rows = csv_rows(folder / "sales_pipeline.csv")
    columns = list(reversed(rows[0]))
    shuffled = tmp_path / "sorted.csv"
    with shuffled.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["close_value"]))
    document = maven.imported(shuffled)
    assert (document["new"], document["changed"], document["unchanged"]) == (0, 0, 8800)


def test_a_part_of_the_file_first_and_the_whole_later(
    maven: Any, folder: Path, new_company: Any, tmp_path: Path
) -> None:
    text = (folder / "sales_pipeline.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    part = tmp_path / "part.csv"
    part.write_text("".join(itertools.islice(text, 3001)), encoding="utf-8")
    company = new_company("--currency", "USD")
    assert company.imported(part)["new"] == 3000
    document = company.imported(folder / "sales_pipeline.csv")
    assert (document["new"], document["changed"], document["unchanged"]) == (5800, 0, 3000)
    assert company.value("revenue") == 10005534
