"""Looking a company file through: structure, references, and whatever is kept for speed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import func, select, true

from kpidesk.domain.errors import InputError
from kpidesk.domain.targets import Scope, Target, clash
from kpidesk.storage import schema
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.derived import CONVERSIONS, cycle_days, foreign_changes, stale_own_currency
from kpidesk.storage.file_facts import APPLICATION_ID, SCHEMA_VERSION
from kpidesk.storage.measure_sql import KEPT_MEASURES
from kpidesk.storage.reader import Reader
from kpidesk.storage.records import StoredTarget
from kpidesk.storage.stored_values import PLAIN
from kpidesk.storage.totals import kept_totals, recount

_MANY = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be: a stable code, and plain words."""

    code: str
    message: str


def check(company: CompanyFile) -> list[Problem]:
    """All that is wrong with a company file; empty if it is in order. Nothing is changed.

    Raises CompanyFileError company.damaged where so much is broken that it cannot be read.
    """
    with company.reading() as reader:
        structure = list(_structure(reader))
        if structure:
            return structure
        return [problem for look in _LOOKS for problem in look(reader)]


def _structure(reader: Reader) -> Iterator[Problem]:
    connection = reader.connection
    for line in connection.exec_driver_sql(f"PRAGMA integrity_check({_MANY})").scalars():
        if line != "ok":
            yield Problem("check.structure", f"The file is damaged: {line}.")
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    if (application, version) != (APPLICATION_ID, SCHEMA_VERSION):
        yield Problem("check.identity", f"The file says it is {application}, version {version}.")
    yield from _missing(reader)


def _missing(reader: Reader) -> Iterator[Problem]:
    for table in schema.metadata.sorted_tables:
        rows = reader.connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")').all()
        gone = sorted(set(table.c.keys()) - {row.name for row in rows})
        if gone:
            yield Problem("check.structure", f"{table.name} lacks {', '.join(gone)}.")


def _references(reader: Reader) -> Iterator[Problem]:
    rows = reader.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row[0], row[2]] = counts.get((row[0], row[2]), 0) + 1
    for (table, parent), number in sorted(counts.items()):
        yield Problem(
            "check.reference", f"{number} rows of {table} point to a {parent} that is not there."
        )
    for ref, known in ((ref, set(reader.names(ref).values())) for ref in schema.LIST_TABLES):
        for written, means in reader.aliases(ref).items():
            if means not in known:
                yield Problem("check.reference", f"The alias “{written}” means no {ref}.")
    for target in reader.targets():
        if target.scope != "org" and target.scope_name is None:
            yield Problem(
                "check.reference",
                f"A target for {target.kpi} in {target.period} is for a {target.scope} that is "
                "not there.",
            )


def _totals(reader: Reader) -> Iterator[Problem]:
    known = {measure.key for measure in KEPT_MEASURES}
    table = schema.day_total
    for key in reader.connection.scalars(select(table.c.measure).distinct()):
        if key not in known:
            yield Problem("check.totals", f"There are totals of “{key}”, which is no measure.")
    for measure in KEPT_MEASURES:
        kept, counted = kept_totals(reader.connection, measure), recount(reader.connection, measure)
        days = {str(row[0]) for row in kept ^ counted}
        if days:
            yield Problem(
                "check.totals",
                f"The totals of {measure.key} differ from a recount on {len(days)} days, "
                f"the first {min(days)}.",
            )


def _derived(reader: Reader) -> Iterator[Problem]:
    currency = reader.settings().currency
    rates = reader.rates()
    for conversion in CONVERSIONS:
        plain = PLAIN[conversion.table]
        stale = select(func.count()).select_from(plain)
        number = reader.connection.scalar(stale.where(stale_own_currency(conversion, currency)))
        try:
            foreign = foreign_changes(reader.connection, conversion, currency, rates, true())
            number = (number or 0) + len(list(foreign))
        except InputError as error:
            yield Problem(error.code, error.message)
        if number:
            yield Problem(
                "check.derived",
                f"{number} rows of {conversion.table} have a wrong amount in {currency}.",
            )
    deal = PLAIN["deal"]
    wrong = select(func.count()).where(deal.c.cycle_days.is_distinct_from(cycle_days()))
    number = reader.connection.scalar(wrong)
    if number:
        yield Problem("check.derived", f"{number} deals have a wrong length of their cycle.")


def _memberships(reader: Reader) -> Iterator[Problem]:
    names = {row_id: name for name, row_id in reader.names("rep").items()}
    by_rep: dict[int, list[tuple[date, date]]] = {}
    for place in reader.memberships():
        span = (place.valid_from or date.min, place.valid_to or date.max)
        by_rep.setdefault(place.rep_id, []).append(span)
    for rep_id, spans in by_rep.items():
        if any(first > last for first, last in spans):
            yield Problem(
                "check.membership", f"{names[rep_id]} is in a team until before the first day."
            )
        for (_, last), (first, _) in pairwise(sorted(spans)):
            if first <= last:
                yield Problem(
                    "check.membership", f"{names[rep_id]} is in two teams on {first.isoformat()}."
                )


def _targets(reader: Reader) -> Iterator[Problem]:
    groups: dict[tuple[str, str, int, object], list[StoredTarget]] = {}
    for target in reader.targets():
        key = (target.kpi, target.scope, target.scope_id, target.period.grain)
        groups.setdefault(key, []).append(target)
    for targets in groups.values():
        in_order = sorted(targets, key=lambda target: target.period.first)
        for one, other in pairwise(in_order):
            if clash(_as_target(one), _as_target(other)):
                whom = "the organisation" if one.scope == "org" else one.scope_name
                yield Problem(
                    "check.targets",
                    f"Two targets of {one.kpi} for {whom} overlap: {one.period} and "
                    f"{other.period}.",
                )


def _as_target(stored: StoredTarget) -> Target:
    scope = Scope(stored.scope, stored.scope_name)
    return Target(stored.kpi, scope, stored.period, stored.value)


_LOOKS: tuple[Callable[[Reader], Iterator[Problem]], ...] = (
    _references,
    _totals,
    _derived,
    _memberships,
    _targets,
)
