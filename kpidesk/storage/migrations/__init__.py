"""The steps from one version of the company file to the next.

Version 1 is made from frozen text, so that no later change of the tables rewrites history.
Every later version is one module, `v0002.py` and so on, imported only when a file asks for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of the current version within the transaction of `connection`."""
    for statement in first_version():
        connection.execute(statement)
    connection.execute("PRAGMA user_version=1")


def first_version() -> Iterator[str]:
    """The statements that make the tables of version 1."""
    text = files(__package__).joinpath("v0001.sql").read_text(encoding="utf-8")
    yield from (statement for statement in text.split(";\n") if statement.strip())


def migrate(path: Path, wait_seconds: float) -> None:
    raise NotImplementedError
