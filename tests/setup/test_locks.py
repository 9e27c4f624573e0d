"""The lock files hold for every machine: all pinned, all hashed, no place named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("runtime.lock", "dev.lock")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read_lock(project: Path, name: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Requirement(s) by name, each with the number of files that are accepted for it."""
    text = (project / "requirements" / name).read_text(encoding="utf-8")
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for entry in text.replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.startswith("#"):
            requirement = Requirement(HASH.sub("", entry).strip())
            key = canonicalize_name(requirement.name)
            found.setdefault(key, []).append((requirement, len(HASH.findall(entry))))
    return found


def asked_for(project: Path, *, dev: bool) -> list[Requirement]:
    """What pyproject.toml depends on, with what the checks need or without."""
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = table["optional-dependencies"]["dev"] if dev else []
    return [Requirement(text) for text in (*table["dependencies"], *extra)]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_to_one_version_and_to_its_files(
    project_root: Path, name: str
) -> None:
    for entries in read_lock(project_root, name).values():
        for requirement, files in entries:
            assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
            assert files >= 1, f"{requirement} has no hash"


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_no_folder_and_no_other_file_is_named(project_root: Path, name: str) -> None:
    text = (project_root / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    for line in text.splitlines():
        assert line.startswith("#") or re.match(r"[a-z0-9]|    --hash=", line), line


def test_what_the_project_asks_for_is_what_is_locked(project_root: Path) -> None:
    for name in LOCKS:
        lock = read_lock(project_root, name)
        for requirement in asked_for(project_root, dev=name == "dev.lock"):
            locked = lock[canonicalize_name(requirement.name)]
            assert all(requirement.specifier.contains(pin(entry)) for entry, _ in locked), name


def test_the_checks_run_on_the_versions_that_are_shipped(project_root: Path) -> None:
    runtime, dev = (read_lock(project_root, name) for name in LOCKS)
    assert {key: [str(r) for r, _ in runtime[key]] for key in runtime} == {
        key: [str(r) for r, _ in dev[key]] for key in runtime
    }


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_every_system_and_python_gets_what_is_needed(
    project_root: Path, platform: str, python: str
) -> None:
    environment = {**default_environment(), "sys_platform": platform, "python_version": python}
    environment["python_full_version"] = f"{python}.0"
    lock = read_lock(project_root, "runtime.lock")
    for requirement in asked_for(project_root, dev=False):
        entries = [
            entry
            for entry, _ in lock[canonicalize_name(requirement.name)]
            if entry.marker is None or entry.marker.evaluate(environment)
        ]
        assert len(entries) == 1, f"{requirement} on {platform}, Python {python}"


def test_the_add_ons_of_qt_are_left_out(project_root: Path) -> None:
    for name in LOCKS:
        lock = read_lock(project_root, name)
        assert "pyside6-essentials" in lock
        assert not {"pyside6", "pyside6-addons"} & set(lock)


def pin(requirement: Requirement) -> str:
    return str(requirement.specifier).removeprefix("==")
