"""Measures point at fields that exist and say on which day they count."""

from __future__ import annotations

import pytest

from kpidesk.domain.facts import KINDS
from kpidesk.domain.measures import MEASURES, Aggregate, Measure
from kpidesk.domain.numbers import Unit

DERIVED = {"cycle_days", "value*confidence"}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
def test_a_measure_reads_fields_of_its_kind(measure: Measure) -> None:
    fields = set(KINDS[measure.kind].field_names) | DERIVED
    used = {measure.date_field, *measure.needs, *(one.field for one in measure.where)}
    used |= {name for name in (measure.value_field, measure.date_fallback) if name}

    assert used <= fields
    assert measure.words.startswith("the day")
    assert (measure.value_field is None) == (measure.aggregate is Aggregate.COUNT)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
def test_conditions_name_values_that_can_occur(measure: Measure) -> None:
    for condition in measure.where:
        assert condition.values <= set(KINDS[measure.kind].field(condition.field).choices)


def test_what_adds_up() -> None:
    not_additive = {key for key, measure in MEASURES.items() if not measure.additive}

    assert not_additive == {
        "cycle_days",
        "open_weighted",
        "open_value",
        "open_deals",
        "open_overdue",
    }


def test_each_number_has_the_date_of_what_it_counts() -> None:
    assert MEASURES["won_value"].date_field == "closed_on"
    assert MEASURES["created_won"].date_field == "created_on"
    assert MEASURES["open_weighted"].date_field == "expected_close_on"
    booked = MEASURES["meetings_booked"]
    assert (booked.date_field, booked.date_fallback) == ("booked_on", "date")
    assert MEASURES["meetings_held"].date_field == "date"


def test_a_meeting_without_an_outcome_was_held_and_says_so() -> None:
    held = MEASURES["meetings_held"]

    blanks = {
        key
        for key, measure in MEASURES.items()
        if any(condition.or_blank for condition in measure.where)
    }
    assert blanks == {"meetings_held"}
    assert "without an outcome counts as held" in held.words


def test_which_measures_are_parts_of_others() -> None:
    assert MEASURES["created_won"].is_part_of(MEASURES["created_deals"])
    assert MEASURES["meetings_held"].is_part_of(MEASURES["meetings_due"])
    assert MEASURES["cycle_deals"].is_part_of(MEASURES["won_deals"])
    assert not MEASURES["won_deals"].is_part_of(MEASURES["created_deals"])
    assert not MEASURES["won_deals"].is_part_of(MEASURES["lost_deals"])
    assert not MEASURES["meetings_held"].is_part_of(MEASURES["meetings_booked"])


def test_money_is_marked_as_money() -> None:
    money = {key for key, measure in MEASURES.items() if measure.unit is Unit.MONEY}

    assert money == {"won_value", "lost_value", "open_weighted", "open_value"}
