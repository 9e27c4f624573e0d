"""Commands that go back and forth: batches, undo-import, undo, redo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpidesk.cli.options import json_option, opened, path_argument
from kpidesk.cli.output import number, print_json, print_table
from kpidesk.domain.errors import InputError

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed


@click.command()
@path_argument("file")
@json_option
def batches(file: Path, as_json: bool) -> None:
    """List the imports made so far."""
    from kpidesk.services.history import batches as all_batches

    with opened(file) as company:
        rows = all_batches(company)
    if as_json:
        print_json({"batches": rows})
        return
    headings = ("batch", "imported", "source", "sheet", "kind", "state", "new", "changed")
    lines = [
        (
            str(row["id"]),
            str(row["imported_at"]),
            str(row["source"]),
            str(row["sheet"] or ""),
            str(row["kind"]),
            str(row["state"]),
            number(row["counts"].get("new", 0)),
            number(row["counts"].get("changed", 0)),
        )
        for row in rows
    ]
    print_table(headings, lines, text_columns=6)


@click.command("undo-import")
@path_argument("file")
@click.argument("batch", type=int, required=False)
@json_option
def undo_import(file: Path, batch: int | None, as_json: bool) -> None:
    """Take back the last import, or the one with this batch number."""
    from kpidesk.services.history import undo_import as take_back

    with opened(file, changes=True) as company:
        changed = take_back(company, batch)
    _say("undone", changed, as_json)


@click.command()
@path_argument("file")
@json_option
def undo(file: Path, as_json: bool) -> None:
    """Take back the last step, whatever it was; redo makes it again."""
    from kpidesk.services.history import undo as take_back

    with opened(file, changes=True) as company:
        changed = take_back(company)
    if changed is None:
        raise InputError("history.nothing_to_undo", "There is no step to take back.")
    _say("undone", changed, as_json)


@click.command()
@path_argument("file")
@json_option
def redo(file: Path, as_json: bool) -> None:
    """Make the step again that undo took back last."""
    from kpidesk.services.history import redo as make_again

    with opened(file, changes=True) as company:
        changed = make_again(company)
    if changed is None:
        raise InputError("history.nothing_to_redo", "There is no step to make again.")
    _say("redone", changed, as_json)


def _say(what: str, changed: Changed, as_json: bool) -> None:
    if as_json:
        print_json({what: changed.text, "kinds": sorted(changed.kinds)})
    else:
        sys.stdout.write(f"{what.capitalize()}: {changed.text}\n")


COMMANDS = (batches, undo_import, undo, redo)
