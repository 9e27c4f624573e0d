"""Adding up facts by cell: what a measure comes to for each period and group.

A cell is any hashable key. Sums are whole numbers (millionths), so that adding them in any
order gives the same figure; they become Decimals once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)
Row = TypeVar("Row")

_WIDE = Context(prec=60)


@dataclass(slots=True)
class Pile:
    """What one measure adds up to in one cell.

    `n` rows with `amount` as their sum; for a median `counts` says how often each value occurs.
    """

    n: int = 0
    amount: int = 0
    counts: dict[int, int] = field(default_factory=dict)

    def merge(self, other: Pile) -> None:
        """Add another pile of the same measure to this one."""
        self.n += other.n
        self.amount += other.amount
        for value, times in other.counts.items():
            self.counts[value] = self.counts.get(value, 0) + times

    def add_sum(self, amount: int, n: int) -> None:
        """Add `n` rows that sum to `amount`."""
        self.n += n
        self.amount += amount

    def add_value(self, value: int, times: int) -> None:
        """Add `times` rows of the same value."""
        self.n += times
        self.counts[value] = self.counts.get(value, 0) + times


Piles = dict[Cell, Pile]


def fold(
    rows: Iterable[tuple[Row, int, int]],
    place: Callable[[Row], Cell | None],
    *,
    spread: bool = False,
) -> Piles[Cell]:
    """Rows of (key, amount, n) gathered by the cell that `place` gives; None leaves one out.

    With `spread` the amount is one value that occurs n times, kept for a median.
    """
    piles: Piles[Cell] = {}
    for key, amount, n in rows:
        cell = place(key)
        if cell is None:
            continue
        pile = piles.get(cell)
        if pile is None:
            pile = piles[cell] = Pile()
        if spread:
            pile.add_value(amount, n)
        else:
            pile.add_sum(amount, n)
    return piles


def running(piles: Mapping[Cell, Pile], cells: Iterable[Cell]) -> list[Pile]:
    """The sums of the cells so far, one for each of `cells` in their order."""
    total = Pile()
    sums = []
    for cell in cells:
        if cell in piles:
            total.merge(piles[cell])
        sums.append(Pile(total.n, total.amount, dict(total.counts)))
    return sums


def in_units(amount: int, scale: int) -> Decimal:
    """A whole number of `scale`-ths as a Decimal, exactly."""
    whole, rest = divmod(amount, scale)
    return Decimal(whole) if rest == 0 else _WIDE.divide(Decimal(amount), Decimal(scale))
