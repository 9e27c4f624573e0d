from __future__ import annotations

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.services.importing import RowState

HEAD = "Selger;Team;Region;Fra dato;Til dato;Stillingsprosent;E-post"


def test_a_team_tree_and_undated_memberships(desk) -> None:
    desk.load(
        desk.csv("teams.csv", "sales agent,manager,regional office", "A,M1,West", "B,M2,West")
    )
    assert desk.rows("reps", "rep", "team", "parent_team", "fte") == [
        ("A", "M1", "West", "1"), ("B", "M2", "West", "1"),
    ]  # fmt: skip
    assert desk.rows("teams", "team", "parent_team") == [
        ("M1", "West"), ("M2", "West"), ("West", None),
    ]  # fmt: skip


def test_the_same_undated_team_again_is_unchanged_and_another_one_is_a_change(desk) -> None:
    desk.load(desk.csv("reps.csv", "sales agent,team", "A,North", "B,North"))
    plan = desk.plan(desk.csv("reps.csv", "sales agent,team", "A,North", "B,South"))
    table = plan.tables[0]
    assert (table.counts.unchanged, table.counts.changed) == (1, 1)
    change = table.changes[0]
    assert (change.cell, change.field, change.old, change.new) == ("B3", "team", "North", "South")
    desk.apply(plan)
    assert desk.rows("reps", "rep", "team") == [("A", "North"), ("B", "South")]


def test_dated_memberships_follow_each_other(desk) -> None:
    source = desk.csv(
        "selgere.csv",
        HEAD,
        "Kari;Nord;Norge;02.01.2024;30.06.2025;100 %;kari@x.no",
        "Kari;Sør;Norge;01.07.2025;;80 %;kari@x.no",
    )
    mapping = {"fte": "fte"}
    result = desk.load(source)
    assert result.tables[0].plan.counts.new == 2, mapping
    assert desk.rows("reps", "rep", "team", "valid_from", "valid_to") == [
        ("Kari", "Nord", "2024-01-02", "2025-06-30"),
        ("Kari", "Sør", "2025-07-01", None),
    ]
    assert not desk.plan(source).changes_anything


def test_ending_a_membership_and_starting_the_next_in_one_file(desk) -> None:
    desk.load(desk.csv("s.csv", "Selger;Team;Fra dato;Til dato", "Kari;Nord;02.01.2024;"))
    plan = desk.plan(
        desk.csv(
            "s.csv",
            "Selger;Team;Fra dato;Til dato",
            "Kari;Nord;02.01.2024;30.06.2025",
            "Kari;Sør;01.07.2025;",
        )
    )
    assert (plan.counts.changed, plan.counts.new) == (1, 1)
    desk.apply(plan)
    assert desk.rows("reps", "team", "valid_to") == [("Nord", "2025-06-30"), ("Sør", None)]


def test_overlapping_memberships_in_a_file_refuse_it_and_name_both_rows(desk) -> None:
    source = desk.csv(
        "s.csv",
        "Selger;Team;Fra dato;Til dato",
        "Kari;Nord;02.01.2024;31.12.2025",
        "Ola;Nord;02.01.2024;",
        "Kari;Sør;01.07.2025;",
    )
    plan = desk.plan(source)
    issue = plan.tables[0].issues[0]
    assert (issue.code, issue.row, issue.other_row, issue.blocking) == (
        "membership.overlap", 4, 2, True,
    )  # fmt: skip
    assert "row 2" in issue.message
    before = desk.dump()
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    error = caught.value
    assert error.code == "membership.overlap"
    assert error.exit_status == 3
    assert error.where.as_dict() == {
        "file": "s.csv", "sheet": "s", "cell": "C4", "row": 4, "column": "Fra dato",
    }  # fmt: skip
    assert desk.dump() == before
    desk.apply(plan, accept=True)
    assert desk.rows("reps", "rep", "team") == [("Kari", "Nord"), ("Ola", "Nord")]


def test_a_new_place_beside_a_stored_open_one_is_refused(desk) -> None:
    desk.load(desk.csv("s.csv", "Selger;Team;Fra dato", "Kari;Nord;02.01.2024"))
    plan = desk.plan(desk.csv("t.csv", "Selger;Team;Fra dato", "Kari;Sør;01.07.2025"))
    assert plan.tables[0].issues[0].code == "membership.overlap"
    with pytest.raises(InputError, match="two places at once"):
        desk.apply(plan)


