"""Whose figures, which period, how fine: the choice that every scoped page follows."""

from __future__ import annotations

from datetime import date

import pytest

from kpidesk.domain.periods import Grain, Period, parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.directory import Directory, TeamNode
from kpidesk.ui.controllers.selection_controller import SelectionController, scope_choices
from kpidesk.ui.widgets.top_bar import TopBar

AS_OF = date(2026, 6, 18)


def company(
    as_of: date | None = AS_OF,
    fiscal_start: int = 1,
    reps: tuple[str, ...] = ("Ada", "Bo"),
) -> Directory:
    return Directory(
        company="Firm",
        currency="NOK",
        country="NO",
        fiscal_start=fiscal_start,
        teams=(
            TeamNode("East", "Norway", ("Ada",)),
            TeamNode("Norway", None, ()),
            TeamNode("Stray", "Nowhere", ()),
        ),
        reps=reps,
        customers=("Customer A",),
        first_day=date(2023, 7, 1),
        as_of=as_of,
        facts=10,
        last_import=None,
    )


@pytest.fixture
def bar(qtbot, theme, formatter):
    bar = TopBar(theme, formatter)
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def told():
    return []


@pytest.fixture
def selection(bar, formatter, told):
    controller = SelectionController(bar, formatter)
    controller.set_directory(company(), 0)
    controller.selection_changed.connect(told.append)
    return controller


def period(controller) -> str:
    return str(controller.selection.period)


def span(controller) -> str:
    return str(controller.selection.span)


def test_it_begins_with_everyone_in_the_month_of_the_data(selection, told):
    chosen = selection.selection
    assert chosen.scope == Scope()
    assert str(chosen.period) == "2026-06"
    assert chosen.grain is Grain.MONTH
    assert str(chosen.span) == "2025-07-01..2026-06-30"
    assert told == []


def test_without_data_it_begins_today(bar, formatter):
    controller = SelectionController(bar, formatter)
    controller.set_directory(company(as_of=None), 0)
    assert controller.selection.period.contains(date.today())


def test_without_a_company_nothing_can_be_chosen(bar, formatter):
    controller = SelectionController(bar, formatter)
    controller.step(1)
    controller.set_grain(Grain.DAY)
    controller.set_scope(Scope("rep", "Ada"))
    controller.set_period(parse_period("2026"))
    assert controller.selection is None


def test_it_steps_by_the_chosen_grain(selection, told):
    selection.step(-1)
    assert period(selection) == "2026-05"
    assert span(selection) == "2025-06-01..2026-05-31"
    selection.step(2)
    assert period(selection) == "2026-07"
    selection.set_period(parse_period("2026-Q1"))
    selection.step(-1)
    assert period(selection) == "2025-Q4"
    assert len(told) == 4


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        (Grain.DAY, "2026-06-18"),
        (Grain.WEEK, "2026-W25"),
        (Grain.QUARTER, "2026-Q2"),
        (Grain.YEAR, "2026"),
    ],
)
def test_another_grain_is_around_the_last_day_with_data(selection, grain, expected):
    selection.set_grain(grain)
    assert period(selection) == expected
    assert selection.selection.grain is grain
    assert selection.selection.span.last == selection.selection.period.last
    selection.set_grain(Grain.MONTH)
    assert period(selection) == "2026-06"


def test_from_a_year_that_goes_on_the_month_of_the_data_is_looked_at(selection):
    selection.set_grain(Grain.YEAR)
    selection.set_grain(Grain.MONTH)
    assert period(selection) == "2026-06", "not December, which is still empty"


def test_from_a_past_period_its_own_last_day_counts(selection):
    selection.set_period(parse_period("2026-03"))
    selection.set_grain(Grain.WEEK)
    assert selection.selection.period.contains(date(2026, 3, 31))


@pytest.mark.parametrize(
    ("grain", "first"),
    [
        (Grain.DAY, date(2026, 5, 19)),
        (Grain.MONTH, date(2025, 7, 1)),
        (Grain.QUARTER, date(2024, 7, 1)),
        (Grain.YEAR, date(2022, 1, 1)),
    ],
)
def test_curves_run_back_as_far_as_the_grain_allows(selection, grain, first):
    selection.set_grain(grain)
    assert selection.selection.span.first == first


def test_a_span_on_today_is_the_period(selection):
    own = parse_period("2026-03-01..2026-04-15")
    selection.set_period(own)
    assert period(selection) == span(selection) == "2026-03-01..2026-04-15"
    assert selection.selection.grain is Grain.MONTH
    selection.step(1)
    assert period(selection) == "2026-04-16..2026-05-31"
    selection.set_grain(Grain.MONTH)
    assert period(selection) == "2026-05"


