"""Wide tables: months, quarters or weeks across, and their long form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.tables import Cell, Proposal, SourceTable, TableColumn, WideAxis
from kpidesk.excel.detect.header_rows import month_numbers
from kpidesk.excel.detect.profiles import Profile, is_blank, is_year_column
from kpidesk.excel.detect.totals import is_total_word, number_of
from kpidesk.excel.values.folding import fold
from kpidesk.excel.values.periods import period_text, period_within_year

_TARGET = frozenset(
    [
        "target", "targets", "budget", "quota", "goal", "plan", "mal", "budsjett", "kvote", "kvot",
        "tavoite", "budjetti", "doel", "begroting", "ziel", "soll", "salgsmal", "saljmal",
    ]
)  # fmt: skip
_ACTUAL = frozenset(
    [
        "actual", "actuals", "faktisk", "resultat", "regnskap", "utfall", "faktiskt", "realiseret",
        "toteuma", "toteutunut", "werkelijk", "realisatie", "ist", "achieved", "result", "results",
    ]
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BEYOND_A_YEAR = re.compile(r"^(?:month|maned|manad|kuukausi|maand|monat|m) ?(1[3-9]|[2-9]\d)$")
_GRAINS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class WideFind:
    """Columns that stand for periods, and those that only sum them."""

    axis: WideAxis
    grain: str
    sums: tuple[int, ...]  # positions of totals across, compared and left out
    left_out: tuple[int, ...] = ()  # positions of actuals beside the targets
    year: str | None = None  # where periods lack one and a title or heading tells it
    years_differ: bool = False


def words_of(text: str) -> set[str]:
    """Folded words of a heading or title."""
    return set(fold(text).split())


def speaks_of_actuals(texts: Sequence[str]) -> bool:
    """Whether titles say that numbers are results, not targets."""
    words = set[str]().union(*map(words_of, texts)) if texts else set()
    return bool(words & _ACTUAL) and not words & _TARGET


def _period_of(header: str) -> str | None:
    """The period a heading stands for, target's words set aside; "-03" where the year lacks."""
    for text in (header, " ".join(w for w in fold(header).split() if w not in _TARGET | _ACTUAL)):
        found = period_text(text) or period_within_year(text)
        if found:
            return found
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return text
    return None


def grain_of(period: str) -> str:
    """day, week, month, quarter or year of a canonical period or of its part without a year."""
    tail = period[4:] if not period.startswith(("-", "FY")) else period.lstrip("FY")
    if period.startswith("FY") or not tail:
        return "year"
    if "W" in tail:
        return "week"
    if "Q" in tail:
        return "quarter"
    return "day" if tail.count("-") > 1 else "month"


def find_wide(table: SourceTable, profiles: Sequence[Profile]) -> WideFind | None:
    """The periods across a table, None where it is long."""
    found: dict[int, str] = {}
    months = month_numbers([column.header for column in table.columns])
    for position, column in enumerate(table.columns):
        if _BEYOND_A_YEAR.match(fold(column.header)):
            return None
        period = _period_of(column.header)
        if column.header in months:
            period = f"-{int(column.header):02d}"
        if period and (profiles[position].blank or profiles[position].numbers >= 0.5):
            found[position] = period
    found = _first_days_as_months(found)
    by_grain: dict[str, list[int]] = {grain: [] for grain in _GRAINS}
    for position, period in found.items():
        by_grain[grain_of(period)].append(position)
    grain = next((g for g in _GRAINS if len(by_grain[g]) >= 2), None)
    if grain is None or len(by_grain[grain]) * 2 < len(found):
        return None
    values, left_out = _targets_of(table, by_grain[grain], found)
    if len({found[position] for position in values}) < len(values):
        return None
    sums = [position for position in found if position not in by_grain[grain]]
    sums += [
        position
        for position, column in enumerate(table.columns)
        if position not in found
        and _is_sum(column.header)
        and profiles[position].numbers >= 0.5
        and not is_year_column(column)
    ]
    axis = WideAxis(tuple(values), {position: found[position] for position in values}, "value")
    year, differ = _year(table, axis)
    return WideFind(axis, grain, tuple(sorted(sums)), left_out, year, differ)


def _first_days_as_months(found: dict[int, str]) -> dict[int, str]:
    """Days across that all begin a month are months, as spreadsheets store "Jan 2026"."""
    days = [period for period in found.values() if grain_of(period) == "day"]
    if len(days) > 1 and all(day.endswith("-01") for day in days):
        return {p: text[:7] if grain_of(text) == "day" else text for p, text in found.items()}
    return found


def _targets_of(
    table: SourceTable, positions: list[int], found: dict[int, str]
) -> tuple[list[int], tuple[int, ...]]:
    """Of targets beside actuals for the same periods, the targets; and what is left out."""
    if len({found[position] for position in positions}) == len(positions):
        return positions, ()
    targets = [p for p in positions if words_of(table.columns[p].header) & _TARGET]
    if not targets:
        targets = [p for p in positions if not words_of(table.columns[p].header) & _ACTUAL]
    return targets, tuple(p for p in positions if p not in targets)


