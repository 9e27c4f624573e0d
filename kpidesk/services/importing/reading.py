"""Beginning to read a source before anything else that an import needs is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpidesk.excel.reading import ReadingAhead


def reading_ahead(source: Path) -> ReadingAhead:
    """A reading to be handed to `plan_import`; it runs from the start of its `with` block.

    Faults of the source are raised by `plan_import`, in their turn.
    """
    from kpidesk.excel.reading import ReadingAhead

    return ReadingAhead(source)
