"""Checking, dumping, backing up and restoring a company file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpidesk.storage.check import Problem
    from kpidesk.storage.company_file import CompanyFile


def problems_of(company: CompanyFile) -> list[Problem]:
    """What is wrong with the file; empty when structure, references and totals are right."""
    from kpidesk.storage.check import check

    return list(check(company))


def dump_lines(company: CompanyFile, everything: bool = False) -> Iterator[str]:
    """The content as canonical JSON lines; `everything` adds batches and the audit trail."""
    from kpidesk.storage.dump import dump_lines as lines

    with company.reading() as reader:
        yield from lines(reader, everything)


def back_up(company: CompanyFile, destination: Path | None = None) -> Path:
    """Copy the file while it is in use and verify the copy; returns where it is."""
    from kpidesk.storage.backup import backup

    return backup(company, destination)


def back_up_daily(company: CompanyFile) -> Path | None:
    """Make the day's automatic backup, unless there is one or nothing was ever done here."""
    from kpidesk.storage.backup import daily_backup

    with company.reading() as reader:
        if not reader.actions(limit=1):
            return None
    return daily_backup(company)


def restore_backup(source: Path, destination: Path) -> None:
    """Verify a backup and make a company file of it; refuses to overwrite one."""
    from kpidesk.storage.backup import restore

    restore(source, destination)
