"""How much memory, time and content one source file may ask for."""

from __future__ import annotations

from dataclasses import dataclass

READ_CHILD_FLAG = "--read-child"
"""The argument by which a frozen program is started as the guarded reader."""


@dataclass(frozen=True)
class ReadLimits:
    """What reading one file may cost; beyond it the file is refused with a clear message.

    `memory_mb` is what the reader may take above its own start, in MiB; `seconds` is the wall
    clock from start to finish; `max_cells` counts the cells of all sheets, blank ones between
    the first and the last used row and column included.
    """

    memory_mb: int = 1024
    seconds: float = 60.0
    max_cells: int = 20_000_000