def test_on_curves_a_longer_period_is_what_the_curve_runs_over(selection):
    selection.set_curves(True)
    selection.set_period(parse_period("2025"))
    assert span(selection) == "2025"
    assert period(selection) == "2026-06", "what Today shows stays"
    assert selection.selection.grain is Grain.MONTH


def test_a_span_of_ones_own_on_curves_stays_when_looked_at_finer_and_moves_as_a_whole(selection):
    selection.set_curves(True)
    selection.set_period(parse_period("2026-01-01..2026-03-31"))
    selection.set_grain(Grain.WEEK)
    assert span(selection) == "2026-01-01..2026-03-31"
    assert selection.selection.grain is Grain.WEEK
    selection.step(-1)
    assert selection.selection.span == Period(date(2025, 10, 3), date(2025, 12, 31), Grain.SPAN)
    assert period(selection) == "2026-06"


def test_on_curves_a_period_of_the_same_grain_ends_the_curve(selection):
    selection.set_curves(True)
    selection.set_period(parse_period("2026-03"))
    assert span(selection) == "2025-04-01..2026-03-31"
    selection.step(1)
    assert span(selection) == "2025-05-01..2026-04-30"


def test_the_bar_names_the_span_on_curves_and_the_period_elsewhere(selection, bar):
    title = bar._period_button.text()
    selection.set_curves(True)
    assert bar._period_button.text() != title
    selection.set_curves(False)
    assert bar._period_button.text() == title


def test_fiscal_years_and_their_quarters_are_followed(bar, formatter):
    controller = SelectionController(bar, formatter)
    controller.set_directory(company(fiscal_start=7), 0)
    controller.set_grain(Grain.YEAR)
    assert controller.selection.period == Period(date(2025, 7, 1), date(2026, 6, 30), Grain.YEAR)
    assert period(controller) == "FY2026"
    controller.set_grain(Grain.QUARTER)
    assert period(controller) == "2026-Q4"
    controller.step(1)
    assert period(controller) == "2027-Q1"
    assert controller.selection.period.first == date(2026, 7, 1)


def test_who_is_still_there_is_still_looked_at(selection, told):
    selection.set_scope(Scope("rep", "Ada"))
    selection.step(-1)
    told.clear()
    selection.set_directory(company(as_of=date(2026, 6, 19)), 0)
    assert selection.selection.scope == Scope("rep", "Ada")
    assert period(selection) == "2026-05"
    assert told == []


def test_who_is_gone_gives_way_to_everyone_and_the_pages_are_told(selection, told):
    selection.set_scope(Scope("rep", "Ada"))
    selection.step(-1)
    told.clear()
    selection.set_directory(company(reps=("Bo",)), 0)
    assert selection.selection.scope == Scope()
    assert period(selection) == "2026-05"
    assert [one.scope for one in told] == [Scope()]


def test_another_company_begins_anew(selection, told):
    selection.set_scope(Scope("rep", "Ada"))
    selection.step(-1)
    selection.forget()
    assert selection.selection is None
    selection.set_directory(company(), 0)
    assert selection.selection.scope == Scope()
    assert period(selection) == "2026-06"


def test_new_data_moves_to_the_period_that_it_reaches(selection, told):
    selection.set_scope(Scope("rep", "Ada"))
    selection.follow_data(date(2026, 7, 2))
    assert period(selection) == "2026-07"
    assert selection.selection.scope == Scope("rep", "Ada")
    selection.set_grain(Grain.DAY)
    assert period(selection) == "2026-07-02"


def test_the_same_choice_again_tells_nobody(selection, told):
    selection.set_scope(Scope())
    selection.set_grain(Grain.MONTH)
    selection.set_period(parse_period("2026-06"))
    assert told == []


def test_the_bars_own_wishes_are_followed(selection, bar):
    bar.period_stepped.emit(-1)
    assert period(selection) == "2026-05"
    bar.grain_chosen.emit(Grain.QUARTER)
    assert period(selection) == "2026-Q2"
    bar.scope_chosen.emit(Scope("team", "East"))
    assert selection.selection.scope == Scope("team", "East")
    bar.period_chosen.emit(parse_period("2025"))
    assert period(selection) == "2025"
    assert selection.selection.grain is Grain.YEAR


def test_teams_stand_under_their_parents():
    offered = scope_choices(company())
    assert [(choice.text, choice.depth) for choice in offered.teams] == [
        ("Norway", 0),
        ("East", 1),
        ("Stray", 0),
    ]
    assert [choice.value for choice in offered.reps] == [Scope("rep", "Ada"), Scope("rep", "Bo")]
    assert offered.company == "Firm"
