"""Import as a plan first, then applied: what a source would change is seen before it is written.

`plan_import` reads a source and compares it with the company; `apply_import` carries the plan
out in one transaction and one step of undo.
"""

from __future__ import annotations

from kpidesk.services.importing.applying import apply_import
from kpidesk.services.importing.documents import plan_document, result_document
from kpidesk.services.importing.inspecting import inspect_source
from kpidesk.services.importing.mapping_files import read_mapping
from kpidesk.services.importing.plan import (
    ImportOptions,
    ImportPlan,
    ImportResult,
    RowState,
    TablePlan,
)
from kpidesk.services.importing.planning import plan_import

__all__ = [
    "ImportOptions",
    "ImportPlan",
    "ImportResult",
    "RowState",
    "TablePlan",
    "apply_import",
    "inspect_source",
    "plan_document",
    "plan_import",
    "read_mapping",
    "result_document",
]
