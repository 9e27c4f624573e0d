"""The team tree with dated memberships."""

from __future__ import annotations

from datetime import date

from kpidesk.analytics.teams import Stay, TeamTree

NORTH, EAST, WEST, SOUTH = 1, 2, 3, 4
TREE = TeamTree(
    {NORTH: None, EAST: NORTH, WEST: NORTH, SOUTH: None},
    [
        Stay.since(10, WEST, date(2026, 3, 16), None),
        Stay.since(10, EAST, None, date(2026, 3, 15)),
        Stay.since(11, WEST, None, date(2026, 2, 28)),
        Stay.since(12, None, date(2026, 1, 1), None),
    ],
)


def test_a_rep_is_in_the_team_of_the_day() -> None:
    assert TREE.team_on(10, date(2026, 3, 15)) == EAST
    assert TREE.team_on(10, date(2026, 3, 16)) == WEST
    assert TREE.team_on(11, date(2026, 3, 1)) is None
    assert TREE.team_on(12, date(2026, 3, 1)) is None
    assert TREE.team_on(99, date(2026, 3, 1)) is None
    assert TREE.team_on(None, date(2026, 3, 1)) is None


def test_a_fact_without_a_date_belongs_to_the_latest_team() -> None:
    assert TREE.team_on(10, None) == WEST
    assert TREE.team_on(11, None) == WEST


def test_a_team_holds_all_teams_below_it() -> None:
    assert TREE.under(NORTH) == {NORTH, EAST, WEST}
    assert TREE.under(EAST) == {EAST}
    assert TREE.roots == (NORTH, SOUTH)
    assert TREE.children(NORTH) == (EAST, WEST)
    assert TREE.parent(EAST) == NORTH


def test_a_circle_of_parents_is_walked_once() -> None:
    circle = TeamTree({1: 2, 2: 1}, [])

    assert circle.under(1) == {1, 2}


def test_stays_are_cut_to_the_days_asked_for() -> None:
    march = date(2026, 3, 1), date(2026, 3, 31)

    assert TREE.stays(*march, rep_id=10) == [
        Stay(10, EAST, date(2026, 3, 1), date(2026, 3, 15)),
        Stay(10, WEST, date(2026, 3, 16), date(2026, 3, 31)),
    ]
    assert {stay.rep_id for stay in TREE.stays(*march)} == {10, 12}


def test_changes_are_the_days_on_which_somebody_moves() -> None:
    assert TREE.changes(date(2026, 1, 1), date(2026, 12, 31)) == [
        date(2026, 1, 1),
        date(2026, 3, 1),
        date(2026, 3, 16),
    ]
    assert TREE.changes(date(2026, 4, 1), date(2026, 12, 31)) == []


def test_it_is_known_of_whom_employment_is_known() -> None:
    assert TREE.knows(12)
    assert not TREE.knows(99)
    assert set(TREE.reps) == {10, 11, 12}
