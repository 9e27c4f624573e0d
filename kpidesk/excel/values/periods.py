"""Periods as people write them, to the canonical text of the command line ("2024-Q1")."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from kpidesk.excel.values.dates import parse_date
from kpidesk.excel.values.faults import ValueProblem
from kpidesk.excel.values.folding import fold
from kpidesk.excel.values.month_names import MONTH_WORD, QUARTER, WEEK, YEAR, month_number

_Y = r"(?P<year>(?:19|20)\d{2})"
_YY = r"(?P<year>(?:19|20)\d{2}|\d{2})"
_SPAN = re.compile(r"^\s*(\S.*?)\s*(?:\.\.|…|–|—| - | to | til | till | tot | bis )\s*(\S.*?)\s*$")


def _patterns(*templates: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"^{template}$") for template in templates)


# All are matched against folded text: "1. kvartal 2024" is "1 kvartal 2024".
_YEARS = _patterns(_Y, rf"{YEAR} ?{_Y}", rf"{_Y} {YEAR}", r"fy ?(?P<year>\d{2})")
_QUARTERS = _patterns(
    rf"{_Y} ?{QUARTER} ?(?P<n>[1-4])",
    rf"{_Y} (?P<n>[1-4]) ?{QUARTER}",
    rf"{QUARTER} ?(?P<n>[1-4]) ?{_YY}",
    rf"(?P<n>[1-4]) ?{QUARTER} ?{_YY}",
)
_WEEKS = _patterns(
    rf"{_Y} ?{WEEK} ?(?P<n>\d{{1,2}})",
    rf"{WEEK} ?(?P<n>\d{{1,2}}) {_Y}",
    rf"(?P<n>\d{{1,2}}) {WEEK} {_Y}",
)
_MONTHS = _patterns(
    rf"{_Y} (?P<n>\d{{1,2}})",
    rf"(?P<n>\d{{1,2}}) {_Y}",
    rf"{_Y} ?{MONTH_WORD} ?(?P<n>\d{{1,2}})",
    rf"{MONTH_WORD} ?(?P<n>\d{{1,2}}) {_Y}",
    rf"(?P<name>[a-z]+) ?{_YY}",
    rf"{_Y} ?(?P<name>[a-z]+)",
)
_BARE_QUARTERS = _patterns(rf"{QUARTER} ?(?P<n>[1-4])", rf"(?P<n>[1-4]) ?{QUARTER}")
_BARE_WEEKS = _patterns(rf"{WEEK} ?(?P<n>\d{{1,2}})", rf"(?P<n>\d{{1,2}}) {WEEK}")
_BARE_MONTHS = _patterns(
    rf"{MONTH_WORD} ?(?P<n>\d{{1,2}})", rf"(?P<n>\d{{1,2}}) {MONTH_WORD}", r"(?P<name>[a-z]+)"
)


def _match(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.match(text))), None)


def _year(match: re.Match[str]) -> str:
    year = match["year"]
    return year if len(year) == 4 else f"20{year}"


def _month_of(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    if parts.get("name"):
        return month_number(parts["name"])
    number = int(parts["n"])
    return number if 1 <= number <= 12 else None


@lru_cache(maxsize=4096)
def period_text(text: str) -> str | None:
    """Canonical text of a period with its year ("2024-03"), None where it names none."""
    span = _span(text)
    if span:
        return span
    folded = fold(text)
    if match := _match(_YEARS, folded):
        prefix = "FY" if folded.startswith(("fy", "fiscal")) else ""
        return prefix + _year(match)
    if match := _match(_QUARTERS, folded):
        return f"{_year(match)}-Q{match['n']}"
    if match := _match(_WEEKS, folded):
        return _week(match)
    for pattern in _MONTHS:
        match = pattern.match(folded)
        month = _month_of(match) if match else None
        if match and month:
            return f"{_year(match)}-{month:02d}"
    return None


def _week(match: re.Match[str]) -> str | None:
    year, number = int(match["year"]), int(match["n"])
    try:
        date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return f"{year}-W{number:02d}"


def _span(text: str) -> str | None:
    """`2024-03-01..2024-04-15`, days in any notation that reads the same everywhere."""
    match = _SPAN.match(text)
    if not match:
        return None
    try:
        first, last = (parse_date(part, "dmy" if "." in part else None) for part in match.groups())
    except ValueProblem:
        return None
    return f"{first.isoformat()}..{last.isoformat()}" if first <= last else None


@lru_cache(maxsize=1024)
def period_within_year(text: str) -> str | None:
    """The part of a year that a heading names without the year: "-03", "-Q1", "-W12"."""
    folded = fold(text)
    if match := _match(_BARE_QUARTERS, folded):
        return f"-Q{match['n']}"
    for pattern in _BARE_MONTHS:
        match = pattern.match(folded)
        month = _month_of(match) if match else None
        if month:
            return f"-{month:02d}"
    match = _match(_BARE_WEEKS, folded)
    if match and 1 <= int(match["n"]) <= 53:
        return f"-W{int(match['n']):02d}"
    return None


def parse_period(value: str | float | date, order: str | None = None) -> str:
    """The canonical text of a period. A day stands for itself; a number for its year.

    Raises ValueProblem `value.not_a_period`.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = f"{value:.15g}" if isinstance(value, int | float) else " ".join(value.split())
    found = period_text(text)
    if found:
        return found
    try:
        return parse_date(text, order).isoformat()
    except ValueProblem as problem:
        if problem.fault.code in ("value.no_such_date", "value.ambiguous_date"):
            raise
    message = f"'{text}' is not a period; write it as 2024, 2024-Q1, 2024-03 or 2024-W09."
    raise ValueProblem("value.not_a_period", message)
