"""Targets of any scope, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.evaluation.context import Context
from kpidesk.services.evaluation.goals import Goal, Goals, goals_between

TODAY = date(2026, 7, 1)


@pytest.fixture
def planned(maker: Any) -> Any:
    """Monthly, yearly and quarterly targets side by side, and a mover."""
    maker.people()
    for month, value in (("01", "333.33"), ("02", "100.01"), ("03", "77.77")):
        maker.target("revenue", "rep:Kari", f"2026-{month}", value)
        maker.target("revenue", "rep:Ingrid", f"2026-{month}", value)
    maker.target("revenue", "rep:Ola", "2026", "1000")
    return maker.target("revenue", "rep:Per", "2026-Q1", "500.05")


def goal_of(maker: Any, scope: str, period: str) -> tuple[Context, Goals, Goal]:
    with maker.company.reading() as reader:
        context = Context(reader, None, TODAY)
        days = parse_period(period)
        goals = goals_between(context, [context.definition("revenue")], days)["revenue"]
        goal = goals.of(context.who(Scope.parse(scope)), days)
        assert goal is not None
        return context, goals, goal


@pytest.mark.parametrize("scope", ["org", "team:Nord", "team:Øst", "rep:Kari", "rep:Per"])
@pytest.mark.parametrize("period", ["2026-01", "2026-Q1", "2026-03", "2026-W11"])
def test_the_line_is_what_is_expected_on_each_day(planned: Any, scope: str, period: str) -> None:
    context, _, goal = goal_of(planned, scope, period)
    quantum = Decimal("0.01")
    days = [goal.period.first + timedelta(days=number) for number in range(goal.period.days)]

    line = goal.line(days, context.calendar, quantum)

    assert line == [goal.expected(day, context.calendar, quantum) for day in days]
    assert line[-1] == goal.value
    assert line == sorted(line)


@pytest.mark.parametrize("period", ["2026-01", "2026-Q1", "2026-03"])
def test_the_organisation_adds_teams_and_reps_outside_them(planned: Any, period: str) -> None:
    context, goals, whole = goal_of(planned, "org", period)
    days = whole.period
    nord = goals.at("team", 1, days)
    east, west = goals.at("team", 2, days), goals.at("team", 3, days)
    per = goals.outside_teams(4, days)
    assert nord is not None
    assert per is not None

    assert whole.derived
    assert whole.value == nord.value + per.value
    assert nord.value == sum(goal.value for goal in (east, west) if goal is not None)
    assert context.tree.team_on(4, days.first) is None


def test_a_leaver_s_target_ends_with_the_membership(planned: Any) -> None:
    _, goals, _ = goal_of(planned, "org", "2026")
    year = parse_period("2026")

    in_west = goals.of_rep_in(3, frozenset({3}), year)

    assert in_west is not None
    # 41 of the 253 working days of 2026 lie before 1 March.
    assert in_west.value == Decimal("162.06")
    assert goals.at("rep", 3, year) is not None
    assert goals.outside_teams(3, year) is None


def test_teams_in_a_circle_come_to_an_end(planned: Any) -> None:
    with planned.company.change("test", "circle") as work:
        work.update("team", 1, {"parent_id": 2})
        work.commit()

    _, goals, _ = goal_of(planned, "team:Vest", "2026-01")

    assert goals.at("team", 1, parse_period("2026-01")) is not None
