"""The kept totals and the facts themselves give the same sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kpidesk.domain.measures import MEASURES
from kpidesk.storage.figures import (
    FactFilter,
    RepWindow,
    day_sums,
    fact_sums,
    has_totals,
    open_sums,
)

KEPT = [key for key, measure in MEASURES.items() if has_totals(measure)]
FILTERS = [
    FactFilter(),
    FactFilter(first=date(2026, 1, 1), last=date(2026, 3, 31)),
    FactFilter(last=date(2026, 2, 1)),
    FactFilter(windows=(RepWindow(frozenset({1, 2})),)),
    FactFilter(
        first=date(2026, 1, 10),
        windows=(
            RepWindow(frozenset({2}), None, date(2026, 3, 15)),
            RepWindow(frozenset({1, 3}), date(2026, 2, 1), None),
        ),
    ),
    FactFilter(windows=()),
]


@pytest.mark.parametrize("key", KEPT)
@pytest.mark.parametrize("by", [(), ("day",), ("rep",), ("rep", "day")])
def test_totals_and_facts_agree(busy: Any, key: str, by: tuple[str, ...]) -> None:
    with busy.company.reading() as reader:
        for where in FILTERS:
            kept = day_sums(reader, [key], where, by)[key]
            counted = fact_sums(reader, MEASURES[key], where, by)
            assert sorted(kept, key=repr) == sorted(counted, key=repr)


def test_several_measures_are_read_in_one_statement(busy: Any) -> None:
    with busy.company.reading() as reader:
        together = day_sums(reader, KEPT, FILTERS[1], ("day",))
        for key in KEPT:
            assert together[key] == day_sums(reader, [key], FILTERS[1], ("day",))[key]


@pytest.mark.parametrize("key", ["open_weighted", "open_value", "open_deals"])
def test_a_pipeline_is_read_from_the_index_of_open_deals(busy: Any, key: str) -> None:
    where = FactFilter(date(2026, 1, 1), date(2026, 12, 31), windows=(RepWindow(frozenset({1})),))
    asked: list[str] = []
    with busy.company.reading() as reader:
        driver = reader.connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        open_sums(reader, MEASURES[key], where, (), date(2026, 6, 18))
        driver.set_trace_callback(None)
        (pipeline,) = [statement for statement in asked if "'open'" in statement]
        plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {pipeline}")]
    assert any("COVERING INDEX deal_open" in line for line in plan), plan
