"""Numbers as people write them: currencies, thousands, decimal signs, minus signs, per cent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum

from kpidesk.excel.values.faults import ValueProblem

MAX_DECIMALS = 6
_STEP = Decimal(1).scaleb(-MAX_DECIMALS)

_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff\t"
_TO_SPACE = re.compile(f"[{_SPACES}]")
_MINUS = re.compile(r"[\u2212\u2012\u2013\u2014\ufe63\uff0d]")
_WORDS = (
    r"(?:kr(?:oner|onor)?\.?|(?:nok|sek|dkk|isk|eur|euro?s?|usd|gbp|chf|cad|aud|jpy|pln)(?![a-z])\.?"
    r"|(?:us|a|c|au|ca)?\$|[€£¥₣₽])"
)
_PREFIX = re.compile(rf"^([+-]?)\s*{_WORDS}\s*", re.IGNORECASE)
_SUFFIX = re.compile(rf"\s*{_WORDS}$", re.IGNORECASE)
_WHOLE_CROWNS = re.compile(
    r"([.,])[-=]{1,2}$"
)  # "1 500,-" is how whole crowns and euros are written
_CORE = re.compile(r"^\d[\d.,' ]*$|^[.,]\d+$")
_GROUPED = {
    sign: re.compile(rf"^\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+$") for sign in (".", ",", "'", " ")
}
_PLAIN = re.compile(r"^\d+$")

PLAIN_NUMBER = re.compile(r"-?\d{1,12}(?:\.(?:\d{1,2}|\d{4,6}))?", re.ASCII)
"""At most twelve digits and six decimals; not three, as "1.355" is decided by its column."""

BLANK_WORDS = frozenset(
    ["-", "--", "–", "—", "−", "n/a", "na", "n.a.", "nan", "null", "none", "nil", "nat", "i/t"]
)


class Form(Enum):
    """What the form of one written number says about the decimal sign of its column."""

    NONE = "none"  # a whole number, or no number at all
    COMMA = ","
    POINT = "."
    EITHER = "either"  # "1.355": one separator and three digits after it


def _bare(text: str) -> tuple[str, bool, bool] | None:
    """The digits and separators of a number, whether it is negative, whether in per cent."""
    body = _MINUS.sub("-", _TO_SPACE.sub(" ", text)).replace("’", "'").replace("´", "'").strip()
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    per_cent = "%" in body
    if per_cent:
        body = body.replace("%", "", 1).strip()
    body = _PREFIX.sub(r"\1", body, count=1)
    body = _WHOLE_CROWNS.sub(r"\g<1>00", body)
    body = _SUFFIX.sub("", body, count=1)
    body = _WHOLE_CROWNS.sub(r"\g<1>00", body)
    if body[:1] in "+-" and body:
        negative, body = negative != (body[0] == "-"), body[1:].lstrip()
        body = _PREFIX.sub("", body, count=1)
    elif body.endswith("-"):
        negative, body = not negative, body[:-1].rstrip()
    return (body, negative, per_cent) if _CORE.match(body) else None


def _split(body: str) -> tuple[str, str, str, Form]:
    """(whole part, its grouping sign, fraction, form) of digits with separators.

    The grouping sign of a whole part without one is "". For `Form.EITHER` the split is the one
    with a decimal sign, which is then the sign found.
    """
    points, commas = body.count("."), body.count(",")
    if points and commas:
        sign = "." if body.rfind(".") > body.rfind(",") else ","
        whole, _, fraction = body.rpartition(sign)
        return whole, "," if sign == "." else ".", fraction, Form(sign)
    if not points and not commas:
        group = "'" if "'" in body else " " if " " in body else ""
        return body, group, "", Form.NONE
    sign = "." if points else ","
    if points + commas > 1:
        return body, sign, "", Form("," if sign == "." else ".")
    whole, _, fraction = body.partition(sign)
    group = "'" if "'" in whole else " " if " " in whole else ""
    could_group = len(fraction) == 3 and not group and 1 <= len(whole) <= 3 and whole[0] != "0"
    return whole, group, fraction, Form.EITHER if could_group else Form(sign)


def form_of(text: str) -> Form:
    """What this text says about the decimal sign by itself: KPI.md's worked answer 14."""
    bare = _bare(text)
    if bare is None:
        return Form.NONE
    whole, group, fraction, form = _split(bare[0])
    return form if _well_formed(whole, group, fraction) else Form.NONE


def _well_formed(whole: str, group: str, fraction: str) -> bool:
    if fraction and not _PLAIN.match(fraction):
        return False
    if not whole:
        return bool(fraction)
    return bool((_GROUPED[group] if group else _PLAIN).match(whole))


def looks_numeric(text: str) -> bool:
    """Whether a text is a number in any of the notations that are understood."""
    bare = _bare(text)
    if bare is None:
        return False
    whole, group, fraction, _ = _split(bare[0])
    return _well_formed(whole, group, fraction)


def parse_number(text: str, decimal: str | None) -> tuple[Decimal, bool]:
    """The number and whether it was written in per cent (12 % gives 0.12, True).

    `decimal` settles what the form leaves open ("1.355"); without it such a text is refused.
    Raises ValueProblem `value.not_a_number` or `value.ambiguous_number`.
    """
    bare = _bare(text)
    if bare is None:
        raise ValueProblem("value.not_a_number", f"'{text.strip()}' is not a number.")
    body, negative, per_cent = bare
    whole, group, fraction, form = _split(body)
    if not _well_formed(whole, group, fraction):
        raise ValueProblem("value.not_a_number", f"'{text.strip()}' is not a number.")
    if form is Form.EITHER:
        if decimal is None:
            raise ValueProblem(
                "value.ambiguous_number",
                f"'{text.strip()}' can be read in two ways; say what the decimal sign is.",
            )
        if decimal not in body:
            whole, fraction = whole + fraction, ""
    digits = whole.replace(group, "") if group else whole
    number = Decimal(f"{digits or '0'}.{fraction}" if fraction else digits)
    if per_cent:
        number = number.scaleb(-2)
    return (-number if negative else number), per_cent


def exact(number: float) -> Decimal:
    """A spreadsheet's binary number as the decimal it stands for: 15 significant digits."""
    return Decimal(f"{number:.15g}")


def quantised(number: Decimal) -> tuple[Decimal, bool]:
    """The number with at most six decimals, and whether digits were lost."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MAX_DECIMALS:
        kept = number.quantize(_STEP, rounding=ROUND_HALF_EVEN)
        return kept, kept != number
    return number, False
