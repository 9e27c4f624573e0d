"""Units, and the smallest step a number of each unit is counted and shared out in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a measure or KPI counts. A percent is kept as a fraction: 12 % is 0.12."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"
    MINUTES = "minutes"
    INDEX = "index"
    MONEY_PER_DAY = "money_per_day"

    @property
    def is_money(self) -> bool:
        """Whether figures carry the company's currency."""
        return self in (Unit.MONEY, Unit.MONEY_PER_DAY)


# ISO 4217: currencies whose minor unit is not a hundredth.
_WHOLE_CURRENCIES = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV")
) | {"XAF", "XOF", "XPF"}
_THOUSANDTH_CURRENCIES = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))

LARGEST = Decimal(9_000_000_000_000)
"""The largest number that may be entered; its millionths still fit into 64 bits."""
_EXACT = Decimal("0.000001")
# Wide enough for any amount that a 64-bit count of millionths holds, and for sums of many.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def currency_decimals(currency: str) -> int:
    """Decimals of the smallest unit of an ISO 4217 currency; 2 for one that is not known."""
    code = currency.strip().upper()
    if code in _WHOLE_CURRENCIES:
        return 0
    return 3 if code in _THOUSANDTH_CURRENCIES else 2


def quantum_of(unit: Unit, currency: str) -> Decimal:
    """The smallest step of a figure: an øre or a cent for money, one for counts.

    Shares and indexes go to a ten-thousandth (0.01 % of 1).
    """
    if unit.is_money:
        return Decimal(1).scaleb(-currency_decimals(currency))
    if unit in (Unit.PERCENT, Unit.INDEX):
        return Decimal("0.0001")
    return Decimal(1)


def to_quantum(value: Decimal, quantum: Decimal) -> Decimal:
    """`value` to the nearest multiple of a power-of-ten `quantum`, halves away from zero."""
    return value.quantize(quantum, context=_WIDE)


def to_exact(value: Decimal) -> Decimal:
    """`value` as it is stored: six decimals, halves away from zero."""
    return to_quantum(value, _EXACT)


def whole_steps(value: Decimal, quantum: Decimal) -> tuple[int, Decimal]:
    """How many whole quanta `value` holds, and what is left; both have its sign."""
    steps = _WIDE.divide_int(value, quantum)
    return int(steps), _WIDE.remainder(value, quantum)


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """A sum that is not rounded, however far apart its terms are."""
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return total
