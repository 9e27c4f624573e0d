"""Commands about the company file itself: new, check, backup, restore, dump."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kpidesk.cli.options import json_option, opened, path_argument
from kpidesk.cli.output import print_json


@click.command()
@path_argument("file")
@click.option("--name", help="The company's name; the file's when not given.")
@click.option("--currency", help="Three letters, such as NOK; the country's own when not given.")
@click.option("--country", default="NO", show_default=True, help="NO, SE, DK, FI, NL, DE or GB.")
@click.option(
    "--fiscal-start", type=int, default=1, show_default=True, help="First month of the year, 1-12."
)
@click.option("--demo", is_flag=True, help="Fill it with the example company.")
@json_option
def new(
    file: Path,
    name: str | None,
    currency: str | None,
    country: str,
    fiscal_start: int,
    demo: bool,
    as_json: bool,
) -> None:
    """Make a company file."""
    from kpidesk.services.companies import create_company

    if demo:
        from kpidesk.services.demo import create_demo_company

        made = create_demo_company(file, name=name)
        workbook = made.workbook
        made.company.close()
        if as_json:
            print_json({"file": str(file), "workbook": str(workbook)})
        else:
            sys.stdout.write(f"Made {file} with the example company; to import: {workbook}\n")
        return
    company = create_company(
        file, name=name, currency=currency, country=country, fiscal_start=fiscal_start
    )
    company.close()
    if as_json:
        print_json({"file": str(file)})
    else:
        sys.stdout.write(f"Made {file}\n")


@click.command()
@path_argument("file")
@json_option
def check(file: Path, as_json: bool) -> int:
    """Verify structure, references, and that kept totals equal a recount."""
    from kpidesk.services.safekeeping import problems_of

    with opened(file) as company:
        problems = problems_of(company)
    if as_json:
        print_json(
            {
                "ok": not problems,
                "problems": [{"code": item.code, "message": item.message} for item in problems],
            }
        )
    elif problems:
        for item in problems:
            sys.stdout.write(f"{item.code}: {item.message}\n")
    else:
        sys.stdout.write("Everything is in order.\n")
    return 4 if problems else 0


@click.command()
@path_argument("file")
@path_argument("dest", required=False)
@json_option
def backup(file: Path, dest: Path | None, as_json: bool) -> None:
    """Copy the company file while it is in use, and verify the copy."""
    from kpidesk.services.safekeeping import back_up

    with opened(file) as company:
        made = back_up(company, dest)
    if as_json:
        print_json({"backup": str(made)})
    else:
        sys.stdout.write(f"Backed up and verified: {made}\n")


@click.command()
@path_argument("backup_file")
@path_argument("file")
@json_option
def restore(backup_file: Path, file: Path, as_json: bool) -> None:
    """Make a company file from a backup; an existing file is never overwritten."""
    from kpidesk.services.safekeeping import restore_backup

    restore_backup(backup_file, file)
    if as_json:
        print_json({"file": str(file)})
    else:
        sys.stdout.write(f"Restored {file}\n")


@click.command()
@path_argument("file")
@click.option("--all", "everything", is_flag=True, help="Add batches and the audit trail.")
def dump(file: Path, everything: bool) -> None:
    """Write the content as canonical JSON lines: same content, same bytes."""
    from kpidesk.services.safekeeping import dump_lines

    with opened(file) as company:
        stream = sys.stdout.buffer
        for line in dump_lines(company, everything):
            stream.write(line.encode() + b"\n")
        stream.flush()


COMMANDS = (new, check, backup, restore, dump)
