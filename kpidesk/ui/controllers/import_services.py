"""The services that the import screen calls; each loads its code within the job that needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.services.importing.plan import CancelCheck, ImportPlan, ImportResult, Progress
from kpidesk.ui.models.import_choices import ImportChoices

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile


class ImportServices:
    """Planning, applying and taking back imports."""

    def plan(
        self,
        company: CompanyFile,
        source: Path,
        choices: ImportChoices,
        progress: Progress,
        cancelled: CancelCheck,
    ) -> ImportPlan:
        """What the file would do to the company."""
        from kpidesk.services.importing import plan_import

        return plan_import(company, source, choices.as_options(), progress, cancelled)

    def apply(
        self,
        company: CompanyFile,
        plan: ImportPlan,
        progress: Progress,
        cancelled: CancelCheck,
    ) -> ImportResult:
        """Write a plan. Its rejected rows were seen in the Check step."""
        from kpidesk.services.importing import apply_import

        return apply_import(company, plan, True, progress, cancelled)

    def undo(self, company: CompanyFile, batch: int) -> Changed:
        """Take back the import that a batch belongs to."""
        from kpidesk.services.history import undo_import

        return undo_import(company, batch)

    def batches(self, company: CompanyFile) -> Sequence[Mapping[str, Any]]:
        """The imports so far, oldest first."""
        from kpidesk.services.history import batches

        return batches(company)
