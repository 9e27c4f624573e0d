"""`--selftest`: does this build, frozen or not, do the whole job? Used after packaging."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def self_test() -> int:
    """Make the example, import a workbook, count, draw and export; 0 when all of it worked."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="kpidesk-selftest-") as folder:
        failures = [text for text in map(_tried, _checks(Path(folder))) if text]
    for text in failures:
        sys.stdout.write(f"FAILED {text}\n")
    if not failures:
        sys.stdout.write("KPIDesk self-test: everything works.\n")
    return 1 if failures else 0


def _checks(folder: Path) -> list[tuple[str, Callable[[], None]]]:
    company, out = folder / "demo.kpidesk", folder / "out"
    out.mkdir()
    return [
        ("new --demo", lambda: _command("new", str(company), "--demo")),
        (
            "import",
            lambda: _command("import", str(company), str(_workbook(folder))),
        ),
        (
            "kpi",
            lambda: _command("kpi", str(company), "revenue", "--period", "2026-06"),
        ),
        (
            "export facts",
            lambda: _command("export", str(company), str(out / "f.xlsx"), "--what", "facts"),
        ),
        ("export report", lambda: _command("export", str(company), str(out / "r.xlsx"))),
        ("report PNG", lambda: _command("report", str(company), str(out / "t.png"))),
        ("report PDF", lambda: _command("report", str(company), str(out / "t.pdf"))),
        ("check", lambda: _command("check", str(company))),
        ("files", lambda: _not_empty(out)),
    ]


def _workbook(folder: Path) -> Path:
    return next(folder.glob("demo *.xlsx"))


def _tried(check: tuple[str, Callable[[], None]]) -> str | None:
    name, run = check
    try:
        run()
    except Exception as fault:  # noqa: BLE001 - any failure of the build is what this looks for
        return f"{name}: {type(fault).__name__}: {fault}"
    sys.stdout.write(f"ok {name}\n")
    return None


def _command(*arguments: str) -> None:
    from kpidesk.app.entry import main

    status = main(list(arguments))
    if status:
        raise RuntimeError(f"exit status {status}")


def _not_empty(folder: Path) -> None:
    small = [file.name for file in folder.iterdir() if file.stat().st_size < 2000]
    if small or len(list(folder.iterdir())) != 4:
        raise RuntimeError(f"files missing or empty: {small}")
