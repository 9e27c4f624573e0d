"""Connections to a company file: how SQLite is set, and when transactions begin.

The driver begins no transaction by itself, so tables that are made or altered roll back like any
other change. Every use has its own connection; threads share nothing but the address.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from kpidesk.storage.file_facts import WAIT_SECONDS, sqlite_uri

_WRITES = "kpidesk_writes"

# NOTE: pragmas are ignored inside a transaction, so they run before the first BEGIN.
# TRUNCATE with FULL lost nothing in simulated power cuts; WAL with NORMAL lost edits.
_PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA locking_mode=NORMAL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
)


def open_sqlite(path: Path, wait_seconds: float = WAIT_SECONDS) -> sqlite3.Connection:
    """A connection of the driver, set as every connection to a company file must be.

    It never creates a file. Transactions begin only where BEGIN is said.
    """
    connection = sqlite3.connect(
        sqlite_uri(path, "rw"),
        uri=True,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def make_engine(path: Path, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """The engine of one company file: a connection per use."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: open_sqlite(path, wait_seconds),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(connection: Connection) -> Connection:
    """Let the transactions of this connection take the write lock when they begin.

    A lock that is taken late, at the first write, cannot wait for another writer.
    """
    return connection.execution_options(**{_WRITES: True})


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
