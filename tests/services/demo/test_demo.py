from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpidesk.services.demo import create_demo_company
from kpidesk.services.demo.cast import CUSTOMERS, FIRST_DAY, LAST_DAY, REPS
from kpidesk.services.demo.goals import goals
from kpidesk.services.demo.story import AFTERMATH, Story, known_on, tell
from kpidesk.services.safekeeping import dump_lines, problems_of


@pytest.fixture(scope="module")
def story() -> Story:
    return tell()


def test_the_cast_is_two_teams_eight_reps_and_sixty_customers() -> None:
    assert len({rep.team for rep in REPS}) == 2
    assert len(REPS) == 8
    assert len(dict(CUSTOMERS)) == 60
    assert [rep.name for rep in REPS if rep.last] == ["Petter Vikan"]
    assert [rep.name for rep in REPS if rep.first] == ["Sunniva Moland"]


def test_the_story_is_the_same_every_time(story: Story) -> None:
    assert tell().rows == story.rows


def test_it_covers_three_years_with_quiet_julys(story: Story) -> None:
    won = Counter(
        row["closed_on"].month for row in story.rows["deals"] if row["closed_on"] <= LAST_DAY
    )
    assert min(row["created_on"] for row in story.rows["deals"]) <= FIRST_DAY.replace(day=10)
    assert won[7] == min(won.values())


def test_nothing_is_known_before_it_happened(story: Story) -> None:
    known = known_on(story, LAST_DAY)
    for row in known.rows["deals"]:
        assert row["created_on"] <= LAST_DAY
        assert row.get("closed_on", LAST_DAY) <= LAST_DAY
        assert (row["status"] == "open") == ("closed_on" not in row)
    assert all(row["entered_on"] <= LAST_DAY for row in known.rows["stage_history"])
    assert all(row["date"] <= LAST_DAY for row in known.rows["activities"])


def test_nobody_closes_a_deal_after_leaving(story: Story) -> None:
    last_day = {rep.name: rep.last or date.max for rep in REPS}
    for row in story.rows["deals"]:
        assert row["closed_on"] <= last_day[row.get("rep", REPS[0].name)]


def test_the_last_stage_of_a_deal_is_how_it_ended(story: Story) -> None:
    ended = {row["deal"]: row["stage"] for row in story.rows["stage_history"]}
    assert all(ended[row["deal"]] == row["stage"] for row in story.rows["deals"])


def test_team_targets_are_close_to_the_sum_of_their_reps() -> None:
    june = [goal for goal in goals() if goal.kpi == "revenue" and str(goal.period) == "2026-06"]
    reps = sum(goal.value for goal in june if goal.scope.level == "rep")
    teams = sum(goal.value for goal in june if goal.scope.level == "team")
    organisation = sum(goal.value for goal in june if goal.scope.level == "org")
    assert reps > teams > organisation > reps * 9 / 10


def test_two_example_files_have_the_same_content(tmp_path: Path) -> None:
    dumps = []
    for name in ("one", "two"):
        made = create_demo_company(tmp_path / f"{name}.kpidesk")
        dumps.append(list(dump_lines(made.company)))
        assert problems_of(made.company) == []
        made.company.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 40_000


def test_the_workbook_has_norwegian_headings_under_titles_and_a_sum(
    tmp_path: Path, story: Story
) -> None:
    made = create_demo_company(tmp_path / "example.kpidesk")
    made.company.close()
    book = openpyxl.load_workbook(made.workbook)
    orders = book["Ordre"]

    assert [cell.value for cell in orders[4]][:4] == ["Selger", "Kunde", "Produkt", "Beløp"]
    assert orders.cell(orders.max_row, 1).value == "Sum"
    amounts = [row[3] for row in orders.iter_rows(min_row=5, values_only=True)][:-1]
    assert orders.cell(orders.max_row, 4).value == sum(amounts)
    activities = book["Aktiviteter"]
    assert activities.max_row - 1 == sum(
        LAST_DAY < row["date"] <= AFTERMATH for row in story.rows["activities"]
    )
