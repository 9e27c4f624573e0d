"""The import's models: lines of the sheet, marks, filters, control totals, reasons, decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.tables import CellError, Choice, Question, ReadAs, TableColumn, TotalsRow
from kpidesk.services.importing.plan import (
    CellChange,
    ClosedPeriod,
    Counts,
    ImportOptions,
    ImportPlan,
    Issue,
    NumberTotal,
    RepTotal,
    RowState,
    TablePlan,
)
from kpidesk.ui.models.import_batches import BatchColumn, ImportBatchesModel
from kpidesk.ui.models.import_choices import ImportChoices
from kpidesk.ui.models.import_columns import column_heads
from kpidesk.ui.models.import_control import ControlColumn, ImportControlModel
from kpidesk.ui.models.import_rejected import RejectedModel, reasons_of
from kpidesk.ui.models.import_sheet import LINE_ROLE, MARK_ROLE, ImportSheetModel, LineKind, Mark
from kpidesk.ui.models.import_texts import cell_text, field_word, reason_word

NBSP = "\u00a0"
N, C, U, R = (int(state) for state in RowState)


def column(header: str, index: int, values: list[object]) -> TableColumn:
    return TableColumn(header, index, values)  # type: ignore[arg-type]


@pytest.fixture
def plan() -> TablePlan:
    """Deals in rows 5 to 9 under two titles, with a totals row 10."""
    return TablePlan(
        sheet="Ordre",
        header_row=4,
        kind="deals",
        shape="s",
        mapping={"Selger": "rep", "Beløp": "value", "Lukket": "closed_on", "Ordrenr": "deal"},
        reads={"Lukket": ReadAs(dates="dmy"), "Beløp": ReadAs(decimal=",")},
        columns=(
            column("Selger", 0, ["Kari", "Kari", "Erik", None, "Erik"]),
            column("Beløp", 1, [1000, 2500.5, 300, 400, "ca 5"]),
            column("Lukket", 2, [date(2026, 6, 1)] * 5),
            column("Ordrenr", 3, ["1", "2", "3", "4", "5"]),
            column("Notat", 5, [None] * 5),
        ),
        row_numbers=(5, 6, 7, 8, 9),
        states=bytes([U, C, N, N, R]),
        counts=Counts(2, 1, 1, 1),
        changes=(CellChange(6, "value", "Beløp", "B6", Decimal(45000), Decimal("2500.5")),),
        issues=(Issue(9, "Beløp", "B9", "value.not_a_number", "“ca 5” is not a number."),),
        totals=(
            NumberTotal("value", "Beløp", Decimal("4200.5"), Decimal("4200.5"), Decimal(4200), 10),
        ),
        rep_totals=(
            RepTotal("Erik", 2, Decimal(300), 1, Decimal(300)),
            RepTotal("Kari", 2, Decimal("3500.5"), 2, Decimal("3500.5")),
            RepTotal("", 1, Decimal(400), 1, Decimal(400)),
        ),
        totals_rows=(TotalsRow(10, "Sum", {1: 4200}),),
        title="Havbris – Salg",
        closed_periods=(ClosedPeriod("2026-05", Decimal(-39000), 2),),
    )


@pytest.fixture
def sheet(plan, formatter, qapp) -> ImportSheetModel:
    model = ImportSheetModel(formatter)
    model.set_plan(plan, formatter)
    return model


def texts(model: ImportSheetModel, at: int) -> list[str]:
    return [str(model.index(at, c).data()) for c in range(model.columnCount())]


def test_the_sheet_is_a_sound_model(sheet, qtmodeltester):
    qtmodeltester.check(sheet)


def test_the_sheet_stands_as_in_the_file_with_titles_headings_rows_and_totals(sheet):
    kinds = [sheet.line(at).kind for at in range(sheet.rowCount())]
    assert kinds == [LineKind.TITLE] * 3 + [LineKind.HEADER] + [LineKind.DATA] * 5 + [
        LineKind.TOTAL
    ]
    assert [sheet.line(at).row for at in range(sheet.rowCount())] == list(range(1, 11))
    assert texts(sheet, 0)[0] == "Havbris – Salg"
    assert texts(sheet, 3) == ["Selger", "Beløp", "Lukket", "Ordrenr", "Notat"]
    assert texts(sheet, 4)[:4] == ["Kari", f"1{NBSP}000,00", "01.06.2026", "1"]
    assert texts(sheet, 9)[:2] == ["Sum", f"4{NBSP}200,00"]


def test_what_becomes_of_a_row_is_said_with_the_old_value_or_the_reason(sheet):
    changed, rejected = sheet.line(5), sheet.line(8)
    assert (changed.state, changed.detail) == (RowState.CHANGED, f"was 45{NBSP}000")
    assert (rejected.state, rejected.detail) == (RowState.REJECTED, "no number")
    assert sheet.index(8, 1).data(Qt.ItemDataRole.ToolTipRole) == "“ca 5” is not a number."


def test_only_the_changed_and_the_bad_cell_are_marked(sheet):
    marks = {
        (at, c): sheet.index(at, c).data(MARK_ROLE)
        for at in range(sheet.rowCount())
        for c in range(sheet.columnCount())
    }
    assert {place for place, mark in marks.items() if mark is Mark.CHANGED} == {(5, 1)}
    assert {place for place, mark in marks.items() if mark is Mark.REJECTED} == {(8, 1)}


@pytest.mark.parametrize(
    ("state", "rows"),
    [(RowState.NEW, [7, 8]), (RowState.CHANGED, [6]), (RowState.REJECTED, [9])],
)
def test_a_filter_shows_the_headings_and_the_rows_in_one_state(sheet, state, rows):
    sheet.set_filter(state)
    assert [sheet.line(at).row for at in range(sheet.rowCount())] == [4, *rows]
    sheet.set_filter(None)
    assert sheet.rowCount() == 10


def test_the_next_rejected_row_is_found_both_ways_and_round_the_end(sheet):
    assert sheet.next_rejected(0, 1) == 8
    assert sheet.next_rejected(8, 1) == 8
    assert sheet.next_rejected(9, -1) == 8
    assert sheet.column_of_cell("B9") == 1


def test_a_large_sheet_costs_no_more_than_its_lines(formatter, qapp):
    rows = 100_000
    big = TablePlan(
        sheet="S",
        header_row=1,
        kind="deals",
        shape="s",
        mapping={},
        reads={},
        columns=(column("A", 0, list(range(rows))),),
        row_numbers=range(2, rows + 2),
        states=bytes(rows),
        counts=Counts(new=rows),
    )
    model = ImportSheetModel(formatter)
    model.set_plan(big, formatter)
    assert model.rowCount() == rows + 1
    assert model.index(rows, 0).data(LINE_ROLE).row == rows + 1
    assert model.line_of_row(rows + 1) == rows


def test_chips_say_field_and_reading(plan, formatter, qapp):
    heads = column_heads(plan, formatter)
    assert [head.title for head in heads] == ["Rep", "Value", "Close date", "Deal no.", "Left out"]
    assert heads[1].read_as == "kr, 1 355,90"
    assert heads[2].read_as == "dd.mm.yyyy"
    assert heads[3].read_as == "key"
    assert [head.letter for head in heads] == ["A", "B", "C", "D", "F"]
    assert [head.right for head in heads] == [False, True, True, False, False]


def test_columns_made_of_several_cannot_go_elsewhere(formatter, qapp):
    wide = TablePlan(
        sheet="Mål",
        header_row=1,
        kind="targets",
        shape="s",
        mapping={"Selger": "scope_name"},
        reads={},
        columns=(
            column("Selger", 0, ["Kari"]),
            column("period", 1, ["2026-01"]),
            column("value", 1, [5000]),
        ),
        row_numbers=(2,),
        states=bytes(1),
        counts=Counts(new=1),
    )
    heads = column_heads(wide, formatter)
    assert [(head.title, head.fixed) for head in heads] == [
        ("For whom", False),
        ("Period", True),
        ("Value", True),
    ]


def test_control_totals_by_rep_sum_to_all_rows_and_name_the_difference(plan, formatter, qapp):
    model = ImportControlModel(formatter)
    model.set_plan(plan, formatter)
    table = [
        [str(model.index(row, c).data()) for c in ControlColumn] for row in range(model.rowCount())
    ]
    assert [line[0] for line in table] == ["Erik", "Kari", "(empty)", "All rows"]
    assert table[0][5] == "−1 row"  # the amount could not be read, so only the row differs
    assert table[1][5] == "–"
    assert table[3][1:] == [
        "5",
        f"4{NBSP}200,50",
        "4",
        f"4{NBSP}200,50",
        "−1 row",
    ]


def test_the_difference_is_what_the_rejected_rows_take_away(plan, formatter, qapp):
    from dataclasses import replace

    lost = replace(
        plan,
        totals=(NumberTotal("value", "Beløp", Decimal(21284300), Decimal(20983200)),),
        rep_totals=(RepTotal("Erik", 50, Decimal(3208900), 49, Decimal(3144500)),),
    )
    model = ImportControlModel(formatter)
    model.set_plan(lost, formatter)
    assert model.index(0, ControlColumn.DIFFERENCE).data() == f"−64{NBSP}400"
    assert model.index(1, ControlColumn.DIFFERENCE).data() == f"−301{NBSP}100"


def test_of_many_reps_the_whole_and_those_that_differ_come_first(plan, formatter, qapp):
    from dataclasses import replace

    reps = [RepTotal(f"Rep {at:02}", 1, Decimal(9), 1, Decimal(9)) for at in range(20)]
    reps[15] = RepTotal("Rep 15", 1, Decimal(9), 0, Decimal(0))
    model = ImportControlModel(formatter)
    model.set_plan(replace(plan, rep_totals=tuple(reps)), formatter)
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names[:3] == ["All rows", "Rep 15", "Rep 00"]


def test_without_amounts_the_rows_are_compared(plan, formatter, qapp):
    from dataclasses import replace

    model = ImportControlModel(formatter)
    model.set_plan(replace(plan, totals=()), formatter)
    assert [model.index(3, c).data() for c in ControlColumn] == [
        "All rows",
        "",
        "5",
        "",
        "4",
        "−1",
    ]


def test_rows_with_one_reason_stand_on_one_line(qapp, qtmodeltester):
    issues = [
        Issue(row, "Selger", f"A{row}", "value.missing", "The rep is missing.")
        for row in range(5, 12)
    ]
    issues.append(Issue(20, "Nr", "D20", "row.duplicate_key", "Also in row 15.", other_row=15))
    reasons = reasons_of(issues)
    assert [len(reason.rows) for reason in reasons] == [7, 1]
    assert reasons[1].other_row == 15
    model = RejectedModel()
    model.set_issues(issues)
    qtmodeltester.check(model)
    assert model.index(0).data() == "Rows 5, 6, 7, 8 and 3 more: The rep is missing."
    assert model.index(1).data() == "Row 20: Also in row 15."


def test_imports_are_listed_newest_first(formatter, qapp, qtmodeltester):
    batch = {
        "imported_at": "2026-06-18T11:00:00+00:00",
        "source": "a.xlsx",
        "sheet": "Ordre",
        "kind": "deals",
        "counts": {"new": 1287, "changed": 25},
    }
    model = ImportBatchesModel(formatter)
    model.set_batches(
        [{"id": 1, "state": "undone", **batch}, {"id": 2, "state": "applied", **batch}]
    )
    qtmodeltester.check(model)
    assert [model.index(row, BatchColumn.NUMBER).data() for row in (0, 1)] == ["2", "1"]
    assert [model.index(row, BatchColumn.STATE).data() for row in (0, 1)] == ["Imported", "Undone"]
    assert model.index(0, BatchColumn.NEW).data() == f"1{NBSP}287"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  two \n lines ", "two lines"),
        (date(2026, 6, 18), "18.06.2026"),
        (True, "Yes"),
        (1234.5, "1234,5"),
        (CellError("#N/A"), "#N/A"),
        (CellError("formula"), "=…"),
    ],
)
def test_cells_are_shown_as_the_sheet_has_them(value, text, formatter, qapp):
    assert cell_text(value, formatter) == text


def test_unknown_codes_and_fields_still_have_words(qapp):
    assert reason_word("no.such_code") == ""
    assert field_word("own_field") == "Own field"


class TestChoices:
    """Decisions become options; what was not decided stays to be detected."""

    def test_nothing_decided_leaves_everything_to_be_detected(self):
        assert ImportChoices().as_options() == ImportOptions()

    def test_a_column_that_takes_a_field_frees_the_one_that_had_it(self, plan):
        choices = ImportChoices()
        choices.map_column(plan, "Notat", "value")
        mapping = choices.as_options().mappings[plan.sheet]
        assert mapping.columns == {"Notat": "value", "Beløp": ""}

    def test_decisions_on_one_sheet_leave_the_others_alone(self, plan):
        from dataclasses import replace

        other = replace(plan, sheet="Andre")
        choices = ImportChoices()
        choices.map_column(plan, "Notat", "source")
        choices.answer(other, Question("closed_on", "Dato", "dates.order", "?"), "mdy")
        options = choices.as_options()
        assert options.mapping is None
        assert options.mappings[plan.sheet].columns == {"Notat": "source"}
        assert options.mappings[plan.sheet].dates is None
        assert (options.mappings["Andre"].columns, options.mappings["Andre"].dates) == ({}, "mdy")

    def test_what_was_answered_before_a_sheet_was_understood_still_holds_for_it(self, plan):
        choices = ImportChoices()
        choices.answer(None, Question("value", "", "column.missing", "?"), "Beløp")
        choices.map_column(plan, "Notat", "source")
        mapping = choices.as_options().mappings[plan.sheet]
        assert mapping.columns == {"Beløp": "value", "Notat": "source"}

    def test_a_remembered_mapping_is_taken_over_by_the_first_decision(self, plan):
        from dataclasses import replace

        known = replace(
            plan,
            remembered=3,
            remember={"kind": "deals", "columns": dict(plan.mapping), "dates": "dmy"},
        )
        choices = ImportChoices()
        choices.map_column(known, "Notat", "source")
        mapping = choices.as_options().mappings[plan.sheet]
        assert mapping.columns == {**plan.mapping, "Notat": "source"}
        assert mapping.dates == "dmy"

    @pytest.mark.parametrize(
        ("code", "field", "value", "part", "expected"),
        [
            ("dates.order", "closed_on", "mdy", "dates", "mdy"),
            ("decimal.sign", "value", ".", "decimal", "."),
            (
                "words.unknown",
                "status",
                "Hvilende=open",
                "values",
                {"status": {"Hvilende": "open"}},
            ),
            ("share.scale", "confidence", "0.01", "values", {"confidence": {"*": "0.01"}}),
            ("period.year", "period", "2026", "values", {"period": {"": "2026"}}),
            ("target.kpi", "kpi", "revenue", "values", {"kpi": {"": "revenue"}}),
            ("date.missing", "date", "2026-01-31", "values", {"date": {"": "2026-01-31"}}),
            ("column.missing", "value", "Sum", "columns", {"Sum": "value"}),
        ],
    )
    def test_an_answer_goes_where_a_mapping_file_has_it(self, code, field, value, part, expected):
        choices = ImportChoices()
        choices.answer(None, Question(field, "X", code, "?"), value)
        mapping = choices.as_options().mapping
        assert mapping is not None
        assert getattr(mapping, part) == expected

    def test_of_two_rival_columns_the_other_is_left_out(self):
        choices = ImportChoices()
        asked = Question(
            "value", "A", "columns.ambiguous", "?", (Choice("A", "A"), Choice("B", "B"))
        )
        choices.answer(None, asked, "B")
        mapping = choices.as_options().mapping
        assert mapping is not None
        assert mapping.columns == {"A": "", "B": "value"}

    def test_another_sheet_forgets_what_was_decided_on_columns(self, plan):
        choices = ImportChoices()
        choices.map_column(plan, "Notat", "source")
        choices.choose_sheet("Ordre")
        assert choices.as_options() == ImportOptions(sheet="Ordre")


def test_a_plan_with_nothing_to_write_has_no_button_to_press(plan, formatter, qtbot):
    from kpidesk.ui.widgets.import_summary_card import ImportSummaryCard

    card = ImportSummaryCard()
    qtbot.addWidget(card)
    card.set_plan(
        ImportPlan(Path("a.xlsx"), "a.xlsx", "xlsx", ImportOptions(), (plan,), ()), formatter
    )
    assert not card.primary.isEnabled()
