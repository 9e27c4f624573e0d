"""Periods of every shape, and targets at every grain and scope, through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEADS = ["Deal", "Rep", "Customer", "Status", "Created on", "Closed on", "Value"]
DAYS = [
    ("2025-12-28", 1), ("2025-12-29", 2), ("2026-01-01", 4), ("2026-01-04", 8),
    ("2026-01-05", 16), ("2026-03-31", 32), ("2026-04-01", 64), ("2026-06-30", 128),
    ("2026-07-01", 256), ("2026-12-27", 512), ("2026-12-28", 1024), ("2026-12-31", 2048),
    ("2027-01-01", 4096), ("2027-01-03", 8192), ("2027-01-04", 16384), ("2027-06-30", 32768),
]  # fmt: skip


def deal(
    number: int, day: str, value: object, rep: str = "Kari", customer: str = "Nord"
) -> list[Any]:
    return [f"D{number:03}", rep, customer, "Won", "2025-12-01", day, str(value)]


@pytest.fixture(scope="module")
def calendar_company(lasting_company: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One deal on each day around the seams of years, quarters and ISO weeks."""
    company = lasting_company()
    source = tmp_path_factory.mktemp("seams") / "deals.csv"
    lines = [HEADS, *(deal(place, day, value) for place, (day, value) in enumerate(DAYS))]
    source.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    company.imported(source)
    return company


def between(first: str, last: str) -> int:
    return sum(value for day, value in DAYS if first <= day <= last)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("FY2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-06", "2026-06-01", "2026-06-30"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2027-W01", "2027-01-04", "2027-01-10"),
        ("2026-12-31", "2026-12-31", "2026-12-31"),
        ("2026-12-31..2027-01-01", "2026-12-31", "2027-01-01"),
        ("2025-12-29..2027-06-30", "2025-12-29", "2027-06-30"),
    ],
)
def test_periods_of_every_shape(calendar_company: Any, period: str, first: str, last: str) -> None:
    (row,) = calendar_company.rows("revenue", "--period", period)
    assert row["period"] == period.removeprefix("FY")
    assert row["value"] == between(first, last)


def test_weeks_are_keyed_by_their_iso_year(calendar_company: Any) -> None:
    rows = calendar_company.rows("revenue", "--by", "week")
    values = {row["period"]: row["value"] for row in rows}
    assert values["2025-W52"] == 1
    assert values["2026-W01"] == 2 + 4 + 8
    assert values["2026-W53"] == 1024 + 2048 + 4096 + 8192
    assert values["2027-W01"] == 16384
    assert sum(value or 0 for value in values.values()) == between("2025-01-01", "2027-12-31")
    assert list(values) == sorted(values)


def test_a_week_cut_by_the_period_counts_its_days_inside_only(calendar_company: Any) -> None:
    rows = calendar_company.rows("revenue", "--by", "week", "--period", "2026")
    assert sum(row["value"] or 0 for row in rows) == between("2026-01-01", "2026-12-31")


def test_fiscal_years_from_july(new_company: Any, write_csv: Callable[..., Path]) -> None:
    company = new_company("--fiscal-start", 7)
    lines = [HEADS, *(deal(place, day, value) for place, (day, value) in enumerate(DAYS))]
    company.imported(write_csv("deals.csv", lines))
    assert company.value("revenue", "--period", "FY2026") == between("2025-07-01", "2026-06-30")
    assert company.value("revenue", "--period", "FY2027") == between("2026-07-01", "2027-06-30")
    assert company.value("revenue", "--period", "2026-Q2") == between("2025-10-01", "2025-12-31")
    assert company.value("revenue", "--period", "2026-Q3") == between("2026-01-01", "2026-03-31")
    assert company.value("revenue", "--period", "2026-06") == 128
    years = company.rows("revenue", "--by", "year")
    assert {row["period"]: row["value"] for row in years} == {
        "FY2026": between("2025-07-01", "2026-06-30"),
        "FY2027": between("2026-07-01", "2027-06-30"),
    }


