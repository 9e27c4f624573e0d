"""Setting, listing and removing targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError, KpiDeskError, UsageError
from kpidesk.domain.numbers import LARGEST, to_exact
from kpidesk.domain.targets import Scope, Target, clash

if TYPE_CHECKING:
    from kpidesk.domain.kpis import KpiDefinition
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile, Reader, UnitOfWork
    from kpidesk.storage.records import StoredTarget

_LEVELS = {"org": 0, "team": 1, "rep": 2, "customer": 3}
_LIST_OF_LEVEL = {"team": "team", "rep": "rep", "customer": "customer"}


def set_target(company: CompanyFile, target: Target) -> Changed:
    """Set a target, or change the one of the same KPI, scope and period.

    The value is in the KPI's unit: money in the company's currency, a share as a fraction.
    Threshold, stretch and note that are not given are kept from the target that was there.

    Raises UsageError for an unknown KPI or a scope where it makes no sense, InputError for an
    unknown name or when the target overlaps another one of the same grain; both are named.
    """
    with company.change("target.set", f"Set target {describe(target)}") as work:
        _put(work, target)
        return work.commit()


def write_targets(
    company: CompanyFile, wanted: Sequence[Target], removed: Sequence[Target] = ()
) -> Changed:
    """Set and remove several targets in one step: all of them, or none where one is refused.

    Removing a target that is not there is no fault. Raises as `set_target` does; the error's
    `params` hold the refused target as `target`.
    """
    text = f"Change {len(wanted) + len(removed)} targets"
    with company.change("target.set", text) as work:
        for target in removed:
            stored = _stored(work, target)
            if stored is not None:
                work.delete("target", stored.id)
        for target in wanted:
            try:
                _put(work, target)
            except KpiDeskError as fault:
                fault.params = {**fault.params, "target": target}
                raise
        return work.commit()


def list_targets(
    company: CompanyFile, kpi: str | None = None, scope: Scope | None = None
) -> tuple[Target, ...]:
    """The stored targets, by KPI, scope and first day."""
    with company.reading() as reader:
        level = scope.level if scope else None
        scope_id = scope_id_of(reader, scope) if scope else None
        found = [
            _as_target(stored) for stored in reader.targets(kpi=kpi, scope=level, scope_id=scope_id)
        ]
    return tuple(
        sorted(
            found,
            key=lambda target: (
                target.kpi,
                _LEVELS[target.scope.level],
                target.scope.name or "",
                target.period.first,
                target.period.last,
            ),
        )
    )


def remove_target(company: CompanyFile, target: Target) -> Changed:
    """Take a target away; its changes so far stay in the history.

    Raises InputError when no such target is stored.
    """
    with company.change("target.remove", f"Remove target {describe(target)}") as work:
        stored = _stored(work, target)
        if stored is None:
            raise InputError("target.not_found", f"There is no target {describe(target)}.")
        work.delete("target", stored.id)
        return work.commit()


def describe(target: Target) -> str:
    """A target in words: “revenue, rep:Kari Nygård, 2026-Q3”."""
    return f"“{target.kpi}, {target.scope}, {target.period}”"


def check_scope(definition: KpiDefinition, scope: Scope) -> None:
    """Refuse a scope at which the KPI makes no sense, with the reason (UsageError)."""
    if not definition.allows(scope.level):
        raise UsageError(
            "target.scope",
            f"{definition.label} counts for the {definition.lowest_scope} at the lowest, so "
            f"{scope} cannot have a target for it.",
        )


def scope_id_of(reader: Reader, scope: Scope) -> int:
    """The stored id of a scope, 0 for the organisation; InputError names an unknown name."""
    if scope.level == "org":
        return 0
    names = reader.names(_LIST_OF_LEVEL[scope.level])
    if scope.name in names:
        return names[scope.name]
    folded = {name.casefold(): row_id for name, row_id in names.items()}
    found = folded.get((scope.name or "").casefold())
    if found is None:
        raise InputError(
            "scope.unknown",
            f"There is no {scope.level} called “{scope.name}”. Check the spelling; the names in "
            f"use are: {', '.join(sorted(names)[:8])}{' …' if len(names) > 8 else ''}.",
        )
    return found


def _put(work: UnitOfWork, target: Target) -> None:
    definition = _definition(work, target.kpi)
    check_scope(definition, target.scope)
    _check_value(target)
    scope_id = scope_id_of(work, target.scope)
    stored = work.targets(kpi=target.kpi, scope=target.scope.level, scope_id=scope_id)
    same = next((old for old in stored if old.period == target.period), None)
    if same is None:
        _refuse_clash(target, [_as_target(old) for old in stored])
        work.insert("target", _row(target, scope_id))
    else:
        merged = _merged(target, _as_target(same))
        work.update("target", same.id, _row(merged, scope_id))


def _stored(reader: Reader, target: Target) -> StoredTarget | None:
    scope_id = scope_id_of(reader, target.scope)
    found = reader.targets(kpi=target.kpi, scope=target.scope.level, scope_id=scope_id)
    return next((old for old in found if old.period == target.period), None)


def _definition(reader: Reader, key: str) -> KpiDefinition:
    for definition in reader.kpi_definitions():
        if definition.key == key:
            return definition
    raise UsageError("kpi.unknown", f"There is no KPI “{key}”. List them with: kpidesk kpis FILE.")


def _check_value(target: Target) -> None:
    for limit in (target.value, target.threshold, target.stretch):
        if limit is not None:
            _check_number(limit)
    if target.value < 0:
        raise InputError("target.negative", "A target cannot be negative.")


def _check_number(number: Decimal) -> None:
    if not number.is_finite():
        raise InputError("target.not_a_number", f"“{number}” is not a number.")
    if abs(number) > LARGEST:
        raise InputError(
            "value.too_large", f"{number} is too large; at most it can be {LARGEST:,.0f}."
        )
    if number != to_exact(number):
        raise InputError("target.decimals", f"{number} has more than six decimals.")


def _refuse_clash(target: Target, others: list[Target]) -> None:
    for other in others:
        if clash(target, other):
            raise InputError(
                "target.overlap",
                f"The target {describe(target)} overlaps {describe(other)}. Change that one or "
                "choose other dates.",
            )


def _merged(new: Target, old: Target) -> Target:
    return replace(
        new,
        threshold=new.threshold if new.threshold is not None else old.threshold,
        stretch=new.stretch if new.stretch is not None else old.stretch,
        note=new.note or old.note,
    )


def _as_target(stored: StoredTarget) -> Target:
    return Target(
        kpi=stored.kpi,
        scope=Scope(stored.scope, stored.scope_name),
        period=stored.period,
        value=stored.value,
        threshold=stored.threshold,
        stretch=stored.stretch,
        note=stored.note,
        id=stored.id,
    )


def _row(target: Target, scope_id: int) -> dict[str, object]:
    return {
        "kpi": target.kpi,
        "scope": target.scope.level,
        "scope_id": scope_id,
        "period": str(target.period),
        "grain": str(target.period.grain),
        "first_day": target.period.first,
        "last_day": target.period.last,
        "value": target.value,
        "threshold": target.threshold,
        "stretch": target.stretch,
        "note": target.note,
    }
