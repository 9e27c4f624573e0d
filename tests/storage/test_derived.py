from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.domain.measures import MEASURES
from kpidesk.storage import schema
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.measure_sql import KEPT_MEASURES, measure_rows
from kpidesk.storage.totals import kept_totals, recount

DEAL = (
    "deal",
    "status",
    "value",
    "currency",
    "created_on",
    "first_contact_on",
    "closed_on",
    "expected_close_on",
)


def put(company: CompanyFile, table: str, columns: tuple[str, ...], *rows: object) -> None:
    with company.change("import", "Import") as unit:
        unit.insert_many(table, columns, rows)  # type: ignore[arg-type]
        unit.commit()


def set_rate(company: CompanyFile, currency: str, day: date, rate: str | None) -> None:
    with company.change("rate", "Rate") as unit:
        values = None if rate is None else {"rate": Decimal(rate)}
        unit.set_keyed("currency_rate", {"currency": currency, "valid_from": day}, values)
        unit.commit()


def column(company: CompanyFile, kind: str, name: str) -> list[object]:
    with company.reading() as reader:
        return [row[0] for row in reader.facts(kind, (name,))]


def totals(company: CompanyFile, key: str) -> dict[tuple[date, int], tuple[int, Decimal]]:
    with company.reading() as reader:
        rows = kept_totals(reader.connection, MEASURES[key])
        for measure in KEPT_MEASURES:
            assert kept_totals(reader.connection, measure) == recount(reader.connection, measure)
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}  # type: ignore[misc]


def test_amounts_in_the_own_currency_or_without_one_are_taken_as_they_are(
    company: CompanyFile,
) -> None:
    day = date(2017, 1, 1)
    put(
        company,
        "deal",
        DEAL,
        ("A", "open", Decimal("0.001"), None, day, None, None, None),
        ("B", "open", Decimal("7.125"), "NOK", day, None, None, None),
        ("C", "open", None, "EUR", day, None, None, None),
    )
    assert column(company, "deals", "base_value") == [Decimal("0.001"), Decimal("7.125"), None]


def test_the_rate_in_force_on_the_attribution_day_converts(company: CompanyFile) -> None:
    set_rate(company, "EUR", date(2017, 1, 1), "9")
    set_rate(company, "EUR", date(2017, 3, 1), "10.5")
    jan, mar = date(2017, 1, 31), date(2017, 3, 1)
    put(
        company,
        "deal",
        DEAL,
        ("closed", "won", Decimal(100), "EUR", jan, None, mar, jan),
        ("expected", "open", Decimal(100), "EUR", jan, None, None, mar),
        ("created", "open", Decimal(100), "EUR", jan, None, None, None),
        ("half even", "won", Decimal("0.05"), "EUR", jan, None, mar, None),
    )
    assert column(company, "deals", "base_value") == [1050, 1050, 900, Decimal("0.52")]
    put(company, "sales_order", ("date", "amount", "currency"), (jan, Decimal(2), "EUR"))
    put(company, "cost", ("date", "amount", "currency"), (mar, Decimal(2), "EUR"))
    assert column(company, "orders", "base_amount") == [18]
    assert column(company, "costs", "base_amount") == [21]


def test_a_large_amount_converts_without_losing_an_ore(company: CompanyFile) -> None:
    set_rate(company, "EUR", date(2017, 1, 1), "11.123456")
    day = date(2017, 2, 1)
    put(company, "deal", DEAL, ("A", "won", Decimal("987654321.98"), "EUR", day, None, day, None))
    assert column(company, "deals", "base_value") == [Decimal("10986129393.75")]


@pytest.mark.parametrize("day", [date(2017, 1, 1), date(2017, 12, 31)])
def test_a_missing_rate_names_currency_and_date_and_saves_nothing(
    company: CompanyFile, day: date
) -> None:
    set_rate(company, "USD", date(2018, 1, 1), "8")
    with company.change("import", "Import") as unit:
        unit.insert("deal", {"deal": "A", "value": Decimal(5), "currency": "USD", "closed_on": day})
        with pytest.raises(InputError, match=f"USD on {day}") as error:
            unit.commit()
    assert error.value.code == "rate.missing"
    assert error.value.params == {"currency": "USD", "date": day.isoformat()}
    assert column(company, "deals", "deal") == []


def test_an_amount_without_a_day_has_no_rate(company: CompanyFile) -> None:
    set_rate(company, "USD", date(2010, 1, 1), "8")
    with company.change("import", "Import") as unit:
        unit.insert("deal", {"deal": "A", "value": Decimal(5), "currency": "USD"})
        with pytest.raises(InputError, match="has no date"):
            unit.commit()


def test_a_changed_rate_changes_amounts_and_totals(company: CompanyFile) -> None:
    start, day = date(2017, 1, 1), date(2017, 2, 1)
    set_rate(company, "EUR", start, "9")
    put(company, "deal", DEAL, ("A", "won", Decimal(100), "EUR", start, None, day, None))
    assert totals(company, "won_value") == {(day, 0): (1, Decimal(900))}
    set_rate(company, "EUR", start, "10")
    assert totals(company, "won_value") == {(day, 0): (1, Decimal(1000))}
    with pytest.raises(InputError, match="no exchange rate for EUR"):
        set_rate(company, "EUR", start, None)


def test_another_company_currency_reads_every_amount_anew(company: CompanyFile) -> None:
    day = date(2017, 2, 1)
    put(company, "deal", DEAL, ("A", "won", Decimal(100), "NOK", day, None, day, None))
    with company.change("settings", "Currency") as unit:
        key = {"currency": "NOK", "valid_from": day}
        unit.set_keyed("currency_rate", key, {"rate": Decimal("0.1")})
        unit.set_setting("currency", "EUR")
        unit.commit()
    assert totals(company, "won_value") == {(day, 0): (1, Decimal(10))}


