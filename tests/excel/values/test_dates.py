"""Days as people write them, in the order that their column uses: worked answer 15."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import ReadAs
from kpidesk.excel.values import Ambiguity, Inferred, infer_read_as, parse_column

DATE = FieldType.DATE
APRIL_3 = date(2026, 4, 3)


def one(text: object, order: str | None = None) -> object:
    parsed = parse_column([text], DATE, ReadAs(dates=order))  # type: ignore[list-item]
    return parsed.values[0] if not parsed.errors else parsed.errors[0].code


@pytest.mark.parametrize(
    "text",
    [
        "03.04.2026", "3.4.2026", "3.4.26", "03-04-2026", "2026-04-03", "2026/04/03", "2026-4-3",
        "20260403", "3 April 2026", "3. april 2026", "3. apr. 2026", "3 apr 2026", "April 3, 2026",
        "3-Apr-26", "den 3 april 2026", "3. huhtikuuta 2026", "3rd April 2026",
        "2026-04-03T14:30:00", "2026-04-03 14:30", "2026-04-03T14:30:00.123Z", "3.4.2026 kl. 14:30",
        "fredag 3. april 2026",
    ],
)  # fmt: skip
def test_notations_that_are_the_same_everywhere(text: str) -> None:
    assert one(text) == APRIL_3


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5. januar 2026", 1), ("5 januari 2026", 1), ("5. tammikuuta 2026", 1),
        ("5 maart 2026", 3),
        ("5. März 2026", 3), ("5. marts 2026", 3), ("5 maj 2026", 5), ("5. mai 2026", 5),
        ("5 mei 2026", 5), ("5. kesäkuuta 2026", 6), ("5 augusti 2026", 8), ("5. okt. 2026", 10),
        ("5 oktober 2026", 10), ("5. Dezember 2026", 12), ("5. des. 2026", 12), ("5 mrt 2026", 3),
    ],
)  # fmt: skip
def test_month_names_of_all_languages(text: str, month: int) -> None:
    assert one(text) == date(2026, month, 5)


def test_slashes_follow_the_columns_order() -> None:
    assert one("3/4/2026", "dmy") == APRIL_3
    assert one("3/4/2026", "mdy") == date(2026, 3, 4)
    assert one("3/4/26", "dmy") == APRIL_3
    assert one("3/4/2026") == "value.ambiguous_date"


@pytest.mark.parametrize("text", ["31.06.2026", "2026-02-30", "30. februar 2026", "00.01.2026"])
def test_impossible_days_are_named_as_such(text: str) -> None:
    assert one(text) == "value.no_such_date"


@pytest.mark.parametrize("text", ["soon", "uke 9", 46115.0, "12/2026/3", True])
def test_what_is_no_day_is_a_fault(text: object) -> None:
    assert one(text) == "value.not_a_date"


def test_native_days_lose_their_time_only_as_dates() -> None:
    moment = datetime(2026, 4, 3, 14, 30)  # noqa: DTZ001 - cells have no zone
    midnight = datetime(2026, 4, 3)  # noqa: DTZ001
    assert one(moment) == APRIL_3
    assert type(one(moment)) is date
    stamps = parse_column([moment, APRIL_3, "2026-04-03T14:30:00Z"], FieldType.DATETIME)
    assert stamps.values == [moment, midnight, moment]


def test_any_part_above_twelve_decides_the_column() -> None:
    for cells, order in ((["3/4/2026", "25/4/2026"], "dmy"), (["3/4/2026", "4/25/2026"], "mdy")):
        decided = infer_read_as(cells, DATE)
        assert isinstance(decided, Inferred)
        assert (decided.read_as.dates, decided.decided_by) == (order, "cells")


@pytest.mark.parametrize("language", ["no", "sv", "da", "fi", "nl", "de"])
def test_languages_that_put_the_day_first(language: str) -> None:
    decided = infer_read_as(["3/4/2026"], DATE, language)
    assert isinstance(decided, Inferred)
    assert (decided.read_as.dates, decided.decided_by) == ("dmy", "language")


def test_english_slashes_stay_open() -> None:
    assert infer_read_as(["3/4/2026", "5/6/2026"], DATE, "en") == Ambiguity("dates", "3/4/2026")


def test_a_column_with_both_orders_is_asked_about() -> None:
    both = infer_read_as(["25/4/2026", "4/25/2026", "3/4/2026"], DATE, "no")
    assert isinstance(both, Ambiguity)
    assert both.contradicts


def test_dots_put_the_day_first_in_every_language() -> None:
    decided = infer_read_as(["03.04.2026"], DATE, "en")
    assert isinstance(decided, Inferred)
    assert decided.read_as.dates == "dmy"


def test_several_notations_in_one_column() -> None:
    cells = ["2023-01-10", "10/10/2023", "09-10-2023"]
    decided = infer_read_as(cells, DATE, "da")
    assert isinstance(decided, Inferred)
    parsed = parse_column(cells, DATE, decided.read_as)
    assert parsed.values == [date(2023, 1, 10), date(2023, 10, 10), date(2023, 10, 9)]


def test_months_stand_for_their_first_day_only_where_that_is_asked() -> None:
    assert one("mars 2026") == "value.not_a_date"
    parsed = parse_column(["mars 2026", "2026-03"], DATE, whole_months=True)
    assert parsed.values == [date(2026, 3, 1)] * 2


@pytest.mark.parametrize("text", ["01.01.2024", "1.1.24", "05/05/2026", "05-05-2026", "7. 7. 2025"])
@pytest.mark.parametrize("language", ["en", "no", None])
def test_days_equal_to_their_month_need_no_order(text: str, language: str | None) -> None:
    for values in ([text], [text, "2026-01-31"], [text, "3 March 2026"]):
        found = infer_read_as(values, FieldType.DATE, language)
        assert isinstance(found, Inferred)
        column = parse_column(values, FieldType.DATE, found.read_as)
        assert column.errors == {}
        assert isinstance(column.values[0], date)
        assert column.values[0].day == column.values[0].month


def test_days_equal_to_their_month_leave_the_order_to_the_others() -> None:
    for other, order in (("25/12/2025", "dmy"), ("12/25/2025", "mdy"), ("3.4.2026", "dmy")):
        found = infer_read_as(["05/05/2026", other], FieldType.DATE, "en")
        assert isinstance(found, Inferred)
        assert found.read_as == ReadAs(dates=order)
    assert isinstance(infer_read_as(["05/05/2026", "3/4/2026"], FieldType.DATE, "en"), Ambiguity)
