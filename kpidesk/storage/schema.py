"""The tables of the company file, in SQLAlchemy's own language.

Fact tables follow `kpidesk.domain.facts.KINDS`: a field that refers to a list is stored as
`<field>_id`, every other field under its own name. Each row carries the batch and the source
row that it came from. Derived columns are kept by `kpidesk.storage.derived`.
"""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from kpidesk.domain.facts import KINDS, Field, FieldType, Kind
from kpidesk.storage.exact import MICRO as MICRO
from kpidesk.storage.exact import Exact as Exact

metadata = MetaData()
_TYPES = {
    FieldType.TEXT: Text,
    FieldType.CHOICE: Text,
    FieldType.PERIOD: Text,
    FieldType.DATE: Date,
    FieldType.DATETIME: DateTime,
    FieldType.INTEGER: Integer,
    FieldType.MONEY: Exact,
    FieldType.QUANTITY: Exact,
    FieldType.SHARE: Exact,
}
_REF_TABLES = {
    "rep": "rep",
    "team": "team",
    "customer": "customer",
    "product": "product",
    "stage": "stage",
}


def column_name(field: Field) -> str:
    """The column of a field: `rep` is stored as `rep_id`."""
    return f"{field.name}_id" if field.ref else field.name


def _field_column(field: Field) -> Column[object]:
    if field.ref:
        target = ForeignKey(f"{_REF_TABLES[field.ref]}.id")
        return Column(column_name(field), Integer, target, nullable=not field.required)
    return Column(field.name, _TYPES[field.type], nullable=not field.required)


def _origin() -> list[Column[object]]:
    return [
        Column("batch_id", Integer, ForeignKey("import_batch.id")),
        Column("source_row", Integer),
    ]


def _fact_table(name: str, kind: Kind, *extra: Column[object] | Index) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        *[_field_column(field) for field in kind.fields],
        *_origin(),
        *extra,
    )


setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Company settings as JSON values: name, currency, country, fiscal_start, status bands, cards."""

import_batch = Table(
    "import_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("imported_at", String(32), nullable=False),
    Column("source", Text, nullable=False),
    Column("sheet", Text),
    Column("kind", Text, nullable=False),
    Column("shape", Text),
    Column("mapping", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("state", String(8), nullable=False, default="applied"),
    Column("action_id", Integer),
)
"""One table of one imported sheet. `state` is applied or undone."""

rep = Table(
    "rep",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("email", Text),
    Column("role", Text),
    *_origin(),
)
team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("parent_id", Integer, ForeignKey("team.id")),
    *_origin(),
)
membership = Table(
    "membership",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rep_id", Integer, ForeignKey("rep.id"), nullable=False, index=True),
    Column("team_id", Integer, ForeignKey("team.id")),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("fte", Exact, nullable=False, default=Decimal(1)),
    *_origin(),
)
"""A rep's dated place in a team; None = since always / until further notice; days inclusive."""

customer = Table(
    "customer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("org_number", Text),
    Column("segment", Text),
    Column("owner_id", Integer, ForeignKey("rep.id")),
    Column("customer_since", Date),
    Column("lost_on", Date),
    Column("country", Text),
    Column("parent_customer_id", Integer, ForeignKey("customer.id"), index=True),
    *_origin(),
)
product = Table(
    "product",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("price", Exact),
    Column("cost", Exact),
    Column("currency", Text),
    *_origin(),
)
stage = Table(
    "stage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    Column("outcome", String(10), nullable=False, default="open"),
    Column("confidence", Exact),
    *_origin(),
)

