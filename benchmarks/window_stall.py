"""The longest time in which the window does not answer while 100,000 rows are imported.

The real window runs in its own process and is led like a user would: a workbook is dropped, the
Check step comes, Import is clicked, Today is clicked. A timer without delay runs all the while
on the window's thread; the longest time between two of its turns is the stall. Of several runs
the best one counts: other programs on the machine can only make it longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, say
from benchmarks.made_data import deals_workbook

if TYPE_CHECKING:
    from benchmarks.window_watch import Stalls

ROWS = 100_000
LIMIT_MS = 50.0


def measure(folder: Path, times: int = 5) -> list[Figure]:
    """The longest stall from the drop of the workbook to the painted figures on Today."""
    say(f"window while {ROWS:,} rows are imported …")
    workbook = deals_workbook(folder / f"deals-{ROWS}.xlsx", ROWS)
    runs = [_led(folder, workbook) for _ in range(times)]
    found = min(runs, key=_longest)
    worst = max(found, key=lambda phase: found[phase]["longest_ms"])
    others = ", ".join(f"{_longest(run):.0f}" for run in runs)
    seconds = sum(figures["seconds"] for figures in found.values())
    turns = sum(figures["turns"] for figures in found.values())
    details = f"while {worst}; {turns:,.0f} turns in {seconds:.1f} s; each run: {others} ms"
    return [Figure("window, longest stall of an import", _longest(found), LIMIT_MS, "ms", details)]


def _longest(phases: dict[str, Stalls]) -> float:
    return max(stalls["longest_ms"] for stalls in phases.values())


def _led(folder: Path, workbook: Path) -> dict[str, Stalls]:
    """Lead the window in a process of its own; the stalls by phase of the import."""
    company = folder / "stall.kpidesk"
    company.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="kpidesk-stall-") as private:
        places = {f"XDG_{name}_HOME": private for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        environment = {**os.environ, **places}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.window_watch", str(company), str(workbook)],
            check=True,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            timeout=600,
        )
    found: dict[str, Stalls] = json.loads(done.stdout)
    return found
