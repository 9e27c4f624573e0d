"""Whatever cells are edited, exactly these values change."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk.domain.facts import KINDS, Field, FieldType

# These follow rules of their own, and are edited by name in other tests.
_APART = {
    "reps": ("rep", "team", "parent_team", "valid_from", "valid_to"),
    "customers": ("customer", "parent_customer"),
    "products": ("product", "currency"),
    "deals": ("deal", "status", "created_on", "closed_on", "currency"),
    "orders": ("currency",),
    "costs": ("currency",),
    "prices": ("currency",),
    "targets": ("kpi", "period", "scope", "scope_name"),
}
_TEXTS = st.sampled_from(
    ["=2+2", "+1", "-x", "@me", "0099", "1E9", "n/a", "Sum", "a\nb", "ærlig", "2026-02-03", "5"]
)
_NAMES = {
    "rep": ["Kari", "=Ola", "007"],
    "customer": ["=1+1", "@home", "0012", "Totalt"],
    "product": ["1E5", "@home"],
    "stage": ["Møte", "Won", "Tilbud"],
}
_NUMBERS = st.decimals(-(10**8), 10**8, places=6).map(lambda number: number.normalize() + 0)
_DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
_MOMENTS = st.datetimes(
    datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")
).map(lambda moment: moment.replace(microsecond=0))


def _values(kind: str, field: Field) -> st.SearchStrategy[Any]:
    """Values that may stand in a field, blank among them where it may be."""
    if kind == "targets":  # never negative, and from 2 on per cent where a share is the target
        values: st.SearchStrategy[Any] = st.decimals(0, "1.99", places=6)
    elif field.name == "external_id":
        values = st.uuids().map(str)
    elif field.ref:
        values = st.sampled_from(_NAMES[field.ref])
    else:
        values = {
            FieldType.TEXT: _TEXTS,
            FieldType.DATE: _DAYS,
            FieldType.DATETIME: _MOMENTS,
            FieldType.MONEY: _NUMBERS,
            FieldType.QUANTITY: _NUMBERS,
            FieldType.INTEGER: st.integers(0, 10**9),
            FieldType.SHARE: st.decimals(0, 1, places=6),
            FieldType.CHOICE: st.sampled_from(field.choices or ("x",)),
        }[field.type]
    return values if field.required else values | st.none()


@st.composite
def _edits(draw: st.DrawFn) -> list[tuple[str, int, str, Any]]:
    """Sheet, row (any number), field and new value of some cells."""
    edits = []
    for _ in range(draw(st.integers(1, 8))):
        kind = KINDS[draw(st.sampled_from(list(KINDS)))]
        fields = [one for one in kind.fields if one.name not in _APART.get(kind.name, ())]
        field = draw(st.sampled_from(fields))
        edits.append(
            (kind.name, draw(st.integers(0, 10_000)), field.name, draw(_values(kind.name, field)))
        )
    return edits


def _meant(kind: str, name: str, value: Any) -> Any:
    field = KINDS[kind].field(name)
    if value is None and field.default is not None:
        return Decimal(field.default)
    return value


@pytest.mark.slow
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)
@given(edits=_edits())
def test_edited_cells_are_what_changes(
    opened: Callable[[Path], Any], odd_template: Path, edits: list[tuple[str, int, str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journey = opened(Path(shutil.copy(odd_template, folder)))
        book = journey.book(journey.out())
        expected = journey.exported()
        before = journey.dump()
        for kind, turn, name, value in edits:
            row = turn % (book.book[kind].max_row - 1)
            key = book.cell(kind, row, "kpidesk_key").value
            if kind == "reps" and name != "fte":
                # A rep's rows say the same of it: all of them are edited.
                rep = key.split(".")[0]
                rows = [
                    at
                    for at in range(book.book[kind].max_row - 1)
                    if book.cell(kind, at, "kpidesk_key").value.split(".")[0] == rep
                ]
            elif kind == "reps" and "." not in key:
                continue  # a rep without a team has no share of a post
            else:
                rows = [row]
            for at in rows:
                book.set(book.cell(kind, at, name), value)
                key = book.cell(kind, at, "kpidesk_key").value
                expected[key][name] = _meant(kind, name, value)

        plan = journey.back(book.save())

        assert not [issue for table in plan.tables for issue in table.issues]
        assert journey.exported() == expected
        if journey.dump() != before:
            journey.undo()
        assert journey.dump() == before
