"""The rows of "Teams and reps": revenue against its target, with the win rate beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.periods import Grain, Period
from kpidesk.domain.reports import ScopeLine
from kpidesk.domain.targets import Scope
from kpidesk.services.evaluation.cards import expected_share
from kpidesk.services.evaluation.evaluator import Evaluator
from kpidesk.services.evaluation.people import PeopleFigures, Piled
from kpidesk.services.evaluation.spans import Span

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.services.evaluation.goals import Goal, Goals

RATE_DAYS = 90
"""The win rate beside the revenue looks back so many days, so that n is not tiny."""


class LineMaker:
    """Makes the tree of teams and reps; the lines of level 0 add up to the scope."""

    def __init__(
        self,
        context: Context,
        who: Who,
        period: Period,
        goals: Goals,
        people: PeopleFigures,
        revenue: Evaluator,
        win_rate: Evaluator,
    ) -> None:
        self._context = context
        self._who = who
        self._period = period
        self._goals = goals
        self._people = people
        self._revenue = revenue
        self._win_rate = win_rate
        last = min(context.as_of or period.last, period.last)
        window = Period(last - timedelta(days=RATE_DAYS - 1), last, Grain.SPAN)
        self._rates = PeopleFigures(context, win_rate.measures, who, window)
        self._members = {
            (stay.team_id, stay.rep_id) for stay in context.tree.stays(period.first, period.last)
        }

    def lines(self) -> tuple[ScopeLine, ...]:
        """The lines for the scope: the team tree, or a rep's own line."""
        who, tree = self._who, self._context.tree
        if who.level == "rep":
            goal = self._goals.of(who, self._period)
            return (
                self._line(
                    who.scope,
                    0,
                    self._people.of_rep_in(who.scope_id),
                    self._rates.of_rep_in(who.scope_id),
                    goal,
                ),
            )
        roots = [who.scope_id] if who.level == "team" else list(tree.roots)
        lines = [line for team in self._by_name(roots) for line in self._team(team, 0)]
        if who.level == "org":
            lines += self._outside_teams()
        return tuple(lines)

    def _team(self, team: int, level: int) -> Iterator[ScopeLine]:
        tree = self._context.tree
        teams = tree.under(team)
        if not any(known in teams for known, _ in self._members | self._people.people):
            return
        goal = self._goals.at("team", team, self._period)
        scope = Scope("team", self._context.team_names[team])
        yield self._line(
            scope, level, self._people.of_teams(teams), self._rates.of_teams(teams), goal
        )
        for below in self._by_name(tree.children(team)):
            yield from self._team(below, level + 1)
        own = frozenset({team})
        for rep in self._reps_in(team):
            goal = self._goals.of_rep_in(rep, own, self._period)
            yield self._rep(rep, level + 1, own, goal)

    def _outside_teams(self) -> Iterator[ScopeLine]:
        """Reps on days in no team, and what nobody's name stands on."""
        nowhere: frozenset[None] = frozenset({None})
        for rep in self._reps_in(None):
            goal = self._goals.outside_teams(rep, self._period)
            yield self._rep(rep, 0, nowhere, goal)
        won, rate = self._people.of_rep_in(None), self._rates.of_rep_in(None)
        if any(pile.n for pile in won.values()) or any(pile.n for pile in rate.values()):
            yield self._line(None, 0, won, rate, None)

    def _reps_in(self, team: int | None) -> list[int]:
        pairs = self._members | self._people.people
        if team is None:
            # A rep who only has a target belongs in the table as well.
            pairs |= {
                (None, rep)
                for rep in self._goals.reps
                if self._goals.outside_teams(rep, self._period) is not None
            }
        names = self._context.rep_names
        reps = {rep for known, rep in pairs if known == team and rep is not None}
        return sorted(reps, key=lambda rep: names[rep].casefold())

    def _by_name(self, teams: Collection[int]) -> list[int]:
        return sorted(teams, key=lambda team: self._context.team_names[team].casefold())

    def _rep(
        self, rep: int, level: int, teams: Collection[int | None], goal: Goal | None
    ) -> ScopeLine:
        return self._line(
            Scope("rep", self._context.rep_names[rep]),
            level,
            self._people.of_rep_in(rep, teams),
            self._rates.of_rep_in(rep, teams),
            goal,
        )

    def _line(
        self, scope: Scope | None, level: int, won: Piled, rate: Piled, goal: Goal | None
    ) -> ScopeLine:
        row = self._revenue.row(Span(self._period, self._period), {}, won, goal)
        closed = self._win_rate.figure(rate)
        return ScopeLine(
            name=scope.name or "" if scope else "No rep",
            scope=scope,
            level=level,
            won=row.value or Decimal(0),
            target=row.target,
            attainment=row.attainment,
            expected_share=expected_share(row.expected, row.target),
            pace=row.pace,
            status=row.status,
            win_rate=closed.evaluation.value,
            win_n=closed.n or 0,
        )
