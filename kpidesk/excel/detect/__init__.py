"""Understanding of sheets: where the tables are, what they hold, and what has to be asked.

Pure functions over what was read; nothing here touches the disk. What is not sure becomes a
question, what is assumed on good evidence a note; nothing is guessed without a word.
"""

from __future__ import annotations

from kpidesk.excel.detect.fields import EXTERNAL_ID, field_of
from kpidesk.excel.detect.mapping_file import MappingFile
from kpidesk.excel.detect.parsing import ParsedTable, parse_table
from kpidesk.excel.detect.proposing import propose
from kpidesk.excel.detect.shape import table_shape
from kpidesk.excel.detect.sheets import find_tables
from kpidesk.excel.detect.wide import UnpivotedTable, unpivot

__all__ = [
    "EXTERNAL_ID",
    "MappingFile",
    "ParsedTable",
    "UnpivotedTable",
    "field_of",
    "find_tables",
    "parse_table",
    "propose",
    "table_shape",
    "unpivot",
]
