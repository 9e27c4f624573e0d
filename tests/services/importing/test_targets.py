from __future__ import annotations

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.excel.detect import MappingFile
from kpidesk.services.importing import ImportOptions

HEAD = "kpi,period,value,scope,scope_name"
FIELDS = ("kpi", "period", "value", "scope", "scope_name")


def test_long_targets_by_key_and_label(desk) -> None:
    desk.load(desk.csv("reps.csv", "sales agent,team", "Kari,Nord"))
    source = desk.csv(
        "targets.csv",
        HEAD,
        "revenue,2026,1000000,org,",
        "Omsetning,2026-Q1,250000,team,Nord",
        "calls,2026-W09,40,rep,Kari",
        "win_rate,2026-03,60 %,rep,Kari",
    )
    desk.load(source)
    assert desk.rows("targets", *FIELDS) == [
        ("calls", "2026-W09", "40", "rep", "Kari"),
        ("revenue", "2026", "1000000", "org", None),
        ("revenue", "2026-Q1", "250000", "team", "Nord"),
        ("win_rate", "2026-03", "0.6", "rep", "Kari"),
    ]
    assert not desk.plan(source).changes_anything


def test_a_corrected_target_is_one_change_and_undo_brings_it_back(desk) -> None:
    from kpidesk.services.history import undo

    lines = [HEAD, *(f"revenue,2026-{month:02d},{month}000,org," for month in range(1, 13))]
    desk.load(desk.csv("t.csv", *lines))
    before = desk.dump()
    lines[6] = "revenue,2026-06,6500,org,"
    plan = desk.plan(desk.csv("t.csv", *lines))
    assert (plan.counts.changed, plan.counts.unchanged) == (1, 11)
    assert plan.tables[0].changes[0].cell == "C7"
    desk.apply(plan)
    undo(desk.company)
    assert desk.dump() == before


def test_months_across_are_targets_of_the_names_in_the_rows(desk) -> None:
    desk.load(desk.csv("reps.csv", "sales agent,team", "Kari,Nord", "Ola,Sør"))
    source = desk.workbook(
        "budsjett.xlsx",
        Budsjett=[
            ["Salgsbudsjett 2026"],
            [],
            ["Navn", "Jan", "Feb", "Sum"],
            ["Kari", 100, 200, 300],
            ["Sør", 50, None, 50],
            ["Sum", 150, 200, 350],
        ],
    )
    plan = desk.plan(source)
    table = plan.tables[0]
    assert table.counts.as_dict() == {
        "read": 3, "new": 3, "changed": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    desk.apply(plan)
    assert desk.rows("targets", *FIELDS) == [
        ("revenue", "2026-01", "100", "rep", "Kari"),
        ("revenue", "2026-01", "50", "team", "Sør"),
        ("revenue", "2026-02", "200", "rep", "Kari"),
    ]
    changed = desk.workbook(
        "budsjett.xlsx",
        Budsjett=[
            ["Salgsbudsjett 2026"],
            [],
            ["Navn", "Jan", "Feb"],
            ["Kari", 100, 250],
            ["Sør", 50],
        ],
    )
    assert [change.cell for change in desk.plan(changed).tables[0].changes] == ["C4"]


def test_names_that_nobody_has_are_asked_about_once(desk) -> None:
    source = desk.workbook(
        "b.xlsx", Budsjett=[["Navn", "2026-01", "2026-02"], ["Kari", 1, 2], ["Ola", 3, 4]]
    )
    plan = desk.plan(source)
    assert [question.code for question in plan.questions] == ["target.scope_unknown"]
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    assert caught.value.code == "import.question"
    plan = desk.plan(source, ImportOptions(mapping=MappingFile(values={"scope": {"": "rep"}})))
    assert plan.tables[0].created == {"reps": ("Kari", "Ola")}
    desk.apply(plan)
    assert len(desk.rows("targets", "kpi")) == 4


def test_one_unknown_name_among_known_ones_is_rejected(desk) -> None:
    desk.load(desk.csv("reps.csv", "sales agent,team", "Kari,Nord"))
    source = desk.workbook(
        "b.xlsx", Budsjett=[["Navn", "2026-01", "2026-02"], ["Kari", 1, 2], ["I. Solb.", 3, 4]]
    )
    table = desk.plan(source).tables[0]
    assert table.questions == ()
    assert [(issue.code, issue.cell) for issue in table.issues] == [
        ("target.unknown_name", "A3")
    ] * 2


def test_an_unknown_kpi_is_rejected(desk) -> None:
    table = desk.plan(desk.csv("t.csv", HEAD, "revenue,2026,1,org,", "smiles,2026,1,org,")).tables[
        0
    ]
    assert [(issue.code, issue.cell) for issue in table.issues] == [("target.unknown_kpi", "A3")]


def test_overlapping_targets_are_rejected_with_both_named(desk) -> None:
    desk.load(desk.csv("t.csv", HEAD, "revenue,2026-01-01..2026-02-15,1,org,"))
    table = desk.plan(
        desk.csv(
            "u.csv",
            HEAD,
            "revenue,2026-02-01..2026-03-15,1,org,",
            "revenue,2026-05-01..2026-06-15,1,org,",
            "revenue,2026-06-01..2026-07-15,1,org,",
            "revenue,2026-06,1,org,",
        )
    ).tables[0]
    assert [(issue.code, issue.row, issue.other_row) for issue in table.issues] == [
        ("target.overlap", 2, None), ("target.overlap", 4, 3),
    ]  # fmt: skip
    assert "2026-01-01..2026-02-15" in table.issues[0].message
    assert "row 3" in table.issues[1].message


def test_the_same_target_twice_with_other_values_is_rejected(desk) -> None:
    table = desk.plan(desk.csv("t.csv", HEAD, "revenue,2026,1,org,", "revenue,2026,2,org,")).tables[
        0
    ]
    assert [(issue.code, issue.row, issue.other_row) for issue in table.issues] == [
        ("row.duplicate_key", 3, 2)
    ]


def test_a_target_where_the_kpi_makes_no_sense_is_rejected(desk) -> None:
    table = desk.plan(
        desk.csv("t.csv", HEAD, "quota_attainment_share,2026,60 %,rep,Kari", "revenue,2026,1,org,")
    ).tables[0]
    assert [issue.code for issue in table.issues] == ["target.scope"]


def test_a_fiscal_year_decides_what_a_quarter_is(make_desk) -> None:
    desk = make_desk("f", fiscal_start=7)
    source = desk.csv("t.csv", HEAD, "revenue,2017-Q1,1,org,")
    desk.load(source)
    with desk.company.reading() as reader:
        assert str(reader.targets()[0].period.first) == "2016-07-01"
    assert not desk.plan(source).changes_anything


def test_quotas_of_reps_are_revenue_targets(desk) -> None:
    plan = desk.plan(
        desk.csv("quota.csv", "rep_name,quarter,quota_amount", "Kari,2026-Q1,100", "Ola,2026-Q1,50")
    )
    assert any(note.code == "target.kpi_assumed" for note in plan.tables[0].notes)
    desk.apply(plan)
    assert desk.rows("targets", *FIELDS) == [
        ("revenue", "2026-Q1", "100", "rep", "Kari"),
        ("revenue", "2026-Q1", "50", "rep", "Ola"),
    ]


def test_a_share_written_as_a_long_percentage_keeps_six_decimals(desk) -> None:
    desk.load(desk.csv("targets.csv", HEAD, "win_rate,2026,62.123457,org,"))
    assert desk.rows("targets", *FIELDS) == [("win_rate", "2026", "0.621235", "org", None)]