def _is_sum(header: str) -> bool:
    words = [word for word in fold(header).split() if word not in _TARGET]
    joined = " ".join(words)
    return is_total_word(joined) or joined in (
        "ar", "aret", "year", "jaar", "jahr", "vuosi", "full year", "helar", "hele aret",
        "koko vuosi",
    )  # fmt: skip


def _year(table: SourceTable, axis: WideAxis) -> tuple[str | None, bool]:
    """(the year that title, sheet name and headings tell, whether they tell several)."""
    if not any(period.startswith("-") for period in axis.period_of.values()):
        return None, False
    labels = [c.header for i, c in enumerate(table.columns) if i not in axis.columns]
    for texts in ([table.title], labels, [table.sheet]):
        years = {year for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop(), False
        if years:
            return None, True
    return None, False


def differing_sums(table: SourceTable, find: WideFind) -> tuple[int, ...]:
    """Sheet rows whose totals across differ from the sum of their periods."""
    rows: list[int] = []
    for i, row_number in enumerate(table.row_numbers):
        for position in find.sums:
            written = number_of(table.columns[position].values[i])
            parts = [number_of(table.columns[p].values[i]) for p in _summed(table, find, position)]
            total = sum(part for part in parts if part is not None)
            if written is not None and abs(written - total) >= 1:
                rows.append(row_number)
                break
    return tuple(rows)


def _summed(table: SourceTable, find: WideFind, position: int) -> tuple[int, ...]:
    """Positions that a total across adds up: a quarter's months, or all."""
    period = _period_of(table.columns[position].header)
    texts = find.axis.period_of
    if period and grain_of(period) == "quarter" and find.grain == "month":
        year, quarter = period.split("-")[0], int(period[-1])
        return tuple(
            p
            for p, text in texts.items()
            if (int(text[-2:]) + 2) // 3 == quarter and text.split("-")[0] in (year, "")
        )
    if period and grain_of(period) == "year":
        return tuple(p for p, text in texts.items() if text[:4] == period or text[0] == "-")
    return find.axis.columns


def period_is_open(period: str | None) -> bool:
    """Whether a period lacks its year."""
    return bool(period) and str(period).startswith("-")


@dataclass(frozen=True, slots=True)
class UnpivotedTable:
    """A wide table in long form: one row a value, with the column letter that it came from.

    `mapping` is header -> field of the long table; blank cells of the wide table have no row.
    """

    table: SourceTable
    mapping: dict[str, str]
    letters: tuple[str, ...]
    value_headers: tuple[str, ...]  # the wide heading of each row, by which it was read


def unpivot(table: SourceTable, proposal: Proposal) -> UnpivotedTable:
    """The long form of a wide table, as its proposal reads it.

    Raises InputError `period.year` where the year of the periods is still not known.
    """
    axis = proposal.wide
    if axis is None:
        raise ValueError("the proposal has no periods across")
    labels = [(i, c) for i, c in enumerate(table.columns) if c.header in proposal.mapping]
    labels = [(i, c) for i, c in labels if i not in axis.columns]
    years = next((c for _, c in labels if proposal.mapping[c.header] == "period"), None)
    labels = [(i, c) for i, c in labels if c is not years]
    given = proposal.values.get("period", {}).get("", "")
    cells = [
        (row, position)
        for row in range(len(table))
        for position in axis.columns
        if not is_blank(table.columns[position].values[row])
    ]
    periods: list[Cell] = [
        _full(table, axis.period_of[position], years.values[row] if years else given, row)
        for row, position in cells
    ]
    values = [table.columns[position].values[row] for row, position in cells]
    columns = [
        TableColumn(column.header, column.index, [column.values[row] for row, _ in cells])
        for _, column in labels
    ]
    first = table.columns[axis.columns[0]]
    columns.append(TableColumn("period", first.index, periods))
    columns.append(TableColumn(axis.value_field, first.index, values))
    mapping = {column.header: proposal.mapping[column.header] for _, column in labels}
    mapping |= {"period": "period", axis.value_field: axis.value_field}
    long = SourceTable(
        sheet=table.sheet,
        header_row=table.header_row,
        columns=tuple(columns),
        row_numbers=[table.row_numbers[row] for row, _ in cells],
        hidden_rows=table.hidden_rows,
        text_only=table.text_only,
        notes=table.notes,
        title=table.title,
    )
    wide = [table.columns[position] for _, position in cells]
    return UnpivotedTable(
        long, mapping, tuple(c.letter for c in wide), tuple(c.header for c in wide)
    )


def _full(table: SourceTable, period: str, year: Cell, row: int) -> str:
    if not period_is_open(period):
        return period
    text = str(year.year) if isinstance(year, date) else ""
    if not text and year is not None:
        found = _YEAR.search(f"{year:.0f}" if isinstance(year, float) else str(year))
        text = found[1] if found else ""
    if not text:
        raise InputError(
            "period.year",
            "The periods across have no year; say which year they are in.",
            Where(sheet=table.sheet, row=table.row_numbers[row]),
        )
    return f"{text}{period}"
