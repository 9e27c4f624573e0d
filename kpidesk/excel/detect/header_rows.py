"""Which row of a block holds the headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpidesk.domain.tables import Cell
from kpidesk.excel.detect.profiles import is_blank, is_day, is_number
from kpidesk.excel.detect.totals import is_total_word
from kpidesk.excel.detect.vocabulary import EXACT, field_names, read_heading
from kpidesk.excel.values.folding import squeeze
from kpidesk.excel.values.periods import period_text, period_within_year

Rows = Sequence[Sequence[Cell]]

_LOOK_AHEAD = 30
_BELOW = 25
_LONGEST_HEADING = 90


def header_text(cell: Cell) -> str:
    """A heading as text: days in ISO form, whole numbers without decimals, one line."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None else " ".join(str(cell).split())


def names_period(cell: Cell) -> bool:
    """Whether a heading names a month, quarter, week or year, as wide tables have across."""
    if isinstance(cell, bool) or is_blank(cell):
        return False
    if isinstance(cell, int | float):
        return cell in range(1990, 2100)
    if isinstance(cell, date):
        return True
    text = header_text(cell)
    return bool(period_text(text) or period_within_year(text))


def month_numbers(headings: list[str]) -> frozenset[str]:
    """The headings 1 to 12 where all twelve are there: the months of a year."""
    numbers = frozenset(str(number) for number in range(1, 13))
    return numbers if numbers <= set(headings) else frozenset()


def is_known(text: str) -> bool:
    """Whether a heading is one of the words that are known, or a field's own name."""
    return bool(read_heading(text).meanings) or squeeze(text) in field_names()


def _score(row: Sequence[Cell], above: Rows, below: Rows) -> float:
    """How much a row reads as headings of what is below it; 0 or less where it does not."""
    filled = [(column, cell) for column, cell in enumerate(row) if not is_blank(cell)]
    months = month_numbers([header_text(cell) for _, cell in filled])
    periods = [c for c, cell in filled if names_period(cell) or header_text(cell) in months]
    words = [
        column
        for column, cell in filled
        if column not in periods and isinstance(cell, str) and not is_number(cell)
    ]
    if not filled or len(words) + len(periods) < 0.9 * len(filled):
        return 0.0
    texts = [header_text(row[column]) for column in words]
    if any(len(text) > _LONGEST_HEADING or text[-1] == ":" or is_day(text) for text in texts):
        return 0.0
    days = [column for column, cell in filled if isinstance(cell, date)]
    if any(not _over_numbers(column, below) for column in days):
        return 0.0
    known = sum(is_known(text) for text in texts) + (len(periods) if len(periods) > 1 else 0)
    contrast = sum(_contrasts(column, below) for column in words + periods)
    width = max((_width(other) for other in below[:_BELOW]), default=len(filled))
    if len(filled) == 1 and (width > 1 or not below or not _surely_known(texts)):
        return 0.0
    if (not known and not contrast) or (len(periods) == 1 and not words):
        return 0.0
    score = (2.0 * known + contrast) / len(filled) * min(1.0, len(filled) / max(1, width))
    if any(_width(other) >= len(filled) > 1 for other in above):
        # rows as wide stand above, so it is more likely one of the data
        return 0.5 * score if contrast or known >= 3 else 0.0
    joined = bool(above) and _width(above[-1]) > 1  # names that repeat under a row of groups
    distinct = len({squeeze(header_text(cell)) for _, cell in filled}) / len(filled)
    return score * (1.0 if joined else distinct)


def _surely_known(texts: list[str]) -> bool:
    """Whether one heading alone is a known word by itself, and so no title of a sheet."""
    return bool(texts) and any(m.strength == EXACT for m in read_heading(texts[0]).meanings)


def _width(row: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in row)


def _over_numbers(column: int, below: Rows) -> bool:
    """Whether amounts stand under a day, as under the months of a wide table."""
    cells = [row[column] for row in below[:_BELOW] if column < len(row)]
    filled = [cell for cell in cells if not is_blank(cell)]
    return all(is_number(cell) for cell in filled)


def _contrasts(column: int, below: Rows) -> bool:
    """Whether the cells under a heading are numbers or days, as headings of words seldom are."""
    cells = [row[column] for row in below[:_BELOW] if column < len(row)]
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return False
    return sum(is_number(cell) or is_day(cell) for cell in filled) * 2 > len(filled)


def find_header(rows: Rows) -> int | None:
    """Position of the row of headings among the first rows of a block, None if there is none."""
    best, best_score = None, 0.0
    for position, row in enumerate(rows[:_LOOK_AHEAD]):
        if is_total_word(next((header_text(cell) for cell in row if not is_blank(cell)), "")):
            continue
        below = [r for r in rows[position + 1 : position + 2 + _BELOW] if any(r)]
        score = _score(row, rows[:position], below)
        if score > best_score * 1.05:
            best, best_score = position, score
        if best_score >= 1.6 and position - (best or 0) >= 3:
            break
    return best if best_score >= 0.3 else None
