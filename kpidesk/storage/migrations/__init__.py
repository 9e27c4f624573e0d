"""The steps from one version of the company file to the next.

Version 1 is made from frozen text, so that no later change of the tables rewrites history. Every
later version is one module, `v0002.py` and so on, with a function `upgrade(connection)`; it is
imported only when a file asks for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from kpidesk.storage.engine import open_sqlite
from kpidesk.storage.file_facts import (
    SCHEMA_VERSION,
    WAIT_SECONDS,
    company_error,
    peek,
    sqlite_failure,
)

Upgrade = Callable[[sqlite3.Connection], None]
"""Brings a file from the version before to this one; it neither begins nor commits."""

_FIRST = 1


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of the current version within the transaction of `connection`."""
    for statement in _first_version():
        connection.execute(statement)
    for upgrade in upgrades_from(_FIRST).values():
        upgrade(connection)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def upgrades_from(version: int) -> dict[int, Upgrade]:
    """The upgrades that a file of `version` needs, by the version that each leads to."""
    return {
        number: import_module(f"{__name__}.v{number:04d}").upgrade
        for number in range(version + 1, SCHEMA_VERSION + 1)
    }


def migrate(
    path: Path,
    wait_seconds: float = WAIT_SECONDS,
    upgrades: Mapping[int, Upgrade] | None = None,
) -> None:
    """Bring a file of an older version up to date, each version in one transaction.

    A verified backup is made first. An upgrade that fails leaves the file as it was; versions
    that were reached before it stay reached.
    """
    from kpidesk.storage.backup import backup_before

    version = peek(path, wait_seconds).version
    steps = upgrades_from(version) if upgrades is None else upgrades
    wanted = {number: steps[number] for number in sorted(steps) if number > version}
    if not wanted:
        return
    backup_before(path, f"version-{max(wanted)}")
    try:
        for number, upgrade in wanted.items():
            _run(path, wait_seconds, number, upgrade)
    except sqlite3.Error as error:
        raise sqlite_failure(path, error) or error from error


def _run(path: Path, wait_seconds: float, version: int, upgrade: Upgrade) -> None:
    connection = open_sqlite(path, wait_seconds)
    try:
        # Tables that are made anew under their old name must not take their children with them.
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] >= version:
            return  # another program was faster
        upgrade(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise company_error(
                path,
                "company.damaged",
                f"The company file could not be brought to version {version}, because some of "
                "its rows point to rows that are not there. Nothing was changed.",
            )
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def _first_version() -> Iterator[str]:
    text = files(__package__).joinpath("v0001.sql").read_text(encoding="utf-8")
    yield from (statement for statement in text.split(";\n") if statement.strip())
