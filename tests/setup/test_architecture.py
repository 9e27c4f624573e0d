"""The arrows between the packages, and what a start may load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "alembic",
    "holidays",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "pyqtgraph",
    "sqlalchemy",
    "xlsxwriter",
)


PACKAGES = ["app", "ui", "ui/widgets", "cli", "services", "storage", "excel", "analytics", "domain"]
ALLOWED = [
    ("app", "import PySide6.QtWidgets"),
    ("app", "import kpidesk.cli"),
    ("ui", "import PySide6.QtWidgets, qtawesome"),
    ("ui/widgets", "import pyqtgraph, numpy"),
    ("ui", "import kpidesk.ui.widgets.bad, kpidesk.services"),
    ("cli", "import click, kpidesk.services"),
    ("services", "import kpidesk.storage, kpidesk.excel, kpidesk.analytics, kpidesk.domain"),
    ("storage", "import sqlite3, sqlalchemy.orm, kpidesk.domain"),
    ("excel", "import lxml.etree, openpyxl, xlsxwriter, python_calamine, kpidesk.domain"),
    ("analytics", "import numpy, pandas, kpidesk.domain"),
    ("domain", "import holidays"),
]
REFUSED = [
    ("ui", "import kpidesk.cli"),
    ("cli", "import kpidesk.ui"),
    ("services", "import kpidesk.ui"),
    ("storage", "import kpidesk.services"),
    ("storage", "import kpidesk.excel"),
    ("analytics", "import kpidesk.storage"),
    ("domain", "import kpidesk.storage"),
    ("services", "import PySide6.QtCore"),
    ("cli", "import PySide6.QtCore"),
    ("analytics", "import pyqtgraph"),
    ("ui", "import pyqtgraph"),
    ("services", "import sqlalchemy"),
    ("app", "import sqlite3"),
    ("services", "def later():\n    import pandas"),
    ("ui", "import numpy"),
    ("storage", "import numpy"),
    ("services", "import openpyxl"),
    ("analytics", "from lxml import etree"),
    ("domain", "import click"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def miniature(folder: Path, project: Path, imports: list[tuple[str, str]]) -> Path:
    """A package of the same shape under the same contracts, with these imports alone."""
    shutil.copy(project / "pyproject.toml", folder)
    for package in (".", *PACKAGES):
        (folder / "kpidesk" / package).mkdir(parents=True, exist_ok=True)
        (folder / "kpidesk" / package / "__init__.py").touch()
    for package, statement in imports:
        with (folder / "kpidesk" / package / "bad.py").open("a", encoding="utf-8") as module:
            module.write(f"{statement}\n")
    return folder


def test_the_import_contracts_hold(project_root: Path) -> None:
    done = lint_imports(project_root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_with_modules_is_a_package(project_root: Path) -> None:
    folders = {module.parent for module in (project_root / "kpidesk").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_contracts_allow_what_each_package_is_for(project_root: Path, tmp_path: Path) -> None:
    done = lint_imports(miniature(tmp_path, project_root, ALLOWED))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("package", "statement"), REFUSED)
def test_the_contracts_refuse(
    project_root: Path, tmp_path: Path, package: str, statement: str
) -> None:
    done = lint_imports(miniature(tmp_path, project_root, [(package, statement)]))
    assert done.returncode == 1
    assert "BROKEN" in done.stdout, done.stdout


def test_a_new_package_must_be_placed_in_the_contracts(project_root: Path, tmp_path: Path) -> None:
    folder = miniature(tmp_path, project_root, [])
    (folder / "kpidesk" / "sync").mkdir()
    (folder / "kpidesk" / "sync" / "__init__.py").touch()
    assert lint_imports(folder).returncode == 1


def loaded_by(statement: str, project: Path) -> set[str]:
    """Top-level names of all modules that a fresh interpreter has loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*sorted(m.partition('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_entry_loads_nothing_heavy(project_root: Path) -> None:
    assert not loaded_by("import kpidesk.app.entry", project_root) & set(HEAVY)


def test_the_command_line_loads_nothing_heavy_and_no_qt(project_root: Path) -> None:
    loaded = loaded_by("import kpidesk.cli", project_root)
    assert not loaded & {*HEAVY, "PySide6", "shiboken6"}
