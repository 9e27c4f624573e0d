"""Commands about figures and goals: kpi, kpis, target."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpidesk.cli.options import (
    json_option,
    opened,
    path_argument,
    period_option,
    read_day,
    read_number,
    read_period,
    read_scope,
    scope_option,
)
from kpidesk.cli.output import figure, number, print_json, print_table, share

if TYPE_CHECKING:
    from kpidesk.domain.reports import KpiReport, KpiRow
    from kpidesk.domain.targets import Target


@click.command()
@path_argument("file")
@click.argument("key")
@scope_option
@period_option
@click.option("--by", help="day, week, month, quarter, year, team, rep, customer, product, …")
@click.option("--as-of", metavar="DATE", help="Judge as if the data reached this day.")
@json_option
def kpi(
    file: Path,
    key: str,
    scope: str,
    period: str | None,
    by: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Count one KPI, against its target."""
    from kpidesk.services.kpis import KpiQuery, evaluate

    with opened(file) as company:
        query = KpiQuery(
            kpi=key,
            scope=read_scope(scope),
            period=read_period(period, company),
            by=tuple(part.strip() for part in by.split(",") if part.strip()) if by else (),
            as_of=read_day(as_of),
        )
        report = evaluate(company, query)
    if as_json:
        print_json(kpi_document(report))
    else:
        print_kpi(report)


@click.command()
@path_argument("file")
@json_option
def kpis(file: Path, as_json: bool) -> None:
    """List the KPIs that this company counts, with their definitions."""
    from kpidesk.services.kpis import catalogue

    with opened(file) as company:
        definitions = catalogue(company)
    if as_json:
        print_json(
            {
                "kpis": [
                    {
                        "kpi": item.key,
                        "label": item.label,
                        "formula": item.formula,
                        "unit": item.unit,
                        "direction": item.direction,
                        "category": item.category,
                        "attribution": item.attribution,
                        "population": item.population,
                        "lowest_scope": item.lowest_scope,
                        "definition": item.description,
                        "version": item.version,
                    }
                    for item in definitions
                ]
            }
        )
        return
    rows = [(item.key, item.label, item.description) for item in definitions]
    print_table(("key", "name", "definition"), rows, text_columns=3)


@click.group()
def target() -> None:
    """Set, list and remove targets."""


@target.command("set")
@path_argument("file")
@click.argument("key")
@click.argument("value")
@click.option("--period", required=True, metavar="P", help="The target's period.")
@scope_option
@click.option("--threshold", help="The least that counts.")
@click.option("--stretch", help="The value to reach for.")
@click.option("--note", default="", help="Why this value.")
@json_option
def set_(
    file: Path,
    key: str,
    value: str,
    period: str,
    scope: str,
    threshold: str | None,
    stretch: str | None,
    note: str,
    as_json: bool,
) -> None:
    """Set KEY to VALUE: money in the company's currency, shares as 0.62 or 62%."""
    from kpidesk.domain.targets import Target
    from kpidesk.services.targets import describe, set_target

    with opened(file, changes=True) as company:
        wanted_period = read_period(period, company)
        if wanted_period is None:
            raise click.BadParameter("A target needs a period, such as 2026-Q3.")
        wanted = Target(
            kpi=key,
            scope=read_scope(scope),
            period=wanted_period,
            value=read_number(value),
            threshold=read_number(threshold) if threshold else None,
            stretch=read_number(stretch) if stretch else None,
            note=note,
        )
        set_target(company, wanted)
    if as_json:
        print_json(target_document(wanted))
    else:
        sys.stdout.write(f"Set {describe(wanted)} to {number(wanted.value, 2)}\n")


@target.command("list")
@path_argument("file")
@click.option("--kpi", "key", help="Only this KPI.")
@click.option("--scope", help="Only this scope.")
@json_option
def list_(file: Path, key: str | None, scope: str | None, as_json: bool) -> None:
    """List the targets."""
    from kpidesk.services.kpis import catalogue
    from kpidesk.services.targets import list_targets

    with opened(file) as company:
        found = list_targets(company, key, read_scope(scope) if scope else None)
        units = {item.key: str(item.unit) for item in catalogue(company)}
    if as_json:
        print_json({"targets": [target_document(item) for item in found]})
        return
    rows = [
        (item.kpi, str(item.scope), str(item.period), figure(item.value, units[item.kpi]))
        for item in found
    ]
    print_table(("kpi", "scope", "period", "value"), rows, text_columns=3)


@target.command("remove")
@path_argument("file")
@click.argument("key")
@click.option("--period", required=True, metavar="P", help="The target's period.")
@scope_option
@json_option
def remove(file: Path, key: str, period: str, scope: str, as_json: bool) -> None:
    """Remove a target; undo brings it back."""
    from kpidesk.domain.targets import Target
    from kpidesk.services.targets import describe, remove_target

    with opened(file, changes=True) as company:
        wanted_period = read_period(period, company)
        if wanted_period is None:
            raise click.BadParameter("A target needs a period, such as 2026-Q3.")
        wanted = Target(kpi=key, scope=read_scope(scope), period=wanted_period, value=Decimal(0))
        remove_target(company, wanted)
    if as_json:
        print_json({"removed": {"kpi": key, "scope": scope, "period": str(wanted_period)}})
    else:
        sys.stdout.write(f"Removed {describe(wanted)}\n")


def target_document(item: Target) -> dict[str, Any]:
    """A target with the field names of an import."""
    return {
        "kpi": item.kpi,
        "period": str(item.period),
        "value": item.value,
        "scope": item.scope.level,
        "scope_name": item.scope.name,
        "threshold": item.threshold,
        "stretch": item.stretch,
        "note": item.note or None,
    }


def kpi_document(report: KpiReport) -> dict[str, Any]:
    """The JSON document of `kpidesk kpi`."""
    return {
        "kpi": report.definition.key,
        "unit": report.definition.unit,
        "currency": report.currency,
        "definition": report.definition.description,
        "scope": str(report.scope),
        "as_of": report.as_of,
        "rows": [_row_document(row) for row in report.rows],
    }


def _row_document(row: KpiRow) -> dict[str, Any]:
    return {
        "period": "all" if row.period is None else str(row.period),
        "group": dict(row.group),
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "n": row.n,
        "target": row.target,
        "attainment": row.attainment,
        "expected": row.expected,
        "pace": row.pace,
        "status": row.status,
    }


def print_kpi(report: KpiReport) -> None:
    """Print a KPI as a table, with its definition above."""
    unit = str(report.definition.unit)
    sys.stdout.write(f"{report.definition.label}: {report.definition.description}\n")
    groups = list(report.rows[0].group) if report.rows else []
    headings = ("period", *groups, "value", "n", "target", "attainment", "pace", "status")
    rows = [
        (
            "all" if row.period is None else str(row.period),
            *(str(row.group[name] or "–") for name in groups),
            figure(row.value, unit),
            number(row.n),
            figure(row.target, unit),
            share(row.attainment),
            share(row.pace),
            str(row.status).replace("_", " "),
        )
        for row in report.rows
    ]
    print_table(headings, rows, text_columns=1 + len(groups))


COMMANDS = (kpi, kpis, target)
