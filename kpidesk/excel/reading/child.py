"""The guarded reader: a process that limits itself, reads one file and sends what it found."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import BinaryIO

from kpidesk.excel.reading.container import TEXT, recognise
from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.frames import BOOK, END, FAULT, write_frame


def main(arguments: list[str]) -> int:
    """Read the file named first, within the limits named next: MiB, cells, seconds of work."""
    path, memory_mb, max_cells, seconds = arguments
    # Whatever a library prints must not mix with the frames.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_self(int(memory_mb), int(seconds))
    gc.disable()  # cells are plain values; looking through them for cycles would find none
    with output:
        try:
            _read(Path(path), int(max_cells), output)
        except SourceFault as fault:
            write_frame(output, FAULT, fault.code, fault.sheet, fault.row, fault.params)
        except MemoryError:
            write_frame(output, FAULT, "source.too_large", None, None, {})
        except OSError as error:
            detail = error.strerror or str(error)
            write_frame(output, FAULT, "source.unreadable", None, None, {"detail": detail})
    return 0


def _read(path: Path, max_cells: int, output: BinaryIO) -> None:
    format_ = recognise(path)
    if format_ == TEXT:
        from kpidesk.excel.reading.delimited import send_text

        send_text(path, max_cells, output)
    else:
        from kpidesk.excel.reading.workbook import send_workbook

        write_frame(output, BOOK, format_, None, None)
        send_workbook(path, format_, max_cells, output)
    write_frame(output, END)


def _limit_self(memory_mb: int, seconds: int) -> None:
    """Bound memory and processor time where the system can; the program watches us elsewhere.

    The time is a second net: it ends a reader whose program died and can no longer end it.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        bound = pages * resource.getpagesize() + (memory_mb << 20)
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
