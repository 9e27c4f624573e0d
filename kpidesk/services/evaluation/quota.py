"""How many of the reps with a revenue target have reached it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kpidesk.domain.periods import Period
from kpidesk.services.evaluation.goals import Goals


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
