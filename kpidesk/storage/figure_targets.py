"""The targets that matter for some days, read in one statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, func, select

from kpidesk.domain.periods import Grain, Period
from kpidesk.domain.targets import Scope, Target
from kpidesk.storage import schema

if TYPE_CHECKING:
    from kpidesk.storage.reader import Reader


class OwnedTarget(NamedTuple):
    """A target and whose it is: the level of its scope and the stored id (0: organisation)."""

    level: str
    owner: int
    target: Target


def targets_between(
    reader: Reader, kpis: Collection[str], first: date, last: date
) -> list[OwnedTarget]:
    """All targets of some KPIs that share a day with first..last. Scopes carry no name."""
    table = schema.target
    statement: Select[Any] = select(
        table.c.kpi,
        table.c.scope,
        table.c.scope_id,
        table.c.grain,
        table.c.first_day,
        table.c.last_day,
        table.c.value,
    ).where(table.c.kpi.in_(sorted(kpis)), table.c.first_day <= last, table.c.last_day >= first)
    found = []
    for kpi, level, owner, grain, start, end, value in reader.connection.execute(statement):
        target = Target(kpi, Scope(level), Period(start, end, Grain(grain)), value)
        found.append(OwnedTarget(level, owner, target))
    return found


def target_span(reader: Reader, kpi: str) -> tuple[date, date] | None:
    """The first and last day of all targets of a KPI, None where it has none."""
    table = schema.target
    first, last = reader.connection.execute(
        select(func.min(table.c.first_day), func.max(table.c.last_day)).where(table.c.kpi == kpi)
    ).one()
    return (first, last) if first is not None else None
