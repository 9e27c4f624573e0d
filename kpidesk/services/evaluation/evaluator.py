"""One KPI worked out from what its measures add up to: value, cases, interval, pace and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile, in_units
from kpidesk.domain.formula import Evaluation, Expression, evaluate
from kpidesk.domain.formula_shape import is_additive, is_ratio, proportion
from kpidesk.domain.kpis import SPECIAL_NAMES, KpiDefinition, measures_of
from kpidesk.domain.measures import MEASURES, Aggregate
from kpidesk.domain.pace import Direction, Status, attainment, pace, required_per_day, status
from kpidesk.domain.reports import KpiRow
from kpidesk.domain.statistics import median_of_counts, wilson
from kpidesk.services.evaluation.coverage import Coverage
from kpidesk.services.evaluation.spans import Span

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context
    from kpidesk.services.evaluation.goals import Goal

ACTUAL = "won_value"
"""The measure behind the special name `revenue_actual`."""

Specials = Mapping[str, Decimal | None]
NO_SPECIALS: Specials = {}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it was worked out from; `n` is the number of cases behind it."""

    evaluation: Evaluation
    n: int | None
    interval: tuple[Decimal, Decimal] | None


class Evaluator:
    """Works one KPI out, for any cell."""

    def __init__(
        self, context: Context, definition: KpiDefinition, coverage: Coverage | None = None
    ) -> None:
        self._context = context
        self.definition = definition
        self.expression: Expression = context.expression(definition)
        self.specials = self.expression.names & SPECIAL_NAMES
        self.additive = is_additive(self.expression)
        self.is_ratio = is_ratio(self.expression)
        self._n = definition.n_expression
        self._proportion = proportion(self.expression)
        named = measures_of(self.expression)
        self.counted = named | ({ACTUAL} if self.specials else frozenset())
        self.measures = self.counted | (measures_of(self._n) if self._n else frozenset())
        self.snapshot = any(MEASURES[key].snapshot for key in named)
        self.coverage = coverage or Coverage(context, self.counted)
        self._quantum = context.quantum(definition)

    def figure(self, piles: Mapping[str, Pile], specials: Specials = NO_SPECIALS) -> Figure:
        """The figure of a cell in which there is data: a measure without facts is zero there."""
        values: dict[str, Decimal | None] = {
            key: number_of(key, piles.get(key)) for key in self.measures
        }
        values.update(specials)
        if "revenue_actual" in self.specials:
            values["revenue_actual"] = values[ACTUAL]
        evaluation = evaluate(self.expression, values)
        return Figure(evaluation, self._cases(piles, values), self._interval(values))

    def row(
        self,
        span: Span | None,
        group: Mapping[str, str | None],
        piles: Mapping[str, Pile],
        goal: Goal | None,
        specials: Specials = NO_SPECIALS,
    ) -> KpiRow:
        """The row of a cell; `span` None is all time, or facts without a date."""
        counted = span.counted if span else None
        has_data = self.coverage.has_data(counted) or any(pile.n for pile in piles.values())
        empty = Figure(Evaluation(None), None, None)
        figure = self.figure(piles, specials) if has_data else empty
        value = figure.evaluation.value
        row = KpiRow(
            period=span.period if span else None,
            group=group,
            value=value,
            numerator=figure.evaluation.numerator,
            denominator=figure.evaluation.denominator,
            n=figure.n,
            interval=figure.interval,
            has_data=has_data,
            status=self._status(None, figure.n, has_target=False, has_data=has_data),
        )
        return row if goal is None or counted is None else self._judged(row, goal)

    def _judged(self, row: KpiRow, goal: Goal) -> KpiRow:
        as_of, calendar = self._context.as_of, self._context.calendar
        direction = self.definition.direction
        expected = None
        if self.snapshot:
            expected = goal.value
        elif as_of is not None:
            expected = goal.expected(as_of, calendar, self._quantum)
        on_pace = pace(row.value, expected, direction)
        return replace(
            row,
            target=goal.value,
            attainment=attainment(row.value, goal.value, direction),
            expected=expected,
            pace=on_pace,
            status=self._status(on_pace, row.n, has_target=True, has_data=row.has_data),
            required_per_day=self._required(row.value, goal),
            target_derived=goal.derived,
        )

    def _required(self, value: Decimal | None, goal: Goal) -> Decimal | None:
        """What each working day that is left must bring; only sums can be caught up."""
        as_of = self._context.as_of
        if not self.additive or as_of is None or self.definition.direction is Direction.LOWER:
            return None
        calendar, period = self._context.calendar, goal.period
        gone = calendar.working_days(period.first, min(as_of, period.last))
        left = calendar.working_days(period.first, period.last) - gone
        quantum = self._quantum if self.definition.unit.is_money else None
        return required_per_day(value, goal.value, left, quantum)

    def _status(
        self, on_pace: Decimal | None, n: int | None, *, has_target: bool, has_data: bool
    ) -> Status:
        return status(
            on_pace,
            self._context.bands,
            n,
            self.is_ratio,
            has_target=has_target,
            has_data=has_data,
        )

    def _cases(self, piles: Mapping[str, Pile], values: Mapping[str, Decimal | None]) -> int | None:
        if self._n is not None:
            cases = evaluate(self._n, values).value
            return None if cases is None else int(cases)
        if self.specials or self.is_ratio:
            return None
        return sum(piles[key].n for key in self.counted if key in piles)

    def _interval(self, values: Mapping[str, Decimal | None]) -> tuple[Decimal, Decimal] | None:
        if self._proportion is None:
            return None
        successes, trials = self._proportion
        reached, tried = evaluate(successes, values).value, evaluate(trials, values).value
        return None if reached is None or tried is None else wilson(reached, tried)


def number_of(measure: str, pile: Pile | None) -> Decimal | None:
    """What a measure comes to: zero without facts, but no median of nothing."""
    from kpidesk.storage.figures import scale_of

    known = MEASURES[measure]
    if known.aggregate is not Aggregate.MEDIAN:
        return in_units(pile.amount, scale_of(known)) if pile else Decimal(0)
    middle = median_of_counts(pile.counts) if pile else None
    return None if middle is None else middle / scale_of(known)
