"""Reading any workbook or text table as raw cells, in a guarded process of its own.

`read_book` is what the rest of the program uses, `ReadingAhead` where it has something else to do
in the meantime. `child_main` is what the guarded process runs;
a frozen program calls it when it is started with `READ_CHILD_FLAG`, before anything else.
"""

from __future__ import annotations

from kpidesk.excel.reading.ahead import ReadingAhead
from kpidesk.excel.reading.book import read_book
from kpidesk.excel.reading.limits import READ_CHILD_FLAG, ReadLimits


def child_main(arguments: list[str]) -> int:
    """Run the guarded reader with what followed `READ_CHILD_FLAG`; returns its exit status."""
    from kpidesk.excel.reading.child import main

    return main(arguments)


__all__ = ["READ_CHILD_FLAG", "ReadLimits", "ReadingAhead", "child_main", "read_book"]
