"""Reading a company file: one consistent moment of it, as plain values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Table, func, select

from kpidesk.domain.periods import Grain, Period
from kpidesk.storage import schema
from kpidesk.storage.directory_reader import DirectoryReader
from kpidesk.storage.records import (
    Action,
    Cell,
    StoredTarget,
    TargetChange,
)
from kpidesk.storage.stored_values import PLAIN, Stored, rows_from_stored

if TYPE_CHECKING:
    from kpidesk.domain.kpis import KpiDefinition

_CHUNK = 5_000
_READ_ALL_FROM = 20_000


class Reader(DirectoryReader):
    """A consistent moment of a company file; use it inside `CompanyFile.reading()` only."""

    def facts(
        self,
        kind: str,
        columns: Sequence[str],
        *,
        keys: Collection[str] | None = None,
        key_column: str | None = None,
    ) -> list[tuple[Cell, ...]]:
        """Values of the facts of a kind by column ("rep_id", "id", ...), in the order they came.

        With `keys`, only rows whose `key_column` is among them. Numbers are Decimals, days dates.
        """
        table = schema.FACT_TABLES[kind]
        stored = self._read_stored(table, columns, keys, key_column)
        return rows_from_stored(table, columns, stored)

    def count(self, kind: str) -> int:
        """How many facts of a kind there are."""
        table = schema.FACT_TABLES[kind]
        return self._connection.scalar(select(func.count()).select_from(table)) or 0

    def targets(
        self, kpi: str | None = None, scope: str | None = None, scope_id: int | None = None
    ) -> list[StoredTarget]:
        """The targets, by KPI, scope and time; all of them or those asked for."""
        table = schema.target
        statement = select(table).order_by(
            table.c.kpi, table.c.scope, table.c.scope_id, table.c.first_day, table.c.last_day
        )
        asked = {"kpi": kpi, "scope": scope, "scope_id": scope_id}
        for name, value in asked.items():
            if value is not None:
                statement = statement.where(table.c[name] == value)
        found = self._connection.execute(statement).all()
        fiscal_start = int(str(self.setting("fiscal_start", 1)))
        names = {
            level: {row_id: name for name, row_id in self.names(level).items()}
            for level in {row.scope for row in found} - {"org"}
        }
        return [
            StoredTarget(
                id=row.id,
                kpi=row.kpi,
                scope=row.scope,
                scope_id=row.scope_id,
                scope_name=names.get(row.scope, {}).get(row.scope_id),
                period=Period(row.first_day, row.last_day, Grain(row.grain), fiscal_start),
                value=row.value,
                threshold=row.threshold,
                stretch=row.stretch,
                note=row.note,
            )
            for row in found
        ]

    def target_changes(self, target_id: int) -> list[TargetChange]:
        """What a target went through, oldest first."""
        table = schema.target_change
        rows = self._connection.execute(
            select(table.c.changed_at, table.c.field, table.c.old, table.c.new)
            .where(table.c.target_id == target_id)
            .order_by(table.c.id)
        )
        return [TargetChange(*row) for row in rows]

    def kpi_definitions(self) -> list[KpiDefinition]:
        """Every version of every KPI: the catalogue first, then in the order they were made."""
        from kpidesk.domain.kpis import Category, Direction, KpiDefinition, Unit

        table = schema.kpi_definition
        rows = self._connection.execute(select(table).order_by(table.c.id))
        return [
            KpiDefinition(
                key=row.key,
                label=row.label,
                formula=row.formula,
                unit=Unit(row.unit),
                direction=Direction(row.direction),
                category=Category(row.category),
                attribution=row.attribution,
                population=row.population,
                lowest_scope=row.lowest_scope,
                description=row.description,
                n_measure=row.n_measure,
                version=row.version,
                valid_from=row.valid_from,
            )
            for row in rows
        ]

    def batches(self) -> list[dict[str, object]]:
        """What was imported, oldest first; `mapping` and `counts` as JSON values."""
        rows = self._whole_rows(schema.import_batch)
        return [
            {
                **row,
                "mapping": json.loads(str(row["mapping"])),
                "counts": json.loads(str(row["counts"])),
            }
            for row in rows
        ]

    def mapping(self, shape: str) -> dict[str, object] | None:
        """The mapping that was confirmed for sheets of a shape."""
        table = schema.saved_mapping
        text = self._connection.scalar(select(table.c.mapping).where(table.c.shape == shape))
        if text is None:
            return None
        mapping: dict[str, object] = json.loads(text)
        return mapping

    def actions(self, limit: int = 100) -> list[Action]:
        """The last steps of the user, newest first."""
        table = schema.action
        rows = self._connection.execute(
            select(
                table.c.id,
                table.c.at,
                table.c.name,
                table.c.text,
                table.c.state,
                table.c.refers_to,
            )
            .order_by(table.c.id.desc())
            .limit(limit)
        )
        return [Action(*row) for row in rows]

    def data_as_of(self, today: date) -> date | None:
        """The last day that the data reaches, never after `today`; None without facts.

        The day on which a deal is expected to close does not count: it lies ahead.
        """
        from kpidesk.storage.measure_sql import last_fact_day

        return last_fact_day(self._connection, today)

    def data_span(self) -> tuple[date, date] | None:
        """The first and the last day of all facts; None without facts."""
        from kpidesk.storage.measure_sql import fact_span

        return fact_span(self._connection)

    def _read_stored(
        self,
        table: Table,
        columns: Sequence[str],
        keys: Collection[str] | None,
        key_column: str | None,
    ) -> list[tuple[Stored, ...]]:
        plain = PLAIN[table.name]
        statement = select(*[plain.c[name] for name in columns])
        if keys is None or key_column is None:
            rows = self._connection.execute(statement.order_by(plain.c.id))
            return [tuple(row) for row in rows]
        key = plain.c[key_column]
        if len(keys) >= _READ_ALL_FROM:
            # Many look-ups by key cost more than one pass over the rows.
            wanted = frozenset(keys)
            everything = self._connection.execute(statement.add_columns(key).order_by(plain.c.id))
            return [tuple(row)[:-1] for row in everything if row[-1] in wanted]
        found: list[tuple[Stored, ...]] = []
        for chunk in _chunks(sorted(keys)):
            found.extend(
                tuple(row)
                for row in self._connection.execute(
                    statement.where(key.in_(chunk)).order_by(plain.c.id)
                )
            )
        return found


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
