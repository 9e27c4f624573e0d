"""A look at a company file with the standard library alone, before anything heavy is loaded.

The window's start, the list of recent files and every opening go through `peek`. It opens the
file read-only and refuses, with a code and plain words, whatever is not a company file that this
version can use. The file is never touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kpidesk.domain.errors import CompanyFileError, Where

APPLICATION_ID = 0x4B504944
"""Marks a SQLite database as a company file: "KPID"."""

SCHEMA_VERSION = 1
"""The version of the tables that this program reads and writes."""

WAIT_SECONDS = 5.0
"""How long to wait for another program that is writing."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a company file says of itself. `version` may be older than this program's."""

    path: Path
    version: int
    name: str
    size: int


def sqlite_uri(path: Path, mode: str) -> str:
    """SQLite's address of a file; `mode` is ro or rw, so that nothing is ever created."""
    posix = path.absolute().as_posix()
    lead = "" if posix.startswith("/") else "/"
    return f"file://{lead}{quote(posix)}?mode={mode}"


def company_error(path: Path, code: str, message: str) -> CompanyFileError:
    """An error of the company file, named in `where` and in the words."""
    return CompanyFileError(code, message, Where(file=str(path)))


_BUSY = (
    "company.locked",
    "The company file is in use by another program, which did not finish in time. "
    "Wait until it is done, or close it, and try again.",
)
_READ_ONLY = (
    "company.read_only",
    "The company file or its folder is read-only, so nothing can be saved. Allow writing there, "
    "or save a copy of the file in another folder.",
)
_DISK_FULL = (
    "company.disk_full",
    "The disk is full, so the change was not saved; the company file is as it was before. "
    "Free some space and try again.",
)
_UNREADABLE = (
    "company.unreadable",
    "The company file could not be read or written. Check the disk or network folder it lies on, "
    "and that you may open it.",
)
_DAMAGED = (
    "company.damaged",
    "The company file is damaged. Restore one of the backups in the folder “backups” beside it.",
)
_FOREIGN = (
    "company.foreign",
    "This is not a KPIDesk company file. To use a workbook or CSV, import it into a company.",
)
_FAILURES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_NOTADB: _FOREIGN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_IOERR: _UNREADABLE,
    sqlite3.SQLITE_PERM: _UNREADABLE,
    sqlite3.SQLITE_AUTH: _UNREADABLE,
}


def sqlite_failure(path: Path, error: BaseException) -> CompanyFileError | None:
    """The company file's error that a driver's error stands for; None if it is a bug of ours."""
    if not isinstance(error, sqlite3.Error):
        return None
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN:
        # A journal that cannot be made, on a file that is there, means a folder without writing.
        return company_error(path, *(_READ_ONLY if path.is_file() else not_found()))
    found = _FAILURES.get(primary)
    return company_error(path, *found) if found else None


def not_found() -> tuple[str, str]:
    """Code and words for a file that is not there."""
    return (
        "company.not_found",
        "There is no company file here. Check the name, or create a company with this name.",
    )


def peek(path: Path, wait_seconds: float = WAIT_SECONDS) -> FileFacts:
    """Name and version of a company file.

    Raises CompanyFileError with the code company.not_found, company.folder, company.empty,
    company.foreign, company.newer, company.damaged, company.locked or company.unreadable.
    """
    _check_kind_of_path(path)
    with _looking(path, wait_seconds) as connection:
        application, version = _read_identity(connection)
        if application != APPLICATION_ID:
            raise company_error(path, *_FOREIGN)
        if version > SCHEMA_VERSION:
            raise company_error(
                path,
                "company.newer",
                f"A newer KPIDesk made this company file (file version {version}, this program "
                f"knows {SCHEMA_VERSION}). Update KPIDesk to open it. Nothing was changed.",
            )
        name = _read_name(connection)
    if version < 1 or name is None:
        raise company_error(path, *_DAMAGED)
    return FileFacts(path, version, name, path.stat().st_size)


def _check_kind_of_path(path: Path) -> None:
    if path.is_dir():
        raise company_error(
            path, "company.folder", "This is a folder. Name the company file inside it."
        )
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise company_error(path, *not_found()) from None
    except OSError:
        raise company_error(path, *_UNREADABLE) from None
    if size == 0:
        raise company_error(
            path,
            "company.empty",
            "This file is empty (0 bytes), so it is no company file. Restore a backup, or remove "
            "it and create the company anew.",
        )


@contextmanager
def _looking(path: Path, wait_seconds: float) -> Iterator[sqlite3.Connection]:
    connection = None
    try:
        # A writer that died leaves a journal, and only a connection that may write takes its
        # half change back. Reading alone cannot, and says so at the first statement.
        connection = sqlite3.connect(sqlite_uri(path, "ro"), uri=True, timeout=wait_seconds)
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            if not _needs_recovery(path, error):
                raise
            connection.close()
            connection = sqlite3.connect(sqlite_uri(path, "rw"), uri=True, timeout=wait_seconds)
        connection.execute("PRAGMA trusted_schema=OFF")
        yield connection
    except sqlite3.Error as error:
        raise sqlite_failure(path, error) or company_error(path, *_DAMAGED) from error
    finally:
        if connection is not None:
            connection.close()


def _needs_recovery(path: Path, error: sqlite3.OperationalError) -> bool:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    journal = path.with_name(path.name + "-journal")
    return primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) and journal.exists()


def _read_identity(connection: sqlite3.Connection) -> tuple[int, int]:
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    return application, int(connection.execute("PRAGMA user_version").fetchone()[0])


def _read_name(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM setting WHERE key = 'name'").fetchone()
    return None if row is None else str(json.loads(row[0]))
