"""What a KPI is: a named formula over measures, with all that must be said to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from kpidesk.domain import formula_shape
from kpidesk.domain.errors import UsageError
from kpidesk.domain.formula import Expression, expand, parse
from kpidesk.domain.measures import MEASURES
from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import Direction

SPECIAL_NAMES = frozenset({"revenue_actual", "revenue_target", "reps_at_quota", "reps_with_quota"})
"""Names in formulas that are worked out against the revenue targets instead of from facts."""

_SCOPE_DEPTH = MappingProxyType({"org": 0, "team": 1, "rep": 2, "customer": 2})


class Category(StrEnum):
    """Where a KPI stands in the catalogue."""

    ACTIVITY = "activity"
    PROSPECT = "prospect"
    CONVERSION = "conversion"
    RESULT = "result"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class KpiDefinition:
    """What a KPI counts.

    `attribution` tells in words which day places a fact, `population` which facts count,
    `lowest_scope` is the smallest scope at which it makes sense. `n_measure` is a formula for
    the number of cases behind a figure, where the formula itself does not tell.
    """

    key: str
    label: str
    formula: str
    unit: Unit
    direction: Direction
    category: Category
    attribution: str
    population: str
    lowest_scope: str
    description: str
    n_measure: str | None = None
    version: int = 1
    valid_from: date | None = None

    @property
    def expression(self) -> Expression:
        """The formula down to measures and special names.

        KPIs it names are the catalogue's; `expression_of` takes the company's own.
        """
        return expression_of(self)

    @property
    def additive(self) -> bool:
        """Whether figures of days, reps and teams add up; only such targets are phased."""
        return formula_shape.is_additive(self.expression)

    @property
    def is_ratio(self) -> bool:
        """Whether it divides or takes a median, so that few cases say little."""
        return formula_shape.is_ratio(self.expression)

    @property
    def snapshot(self) -> bool:
        """Whether it tells what stands open on the as-of day."""
        return any(MEASURES[key].snapshot for key in measures_of(self.expression))

    @property
    def is_proportion(self) -> bool:
        """Whether it is a share of counted cases, for which Wilson's interval holds."""
        return self.successes is not None

    @property
    def successes(self) -> Expression | None:
        """The cases that count as reached, if this is a proportion."""
        parts = formula_shape.proportion(self.expression)
        return parts[0] if parts else None

    @property
    def trials(self) -> Expression | None:
        """All cases, if this is a proportion."""
        parts = formula_shape.proportion(self.expression)
        return parts[1] if parts else None

    @property
    def n_expression(self) -> Expression | None:
        """The number of cases behind a figure; by default a denominator that counts."""
        if self.n_measure is not None:
            return parse(self.n_measure)
        expression = self.expression
        if formula_shape.is_division(expression) and formula_shape.counts_cases(expression.right):
            return expression.right
        return None

    def allows(self, level: str) -> bool:
        """Whether the KPI makes sense for a scope of that level (org, team, rep, customer)."""
        return _SCOPE_DEPTH[level] <= _SCOPE_DEPTH[self.lowest_scope]


def expression_of(
    definition: KpiDefinition, catalogue: Mapping[str, KpiDefinition] | None = None
) -> Expression:
    """The formula of `definition` with the KPIs it names replaced by their own formulas.

    A name that is both a measure and a KPI means the measure. Raises the UsageErrors of
    `formula.parse` and `formula.expand`, and `formula.unknown_name`.
    """
    if catalogue is None:
        # The catalogue is made of these definitions, so it cannot be there before them.
        from kpidesk.domain.kpis import CATALOGUE

        catalogue = CATALOGUE
    return _expression(definition.formula, _formulas(catalogue))


def measures_of(expression: Expression) -> frozenset[str]:
    """Keys of the measures that an expanded formula reads."""
    return formula_shape.measures_in(expression)


def check_definition(definition: KpiDefinition, catalogue: Mapping[str, KpiDefinition]) -> None:
    """Raise the UsageError that a definition would give when it is first counted.

    `catalogue` holds the company's other KPIs; the definition takes the place of its own key.
    """
    known = {**catalogue, definition.key: definition}
    expression_of(definition, known)
    if definition.n_measure is not None:
        _expression(definition.n_measure, _formulas(known))


def _formulas(catalogue: Mapping[str, KpiDefinition]) -> tuple[tuple[str, str], ...]:
    return tuple((key, known.formula) for key, known in catalogue.items() if key not in MEASURES)


@lru_cache(maxsize=512)
def _expression(formula: str, formulas: tuple[tuple[str, str], ...]) -> Expression:
    expression = expand(parse(formula), dict(formulas))
    unknown = sorted(expression.names - MEASURES.keys() - SPECIAL_NAMES)
    if unknown:
        raise UsageError(
            "formula.unknown_name",
            f"“{unknown[0]}” is neither a measure nor a KPI. Known measures: "
            f"{', '.join(sorted(MEASURES))}.",
            params={"names": tuple(unknown)},
        )
    return expression
