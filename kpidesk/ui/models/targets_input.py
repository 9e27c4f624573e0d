"""Numbers as they are typed or pasted into the target grid, and as they are copied from it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.errors import UsageError
from kpidesk.domain.formula import evaluate, parse
from kpidesk.domain.numbers import Unit
from kpidesk.ui.formatting import Formatter

CLEARED = frozenset({"", "-", "–", "—"})
"""What is typed to take a target away."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNITS = re.compile(
    r"^(?:kr|nok|sek|dkk|eur|gbp|usd|[€£$])?\.?(.*?)(?:kr|nok|sek|dkk|eur|gbp|usd|[€£$%])?\.?,?-?$"
)
_TERM = re.compile(r"(^|[-+*/(])(\d(?:[\d.,]*\d)?)(%?)")
_HUNDRED = Decimal(100)


def read_value(text: str, unit: Unit, formatter: Formatter, scale: int = 1) -> Decimal | None:
    """The value that a text means in a KPI's unit; None where it takes the target away.

    Money is given in `scale` units of the currency, a share in per cent. Both decimal signs are
    read: the last sign of two kinds is the decimal one, a single one before just three digits
    parts thousands unless it is the locale's decimal sign.

    A text that begins with `=` is a sum: numbers, + - * / and parentheses, and % behind a number.

    Raises UsageError `target.not_a_number`.
    """
    if text.strip() in CLEARED:
        return None
    bare = _SPACES.sub("", text).casefold()
    is_sum = bare.startswith("=")
    number = _sum(bare[1:], unit, formatter) if is_sum else _number(bare, formatter)
    if number is None:
        raise _refused(text.strip(), formatter, is_sum)
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


def _refused(text: str, formatter: Formatter, is_sum: bool) -> UsageError:
    translate = QCoreApplication.translate
    example = formatter.number(Decimal("1250.5"), 1)
    if is_sum:
        message = translate("Targets", "“{text}” cannot be worked out. Write it as {example}.")
        example = f"={formatter.file_number(Decimal('1250.5'))}*12"
    else:
        message = translate("Targets", "“{text}” is not a number. Write it as {example}.")
    return UsageError("target.not_a_number", message.format(text=text, example=example))


def _sum(text: str, unit: Unit, formatter: Formatter) -> Decimal | None:
    """What a sum comes to; its numbers are written as any other, its result is one of the grid's.

    A per cent is a hundredth; among shares, which are typed in per cent, only as a factor.
    """

    def written(found: re.Match[str]) -> str:
        before, digits, percent = found.groups()
        number = _with_point(digits, formatter)
        hundredth = percent and (unit is not Unit.PERCENT or before in ("*", "/"))
        return f"{before}({number}/100)" if hundredth else f"{before}{number}"

    plain = text.replace("\u2212", "-").replace("\u00d7", "*").replace("\u00f7", "/")
    try:
        expression = parse(_TERM.sub(written, plain))
    except UsageError:
        return None
    return None if expression.names else evaluate(expression, {}).value


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
