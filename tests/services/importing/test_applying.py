from __future__ import annotations

import json

import pytest

from kpidesk.domain.errors import Cancelled, InputError
from kpidesk.excel.detect import MappingFile
from kpidesk.services.history import redo, steps, undo, undo_import
from kpidesk.services.importing import (
    ImportOptions,
    apply_import,
    inspect_source,
    plan_document,
    plan_import,
    read_mapping,
    result_document,
)

DEALS = (
    "deal id,rep,product,stage,created date,close date,amount",
    "1,A,GTXPro,Won,2026-01-01,2026-02-01,100.25",
    "2,B,GTX Pro,Negotiation,2026-01-01,2026-09-01,300",
)


def test_planning_writes_nothing(desk) -> None:
    before = desk.dump()
    desk.plan(desk.csv("d.csv", *DEALS))
    assert desk.dump() == before
    assert steps(desk.company).undo is None


def test_an_import_is_one_step_that_undo_takes_back_and_redo_makes_again(desk) -> None:
    empty = desk.dump()
    desk.load(desk.csv("Salg juni.csv", *DEALS))
    full = desk.dump()
    assert steps(desk.company).undo == "Import Salg juni.csv"
    undo(desk.company)
    assert desk.dump() == empty
    assert desk.aliases("product") == {}
    redo(desk.company)
    assert desk.dump() == full
    assert desk.aliases("product") == {"GTX Pro": "GTXPro"}


def test_undoing_a_correction_brings_the_old_values_back(desk) -> None:
    desk.load(desk.csv("d.csv", *DEALS))
    before = desk.dump()
    desk.load(desk.csv("d.csv", *(line.replace("100.25", "7") for line in DEALS), "3,C,X,Won,,,1"))
    assert desk.dump() != before
    undo_import(desk.company)
    assert desk.dump() == before


def test_the_same_file_again_leaves_no_trace(desk) -> None:
    source = desk.csv("d.csv", *DEALS)
    desk.load(source)
    with desk.company.reading() as reader:
        actions = len(reader.actions())
    result = desk.load(source)
    assert result.tables[0].batch is None
    with desk.company.reading() as reader:
        assert len(reader.actions()) == actions


def test_facts_carry_their_batch_and_row(desk) -> None:
    result = desk.load(desk.csv("d.csv", *DEALS))
    with desk.company.reading() as reader:
        rows = reader.facts("deals", ["deal", "batch_id", "source_row"])
        batch = reader.batches()[0]
    assert rows == [("1", result.tables[0].batch, 2), ("2", result.tables[0].batch, 3)]
    assert (batch["source"], batch["sheet"], batch["kind"]) == ("d.csv", "d", "deals")
    assert batch["counts"] == {"read": 2, "new": 2, "changed": 0, "unchanged": 0, "rejected": 0}


def test_a_company_that_changed_meanwhile_is_checked_again(desk) -> None:
    plan = desk.plan(desk.csv("d.csv", *DEALS))
    desk.load(desk.csv("reps.csv", "sales agent,team", "A,North"))
    before = desk.dump()
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    assert caught.value.code == "import.stale"
    assert desk.dump() == before


def test_stopping_while_it_writes_leaves_nothing(desk) -> None:
    plan = desk.plan(desk.csv("d.csv", *DEALS))
    before = desk.dump()
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        apply_import(desk.company, plan, cancelled=cancelled)
    assert desk.dump() == before


def test_planning_can_be_stopped(desk) -> None:
    with pytest.raises(Cancelled):
        plan_import(desk.company, desk.csv("d.csv", *DEALS), cancelled=lambda: True)