def test_the_spelling_of_a_rep_does_not_hide_an_overlap(desk) -> None:
    plan = desk.plan(
        desk.csv("s.csv", "Selger;Team;Fra dato", "Kari N;Nord;02.01.2024", "kari n;Sør;01.02.2024")
    )
    assert [issue.code for issue in plan.tables[0].issues] == ["membership.overlap"]


def test_a_rep_in_one_team_twice_over_is_a_repetition(desk) -> None:
    table = desk.plan(desk.csv("s.csv", "Selger;Team", "Kari;Nord", "Kari;Nord")).tables[0]
    assert [table.state_of(at) for at in range(2)] == [RowState.NEW, RowState.UNCHANGED]


def test_an_end_before_the_start_rejects_the_row(desk) -> None:
    table = desk.plan(
        desk.csv("s.csv", "Selger;Team;Fra dato;Til dato", "Kari;Nord;03.02.2024;02.01.2024")
    ).tables[0]
    assert [issue.code for issue in table.issues] == ["membership.ends_before_start"]


def test_a_team_has_one_parent_and_is_not_above_itself(desk) -> None:
    table = desk.plan(
        desk.csv(
            "s.csv",
            "Selger;Team;Region",
            "A;Nord;Norge",
            "B;Nord;Sverige",
            "C;Norge;Nord",
            "D;Oslo;Oslo",
            "E;Oslo;Oslo",
        )
    ).tables[0]
    assert [(issue.row, issue.code) for issue in table.issues] == [
        (3, "team.two_parents"), (4, "team.cycle"),
    ]  # fmt: skip
    assert table.issues[1].blocking
    assert "row 2" in table.issues[1].message
    assert table.state_of(3) is RowState.NEW
    assert [note.row for note in table.notes if note.code == "team.own_region"] == [5]


def test_a_team_that_is_named_as_its_own_parent_refuses_the_file(desk) -> None:
    plan = desk.plan(desk.csv("s.csv", "Rep,Team,Parent team", "Kari,North,North"))
    (issue,) = plan.tables[0].issues
    assert (issue.row, issue.cell, issue.code, issue.blocking) == (2, "C2", "team.cycle", True)
    assert "row 2" in issue.message


def test_a_team_moved_under_another_parent_is_a_change(desk) -> None:
    desk.load(desk.csv("s.csv", "Selger;Team;Region", "A;Nord;Norge"))
    plan = desk.plan(desk.csv("s.csv", "Selger;Team;Region", "A;Nord;Norden"))
    assert [(c.field, c.old, c.new) for c in plan.tables[0].changes] == [
        ("parent_team", "Norge", "Norden")
    ]
    desk.apply(plan)
    assert ("Nord", "Norden") in desk.rows("teams", "team", "parent_team")


def test_email_and_role_come_with_the_rep(desk) -> None:
    desk.load(desk.csv("s.csv", "Selger;E-post;Rolle", "Kari;kari@x.no;KAM"))
    assert desk.rows("reps", "rep", "email", "role", "team") == [("Kari", "kari@x.no", "KAM", None)]
    desk.load(desk.csv("t.csv", "Selger;Team", "Kari;Nord"))
    assert desk.rows("reps", "rep", "email", "role", "team") == [
        ("Kari", "kari@x.no", "KAM", "Nord")
    ]


def test_a_sheet_without_dates_speaks_of_the_place_in_the_same_team(desk) -> None:
    desk.load(
        desk.csv("s.csv", "Selger;Team;Fra dato", "Kari;Nord;02.01.2024", "Ola;Sør;02.01.2024")
    )
    table = desk.plan(desk.csv("t.csv", "Selger;Team", "Kari;Nord", "Ola;Nord")).tables[0]
    assert table.state_of(0) is RowState.UNCHANGED
    assert [(issue.code, issue.row) for issue in table.issues] == [("membership.overlap", 3)]


def test_a_corrected_first_day_in_a_sheet_that_is_known_is_one_change(desk) -> None:
    lines = ["Selger;Team;Fra dato;Til dato", "A;Nord;02.01.2024;", "B;Nord;02.01.2024;", "C;Sør;;"]
    desk.load(desk.csv("s.csv", *lines))
    lines[2] = "B;Nord;05.03.2024;"
    plan = desk.plan(desk.csv("renamed.csv", *lines))
    table = plan.tables[0]
    assert (table.counts.changed, table.counts.unchanged) == (1, 2)
    assert [(c.field, c.cell) for c in table.changes] == [("valid_from", "C3")]
    desk.apply(plan)
    assert ("B", "2024-03-05") in desk.rows("reps", "rep", "valid_from")
    assert len(desk.rows("reps", "rep")) == 3
