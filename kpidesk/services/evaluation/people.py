"""Measures by team and rep, for the table of Today and for judging reps one by one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.analytics.tally import Pile
from kpidesk.domain.periods import Period
from kpidesk.services.evaluation.evaluator import ACTUAL, number_of
from kpidesk.services.evaluation.gather import Question, gather

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who

Piled = dict[str, Pile]


class PeopleFigures:
    """What some measures add up to in a period for every rep within every team."""

    def __init__(
        self, context: Context, measures: Collection[str], who: Who, period: Period
    ) -> None:
        self._measures = measures
        question = Question(period.first, period.last, groups=("team", "rep"))
        self._cells: dict[tuple[int | None, int | None], Piled] = {}
        for key, piles in gather(context, measures, who, question).items():
            for (_, (team, rep)), pile in piles.items():
                self._cells.setdefault((team, rep), {})[key] = pile

    @property
    def people(self) -> frozenset[tuple[int | None, int | None]]:
        """The pairs of team and rep that have facts."""
        return frozenset(self._cells)

    def of_teams(self, teams: Collection[int | None]) -> Piled:
        """What everybody comes to on days in any of some teams (None: in no team)."""
        return self._sum([cell for cell in self._cells if cell[0] in teams])

    def of_rep_in(self, rep: int | None, teams: Collection[int | None] | None = None) -> Piled:
        """What a rep (None: nobody) comes to, on days in some teams or on all days."""
        return self._sum(
            [cell for cell in self._cells if cell[1] == rep and (teams is None or cell[0] in teams)]
        )

    def revenue_by_rep(self, teams: Collection[int | None] | None = None) -> dict[int, Decimal]:
        """Won value by rep, on days in some teams or on all days."""
        sums: dict[int, Decimal] = {}
        for (team, rep), piles in self._cells.items():
            if rep is not None and (teams is None or team in teams):
                won = number_of(ACTUAL, piles.get(ACTUAL)) or Decimal(0)
                sums[rep] = sums.get(rep, Decimal(0)) + won
        return sums

    def _sum(self, cells: Collection[tuple[int | None, int | None]]) -> Piled:
        found: Piled = {}
        for cell in cells:
            for key, pile in self._cells[cell].items():
                found.setdefault(key, Pile()).merge(pile)
        return found
