"""What a company file gives back, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kpidesk.domain.periods import Period

Cell = Decimal | date | datetime | int | str | None
"""A stored value: exact number, day, moment, whole number, text or nothing."""

FILE_ID = "_file_id"
"""The setting that tells one company file from another. Settings with a leading underscore are
about the file, not the company, and are no part of its content."""


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """What a company file says of its company.

    `country` is ISO 3166 (public holidays), `currency` ISO 4217, `fiscal_start` the first month
    of the fiscal year. `bands` are the shares of the expected value from which a result is on
    track and from which it is to be watched. `cards` are the KPIs on Today, () for the default.
    """

    name: str
    currency: str = "NOK"
    country: str = "NO"
    fiscal_start: int = 1
    cards: tuple[str, ...] = ()
    bands: tuple[Decimal, Decimal] = (Decimal(1), Decimal("0.9"))

    def as_settings(self) -> dict[str, object]:
        """The settings by key, as JSON values."""
        return {
            "name": self.name,
            "currency": self.currency,
            "country": self.country,
            "fiscal_start": self.fiscal_start,
            "cards": list(self.cards),
            "bands": [format(share, "f") for share in self.bands],
        }


@dataclass(frozen=True, slots=True)
class Membership:
    """A rep's dated place in a team; None = since always, until further notice; inclusive."""

    id: int
    rep_id: int
    team_id: int | None
    valid_from: date | None
    valid_to: date | None
    fte: Decimal


@dataclass(frozen=True, slots=True)
class StoredTarget:
    """A target with its id, and the name of what it is for (None for the organisation)."""

    id: int
    kpi: str
    scope: str
    scope_id: int
    scope_name: str | None
    period: Period
    value: Decimal
    threshold: Decimal | None
    stretch: Decimal | None
    note: str


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One change that a target went through; `field` is "removed" when it was taken away."""

    changed_at: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days that a rep is away, inclusive."""

    id: int
    rep_id: int
    first_day: date
    last_day: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the user. `state` is done, undone, dropped, or log for undo and redo themselves.

    `at` is the moment in UTC, ISO 8601.
    """

    id: int
    at: str
    name: str
    text: str
    state: str
    refers_to: int | None
