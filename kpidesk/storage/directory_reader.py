"""Reading what facts are about: the company, its people, lists, calendar and rates."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select

from kpidesk.storage import schema
from kpidesk.storage.records import Absence, Cell, CompanySettings, Membership

if TYPE_CHECKING:
    from kpidesk.domain.calendar import WorkCalendar


class DirectoryReader:
    """Who and what facts are about: settings, lists, teams, calendar and rates."""

    def __init__(self, connection: Connection, unnamed: str = "") -> None:
        """`unnamed` is what a company without a name is called: its file's name."""
        self._connection = connection
        self._unnamed = unnamed

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
            name=str(known.get("name") or self._unnamed),
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

    def alias_id(self, ref: str, written: str) -> int | None:
        """The id of the alias that this spelling is in a list; None where it is none."""
        alias = schema.alias
        wanted = select(alias.c.id).where(alias.c.list == ref, alias.c.written == written)
        found: int | None = self._connection.execute(wanted).scalar_one_or_none()
        return found

    def list_rows(self, ref: str) -> list[dict[str, Cell]]:
        """Whole rows of a list in the order they came, by column."""
        return self._whole_rows(schema.LIST_TABLES[ref])

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

    def _whole_rows(self, table: Table) -> list[dict[str, Cell]]:
        rows = self._connection.execute(select(table).order_by(table.c.id))
        return [dict(row._mapping) for row in rows]
