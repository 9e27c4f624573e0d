"""Exchange rates, and going back and forth, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEAD = "Deal,Rep,Status,Created on,Closed on,Value,Currency\n"


@pytest.fixture
def euros(tmp_path: Path) -> Path:
    source = tmp_path / "deals.csv"
    row = "D1,Kari,Won,2026-03-02,2026-03-20,100,EUR\n"
    source.write_text(HEAD + row, encoding="utf-8")
    return source


def revenue(kpidesk: Run, company: Path) -> Any:
    (row,) = kpidesk("kpi", company, "revenue", "--period", "2026-03", "--json").document["rows"]
    return row["value"]


def test_a_missing_rate_names_the_command_that_enters_it(
    kpidesk: Run, company: Path, euros: Path
) -> None:
    refused = kpidesk("import", company, euros, "--json")
    assert (refused.status, refused.error["code"]) == (3, "rate.missing")
    said = refused.error["message"]
    told = said.partition("(")[2].partition(")")[0].split()
    assert told == ["kpidesk", "rate", "set", "FILE", "EUR", "RATE", "--from", "2026-03-20"]

    meant = {"FILE": company, "RATE": "11,5"}
    assert kpidesk(*[meant.get(word, word) for word in told[1:]]).status == 0
    assert kpidesk("import", company, euros).status == 0
    assert revenue(kpidesk, company) == 1150


def test_rates_are_set_and_listed(kpidesk: Run, company: Path) -> None:
    made = kpidesk("rate", "set", company, "eur", "11.45", "--from", "2026-01-01", "--json")
    assert made.document == {"currency": "EUR", "from": "2026-01-01", "rate": 11.45}
    assert kpidesk("rate", "list", company, "--json").document == {"rates": [made.document]}
    lines = kpidesk("rate", "list", company).out.splitlines()
    assert [line.split() for line in lines] == [
        ["currency", "from", "rate"],
        ["EUR", "2026-01-01", "11.45"],
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("EUR", "ten", "--from", "2026-01-01"), 2),
        (("EUR", "10", "--from", "1 January"), 2),
        (("EUR", "10"), 2),
        (("NOK", "10", "--from", "2026-01-01"), 2),
        (("EUR", "0", "--from", "2026-01-01"), 3),
    ],
)
def test_what_is_no_rate_is_refused(
    kpidesk: Run, company: Path, arguments: tuple[str, ...], status: int
) -> None:
    outcome = kpidesk("rate", "set", company, *arguments, "--json")

    assert outcome.status == status
    assert outcome.error["message"]
    assert kpidesk("rate", "list", company, "--json").document == {"rates": []}


def test_undo_and_redo_name_the_step(kpidesk: Run, company: Path, euros: Path) -> None:
    before = kpidesk("dump", company).out
    kpidesk("rate", "set", company, "EUR", "10", "--from", "2026-01-01")
    kpidesk("import", company, euros)
    after = kpidesk("dump", company).out

    assert "deals.csv" in kpidesk("undo", company, "--json").document["undone"]
    assert kpidesk("undo", company).out == "Undone: Set rate of EUR from 2026-01-01\n"
    assert kpidesk("dump", company).out == before
    assert kpidesk("redo", company, "--json").document == {
        "redone": "Set rate of EUR from 2026-01-01",
        "kinds": ["rates"],
    }
    assert "deals.csv" in kpidesk("redo", company).out
    assert kpidesk("dump", company).out == after


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_undo_is_said(kpidesk: Run, company: Path, command: str) -> None:
    outcome = kpidesk(command, company)

    assert outcome.status == 3
    assert outcome.err.startswith("There is no step")
    error = json.loads(kpidesk(command, company, "--json").err)["error"]
    assert error["code"] == f"history.nothing_to_{command}"
