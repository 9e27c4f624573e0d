"""How the command line prints: JSON documents, aligned tables, figures in plain words."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

NONE = "–"
_MINUS = "\u2212"
_SPACE = "\u00a0"


def plain(value: object) -> object:
    """A value as JSON carries it: whole decimals as integers, dates in ISO form."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    json.dump(plain(document), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def number(value: Decimal | int | None, decimals: int = 0) -> str:
    """A number with its thousands apart; a dash for no value, a real minus sign."""
    if value is None:
        return NONE
    text = f"{abs(value):,.{decimals}f}".replace(",", _SPACE)
    return f"{_MINUS}{text}" if value < 0 else text


def figure(value: Decimal | None, unit: str) -> str:
    """A KPI's value in its unit: shares as percent, days and money with fitting decimals."""
    if value is None:
        return NONE
    if unit == "percent":
        return f"{number(value * 100, 2)} %"
    whole = value == value.to_integral_value()
    return number(value, 0 if whole else 2)


def share(value: Decimal | None) -> str:
    """A fraction as percent with one decimal."""
    return NONE if value is None else f"{number(value * 100, 1)} %"


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int) -> None:
    """Print rows in aligned columns: the first `text_columns` left, the figures right."""
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        cells = [
            cell.ljust(width) if place < text_columns else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
