"""scripts/setup.py: what it finds, what it skips, and what it says when it may not go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import setup  # noqa: E402
import system_libraries  # noqa: E402

LDD = """\
.venv/PySide6/Qt/lib/libQt6Gui.so.6:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
.venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlibxcb-icccm.so.4 => not found
\tlibEGL.so.1 => not found
\tlibstrange.so.9 => not found
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="apt is a matter of Linux")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with lock files and an environment whose interpreter is taken to start."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for dev in (False, True):
        setup.lock_file(tmp_path, dev=dev).write_text(f"dev = {dev}\n", encoding="utf-8")
    monkeypatch.setattr(setup, "is_usable", lambda venv: True)
    return tmp_path


def stamp(checkout: Path, *, dev: bool) -> Path:
    state = setup.wanted_state(checkout, dev=dev)
    path = checkout / ".venv" / setup.STAMP
    path.write_text(json.dumps(state), encoding="utf-8")
    return checkout / ".venv"


def current(checkout: Path, *, dev: bool) -> bool:
    return setup.is_current(checkout / ".venv", setup.wanted_state(checkout, dev=dev))


def test_an_environment_without_a_finished_set_up_is_not_current(checkout: Path) -> None:
    assert not current(checkout, dev=False)
    (checkout / ".venv" / setup.STAMP).write_text("{half", encoding="utf-8")
    assert not current(checkout, dev=False)


def test_the_environment_of_the_checks_serves_the_program_too(checkout: Path) -> None:
    stamp(checkout, dev=True)
    assert current(checkout, dev=True)
    assert current(checkout, dev=False)


def test_the_environment_of_the_program_does_not_serve_the_checks(checkout: Path) -> None:
    stamp(checkout, dev=False)
    assert current(checkout, dev=False)
    assert not current(checkout, dev=True)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/runtime.lock"])
def test_a_change_of_what_is_installed_asks_for_a_new_set_up(checkout: Path, name: str) -> None:
    stamp(checkout, dev=True)
    (checkout / name).write_text("something else\n", encoding="utf-8")
    assert not current(checkout, dev=False)


def test_a_moved_checkout_is_set_up_again(checkout: Path, tmp_path: Path) -> None:
    stamp(checkout, dev=False)
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    shutil.copytree(checkout, moved)
    assert not current(moved, dev=False)


def test_an_environment_whose_python_is_gone_is_not_usable(tmp_path: Path) -> None:
    assert not setup.is_usable(tmp_path)
    assert setup.is_usable(Path(sys.prefix))


@POSIX
def test_nothing_is_installed_when_nothing_changed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(checkout, dev=False)
    monkeypatch.setattr(system_libraries, "ensure", lambda venv: None)
    monkeypatch.setattr(setup, "install_packages", lambda *a, **k: pytest.fail("installed"))
    setup.set_up(checkout, dev=False)


@POSIX
def test_an_interrupted_set_up_does_not_look_finished(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    stamp(checkout, dev=False)
    setup.lock_file(checkout, dev=False).write_text("newer\n", encoding="utf-8")
    monkeypatch.setattr(setup, "install_packages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        setup.set_up(checkout, dev=False)
    assert not (checkout / ".venv" / setup.STAMP).exists()


def test_missing_libraries_are_read_from_the_linker() -> None:
    names = system_libraries.not_found(LDD)
    assert names == ["libEGL.so.1", "libstrange.so.9", "libxcb-icccm.so.4"]
    assert system_libraries.packages_for(names) == ["libegl1", "libxcb-icccm4"]


def test_a_system_without_any_font_is_noticed(tmp_path: Path) -> None:
    folders = [str(tmp_path / "absent"), str(tmp_path)]
    (tmp_path / "readme.txt").touch()
    assert not system_libraries.has_fonts(folders)
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Some.TTF").touch()
    assert system_libraries.has_fonts(folders)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with an apt-get that only notes what it was asked for, and no sudo."""
    folder = tmp_path / "commands"
    folder.mkdir()
    write_command(folder, "apt-get", f'echo "$@" >> {tmp_path}/apt.log')
    (folder / "env").symlink_to(shutil.which("env") or "/usr/bin/env")
    (folder / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def write_command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@POSIX
def test_the_administrator_gets_the_packages_installed(
    commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system_libraries.install(["libegl1", "libgl1"], "the system libraries of Qt")
    asked = (tmp_path / "apt.log").read_text(encoding="utf-8").splitlines()
    assert asked[-1] == "install -y --no-install-recommends libegl1 libgl1"


@POSIX
def test_a_user_without_rights_is_told_the_exact_line(
    commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    write_command(commands, "sudo", "exit 1")
    with pytest.raises(system_libraries.MissingLibrariesError) as stopped:
        system_libraries.install(["libegl1", "libgl1"], "the system libraries of Qt")
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert line in str(stopped.value)
    assert not (tmp_path / "apt.log").exists()


@POSIX
def test_a_user_with_a_free_sudo_gets_the_packages_installed(
    commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    write_command(commands, "sudo", 'test "$1" = -n && shift && [ "$1" = true ] || "$@"')
    system_libraries.install(["libegl1"], "the system libraries of Qt")
    assert "libegl1" in (tmp_path / "apt.log").read_text(encoding="utf-8")


@POSIX
def test_what_is_still_missing_after_the_installation_stops_the_set_up(
    commands: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda venv: ["libEGL.so.1"])
    with pytest.raises(system_libraries.MissingLibrariesError, match=r"libEGL\.so\.1"):
        system_libraries.ensure(tmp_path)


@POSIX
def test_make_says_what_to_do_where_there_is_no_python(project_root: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    # As from a shell, not as from the make that may be running these tests.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(
        ["make", "PYTHON=", "run"],
        cwd=project_root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "KPIDesk needs Python 3.11 or later" in done.stderr
    assert not done.stdout.strip()


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "build.spec", "pyproject.toml"])
def test_no_file_of_the_set_up_names_a_place_of_one_machine(project_root: Path, name: str) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    for place in ("://", "/home/", "/opt/", "/root/", "/Users/", "/work/", "C:\\"):
        assert place not in text
