"""Write the lock files anew from pyproject.toml: `python scripts/lock.py`.

One set of versions holds for Linux, macOS and Windows and for every supported Python, each
file pinned by its hash as published on PyPI. No address of a package index is written, so
that the files serve wherever the packages come from. Needs `uv` on the path.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNTIME_LOCK = Path("requirements") / "runtime.lock"
DEV_LOCK = Path("requirements") / "dev.lock"
HEADER = "# Written by scripts/lock.py from pyproject.toml; do not edit.\n"
# Where a build machine keeps its own mirror has nothing to do with which files are right.
MACHINE_SETTINGS = re.compile(r"^(PIP|UV)_.*(INDEX|FIND_LINKS|CONSTRAINT|CONFIG)")
PLACES = re.compile(r"^\s*(--|-[icrf]\s)|://|^\s*(/|\.\.?/)")


def compile_command(output: Path, *extra: str) -> list[str]:
    """The resolver's command line for one lock file."""
    return [
        *("uv", "--no-config", "pip", "compile"),
        *("pyproject.toml", "requirements/build.in"),
        *("--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
        *("--quiet", "--output-file", str(output)),
        *extra,
    ]


def places(lock: str) -> list[str]:
    """Lines that name an index, a folder or another file instead of a version and a hash."""
    return [line for line in lock.splitlines() if PLACES.search(line) and "--hash=" not in line]


def write_lock(output: Path, *extra: str) -> None:
    """Resolve once and write the file; an upgrade is asked for with `--upgrade`."""
    environment = {k: v for k, v in os.environ.items() if not MACHINE_SETTINGS.match(k)}
    subprocess.run(compile_command(output, *extra), cwd=ROOT, env=environment, check=True)
    path = ROOT / output
    text = path.read_text(encoding="utf-8").removeprefix(HEADER)
    if found := places(text):
        raise SystemExit(f"{output} names a place that other machines do not have: {found[0]}")
    path.write_text(HEADER + text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    write_lock(RUNTIME_LOCK, *arguments)
    write_lock(DEV_LOCK, "--extra", "dev", "--constraint", str(RUNTIME_LOCK), *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
