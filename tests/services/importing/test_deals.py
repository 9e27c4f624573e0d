from __future__ import annotations

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.excel.detect import MappingFile
from kpidesk.services.importing import ImportOptions

HEAD = "deal id,rep,stage,created date,close date,amount"


def statuses(desk) -> list[tuple[object, ...]]:
    return desk.rows("deals", "deal", "status", "closed_on", "expected_close_on")


def test_a_stage_that_is_an_outcome_gives_the_status(desk) -> None:
    desk.load(
        desk.csv(
            "d.csv",
            HEAD,
            "1,A,Closed Won,2026-01-01,2026-02-01,100",
            "2,A,Closed Lost,2026-01-01,2026-02-02,200",
            "3,A,Negotiation,2026-01-01,2026-09-01,300",
            "4,A,Prospecting,,,",
        )
    )
    assert statuses(desk) == [
        ("1", "won", "2026-02-01", None),
        ("2", "lost", "2026-02-02", None),
        ("3", "open", None, "2026-09-01"),
        ("4", "open", None, None),
    ]
    assert desk.rows("stages", "stage", "outcome", "confidence") == [
        ("Closed Lost", "lost", "0"),
        ("Closed Won", "won", "1"),
        ("Negotiation", "open", None),
        ("Prospecting", "open", None),
    ]


def test_the_expected_date_of_open_deals_is_said(desk) -> None:
    plan = desk.plan(
        desk.csv("d.csv", HEAD, "1,A,Won,,2026-02-01,1", "3,A,Talking,2026-01-01,2026-09-01,300")
    )
    assert [note.code for note in plan.tables[0].notes if note.code == "deal.expected"]


def test_won_and_closed_flags_give_the_status(desk) -> None:
    desk.load(
        desk.csv(
            "d.csv",
            "deal id,amount,close date,is closed,is won",
            "1,100,2026-02-01,TRUE,TRUE",
            "2,100,2026-02-02,TRUE,FALSE",
            "3,100,2026-09-02,FALSE,FALSE",
        )
    )
    assert statuses(desk) == [
        ("1", "won", "2026-02-01", None),
        ("2", "lost", "2026-02-02", None),
        ("3", "open", None, "2026-09-02"),
    ]


def test_close_dates_without_any_status_are_asked_about(desk) -> None:
    source = desk.csv("d.csv", "deal id,rep,amount,close date", "1,A,100,2026-02-01")
    plan = desk.plan(source)
    question = plan.questions[0]
    assert (question.field, question.code, question.blocking) == ("status", "status.missing", True)
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    assert caught.value.code == "import.question"
    assert caught.value.params["question"] == "status.missing"
    answer = ImportOptions(mapping=MappingFile(values={"status": {"": "won"}}))
    desk.load(source, answer)
    assert statuses(desk) == [("1", "won", "2026-02-01", None)]


def test_stages_of_which_none_says_won_are_asked_about(desk) -> None:
    lines = (HEAD, "1,A,Kontor,2026-01-01,2026-02-01,100", "2,A,Garasje,2026-01-01,2026-02-02,9")
    source = desk.csv("d.csv", *lines)
    plan = desk.plan(source)
    assert [question.code for question in plan.questions] == ["status.unknown_stages"]
    assert [choice.value for choice in plan.questions[0].choices] == ["Kontor", "Garasje"]
    answer = MappingFile(values={"status": {"Kontor": "won", "Garasje": "lost"}})
    desk.load(source, ImportOptions(mapping=answer))
    assert [row[1] for row in statuses(desk)] == ["won", "lost"]
    # What was answered once is known of the stages from then on.
    plan = desk.plan(desk.csv("e.csv", HEAD, "3,B,Kontor,2026-01-01,2026-02-03,5"))
    assert plan.questions == ()
    desk.apply(plan)
    assert [row[1] for row in statuses(desk)] == ["won", "lost", "won"]


def test_a_deal_closed_before_it_was_created_refuses_the_file(desk) -> None:
    source = desk.csv(
        "salg.csv",
        "Ordrenr;Selger;Opprettet;Vunnet dato;Utfall;Beløp",
        "1;A;01.02.2026;01.03.2026;Vunnet;100",
        "2;A;01.02.2026;31.01.2026;Vunnet;200",
    )
    before = desk.dump()
    plan = desk.plan(source)
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    error = caught.value
    assert (error.code, error.exit_status) == ("deal.closed_before_created", 3)
    assert (error.where.file, error.where.sheet, error.where.cell) == ("salg.csv", "salg", "D3")
    assert desk.dump() == before
    desk.apply(plan, accept=True)
    assert [row[0] for row in statuses(desk)] == ["1"]


