"""Rows that sum the others, and how they are told from data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kpidesk.domain.tables import Cell
from kpidesk.excel.detect.profiles import is_blank, is_number
from kpidesk.excel.values.faults import ValueProblem
from kpidesk.excel.values.folding import fold, squeeze
from kpidesk.excel.values.numbers import exact, parse_number

_SEPARATOR = ";"
_EXACT = frozenset(
    squeeze(word)
    for word in (
        "sum;total;totals;grand total;subtotal;sub total;total sum;overall;overall total;sum total;"
        "totalt;totalsum;delsum;sluttsum;i alt;ialt;sum totalt;summert;sum i alt;total i alt;"
        "summa;totalsumma;delsumma;slutsumma;summa totalt;total summa;samlet;samlet sum;hovedsum;"
        "slutsum;totalt i alt;yhteensä;kaikki yhteensä;summa yhteensä;välisumma;loppusumma;yht;"
        "kokonaissumma;totaal;eindtotaal;subtotaal;algemeen totaal;totaal generaal;som;"
        "totaalbedrag;summe;gesamt;gesamtsumme;zwischensumme;endsumme;insgesamt;gesamtergebnis;"
        "ergebnis;summen;team total"
    ).split(_SEPARATOR)
)
_AVERAGES = frozenset(
    squeeze(word)
    for word in (
        "average;avg;mean;snitt;gjennomsnitt;genomsnitt;medel;medelvärde;gennemsnit;keskiarvo;"
        "gemiddelde;durchschnitt;mittelwert"
    ).split(_SEPARATOR)
)
_PREFIX = re.compile(
    r"^(?:sum|total|totalt|summa|totaal|summe|gesamt|subtotal|delsum|delsumma|yhteensa|"
    r"grand total|zwischensumme|subtotaal|i alt)\b"
)
_SUFFIX = re.compile(r"\b(?:total|totalt|sum|summa|totaal|summe|gesamt|i alt|yhteensa|subtotal)$")
_SPELLINGS = (str.lower, str.upper, str.capitalize, str.title)


def _word_spellings() -> frozenset[str]:
    words = (
        "sum;total;totals;grand total;subtotal;totalt;delsum;i alt;ialt;summa;totalsumma;"
        "delsumma;yhteensä;välisumma;totaal;eindtotaal;subtotaal;summe;gesamt;gesamtsumme;"
        "zwischensumme;samlet;gesamtergebnis;insgesamt;totalsum"
    ).split(_SEPARATOR)
    return frozenset(
        f"{spell(word)}{tail}" for word in words for spell in _SPELLINGS for tail in ("", ":", " ")
    )


TOTAL_SPELLINGS = _word_spellings()
"""The usual spellings of a total's label, to find such rows fast among very many."""


def is_total_word(text: str) -> bool:
    """Whether a text by itself is the label of a total: "Totalt", "Sum 2026:", "I alt (kr)"."""
    tokens = [token for token in fold(text).split() if not token.isdigit()]
    while len(tokens) > 1 and tokens[-1] in ("kr", "nok", "sek", "dkk", "eur", "euro"):
        tokens.pop()
    return squeeze(" ".join(tokens)) in _EXACT


def is_average_word(text: str) -> bool:
    """Whether a text by itself is the label of an average."""
    return squeeze(text) in _AVERAGES


def speaks_of_total(text: str) -> bool:
    """Whether a text begins or ends with a total's word: "Sum team Nord", "West Total"."""
    folded = fold(text)
    return bool(_PREFIX.match(folded) or _SUFFIX.search(folded))


def total_label(row: Sequence[Cell]) -> str | None:
    """The label of a row that reads as a total: a total's word and otherwise only numbers."""
    label = None
    for cell in row:
        if is_blank(cell) or is_number(cell):
            continue
        if not isinstance(cell, str) or label is not None:
            return None
        label = cell.strip()
    return label


def number_of(cell: Cell) -> Decimal | None:
    """A cell's amount where it is clear without knowing the column; None elsewhere."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return Decimal(cell) if isinstance(cell, int) else exact(cell)
    if not isinstance(cell, str):
        return None
    try:
        return parse_number(cell, ",")[0]
    except ValueProblem:
        return None


def sums_rows(total: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether some number of a row is the sum of its column in one or more of the rows above.

    The rows directly above are added one by one, so subtotals of a group are found too.
    """
    for column, cell in enumerate(total):
        target = number_of(cell)
        if not target:
            continue
        running, counted = Decimal(0), 0
        for row in reversed(rows):
            value = number_of(row[column]) if column < len(row) else None
            if value is None:
                continue
            running, counted = running + value, counted + 1
            if counted > 1 and abs(running - target) < Decimal("0.01"):
                return True
    return False
