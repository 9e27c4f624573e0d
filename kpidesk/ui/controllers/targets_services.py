"""The services that the target page calls; each loads its code within the job that needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.errors import KpiDeskError
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.periods import Period
from kpidesk.domain.reports import Changed, KpiRow
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.directory import Directory
from kpidesk.ui.models.targets_grid import TargetEdit
from kpidesk.ui.models.targets_rows import Stay

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.storage.records import TargetChange

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class TargetPage:
    """What the page needs of the company. `definition` is the KPI that is shown."""

    directory: Directory
    definitions: tuple[KpiDefinition, ...]
    definition: KpiDefinition | None
    targets: tuple[Target, ...]
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class TargetDetail:
    """What the inspector needs of a cell; `row` is None where the figure cannot be counted."""

    row: KpiRow | None
    months: tuple[KpiRow, ...]
    changes: tuple[TargetChange, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of some edits: what changed, or why nothing did and which edit was refused."""

    changed: Changed | None
    refused: KpiDeskError | None
    refused_edit: TargetEdit | None = None


class TargetServices:
    """Reading and writing targets."""

    def page(self, company: CompanyFile, kpi: str) -> TargetPage:
        """People, KPIs that can have targets, and the targets of one KPI."""
        from kpidesk.services.directory import directory
        from kpidesk.services.kpis import catalogue
        from kpidesk.services.targets import list_targets

        definitions = catalogue(company)
        chosen = next((one for one in definitions if one.key == kpi), None)
        chosen = chosen or (definitions[0] if definitions else None)
        targets = list_targets(company, chosen.key) if chosen else ()
        return TargetPage(directory(company), definitions, chosen, targets, _stays(company))

    def detail(
        self,
        company: CompanyFile,
        kpi: str,
        scope: Scope,
        period: Period,
        year: Period,
        target: Target | None,
    ) -> TargetDetail:
        """What was reached in the period and in each month, and what the target went through."""
        from kpidesk.services.kpis import KpiQuery, evaluate

        rows = evaluate(company, KpiQuery(kpi, scope, period)).rows
        months = evaluate(company, KpiQuery(kpi, scope, year, ("month",))).rows
        changes: tuple[TargetChange, ...] = ()
        if target is not None and target.id is not None:
            with company.reading() as reader:
                changes = tuple(reader.target_changes(target.id))
        return TargetDetail(rows[0] if rows else None, months, changes)

    def write(self, company: CompanyFile, kpi: str, edits: Sequence[TargetEdit]) -> Written:
        """Set and remove targets in one step: all of them, or none where one is refused."""
        from kpidesk.services.targets import write_targets

        of_edit = {_target(kpi, edit): edit for edit in edits}
        wanted = [target for target, edit in of_edit.items() if edit.value is not None]
        removed = [target for target, edit in of_edit.items() if edit.value is None]
        try:
            return Written(write_targets(company, wanted, removed), None)
        except KpiDeskError as error:
            refused = error.params.get("target")
            edit = of_edit.get(refused) if isinstance(refused, Target) else None
            return Written(None, error, edit)

    def set_whole(self, company: CompanyFile, target: Target) -> Changed:
        """Set a target with its threshold, stretch and note."""
        from kpidesk.services.targets import set_target

        return set_target(company, target)


def _target(kpi: str, edit: TargetEdit) -> Target:
    return Target(kpi, edit.scope, edit.period, _ZERO if edit.value is None else edit.value)


def _stays(company: CompanyFile) -> tuple[Stay, ...]:
    """Who was in which team, or in none, and when."""
    with company.reading() as reader:
        reps = {row_id: name for name, row_id in reader.names("rep").items()}
        teams = {row_id: name for name, row_id in reader.names("team").items()}
        return tuple(
            Stay(
                None if one.team_id is None else teams[one.team_id],
                reps[one.rep_id],
                one.valid_from,
                one.valid_to,
            )
            for one in reader.memberships()
        )