def test_progress_goes_from_nothing_to_done(desk) -> None:
    shares: list[float] = []
    source = desk.csv("d.csv", *DEALS)
    plan = plan_import(desk.company, source, progress=lambda share, what: shares.append(share))
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1
    shares.clear()
    apply_import(desk.company, plan, progress=lambda share, what: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_confirmed_mapping_is_remembered_by_the_shape_of_the_sheet(desk) -> None:
    mapping = MappingFile(
        kind="deals",
        columns={"Nr": "deal", "Hvem": "rep", "Når": "closed_on", "Sum kr": "value", "Annet": ""},
        values={"status": {"": "won"}},
    )
    lines = ("Nr;Hvem;Når;Sum kr;Annet", "1;Kari;02.05.2026;1 355,90;x")
    desk.load(desk.csv("mai.csv", *lines), ImportOptions(mapping=mapping))
    plan = desk.plan(desk.csv("juni.csv", "Annet;Nr;Hvem;Når;Sum kr", "y;2;Ola;13.06.2026;99,50"))
    table = plan.tables[0]
    assert table.remembered == 1
    assert table.questions == ()
    desk.apply(plan)
    assert desk.rows("deals", "deal", "rep", "status", "closed_on", "value") == [
        ("1", "Kari", "won", "2026-05-02", "1355.9"),
        ("2", "Ola", "won", "2026-06-13", "99.5"),
    ]


def test_what_a_heading_means_is_not_forgotten_the_second_time(desk) -> None:
    head = "deal id,amount,close date,is closed,is won"
    desk.load(desk.csv("d.csv", head, "1,100,2026-02-01,TRUE,TRUE"))
    plan = desk.plan(desk.csv("e.csv", head, "2,100,2026-02-01,TRUE,FALSE"))
    assert plan.questions == ()
    desk.apply(plan)
    assert desk.rows("deals", "deal", "status") == [("1", "won"), ("2", "lost")]


def test_documents_follow_the_contract(desk) -> None:
    plan = desk.plan(desk.csv("d.csv", *DEALS, "3,C,MG,Won,2026-01-01,2026-02-31,5"))
    document = plan_document(plan)
    assert document["batch"] is None
    assert document["kind"] == "deals"
    assert (document["sheet"], document["header_row"]) == ("d", 1)
    assert document["mapping"]["amount"] == "value"
    assert [document[name] for name in ("read", "new", "changed", "unchanged", "rejected")] == [
        3, 2, 0, 0, 1,
    ]  # fmt: skip
    assert document["created"]["reps"] == ["A", "B"]
    assert document["totals"] == {"value": 400.25}
    (issue,) = document["issues"]
    assert (issue["row"], issue["column"], issue["code"]) == (4, "close date", "value.no_such_date")
    assert document["questions"] == []
    result = result_document(desk.apply(plan))
    assert isinstance(result["batch"], int)
    assert {**result, "batch": None} == document
    json.dumps(result)


def test_several_tables_give_a_document_each(desk) -> None:
    source = desk.workbook(
        "w.xlsx",
        Teams=[["sales agent", "team"], ["A", "North"]],
        Products=[["product", "sales price"], ["GTX Pro", 550]],
    )
    document = plan_document(desk.plan(source))
    assert [table["kind"] for table in document["tables"]] == ["reps", "products"]


def test_inspecting_tells_tables_columns_and_questions_without_a_company(desk) -> None:
    document = inspect_source(desk.csv("d.csv", "deal id,rep,amount,close date", "1,A,5,3/4/2026"))
    assert (document["kind"], document["read"], document["header_row"]) == ("deals", 1, 1)
    assert document["mapping"]["close date"] == "closed_on"
    assert document["tables"][0]["kind"] == "deals"
    assert any(question["choices"] == ["dmy", "mdy"] for question in document["questions"])


def test_an_ambiguous_date_is_asked_in_the_dry_run_and_refused_when_imported(desk) -> None:
    source = desk.csv("d.csv", "deal id,stage,amount,close date", "1,Won,5,3/4/2026")
    plan = desk.plan(source)
    assert [question.code for question in plan.questions] == ["dates.order"]
    with pytest.raises(InputError) as caught:
        desk.apply(plan)
    assert caught.value.code == "import.question"
    assert caught.value.where.column == "close date"
    desk.load(source, ImportOptions(mapping=MappingFile(dates="dmy")))
    assert desk.rows("deals", "closed_on") == [("2026-04-03",)]


def test_mapping_files_are_read_and_their_faults_named(desk) -> None:
    path = desk.folder / "m.json"
    path.write_text('{"kind": "deals", "columns": {"A": "deal"}}', encoding="utf-8")
    assert read_mapping(path).columns == {"A": "deal"}
    path.write_text('{"kind": ', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(path)
    assert caught.value.where.file == "m.json"
    with pytest.raises(InputError) as caught:
        read_mapping(desk.folder / "none.json")
    assert caught.value.code == "mapping.unreadable"
