"""Commands about exchange rates: rate set, rate list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpidesk.cli.options import json_option, opened, path_argument, read_day, read_number
from kpidesk.cli.output import print_json, print_table

if TYPE_CHECKING:
    from kpidesk.services.rates import Rate


@click.group()
def rate() -> None:
    """Set and list exchange rates."""


@rate.command("set")
@path_argument("file")
@click.argument("currency")
@click.argument("value", metavar="RATE")
@click.option("--from", "since", required=True, metavar="DATE", help="The first day it holds.")
@json_option
def set_(file: Path, currency: str, value: str, since: str, as_json: bool) -> None:
    """Let one unit of CURRENCY be RATE units of the company's currency from a day on."""
    from kpidesk.services.rates import Rate, set_rate

    valid_from = read_day(since)
    assert valid_from is not None  # the option is required
    wanted = Rate(currency.upper(), valid_from, read_number(value))
    with opened(file, changes=True) as company:
        set_rate(company, wanted)
    if as_json:
        print_json(rate_document(wanted))
    else:
        sys.stdout.write(f"One {wanted.currency} is {wanted.rate:f} from {valid_from}\n")


@rate.command("list")
@path_argument("file")
@json_option
def list_(file: Path, as_json: bool) -> None:
    """List the exchange rates."""
    from kpidesk.services.rates import list_rates

    with opened(file) as company:
        found = list_rates(company)
    if as_json:
        print_json({"rates": [rate_document(item) for item in found]})
        return
    rows = [(item.currency, str(item.valid_from), f"{item.rate.normalize():f}") for item in found]
    print_table(("currency", "from", "rate"), rows, text_columns=2)


def rate_document(item: Rate) -> dict[str, Any]:
    """A rate as JSON carries it."""
    return {"currency": item.currency, "from": item.valid_from, "rate": item.rate}


COMMANDS = (rate,)
