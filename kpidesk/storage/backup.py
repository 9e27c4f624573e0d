"""Copies of a company file that are known to be good, and bringing one back.

Copies are made with SQLite's online backup while the file may be in use, looked through, and only
then given their name. They lie in the folder "backups" beside the file.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import CompanyFileError
from kpidesk.storage.engine import open_sqlite
from kpidesk.storage.file_facts import WAIT_SECONDS, company_error, peek, sqlite_failure, sqlite_uri

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile

_FOLDER = "backups"
_DAILY = "day"
_KEPT_DAYS = 14


def backup(company: CompanyFile, dest: Path | None = None) -> Path:
    """Copy a company file to `dest` (a file or folder; by default beside it) and give the copy.

    Raises CompanyFileError company.exists rather than write over a file.
    """
    name = f"{company.path.stem} {_moment()}.kpidesk"
    target = folder_of(company.path) / name if dest is None else dest
    if dest is not None and dest.is_dir():
        target = dest / name
    if target.exists():
        raise company_error(
            target,
            "company.exists",
            "There is a file with this name already, and a backup does not write over it. "
            "Choose another name.",
        )
    _copy(company.path, target)
    return target


def daily_backup(company: CompanyFile, today: date | None = None) -> Path | None:
    """Make the day's automatic backup; None if there is one. The last 14 days are kept."""
    day = today or date.today()
    target = folder_of(company.path) / f"{company.path.stem} {_DAILY} {day.isoformat()}.kpidesk"
    if target.exists():
        return None
    _copy(company.path, target)
    for old in sorted(daily_backups(company.path))[:-_KEPT_DAYS]:
        old.unlink(missing_ok=True)
    return target


def daily_backups(path: Path) -> list[Path]:
    """The automatic backups of a company file."""
    # Matched whole, because the name of one company may start with that of another.
    dated = re.compile(re.escape(f"{path.stem} {_DAILY} ") + r"\d{4}-\d\d-\d\d\.kpidesk")
    folder = folder_of(path)
    found = folder.iterdir() if folder.is_dir() else iter(())
    return [copy for copy in found if dated.fullmatch(copy.name)]


def backup_before(path: Path, what: str) -> Path:
    """Copy a file before something risky is done to it; `what` becomes part of the name."""
    target = folder_of(path) / f"{path.stem} before {what} {_moment()}.kpidesk"
    _copy(path, target)
    return target


def restore(
    copy: Path, path: Path, replace: bool = False, wait_seconds: float = WAIT_SECONDS
) -> None:
    """Make `path` a copy of a backup, which is looked through first.

    An existing company file is refused (company.exists) unless `replace`; it is backed up, or
    where it cannot be read set aside as "NAME.damaged", before it is written over.
    """
    peek(copy)
    verify(copy)
    if not path.exists():
        _copy(copy, path)
        return
    if not replace:
        raise company_error(
            path,
            "company.exists",
            "There is a file with this name already. Restore to another name, or say that it is "
            "to be replaced.",
        )
    try:
        peek(path)
        backup_before(path, "restore")
    except CompanyFileError as error:
        if error.code == "company.locked":
            raise
        _set_aside(path)
        _copy(copy, path)
        return
    # Written through SQLite, so that programs that have the file open see the new content.
    with _failures_of(path), closing(open_sqlite(path, wait_seconds)) as target:
        _write_over(target, copy)
    verify(path)


def verify(path: Path) -> None:
    """Raise CompanyFileError company.damaged unless every page and every reference is in order."""
    with _failures_of(path), closing(_source(path)) as connection:
        sound = [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        if not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise company_error(
                path,
                "company.damaged",
                "This company file is damaged, so it was not used. Choose another backup.",
            )


def folder_of(path: Path) -> Path:
    """Where the backups of a company file lie."""
    return path.parent / _FOLDER


def _copy(path: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with _failures_of(path):
            pages = _copy_pages(path, part)
        verify(part)
        if pages != _pages(part):
            raise company_error(
                path, "company.damaged", "The copy is not like the file, so it was thrown away."
            )
        part.replace(target)
    except OSError as error:
        raise company_error(
            target,
            "company.read_only",
            f"No copy can be written here ({error.strerror}). Choose another folder.",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _copy_pages(path: Path, part: Path) -> int:
    with closing(_source(path)) as source, closing(sqlite3.connect(part)) as copy:
        source.execute("BEGIN")
        pages = int(source.execute("PRAGMA page_count").fetchone()[0])
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return pages


def _write_over(target: sqlite3.Connection, copy: Path) -> None:
    # The copying itself does not wait for other writers, a transaction does.
    target.execute("BEGIN IMMEDIATE")
    target.execute("ROLLBACK")
    with closing(_source(copy)) as source:
        source.backup(target)


def _pages(path: Path) -> int:
    with closing(_source(path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def _source(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        sqlite_uri(path, "rw"), uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )


def _set_aside(path: Path) -> None:
    aside = path.with_name(f"{path.name}.damaged {_moment()}")
    shutil.move(path, aside)
    # A journal left behind would be rolled back into whatever has the file's name next.
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        shutil.move(journal, aside.with_name(aside.name + "-journal"))


@contextmanager
def _failures_of(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise sqlite_failure(path, error) or error from error


def _moment() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
