"""Round ticks, and labels that never cover one another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.ui.widgets.chart_geometry import push_apart, round_ticks

AMOUNTS = st.floats(min_value=0.001, max_value=1e9)


@given(AMOUNTS, st.floats(min_value=0, max_value=1e6))
def test_ticks_lie_in_the_range_and_are_neither_few_nor_many(reach, low):
    ticks = round_ticks(low, low + reach)
    assert all(
        ticks.low - ticks.spacing * 1e-6 <= v <= ticks.high + ticks.spacing * 1e-6
        for v in ticks.values
    )
    assert 2 <= len(ticks.values) <= 8


def test_ticks_are_round():
    assert round_ticks(0, 3.074e6, 7).spacing == 500_000
    assert round_ticks(0, 0.85, 5).values == (0.0, 0.2, 0.4, 0.6000000000000001, 0.8)


def test_a_flat_line_still_has_an_axis():
    assert len(round_ticks(5, 5).values) >= 2


@given(st.lists(st.floats(min_value=0, max_value=400), min_size=1, max_size=6))
def test_labels_do_not_overlap_while_there_is_room(wanted):
    heights = [34.0] * len(wanted)
    tops = push_apart(wanted, heights, 0, 400)
    order = sorted(tops)
    assert all(later - earlier >= 34 - 1e-6 for earlier, later in pairwise(order))
    assert order[0] >= 0
    assert order[-1] + 34 <= 400 + 1e-6


def test_labels_that_are_far_apart_stay_where_they_are():
    assert push_apart([50, 200], [30, 30], 0, 400) == [35, 185]
