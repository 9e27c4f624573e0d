"""Reading of values: numbers, days, periods and choice words as people write them.

A column decides how its cells are read, never a cell alone. Nothing here touches the disk.
"""

from __future__ import annotations

from kpidesk.excel.values.columns import SCALE_KEY, parse_column
from kpidesk.excel.values.dates import parse_date, parse_datetime
from kpidesk.excel.values.faults import Parsed, ParsedColumn, ValueFault, ValueProblem
from kpidesk.excel.values.folding import fold, squeeze
from kpidesk.excel.values.inference import Ambiguity, Inferred, infer_read_as
from kpidesk.excel.values.numbers import parse_number
from kpidesk.excel.values.periods import parse_period, period_text
from kpidesk.excel.values.words import boolean_words, choice_words, word_meaning

__all__ = [
    "SCALE_KEY",
    "Ambiguity",
    "Inferred",
    "Parsed",
    "ParsedColumn",
    "ValueFault",
    "ValueProblem",
    "boolean_words",
    "choice_words",
    "fold",
    "infer_read_as",
    "parse_column",
    "parse_date",
    "parse_datetime",
    "parse_number",
    "parse_period",
    "period_text",
    "squeeze",
    "word_meaning",
]
