"""What may be asked, zero against no data, dates of the data, and the order of rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpidesk.domain.errors import InputError, UsageError
from kpidesk.domain.kpis import CATALOGUE
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope
from kpidesk.services.kpis import KpiQuery, catalogue, evaluate


def won(day: date | None, rep: str | None = "Kari", **fields: Any) -> dict[str, Any]:
    return {"rep": rep, "created_on": day, "closed_on": day, "value": 100} | fields


@pytest.fixture
def small(maker: Any) -> Any:
    """Three wins around the turn of the year, and one whose date is not known."""
    return maker.people().deals(
        [
            won(date(2025, 12, 29)),
            won(date(2026, 1, 4), rep=None),
            won(date(2026, 3, 16)),
            won(None, rep="Kari"),
        ]
    )


def values(maker: Any, kpi: str, period: str | None, *by: str, **query: Any) -> dict[str, Any]:
    days = parse_period(period) if period else None
    report = evaluate(maker.company, KpiQuery(kpi, period=days, by=by, **query))
    return {str(row.period): row.value for row in report.rows}


def test_a_period_with_data_around_it_is_zero_and_one_without_has_no_value(small: Any) -> None:
    months = values(small, "revenue", "2025-11..2026-05", "month")

    assert months == {
        "2025-11": None,
        "2025-12": 100,
        "2026-01": 100,
        "2026-02": 0,
        "2026-03": 100,
        "2026-04": None,
        "2026-05": None,
    }


def test_a_ratio_without_cases_has_no_value_though_there_is_data(small: Any) -> None:
    (row,) = evaluate(small.company, KpiQuery("win_rate", period=parse_period("2026-02"))).rows

    assert (row.value, row.numerator, row.denominator, row.n) == (None, 0, 0, 0)
    assert row.has_data


def test_a_kind_that_was_never_imported_is_no_data(small: Any) -> None:
    (row,) = evaluate(small.company, KpiQuery("calls", period=parse_period("2026-02"))).rows

    assert (row.value, row.has_data, row.status) == (None, False, Status.NO_DATA)


def test_an_empty_company_has_no_date_and_no_values(maker: Any) -> None:
    for key in CATALOGUE:
        report = evaluate(maker.company, KpiQuery(key, period=parse_period("2026-02")))
        assert (report.as_of, report.rows[0].value, report.rows[0].has_data) == (None, None, False)
        assert evaluate(maker.company, KpiQuery(key)).rows[0].value is None


def test_weeks_are_iso_weeks_across_the_year_end(small: Any) -> None:
    weeks = values(small, "won_deals", "2025-12-29..2026-01-11", "week")

    assert weeks == {"2026-W01": 2, "2026-W02": 0}


def test_outer_weeks_keep_their_name_but_count_days_of_the_period_only(small: Any) -> None:
    weeks = values(small, "won_deals", "2026-01", "week")

    assert next(iter(weeks.items())) == ("2026-W01", 1)
    assert sum(weeks.values()) == 1


def test_all_time_by_month_puts_facts_without_a_date_last(small: Any) -> None:
    report = evaluate(small.company, KpiQuery("won_deals", by=("month",)))

    assert [str(row.period) for row in report.rows] == [
        "2025-12", "2026-01", "2026-02", "2026-03", "None",
    ]  # fmt: skip
    assert report.rows[-1].value == 1


def test_nothing_after_the_asked_date_counts(small: Any) -> None:
    asked = date(2026, 1, 31)

    assert values(small, "won_deals", "2026", as_of=asked) == {"2026": 1}
    assert values(small, "won_deals", "2026-03", as_of=asked) == {"2026-03": None}
    assert values(small, "won_deals", None, as_of=asked) == {"None": 3}


def test_the_pipeline_is_rebuilt_as_it_stood_on_the_asked_date(maker: Any) -> None:
    expected = {"expected_close_on": date(2026, 3, 20), "confidence": Decimal("0.5")}
    maker.people().deals(
        [
            won(date(2026, 3, 18), created_on=date(2026, 1, 5), **expected),
            won(None, created_on=date(2026, 3, 1), status="open", **expected),
            won(None, created_on=date(2026, 1, 5), status="open", **expected),
        ]
    )

    def pipeline(as_of: date) -> Any:
        return values(maker, "weighted_pipeline", "2026-03", as_of=as_of)["2026-03"]

    assert pipeline(date(2026, 2, 1)) == 100  # the one won later, and the older open one
    assert pipeline(date(2026, 3, 10)) == 150
    assert pipeline(date(2026, 3, 18)) == 100
    assert pipeline(date(2026, 3, 21)) == 0  # past due: left out


def test_reps_and_teams_without_facts_are_shown_as_zero(small: Any) -> None:
    query = KpiQuery("won_deals", period=parse_period("2026-02"), by=("rep",))
    by_rep = {row.group["rep"]: row.value for row in evaluate(small.company, query).rows}

    assert by_rep == {"Ingrid": 0, "Kari": 0, "Ola": 0}


def test_rows_come_by_period_and_then_by_name_with_the_unknown_last(small: Any) -> None:
    query = KpiQuery("won_deals", period=parse_period("2026-01..2026-02"), by=("rep", "month"))
    rows = evaluate(small.company, query).rows

    order = [(str(row.period), row.group["rep"]) for row in rows]
    names = ["Ingrid", "Kari", "Ola", None]
    assert order == [(month, name) for month in ("2026-01", "2026-02") for name in names]


def test_a_group_that_the_facts_lack_is_refused_with_what_is_possible(small: Any) -> None:
    with pytest.raises(UsageError) as refused:
        evaluate(small.company, KpiQuery("calls", by=("product",)))
    assert refused.value.code == "kpi.group_unavailable"
    assert "channel" in refused.value.message
    with pytest.raises(UsageError, match="Possible are"):
        evaluate(small.company, KpiQuery("quota_attainment_share", by=("rep",)))


@pytest.mark.parametrize(
    ("query", "error", "code"),
    [
        (KpiQuery("revenu"), UsageError, "kpi.unknown"),
        (KpiQuery("revenue", by=("colour",)), UsageError, "kpi.group_unknown"),
        (KpiQuery("revenue", by=("month", "rep", "week")), UsageError, "kpi.grains"),
        (KpiQuery("revenue", Scope("rep", "Nobody")), InputError, "scope.unknown"),
        (KpiQuery("quota_attainment_share", Scope("rep", "Kari")), UsageError, "kpi.scope"),
    ],
)
def test_what_does_not_exist_is_named(
    small: Any, query: KpiQuery, error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as refused:
        evaluate(small.company, query)
    assert refused.value.code == code  # type: ignore[attr-defined]


def test_names_are_found_in_any_case_and_given_as_stored(small: Any) -> None:
    report = evaluate(small.company, KpiQuery("won_deals", Scope("team", "øst")))

    assert report.scope == Scope("team", "Øst")
    assert report.rows[0].value == 1  # the one without a date belongs to Kari's latest team


def test_a_changed_definition_holds_from_its_day(small: Any) -> None:
    with small.company.change("test", "definition") as work:
        old = next(one for one in work.kpi_definitions() if one.key == "avg_deal_value")
        work.insert(
            "kpi_definition",
            {
                "key": old.key,
                "version": 2,
                "valid_from": date(2026, 3, 1),
                "label": old.label,
                "formula": "won_value * 2 / won_deals",
                "unit": str(old.unit),
                "direction": str(old.direction),
                "category": str(old.category),
                "attribution": old.attribution,
                "population": old.population,
                "lowest_scope": old.lowest_scope,
                "description": old.description,
            },
        )
        work.commit()

    assert values(small, "avg_deal_value", "2026-01") == {"2026-01": 100}
    assert values(small, "avg_deal_value", "2026-03") == {"2026-03": 200}
    assert [one.version for one in catalogue(small.company) if one.key == old.key] == [2]


def test_the_catalogue_lists_every_kpi(small: Any) -> None:
    assert [one.key for one in catalogue(small.company)] == list(CATALOGUE)
