"""The way in: check what can be checked without parsing, then have the file read under guard."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from kpidesk.domain.errors import InputError
from kpidesk.domain.tables import RawBook
from kpidesk.excel.reading.faults import input_error
from kpidesk.excel.reading.limits import ReadLimits


def read_book(
    source: Path,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008 - frozen
    cancelled: Callable[[], bool] | None = None,
    command: Sequence[str] | None = None,
) -> RawBook:
    """All sheets of a workbook or text table, as raw cells.

    The format is decided by the content, not by the name. Parsing happens in a process of its
    own, so whatever a file does to a parser ends as an InputError (codes `source.*`) that names
    the file. `cancelled` is asked about twenty times a second; when it says yes the reader is
    ended and Cancelled is raised. `command` starts another reader in place of ours.
    """
    fault = _entry_fault(source)
    if fault is not None:
        raise fault
    # Only here: starting processes is not needed by a program that reads nothing.
    from kpidesk.excel.reading.supervisor import Supervisor

    return Supervisor(source, limits, cancelled, command).run()


def _entry_fault(source: Path) -> InputError | None:
    """What is wrong with a path before its content is looked at."""
    try:
        status = source.stat()
        if stat.S_ISDIR(status.st_mode):
            return input_error(source, "source.is_folder")
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(source, "it is not an ordinary file")
        if status.st_size == 0:
            return input_error(source, "source.empty")
        with source.open("rb") as stream:
            stream.read(1)
    except (FileNotFoundError, NotADirectoryError):
        return input_error(source, "source.not_found")
    except PermissionError:
        return input_error(source, "source.no_permission")
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        return _unreadable(source, getattr(error, "strerror", None) or str(error))
    return None


def _unreadable(source: Path, detail: str) -> InputError:
    return input_error(source, "source.unreadable", params={"detail": detail})
