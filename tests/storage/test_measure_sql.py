from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kpidesk.domain.measures import Aggregate, Condition, Measure
from kpidesk.domain.numbers import Unit
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.measure_sql import measure_condition, measure_select, measure_table

DAY = date(2017, 1, 2)


def calls(*where: Condition, needs: tuple[str, ...] = (), value: str | None = None) -> Measure:
    return Measure(
        key="probe",
        kind="activities",
        date_field="booked_on",
        date_fallback="date",
        aggregate=Aggregate.COUNT if value is None else Aggregate.SUM,
        unit=Unit.COUNT,
        words="",
        value_field=value,
        where=where,
        needs=needs,
    )


@pytest.fixture
def filled(company: CompanyFile) -> CompanyFile:
    later = date(2017, 1, 9)
    with company.change("fill", "Fill") as unit:
        kari = unit.insert("rep", {"name": "Kari"})
        unit.insert_many(
            "activity",
            ("date", "booked_on", "type", "rep_id", "outcome", "minutes"),
            [
                (DAY, None, "call", kari, "reached", Decimal("2.5")),
                (DAY, later, "call", kari, "not_reached", None),
                (DAY, None, "call", None, None, Decimal(4)),
                (DAY, None, "email", None, "", Decimal(1)),
            ],
        )
        unit.commit()
    return company


def answer(
    company: CompanyFile, measure: Measure, days: set[str] | None = None
) -> set[tuple[object, ...]]:
    with company.reading() as reader:
        rows = reader.connection.execute(measure_select(measure, days)).all()
    return {tuple(row) for row in rows}


def counted(company: CompanyFile, condition: Condition) -> int:
    with company.reading() as reader:
        measure = calls(condition)
        return len(
            reader.connection.execute(
                measure_table(measure).select().where(measure_condition(measure))
            ).all()
        )


def test_rows_are_grouped_by_attribution_day_and_rep(filled: CompanyFile) -> None:
    later = date(2017, 1, 9)
    assert answer(filled, calls()) == {
        (DAY, 1, 1, Decimal(1)),
        (later, 1, 1, Decimal(1)),
        (DAY, 0, 2, Decimal(2)),
    }
    assert answer(filled, calls(), {later.isoformat()}) == {(later, 1, 1, Decimal(1))}
    assert answer(filled, calls(), {DAY.isoformat()}) == {
        (DAY, 1, 1, Decimal(1)),
        (DAY, 0, 2, Decimal(2)),
    }


def test_sums_take_empty_values_as_nothing_and_needs_leave_them_out(filled: CompanyFile) -> None:
    later = date(2017, 1, 9)
    assert (later, 1, 1, Decimal(0)) in answer(filled, calls(value="minutes"))
    assert answer(filled, calls(value="minutes", needs=("minutes",))) == {
        (DAY, 1, 1, Decimal("2.5")),
        (DAY, 0, 2, Decimal(5)),
    }


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (Condition("outcome", frozenset({"reached"})), 1),
        (Condition("outcome", frozenset({"reached", "not_reached"})), 2),
        (Condition("outcome", frozenset({"reached"}), or_blank=True), 3),
        (Condition("outcome", frozenset({"reached", ""}), negate=True), 1),
        (Condition("outcome", frozenset({"reached"}), negate=True, or_blank=True), 3),
    ],
)
def test_conditions_choose_rows(filled: CompanyFile, condition: Condition, rows: int) -> None:
    assert counted(filled, condition) == rows
