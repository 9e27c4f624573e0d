"""Make everything KPIDesk needs to run from a fresh checkout: `python scripts/setup.py`.

The virtual environment `.venv` with the locked packages, the command `kpidesk` in it and, on
Linux, the system libraries that Qt needs. `--dev` adds what the checks need. It does nothing,
fast, when nothing has changed. Uses the standard library only, on Linux, macOS and Windows.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
STAMP = "kpidesk-setup.json"

State = dict[str, str | None]


def lock_file(root: Path, *, dev: bool) -> Path:
    """The locked packages: those of the program, or those and the ones of the checks."""
    return root / "requirements" / ("dev.lock" if dev else "runtime.lock")


def venv_python(venv: Path) -> Path:
    """Where the environment's interpreter is on this system."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def wanted_state(root: Path, *, dev: bool) -> State:
    """What a finished environment is stamped with.

    The place counts because the scripts in an environment stop working when it is moved,
    and pyproject.toml because the console script comes from it.
    """
    return {
        "place": str(root),
        "project": _digest(root / "pyproject.toml"),
        "runtime": _digest(lock_file(root, dev=False)),
        "dev": _digest(lock_file(root, dev=True)) if dev else None,
    }


def is_current(venv: Path, wanted: State) -> bool:
    """Whether the environment already is what is wanted; one with the dev packages serves both."""
    try:
        found = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(found, dict) or not is_usable(venv):
        return False
    return all(found.get(key) == value for key, value in wanted.items() if value is not None)


def is_usable(venv: Path) -> bool:
    """Whether the environment's interpreter starts and is new enough.

    It does not start after the Python that it was made from has been removed.
    """
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        done = subprocess.run([venv_python(venv), "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def make_venv(venv: Path) -> None:
    """An empty environment with pip, in place of one that no longer starts."""
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep this part of Python in a package of its own.
        major, minor = sys.version_info[:2]
        system_libraries.install([f"python{major}.{minor}-venv"], "Python's venv module")
    if venv.exists():
        shutil.rmtree(venv)
    print(f"Making {venv.name} with Python {sys.version.split()[0]}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)


def install_packages(root: Path, venv: Path, *, dev: bool) -> None:
    """The locked packages, each checked by its hash, then KPIDesk itself as a link to here."""
    pip = [str(venv_python(venv)), "-m", "pip", "-qq", "--no-input"]
    pip += ["--disable-pip-version-check", "install"]
    print("Installing the locked packages (the first time about 150 MB)", flush=True)
    lock = str(lock_file(root, dev=dev))
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock], check=True)
    # The lock holds what builds the project, so nothing unlocked is fetched for it.
    # The plain link: the finder that setuptools makes otherwise costs every start 10 ms.
    link = ["--config-settings", "editable_mode=compat", "--editable", str(root)]
    build = ["--no-deps", "--no-build-isolation", "--no-index", *link]
    subprocess.run([*pip, *build], check=True)


def set_up(root: Path, *, dev: bool) -> None:
    """Bring `.venv` and the system libraries to what the checkout asks for."""
    venv = root / ".venv"
    wanted = wanted_state(root, dev=dev)
    if not is_current(venv, wanted):
        if not is_usable(venv):
            make_venv(venv)
        stamp = venv / STAMP
        stamp.unlink(missing_ok=True)  # an interrupted set-up must not look finished
        install_packages(root, venv, dev=dev)
        stamp.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    if sys.platform.startswith("linux"):
        system_libraries.ensure(venv)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"KPIDesk needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also install what the checks need")
    options = parser.parse_args(arguments)
    try:
        set_up(ROOT, dev=options.dev)
    except system_libraries.MissingLibrariesError as missing:
        sys.exit(str(missing))
    except subprocess.CalledProcessError as failed:
        sys.exit(f"The set-up stopped: {' '.join(map(str, failed.cmd[:5]))} … failed (see above).")


if __name__ == "__main__":
    main()
