"""How many of the reps with a revenue target have reached it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpidesk.domain.periods import Grain, Period, period_of, previous
from kpidesk.services.evaluation.goals import Goals

TOO_HIGH_BELOW = Decimal("0.6")
ENOUGH_REPS = 5


class Quota(NamedTuple):
    """Reps who have reached their target, and all who have one."""

    reached: int
    with_target: int

    @property
    def share(self) -> Decimal | None:
        """The share that has reached it; None where nobody has a target."""
        return Decimal(self.reached) / self.with_target if self.with_target else None


def reps_at_quota(
    goals: Goals,
    revenue: Mapping[int, Decimal],
    period: Period,
    teams: frozenset[int] | None = None,
) -> Quota:
    """The reps at or above their own target for the period.

    With `teams` a rep is judged by the days in them: `revenue` must then be of those days too.
    """
    reached = with_target = 0
    for rep in goals.reps:
        if teams is None:
            goal = goals.at("rep", rep, period)
        else:
            goal = goals.of_rep_in(rep, teams, period)
        if goal is None or goal.value <= 0:
            continue
        with_target += 1
        reached += revenue.get(rep, Decimal(0)) >= goal.value
    return Quota(reached, with_target)


def targets_seem_too_high(now: Quota, before: Quota) -> bool:
    """The 60 % rule: fewer than 60 % of the reps with a target reach it.

    Only said of five or more such reps, or when it is so two periods in a row.
    """
    if now.share is None or now.share >= TOO_HIGH_BELOW:
        return False
    if now.with_target >= ENOUGH_REPS:
        return True
    return before.share is not None and before.share < TOO_HIGH_BELOW


def closed_periods(goals: Goals, last_day: date, fiscal_start: int) -> tuple[Period, Period]:
    """The last period that is over by the end of a day, and the one before it.

    Months, or quarters or years where reps have no shorter targets.
    """
    longest = {Grain.MONTH: 31, Grain.QUARTER: 92}
    shortest = min((period.days for period in goals.rep_periods()), default=0)
    grain = next((grain for grain, days in longest.items() if shortest <= days), Grain.YEAR)
    current = period_of(last_day, grain, fiscal_start)
    closed = current if current.last <= last_day else previous(current)
    return closed, previous(closed)
