"""The Today page: cards, curve, teams and reps, reps at quota."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.errors import UsageError
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import parse_period
from kpidesk.domain.reports import TodayReport
from kpidesk.domain.targets import Scope
from kpidesk.services.kpis import KpiQuery, evaluate
from kpidesk.services.today import TodayQuery, today

SCOPES = ["org", "team:Nord", "team:Øst", "rep:Kari", "customer:Havn AS"]


def won(rep: str | None, day: date, value: int, **fields: Any) -> dict[str, Any]:
    return {"rep": rep, "created_on": day, "closed_on": day, "value": value} | fields


def page(maker: Any, period: str, scope: str = "org", **query: Any) -> TodayReport:
    return today(maker.company, TodayQuery(Scope.parse(scope), parse_period(period), **query))


@pytest.fixture
def april(maker: Any) -> Any:
    """April 2026 in Norway: 19 working days, of which 2 are over on the 7th."""
    maker.people().deals(
        [
            won("Ingrid", date(2026, 4, 1), 300),
            won("Kari", date(2026, 4, 7), 900),
            won(None, date(2026, 4, 7), 50),
            won("Ola", date(2025, 4, 1), 400),
            won("Ola", date(2025, 4, 2), 600),
            won("Ola", date(2025, 4, 30), 1_000),
            won("Ingrid", date(2026, 1, 20), 10, status="lost"),
            won("Ingrid", date(2025, 12, 20), 10, status="lost"),
        ]
    )
    return maker.target("revenue", "org", "2026-04", "1900")


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("period", ["2026-03", "2026-06", "2026", "2026-W23", "2026-06-18"])
def test_cards_say_what_the_kpis_say(busy: Any, scope: str, period: str) -> None:
    report = page(busy, period, scope)

    assert 9 <= len(report.cards) <= 10
    for card in report.cards:
        query = KpiQuery(card.definition.key, Scope.parse(scope), parse_period(period))
        (row,) = evaluate(busy.company, query).rows
        assert card.row == row


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("period", ["2026-03", "2026"])
def test_sparks_of_sums_add_up_and_of_ratios_end_at_the_figure(
    busy: Any, scope: str, period: str
) -> None:
    for card in page(busy, period, scope).cards:
        if not card.spark:
            continue
        assert len(card.spark) <= 31
        if card.definition.additive:
            assert sum(value or 0 for value in card.spark) == card.row.value
        else:
            assert card.spark[-1] == card.row.value


def test_the_page_tells_how_far_the_period_has_gone(april: Any) -> None:
    report = page(april, "2026-04")

    assert (report.company, report.currency) == ("Testbris", "NOK")
    assert report.as_of == date(2026, 4, 7)
    assert (report.working_days, report.working_days_gone) == (19, 2)
    assert report.has_facts


def test_a_card_knows_where_its_tick_stands_and_what_a_day_needs(april: Any) -> None:
    revenue = page(april, "2026-04").cards[0]

    assert revenue.row.value == 1250
    assert revenue.row.expected == 200
    assert revenue.expected_share == Decimal(200) / Decimal(1900)
    assert revenue.spark == (300, 950)
    assert revenue.spark_level == 100


def test_cards_with_data_come_first(april: Any) -> None:
    shown = [card.row.has_data for card in page(april, "2026-04").cards]

    assert shown == sorted(shown, reverse=True)
    assert not shown[-1]


def test_the_company_chooses_its_cards(april: Any) -> None:
    with april.company.change("test", "cards") as work:
        work.set_setting("cards", ["win_rate", "gone", "revenue"])
        work.commit()

    assert [one.definition.key for one in page(april, "2026-04").cards] == ["win_rate", "revenue"]
    asked = page(april, "2026-04", cards=("emails", "calls")).cards
    assert [one.definition.key for one in asked] == ["emails", "calls"]
    with pytest.raises(UsageError, match="gone"):
        page(april, "2026-04", cards=("gone",))


def test_the_curve_runs_to_the_date_of_the_data(april: Any) -> None:
    curve = page(april, "2026-04").curve
    assert curve is not None
    points = {point.day: point for point in curve.points}

    assert (points[date(2026, 4, 1)].actual, points[date(2026, 4, 1)].target) == (300, 100)
    assert (points[date(2026, 4, 7)].actual, points[date(2026, 4, 7)].working_day) == (1250, 2)
    assert points[date(2026, 4, 8)].actual is None
    assert points[date(2026, 4, 30)].target == 1900
    assert [day for day, point in points.items() if not point.complete] == [date(2026, 4, 7)]
    assert date(2026, 4, 2) not in points  # Maundy Thursday
    assert (curve.working_days, curve.working_days_gone) == (19, 2)


def test_the_curve_is_compared_by_working_days_with_last_year(april: Any) -> None:
    curve = page(april, "2026-04").curve
    assert curve is not None

    # 19 working days in April 2025 as well, Easter was on the 20th.
    assert [point.working_day for point in curve.last_year] == list(range(1, 20))
    assert [point.value for point in curve.last_year][:3] == [400, 1000, 1000]
    assert curve.last_year[-1].value == 2000
    assert curve.growth == Decimal("0.25")


def test_facts_on_days_off_are_in_the_curve(maker: Any) -> None:
    maker.people().deals(
        [
            won("Kari", date(2026, 5, 1), 5),
            won("Kari", date(2026, 5, 31), 7),
            won("Kari", date(2025, 5, 31), 3),
        ]
    )
    curve = page(maker, "2026-05").curve
    assert curve is not None

    assert (curve.points[0].day, curve.points[0].actual) == (date(2026, 5, 1), 5)
    assert (curve.points[-1].day, curve.points[-1].actual) == (date(2026, 5, 31), 12)
    assert curve.points[-1].complete
    assert curve.last_year[-1].value == 3
    assert curve.growth == 3


def test_milestones_tell_when_they_were_reached_and_planned(april: Any) -> None:
    curve = page(april, "2026-04").curve
    assert curve is not None

    (half,) = curve.milestones
    assert (half.share, half.value) == (Decimal("0.5"), 950)
    assert half.reached_on == date(2026, 4, 7)
    assert half.planned_on == date(2026, 4, 17)  # the tenth working day: 1000 of 1900


def test_a_kpi_that_does_not_add_up_has_no_cumulative_curve(april: Any) -> None:
    assert page(april, "2026-04", curve_kpi="win_rate").curve is None
    calls = page(april, "2026-04", curve_kpi="calls").curve
    assert calls is not None
    assert {point.actual for point in calls.points} == {None}


def test_lines_show_the_team_tree_and_add_up_to_the_organisation(april: Any) -> None:
    lines = page(april, "2026-04").lines

    shown = [(line.level, line.name, line.won) for line in lines]
    assert shown == [
        (0, "Nord", 1200),
        (1, "Vest", 900),
        (2, "Kari", 900),
        (1, "Øst", 300),
        (2, "Ingrid", 300),
        (0, "No rep", 50),
    ]
    assert lines[-1].scope is None


def test_the_win_rate_beside_looks_back_ninety_days(april: Any) -> None:
    lines = {line.name: line for line in page(april, "2026-04").lines}

    assert (lines["Ingrid"].win_rate, lines["Ingrid"].win_n) == (Decimal("0.5"), 2)
    assert (lines["Nord"].win_rate, lines["Nord"].win_n) == (Decimal(2) / Decimal(3), 3)


@pytest.mark.parametrize("period", ["2026-01", "2026-03", "2026-Q1", "2026"])
def test_lines_of_each_level_add_up(busy: Any, period: str) -> None:
    lines = page(busy, period).lines
    (revenue,) = evaluate(busy.company, KpiQuery("revenue", period=parse_period(period))).rows

    assert sum(line.won for line in lines if line.level == 0) == revenue.value
    nord = next(line for line in lines if line.name == "Nord")
    teams = [line for line in lines if line.name in ("Øst", "Vest")]
    assert sum(line.won for line in teams) == nord.won
    inside = [line for line in lines if line.level == 2]
    assert sum(line.won for line in inside) == nord.won


def test_a_mover_stands_under_both_teams(maker: Any) -> None:
    maker.people().deals(
        [won("Kari", date(2026, 3, 10), 90), won("Kari", date(2026, 3, 20), 140)]
    ).target("revenue", "rep:Kari", "2026-03", "220")

    lines = page(maker, "2026-03").lines

    kari = [(line.won, line.target) for line in lines if line.name == "Kari"]
    assert kari == [(140, 120), (90, 100)]


def test_narrower_scopes_have_their_own_lines(april: Any) -> None:
    assert [line.name for line in page(april, "2026-04", "team:Øst").lines] == ["Øst", "Ingrid"]
    assert [line.name for line in page(april, "2026-04", "rep:Kari").lines] == ["Kari"]
    assert page(april, "2026-04", "customer:Vik AS").lines == ()


def test_reps_at_quota_are_those_of_the_last_closed_month(april: Any) -> None:
    april.target("revenue", "rep:Ola", "2026-03", "100")
    april.target("revenue", "rep:Ingrid", "2026-04", "100")
    quota = page(april, "2026-04").quota
    assert quota is not None

    assert (str(quota.period), quota.reached, quota.with_target) == ("2026-03", 0, 1)
    assert (str(quota.before_period), quota.before_with_target) == ("2026-02", 0)
    assert not quota.too_high  # one rep, one month: too little to say so
    april.target("revenue", "rep:Ola", "2026-02", "100")
    again = page(april, "2026-04").quota
    assert again is not None
    assert again.too_high  # two months in a row


def test_five_reps_below_sixty_percent_say_that_targets_may_be_too_high(maker: Any) -> None:
    reps = tuple(f"Rep {number}" for number in range(5))
    maker.people(teams={}, stays=[], reps=reps)
    for name in reps:
        maker.target("revenue", f"rep:{name}", "2026-03", "100")
    maker.deals([won(name, date(2026, 3, 31), 100) for name in reps[:2]])
    quota = page(maker, "2026-03").quota
    assert quota is not None
    assert (quota.reached, quota.with_target, quota.too_high) == (2, 5, True)

    maker.deals([won(reps[2], date(2026, 3, 31), 100)])

    quota = page(maker, "2026-03").quota
    assert quota is not None
    assert (quota.reached, quota.too_high) == (3, False)


def test_quarterly_quotas_are_judged_by_the_quarter(maker: Any) -> None:
    maker.people().target("revenue", "rep:Kari", "2025-Q4", "100")
    maker.target("revenue", "rep:Kari", "2026-Q1", "100")
    maker.deals([won("Kari", date(2025, 10, 2), 150), won("Kari", date(2026, 2, 2), 10)])
    quota = page(maker, "2026-02").quota
    assert quota is not None

    assert (str(quota.period), quota.reached, quota.with_target) == ("2025-Q4", 1, 1)


def test_an_empty_company_has_an_empty_page(maker: Any) -> None:
    report = page(maker, "2026-04")

    assert (report.has_facts, report.as_of, report.lines, report.quota) == (False, None, (), None)
    assert {card.row.status for card in report.cards} == {Status.NO_DATA}
    assert report.curve is not None
    assert {point.actual for point in report.curve.points} == {None}


def test_the_page_can_show_what_was_known_on_a_day(april: Any) -> None:
    report = page(april, "2026-04", as_of=date(2026, 4, 1))

    assert (report.as_of, report.cards[0].row.value) == (date(2026, 4, 1), 300)
    assert report.working_days_gone == 1


def test_a_period_that_has_not_begun_is_planned_but_has_no_figures(april: Any) -> None:
    april.target("revenue", "org", "2027-01", "2000")
    report = page(april, "2027-01")
    revenue = next(card for card in report.cards if card.definition.key == "revenue")

    assert (revenue.row.value, revenue.row.target, revenue.row.expected) == (None, 2000, 0)
    assert (revenue.row.status, revenue.spark) == (Status.NO_DATA, ())
    assert report.working_days_gone == 0
    assert report.curve is not None
    assert report.curve.points[-1].target == 2000
    assert {point.actual for point in report.curve.points} == {None}
