"""Indexes that are made anew after a table was mostly filled by one step.

Keeping an index in order row by row costs several times what sorting it once costs. Unique
indexes stay: they refuse a row when it is written.
"""

from __future__ import annotations

from sqlalchemy import Connection

_MANY = 5_000  # rows; fewer are written before an index could be dropped

_FIND = (
    "SELECT l.name, m.sql FROM pragma_index_list(?) l JOIN sqlite_master m ON m.name = l.name "
    "WHERE m.type = 'index' AND NOT l.\"unique\" AND m.sql IS NOT NULL ORDER BY m.rowid"
)


class BulkIndexes:
    """Sets indexes aside while many rows are inserted, within the transaction of a connection.

    A transaction that is rolled back brings them back by itself.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._aside: dict[str, list[str]] = {}

    def before_insert(self, table: str, rows: int, known: int) -> None:
        """Set the table's indexes aside if `rows` more are many beside the `known` ones."""
        if table in self._aside or rows < max(_MANY, known):
            return
        found = self._connection.exec_driver_sql(_FIND, (table,)).all()
        self._aside[table] = [statement for _, statement in found]
        for name, _ in found:
            self._connection.exec_driver_sql(f'DROP INDEX "{name}"')

    def restore(self) -> None:
        """Make the indexes again, before anything reads by them."""
        for statements in self._aside.values():
            for statement in statements:
                self._connection.exec_driver_sql(statement)
        self._aside.clear()
