"""The rows behind a number, and what there is to choose from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.kpis import CATALOGUE
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.directory import TeamNode, directory
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.rows import rows_behind

JUNE = parse_period("2026-06")


def test_rows_come_newest_first_with_their_words(maker: Any) -> None:
    maker.people().deals(
        [
            {"deal": "A", "rep": "Kari", "customer": "Vik AS", "closed_on": date(2026, 6, 17),
             "value": 62_000},
            {"deal": "B", "rep": None, "closed_on": date(2026, 6, 18), "status": "lost",
             "value": Decimal("24.5")},
            {"deal": "C", "rep": "Kari", "closed_on": date(2026, 5, 18), "value": 1},
            {"deal": "D", "rep": "Kari", "closed_on": date(2026, 6, 18), "status": "cancelled"},
        ]
    )  # fmt: skip

    behind = rows_behind(maker.company, "win_rate", Scope(), JUNE)

    assert behind.total == 2
    assert behind.counts == {"won": 1, "lost": 1}
    first, second = behind.rows
    assert (first.label, first.day, first.rep, first.result) == (
        "B", date(2026, 6, 18), None, "lost",
    )  # fmt: skip
    assert (first.amount, first.source) == (Decimal("24.5"), None)
    assert (second.customer, second.rep, second.amount) == ("Vik AS", "Kari", 62_000)


def test_a_row_names_the_sheet_it_came_from(maker: Any) -> None:
    maker.people().deals([{"rep": "Kari", "closed_on": date(2026, 6, 17), "value": 1}])
    with maker.company.change("test", "origin") as work:
        batch = {"imported_at": "2026-06-18T13:40:00", "source": "Salg juni.xlsx", "kind": "deals"}
        batch_id = work.insert("import_batch", batch | {"mapping": "{}", "counts": "{}"})
        work.update("deal", 1, {"batch_id": batch_id, "source_row": 17})
        work.commit()

    (row,) = rows_behind(maker.company, "revenue", Scope(), JUNE).rows

    assert row.source == "Salg juni.xlsx, row 17"
    assert directory(maker.company).last_import == "Salg juni.xlsx, 2026-06-18 13:40"


@pytest.mark.parametrize("kpi", list(CATALOGUE))
@pytest.mark.parametrize("scope", ["org", "team:Vest", "rep:Per", "customer:Vik AS"])
@pytest.mark.parametrize("period", [None, "2026-03", "2026-06"])
def test_there_are_as_many_rows_as_cases(
    busy: Any, kpi: str, scope: str, period: str | None
) -> None:
    if not CATALOGUE[kpi].allows(scope.partition(":")[0]):
        return
    days = parse_period(period) if period else None
    behind = rows_behind(busy.company, kpi, Scope.parse(scope), days, limit=5)
    (row,) = evaluate(busy.company, KpiQuery(kpi, Scope.parse(scope), days)).rows

    assert behind.total == sum(behind.counts.values())
    assert len(behind.rows) == min(5, behind.total)
    if CATALOGUE[kpi].unit == "count":
        assert behind.total == row.n
    elif kpi.startswith("win_rate"):
        assert behind.total == row.denominator
        assert behind.counts.get("won", 0) == row.numerator


def test_overdue_deals_are_shown_apart_and_not_counted(maker: Any) -> None:
    late, ahead = date(2026, 6, 2), date(2026, 6, 28)
    deal = {"rep": "Kari", "status": "open", "value": 100, "confidence": Decimal("0.5")}
    maker.people().deals(
        [
            deal | {"expected_close_on": late},
            deal | {"expected_close_on": ahead},
            {"rep": "Kari", "closed_on": date(2026, 6, 18), "value": 1},
        ]
    )

    behind = rows_behind(maker.company, "weighted_pipeline", Scope(), JUNE)

    assert behind.counts == {"open": 1, "overdue": 1}
    assert [row.result for row in behind.rows] == ["open", "overdue"]
    (row,) = evaluate(maker.company, KpiQuery("weighted_pipeline", period=JUNE)).rows
    assert (row.value, row.n) == (50, 1)


def test_the_directory_offers_teams_people_and_days(busy: Any) -> None:
    found = directory(busy.company)

    assert (found.company, found.currency, found.country) == ("Testbris", "NOK", "NO")
    assert found.teams == (
        TeamNode("Nord", None, ()),
        TeamNode("Sør", None, ()),
        TeamNode("Vest", "Nord", ("Kari", "Ola")),
        TeamNode("Øst", "Nord", ("Ingrid", "Kari")),
    )
    assert found.reps == ("Ingrid", "Kari", "Ola", "Per")
    assert found.customers == ("Fjord AS", "Havn AS", "Tind AS", "Vik AS")
    assert found.as_of == date(2026, 6, 18)
    assert found.facts == len(busy.raw.deals) + len(busy.raw.activities)
