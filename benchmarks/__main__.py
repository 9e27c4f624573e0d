"""Run every benchmark and print its figures against their limits: `make bench`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.figures import Figure, print_figures

FOLDER = Path("build") / "bench"


def main() -> int:
    """Status 0 when every limit is kept, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="import, today, start or stall; all when none")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where made data is kept")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    for name in arguments.only or ("start", "stall", "import", "today"):
        figures += _measure(name, arguments.folder)
    print_figures(figures)
    return 0 if all(figure.kept for figure in figures) else 1


def _measure(name: str, folder: Path) -> list[Figure]:
    if name == "import":
        from benchmarks import import_speed

        return import_speed.measure(folder)
    if name == "today":
        from benchmarks import today_speed

        return today_speed.measure(folder)
    if name == "start":
        from benchmarks import start_speed

        return start_speed.measure(folder)
    from benchmarks import window_stall

    return window_stall.measure(folder)


if __name__ == "__main__":
    sys.exit(main())
