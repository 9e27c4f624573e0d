"""The catalogue: what every KPI counts, on worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from kpidesk.domain.errors import UsageError
from kpidesk.domain.formula import Evaluation, Name, evaluate, parse
from kpidesk.domain.kpis import (
    CATALOGUE,
    SPECIAL_NAMES,
    Direction,
    check_definition,
    expression_of,
    measures_of,
)
from kpidesk.domain.measures import MEASURES

RATIOS = {
    "avg_deal_value",
    "win_rate",
    "win_rate_broad",
    "win_rate_cohort",
    "sales_cycle_days",
    "sales_cycle_median_days",
    "sales_velocity",
    "attainment",
    "quota_attainment_share",
    "show_rate",
}


def _evaluate(key: str, measures: Mapping[str, int | str]) -> Evaluation:
    env = {name: Decimal(value) for name, value in measures.items()}
    return evaluate(CATALOGUE[key].expression, env)


def test_a_rate_of_two_reps_or_two_months_is_the_ratio_of_their_sums() -> None:
    kari = {"won_deals": 3, "lost_deals": 2}
    ola = {"won_deals": 9, "lost_deals": 81}

    both = _evaluate("win_rate", {name: kari[name] + ola[name] for name in kari})

    assert (both.numerator, both.denominator) == (12, 95)
    assert str(both.value) == "0.1263157894736842105263157895"


def test_win_rate_and_its_cohort_differ_while_deals_are_open() -> None:
    january = {"won_deals": 3, "lost_deals": 7, "created_deals": 100, "created_won": 3}

    assert _evaluate("win_rate", january).value == Decimal("0.3")
    assert _evaluate("win_rate_cohort", january).value == Decimal("0.03")


def test_velocity_takes_all_four_factors_from_the_closed_deals() -> None:
    closed = {
        "won_deals": 10,
        "lost_deals": 30,
        "won_value": 1_500_000,
        "cycle_days_total": 600,
        "cycle_deals": 10,
    }

    assert _evaluate("sales_velocity", closed).value == 25_000


def test_mean_cycle() -> None:
    cycles = [12, 18, 20, 25, 30, 35, 240]

    mean = _evaluate("sales_cycle_days", {"cycle_days_total": sum(cycles), "cycle_deals": 7})

    assert mean.value is not None
    assert round(mean.value, 6) == Decimal("54.285714")


@pytest.mark.parametrize(
    ("value", "confidence", "weighted"), [(27_600, "0.12", 3_312), (34_500, "0.83", 28_635)]
)
def test_an_open_deal_is_weighted_by_its_confidence(
    value: int, confidence: str, weighted: int
) -> None:
    measure = MEASURES["open_weighted"]

    assert measure.value_field == "value*confidence"
    assert (
        evaluate(
            parse(measure.value_field), {"value": Decimal(value), "confidence": Decimal(confidence)}
        ).value
        == weighted
    )
    assert _evaluate("weighted_pipeline", {"open_weighted": weighted}).value == weighted


@pytest.mark.parametrize("key", sorted(RATIOS - {"sales_cycle_median_days"}))
def test_a_denominator_of_zero_gives_no_value(key: str) -> None:
    names = CATALOGUE[key].expression.names

    assert _evaluate(key, dict.fromkeys(names, 0)).value is None


def test_every_formula_reads_only_what_exists() -> None:
    for definition in CATALOGUE.values():
        names = definition.expression.names
        assert names <= MEASURES.keys() | SPECIAL_NAMES, definition.key
        assert measures_of(definition.expression) == names - SPECIAL_NAMES
        n = definition.n_expression
        assert n is None or n.names <= MEASURES.keys()


def test_every_definition_says_what_it_counts() -> None:
    for key, definition in CATALOGUE.items():
        assert definition.key == key
        for text in (definition.label, definition.attribution, definition.population):
            assert text.strip()
        assert definition.description.endswith(".")
        assert definition.allows("org")


def test_which_kpis_are_ratios() -> None:
    assert {key for key, kpi in CATALOGUE.items() if kpi.is_ratio} == RATIOS


def test_only_sums_of_flows_are_additive() -> None:
    not_additive = {key for key, kpi in CATALOGUE.items() if not kpi.additive}

    assert not_additive == RATIOS | {"weighted_pipeline"}
    assert CATALOGUE["weighted_pipeline"].snapshot
    assert not CATALOGUE["revenue"].snapshot


def test_shares_of_cases_have_an_interval_and_other_ratios_do_not() -> None:
    proportions = {key for key, kpi in CATALOGUE.items() if kpi.is_proportion}

    assert proportions == {"win_rate", "win_rate_broad", "win_rate_cohort", "show_rate"}
    assert CATALOGUE["win_rate"].successes == Name("won_deals")
    assert CATALOGUE["win_rate"].trials == parse("won_deals + lost_deals")


def test_the_number_of_cases_behind_a_figure() -> None:
    assert CATALOGUE["avg_deal_value"].n_expression == Name("won_deals")
    assert CATALOGUE["sales_cycle_median_days"].n_expression == Name("cycle_deals")
    assert CATALOGUE["win_rate"].n_expression == parse("won_deals + lost_deals")
    assert CATALOGUE["quota_attainment_share"].n_expression is None


def test_quota_attainment_makes_no_sense_for_one_person() -> None:
    share = CATALOGUE["quota_attainment_share"]

    assert share.allows("team")
    assert not share.allows("rep")
    assert not share.allows("customer")


def test_fewer_days_and_fewer_losses_are_better() -> None:
    lower = {key for key, kpi in CATALOGUE.items() if kpi.direction is Direction.LOWER}

    assert lower == {"lost_deals", "sales_cycle_days", "sales_cycle_median_days"}


def test_own_kpis_use_measures_and_other_kpis() -> None:
    touches = replace(CATALOGUE["calls"], key="touches", formula="calls + emails + 2 * visits")
    per_win = replace(CATALOGUE["calls"], key="touches_per_win", formula="touches / won_deals")
    known = {**CATALOGUE, "touches": touches}

    check_definition(touches, CATALOGUE)
    check_definition(per_win, known)

    assert touches.additive
    expression = expression_of(per_win, known)
    env = {"calls": Decimal(5), "emails": Decimal(4), "visits": Decimal(3), "won_deals": Decimal(7)}
    assert evaluate(expression, env).value == Decimal(15) / Decimal(7)


def test_hit_rates_over_another_population_are_no_proportion() -> None:
    hit_rate = replace(CATALOGUE["win_rate"], key="hits", formula="won_deals / meetings_held")

    assert hit_rate.is_ratio
    assert not hit_rate.is_proportion
    assert hit_rate.n_expression == Name("meetings_held")


def test_a_name_that_is_both_means_the_measure() -> None:
    assert CATALOGUE["won_deals"].expression == Name("won_deals")
    renewed = replace(CATALOGUE["calls"], formula="calls + visits")

    check_definition(renewed, CATALOGUE)

    assert renewed.expression.names == {"calls", "visits"}


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("won_value / nothing_such", "formula.unknown_name"),
        ("own + calls", "formula.cycle"),
        ("calls +", "formula.unreadable"),
    ],
)
def test_a_definition_that_cannot_be_counted_is_refused(formula: str, code: str) -> None:
    own = replace(CATALOGUE["calls"], key="own", formula=formula)

    with pytest.raises(UsageError) as refused:
        check_definition(own, CATALOGUE)

    assert refused.value.code == code


def test_scaling_by_a_constant_stays_additive_and_dividing_by_a_count_does_not() -> None:
    def own(formula: str) -> bool:
        return replace(CATALOGUE["calls"], key="own", formula=formula).additive

    assert own("(calls - visits) / 2")
    assert own("0.1 * won_value")
    assert not own("calls / visits")
    assert not own("calls * visits")
    assert not own("calls + 5")
    assert not own("5")
    assert not own("cycle_days")
    assert not own("open_value")