@pytest.fixture(scope="module")
def first_april(lasting_company: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Worked answer 8: Norway, April 2026, 120 000 won by the seventh."""
    company = lasting_company("--country", "NO", "--currency", "NOK")
    rows = [
        deal(1, "2026-04-01", "70000"),
        deal(2, "2026-04-07", "50000"),
        deal(3, "2026-04-28", "30000"),
    ]
    source = tmp_path_factory.mktemp("april") / "deals.csv"
    source.write_text("\n".join(",".join(line) for line in [HEADS, *rows]), encoding="utf-8")
    company.imported(source)
    return company


@pytest.fixture
def april(first_april: Any, copy_of: Callable[[Any], Any]) -> Any:
    return copy_of(first_april)


def set_target(company: Any, key: str, value: object, period: str, *options: object) -> Any:
    return company.target("set", key, value, "--period", period, *options)


def test_worked_answer_8(april: Any) -> None:
    assert set_target(april, "revenue", 1000000, "2026-04").status == 0
    (row,) = april.rows("revenue", "--period", "2026-04", "--as-of", "2026-04-07")
    assert row["value"] == 120000
    assert row["target"] == 1000000
    assert round(row["expected"], 2) == 105263.16
    assert row["pace"] == pytest.approx(1.14, abs=1e-7)
    assert row["attainment"] == 0.12
    assert row["status"] == "on_track"


def test_pace_is_measured_to_the_day_that_the_data_reaches(april: Any) -> None:
    set_target(april, "revenue", 190000, "2026-04")
    (row,) = april.rows("revenue", "--period", "2026-04")
    assert row["expected"] == pytest.approx(190000 * 17 / 19, abs=0.01)
    document = april.command("kpi", "revenue", "--json").document
    assert document["as_of"] == "2026-04-28"


@pytest.mark.parametrize(
    ("actual", "status"), [("190000", "on_track"), ("171000", "watch"), ("170999", "behind")]
)
def test_bands_of_status(
    new_company: Any, write_csv: Callable[..., Path], actual: str, status: str
) -> None:
    company = new_company("--country", "NO")
    company.imported(write_csv("d.csv", [HEADS, deal(1, "2026-04-30", actual)]))
    set_target(company, "revenue", 190000, "2026-04")
    assert company.rows("revenue", "--period", "2026-04")[0]["status"] == status


def test_a_target_spread_over_days_adds_up_to_the_last_oere(april: Any) -> None:
    set_target(april, "revenue", "1000000.01", "2026-04")
    rows = april.rows("revenue", "--period", "2026-04", "--by", "day", "--as-of", "2026-04-30")
    hundredths = [round((row["target"] or 0) * 100) for row in rows]
    assert sum(hundredths) == 100000001
    free = {"2026-04-02", "2026-04-03", "2026-04-06", "2026-04-04", "2026-04-12"}
    assert all(not row["target"] for row in rows if row["period"] in free)
    assert {value for value in hundredths if value} <= {5263157, 5263158}


@pytest.mark.parametrize(
    ("period", "scope"),
    [
        ("2026-04-07", "rep:Kari"),
        ("2026-W15", "team:North"),
        ("2026-04", "org"),
        ("2026-04", "rep:Kari"),
        ("2026-04", "customer:Nord"),
        ("2026-Q2", "team:North"),
        ("FY2026", "customer:Nord"),
        ("2026-04-03..2026-04-20", "rep:Kari"),
    ],
)
def test_targets_at_every_grain_and_scope(
    april: Any, write_csv: Callable[..., Path], period: str, scope: str
) -> None:
    april.imported(write_csv("reps.csv", [["Rep", "Team"], ["Kari", "North"]]))
    before = april.dump()
    assert set_target(april, "revenue", "60000", period, "--scope", scope).status == 0
    (row,) = april.rows("revenue", "--scope", scope, "--period", period)
    assert row["target"] == 60000
    assert row["attainment"] == pytest.approx(row["value"] / 60000)
    (line,) = april.records("targets")
    expected = {
        "kind": "targets",
        "kpi": "revenue",
        "period": period.removeprefix("FY"),
        "value": "60000",
    }
    assert expected.items() <= line.items()
    level, _, name = scope.partition(":")
    assert (line["scope"], line.get("scope_name") or "") == (level, name)
    assert april.target("remove", "revenue", "--period", period, "--scope", scope).status == 0
    assert april.dump() == before


@pytest.mark.parametrize(
    "scope",
    [
        ["org", ""],
        ["team", "North"],
        ["rep", "Kari"],
        ["customer", "Nord"],
    ],
    ids=str,
)
@pytest.mark.parametrize("period", ["2026-W15", "2026-04-03..2026-04-20"])
def test_imported_targets_are_those_that_were_set(
    april: Any, write_csv: Callable[..., Path], scope: list[str], period: str
) -> None:
    april.imported(write_csv("reps.csv", [["Rep", "Team"], ["Kari", "North"]]))
    rows = [["KPI", "Scope", "Name", "Period", "Value"], ["revenue", *scope, period, "60000"]]
    april.imported(write_csv("targets.csv", rows))
    given = april.dump()
    assert april.command("undo-import").status == 0
    set_target(april, "revenue", "60000", period, "--scope", ":".join(scope).rstrip(":"))
    assert april.dump() == given


def test_month_targets_make_the_quarter_and_the_year(april: Any) -> None:
    for month, value in ((4, "100.10"), (5, "200.20"), (6, "300.30")):
        set_target(april, "revenue", value, f"2026-{month:02}")
    (quarter,) = april.rows("revenue", "--period", "2026-Q2")
    assert quarter["target"] == pytest.approx(600.6)
    months = april.rows("revenue", "--period", "2026-Q2", "--by", "month")
    assert [row["target"] for row in months] == [100.1, 200.2, 300.3]


def test_a_quarter_target_is_phased_over_its_months_by_working_days(april: Any) -> None:
    set_target(april, "revenue", "5900", "2026-Q2")
    months = april.rows("revenue", "--period", "2026-Q2", "--by", "month")
    assert [row["target"] for row in months] == [1900, 1800, 2200]
    weeks = april.rows("revenue", "--period", "2026-W15", "--by", "week")
    assert [row["target"] for row in weeks] == [400]


def test_ratio_targets_never_sum(april: Any) -> None:
    for month in (4, 5, 6):
        assert set_target(april, "win_rate", "0.5", f"2026-{month:02}").status == 0
    (row,) = april.rows("win_rate", "--period", "2026-04")
    assert row["target"] == 0.5
    assert row["attainment"] == 2
    (quarter,) = april.rows("win_rate", "--period", "2026-Q2")
    assert quarter["target"] in (None, 0.5)


def test_a_share_may_be_given_in_per_cent(april: Any) -> None:
    set_target(april, "win_rate", "62%", "2026-04")
    assert april.rows("win_rate", "--period", "2026-04")[0]["target"] == 0.62


def test_lower_is_better_for_days(new_company: Any, write_csv: Callable[..., Path]) -> None:
    company = new_company()
    company.imported(write_csv("d.csv", [HEADS, *(deal(i, "2026-04-10", 5) for i in range(12))]))
    for target, status in (("200", "on_track"), ("125", "watch"), ("100", "behind")):
        set_target(company, "sales_cycle_days", target, "2026-04")
        (row,) = company.rows("sales_cycle_days", "--period", "2026-04")
        assert (row["value"], row["status"]) == (130, status)


def test_an_attainment_above_hundred_is_not_capped(april: Any) -> None:
    set_target(april, "revenue", "100000", "2026-04")
    (row,) = april.rows("attainment", "--period", "2026-04")
    assert (row["value"], row["numerator"], row["denominator"]) == (1.5, 150000, 100000)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ("2026-04-01..2026-04-20", "2026-04-15..2026-05-20", True),
        ("2026-04-01..2026-04-20", "2026-04-20..2026-04-20", None),
        ("2026-04-01..2026-04-20", "2026-04-21..2026-05-20", False),
        ("2026-04", "2026-05", False),
        ("2026-04", "2026-Q2", False),
        ("2026", "2026-04", False),
    ],
)
def test_overlaps_of_the_same_grain_are_refused_with_both_named(
    april: Any, first: str, second: str, refused: bool | None
) -> None:
    assert set_target(april, "revenue", "10", first).status == 0
    before = april.dump()
    outcome = set_target(april, "revenue", "10", second)
    if refused is None:
        return
    assert outcome.status == (3 if refused else 0), outcome
    if refused:
        assert outcome.error["code"] == "target.overlap"
        assert first in outcome.error["message"]
        assert second in outcome.error["message"]
        assert april.dump() == before


def test_setting_a_target_again_replaces_it(april: Any) -> None:
    set_target(april, "revenue", "10", "2026-04")
    assert set_target(april, "revenue", "20", "2026-04").status == 0
    (line,) = april.records("targets")
    assert line["value"] == "20"


def test_targets_with_threshold_stretch_and_note(april: Any) -> None:
    set_target(
        april, "revenue", "100", "2026-04", "--threshold", "80", "--stretch", "120",
        "--note", "agreed",
    )  # fmt: skip
    (listed,) = april.target("list").document["targets"]
    assert (listed["value"], listed["threshold"], listed["stretch"]) == (100, 80, 120)
    assert listed["note"] == "agreed"


@pytest.mark.parametrize(
    "value",
    [
        "nan",
        "inf",
        "1e400",
        "90000000000000",
        "-inf",
        "ten",
        "",
        "--",
        "-5",
        "0.00000001",
    ],
)
def test_a_target_must_be_a_number(april: Any, value: str) -> None:
    before = april.dump()
    outcome = set_target(april, "revenue", value, "2026-04")
    assert outcome.status in (2, 3), outcome
    assert april.dump() == before


def test_no_data_is_not_zero(april: Any) -> None:
    """A period outside of all data has no value; one inside, without a row, is a true zero."""
    for period, value in (("2024-04", None), ("2026-04-15", 0), ("2031", None)):
        (row,) = april.rows("revenue", "--period", period)
        assert row["value"] == value, period


def test_a_period_without_rows_misses_its_whole_target(april: Any) -> None:
    set_target(april, "revenue", "5000", "2026-W16")
    (row,) = april.rows("revenue", "--period", "2026-W16")
    assert (row["value"], row["attainment"], row["status"]) == (0, 0, "behind")


def test_nothing_is_expected_of_the_future(april: Any) -> None:
    set_target(april, "revenue", "5000", "2027-04")
    (row,) = april.rows("revenue", "--period", "2027-04")
    assert row["target"] == 5000
    assert row["pace"] is None
    assert row["status"] not in ("behind", "watch")


def test_as_of_hides_what_came_later(april: Any) -> None:
    (row,) = april.rows("revenue", "--period", "2026-04", "--as-of", "2026-04-06")
    assert row["value"] == 70000


def test_membership_is_honoured_on_the_day_of_the_deal(
    april: Any, write_csv: Callable[..., Path]
) -> None:
    rows = [
        ["Rep", "Team", "Parent team", "Valid from", "Valid to"],
        ["Kari", "North", "Norway", "2026-01-01", "2026-04-06"],
        ["Kari", "South", "Norway", "2026-04-07", "2026-04-20"],
    ]
    april.imported(write_csv("reps.csv", rows))
    values = {
        name: april.value("revenue", "--scope", f"team:{name}")
        for name in ("North", "South", "Norway")
    }
    assert values == {"North": 70000, "South": 50000, "Norway": 120000}
    by_team = april.rows("revenue", "--by", "team")
    assert sum(row["value"] for row in by_team) == 150000
    by_both = april.rows("revenue", "--by", "team,rep")
    assert sum(row["value"] for row in by_both) == 150000


def test_a_rep_target_is_shared_by_working_days_when_the_rep_leaves(
    april: Any, write_csv: Callable[..., Path]
) -> None:
    """19 working days in April; 2 of them in the North."""
    rows = [
        ["Rep", "Team", "Valid from", "Valid to"],
        ["Kari", "North", "2026-01-01", "2026-04-07"],
        ["Kari", "South", "2026-04-08", ""],
    ]
    april.imported(write_csv("reps.csv", rows))
    set_target(april, "revenue", "1900", "2026-04", "--scope", "rep:Kari")
    (north,) = april.rows("revenue", "--scope", "team:North", "--period", "2026-04")
    (south,) = april.rows("revenue", "--scope", "team:South", "--period", "2026-04")
    assert (north["target"], south["target"]) == (200, 1700)


def test_customer_targets_never_add_to_those_of_reps(april: Any) -> None:
    set_target(april, "revenue", "700", "2026-04", "--scope", "customer:Nord")
    assert april.rows("revenue", "--period", "2026-04")[0]["target"] is None
    set_target(april, "revenue", "900", "2026-04", "--scope", "rep:Kari")
    assert april.rows("revenue", "--period", "2026-04")[0]["target"] == 900


def test_worked_answer_1(new_company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [HEADS]
    for rep, won, all_ in (("A", 3, 5), ("B", 9, 90)):
        for place in range(all_):
            status = "Won" if place < won else "Lost"
            rows.append([f"{rep}{place}", rep, "", status, "2026-01-01", "2026-01-20", "1"])
    company = new_company()
    company.imported(write_csv("deals.csv", rows))
    (row,) = company.rows("win_rate")
    assert (row["numerator"], row["denominator"]) == (12, 95)
    assert row["value"] == pytest.approx(0.12631578947368421, rel=1e-15)


def test_worked_answer_2(new_company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [HEADS]
    for place in range(100):
        status = "Won" if place < 3 else "Lost" if place < 10 else "Open"
        day = "2026-01-31" if place < 10 else ""
        rows.append([f"D{place}", "A", "", status, "2026-01-02", day, "1"])
    company = new_company()
    company.imported(write_csv("deals.csv", rows))
    assert company.value("win_rate", "--period", "2026-01") == 0.3
    assert company.value("win_rate_cohort", "--period", "2026-01") == 0.03


def test_worked_answer_3(new_company: Any, write_csv: Callable[..., Path]) -> None:
    from datetime import date, timedelta

    rows = [HEADS]
    for place, days in enumerate((12, 18, 20, 25, 30, 35, 240)):
        day = date(2026, 1, 1) + timedelta(days=days)
        rows.append([f"D{place}", "A", "", "Won", "2026-01-01", day.isoformat(), "1"])
    company = new_company()
    company.imported(write_csv("deals.csv", rows))
    assert company.value("sales_cycle_days") == pytest.approx(380 / 7, rel=1e-15)
    assert company.value("sales_cycle_median_days") == 25


def test_worked_answer_4(new_company: Any, write_csv: Callable[..., Path]) -> None:
    """Forty opportunities, a quarter won, 150 000 each, 60 days: 25 000 a day."""
    rows = [HEADS]
    for place in range(40):
        status = "Won" if place < 10 else "Lost"
        rows.append([f"D{place}", "A", "", status, "2026-01-01", "2026-03-02", "150000"])
    company = new_company()
    company.imported(write_csv("deals.csv", rows))
    assert company.value("sales_velocity") == pytest.approx(25000, rel=1e-12)


def test_worked_answer_6(new_company: Any, write_csv: Callable[..., Path]) -> None:
    rows = [
        ["Deal", "Status", "Expected close", "Value", "Probability"],
        ["A", "Open", "2026-05-05", "27600", "12%"],
        ["B", "Open", "2026-06-05", "34500", "83%"],
    ]
    company = new_company()
    company.imported(write_csv("deals.csv", rows))
    as_of = ("--as-of", "2026-05-01")
    assert company.value("weighted_pipeline", "--period", "2026-05", *as_of) == 3312
    assert company.value("weighted_pipeline", "--period", "2026-06", *as_of) == 28635


def test_worked_answers_of_meetings(new_company: Any, write_csv: Callable[..., Path]) -> None:
    """Booked by the booking's day, held by the meeting's; the rate is of those due."""
    rows = [
        ["Date", "Type", "Rep", "Outcome", "Booked on"],
        ["2026-04-10", "Meeting", "Kari", "Held", "2026-03-30"],
        ["2026-04-11", "Meeting", "Kari", "No show", "2026-04-01"],
        ["2026-04-12", "Meeting", "Ola", "Held", "2026-04-02"],
        ["2026-05-03", "Meeting", "Ola", "Booked", "2026-04-03"],
    ]
    company = new_company()
    company.imported(write_csv("meetings.csv", rows))
    assert company.value("meetings_booked", "--period", "2026-04") == 3
    assert company.value("meetings_booked", "--period", "2026-03") == 1
    assert company.value("meetings_held", "--period", "2026-04") == 2
    (rate,) = company.rows("show_rate", "--period", "2026-04")
    assert (rate["numerator"], rate["denominator"]) == (2, 3)


def test_quota_attainment_share(new_company: Any, write_csv: Callable[..., Path]) -> None:
    company = new_company()
    rows = [deal(1, "2026-04-08", 100, "Kari"), deal(2, "2026-04-08", 99, "Ola"),
            deal(3, "2026-04-08", 500, "Per")]  # fmt: skip
    company.imported(write_csv("deals.csv", [HEADS, *rows]))
    for rep in ("Kari", "Ola"):
        set_target(company, "revenue", "100", "2026-04", "--scope", f"rep:{rep}")
    (row,) = company.rows("quota_attainment_share", "--period", "2026-04")
    assert (row["value"], row["numerator"], row["denominator"]) == (0.5, 1, 2)


def test_target_list_names_what_was_set(april: Any) -> None:
    set_target(april, "revenue", "1000.50", "2026-Q2", "--scope", "rep:Kari")
    set_target(april, "won_deals", "7", "2026-W17")
    listed = april.target("list").document["targets"]
    assert json.dumps(listed)
    kept = {(item["kpi"], item["period"], item["scope"], item["value"]) for item in listed}
    assert kept == {("revenue", "2026-Q2", "rep", 1000.5), ("won_deals", "2026-W17", "org", 7)}
