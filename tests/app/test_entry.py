"""What the program does with its arguments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kpidesk.app import entry, selftest, window
from kpidesk.app.run_main_job import do_main_job


@pytest.fixture
def windows(monkeypatch):
    """The windows that would be opened."""
    opened = []

    def run_window(file, *, quit_after_first_paint=False, example=False):
        opened.append((file, quit_after_first_paint, example))
        return 0

    monkeypatch.setattr(window, "run_window", run_window)
    return opened


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (None, False, False)),
        (["a.kpidesk"], ("a.kpidesk", False, False)),
        (["--example"], (None, False, True)),
        (["a.kpidesk", "--quit-after-first-paint"], ("a.kpidesk", True, False)),
        (["--quit-after-first-paint", "a.kpidesk"], ("a.kpidesk", True, False)),
    ],
)
def test_a_file_or_nothing_opens_the_window(windows, arguments, asked):
    assert entry.main(arguments) == 0
    assert windows == [asked]


@pytest.mark.parametrize("arguments", [["--nonsense"], ["a.kpidesk", "b.kpidesk"], ["x", "--no"]])
def test_wrong_arguments_are_a_usage_error_and_open_no_window(windows, arguments, capfd):
    assert entry.main(arguments) == 2
    assert capfd.readouterr().err.strip()
    assert windows == []


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["kpi", "--help"]])
def test_help_and_version_are_printed(windows, arguments, capfd):
    assert entry.main(arguments) == 0
    assert "kpidesk" in capfd.readouterr().out.lower()
    assert windows == []


def test_every_command_of_the_command_line_is_known_at_the_entry():
    from kpidesk.cli.main import _root

    assert set(_root().commands) == entry.COMMANDS


def test_a_command_is_carried_out(windows, tmp_path):
    assert entry.main(["new", str(tmp_path / "a.kpidesk")]) == 0
    assert (tmp_path / "a.kpidesk").exists()
    assert windows == []


def test_the_reader_child_gets_what_follows_its_flag(monkeypatch, windows):
    from kpidesk.excel import reading

    monkeypatch.setattr(reading, "child_main", lambda rest: 40 + len(rest))
    assert entry.main(["--read-child", "a", "b"]) == 42


def test_the_self_test_is_called(monkeypatch, windows):
    monkeypatch.setattr(selftest, "self_test", lambda: 7)
    assert entry.main(["--selftest"]) == 7


def test_a_check_that_fails_is_named_by_the_self_test(monkeypatch, capsys):
    def refuse(arguments):
        return 3 if arguments[0] == "kpi" else 0

    monkeypatch.setattr(entry, "main", refuse)
    assert selftest.self_test() == 1
    assert "FAILED kpi: RuntimeError: exit status 3" in capsys.readouterr().out


def test_help_loads_nothing_heavy():
    heavy = ("PySide6", "pandas", "numpy", "sqlalchemy", "openpyxl", "holidays", "xlsxwriter")
    code = (
        "import sys; from kpidesk.app.entry import main; main(['--help']);"
        f"print('LOADED', [name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout


@pytest.mark.slow
def test_the_self_test_passes(capfd):
    assert selftest.self_test() == 0
    assert "everything works" in capfd.readouterr().out


@pytest.mark.slow
def test_the_main_job_makes_its_four_files(tmp_path, capfd):
    folder = tmp_path / "example"
    assert do_main_job(folder) == 0
    told = capfd.readouterr().out
    named = told.partition("The files:")[2].splitlines()
    files = [Path(line.partition("  (")[0].strip()) for line in named if line.strip()]
    assert [file.suffix for file in files] == [".kpidesk", ".xlsx", ".xlsx", ".png"]
    assert all(file.stat().st_size > 5000 for file in files)
    assert do_main_job(folder) == 0, "a second time over the files of the first"


def test_the_main_job_ends_with_the_first_failure(tmp_path, monkeypatch):
    asked = []

    def refuse(arguments):
        asked.append(arguments[0])
        return 3 if arguments[0] == "import" else 0

    monkeypatch.setattr(entry, "main", refuse)
    assert do_main_job(tmp_path) == 3
    assert asked == ["new", "import"]
