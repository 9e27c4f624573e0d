"""Importing 100,000 rows against the least that could be done with the same file.

The least: read it with calamine, put the rows into SQLite with one executemany, sum one group.
KPIDesk also finds the table, checks every cell, resolves names, plans, keeps totals and can
undo. Both run as whole processes that take turns, KPIDesk's into a company file made beforehand.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure, paired_medians, say
from benchmarks.made_data import deals_workbook
from kpidesk.services.companies import create_company

ROWS = 100_000
LIMIT = 3.0
_LEAST = """
import sqlite3, sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
connection = sqlite3.connect(sys.argv[2])
connection.execute("PRAGMA synchronous=FULL")
connection.execute("CREATE TABLE deal (d, rep, customer, product, created, closed, status, value)")
texts = [[str(c) if i in (4, 5) else c for i, c in enumerate(row)] for row in rows[1:]]
connection.executemany("INSERT INTO deal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", texts)
connection.commit()
connection.execute("SELECT rep, sum(value) FROM deal WHERE status = 'Won' GROUP BY rep").fetchall()
"""


def measure(folder: Path, times: int = 5) -> list[Figure]:
    """The ratio of medians, KPIDesk's import to the least."""
    say(f"import of {ROWS:,} rows …")
    workbook = deals_workbook(folder / f"deals-{ROWS}.xlsx", ROWS)
    empty = _empty_company(folder / "empty.kpidesk")
    company, database = folder / "import.kpidesk", folder / "least.sqlite"

    def prepare() -> None:
        shutil.copyfile(empty, company)
        database.unlink(missing_ok=True)

    def ours() -> None:
        _run("-m", "kpidesk.app.entry", "import", str(company), str(workbook))

    def least() -> None:
        _run("-c", _LEAST, str(workbook), str(database))

    prepare()
    ours()  # once to warm the disk's cache and the compiled modules
    ours_seconds, least_seconds = paired_medians(ours, least, times, prepare)
    details = f"{ours_seconds:.2f} s against {least_seconds:.2f} s"
    return [Figure("import, KPIDesk / least", ours_seconds / least_seconds, LIMIT, "x", details)]


def _empty_company(path: Path) -> Path:
    path.unlink(missing_ok=True)
    create_company(path, name="Benchmark", currency="NOK", country="NO").close()
    return path


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
