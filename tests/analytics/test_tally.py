"""Adding up facts by cell."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.analytics.tally import Pile, fold, in_units, running
from kpidesk.domain.statistics import median_of_counts

ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(-(10**15), 10**15), st.integers(1, 9)), max_size=40
)


@given(ROWS)
def test_every_cell_gets_its_own_rows_and_nothing_is_lost(rows: list[tuple[int, int, int]]) -> None:
    piles = fold(rows, lambda cell: cell)

    assert sum(pile.amount for pile in piles.values()) == sum(row[1] for row in rows)
    assert sum(pile.n for pile in piles.values()) == sum(row[2] for row in rows)
    assert set(piles) == {row[0] for row in rows}


@given(ROWS)
def test_the_order_of_rows_makes_no_difference(rows: list[tuple[int, int, int]]) -> None:
    assert fold(rows, lambda cell: cell) == fold(rows[::-1], lambda cell: cell)


def test_rows_without_a_cell_are_left_out() -> None:
    piles = fold([("in", 1, 1), ("out", 2, 1)], lambda key: key if key == "in" else None)

    assert piles == {"in": Pile(1, 1)}


@given(ROWS)
def test_running_sums_end_at_the_sum_of_all(rows: list[tuple[int, int, int]]) -> None:
    piles = fold(rows, lambda cell: cell)

    sums = running(piles, range(4))

    assert len(sums) == 4
    assert sums[-1].amount == sum(row[1] for row in rows)
    assert [one.n for one in sums] == sorted(one.n for one in sums)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 50)), min_size=1))
def test_medians_of_merged_cells_are_medians_of_all_values(values: list[tuple[int, int]]) -> None:
    piles = fold([(cell, value, 1) for cell, value in values], lambda cell: cell, spread=True)
    whole = Pile()
    for pile in piles.values():
        whole.merge(pile)

    found = median_of_counts(whole.counts)

    assert found is not None
    assert float(found) == median(value for _, value in values)
    assert whole.n == len(values)


def test_running_sums_do_not_share_their_counts() -> None:
    piles = fold([(0, 5, 1), (1, 7, 1)], lambda cell: cell, spread=True)

    first, second = running(piles, [0, 1])

    assert first.counts == {5: 1}
    assert second.counts == {5: 1, 7: 1}


@given(st.integers(-(10**20), 10**20))
def test_units_are_exact(amount: int) -> None:
    assert in_units(amount, 10**6) * 10**6 == Decimal(amount)
