"""main.py, where the frozen program begins, for its window, its commands and its child process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kpidesk import __version__


def run_main(project: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(project / "main.py"), *arguments], capture_output=True, check=False
    )


@pytest.mark.program
def test_it_takes_commands(project_root: Path) -> None:
    done = run_main(project_root, "--version")
    assert done.returncode == 0, done.stderr.decode()
    assert __version__ in done.stdout.decode()


@pytest.mark.program
def test_it_is_the_guarded_reader_when_the_program_starts_it_so(
    project_root: Path, tmp_path: Path
) -> None:
    from kpidesk.excel.reading import READ_CHILD_FLAG

    source = tmp_path / "won.csv"
    source.write_text("deal,amount\nA-1,1250.50\n", encoding="utf-8")
    done = run_main(project_root, READ_CHILD_FLAG, str(source), "1024", "1000", "20")
    assert done.returncode == 0, done.stderr.decode()
    assert b"A-1" in done.stdout
    assert b"1250.50" in done.stdout