def test_cycles_run_from_first_contact_else_creation_for_won_deals(company: CompanyFile) -> None:
    created, contact, closed = date(2017, 1, 10), date(2017, 1, 1), date(2017, 3, 1)
    put(
        company,
        "deal",
        DEAL,
        ("A", "won", None, None, created, contact, closed, None),
        ("B", "won", None, None, created, None, closed, None),
        ("C", "won", None, None, None, None, closed, None),
        ("D", "lost", None, None, created, contact, closed, None),
        ("E", "won", None, None, created, None, None, None),
    )
    assert column(company, "deals", "cycle_days") == [59, 50, None, None, None]
    with company.change("edit", "Edit") as unit:
        unit.update("deal", 4, {"status": "won"})
        unit.update("deal", 1, {"closed_on": date(2017, 1, 2)})
        unit.commit()
    assert column(company, "deals", "cycle_days") == [1, 50, None, 59, None]


def test_derived_columns_cannot_be_set_by_hand(company: CompanyFile) -> None:
    day = date(2017, 1, 1)
    columns = ("deal", "base_value", "value", "closed_on", "status", "cycle_days")
    put(company, "deal", columns, ("A", Decimal(9), Decimal(5), day, "open", 7))
    with company.change("edit", "Edit") as unit:
        unit.update("deal", 1, {"base_value": Decimal(8)})
        unit.commit()
    assert column(company, "deals", "base_value") == [5]
    assert column(company, "deals", "cycle_days") == [None]


def test_totals_follow_days_reps_and_states(company: CompanyFile) -> None:
    one, two = date(2017, 1, 2), date(2017, 1, 3)
    with company.change("import", "Import") as unit:
        unit.insert_many("rep", ("name",), [("Kari",), ("Ola",)])
        unit.insert_many(
            "deal",
            ("deal", "rep_id", "status", "value", "created_on", "closed_on"),
            [
                ("A", 1, "won", Decimal("10.5"), one, one),
                ("B", 1, "won", Decimal(20), one, one),
                ("C", None, "won", Decimal(5), one, one),
                ("D", 2, "lost", Decimal(7), one, two),
                ("E", 2, "won", Decimal(7), one, None),
            ],
        )
        unit.commit()
    assert totals(company, "won_value") == {
        (one, 0): (1, Decimal(5)),
        (one, 1): (2, Decimal("30.5")),
    }
    with company.change("edit", "Edit") as unit:
        unit.update_many("deal", ("rep_id", "closed_on"), [(1, 2, two), (3, 2, two)])
        unit.update("deal", 4, {"status": "won"})
        unit.delete("deal", 2)
        unit.commit()
    assert totals(company, "won_value") == {(two, 2): (3, Decimal("22.5"))}
    assert totals(company, "won_deals") == {(two, 2): (3, Decimal(3))}


def test_totals_of_activities_add_quantities_on_the_day_that_counts(company: CompanyFile) -> None:
    booked, met = date(2017, 1, 2), date(2017, 1, 9)
    columns = ("date", "type", "quantity", "outcome", "booked_on")
    put(
        company,
        "activity",
        columns,
        (met, "call", Decimal(3), "reached", None),
        (met, "call", None, None, None),
        (met, "meeting", Decimal(1), "held", booked),
        (met, "meeting", Decimal(1), "no_show", None),
    )
    assert totals(company, "calls") == {(met, 0): (2, Decimal(4))}
    assert totals(company, "meetings_booked") == {
        (booked, 0): (1, Decimal(1)),
        (met, 0): (1, Decimal(1)),
    }
    with company.change("edit", "Edit") as unit:
        unit.update("activity", 3, {"booked_on": None})
        unit.commit()
    assert totals(company, "meetings_booked") == {(met, 0): (2, Decimal(2))}


def test_totals_of_many_days_equal_a_recount_too(company: CompanyFile) -> None:
    first = date(2017, 1, 1).toordinal()
    put(
        company,
        "activity",
        ("date", "type"),
        *[(date.fromordinal(first + n % 200), "call") for n in range(1_000)],
    )
    with company.change("edit", "Edit") as unit:
        # Some days more than are worth choosing, and fewer than all.
        unit.update_many("activity", ("type",), [(n, "email") for n in range(1, 60)])
        unit.commit()
    assert sum(n for n, _ in totals(company, "emails").values()) == 59
    assert check(company) == []


def test_an_open_deal_weighs_with_its_own_confidence_else_its_stages(company: CompanyFile) -> None:
    day = date(2017, 6, 1)
    with company.change("import", "Import") as unit:
        stage = unit.insert("stage", {"name": "Offer", "position": 1, "confidence": Decimal("0.5")})
        columns = ("deal", "status", "value", "confidence", "stage_id", "expected_close_on")
        unit.insert_many(
            "deal",
            columns,
            [
                ("A", "open", Decimal(27_600), Decimal("0.12"), stage, day),
                ("B", "open", Decimal(34_500), Decimal("0.83"), None, day),
                ("C", "open", Decimal("9000000000.02"), None, stage, day),
                ("D", "open", Decimal(1), None, None, day),
            ],
        )
        unit.commit()
    with company.reading() as reader:
        rows = reader.connection.execute(measure_rows(MEASURES["open_weighted"])).all()
    assert {row.value for row in rows} == {3312, 28635, Decimal("4500000000.01")}


def test_every_kept_measure_is_additive() -> None:
    assert {measure.key for measure in KEPT_MEASURES} >= {"won_value", "won_deals", "calls"}
    assert not any(measure.snapshot for measure in KEPT_MEASURES)
    assert all(measure.kind in schema.FACT_TABLES for measure in KEPT_MEASURES)
