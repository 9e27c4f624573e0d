"""Who and what there is to choose from: teams, reps, customers and the days of the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpidesk.services.evaluation.context import Context
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class TeamNode:
    """A team, the team above it, and everyone who was ever directly in it."""

    name: str
    parent: str | None
    reps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The choices of scope and period in one company, every list in alphabetical order.

    `first_day` and `as_of` are the first and last day of the data, None without any; `facts` is
    the number of rows of all kinds; `last_import` tells the newest import in words.
    """

    company: str
    currency: str
    country: str
    fiscal_start: int
    teams: tuple[TeamNode, ...]
    reps: tuple[str, ...]
    customers: tuple[str, ...]
    first_day: date | None
    as_of: date | None
    facts: int
    last_import: str | None


def directory(company: CompanyFile) -> Directory:
    """What the scope and period choosers offer."""
    from kpidesk.services.evaluation.context import Context
    from kpidesk.storage.schema import FACT_TABLES

    with company.reading() as reader:
        context = Context(reader, None, date.today())
        span = reader.data_span()
        settings = context.settings
        return Directory(
            company=settings.name,
            currency=settings.currency,
            country=settings.country,
            fiscal_start=settings.fiscal_start,
            teams=_teams(context),
            reps=_sorted(context.rep_names.values()),
            customers=_sorted(reader.names("customer")),
            first_day=span[0] if span else None,
            as_of=context.as_of,
            facts=sum(reader.count(kind) for kind in FACT_TABLES),
            last_import=_last_import(reader),
        )


def _teams(context: Context) -> tuple[TeamNode, ...]:
    members: dict[int, set[str]] = {team: set() for team in context.team_names}
    for stay in context.tree.stays(date.min, date.max):
        if stay.team_id is not None:
            members[stay.team_id].add(context.rep_names[stay.rep_id])
    names = context.team_names
    nodes = [
        TeamNode(names[team], names.get(context.tree.parent(team) or 0), _sorted(reps))
        for team, reps in members.items()
    ]
    return tuple(sorted(nodes, key=lambda node: node.name.casefold()))


def _last_import(reader: Reader) -> str | None:
    """The newest import that was not undone: “Salg juni.xlsx, 2026-06-18 13:40”."""
    applied = [batch for batch in reader.batches() if batch["state"] == "applied"]
    if not applied:
        return None
    # Kept in universal time; told in the time of whoever looks.
    moment = datetime.fromisoformat(str(applied[-1]["imported_at"])).astimezone()
    return f"{applied[-1]['source']}, {moment:%Y-%m-%d %H:%M}"


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))
