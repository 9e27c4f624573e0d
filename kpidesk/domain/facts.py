"""The kinds of facts and their fields: the one list that schema, import, export and dump follow.

Adding a field here adds it to imports, exports, dumps and (with a migration) to the schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class FieldType(StrEnum):
    """What a field holds; decides parsing, storage and number format."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    QUANTITY = "quantity"
    INTEGER = "integer"
    SHARE = "share"  # a fraction: 12 % is 0.12
    CHOICE = "choice"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `ref` names the kind of list it points into (rep, customer, ...)."""

    name: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    ref: str | None = None
    choices: tuple[str, ...] = ()
    open_choices: bool = False
    default: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether values are summed in control totals."""
        return self.type in _NUMBERS


_NUMBERS = frozenset({FieldType.MONEY, FieldType.QUANTITY, FieldType.INTEGER, FieldType.SHARE})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact.

    `key` is the stable natural key: rows with the same key are the same fact. Where `external`
    is set, a row that carries it is known by that field alone. `date_field` is the day that
    places the fact in time (None for lists), `amount_field` what its control total sums first.
    """

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    external: str | None = None
    date_field: str | None = None
    amount_field: str | None = None

    def field(self, name: str) -> Field:
        """The field called `name`; KeyError if this kind has none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name}.{name}")

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names in the order of the contract."""
        return tuple(candidate.name for candidate in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields without which a row is no fact."""
        return tuple(candidate.name for candidate in self.fields if candidate.required)


T = FieldType
_REP = Field("rep", ref="rep")
_CUSTOMER = Field("customer", ref="customer")
_PRODUCT = Field("product", ref="product")
_CURRENCY = Field("currency")
_EXTERNAL = Field("external_id")

DEAL_STATUSES = ("open", "won", "lost", "cancelled")
DEAL_KINDS = ("new", "upsell", "cross_sell", "renewal")
ACTIVITY_TYPES = ("call", "email", "meeting", "visit", "quote")
OUTCOMES = ("reached", "not_reached", "booked", "held", "no_show", "cancelled")
COST_CATEGORIES = ("pay", "training", "support", "marketing", "event", "other")
SCOPE_LEVELS = ("org", "team", "rep", "customer")

_ALL = (
    Kind(
        "reps",
        (
            Field("rep", required=True),
            Field("email"),
            Field("team", ref="team"),
            Field("parent_team", ref="team"),
            Field("valid_from", T.DATE),
            Field("valid_to", T.DATE),
            Field("fte", T.QUANTITY, default="1"),
            Field("role"),
        ),
        key=("rep", "valid_from"),
    ),
    Kind(
        "customers",
        (
            Field("customer", required=True),
            Field("org_number"),
            Field("segment"),
            Field("owner", ref="rep"),
            Field("customer_since", T.DATE),
            Field("lost_on", T.DATE),
            Field("country"),
            Field("parent_customer", ref="customer"),
        ),
        key=("customer",),
    ),
    Kind(
        "products",
        (
            Field("product", required=True),
            Field("price", T.MONEY),
            Field("cost", T.MONEY),
            _CURRENCY,
        ),
        key=("product",),
        amount_field="price",
    ),
    Kind(
        "activities",
        (
            Field("date", T.DATE, required=True),
            Field("type", T.CHOICE, required=True, choices=ACTIVITY_TYPES, open_choices=True),
            _REP,
            _CUSTOMER,
            Field("contact"),
            Field("deal"),
            Field("quantity", T.QUANTITY, default="1"),
            Field("minutes", T.QUANTITY),
            Field("outcome", T.CHOICE, choices=OUTCOMES, open_choices=True),
            Field("booked_on", T.DATE),
            Field("channel"),
            _EXTERNAL,
            Field("note"),
        ),
        key=("date", "type", "rep", "customer", "contact", "deal"),
        external="external_id",
        date_field="date",
        amount_field="quantity",
    ),
    Kind(
        "leads",
        (
            Field("created_on", T.DATE, required=True),
            _REP,
            Field("company"),
            Field("contact"),
            Field("org_number"),
            Field("source"),
            Field("first_attempt_at", T.DATETIME),
            Field("created_at", T.DATETIME),
            Field("qualified_on", T.DATE),
            Field("converted_on", T.DATE),
            _EXTERNAL,
        ),
        key=("created_on", "rep", "company", "contact", "org_number"),
        external="external_id",
        date_field="created_on",
    ),
    Kind(
        "deals",
        (
            Field("deal", required=True),
            _REP,
            _CUSTOMER,
            Field("contact"),
            _PRODUCT,
            Field("source"),
            Field("kind", T.CHOICE, choices=DEAL_KINDS, open_choices=True),
            Field("created_on", T.DATE),
            Field("first_contact_on", T.DATE),
            Field("expected_close_on", T.DATE),
            Field("closed_on", T.DATE),
            Field("stage", ref="stage"),
            Field("status", T.CHOICE, choices=DEAL_STATUSES),
            Field("lost_reason"),
            Field("value", T.MONEY),
            _CURRENCY,
            Field("confidence", T.SHARE),
        ),
        key=("deal",),
        external="deal",
        date_field="closed_on",
        amount_field="value",
    ),
    Kind(
        "stage_history",
        (
            Field("deal", required=True),
            Field("stage", required=True, ref="stage"),
            Field("entered_on", T.DATE, required=True),
        ),
        key=("deal", "stage", "entered_on"),
        date_field="entered_on",
    ),
    Kind(
        "orders",
        (
            Field("date", T.DATE, required=True),
            Field("amount", T.MONEY, required=True),
            _CUSTOMER,
            _REP,
            _PRODUCT,
            Field("quantity", T.QUANTITY),
            Field("unit_price", T.MONEY),
            _CURRENCY,
            _EXTERNAL,
        ),
        key=("date", "customer", "rep", "product"),
        external="external_id",
        date_field="date",
        amount_field="amount",
    ),
    Kind(
        "costs",
        (
            Field("date", T.DATE, required=True),
            Field("amount", T.MONEY, required=True),
            Field("category", T.CHOICE, choices=COST_CATEGORIES, open_choices=True),
            Field("scope"),
            _CURRENCY,
        ),
        key=("date", "category", "scope"),
        date_field="date",
        amount_field="amount",
    ),
    Kind(
        "email_stats",
        (
            Field("date", T.DATE, required=True),
            Field("sent", T.INTEGER),
            Field("delivered", T.INTEGER),
            Field("opened", T.INTEGER),
            Field("clicked", T.INTEGER),
            Field("bounced", T.INTEGER),
            _REP,
            Field("campaign"),
        ),
        key=("date", "rep", "campaign"),
        date_field="date",
        amount_field="sent",
    ),
    Kind(
        "prices",
        (
            Field("date", T.DATE, required=True),
            Field("product", required=True, ref="product"),
            Field("price", T.MONEY, required=True),
            Field("competitor"),
            _CURRENCY,
        ),
        key=("date", "product", "competitor"),
        date_field="date",
        amount_field="price",
    ),
    Kind(
        "targets",
        (
            Field("kpi", required=True),
            Field("period", T.PERIOD, required=True),
            Field("value", T.MONEY, required=True),
            Field("scope", T.CHOICE, choices=SCOPE_LEVELS, default="org"),
            Field("scope_name"),
            Field("threshold", T.MONEY),
            Field("stretch", T.MONEY),
        ),
        key=("kpi", "period", "scope", "scope_name"),
        amount_field="value",
    ),
)

KINDS: MappingProxyType[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind by name, in the order of the contract."""
