"""Measures and KPI formulas as spreadsheet formulas over the fact sheets of the same workbook.

Only SUMIFS, COUNTIFS, MEDIAN, IF and IFERROR are used: they mean the same in every spreadsheet
program that our users have, old ones too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from kpidesk.domain.formula import Expression, Name, Number
from kpidesk.domain.measures import Aggregate, AsOf, Condition, Measure

EMPTY = "="
"""The criterion for an empty cell."""


@dataclass(frozen=True, slots=True)
class FactColumns:
    """Where the columns of one kind stand: field -> absolute range such as Deals!$B$2:$B$90."""

    ranges: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """The cells that say which part of the facts a figure is about.

    `first` and `last` hold days, `as_of` the date of the data; `names` are further conditions:
    field -> the texts it may have (EMPTY for none).
    """

    first: str
    last: str
    as_of: str
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)


def measure_formula(measure: Measure, columns: FactColumns, place: Place) -> str:
    """The measure as a formula, without the leading equals sign.

    A median is an array formula; everything else is a sum of SUMIFS or COUNTIFS, one for each
    combination of the texts that a condition allows.
    """
    if measure.aggregate is Aggregate.MEDIAN:
        return _median(measure, columns, place)
    fixed = [_criterion(columns, name, '"<>"') for name in measure.needs if "*" not in name]
    fixed += _day_criteria(measure, columns, place)
    terms = [
        _conditional(measure, columns, [*fixed, *chosen])
        for chosen in product(*_alternatives(measure, columns, place))
    ]
    return "+".join(terms)


def kpi_formula(expression: Expression, cells: Mapping[str, str], no_data: str | None) -> str:
    """A KPI's formula over the cells of its measures; empty where there is no value.

    `no_data` is a condition under which nothing was imported, which is not the same as 0.
    """
    formula = f'IFERROR({_expression(expression, cells)},"")'
    return formula if no_data is None else f'IF({no_data},"",{formula})'


def _expression(expression: Expression, cells: Mapping[str, str]) -> str:
    if isinstance(expression, Number):
        return str(expression.value)
    if isinstance(expression, Name):
        return cells[expression.key]
    left, right = _expression(expression.left, cells), _expression(expression.right, cells)
    return f"({left}{expression.operator}{right})"


def _conditional(measure: Measure, columns: FactColumns, criteria: Sequence[str]) -> str:
    inside = ",".join(criteria)
    if measure.aggregate is Aggregate.COUNT:
        return f"COUNTIFS({inside})"
    return f"SUMIFS({columns.ranges[_value_field(measure)]},{inside})"


def _value_field(measure: Measure) -> str:
    return measure.value_field or ""


def _day_field(measure: Measure) -> str:
    return measure.date_field


def _day_criteria(measure: Measure, columns: FactColumns, place: Place) -> list[str]:
    days = columns.ranges[_day_field(measure)]
    first = f"MAX({place.first},{place.as_of})" if measure.as_of is AsOf.AHEAD else place.first
    criteria = [f'{days},">="&{first}', f'{days},"<="&{place.last}']
    if measure.as_of is AsOf.ANY:
        criteria.append(f'{days},"<="&{place.as_of}')
    elif measure.as_of is AsOf.OVERDUE:
        criteria.append(f'{days},"<"&{place.as_of}')
    return criteria


def _alternatives(measure: Measure, columns: FactColumns, place: Place) -> list[list[str]]:
    """For each condition the criteria of which one must hold."""
    found = [
        [
            _criterion(columns, condition.field, _wanted(text, condition.negate))
            for text in _texts(condition)
        ]
        for condition in measure.where
    ]
    for name, texts in place.names.items():
        column = _placed(name, measure)
        found.append([_criterion(columns, column, _wanted(text)) for text in texts])
    return found


def _placed(name: str, measure: Measure) -> str:
    """A rep's team depends on the day, so there is a team column for each date that counts."""
    return f"{name} on {measure.date_field}" if name in ("team", "in scope") else name


def _texts(condition: Condition) -> list[str]:
    texts = sorted(condition.values)
    return [*texts, EMPTY] if condition.or_blank else texts


def _criterion(columns: FactColumns, name: str, criterion: str) -> str:
    return f"{columns.ranges[name]},{criterion}"


def _wanted(text: str, negate: bool = False) -> str:
    """The criterion for a text; signs that would be wildcards are taken literally."""
    if text == EMPTY:
        return '"="'
    literal = "".join(f"~{sign}" if sign in "*?~" else sign for sign in text)
    literal = literal.replace('"', '""')
    return f'"{"<>" if negate else "="}{literal}"'


def _median(measure: Measure, columns: FactColumns, place: Place) -> str:
    days = columns.ranges[measure.date_field]
    values = columns.ranges[_value_field(measure)]
    tests = [
        f"({days}>={place.first})",
        f"({days}<={place.last})",
        f"({days}<={place.as_of})",
        f'({values}<>"")',
    ]
    for condition in measure.where:
        tests.append(_any_of(columns.ranges[condition.field], _texts(condition)))
    for name, texts in place.names.items():
        tests.append(_any_of(columns.ranges[_placed(name, measure)], texts))
    return f'IFERROR(MEDIAN(IF({"*".join(tests)},{values})),"")'


def _any_of(column: str, texts: Sequence[str]) -> str:
    quoted = ['""' if text == EMPTY else '"' + text.replace('"', '""') + '"' for text in texts]
    return "(" + "+".join(f"({column}={text})" for text in quoted) + ">0)"
