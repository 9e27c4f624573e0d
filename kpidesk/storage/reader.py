"""Reading a company file: one consistent moment of it, as plain values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, func, select

from kpidesk.domain.periods import Grain, Period
from kpidesk.storage import schema
from kpidesk.storage.records import (
    Absence,
    Action,
    Cell,
    CompanySettings,
    Membership,
    StoredTarget,
    TargetChange,
)
from kpidesk.storage.stored_values import PLAIN, Stored, rows_from_stored

if TYPE_CHECKING:
    from kpidesk.domain.calendar import WorkCalendar
    from kpidesk.domain.kpis import KpiDefinition

_CHUNK = 5_000
_READ_ALL_FROM = 20_000


class Reader:
    """A consistent moment of a company file; use it inside `CompanyFile.reading()` only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """For the modules of storage; nothing else speaks to the database."""
        return self._connection

    def setting(self, key: str, default: object = None) -> object:
        """The JSON value of a setting, `default` where it was never set."""
        statement = select(schema.setting.c.value).where(schema.setting.c.key == key)
        text = self._connection.scalar(statement)
        return default if text is None else json.loads(text)

    def all_settings(self) -> dict[str, object]:
        """Every setting by key, as JSON values."""
        rows = self._connection.execute(select(schema.setting.c.key, schema.setting.c.value))
        return {key: json.loads(value) for key, value in rows}

    def settings(self) -> CompanySettings:
        """Who the company is and how it counts."""
        known = self.all_settings()
        default = CompanySettings("")
        bands = known.get("bands")
        cards = known.get("cards")
        return CompanySettings(
            name=str(known.get("name", "")),
            currency=str(known.get("currency", default.currency)),
            country=str(known.get("country", default.country)),
            fiscal_start=int(str(known.get("fiscal_start", default.fiscal_start))),
            cards=tuple(map(str, cards)) if isinstance(cards, list) else (),
            bands=(
                (Decimal(str(bands[0])), Decimal(str(bands[1])))
                if isinstance(bands, list)
                else default.bands
            ),
        )

    def names(self, ref: str) -> dict[str, int]:
        """Ids by name of a list: rep, team, customer, product or stage."""
        table = schema.LIST_TABLES[ref]
        rows = self._connection.execute(select(table.c.name, table.c.id).order_by(table.c.id))
        return {row.name: row.id for row in rows}

    def aliases(self, ref: str) -> dict[str, int]:
        """Ids by other ways in which the names of a list were written."""
        alias = schema.alias
        rows = self._connection.execute(
            select(alias.c.written, alias.c.means_id).where(alias.c.list == ref)
        )
        return {row.written: row.means_id for row in rows}

    def list_rows(self, ref: str) -> list[dict[str, Cell]]:
        """Whole rows of a list in the order they came, by column."""
        return self._rows(schema.LIST_TABLES[ref])

    def memberships(self) -> list[Membership]:
        """Who was in which team when, in the order of reps and days."""
        table = schema.membership
        rows = self._connection.execute(
            select(
                table.c.id,
                table.c.rep_id,
                table.c.team_id,
                table.c.valid_from,
                table.c.valid_to,
                table.c.fte,
            ).order_by(table.c.rep_id, table.c.valid_from, table.c.id)
        )
        return [Membership(*row) for row in rows]

    def calendar(self) -> WorkCalendar:
        """The company's working days: its country's holidays and its own closed days."""
        from kpidesk.domain.calendar import WorkCalendar

        country = str(self.setting("country", CompanySettings("").country))
        table = schema.closed_day
        days: dict[int, list[date]] = {0: [], 1: []}
        for day, working in self._connection.execute(select(table.c.day, table.c.working)):
            days[1 if working else 0].append(day)
        return WorkCalendar(country, frozenset(days[0]), frozenset(days[1]))

    def absences(self) -> list[Absence]:
        """Days that reps are away."""
        table = schema.absence
        rows = self._connection.execute(
            select(
                table.c.id, table.c.rep_id, table.c.first_day, table.c.last_day, table.c.reason
            ).order_by(table.c.rep_id, table.c.first_day, table.c.id)
        )
        return [Absence(*row) for row in rows]

    def rates(self) -> dict[str, list[tuple[date, Decimal]]]:
        """Dated rates by currency: company currency for one unit, oldest first."""
        table = schema.currency_rate
        rates: dict[str, list[tuple[date, Decimal]]] = {}
        rows = self._connection.execute(
            select(table.c.currency, table.c.valid_from, table.c.rate).order_by(
                table.c.currency, table.c.valid_from
            )
        )
        for currency, valid_from, rate in rows:
            rates.setdefault(currency, []).append((valid_from, rate))
        return rates

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
        rows = self._rows(schema.import_batch)
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

    def _rows(self, table: Table) -> list[dict[str, Cell]]:
        rows = self._connection.execute(select(table).order_by(table.c.id))
        return [dict(row._mapping) for row in rows]

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
