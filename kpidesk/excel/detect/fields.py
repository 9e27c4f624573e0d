"""Which concepts of headings give which field of a kind, and how telling each concept is."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from kpidesk.domain.facts import KINDS, Field

EXTERNAL_ID = Field("external_id")
"""In lists: another name by which other sheets know the same rep, customer or product."""

ALIASED_KINDS = frozenset({"reps", "customers", "products"})

# field: concepts from most to least fitting, each with how well it fits.
_CONCEPTS: dict[str, dict[str, str]] = {
    "reps": {
        "rep": "rep 1, name .9, first_name .8, last_name .8, contact .5, manager .5, rep_id .3",
        "email": "email 1",
        "team": "team 1, manager .8",
        "parent_team": "region .9",
        "valid_from": "valid_from 1, created_on .3",
        "valid_to": "valid_to 1",
        "fte": "fte 1",
        "role": "role 1",
        "external_id": "rep_id 1",
    },
    "customers": {
        "customer": "customer 1, company 1, name .8, customer_id .3",
        "org_number": "org_number 1",
        "segment": "segment 1, category .6",
        "owner": "rep 1, rep_id .5",
        "customer_since": "customer_since 1, created_on .8, valid_from .6",
        "lost_on": "lost_on 1, valid_to .6",
        "country": "country 1",
        "parent_customer": "parent_customer 1",
        "external_id": "customer_id 1",
    },
    "products": {
        "product": "product 1, name .8, product_id .4",
        "price": "price 1, amount .4",
        "cost": "cost 1",
        "currency": "currency 1",
        "external_id": "product_id 1",
    },
    "activities": {
        "date": "activity_date 1, date 1, created_on .6, created_at .6, closed_on .5, booked_on .2",
        "type": "activity_type 1, type .9, channel .4",
        "rep": "rep 1, rep_id .7",
        "customer": "customer 1, company .95, customer_id .8",
        "contact": "contact 1, name .3",
        "deal": "deal_id 1, deal_name .5, order_id .4",
        "quantity": "quantity 1",
        "minutes": "minutes 1",
        "outcome": "outcome 1, status .7",
        "booked_on": "booked_on 1",
        "channel": "channel 1",
        "external_id": "activity_id 1",
        "note": "note 1",
    },
    "leads": {
        "created_on": "lead_created 1, created_on 1, date .8, created_at .7, order_date .2",
        "rep": "rep 1, rep_id .7",
        "company": "company 1, customer .9",
        "contact": "contact 1, name .6",
        "org_number": "org_number 1",
        "source": "source 1, channel .4",
        "first_attempt_at": "first_attempt_at 1, first_contact_on .6",
        "created_at": "created_at .9",
        "qualified_on": "qualified_on 1",
        "converted_on": "converted_on 1",
        "external_id": "lead_id 1",
    },
    "deals": {
        "deal": "deal_id 1, order_id .8, deal_name .5",
        "rep": "rep 1, rep_id .7",
        "customer": "customer 1, company .95, customer_id .8, name .3",
        "contact": "contact 1",
        "product": "product 1, product_id .7",
        "source": "source 1, channel .4",
        "kind": "deal_kind 1, type .6",
        "created_on": "created_on 1, created_at .8, lead_created .5",
        "first_contact_on": "first_contact_on 1",
        "expected_close_on": "expected_close_on 1",
        "closed_on": "closed_on 1, date .6, order_date .6",
        "stage": "stage 1",
        "status": "status 1, is_won .9, is_closed .8, outcome .5",
        "lost_reason": "lost_reason 1",
        "value": "amount 1, price .3",
        "currency": "currency 1",
        "confidence": "probability 1",
    },
    "stage_history": {
        "deal": "deal_id 1, deal_name .5, order_id .4",
        "stage": "stage 1, status .6",
        "entered_on": "entered_on 1, date .9, created_on .5, activity_date .4, valid_from .6",
    },
    "orders": {
        "date": "order_date 1, date 1, closed_on .6, created_on .5, created_at .4",
        "amount": "amount 1",
        "customer": "customer 1, company .95, customer_id .7, name .3",
        "rep": "rep 1, rep_id .7",
        "product": "product 1, product_id .7",
        "quantity": "quantity 1",
        "unit_price": "price 1",
        "currency": "currency 1",
        "external_id": "order_id 1, deal_id .6",
    },
    "costs": {
        "date": "date 1, order_date 1, period .8",
        "amount": "amount 1, cost 1",
        "category": "category 1, type .7",
        "scope": "scope 1, team .8, region .5, rep .6",
        "currency": "currency 1",
    },
    "email_stats": {
        "date": "date 1, activity_date .5, created_on .5",
        "sent": "sent 1",
        "delivered": "delivered 1",
        "opened": "opened 1",
        "clicked": "clicked 1",
        "bounced": "bounced 1",
        "rep": "rep 1",
        "campaign": "campaign 1, name .5",
    },
    "prices": {
        "date": "date 1, order_date .4, created_on .4",
        "product": "product 1, product_id .7, name .3",
        "price": "price 1, amount .6",
        "competitor": "competitor 1",
        "currency": "currency 1",
    },
    "targets": {
        "kpi": "kpi 1, type .4",
        "period": "period 1, date .6",
        "value": "target_value 1, amount .8",
        "scope": "scope 1",
        "scope_name": "scope_name 1, rep .9, team .8, customer .8, name .6, region .5",
        "threshold": "threshold 1",
        "stretch": "stretch 1",
    },
}

# How much a concept speaks for the kinds that use it; 1 where it is not listed.
_TELLING = MappingProxyType(
    {
        "activity_type": 2.5, "activity_date": 2, "activity_id": 2, "outcome": 1.5,
        "minutes": 1.5, "booked_on": 1.5, "lead_id": 3, "lead_created": 3, "first_attempt_at": 2,
        "qualified_on": 2.5, "converted_on": 2.5, "source": 1.2, "stage": 2, "probability": 2,
        "expected_close_on": 2, "lost_reason": 2, "deal_id": 1.5, "deal_kind": 1.5,
        "closed_on": 1.5, "entered_on": 2, "order_date": 1.5, "order_id": 1.2, "kpi": 2.5,
        "target_value": 2.5, "scope_name": 2, "threshold": 2, "stretch": 2, "competitor": 2.5,
        "sent": 2, "delivered": 2, "opened": 2, "clicked": 2, "bounced": 2, "campaign": 1.5,
        "category": 1.2, "fte": 2, "team": 1.3, "manager": 1.2, "role": 1.2, "org_number": 1.2,
        "customer_since": 2, "parent_customer": 2, "price": 1.2, "cost": 1.2, "quantity": 0.7,
        "country": 0.7, "rep": 0.8, "customer": 0.8, "product": 0.8, "customer_id": 0.8,
        "product_id": 0.8, "rep_id": 0.6, "date": 0.5, "name": 0.3, "first_name": 0.5,
        "last_name": 0.5, "type": 0.5, "currency": 0.3, "note": 0.3,
    }
)  # fmt: skip


@cache
def field_concepts(kind: str) -> dict[str, dict[str, float]]:
    """Field -> {concept: how well it fits} of a kind."""
    table: dict[str, dict[str, float]] = {}
    for name, listed in _CONCEPTS[kind].items():
        pairs = (entry.split() for entry in listed.split(","))
        table[name] = {concept: float(fit) for concept, fit in pairs}
    return table


def telling(concept: str) -> float:
    """How much a heading with this concept speaks for the kinds that use it."""
    return _TELLING.get(concept, 1.0)


def field_of(kind: str, name: str) -> Field:
    """The field of a kind, or the alias that lists of reps, customers and products allow.

    Raises KeyError if the kind has none of that name.
    """
    if name == EXTERNAL_ID.name and kind in ALIASED_KINDS:
        return EXTERNAL_ID
    return KINDS[kind].field(name)
