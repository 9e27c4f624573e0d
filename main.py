"""Start KPIDesk from a checkout or as the frozen program."""

from __future__ import annotations

import sys


def start() -> int:
    if getattr(sys, "frozen", False):
        # Before any other import: a child process of the frozen program begins here as well.
        import multiprocessing

        multiprocessing.freeze_support()
    from kpidesk.app.entry import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
