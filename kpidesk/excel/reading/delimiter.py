"""Which character separates the columns of a text table."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

DELIMITERS = (";", "\t", "|", ",")
"""In the order of preference where several fit equally well: a comma may be a decimal sign."""

SAMPLE_RECORDS = 200
LEAST_SHARE = 0.3
_SEPARATOR_LINE = re.compile(r"""["']?sep=(.)["']?[\r\n]*""", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def declared_delimiter(first_line: str) -> str | None:
    """The delimiter that Excel's own first line `sep=;` names."""
    match = _SEPARATOR_LINE.fullmatch(first_line)
    return match[1] if match else None


def find_delimiter(lines: Sequence[str], *, complete: bool) -> str | None:
    """The delimiter under which most records have one and the same number of fields.

    None when the text is one column. Titles above a table have fewer fields and are outvoted;
    quoted fields are taken whole. `complete` says that the lines are the whole file: otherwise
    the last record may be cut and does not count.
    """
    best: tuple[float, int] = (0.0, 0)
    found = None
    for delimiter in DELIMITERS:
        share, fields = _consistency(lines, delimiter, complete)
        if delimiter == "," and _is_decimal_sign(lines, found is not None):
            continue
        if fields > 1 and share >= LEAST_SHARE and (round(share, 1), fields) > best:
            best, found = (round(share, 1), fields), delimiter
    return found


def _consistency(lines: Sequence[str], delimiter: str, complete: bool) -> tuple[float, int]:
    """The most frequent number of fields above one, and the share of the records that have it."""
    counts = [len(record) for record in csv.reader(lines, delimiter=delimiter) if any(record)]
    if not complete and len(counts) > 1:
        counts.pop()
    several = Counter(count for count in counts if count > 1)
    if not several:
        return 0.0, 1
    fields, records = max(several.items(), key=lambda item: (item[1], item[0]))
    return records / len(counts), fields


def _is_decimal_sign(lines: Sequence[str], has_other: bool) -> bool:
    """Whether every comma stands between two digits and so does not separate anything.

    Where nothing else separates, rows of bare whole numbers look the same; there the heading
    tells: one without a comma heads a single column.
    """
    filled = [line for line in lines if line.strip()]
    commas = sum(line.count(",") for line in filled)
    if commas == 0 or commas != sum(len(_DECIMAL_COMMA.findall(line)) for line in filled):
        return False
    return has_other or "," not in filled[0]
