"""What is wrong with one value, and what a parsed column is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Parsed = str | int | Decimal | date | None
"""A parsed value: text, whole number, exact number, day (or day and time), or blank."""


@dataclass(frozen=True, slots=True)
class ValueFault:
    """Why a cell could not be read: a stable code and plain words that quote the cell."""

    code: str
    message: str


class ValueProblem(Exception):  # noqa: N818 - carries a fault to the cell it belongs to
    """Raised by the parsers of single values; columns collect the faults per row."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.fault = ValueFault(code, message)


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """The values of a column in order, None where blank or faulty.

    `errors` maps positions to faults. `rounded` counts cells with more than six decimals, whose
    further digits were dropped. `read_as_blank` names the texts that were taken for blank.
    """

    values: list[Parsed]
    errors: dict[int, ValueFault] = field(default_factory=dict)
    rounded: int = 0
    read_as_blank: tuple[str, ...] = ()