def test_a_close_date_is_held_against_the_stored_day_of_creation(desk) -> None:
    desk.load(desk.csv("d.csv", HEAD, "1,A,Quote,2026-03-01,2026-09-01,1", "2,A,Won,,2026-03-05,1"))
    table = desk.plan(
        desk.csv("c.csv", "deal id,status,close date", "1,Won,2026-02-01", "2,Won,2026-03-06")
    ).tables[0]
    assert [(issue.code, issue.cell) for issue in table.issues] == [
        ("deal.closed_before_created", "C2")
    ]
    table = desk.plan(
        desk.csv("e.csv", "deal id,stage,created date", "1,Quote,2026-04-01", "2,Won,2026-04-01")
    ).tables[0]
    assert [(issue.code, issue.cell) for issue in table.issues] == [
        ("deal.closed_before_created", "C3")
    ]


def test_probabilities_to_a_hundred_are_fractions(desk) -> None:
    desk.load(
        desk.csv("d.csv", "deal id,stage,probability,amount", "1,Quote,25,100", "2,Quote,25,9")
    )
    assert desk.rows("deals", "confidence") == [("0.25",), ("0.25",)]
    assert desk.rows("stages", "stage", "confidence", "position") == [("Quote", "0.25", 25)]


def test_stages_end_the_same_whichever_file_names_them_first(make_desk) -> None:
    dumps = []
    for order in (1, -1):
        desk = make_desk(f"s{order}")
        files = [
            desk.csv("d.csv", "deal id,stage,probability,amount", "1,Talk,25,100"),
            desk.csv("h.csv", "deal id,stage,changed date", "1,Talk,2026-01-01"),
        ]
        for source in files[::order]:
            desk.load(source)
        dumps.append(desk.dump())
    assert dumps[0] == dumps[1]


def test_a_stage_named_first_by_its_history_is_still_asked_about(desk) -> None:
    desk.load(desk.csv("h.csv", "deal id,stage,changed date", "1,Kontor,2026-01-01"))
    source = desk.csv("d.csv", HEAD, "1,A,Kontor,2026-01-01,2026-02-01,100")
    plan = desk.plan(source)
    assert [question.code for question in plan.questions] == ["status.unknown_stages"]
    desk.load(source, ImportOptions(mapping=MappingFile(values={"status": {"Kontor": "won"}})))
    assert desk.rows("stages", "stage", "outcome", "confidence") == [("Kontor", "won", "1")]


def test_a_stage_in_which_all_deals_were_lost_is_no_lost_stage(desk) -> None:
    desk.load(
        desk.csv("d.csv", "deal id,status,stage,close date,amount", "1,Lost,Quote,2026-02-01,5")
    )
    assert desk.rows("stages", "stage", "outcome") == [("Quote", "open")]


def test_deals_are_known_by_their_id_and_a_correction_is_one_change(desk) -> None:
    lines = [HEAD, *(f"{n},A,Won,2026-01-01,2026-02-01,{n}00" for n in range(1, 21))]
    desk.load(desk.csv("d.csv", *lines))
    lines[5] = lines[5].replace(",500", ",550")
    plan = desk.plan(desk.csv("d.csv", *lines))
    assert plan.counts.as_dict() == {
        "read": 20, "new": 0, "changed": 1, "unchanged": 19, "rejected": 0,
    }  # fmt: skip
    change = plan.tables[0].changes[0]
    assert (change.cell, str(change.old), str(change.new)) == ("F6", "500", "550")
    desk.apply(plan)
    assert sum(float(value) for (value,) in desk.rows("deals", "value")) == 21050


def test_an_order_number_read_as_number_or_text_is_the_same_deal(desk) -> None:
    head = ["deal id", "status", "close date", "amount"]
    rows = [head, [1184, "Won", "2026-01-02", 100.5]]
    desk.load(desk.workbook("a.xlsx", Deals=rows))
    plan = desk.plan(desk.csv("b.csv", ",".join(head), "1184,Won,2026-01-02,100.5"))
    assert plan.counts.unchanged == 1


