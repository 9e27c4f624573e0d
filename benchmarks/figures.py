"""How a benchmark tells its result."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and the most that it may be."""

    name: str
    value: float
    limit: float
    unit: str
    details: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit


def say(text: str) -> None:
    """Progress, on standard error so that the table stands alone."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def seconds_of(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], times: int) -> float:
    """The median wall time of several calls."""
    return statistics.median(seconds_of(work) for _ in range(times))


def paired_medians(
    first: Callable[[], object],
    second: Callable[[], object],
    times: int,
    prepare: Callable[[], object] | None = None,
) -> tuple[float, float]:
    """Medians of two calls that take turns, so that a drifting machine harms both alike.

    `prepare` makes ready what both need before each turn, and is not timed.
    """
    first_times, second_times = [], []
    for _ in range(times):
        if prepare is not None:
            prepare()
        first_times.append(seconds_of(first))
        second_times.append(seconds_of(second))
    return statistics.median(first_times), statistics.median(second_times)


def print_figures(figures: Sequence[Figure]) -> None:
    """Print a table of all figures against their limits."""
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        mark = "ok  " if figure.kept else "OVER"
        sys.stdout.write(
            f"{mark} {figure.name.ljust(width)}  {figure.value:8.2f} {figure.unit:<5} "
            f"at most {figure.limit:g}   {figure.details}\n"
        )
