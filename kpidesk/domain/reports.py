"""What the services answer with: KPI figures, the Today page, curves, and the rows behind them.

Plain values only. Money and counts are Decimal; shares are fractions; None is "no value".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Period
from kpidesk.domain.targets import Scope


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One figure of a KPI: for a period (None = all time) and the groups it was split by."""

    period: Period | None
    group: Mapping[str, str | None]
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: int | None
    target: Decimal | None = None
    attainment: Decimal | None = None
    expected: Decimal | None = None
    pace: Decimal | None = None
    status: Status = Status.NO_TARGET
    required_per_day: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None  # Wilson 95 %, proportions only
    target_derived: bool = False  # the sum of the children's targets
    has_data: bool = True  # False: nothing was imported for the period


@dataclass(frozen=True, slots=True)
class KpiReport:
    """The answer to a KPI query, one row per period and group, in order."""

    definition: KpiDefinition
    currency: str
    scope: Scope
    as_of: date | None
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class KpiCard:
    """A card of Today: the figure, and what its spark and bar need."""

    definition: KpiDefinition
    row: KpiRow
    spark: tuple[Decimal | None, ...]  # per working day (additive) or running value (ratio)
    spark_level: Decimal | None  # needed mean a day, or the target
    expected_share: Decimal | None  # expected ÷ target: where the black tick stands


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A day on the cumulative curve; `actual` is None after the data's date."""

    day: date
    working_day: int  # working days gone up to and including this day
    actual: Decimal | None
    target: Decimal | None
    complete: bool = True  # False for the data's last, unfinished day


@dataclass(frozen=True, slots=True)
class LastYearPoint:
    """Last year's cumulative value by its working-day number."""

    working_day: int
    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Milestone:
    """A share of the target (0.5, 0.9, 1) and the day it was reached and was planned for."""

    share: Decimal
    reached_on: date
    planned_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class CumulativeCurve:
    """The development curve of an additive KPI within one period."""

    definition: KpiDefinition
    period: Period
    points: tuple[CurvePoint, ...]
    last_year: tuple[LastYearPoint, ...]
    milestones: tuple[Milestone, ...]
    target: Decimal | None
    growth: Decimal | None  # against the same number of working days last year
    working_days: int
    working_days_gone: int


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A row of "Teams and reps": a team (level 0), a rep under it (1), or "No rep"."""

    name: str
    scope: Scope | None  # None for "No rep"
    level: int
    won: Decimal
    target: Decimal | None
    attainment: Decimal | None
    expected_share: Decimal | None
    pace: Decimal | None
    status: Status
    win_rate: Decimal | None
    win_n: int


@dataclass(frozen=True, slots=True)
class QuotaCard:
    """How many of the reps with a target reached it in the last closed month."""

    period: Period
    reached: int
    with_target: int
    before_period: Period
    before_reached: int
    before_with_target: int
    too_high: bool  # the 60 % rule


@dataclass(frozen=True, slots=True)
class TodayReport:
    """All that the Today page shows."""

    company: str
    currency: str
    scope: Scope
    period: Period
    as_of: date | None
    working_days: int
    working_days_gone: int
    cards: tuple[KpiCard, ...]
    curve: CumulativeCurve | None
    lines: tuple[ScopeLine, ...]
    quota: QuotaCard | None
    has_facts: bool = True


@dataclass(frozen=True, slots=True)
class Bucket:
    """One column of a development curve: a day, week, month, quarter or year."""

    period: Period
    row: KpiRow
    year_before: Decimal | None
    running: Decimal | None  # the KPI from the first bucket up to and including this one
    running_before: Decimal | None
    complete: bool


@dataclass(frozen=True, slots=True)
class CurveReport:
    """The Curves page for one KPI and scope."""

    definition: KpiDefinition
    currency: str
    scope: Scope
    period: Period
    as_of: date | None
    buckets: tuple[Bucket, ...]
    total: KpiRow
    total_before: Decimal | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row behind a number, in words fit for a table."""

    kind: str
    day: date | None
    customer: str | None
    rep: str | None
    label: str  # deal or activity type
    result: str  # won, lost, held, ...
    amount: Decimal | None
    source: str | None = None  # "Salg juni.xlsx, row 17"


@dataclass(frozen=True, slots=True)
class FactRows:
    """The rows behind a number: the first of them, and how many there are in all."""

    rows: tuple[FactRow, ...]
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)  # result -> how many


@dataclass(frozen=True, slots=True)
class Changed:
    """What an operation changed: kinds of things ("deals", "targets", ...) and their ids.

    Empty `ids` for a kind means "many". Each screen decides by this whether to refresh.
    """

    kinds: frozenset[str]
    ids: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    action: int | None = None
    text: str = ""
