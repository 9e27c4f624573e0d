"""What "Find or do" and the scope lists offer for what was typed."""

from __future__ import annotations

import pytest

from kpidesk.ui.choices import Choice
from kpidesk.ui.models.choices import CHOICE_ROLE, ChoiceFilter, ChoiceModel

OFFERED = (
    Choice("Undo Set target “Darcel Schlecht”", "Command"),
    Choice("Revenue", "KPI"),
    Choice("Anna Snelling", "Rep"),
    Choice("Darcel Schlecht", "Rep"),
    Choice("Darcel & Sons", "Customer"),
)


@pytest.fixture
def offered(qapp):
    model = ChoiceModel()
    model.set_choices(OFFERED)
    found = ChoiceFilter(model)
    found.source = model  # type: ignore[attr-defined]
    return found


def texts(offered) -> list[str]:
    return [offered.index(row, 0).data(CHOICE_ROLE).text for row in range(offered.rowCount())]


def test_with_nothing_typed_all_stand_in_the_order_given(offered):
    assert texts(offered) == [choice.text for choice in OFFERED]


def test_who_begins_with_what_was_typed_comes_before_a_command_that_names_him(offered):
    offered.set_text("darcel")
    assert texts(offered) == [
        "Darcel Schlecht",
        "Darcel & Sons",
        "Undo Set target “Darcel Schlecht”",
    ]


def test_words_may_stand_in_any_order_and_name_the_kind(offered):
    offered.set_text("rep sch")
    assert texts(offered) == ["Darcel Schlecht"]


def test_the_order_given_comes_back(offered):
    offered.set_text("darcel")
    offered.set_text("")
    assert texts(offered) == [choice.text for choice in OFFERED]
