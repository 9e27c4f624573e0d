"""Whose figures, which period and how fine: the one choice that every scoped page follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.domain import periods
from kpidesk.domain.periods import Grain, Period, period_of
from kpidesk.domain.targets import Scope
from kpidesk.ui.choices import Choice, ScopeChoices
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.widgets.top_bar import TopBar
from kpidesk.ui.words import period_title

if TYPE_CHECKING:
    from kpidesk.services.directory import Directory, TeamNode

_BUCKETS = {Grain.DAY: 31, Grain.WEEK: 26, Grain.MONTH: 12, Grain.QUARTER: 8, Grain.YEAR: 5}
"""How many buckets a curve shows back from the chosen period."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen. `span` is what curves run over, `period` what single figures are of."""

    scope: Scope
    period: Period
    grain: Grain
    span: Period


class SelectionController(QObject):
    """Holds the selection, shows it in the top bar, and tells of changes.

    `selection_changed(Selection)`. Without a company there is no selection.
    """

    selection_changed = Signal(object)

    def __init__(self, bar: TopBar, formatter: Formatter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._formatter = formatter
        self._fiscal_start = 1
        self._as_of = date.today()
        self._selection: Selection | None = None
        self._own_span = False
        self._curves = False
        bar.scope_chosen.connect(self.set_scope)
        bar.period_chosen.connect(self.set_period)
        bar.period_stepped.connect(self.step)
        bar.grain_chosen.connect(self.set_grain)

    @property
    def selection(self) -> Selection | None:
        """What is chosen now."""
        return self._selection

    def set_directory(self, directory: Directory, age: int) -> None:
        """Offer a company's people and customers; keep the selection where it still holds.

        `age` is how many working days ago the data ends. Who is gone since is not looked at any
        more, which is told; a first selection is not.
        """
        self._fiscal_start = directory.fiscal_start
        self._bar.set_choices(scope_choices(directory), directory.fiscal_start)
        self._bar.set_as_of(directory.as_of, age)
        self._as_of = directory.as_of or date.today()
        kept = self._selection
        if kept is None:
            self._selection = self._around(self._as_of, Scope(), Grain.MONTH)
        elif not _knows(directory, kept.scope):
            self._take(replace(kept, scope=Scope()))
        self._show()

    def follow_data(self, as_of: date) -> None:
        """Move to the period that the data now reaches."""
        kept = self._selection
        self._as_of = as_of
        if kept is not None:
            self._own_span = False
            self._take(self._around(as_of, kept.scope, kept.grain))

    def forget(self) -> None:
        """There is no company any more."""
        self._selection = None
        self._own_span = False
        self._bar.set_choices(ScopeChoices("KPIDesk"))
        self._bar.set_as_of(None, 0)

    def set_curves(self, curves: bool) -> None:
        """Whether the page that is shown runs over the span rather than the period."""
        if curves != self._curves:
            self._curves = curves
            self._show()

    @Slot(object)
    def set_scope(self, scope: Scope) -> None:
        """Look at somebody else."""
        if self._selection is not None:
            self._take(replace(self._selection, scope=scope))

    @Slot(object)
    def set_period(self, period: Period) -> None:
        """Look at another period; a curve runs over it when it is longer than one bucket."""
        kept = self._selection
        if kept is None:
            return
        if self._curves and period.grain is not kept.grain:
            self._own_span = True
            self._take(replace(kept, span=period))
            return
        self._own_span = period.grain is Grain.SPAN
        grain = period.grain if period.grain is not Grain.SPAN else kept.grain
        span = period if period.grain is Grain.SPAN else self._span(period, grain)
        self._take(Selection(kept.scope, period, grain, span))

    @Slot(object)
    def set_grain(self, grain: Grain) -> None:
        """Look finer or coarser, around the end of what is shown."""
        kept = self._selection
        if kept is None:
            return
        if self._curves and self._own_span:
            self._take(replace(kept, grain=grain))
            return
        if grain is not kept.period.grain:
            self._own_span = False
            period = period_of(self._last_day(kept.period), grain, self._fiscal_start)
            self._take(Selection(kept.scope, period, grain, self._span(period, grain)))

    @Slot(int)
    def step(self, steps: int) -> None:
        """One period forth or back; on curves over a span of one's own, as long as that is."""
        kept = self._selection
        if kept is None:
            return
        if self._curves and self._own_span:
            self._take(replace(kept, span=periods.next(kept.span, steps)))
            return
        period = periods.next(kept.period, steps)
        span = self._span(period, kept.grain)
        if kept.period.grain is Grain.SPAN:
            span = period
        self._take(Selection(kept.scope, period, kept.grain, span))

    def _last_day(self, period: Period) -> date:
        """The last day of the period that has data, so that a day or week is not an empty one."""
        return min(period.last, self._as_of) if period.contains(self._as_of) else period.last

    def _around(self, day: date, scope: Scope, grain: Grain) -> Selection:
        period = period_of(day, grain, self._fiscal_start)
        return Selection(scope, period, grain, self._span(period, grain))

    def _span(self, period: Period, grain: Grain) -> Period:
        first = periods.previous(period, _BUCKETS[grain] - 1).first
        return Period(first, period.last, Grain.SPAN, self._fiscal_start)

    def _take(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._show()
            self.selection_changed.emit(selection)

    def _show(self) -> None:
        kept = self._selection
        if kept is None:
            return
        shown = kept.span if self._curves else kept.period
        title = period_title(shown, self._formatter)
        self._bar.set_selection(kept.scope, shown, title, kept.grain)


def scope_choices(directory: Directory) -> ScopeChoices:
    """Teams under their parents, reps under their teams, customers in order."""
    children: dict[str | None, list[TeamNode]] = {}
    names = {node.name for node in directory.teams}
    for node in directory.teams:
        parent = node.parent if node.parent in names else None
        children.setdefault(parent, []).append(node)
    teams = tuple(_team_choices(children, None, 0))
    reps = tuple(Choice(name, value=Scope("rep", name)) for name in directory.reps)
    customers = tuple(Choice(name, value=Scope("customer", name)) for name in directory.customers)
    return ScopeChoices(directory.company, teams, reps, customers)


def _team_choices(
    children: dict[str | None, list[TeamNode]], parent: str | None, depth: int
) -> Sequence[Choice]:
    found: list[Choice] = []
    for node in children.get(parent, ()):
        found.append(Choice(node.name, value=Scope("team", node.name), depth=depth))
        found.extend(_team_choices(children, node.name, depth + 1))
    return found


def _knows(directory: Directory, scope: Scope) -> bool:
    names = {
        "team": {node.name for node in directory.teams},
        "rep": set(directory.reps),
        "customer": set(directory.customers),
    }
    return scope.level == "org" or scope.name in names[scope.level]
