"""Writing a file so that a failure leaves the old one as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kpidesk.domain.errors import InputError, Where


def written_safely(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file in the same folder, then put it in place at once.

    Raises InputError `export.not_xlsx` when the name is not a workbook's, because nothing else
    is ever written over; `export.no_folder` and `export.cannot_write` when the folder is missing
    or read-only, the disk is full, or another program holds the file open.
    """
    if path.suffix.lower() != ".xlsx":
        raise InputError(
            "export.not_xlsx",
            f"{path.name} is not the name of a workbook. Let it end in .xlsx.",
            Where(file=str(path)),
        )
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        if not path.parent.is_dir():
            raise InputError(
                "export.no_folder",
                f"There is no folder {path.parent}. Make it, or choose another place.",
                Where(file=str(path)),
            )
        write(unfinished)
        unfinished.replace(path)
    except OSError as fault:
        raise InputError(
            "export.cannot_write",
            f"{path.name} could not be written: {fault.strerror or fault}. Close it in other "
            "programs, or choose another place.",
            Where(file=str(path)),
        ) from fault
    finally:
        unfinished.unlink(missing_ok=True)
