"""Where the program starts: a command, the window, or the reader's child process.

Nothing heavy is imported here, so that the window's first paint and `--help` come at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpidesk.domain.periods import Period
    from kpidesk.domain.targets import Scope
    from kpidesk.storage.company_file import CompanyFile

COMMANDS = frozenset(
    {
        "new",
        "inspect",
        "import",
        "batches",
        "undo-import",
        "undo",
        "redo",
        "kpi",
        "kpis",
        "target",
        "rate",
        "export",
        "report",
        "check",
        "backup",
        "restore",
        "dump",
    }
)
_CLI_FLAGS = frozenset({"-h", "--help", "--version"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run KPIDesk with these arguments (the process's own by default); the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first == "--read-child":
        from kpidesk.excel.reading import child_main

        return child_main(arguments[1:])
    if first == "--selftest":
        from kpidesk.app.selftest import self_test

        return self_test()
    if first in COMMANDS or first in _CLI_FLAGS:
        return _command_line(arguments)
    files = [argument for argument in arguments if not argument.startswith("-")]
    flags = {argument for argument in arguments if argument.startswith("-")}
    if _is_mistyped(files):
        return _command_line(arguments)
    if len(files) > 1 or flags - {"--quit-after-first-paint", "--example"}:
        return _command_line(arguments)
    from kpidesk.app.window import run_window

    return run_window(
        files[0] if files else None,
        quit_after_first_paint="--quit-after-first-paint" in flags,
        example="--example" in flags,
    )


def _is_mistyped(files: Sequence[str]) -> bool:
    """One bare word that names no file is a command written wrong, not a company file."""
    return len(files) == 1 and not Path(files[0]).suffix and not Path(files[0]).exists()


def _command_line(arguments: list[str]) -> int:
    from kpidesk.cli.main import CliContext, run

    _write_utf8()
    return run(arguments, CliContext(render_report=_render_report))


def _render_report(company: CompanyFile, out: Path, period: Period | None, scope: Scope) -> None:
    """Load Qt only for the command that draws."""
    from kpidesk.app.rendering import render_report

    render_report(company, out, period, scope)


def _write_utf8() -> None:
    """Print UTF-8 whatever the console's code page: names have å, ä, ö and ø in them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
