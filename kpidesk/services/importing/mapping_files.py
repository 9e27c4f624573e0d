"""Mapping files on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError, Where

if TYPE_CHECKING:
    from kpidesk.excel.detect import MappingFile


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file. Raises InputError `mapping.*` that names the part at fault."""
    from kpidesk.excel.detect import MappingFile

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise InputError(
            "mapping.unreadable",
            f"The mapping file cannot be read: {detail}.",
            Where(file=path.name),
        ) from None
    return MappingFile.from_json(text, path.name)
