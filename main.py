"""Start KPIDesk from a checkout or as the frozen program."""

from __future__ import annotations

import multiprocessing
import sys


def start() -> int:
    # Before any other import: in the frozen program a child process begins here as well.
    multiprocessing.freeze_support()
    from kpidesk.app.entry import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