def test_the_same_number_with_other_values_is_rejected_and_names_both_rows(desk) -> None:
    plan = desk.plan(
        desk.csv(
            "d.csv",
            HEAD,
            "1,A,Won,2026-01-01,2026-02-01,100",
            "2,A,Won,2026-01-01,2026-02-01,100",
            "1,A,Won,2026-01-01,2026-02-01,150",
            "2,A,Won,2026-01-01,2026-02-01,100",
        )
    )
    table = plan.tables[0]
    assert table.counts.as_dict() == {
        "read": 4, "new": 2, "changed": 0, "unchanged": 1, "rejected": 1,
    }  # fmt: skip
    issue = table.issues[0]
    assert (issue.code, issue.cell, issue.other_row) == ("row.duplicate_key", "A4", 2)
    desk.apply(plan)
    assert len(statuses(desk)) == 2


def test_an_open_deal_keeps_what_was_expected_when_it_is_won(desk) -> None:
    desk.load(desk.csv("d.csv", HEAD, "1,A,Quote,2026-01-01,2026-09-01,1", "2,A,Won,,2026-01-05,1"))
    desk.load(desk.csv("d.csv", HEAD, "1,A,Won,2026-01-01,2026-06-01,1", "2,A,Won,,2026-01-05,1"))
    assert statuses(desk)[0] == ("1", "won", "2026-06-01", "2026-09-01")


def test_a_blank_value_is_allowed_and_a_blank_number_is_not(desk) -> None:
    table = desk.plan(
        desk.csv("d.csv", HEAD, "1,A,Won,2026-01-01,2026-02-01,", ",A,Won,2026-01-01,2026-02-01,5")
    ).tables[0]
    assert (table.counts.new, table.counts.rejected) == (1, 1)
    assert (table.issues[0].code, table.issues[0].cell) == ("value.missing", "A3")


def test_closed_months_that_a_correction_touches_are_summed(desk) -> None:
    lines = [
        HEAD,
        "1,A,Won,2026-01-01,2026-05-10,45000",
        "2,A,Won,2026-01-01,2026-05-11,1000",
        "3,A,Won,2026-01-01,2026-06-12,7",
    ]
    desk.load(desk.csv("d.csv", *lines))
    lines[1] = lines[1].replace("45000", "48500")
    lines[2] = lines[2].replace("Won", "Lost")
    lines[3] = lines[3].replace(",7", ",8")
    lines.append("4,A,Won,2026-01-01,2026-04-12,20")
    plan = desk.plan(desk.csv("d.csv", *lines))
    assert [(p.month, p.change, p.deals) for p in plan.tables[0].closed_periods] == [
        ("2026-04", 20, 1), ("2026-05", 2500, 2),
    ]  # fmt: skip


def test_control_totals_per_rep_differ_by_the_rejected_rows(desk) -> None:
    plan = desk.plan(
        desk.workbook(
            "salg.xlsx",
            Ordre=[
                ["Selger", "Ordrenr", "Utfall", "Vunnet dato", "Beløp"],
                ["Erik", "1", "Vunnet", "01.06.2026", 100],
                ["Erik", "2", "Vunnet", "31.06.2026", 64],
                ["Kari", "3", "Vunnet", "02.06.2026", 30.5],
                [None, "4", "Vunnet", "03.06.2026", 5],
                ["Sum", None, None, None, 199.5],
            ],
        )
    )
    table = plan.tables[0]
    assert [
        (t.rep, t.rows_in_sheet, float(t.amount_in_sheet), t.rows_read, float(t.difference))
        for t in table.rep_totals
    ] == [("Erik", 2, 164, 1, -64), ("Kari", 1, 30.5, 1, 0), ("", 1, 5, 1, 0)]
    total = next(total for total in table.totals if total.field == "value")
    assert (float(total.in_sheet), float(total.read), float(total.stated), total.stated_row) == (
        199.5, 135.5, 199.5, 6,
    )  # fmt: skip
    assert total.agrees
    assert (table.issues[0].code, table.issues[0].cell) == ("value.no_such_date", "D3")
    assert [row.row for row in table.totals_rows] == [6]
