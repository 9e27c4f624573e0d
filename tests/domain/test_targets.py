"""Which targets contradict each other, and what the target of any period is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpidesk.domain.calendar import WorkCalendar
from kpidesk.domain.errors import UsageError
from kpidesk.domain.periods import Grain, parse_period, periods_between
from kpidesk.domain.targets import ResolvedTarget, Scope, Target, clash, resolve

ORE = Decimal("0.01")
NORWAY = WorkCalendar("NO")
ORG = Scope("org")


def _target(period: str, value: int | str, kpi: str = "revenue", scope: Scope = ORG) -> Target:
    return Target(kpi, scope, parse_period(period), Decimal(value))


def _resolve(period: str, *targets: Target, additive: bool = True) -> ResolvedTarget | None:
    return resolve(targets, parse_period(period), NORWAY, ORE, additive)


def _value(period: str, *targets: Target, additive: bool = True) -> Decimal | None:
    resolved = _resolve(period, *targets, additive=additive)
    return resolved.value if resolved else None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("org", Scope("org", None)),
        ("team:Nord", Scope("team", "Nord")),
        ("REP: Kari Nygård ", Scope("rep", "Kari Nygård")),
        ("customer:A: B AS", Scope("customer", "A: B AS")),
    ],
)
def test_scopes_are_written_as_level_and_name(text: str, scope: Scope) -> None:
    assert Scope.parse(text) == scope
    assert Scope.parse(str(scope)) == scope


@pytest.mark.parametrize("text", ["", "org:X", "team", "team:", "branch:Oslo"])
def test_what_is_no_scope_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Scope.parse(text)

    assert refused.value.code == "scope.unreadable"


@pytest.mark.parametrize(
    ("a", "b", "clashes"),
    [
        ("2026-04", "2026-04", True),
        ("2026-04", "2026-05", False),
        ("2026", "2026-04", False),
        ("2026-04-01..2026-04-10", "2026-04-10..2026-04-20", True),
        ("2026-04-01..2026-04-10", "2026-04-11..2026-04-20", False),
        ("2026-04-01..2026-04-30", "2026-04", False),
    ],
)
def test_targets_clash_within_a_grain(a: str, b: str, clashes: bool) -> None:
    assert clash(_target(a, 1), _target(b, 2)) is clashes
    assert clash(_target(b, 1), _target(a, 2)) is clashes


def test_other_kpis_and_other_people_never_clash() -> None:
    assert not clash(_target("2026", 1), _target("2026", 1, kpi="calls"))
    assert not clash(_target("2026", 1), _target("2026", 1, scope=Scope("rep", "Kari")))


def test_no_target_nearby_is_no_target() -> None:
    assert _resolve("2026-04") is None
    assert _resolve("2026-04", _target("2025", 100)) is None
    assert _resolve("2026-04", _target("2025", 1), additive=False) is None


def test_the_target_set_for_the_period_wins_over_its_parts() -> None:
    resolved = _resolve("2026-Q2", _target("2026-04", 100), _target("2026-Q2", 250))

    assert resolved is not None
    assert (resolved.value, resolved.exact) == (250, True)


def test_the_same_days_are_the_same_period_however_written() -> None:
    resolved = _resolve("2026-04-01..2026-04-30", _target("2026-04", 100))

    assert resolved is not None
    assert (resolved.value, resolved.exact) == (100, True)


def test_months_make_the_quarter() -> None:
    months = [_target("2026-04", 100), _target("2026-05", 200), _target("2026-06", 300)]

    resolved = _resolve("2026-Q2", *months)

    assert resolved is not None
    assert (resolved.value, resolved.exact, resolved.complete) == (600, False, True)
    assert [part.target for part in resolved.parts] == months


def test_a_month_takes_its_working_days_of_the_year() -> None:
    days = NORWAY.working_days(date(2026, 1, 1), date(2026, 12, 31))

    assert _value("2026-04", _target("2026", days * 1000)) == 19_000


def test_a_month_with_a_target_of_its_own_stands_in_for_its_share_of_the_year() -> None:
    days = NORWAY.working_days(date(2026, 1, 1), date(2026, 12, 31))

    value = _value("2026-Q2", _target("2026", days * 1000), _target("2026-04", 5))

    assert value == 5 + (18 + 22) * 1000


def test_a_period_partly_without_targets_says_so() -> None:
    resolved = _resolve("2026-Q2", _target("2026-04", 100))

    assert resolved is not None
    assert (resolved.value, resolved.complete) == (100, False)


def test_a_missing_weekend_does_not_make_it_incomplete() -> None:
    resolved = _resolve("2026-05-09..2026-05-15", _target("2026-05-11..2026-05-15", 100))

    assert resolved is not None
    assert resolved.complete


def test_what_is_expected_follows_each_part() -> None:
    resolved = _resolve("2026-Q2", _target("2026-04", 1_000_000), _target("2026-05", 90))
    assert resolved is not None

    def due(day: date) -> Decimal:
        return resolved.expected(day, NORWAY, ORE)

    assert due(date(2026, 3, 31)) == 0
    assert due(date(2026, 4, 7)) == Decimal("105263.16")
    assert due(date(2026, 4, 30)) == 1_000_000
    assert due(date(2026, 6, 30)) == resolved.value == 1_000_090


@settings(max_examples=25)
@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER]),
)
def test_the_parts_of_a_year_sum_to_the_year(value: Decimal, grain: Grain) -> None:
    year = Target("revenue", ORG, parse_period("2026"), value)
    tiles = periods_between(year.period.first, year.period.last, grain)
    inside = [tile.clip(year.period.first, year.period.last) for tile in tiles]

    shares = [resolve([year], tile, NORWAY, ORE, True) for tile in inside if tile]

    assert sum(share.value for share in shares if share) == value


def test_a_ratio_is_never_phased_nor_summed() -> None:
    year = _target("2026", "0.30", "win_rate")

    month = _resolve("2026-04", year, additive=False)
    assert month is not None
    assert (month.value, month.exact) == (Decimal("0.30"), False)
    resolved = _resolve("2026", year, additive=False)
    assert resolved is not None
    assert resolved.expected(date(2026, 1, 5), NORWAY, ORE) == Decimal("0.30")


def test_the_closest_ratio_target_holds() -> None:
    year, quarter = _target("2026", "0.30"), _target("2026-Q2", "0.40")

    assert _value("2026-04", year, quarter, additive=False) == Decimal("0.40")
    assert _value("2026-07", year, quarter, additive=False) == Decimal("0.30")


def test_of_ratio_targets_that_fill_a_period_the_last_one_holds() -> None:
    months = [_target("2026-04", "0.2"), _target("2026-05", "0.3"), _target("2026-06", "0.4")]

    assert _value("2026-Q2", *months, additive=False) == Decimal("0.4")
    assert _value("2026-Q2", *months[1:], additive=False) is None
