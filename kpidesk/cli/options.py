"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kpidesk.domain.periods import Period
    from kpidesk.domain.targets import Scope
    from kpidesk.storage.company_file import CompanyFile

Command = TypeVar("Command", bound=Callable[..., Any])

_PATH = click.Path(path_type=Path)


def path_argument(name: str, *, required: bool = True) -> Callable[[Command], Command]:
    """A path on the command line, whose existence the services judge."""
    return click.argument(name, type=_PATH, required=required)


def json_option(command: Command) -> Command:
    """`--json`: one JSON document on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def period_option(command: Command) -> Command:
    """`--period P`, in the forms of the documentation."""
    return click.option(
        "--period",
        metavar="P",
        help="2017, FY2017, 2017-Q1, 2017-03, 2017-W09, 2017-03-01 or FROM..TO.",
    )(command)


def scope_option(command: Command) -> Command:
    """`--scope S`."""
    return click.option(
        "--scope",
        default="org",
        metavar="S",
        show_default=True,
        help="org, team:NAME, rep:NAME or customer:NAME.",
    )(command)


@contextmanager
def opened(path: Path, *, changes: bool = False) -> Iterator[CompanyFile]:
    """The company file, open for one command; backed up once a day before one that changes it."""
    from kpidesk.services.companies import open_company

    company = open_company(path)
    try:
        if changes:
            from kpidesk.services.safekeeping import back_up_daily

            back_up_daily(company)
        yield company
    finally:
        company.close()


def fiscal_start(company: CompanyFile) -> int:
    """The month in which the company's fiscal year begins."""
    with company.reading() as reader:
        return reader.settings().fiscal_start


def read_period(text: str | None, company: CompanyFile) -> Period | None:
    """The period meant by `--period`; None (all time) when it is absent or "all"."""
    from kpidesk.domain.periods import parse_period

    if text is None or text == "all":
        return None
    return parse_period(text, fiscal_start(company))


def read_scope(text: str) -> Scope:
    """The scope meant by `--scope`."""
    from kpidesk.domain.targets import Scope

    return Scope.parse(text)


def read_day(text: str | None) -> date | None:
    """The day meant by an ISO date option."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise click.BadParameter(f"“{text}” is not a date. Write it as 2026-06-18.") from fault


def read_number(text: str) -> Decimal:
    """A number as typed: 1000000, 1 000 000, 0.62, 0,62 or 62%."""
    from decimal import Decimal, InvalidOperation

    cleaned = text.replace("\u00a0", "").replace(" ", "")
    percent = cleaned.endswith("%")
    try:
        value = Decimal(cleaned.rstrip("%").replace(",", "."))
        return value / 100 if percent else value
    except InvalidOperation as fault:
        raise click.BadParameter(
            f"“{text}” is not a number. Write it as 250000 or 0.62."
        ) from fault
