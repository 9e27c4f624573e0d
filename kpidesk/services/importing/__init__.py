"""Import as a plan first, then applied: what a source would change is seen before it is written.

`plan_import` reads a source and compares it with the company; `apply_import` carries the plan
out in one transaction and one step of undo.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpidesk.services.importing.plan import (
    ImportOptions,
    ImportPlan,
    ImportResult,
    RowState,
    TablePlan,
)

if TYPE_CHECKING:
    from kpidesk.services.importing.applying import apply_import
    from kpidesk.services.importing.documents import plan_document, result_document
    from kpidesk.services.importing.inspecting import inspect_source
    from kpidesk.services.importing.mapping_files import read_mapping
    from kpidesk.services.importing.planning import plan_import
    from kpidesk.services.importing.reading import reading_ahead

# The window knows plans from its first paint on; the planning itself is loaded when it is used.
_MODULE_OF = MappingProxyType(
    {
        "apply_import": "applying",
        "inspect_source": "inspecting",
        "plan_document": "documents",
        "plan_import": "planning",
        "read_mapping": "mapping_files",
        "reading_ahead": "reading",
        "result_document": "documents",
    }
)


def __getattr__(name: str) -> object:
    """Load a function of the package when it is first asked for."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


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
    "reading_ahead",
    "result_document",
]
