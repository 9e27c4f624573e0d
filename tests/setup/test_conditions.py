"""The conditions that tests/conftest.py promises to every other test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

WARNS = """
from PySide6.QtCore import qWarning

def test_warns():
    qWarning("a signal without a receiver")
"""
HARMLESS = """
from PySide6.QtCore import qWarning

def test_says_what_offscreen_always_says():
    qWarning("This plugin does not support propagateSizeHints()")
"""


def run_pytest(project: Path, folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-c", str(project / "pyproject.toml"), "--rootdir", str(folder), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_a_warning_of_qt_fails_the_test(project_root: Path, tmp_path: Path) -> None:
    done = run_pytest(project_root, tmp_path, WARNS)
    assert done.returncode == 1
    assert "a signal without a receiver" in done.stdout


def test_the_harmless_line_of_the_offscreen_platform_does_not(
    project_root: Path, tmp_path: Path
) -> None:
    done = run_pytest(project_root, tmp_path, HARMLESS)
    assert done.returncode == 0, done.stdout


def test_settings_and_files_of_the_user_are_out_of_reach(qapp: QApplication) -> None:
    home = Path.home()
    for place in (
        QStandardPaths.StandardLocation.AppLocalDataLocation,
        QStandardPaths.StandardLocation.AppConfigLocation,
        QStandardPaths.StandardLocation.CacheLocation,
    ):
        path = Path(QStandardPaths.writableLocation(place))
        private = "kpidesk-tests-" in str(path) or "qttest" in str(path).lower()
        assert private, f"{path} is the user's own (home is {home})"
    assert "kpidesk-tests-" in os.environ["XDG_CONFIG_HOME"]


def test_texts_are_measured_in_our_own_font(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(qapp.font()).family() == "Inter"
