"""The sheet's own totals are compared with its cells, and what differs is said."""

from __future__ import annotations

import pytest

from kpidesk.domain.errors import UsageError
from kpidesk.services.importing import ImportOptions

HEADS = "deal id;rep;status;close date;amount"
ROWS = ["1;Kari;Won;2026-01-02;10", "2;Kari;Won;2026-01-03;20"]


def differing(table) -> list:
    return [note for note in table.notes if note.code == "totals.differ"]


def test_a_total_that_differs_is_said_with_both_numbers(desk) -> None:
    (note,) = differing(desk.plan(desk.csv("d.csv", HEADS, *ROWS, "Total;;;;31")).tables[0])
    assert (note.row, note.column) == (4, "amount")
    assert note.message == (
        "Row 4 says that “amount” sums to 31; its cells add up to 30, which differs by 1."
    )


@pytest.mark.parametrize(
    "lines",
    [
        [*ROWS, "Total;;;;30"],
        [*ROWS, "Total;;;;30,00"],
        [ROWS[0], "Subtotal;;;;10", ROWS[1], "Subtotal;;;;20"],
        [ROWS[0], "Subtotal;;;;10", ROWS[1], "Subtotal;;;;20", "Total;;;;30"],
        ROWS,
    ],
)
def test_totals_that_agree_are_not_spoken_of(desk, lines: list[str]) -> None:
    table = desk.plan(desk.csv("d.csv", HEADS, *lines)).tables[0]
    assert table.counts.read == 2
    assert not differing(table)


def test_totals_below_months_across_are_no_difference(desk) -> None:
    rows = [
        ["Revenue targets 2026"],
        ["Rep", "2026-01", "2026-02", "Total"],
        ["Kari", 100, 200, 300],
        ["Ola", 10, 20, 30],
        ["Total", 110, 220, 330],
    ]
    desk.load(desk.csv("r.csv", "Rep,Team", "Kari,North", "Ola,North"))
    assert not differing(desk.plan(desk.workbook("t.xlsx", Targets=rows)).tables[0])


def test_a_kind_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"“horses”.*deals.*targets") as caught:
        ImportOptions(kind="horses")
    assert caught.value.code == "kind.unknown"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1;Kari;Won;2026-01-02;1,23456789"], "1 number in “amount” has more than six decimals"),
        (
            ["1;Kari;Won;2026-01-02;1,23456789", "2;Kari;Won;2026-01-02;2,23456789"],
            "2 numbers in “amount” have more than six decimals",
        ),
    ],
)
def test_one_number_and_two_numbers(desk, rows: list[str], said: str) -> None:
    table = desk.plan(desk.csv("d.csv", HEADS, *rows)).tables[0]
    assert said in " ".join(note.message for note in table.notes)
