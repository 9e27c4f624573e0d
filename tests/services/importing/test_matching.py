from __future__ import annotations

from collections.abc import Collection

from hypothesis import given
from hypothesis import strategies as st

from kpidesk.services.importing.matching import (
    KeylessMatch,
    Matched,
    StoredRow,
    match_keyed,
)
from kpidesk.services.importing.plan import RowState

N, C, U = (bytes([state]) for state in (RowState.NEW, RowState.CHANGED, RowState.UNCHANGED))


def keyless(
    rows: list[tuple[object, ...]],
    stored: list[StoredRow],
    natural: tuple[int, ...] = (0, 1),
    copies: Collection[int] = (),
    day: int | None = 0,
) -> tuple[bytes, Matched]:
    states = bytearray(len(rows))
    matcher = KeylessMatch(
        rows,
        states,
        natural,
        lambda batch: batch in copies,
        lambda batches: [row for row in stored if row.batch in batches],
        set(),
        day,
    )
    batches = {row.batch for row in stored if row.batch is not None}
    found = matcher.match(range(len(rows)), stored, batches)
    return bytes(states), found


def stored_rows(*values: tuple[object, ...], batch: int = 1) -> list[StoredRow]:
    return [StoredRow(at + 1, batch, at + 2, row) for at, row in enumerate(values)]


def test_keyed_rows_are_new_changed_or_unchanged_by_their_key() -> None:
    states = bytearray(3)
    rows = [("a", 1), ("b", 2), ("c", 3)]
    known = {"a": (10, ("a", 1)), "b": (11, ("b", 5))}
    found = match_keyed(range(3), ["a", "b", "c"], rows, known, states)
    assert states == U + C + N
    assert found.new == [2]
    assert [(one.at, one.id, one.old, one.new) for one in found.changed] == [
        (1, 11, ("b", 5), ("b", 2))
    ]


def test_identical_rows_count_as_often_as_they_occur() -> None:
    row = ("d1", "call", 1)
    states, found = keyless([row, row, row], stored_rows(row, row))
    assert states == U + U + N
    assert found.new == [2]


def test_a_row_of_an_earlier_copy_with_the_same_natural_key_is_changed() -> None:
    states, found = keyless([("d1", "call", 5)], stored_rows(("d1", "call", 1)), copies=[1])
    assert states == C
    assert found.changed[0].id == 1


def test_a_row_like_one_of_another_source_is_new() -> None:
    states, found = keyless([("d1", "call", 5)], stored_rows(("d1", "call", 1)))
    assert states == N
    assert found.changed == []


def test_a_source_of_another_name_is_a_copy_when_half_of_it_comes_again() -> None:
    stored = stored_rows(("d1", "call", 1), ("d2", "call", 1))
    states, _ = keyless([("d1", "call", 1), ("d2", "call", 9)], stored)
    assert states == U + C
    stored = stored_rows(("d1", "call", 1), ("d2", "call", 1), ("d3", "call", 1))
    states, _ = keyless([("d1", "call", 1), ("d2", "call", 9)], stored)
    assert states == U + N


def test_a_corrected_cell_of_the_natural_key_is_a_change_of_that_row() -> None:
    stored = stored_rows(("d1", "call", 1), ("d2", "call", 2), ("d3", "call", 3))
    states, found = keyless([("d1", "call", 1), ("d9", "call", 2), ("d3", "call", 3)], stored)
    assert states == U + C + U
    assert found.changed[0].id == 2


def test_a_sheet_of_the_last_days_drops_old_rows_and_gets_new_ones() -> None:
    stored = stored_rows(*[(f"2026-06-{day:02d}", "call", 1) for day in range(1, 11)])
    rows = [(f"2026-06-{day:02d}", "call", 1) for day in range(2, 12)]
    states, found = keyless(rows, stored, copies=[1])
    assert states == U * 9 + N
    assert found.changed == []


def test_a_correction_is_not_seen_in_a_sheet_that_lost_other_rows() -> None:
    stored = stored_rows(*[(f"2026-06-{day:02d}", "call", day) for day in range(1, 9)])
    rows = [(f"2026-06-{day:02d}", "call", day) for day in range(3, 9)]
    rows[2] = ("2026-06-25", "call", 5)
    states, _ = keyless(rows, stored)
    assert states == U * 2 + N + U * 3


def test_next_weeks_rows_in_a_file_of_the_same_name_are_new() -> None:
    stored = stored_rows(("d1", "call", 1), ("d2", "call", 1))
    states, found = keyless([("d8", "call", 1), ("d9", "call", 1)], stored, copies=[1])
    assert states == N + N
    assert found.changed == []


_ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(0, 2)), min_size=1
)


@given(_ROWS, st.randoms())
def test_the_same_rows_in_any_order_change_nothing(rows, random) -> None:
    stored = stored_rows(*rows)
    random.shuffle(rows)
    states, found = keyless(rows, stored, copies=[1])
    assert set(states) == {RowState.UNCHANGED}
    assert found == Matched()


@given(_ROWS, _ROWS)
def test_no_stored_row_is_taken_twice_and_every_row_gets_a_state(before, after) -> None:
    states, found = keyless(after, stored_rows(*before), copies=[1])
    changed = [one.id for one in found.changed]
    assert len(set(changed)) == len(changed)
    known = states.count(RowState.CHANGED) + states.count(RowState.UNCHANGED)
    assert known <= len(before)
    assert found.new == [at for at, state in enumerate(states) if state == RowState.NEW]
    assert [one.at for one in found.changed] == [
        at for at, state in enumerate(states) if state == RowState.CHANGED
    ]
