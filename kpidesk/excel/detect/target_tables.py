"""What is particular to targets: KPIs named or assumed, whose they are, and their periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from kpidesk.domain.tables import Cell, Note, Question, SourceTable, TableColumn
from kpidesk.excel.detect.kinds import ColumnView, TableView
from kpidesk.excel.detect.kpi_words import kpi_key, speaks_of_revenue
from kpidesk.excel.detect.meanings import Values
from kpidesk.excel.detect.profiles import is_blank
from kpidesk.excel.detect.questions import period_grain, period_year, target_kpi
from kpidesk.excel.values import SCALE_KEY
from kpidesk.excel.values.folding import fold
from kpidesk.excel.values.month_names import MONTH_WORD, QUARTER, YEAR
from kpidesk.excel.values.periods import period_within_year

_SCOPE_OF_CONCEPT = {"rep": "rep", "team": "team", "region": "team", "customer": "customer"}
_YEAR_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def distinct_words(column: TableColumn) -> list[str]:
    """The different texts of a column, blanks aside."""
    return [str(cell).strip() for cell in dict.fromkeys(column.values) if not is_blank(cell)]


def kpi_meanings(words: Iterable[str], known: frozenset[str]) -> dict[str, str]:
    """Written KPI -> key, for words that are not the key itself."""
    pairs = ((word, kpi_key(word, known)) for word in words)
    return {word: key for word, key in pairs if key and key != word}


def holds_kpis(column: TableColumn, known: frozenset[str]) -> bool:
    """Whether most words of a column are names of KPIs."""
    words = distinct_words(column)
    return bool(words) and sum(bool(kpi_key(word, known)) for word in words) * 5 >= len(words) * 3


def settle_kpi(
    table: SourceTable,
    kpi_column: TableColumn | None,
    value_headers: list[str],
    known: frozenset[str],
    values: Values,
    questions: list[Question],
    notes: list[Note],
) -> None:
    """Which KPI the targets are for: by column, by what headings say of money, or asked."""
    if kpi_column is not None:
        found = kpi_meanings(distinct_words(kpi_column), known)
        values["kpi"] = found | values.get("kpi", {})
        return
    if "" in values.get("kpi", {}):
        return
    texts = [*value_headers, table.title, table.sheet]
    named = _named_kpi(texts, known)
    if named or speaks_of_revenue(texts):
        key = named or "revenue"
        values.setdefault("kpi", {})[""] = key
        said = next((t for t in texts if t and speaks_of_revenue([t])), table.title or table.sheet)
        shown = "revenue won" if key == "revenue" else key.replace("_", " ")
        notes.append(Note("target.kpi_assumed", f"'{said}' is read as targets for {shown}."))
        return
    questions.append(target_kpi(known))


def _named_kpi(texts: Sequence[str], known: frozenset[str]) -> str | None:
    """A KPI that a heading or title names: "Calls 2026" before the revenue of "Sales calls"."""
    keys = [kpi_key(word, known) for text in texts for word in [text, *fold(text).split()]]
    return next((key for key in keys if key and key != "revenue"), None)


def settle_scope(
    column: ColumnView | None, concept: str, has_scope_column: bool, values: Values,
    notes: list[Note],
) -> None:  # fmt: skip
    """Whom the targets are for: told by the heading, else left to the names themselves."""
    if has_scope_column or "" in values.get("scope", {}):
        return
    if column is None:
        values.setdefault("scope", {})[""] = "org"
        notes.append(Note("target.scope_assumed", "No names: the targets are for the company."))
        return
    level = _SCOPE_OF_CONCEPT.get(concept)
    if level:
        values.setdefault("scope", {})[""] = level
        return
    notes.append(
        Note(
            "target.scope_by_name",
            f"Whether '{column.header}' names people, teams or customers is told by the names.",
            column=column.header,
        )
    )


def settle_periods(
    view: TableView,
    column: TableColumn,
    year_column: TableColumn | None,
    values: Values,
    questions: list[Question],
    notes: list[Note],
) -> None:
    """What days in a period column stand for, and the year of periods without one."""
    meanings = values.get("period", {})
    filled = [cell for cell in dict.fromkeys(column.values) if not is_blank(cell)]
    days = sorted({_day(cell) for cell in filled if isinstance(cell, date)})
    if days and SCALE_KEY not in meanings and all(day.day == 1 for day in days):
        grain = _grain(column.header, days)
        if grain is None:
            questions.append(period_grain(column.header))
        else:
            values.setdefault("period", {})[SCALE_KEY] = grain
            message = f"The days in '{column.header}' stand for their {grain}."
            notes.append(Note("period.grain_assumed", message, column=column.header))
    lacks = any(_lacks_year(cell) for cell in filled)
    if not lacks or year_column is not None or meanings.get("", "").isdigit():
        return
    year, several = _told_year(view.table)
    if year:
        values.setdefault("period", {})[""] = year
        notes.append(Note("period.year_assumed", f"The periods are read as those of {year}."))
    else:
        questions.append(period_year(several=several))


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _lacks_year(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(period_within_year(cell)) or (cell.strip().isdigit() and int(cell) < 54)
    return isinstance(cell, int | float) and 0 < cell < 54


def _grain(header: str, days: Sequence[date]) -> str | None:
    tokens = fold(header).split()
    for grain, words in (("quarter", QUARTER), ("month", MONTH_WORD), ("year", YEAR)):
        if any(re.fullmatch(words, token) for token in tokens):
            return grain
    months = [day.year * 12 + day.month for day in days]
    steps = {later - sooner for sooner, later in pairwise(months)}
    return "month" if 1 in steps else None


def settle_missing_period(
    table: SourceTable, header: str, values: Values, notes: list[Note]
) -> None:
    """The period of targets without a period column, where heading or title name its year."""
    year, _ = _told_year(table, header)
    if year and not values.get("period", {}).get(""):
        values.setdefault("period", {})[""] = year
        notes.append(Note("period.year_assumed", f"The targets are read as those of {year}."))


def _told_year(table: SourceTable, header: str = "") -> tuple[str | None, bool]:
    for text in (header, table.title, table.sheet):
        years = set(_YEAR_IN_TEXT.findall(text))
        if years:
            return (years.pop(), False) if len(years) == 1 else (None, True)
    return None, False


def lacks_years(column: TableColumn) -> bool:
    """Whether a period column names months, quarters or weeks without their year."""
    return any(_lacks_year(cell) for cell in column.values if not is_blank(cell))
