"""Days as people write them, in the order that their column uses."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import Enum

from kpidesk.excel.values.faults import ValueProblem
from kpidesk.excel.values.month_names import month_number

_TIME = (
    r"(?:[T ]\s*(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(
    rf"^(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})$")
_NUMERIC = re.compile(
    rf"^(?P<first>\d{{1,2}})(?P<sep>[./-]) ?(?P<second_part>\d{{1,2}})(?P=sep) ?"
    rf"(?P<year>\d{{4}}|\d{{2}})\.?{_TIME}$",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    rf"^(?:[^\W\d]+,?\s+)?(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|:e)?[\s-]*(?:of\s+|de\s+)?"
    rf"(?P<name>[^\W\d_]+)\.?,?[\s-]*(?P<year>\d{{4}}|\d{{2}}){_TIME}$",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(
    rf"^(?:[^\W\d]+,\s+)?(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?,?\s+"
    rf"(?P<year>\d{{4}}){_TIME}$",
    re.IGNORECASE,
)
_PIVOT = 70  # 69 is 2069, 70 is 1970: the field's dates lie around now


class DateForm(Enum):
    """What the form of one written day says about the order of its column."""

    NONE = "none"  # no date
    FIXED = "fixed"  # ISO, or with the month in words: read the same everywhere
    DMY = "dmy"
    MDY = "mdy"
    DOTTED = "dotted"  # 03.04.2026 and 03-04-2026: days first, wherever dots and dashes are used
    EITHER = "either"  # 3/4/2026
    SAME = "same"  # 05/05/2026: the same day in either order, but no ISO date


def _clean(text: str) -> str:
    return " ".join(text.split())


def date_form(text: str) -> DateForm:
    """What this text says by itself about how the days of its column are written."""
    body = _clean(text)
    if _ISO.match(body) or _COMPACT.match(body):
        return DateForm.FIXED
    numeric = _NUMERIC.match(body)
    if numeric:
        first, second = int(numeric["first"]), int(numeric["second_part"])
        if first > 12 or second > 12:
            return _by_size(first, second)
        if first == second:
            return DateForm.SAME
        return DateForm.EITHER if numeric["sep"] == "/" else DateForm.DOTTED
    named = _DAY_NAME.match(body) or _NAME_DAY.match(body)
    return DateForm.FIXED if named and month_number(named["name"]) else DateForm.NONE


def _by_size(first: int, second: int) -> DateForm:
    if first > 12 and second > 12:
        return DateForm.NONE
    if first > 31 or second > 31:
        return DateForm.NONE
    return DateForm.DMY if first > 12 else DateForm.MDY


def parse_datetime(text: str, order: str | None) -> datetime:
    """The moment that a text names; midnight where it has no time of day. Zones are dropped.

    `order` (iso, dmy or mdy) settles what digits alone leave open. Raises ValueProblem
    `value.no_such_date`, `value.not_a_date` or `value.ambiguous_date`.
    """
    body = _clean(text)
    match = _ISO.match(body) or _COMPACT.match(body)
    if match:
        return _moment(text, match, int(match["month"]), int(match["day"]))
    match = _NUMERIC.match(body)
    if match:
        day, month = _ordered(text, match, order)
        return _moment(text, match, month, day)
    match = _DAY_NAME.match(body) or _NAME_DAY.match(body)
    named = month_number(match["name"]) if match else None
    if match is None or named is None:
        raise ValueProblem("value.not_a_date", f"'{body}' is not a date.")
    return _moment(text, match, named, int(match["day"]))


def parse_date(text: str, order: str | None) -> date:
    """The day that a text names; a time of day in it is dropped. Errors as parse_datetime."""
    return parse_datetime(text, order).date()


def _ordered(text: str, match: re.Match[str], order: str | None) -> tuple[int, int]:
    """(day, month) of two numbers, by the column's order."""
    first, second = int(match["first"]), int(match["second_part"])
    if order == "iso":
        raise ValueProblem(
            "value.not_a_date", f"'{text.strip()}' is not written as year-month-day."
        )
    if order is None and match["sep"] != "/":
        order = "dmy"
    if order is None and first == second:
        return first, second
    if order is None and first > 12:
        order = "dmy"
    if order is None and second > 12:
        order = "mdy"
    if order is None:
        raise ValueProblem(
            "value.ambiguous_date",
            f"'{text.strip()}' can be read in two ways; say whether the day comes first.",
        )
    return (second, first) if order == "mdy" else (first, second)


def _moment(text: str, match: re.Match[str], month: int, day: int) -> datetime:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < _PIVOT else 1900
    parts = match.groupdict()
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        clock = time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
        return datetime.combine(date(year, month, day), clock)
    except ValueError:
        message = f"There is no such date as '{text.strip()}'."
        raise ValueProblem("value.no_such_date", message) from None
