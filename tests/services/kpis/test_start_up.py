"""What asks for figures must not slow the start of the program."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sqlalchemy", "pandas", "numpy", "holidays", "openpyxl", "PySide6")


def test_the_services_load_nothing_heavy_until_they_are_used() -> None:
    modules = ", ".join(
        f"kpidesk.services.{name}" for name in ("kpis", "today", "curves", "rows", "directory")
    )
    code = f"import sys, {modules}; print([m for m in {HEAVY} if m in sys.modules])"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
