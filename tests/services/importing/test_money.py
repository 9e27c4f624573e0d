from __future__ import annotations

import pytest

from kpidesk.domain.errors import InputError

HEAD = "Ordrenr;Utfall;Vunnet dato;Beløp;Valuta"


def add_rate(desk, currency: str, day: str, rate: str) -> None:
    from decimal import Decimal

    with desk.company.change("rate", "Set rate") as work:
        from datetime import date

        work.set_keyed(
            "currency_rate",
            {"currency": currency, "valid_from": date.fromisoformat(day)},
            {"rate": Decimal(rate)},
        )
        work.commit()


def test_a_currency_without_a_rate_refuses_the_file_naming_cell_and_day(desk) -> None:
    source = desk.csv(
        "salg.csv", HEAD, "1;Vunnet;12.06.2026;100;NOK", "2;Vunnet;12.06.2026;200;SEK"
    )
    plan = desk.plan(source)
    before = desk.dump()
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    error = caught.value
    assert (error.code, error.exit_status, error.where.cell) == ("rate.missing", 3, "E3")
    assert "SEK" in error.message
    assert "2026-06-12" in error.message
    assert desk.dump() == before
    add_rate(desk, "SEK", "2026-01-01", "0.98")
    desk.load(source)
    assert desk.rows("deals", "deal", "currency") == [("1", "NOK"), ("2", "SEK")]


def test_a_rate_counts_from_its_first_day(desk) -> None:
    add_rate(desk, "SEK", "2026-06-13", "0.98")
    source = desk.csv(
        "salg.csv", HEAD, "1;Vunnet;12.06.2026;100;SEK", "2;Vunnet;13.06.2026;200;SEK"
    )
    table = desk.plan(source).tables[0]
    assert [(issue.code, issue.cell) for issue in table.issues] == [("rate.missing", "E2")]


def test_signs_and_words_of_currencies(desk) -> None:
    add_rate(desk, "EUR", "2026-01-01", "11.5")
    source = desk.csv(
        "salg.csv",
        HEAD,
        "1;Vunnet;12.06.2026;1;€",
        "2;Vunnet;13.06.2026;2;kr",
        "3;Vunnet;14.06.2026;3;",
    )
    desk.load(source)
    assert desk.rows("deals", "deal", "currency") == [("1", "EUR"), ("2", "NOK"), ("3", None)]


def test_a_deal_without_a_value_needs_no_rate(desk) -> None:
    plan = desk.plan(
        desk.csv("salg.csv", HEAD, "1;Vunnet;12.06.2026;;SEK", "2;Vunnet;13.06.2026;2;NOK")
    )
    assert plan.counts.rejected == 0