# Open deals are few, so their index holds all that a pipeline asks of them, and nothing of others.
_OPEN = text("status = 'open'")
_DUE = ("status", "expected_close_on", "created_on")
_PIPELINE = (*_DUE, "rep_id", "base_value", "confidence", "stage_id")
deal = _fact_table(
    "deal",
    KINDS["deals"],
    Column("base_value", Exact),  # value in the company's currency
    Column("cycle_days", Integer),  # won deals: first contact, else created, to closed
    Index("deal_by_key", "deal", unique=True),
    Index("deal_closed", "status", "closed_on", "rep_id", "base_value", "cycle_days"),
    Index("deal_created", "created_on", "status", "rep_id"),
    Index("deal_open", *_PIPELINE, sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("deal_customer", "customer_id", "status", "closed_on"),
)
activity = _fact_table(
    "activity",
    KINDS["activities"],
    Index("activity_by_key", "external_id"),
    Index("activity_day", "type", "date", "rep_id", "outcome", "quantity"),
    Index("activity_customer", "customer_id", "type", "date"),
)
lead = _fact_table(
    "lead", KINDS["leads"], Index("lead_by_key", "external_id"), Index("lead_day", "created_on")
)
stage_entry = _fact_table(
    "stage_entry",
    KINDS["stage_history"],
    Index("stage_entry_deal", "deal", "entered_on"),
    Index("stage_entry_day", "entered_on"),
)
order = _fact_table(
    "sales_order",
    KINDS["orders"],
    Column("base_amount", Exact),
    Index("order_by_key", "external_id"),
    Index("order_day", "date", "rep_id"),
    Index("order_customer", "customer_id", "date"),
)
cost = _fact_table(
    "cost", KINDS["costs"], Column("base_amount", Exact), Index("cost_day", "date", "category")
)
email_stat = _fact_table("email_stat", KINDS["email_stats"], Index("email_stat_day", "date"))
price = _fact_table("price_point", KINDS["prices"], Index("price_day", "product_id", "date"))

FACT_TABLES = {
    "activities": activity,
    "leads": lead,
    "deals": deal,
    "stage_history": stage_entry,
    "orders": order,
    "costs": cost,
    "email_stats": email_stat,
    "prices": price,
}
"""The table of each kind whose rows are dated facts."""

LIST_TABLES = {"rep": rep, "team": team, "customer": customer, "product": product, "stage": stage}
"""The lists that facts point into, by the `ref` of a field."""

day_total = Table(
    "day_total",
    metadata,
    Column("measure", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("rep_id", Integer, primary_key=True),  # 0 = facts without a rep
    Column("n", Integer, nullable=False),
    Column("amount", Exact, nullable=False),
)
"""Totals kept for speed: additive measures by day and rep, equal to a recount (`check`)."""

kpi_definition = Table(
    "kpi_definition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("valid_from", Date),
    Column("label", Text, nullable=False),
    Column("formula", Text, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("direction", String(8), nullable=False),
    Column("category", String(16), nullable=False),
    Column("attribution", Text, nullable=False),
    Column("population", Text, nullable=False),
    Column("lowest_scope", String(10), nullable=False),
    Column("description", Text, nullable=False),
    Column("n_measure", Text),
    UniqueConstraint("key", "version"),
)
target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kpi", Text, nullable=False),
    Column("scope", String(10), nullable=False),
    Column("scope_id", Integer, nullable=False, default=0),  # 0 for the organisation
    Column("period", Text, nullable=False),
    Column("grain", String(8), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("value", Exact, nullable=False),
    Column("threshold", Exact),
    Column("stretch", Exact),
    Column("note", Text, nullable=False, default=""),
    *_origin(),
    UniqueConstraint("kpi", "scope", "scope_id", "period", name="target_once"),
    Index("target_scope", "kpi", "scope", "scope_id", "first_day", "last_day"),
)
target_change = Table(
    "target_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("target_id", Integer, nullable=False, index=True),
    Column("changed_at", String(32), nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("action_id", Integer),
)
closed_day = Table(
    "closed_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", Text, nullable=False, default=""),
    Column("working", Integer, nullable=False, default=0),  # 1: a holiday that is worked
)
absence = Table(
    "absence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rep_id", Integer, ForeignKey("rep.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("reason", Text),
)
currency_rate = Table(
    "currency_rate",
    metadata,
    Column("currency", String(3), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("rate", Exact, nullable=False),  # company currency for one unit of `currency`
)
alias = Table(
    "alias",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list", String(10), nullable=False),  # rep, team, customer, product, stage
    Column("written", Text, nullable=False),
    Column("means_id", Integer, nullable=False),
    *_origin(),
    UniqueConstraint("list", "written"),
)
saved_mapping = Table(
    "saved_mapping",
    metadata,
    Column("shape", Text, primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("used", Integer, nullable=False, default=1),
    Column("last_source", Text),
)
action = Table(
    "action",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("name", String(32), nullable=False),  # import, target.set, undo, redo, ...
    Column("text", Text, nullable=False),
    Column("state", String(8), nullable=False, default="done"),  # done, undone, dropped, log
    Column("refers_to", Integer),
)
"""One step of the user; the audit trail and the undo list are the same rows."""

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action_id", Integer, ForeignKey("action.id"), nullable=False, index=True),
    Column("table_name", Text, nullable=False),
    Column("op", String(8), nullable=False),  # insert, update, delete, bulk
    Column("row_id", Text),
    Column("old", Text),
    Column("new", Text),
    Column("kept", LargeBinary),  # rows of a bulk insert, kept when it is undone
)
