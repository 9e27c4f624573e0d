"""Commands that move data: inspect, import, export, report."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from kpidesk.cli.main import CliContext
from kpidesk.cli.options import (
    json_option,
    opened,
    path_argument,
    period_option,
    read_period,
    read_scope,
    scope_option,
)
from kpidesk.cli.output import number, print_json

_MOST_SAID = 20  # issues, and as many notes; --json has them all


@click.command()
@path_argument("source")
@json_option
def inspect(source: Path, as_json: bool) -> None:
    """Show the sheets and tables of a source, and how they would be read."""
    from kpidesk.services.importing import inspect_source

    document = inspect_source(source)
    if as_json:
        print_json(document)
        return
    for table in _tables(document):
        sys.stdout.write(
            f"{table.get('sheet')}: {table.get('kind') or 'no known kind'}, "
            f"heading in row {table.get('header_row')}, {table.get('read', 0)} rows\n"
        )
        for header, field in (table.get("mapping") or {}).items():
            sys.stdout.write(f"    {header}  goes to  {field}\n")
        _print_questions(table)


@click.command("import")
@path_argument("file")
@path_argument("source")
@click.option("--sheet", help="Only this sheet.")
@click.option("--kind", help="Read it as this kind: deals, activities, targets, …")
@click.option("--mapping", type=click.Path(path_type=Path), help="A mapping file (JSON).")
@click.option("--dry-run", is_flag=True, help="Plan only; nothing is written.")
@click.option("--strict", is_flag=True, help="Refuse everything if one row is rejected.")
@json_option
def import_(
    file: Path,
    source: Path,
    sheet: str | None,
    kind: str | None,
    mapping: Path | None,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Plan an import, then apply it in one step that can be undone."""
    from kpidesk.services.importing import ImportOptions, read_mapping, reading_ahead

    options = ImportOptions(
        sheet=sheet,
        kind=kind,
        mapping=read_mapping(mapping) if mapping else None,
        strict=strict,
    )
    # The source is read by another process while this one loads the storage.
    with reading_ahead(source) as ahead, opened(file, changes=not dry_run) as company:
        from kpidesk.services.importing import (
            apply_import,
            plan_document,
            plan_import,
            result_document,
        )

        plan = plan_import(company, source, options, ahead=ahead)
        if dry_run:
            document = plan_document(plan)
        else:
            document = result_document(apply_import(company, plan, accept_rejected=False))
    if as_json:
        print_json(document)
    else:
        _print_import(document, dry_run)


@click.command()
@path_argument("file")
@path_argument("out")
@click.option(
    "--what",
    type=click.Choice(["report", "facts", "targets"]),
    default="report",
    show_default=True,
    help="What the workbook holds.",
)
@period_option
@scope_option
@json_option
def export(file: Path, out: Path, what: str, period: str | None, scope: str, as_json: bool) -> None:
    """Write a workbook: the facts, the targets, or a report with live formulas."""
    from kpidesk.services.exporting import export_facts, export_report, export_targets

    with opened(file) as company:
        if what == "facts":
            export_facts(company, out)
        elif what == "targets":
            export_targets(company, out)
        else:
            export_report(company, out, read_period(period, company), read_scope(scope))
    _say_written(out, as_json)


@click.command()
@path_argument("file")
@path_argument("out")
@period_option
@scope_option
@json_option
@click.pass_obj
def report(
    context: CliContext, file: Path, out: Path, period: str | None, scope: str, as_json: bool
) -> None:
    """Draw the Today page as a PDF or a PNG."""
    if out.suffix.lower() not in (".pdf", ".png"):
        raise click.BadParameter(f"{out.name} must end in .pdf or .png.")
    with opened(file) as company:
        context.render_report(company, out, read_period(period, company), read_scope(scope))
    _say_written(out, as_json)


def _say_written(out: Path, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(out)})
    else:
        sys.stdout.write(f"Wrote {out}\n")


def _tables(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(document["tables"]) if "tables" in document else [document]


def _print_questions(table: Mapping[str, Any]) -> None:
    for question in table.get("questions", ()):
        choices = ", ".join(str(choice) for choice in question.get("choices", ()))
        sys.stdout.write(f"    ? {question['message']} {f'({choices})' if choices else ''}\n")


def _print_import(document: Mapping[str, Any], dry_run: bool) -> None:
    for table in _tables(document):
        done = "would be" if dry_run else "are"
        sys.stdout.write(
            f"{table['sheet']}, {table['kind']}: "
            f"{table['read']} {'row' if table['read'] == 1 else 'rows'} read; "
            f"{table['new']} {done} new, {table['changed']} changed, "
            f"{table['unchanged']} unchanged, {table['rejected']} rejected\n"
        )
        for name, total in table.get("totals", {}).items():
            sys.stdout.write(f"    sum of {name}: {number(total, 2)}\n")
        _print_first(table.get("issues", ()))
        _print_first(table.get("notes", ()))
        _print_questions(table)
    for one in document.get("left_out", ()):
        sys.stdout.write(f"{one['sheet']} is left out: {one['message']}\n")


def _print_first(said: Sequence[Mapping[str, Any]]) -> None:
    """Issues or notes with their rows: the first ones, and how many more there are."""
    for one in said[:_MOST_SAID]:
        place = f"row {one['row']}: " if one.get("row") else ""
        sys.stdout.write(f"    {place}{one['message']}\n")
    if len(said) > _MOST_SAID:
        sys.stdout.write(f"    and {len(said) - _MOST_SAID} more\n")


COMMANDS = (inspect, import_, export, report)
