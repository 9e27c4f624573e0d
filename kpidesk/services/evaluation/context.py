"""What every evaluation needs of a company: its calendar, teams, names, KPIs and data's date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kpidesk.analytics.teams import Stay, TeamTree
from kpidesk.domain.calendar import WorkCalendar
from kpidesk.domain.errors import InputError, UsageError
from kpidesk.domain.kpis import KpiDefinition, expression_of
from kpidesk.domain.numbers import quantum_of
from kpidesk.domain.pace import StatusBands
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.domain.formula import Expression
    from kpidesk.storage.reader import Reader
    from kpidesk.storage.records import CompanySettings

_LISTS = {"team": "team", "rep": "rep", "customer": "customer"}


@dataclass(frozen=True, slots=True)
class Who:
    """Whose figures are meant: everybody's, or those of a team, a rep or a customer by id.

    `teams` holds the team with all its sub-teams.
    """

    scope: Scope
    scope_id: int = 0
    teams: frozenset[int] | None = None

    @property
    def level(self) -> str:
        """org, team, rep or customer."""
        return self.scope.level


class KindReach(NamedTuple):
    """Whether there are facts of a kind, and the days from which to which they count."""

    present: bool
    days: tuple[date, date] | None


class Context:
    """One consistent moment of a company, for the length of one evaluation.

    `as_of` is the date that figures are measured to; `asked_as_of` whether somebody asked for
    it, so that what happened later is hidden. `reach` is the last day of the data by then.
    """

    def __init__(self, reader: Reader, as_of: date | None, today: date) -> None:
        self.reader = reader
        self.settings: CompanySettings = reader.settings()
        self.calendar: WorkCalendar = reader.calendar()
        last = reader.data_as_of(max(as_of or today, today))
        self.reach = min(as_of, last) if as_of and last else last
        self.as_of = as_of or self.reach
        self.asked_as_of = as_of is not None
        teams = reader.list_rows("team")
        self.team_names = {int(str(row["id"])): str(row["name"]) for row in teams}
        self.tree = TeamTree(
            {int(str(row["id"])): _id(row["parent_id"]) for row in teams},
            [
                Stay.since(one.rep_id, one.team_id, one.valid_from, one.valid_to)
                for one in reader.memberships()
            ],
        )
        self.rep_names = {row_id: name for name, row_id in reader.names("rep").items()}
        self.bands = StatusBands(*self.settings.bands)
        self._versions: dict[str, list[KpiDefinition]] = {}
        for definition in reader.kpi_definitions():
            self._versions.setdefault(definition.key, []).append(definition)
        self._formulas: dict[str, KpiDefinition] = {
            key: versions[-1] for key, versions in self._versions.items()
        }
        self._names: dict[str, Mapping[int, str]] = {}
        self._reaches: dict[str, KindReach] = {}

    def definition(self, key: str, day: date | None = None) -> KpiDefinition:
        """The KPI as it is defined on a day (None: now). UsageError for an unknown one."""
        versions = self._versions.get(key)
        if not versions:
            raise UsageError(
                "kpi.unknown",
                f"There is no KPI “{key}”. Known are: {', '.join(sorted(self._versions))}.",
                params={"key": key},
            )
        for version in reversed(versions):
            if day is None or version.valid_from is None or version.valid_from <= day:
                return version
        return versions[0]

    def definitions(self) -> tuple[KpiDefinition, ...]:
        """The KPIs as they are defined now."""
        return tuple(versions[-1] for versions in self._versions.values())

    def expression(self, definition: KpiDefinition) -> Expression:
        """The definition's formula down to measures and special names."""
        return expression_of(definition, self._formulas)

    def quantum(self, definition: KpiDefinition) -> Decimal:
        """The smallest step in which the KPI's targets are shared out."""
        return quantum_of(definition.unit, self.settings.currency)

    def reach_of(self, kind: str) -> KindReach:
        """For which days there are facts of a kind."""
        from kpidesk.storage.figures import day_span, has_facts

        if kind not in self._reaches:
            days = day_span(self.reader, kind)
            present = days is not None or has_facts(self.reader, kind)
            self._reaches[kind] = KindReach(present, days)
        return self._reaches[kind]

    def who(self, scope: Scope, definition: KpiDefinition | None = None) -> Who:
        """Whom a scope means. InputError names an unknown one; UsageError where the KPI ends."""
        if definition is not None and not definition.allows(scope.level):
            raise UsageError(
                "kpi.scope",
                f"{definition.label} counts down to {definition.lowest_scope} only, so there is "
                f"no figure for {scope}.",
                params={"kpi": definition.key, "scope": str(scope)},
            )
        if scope.level == "org":
            return Who(scope)
        names = self.reader.names(_LISTS[scope.level])
        name = _spelled(scope.name or "", names)
        if name is None:
            raise InputError(
                "scope.unknown",
                f"There is no {scope.level} called “{scope.name}”. Check the spelling.",
                params={"scope": str(scope)},
            )
        found = names[name]
        teams = self.tree.under(found) if scope.level == "team" else None
        return Who(Scope(scope.level, name), found, teams)

    def name_of(self, group: str, key: object) -> str | None:
        """What a stored group key is called; None for facts without one."""
        if key is None:
            return None
        if group == "rep":
            return self.rep_names.get(int(str(key)))
        if group == "team":
            return self.team_names.get(int(str(key)))
        if group in ("customer", "product", "stage"):
            if group not in self._names:
                names = self.reader.names(group)
                self._names[group] = {row_id: name for name, row_id in names.items()}
            return self._names[group].get(int(str(key)))
        return str(key)


def _id(value: object) -> int | None:
    return None if value is None else int(str(value))


def _spelled(name: str, names: Mapping[str, int]) -> str | None:
    """The stored spelling of a name written in any case."""
    if name in names:
        return name
    folded = name.casefold()
    return next((known for known in names if known.casefold() == folded), None)
