"""Measures: one number over facts, each with the one date that places it in time. Data only.

A measure says which rows count, on which day, and what is added up; one evaluator in storage
turns it into statements. A KPI is a formula over the keys of measures.

Fields are named as in `kpidesk.domain.facts`, with these readings: the `value` of a deal is its
value in the company's currency; `cycle_days` is derived, for won deals, as the days from the
first contact (else creation) to closing; `value*confidence` weights an open deal, with the
confidence of its stage where the deal itself has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kpidesk.domain.numbers import Unit


class Aggregate(StrEnum):
    """How rows become one number. Only counts and sums may be added up over groups."""

    COUNT = "count"
    SUM = "sum"
    MEDIAN = "median"


class AsOf(StrEnum):
    """For measures of what stands open on a day: which side of that day the date must lie."""

    ANY = "any"  # not of a day: the measure is about what happened in the period
    AHEAD = "ahead"  # date on or after the as-of day
    OVERDUE = "overdue"  # date before the as-of day


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows count where `field` is one of `values` (none of them if `negate`).

    `or_blank` also lets rows through where the field is empty.
    """

    field: str
    values: frozenset[str]
    negate: bool = False
    or_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number over the facts of one kind.

    `date_field` is the attribution date (`date_fallback` stands in where it is empty), `words`
    tells it to the user. Rows need every field in `needs` and a date. `value_field` is what is
    summed, or what the median is taken of; counts have none.
    """

    key: str
    kind: str
    date_field: str
    aggregate: Aggregate
    unit: Unit
    words: str
    value_field: str | None = None
    where: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    date_fallback: str | None = None
    as_of: AsOf = AsOf.ANY

    @property
    def snapshot(self) -> bool:
        """Whether it is what stands on the as-of day rather than what happened in a period."""
        return self.as_of is not AsOf.ANY

    @property
    def additive(self) -> bool:
        """Whether values of days and reps add up, and a target can be phased over days."""
        return self.aggregate in (Aggregate.COUNT, Aggregate.SUM) and not self.snapshot

    def is_part_of(self, whole: Measure) -> bool:
        """Whether every row counted here is counted in `whole` too, on the same day."""
        return (
            (self.kind, self.date_field, self.date_fallback, self.as_of)
            == (whole.kind, whole.date_field, whole.date_fallback, whole.as_of)
            and (self.aggregate, self.value_field) == (whole.aggregate, whole.value_field)
            and set(self.where) >= set(whole.where)
            and set(self.needs) >= set(whole.needs)
        )


def _one_of(field: str, *values: str, or_blank: bool = False) -> Condition:
    return Condition(field, frozenset(values), or_blank=or_blank)


_WON = _one_of("status", "won")
_LOST = _one_of("status", "lost")
_CANCELLED = _one_of("status", "cancelled")
_OPEN = _one_of("status", "open")
_MEETING = _one_of("type", "meeting")


def _deals(
    key: str,
    date_field: str,
    words: str,
    *where: Condition,
    needs: tuple[str, ...] = (),
    as_of: AsOf = AsOf.ANY,
) -> Measure:
    return Measure(
        key=key,
        kind="deals",
        date_field=date_field,
        aggregate=Aggregate.COUNT,
        unit=Unit.COUNT,
        words=words,
        where=where,
        needs=needs,
        as_of=as_of,
    )


def _deal_sum(
    key: str,
    value_field: str,
    unit: Unit,
    date_field: str,
    words: str,
    *where: Condition,
    needs: tuple[str, ...] = (),
    as_of: AsOf = AsOf.ANY,
    aggregate: Aggregate = Aggregate.SUM,
) -> Measure:
    return Measure(
        key=key,
        kind="deals",
        date_field=date_field,
        aggregate=aggregate,
        unit=unit,
        words=words,
        value_field=value_field,
        where=where,
        needs=needs,
        as_of=as_of,
    )


def _activities(
    key: str,
    words: str,
    *where: Condition,
    date_field: str = "date",
    date_fallback: str | None = None,
) -> Measure:
    return Measure(
        key=key,
        kind="activities",
        date_field=date_field,
        date_fallback=date_fallback,
        aggregate=Aggregate.SUM,
        unit=Unit.COUNT,
        words=words,
        value_field="quantity",
        where=where,
    )


_WON_ON = "the day the deal was won"
_CREATED_ON = "the day the deal was created"
_EXPECTED_ON = "the day the deal is expected to close, on or after the date of the data"
_ACTIVITY_ON = "the day of the activity"
_MEETING_ON = "the day of the meeting"


def _registry(measures: Iterable[Measure]) -> MappingProxyType[str, Measure]:
    return MappingProxyType({measure.key: measure for measure in measures})


MEASURES: MappingProxyType[str, Measure] = _registry(
    (
        _deal_sum("won_value", "value", Unit.MONEY, "closed_on", _WON_ON, _WON),
        _deals("won_deals", "closed_on", _WON_ON, _WON),
        _deals("lost_deals", "closed_on", "the day the deal was lost", _LOST),
        _deals("cancelled_deals", "closed_on", "the day the deal was cancelled", _CANCELLED),
        _deal_sum(
            "lost_value", "value", Unit.MONEY, "closed_on", "the day the deal was lost", _LOST
        ),
        _deals("created_deals", "created_on", _CREATED_ON),
        _deals("created_won", "created_on", f"{_CREATED_ON}, whenever it was won", _WON),
        _deal_sum(
            "cycle_days_total",
            "cycle_days",
            Unit.DAYS,
            "closed_on",
            _WON_ON,
            _WON,
            needs=("cycle_days",),
        ),
        _deals("cycle_deals", "closed_on", _WON_ON, _WON, needs=("cycle_days",)),
        _deal_sum(
            "cycle_days",
            "cycle_days",
            Unit.DAYS,
            "closed_on",
            _WON_ON,
            _WON,
            needs=("cycle_days",),
            aggregate=Aggregate.MEDIAN,
        ),
        _deal_sum(
            "open_weighted",
            "value*confidence",
            Unit.MONEY,
            "expected_close_on",
            _EXPECTED_ON,
            _OPEN,
            needs=("value", "confidence"),
            as_of=AsOf.AHEAD,
        ),
        _deal_sum(
            "open_value",
            "value",
            Unit.MONEY,
            "expected_close_on",
            _EXPECTED_ON,
            _OPEN,
            needs=("value",),
            as_of=AsOf.AHEAD,
        ),
        _deals("open_deals", "expected_close_on", _EXPECTED_ON, _OPEN, as_of=AsOf.AHEAD),
        _deals(
            "open_overdue",
            "expected_close_on",
            "the day the deal was expected to close, before the date of the data",
            _OPEN,
            as_of=AsOf.OVERDUE,
        ),
        _activities("calls", _ACTIVITY_ON, _one_of("type", "call")),
        _activities("emails", _ACTIVITY_ON, _one_of("type", "email")),
        _activities("visits", _ACTIVITY_ON, _one_of("type", "visit")),
        _activities("quotes_sent", _ACTIVITY_ON, _one_of("type", "quote")),
        _activities(
            "conversations",
            _ACTIVITY_ON,
            _one_of("type", "call", "email"),
            _one_of("outcome", "reached"),
        ),
        _activities(
            "meetings_booked",
            "the day of booking, or the day of the meeting where no booking day is known",
            _MEETING,
            date_field="booked_on",
            date_fallback="date",
        ),
        _activities(
            "meetings_held",
            f"{_MEETING_ON}; one without an outcome counts as held, because many "
            "exports list only meetings that took place",
            _MEETING,
            _one_of("outcome", "held", or_blank=True),
        ),
        _activities("meetings_due", _MEETING_ON, _MEETING),
    )
)
"""Every measure by key."""
