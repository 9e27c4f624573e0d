"""The target grid's figures, its texts, and what typed and pasted texts mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from kpidesk.domain.errors import UsageError
from kpidesk.domain.kpis import CATALOGUE
from kpidesk.domain.numbers import Unit
from kpidesk.domain.periods import parse_period
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.directory import Directory, TeamNode
from kpidesk.ui.controllers.targets_clipboard import block_edits, block_text
from kpidesk.ui.models.targets_grid import CHIP_ROLE, GridContent, TargetEdit, TargetsGridModel
from kpidesk.ui.models.targets_input import read_value, typed_value
from kpidesk.ui.models.targets_rows import (
    Source,
    Stay,
    columns_of,
    customer_rows,
    people_rows,
)
from kpidesk.ui.widgets.target_bars import round_ticks

NBSP = "\u00a0"
ORG, EAST = Scope(), Scope("team", "East")
KARI, ERIK = Scope("rep", "Kari"), Scope("rep", "Erik")
COLUMNS = columns_of(2026, 1)
AT = {str(column.period): at for at, column in enumerate(COLUMNS)}

DIRECTORY = Directory(
    company="Havbris",
    currency="NOK",
    country="NO",
    fiscal_start=1,
    teams=(
        TeamNode("East", None, ("Erik", "Kari")),
        TeamNode("Oslo", "East", ("Sunniva",)),
        TeamNode("West", None, ("Erik",)),
    ),
    reps=("Erik", "Kari", "Loner", "Sunniva"),
    customers=("Moss", "Voss"),
    first_day=None,
    as_of=date(2026, 6, 18),
    facts=0,
    last_import=None,
)


def kpi(key: str):
    return CATALOGUE[key]


def stored(*targets: tuple[Scope, str, str], key: str = "revenue"):
    return {
        (scope, parse_period(period)): Target(key, scope, parse_period(period), Decimal(value))
        for scope, period, value in targets
    }


@pytest.fixture
def grid(formatter, qapp):
    def make(*targets, key="revenue", rows=None, stays=()):
        model = TargetsGridModel(formatter)
        content = GridContent(
            kpi(key),
            rows or people_rows(DIRECTORY),
            COLUMNS,
            stored(*targets, key=key),
            date(2026, 6, 18),
            stays,
        )
        model.set_content(content, formatter)
        return model

    return make


def cell(model, scope, period):
    return model.cell(model.index_of(scope, parse_period(period)))


def text(model, scope, period):
    return model.index_of(scope, parse_period(period)).data()


def test_the_grid_is_a_sound_model(grid, qtmodeltester):
    qtmodeltester.check(grid((KARI, "2026-01", "100"), (EAST, "2026-01", "90")))


def test_rows_are_the_organisation_its_teams_and_reps_in_a_tree(grid):
    model = grid()
    rows = [(model.row_at(at).name, model.row_at(at).level) for at in range(model.rowCount())]
    assert rows == [
        ("Havbris", 0),
        ("East", 1),
        ("Oslo", 2),
        ("Sunniva", 3),
        ("Erik", 2),
        ("Kari", 2),
        ("West", 1),
        ("Erik", 2),
        ("Loner", 1),
    ]


def test_columns_are_months_their_quarters_and_the_year():
    names = [str(column.period) for column in COLUMNS]
    assert names[:5] == ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-04"]
    assert names[-2:] == ["2026-Q4", "2026"]
    fiscal = [str(column.period) for column in columns_of(2026, 7)]
    assert (fiscal[0], fiscal[3], fiscal[-1]) == ("2025-07", "2026-Q1", "FY2026")


def test_a_quarter_without_a_target_shows_the_sum_of_its_months(grid):
    model = grid((KARI, "2026-01", "100"), (KARI, "2026-02", "250"))
    assert text(model, KARI, "2026-Q1") == "350"
    assert cell(model, KARI, "2026-Q1").shown.source is Source.PARTS
    assert text(model, KARI, "2026") == "350"


def test_a_quarter_with_its_own_target_shows_that(grid):
    model = grid((KARI, "2026-01", "100"), (KARI, "2026-Q1", "900"))
    assert text(model, KARI, "2026-Q1") == "900"
    assert cell(model, KARI, "2026-Q1").shown.source is Source.OWN
    assert text(model, KARI, "2026") == "900"


def test_a_parent_without_a_target_shows_the_sum_of_those_below(grid):
    model = grid((KARI, "2026-01", "100"), (Scope("rep", "Sunniva"), "2026-01", "40"))
    assert text(model, EAST, "2026-01") == "140"
    assert text(model, ORG, "2026-01") == "140"
    assert cell(model, EAST, "2026-01").shown.source is Source.CHILDREN
    assert cell(model, EAST, "2026-01").own is None


def test_ratio_targets_never_sum(grid):
    model = grid((KARI, "2026-01", "0.5"), (ERIK, "2026-01", "0.7"), key="win_rate")
    assert text(model, KARI, "2026-01") == "50,0"
    assert text(model, KARI, "2026-Q1") == "–"
    assert text(model, EAST, "2026-01") == "–"
    assert model.rowCount() == 9


def test_what_is_over_assigned_is_a_share_and_what_is_left_an_amount(grid):
    over = grid((EAST, "2026-01", "100"), (KARI, "2026-01", "103.5"))
    left = grid((EAST, "2026-01", "100"), (KARI, "2026-01", "60"))
    rows = [at for at in range(over.rowCount()) if over.row_at(at).difference]
    assert [over.row_at(at).name for at in rows] == ["East"]
    assert over.index(rows[0], AT["2026-01"]).data() == "+3,5"
    assert left.index(rows[0], AT["2026-01"]).data() == "40"
    assert not over.flags(over.index(rows[0], 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_rep_counts_for_the_team_of_the_month(grid):
    stays = (
        Stay("East", "Erik", None, date(2026, 3, 31)),
        Stay("West", "Erik", date(2026, 4, 1), None),
    )
    model = grid((ERIK, "2026-03", "30"), (ERIK, "2026-04", "40"), stays=stays)
    west = Scope("team", "West")
    assert text(model, EAST, "2026-03") == "30"
    assert text(model, west, "2026-03") == "–"
    assert text(model, EAST, "2026-04") == "–"
    assert text(model, west, "2026-04") == "40"
    assert text(model, ORG, "2026") == "70"


def test_money_in_thousands_is_shown_and_typed_so(grid):
    model = grid((KARI, "2026-01", "520000"), (KARI, "2026-02", "412345"))
    assert text(model, KARI, "2026-01") == f"520{NBSP}000"
    model.set_scale(1000)
    assert text(model, KARI, "2026-01") == "520"
    assert text(model, KARI, "2026-02") == "412,345"
    index = model.index_of(KARI, parse_period("2026-01"))
    assert index.data(Qt.ItemDataRole.EditRole) == "520"
    assert model.edit_of(index, "530").value == Decimal(530000)


def test_typing_asks_for_a_target_and_the_same_value_asks_for_nothing(grid, qtbot):
    model = grid((KARI, "2026-01", "100"))
    index = model.index_of(KARI, parse_period("2026-01"))
    with qtbot.waitSignal(model.edits_requested) as asked:
        model.setData(index, "120,50")
    assert asked.args[0] == (TargetEdit(KARI, parse_period("2026-01"), Decimal("120.50")),)
    with qtbot.assertNotEmitted(model.edits_requested):
        model.setData(index, "100")


def test_what_is_no_number_is_refused_and_nothing_asked(grid, qtbot):
    model = grid()
    with qtbot.waitSignal(model.refused) as refused, qtbot.assertNotEmitted(model.edits_requested):
        model.setData(model.index(0, 0), "mye")
    assert refused.args[0].code == "target.not_a_number"


def test_a_value_on_its_way_is_shown_with_what_follows_from_it(grid):
    model = grid((KARI, "2026-01", "100"))
    model.set_pending([TargetEdit(KARI, parse_period("2026-01"), Decimal(150))])
    assert cell(model, KARI, "2026-01").pending
    assert text(model, KARI, "2026-Q1") == "150"
    model.set_pending([])
    assert text(model, KARI, "2026-01") == "100"


def test_figures_that_change_leave_the_rows_where_they_are(grid, formatter, qtbot):
    from dataclasses import replace

    model = grid((KARI, "2026-01", "100"))
    other = replace(model.content, stored=stored((KARI, "2026-01", "200")))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_content(other, formatter)
    assert text(model, KARI, "2026-01") == "200"


def test_customers_are_a_dimension_of_their_own(grid):
    model = grid((Scope("customer", "Voss"), "2026-01", "5"), rows=customer_rows(DIRECTORY))
    assert [model.row_at(at).name for at in range(model.rowCount())] == ["Moss", "Voss"]
    assert text(model, Scope("customer", "Voss"), "2026-01") == "5"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("520000", "520000"),
        ("520 000", "520000"),
        (f"520{NBSP}000 kr", "520000"),
        ("kr 1 355,90", "1355.90"),
        ("1.355,90", "1355.90"),
        ("1,355.90", "1355.90"),
        ("1.355", "1355"),
        ("1,355", "1.355"),
        ("1355.9", "1355.9"),
        ("1.240.500", "1240500"),
        ("1'355.90", "1355.90"),
        ("12,5", "12.5"),
        ("−5", "-5"),
    ],
)
def test_numbers_are_read_with_both_decimal_signs(typed, value, formatter, qapp):
    assert read_value(typed, Unit.MONEY, formatter) == Decimal(value)


def test_a_share_is_typed_in_per_cent(formatter, qapp):
    assert read_value("62,5", Unit.PERCENT, formatter) == Decimal("0.625")
    assert read_value("62,5 %", Unit.PERCENT, formatter) == Decimal("0.625")
    assert typed_value(Decimal("0.625"), Unit.PERCENT, formatter) == "62,5"


@pytest.mark.parametrize("typed", ["", " ", "-", "–"])
def test_blank_and_a_dash_take_a_target_away(typed, formatter, qapp):
    assert read_value(typed, Unit.MONEY, formatter) is None


@pytest.mark.parametrize("typed", ["abc", "1 2x", "kr", "5e3", "--5"])
def test_anything_else_is_refused(typed, formatter, qapp):
    with pytest.raises(UsageError, match="not a number"):
        read_value(typed, Unit.MONEY, formatter)


@pytest.mark.parametrize("value", ["0", "5", "1000", "1240500.25", "100000000"])
@pytest.mark.parametrize("scale", [1, 1000])
def test_what_is_copied_is_read_back_as_it_was(value, scale, formatter, qapp):
    number = Decimal(value)
    copied = typed_value(number, Unit.MONEY, formatter, scale)
    assert read_value(copied, Unit.MONEY, formatter, scale) == number


def test_a_block_is_copied_as_a_spreadsheet_takes_it(grid):
    model = grid((ERIK, "2026-01", "1000.5"), (ERIK, "2026-02", "7"), (KARI, "2026-01", "30"))
    first, last = (
        model.index_of(ERIK, parse_period("2026-01")),
        model.index_of(KARI, parse_period("2026-02")),
    )
    block = [
        model.index(row, column)
        for row in range(first.row(), last.row() + 1)
        for column in range(first.column(), last.column() + 1)
    ]
    assert block_text(model, block) == "1000,5\t7\n30\t\n"


def test_a_pasted_block_sets_cells_leaves_blanks_and_removes_dashes(grid):
    model = grid((ERIK, "2026-02", "7"), (KARI, "2026-01", "30"))
    start = [model.index_of(ERIK, parse_period("2026-01"))]
    edits = block_edits(model, start, "1.250,50\t\r\n–\t1250.50\r\n")
    january, february = parse_period("2026-01"), parse_period("2026-02")
    assert edits == (
        TargetEdit(ERIK, january, Decimal("1250.50")),
        TargetEdit(KARI, january, None),
        TargetEdit(KARI, february, Decimal("1250.50")),
    )


def test_a_single_pasted_value_fills_the_selection(grid):
    model = grid()
    row = model.index_of(KARI, parse_period("2026-01")).row()
    cells = [model.index(row, column) for column in range(3)]
    assert [edit.value for edit in block_edits(model, cells, "5000\n")] == [Decimal(5000)] * 3


def test_a_pasted_text_that_is_no_number_sets_nothing(grid):
    model = grid()
    with pytest.raises(UsageError):
        block_edits(model, [model.index(0, 0)], "5\tmye\n")


@pytest.mark.parametrize("largest", [0.4, 1, 7, 99, 520, 48_000, 3_100_000])
def test_ticks_are_few_round_and_reach_over_the_largest(largest):
    ticks = round_ticks(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert len(ticks) <= 7


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("=5110000*9.6%", Unit.MONEY, "490560"),
        ("=5110000*9,6%", Unit.MONEY, "490560"),
        ("= 1 200,50 + 2 * (300 - 50)", Unit.MONEY, "1700.5"),
        ("=-(10-25)/3", Unit.COUNT, "5"),
        ("=10/50%", Unit.COUNT, "20"),
        ("=1.250.000+1", Unit.MONEY, "1250001"),
        ("=60%+2%", Unit.PERCENT, "0.62"),
        ("=60*105%", Unit.PERCENT, "0.63"),
    ],
)
def test_a_sum_is_worked_out_with_both_decimal_signs(typed, unit, value, formatter):
    assert read_value(typed, unit, formatter) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["=", "=5+", "=1/0", "=revenue*2", "=(1", "=2**9", "=1,2,3.4.5,6%%"]
)
def test_what_is_no_sum_is_refused_in_words(typed, formatter):
    with pytest.raises(UsageError) as caught:
        read_value(typed, Unit.MONEY, formatter)
    assert caught.value.code == "target.not_a_number"
    assert "cannot be worked out" in caught.value.message


def test_a_sum_is_in_the_unit_of_the_grid(formatter):
    assert read_value("=400+20", Unit.MONEY, formatter, 1000) == Decimal(420_000)


def names(year, stays, targeted=frozenset()):
    rows = people_rows(DIRECTORY, parse_period(str(year)), stays, targeted)
    return [(row.name, row.level) for row in rows]


def test_a_rep_stands_only_under_the_teams_of_the_year():
    stays = (
        Stay("East", "Kari", None, None),
        Stay("East", "Erik", None, date(2025, 12, 31)),
        Stay("West", "Erik", date(2026, 1, 1), None),
        Stay("Oslo", "Sunniva", None, None),
    )
    assert ("Erik", 2) not in names(2026, stays)[: names(2026, stays).index(("West", 1))]
    assert names(2026, stays)[-2:] == [("Erik", 2), ("Loner", 1)]
    assert names(2025, stays)[-2:] == [("West", 1), ("Loner", 1)]


def test_who_left_is_named_in_that_year_and_not_afterwards(grid):
    stays = (Stay("East", "Kari", date(2025, 4, 1), date(2026, 3, 31)),)
    year = parse_period("2026")
    row = next(row for row in people_rows(DIRECTORY, year, stays) if row.name == "Kari")
    assert (row.since, row.until, row.gone) == (None, date(2026, 3, 31), True)
    assert "Kari" not in [name for name, _ in names(2027, stays)]
    assert ("Kari", 1) in names(2027, stays, {KARI})  # a target is never out of sight
    rows = people_rows(DIRECTORY, year, stays)
    model = grid(rows=rows, stays=stays)
    at = [row.name for row in rows].index("Kari")
    assert model.headerData(at, Qt.Orientation.Vertical, CHIP_ROLE) == "left 31 Mar"
    first = people_rows(DIRECTORY, parse_period("2025"), stays)
    assert grid(rows=first).headerData(at, Qt.Orientation.Vertical, CHIP_ROLE) == "from 1 Apr"


def test_a_rep_without_a_team_for_a_while_counts_for_the_organisation_then(grid):
    stays = (
        Stay("East", "Kari", None, date(2026, 3, 31)),
        Stay(None, "Kari", date(2026, 4, 1), None),
    )
    rows = people_rows(DIRECTORY, parse_period("2026"), stays)
    model = grid((KARI, "2026-03", "30"), (KARI, "2026-04", "40"), rows=rows, stays=stays)
    assert text(model, EAST, "2026-04") == "–"
    assert text(model, ORG, "2026-04") == "40"
    assert text(model, ORG, "2026") == "70"


def test_large_money_opens_in_thousands_and_small_money_does_not(grid):
    assert grid((KARI, "2026", "5140000")).scale == 1000
    assert grid((KARI, "2026", "514000")).scale == 1
    assert grid((KARI, "2026", "5140000"), key="won_deals").scale == 1


def test_a_chosen_unit_stays(grid, formatter):
    model = grid((KARI, "2026", "5140000"))
    model.set_scale(1)
    model.set_content(model.content, formatter)
    assert model.scale == 1
