"""Numbers as they are typed or pasted into the target grid, and as they are copied from it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.errors import UsageError
from kpidesk.domain.numbers import Unit
from kpidesk.ui.formatting import Formatter

CLEARED = frozenset({"", "-", "–", "—"})
"""What is typed to take a target away."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNITS = re.compile(
    r"^(?:kr|nok|sek|dkk|eur|gbp|usd|[€£$])?\.?(.*?)(?:kr|nok|sek|dkk|eur|gbp|usd|[€£$%])?\.?,?-?$"
)
_HUNDRED = Decimal(100)


def read_value(text: str, unit: Unit, formatter: Formatter, scale: int = 1) -> Decimal | None:
    """The value that a text means in a KPI's unit; None where it takes the target away.

    Money is given in `scale` units of the currency, a share in per cent. Both decimal signs are
    read: the last sign of two kinds is the decimal one, a single one before just three digits
    parts thousands unless it is the locale's decimal sign.

    Raises UsageError `target.not_a_number`.
    """
    if text.strip() in CLEARED:
        return None
    number = _number(_SPACES.sub("", text).casefold(), formatter)
    if number is None:
        message = QCoreApplication.translate(
            "Targets", "“{text}” is not a number. Write it as {example}."
        )
        example = formatter.number(Decimal("1250.5"), 1)
        raise UsageError("target.not_a_number", message.format(text=text.strip(), example=example))
    if unit is Unit.PERCENT:
        return number / _HUNDRED
    return number * scale if unit.is_money else number


def typed_value(value: Decimal | None, unit: Unit, formatter: Formatter, scale: int = 1) -> str:
    """A value as it would be typed: exact, without groups and unit."""
    if value is None:
        return ""
    shown = value
    if unit is Unit.PERCENT:
        shown = value * _HUNDRED
    elif unit.is_money:
        shown = value / scale
    return formatter.file_number(_plain(shown))


def _plain(value: Decimal) -> Decimal:
    """Without zeros behind the last digit, and never as a power of ten."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _number(text: str, formatter: Formatter) -> Decimal | None:
    stripped = _UNITS.sub(r"\1", text.replace("\u2212", "-"))
    if not re.fullmatch(r"-?[\d.,]*\d[\d.,]*", stripped):
        return None
    try:
        return Decimal(_with_point(stripped, formatter))
    except InvalidOperation:
        return None


def _with_point(text: str, formatter: Formatter) -> str:
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    sign = text[last]
    other = "." if sign == "," else ","
    both = other in text
    locale_sign = formatter.file_number(Decimal("0.5"))[1]
    thousands = len(text) - last - 1 == 3 and sign != locale_sign and not both
    if text.count(sign) > 1 or thousands:
        return text.replace(sign, "").replace(other, ".")
    return text.replace(other, "").replace(sign, ".")
