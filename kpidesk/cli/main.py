"""Run one command: parse it, call the service, turn faults into words and an exit status."""

from __future__ import annotations

import atexit
import gc
import json
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpidesk import __version__
from kpidesk.domain.errors import Cancelled, KpiDeskError

if TYPE_CHECKING:
    from kpidesk.domain.periods import Period
    from kpidesk.domain.targets import Scope
    from kpidesk.storage.company_file import CompanyFile

    ReportRenderer = Callable[[CompanyFile, Path, "Period | None", Scope], None]

EXIT_BUG = 1
EXIT_USAGE = 2


@dataclass(frozen=True, slots=True)
class CliContext:
    """What the composition root hands in: drawing needs Qt, which this layer must not know."""

    render_report: ReportRenderer


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Do not look for reference cycles meanwhile.

    A command is short, and its rows are plain values that end with their last reference; looking
    through a hundred thousand of them again and again costs a tenth of an import.
    """
    searched = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)  # nor is anything gained by looking when the program ends
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _root() -> click.Group:
    from kpidesk.cli import (
        company_commands,
        data_commands,
        history_commands,
        kpi_commands,
        rate_commands,
    )

    @click.group(
        name="kpidesk",
        help="KPIDesk on the command line. Without a command it opens the window: kpidesk [FILE].",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.version_option(__version__, prog_name="kpidesk")
    def root() -> None:
        """The group that holds every command."""

    for command in (
        *company_commands.COMMANDS,
        *data_commands.COMMANDS,
        *history_commands.COMMANDS,
        *kpi_commands.COMMANDS,
        *rate_commands.COMMANDS,
    ):
        root.add_command(command)
    return root


def run(argv: Sequence[str], context: CliContext) -> int:
    """Run the command in `argv` and return its exit status.

    0 done, 2 wrong usage, 3 the input is at fault, 4 the company file is at fault, 1 a bug.
    With `--json` a failure is one JSON document on standard error.
    """
    as_json = "--json" in argv
    try:
        with _without_cycle_search():
            status = _root().main(list(argv), "kpidesk", standalone_mode=False, obj=context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        return _fail(as_json, "cancelled", "Stopped; nothing was written.", {}, EXIT_BUG)
    except Cancelled:
        return _fail(as_json, "cancelled", "Stopped; nothing was written.", {}, EXIT_BUG)
    except click.ClickException as fault:
        return _fail(as_json, "usage", fault.format_message(), {}, EXIT_USAGE)
    except KpiDeskError as fault:
        where = fault.where.as_dict()
        text = fault.message if as_json else str(fault)
        return _fail(as_json, fault.code, text, where, fault.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as bug:  # noqa: BLE001 - the last resort: a report that can be copied
        report = "".join(traceback.format_exception(bug))
        if as_json:
            return _fail(True, "bug", str(bug) or type(bug).__name__, {"report": report}, EXIT_BUG)
        sys.stderr.write(
            "KPIDesk made a mistake; your data is as it was. Please send this report:\n\n"
            f"KPIDesk {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{report}"
        )
        return EXIT_BUG
    return status if isinstance(status, int) else 0


def _fail(as_json: bool, code: str, message: str, where: dict[str, str | int], status: int) -> int:
    if as_json:
        error = {"error": {"code": code, "message": message, "where": where}}
        sys.stderr.write(json.dumps(error, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{message}\n")
    return status
