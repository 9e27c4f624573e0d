"""What the shape of an expanded formula over measures tells about its figures."""

from __future__ import annotations

from typing import TypeGuard

from kpidesk.domain.formula import Binary, Expression, Name, Number
from kpidesk.domain.measures import MEASURES, Aggregate, Measure
from kpidesk.domain.numbers import Unit


def measures_in(expression: Expression) -> frozenset[str]:
    """Keys of the measures that the formula reads."""
    return expression.names & MEASURES.keys()


def is_division(expression: Expression) -> TypeGuard[Binary]:
    """Whether the last thing done is to divide."""
    return isinstance(expression, Binary) and expression.operator == "/"


def is_additive(expression: Expression) -> bool:
    """Whether figures of days, reps and teams add up: sums of additive measures, scaled at most."""
    if isinstance(expression, Name):
        return expression.key in MEASURES and MEASURES[expression.key].additive
    if not isinstance(expression, Binary):
        return False
    left, right = expression.left, expression.right
    if expression.operator in "+-":
        return is_additive(left) and is_additive(right)
    if isinstance(right, Number):
        return is_additive(left)
    return expression.operator == "*" and isinstance(left, Number) and is_additive(right)


def is_ratio(expression: Expression) -> bool:
    """Whether it divides by what was counted, or takes a median: few cases then say little."""
    if isinstance(expression, Name):
        return expression.key in MEASURES and MEASURES[expression.key].aggregate is Aggregate.MEDIAN
    if not isinstance(expression, Binary):
        return False
    if expression.operator == "/" and expression.right.names:
        return True
    return is_ratio(expression.left) or is_ratio(expression.right)


def counts_cases(expression: Expression) -> bool:
    """Whether it is a sum of numbers of cases and of nothing else."""
    if isinstance(expression, Binary):
        both = counts_cases(expression.left) and counts_cases(expression.right)
        return expression.operator == "+" and both
    if not isinstance(expression, Name) or expression.key not in MEASURES:
        return False
    return MEASURES[expression.key].unit is Unit.COUNT


def proportion(expression: Expression) -> tuple[Name, Expression] | None:
    """Successes and trials where every success is one of the trials; None for other formulas."""
    if not is_division(expression):
        return None
    part, whole = expression.left, expression.right
    if not isinstance(part, Name) or not counts_cases(part) or not counts_cases(whole):
        return None
    return (part, whole) if _is_within(MEASURES[part.key], whole) else None


def _is_within(part: Measure, whole: Expression) -> bool:
    return any(part.is_part_of(MEASURES[name]) for name in whole.names)
