"""Where tables are in a sheet, and what is around them."""

from __future__ import annotations

from datetime import date

from sheet_making import cell_sheet, only_table, text_sheet

from kpidesk.domain.tables import Cell, RawSheet
from kpidesk.excel.detect import find_tables, table_shape

DEALS = """
Salgsnr;Selger;Kunde;Beløp
S1;Kari;Fjord AS;100
S2;Ola;Fjell AS;200
"""


def headers(sheet: RawSheet) -> list[str]:
    return [column.header for column in only_table(sheet).columns]


def test_headings_under_a_title_and_blank_lines() -> None:
    table = only_table(text_sheet("Salg 2026\nAvdeling Nord\n\n" + DEALS.strip()))
    assert table.header_row == 4
    assert list(table.row_numbers) == [5, 6]
    assert table.title == "Salg 2026 · Avdeling Nord"
    assert [column.header for column in table.columns] == ["Salgsnr", "Selger", "Kunde", "Beløp"]
    assert table.columns[3].values == ("100", "200")


def test_row_numbers_follow_a_sheet_that_starts_lower() -> None:
    rows = [["Selger", "Beløp"], ["Kari", 5.0]]
    table = only_table(RawSheet("S", rows, first_row=7, first_column=2))
    assert (table.header_row, list(table.row_numbers)) == (7, [8])
    assert [column.letter for column in table.columns] == ["C", "D"]


def test_a_blank_row_between_headings_and_data_or_inside_data() -> None:
    table = only_table(
        text_sheet("Selger;Kunde;Beløp\n;;\nKari;Fjord;5\n;;\n\nOla;Fjell;6\nPer;Vik;7")
    )
    assert list(table.row_numbers) == [3, 6, 7]


def test_totals_are_set_apart_in_every_language() -> None:
    for word in ["Sum", "Totalt", "Total", "Totaal", "Summe", "I alt", "Yhteensä", "Grand total",
                 "SUM:", "Summa", "Gesamt", "Total 2026"]:  # fmt: skip
        table = only_table(text_sheet(DEALS + f"{word};;;300"))
        assert [row.label for row in table.totals] == [word]
        assert table.totals[0].row == 4
        assert table.totals[0].values == {3: "300"}
        assert len(table) == 2


def test_a_total_labelled_in_another_column() -> None:
    table = only_table(text_sheet(DEALS + ";;Totalt;300"))
    assert table.totals[0].label == "Totalt"
    assert len(table) == 2


def test_subtotals_named_after_a_group_need_the_sum_to_prove_them() -> None:
    text = "Team;Selger;Beløp\nNord;Kari;100\nNord;Ola;200\nSum Nord;;300\nSør;Per;50"
    table = only_table(text_sheet(text))
    assert [row.label for row in table.totals] == ["Sum Nord"]
    kunde = only_table(text_sheet("Kunde;Beløp\nFjord;100\nTotal Norge;250\nVik;50"))
    assert len(kunde) == 3


def test_rows_of_averages_are_no_data() -> None:
    table = only_table(text_sheet(DEALS + "Sum;;;300\nSnitt;;;150"))
    assert [row.label for row in table.totals] == ["Sum"]
    assert len(table) == 2
    assert any("Snitt" in note for note in table.notes)


def test_a_customer_called_total_in_a_full_row_is_data() -> None:
    table = only_table(text_sheet(DEALS + "S3;Kari;Total;300"))
    assert len(table) == 3
    assert not table.totals


def test_an_unlabelled_last_row_is_data_and_said() -> None:
    table = only_table(text_sheet(DEALS + ";;;300"))
    assert len(table) == 3
    assert any("no label" in note for note in table.notes)


def test_repeated_headings_are_left_out_and_said() -> None:
    again = DEALS.strip().split("\n")[0]
    table = only_table(text_sheet(DEALS + again + "\nS3;Per;Vik AS;5"))
    assert list(table.row_numbers) == [2, 3, 5]
    assert any("Row 4 repeats the headings" in note for note in table.notes)
    apart = only_table(text_sheet(DEALS + "\n" + again + "\nS3;Per;Vik AS;5"))
    assert len(apart) == 3


def test_footnotes_are_left_out_and_said() -> None:
    table = only_table(text_sheet(DEALS + "\nAlle tall er uten mva"))
    assert len(table) == 2
    assert any("Alle tall er uten mva" in note for note in table.notes)


def test_two_tables_one_below_the_other() -> None:
    sheet = text_sheet(DEALS + "\nSelgere\n\nSelger;Team;E-post\nKari;Nord;kari@f.no")
    first, second = find_tables(sheet)
    assert (len(first), len(second)) == (2, 1)
    assert second.header_row == 7
    assert second.title == "Selgere"


def test_two_tables_side_by_side_with_different_lengths() -> None:
    sheet = cell_sheet(
        [
            ["Selger", "Beløp", None, "Kunde", "Bransje"],
            ["Kari", 5.0, None, "Fjord", "Bygg"],
            ["Ola", 6.0, None, None, None],
        ]
    )
    left, right = find_tables(sheet)
    assert [column.header for column in right.columns] == ["Kunde", "Bransje"]
    assert [column.letter for column in right.columns] == ["D", "E"]
    assert len(left) == 2
    assert len(right) >= 1


def test_a_spacer_column_does_not_split_a_table() -> None:
    sheet = cell_sheet(
        [["Selger", "Kunde", None, "Beløp", "Dato"], ["Kari", "Fjord", None, 5.0, date(2026, 1, 2)]]
    )
    assert headers(sheet) == ["Selger", "Kunde", "Beløp", "Dato"]


def test_headings_only_give_a_table_without_rows() -> None:
    table = only_table(text_sheet("Salgsnr;Selger;Kunde;Beløp"))
    assert len(table) == 0


def test_no_headings_give_no_table() -> None:
    assert find_tables(text_sheet("1;2;3\n4;5;6")) == ()
    assert find_tables(text_sheet("A17;2026-01-02;100\nA18;2026-01-03;200")) == ()
    assert find_tables(text_sheet("Fjord;Bygg\nFjell;Handel")) == ()
    assert find_tables(RawSheet("empty", [])) == ()


def test_blank_and_repeated_headings_get_names_of_their_own() -> None:
    sheet = cell_sheet([[None, "Beløp", "Beløp"], ["Kari", 1.0, 2.0]])
    assert headers(sheet) == ["Column A", "Beløp", "Beløp (2)"]


def test_two_rows_of_headings_are_joined_where_names_repeat() -> None:
    sheet = cell_sheet(
        [["Selger", 2025.0, None, 2026.0, None], [None, "Jan", "Feb", "Jan", "Feb"],
         ["Kari", 1.0, 2.0, 3.0, 4.0]]
    )  # fmt: skip
    assert headers(sheet)[1:] == ["2025 Jan", "2025 Feb", "2026 Jan", "2026 Feb"]


def test_pairs_of_words_above_a_table_are_its_title() -> None:
    for gap in ("\n\n", "\n"):
        table = only_table(text_sheet("Periode;2026\nAvdeling;Nord" + gap + DEALS.strip()))
        assert table.title == "Periode 2026 · Avdeling Nord"
        assert len(table) == 2


def test_groups_under_repeated_headings_are_one_table_and_their_titles_said() -> None:
    text = DEALS + ";;Sum;300\n\nTeam Sør\n" + DEALS.strip().replace("S1", "S3").replace("S2", "S4")
    table = only_table(text_sheet(text))
    assert list(table.columns[0].values) == ["S1", "S2", "S3", "S4"]
    assert any("Team Sør" in note for note in table.notes)


def test_trailing_empty_columns_are_dropped() -> None:
    assert headers(text_sheet("Selger;Beløp;;\nKari;5;;")) == ["Selger", "Beløp"]


def test_the_row_of_headings_can_be_given() -> None:
    sheet = text_sheet("x;y\nFarge;Form\nrød;rund\nblå;firkant")
    (table,) = find_tables(sheet, header_row=2)
    assert [column.header for column in table.columns] == ["Farge", "Form"]
    assert list(table.row_numbers) == [3, 4]


def test_the_shape_ignores_order_case_and_year_but_not_other_columns() -> None:
    one = only_table(text_sheet(DEALS))
    other = only_table(text_sheet("BELØP;kunde;Selger;Salgs-nr\n1;a;b;c"))
    assert table_shape(one) == table_shape(other)
    more = only_table(text_sheet(DEALS.replace("Beløp", "Beløp;Dato").replace("100", "1;2.1.2026")))
    assert table_shape(one) != table_shape(more)
    months = [only_table(text_sheet(f"Selger;{y}-01;{y}-02\nKari;1;2")) for y in (2025, 2026)]
    assert table_shape(months[0]) == table_shape(months[1])


def test_columns_of_long_tables_keep_every_cell_in_its_row() -> None:
    rows: list[list[Cell]] = [["Deal id", "Owner", "Amount"]]
    rows += [[f"D{n}", "Kari" if n % 2 else "Ola", n] for n in range(12_345)]
    rows[7_000] = ["D6999"]
    table = only_table(cell_sheet(rows))
    ids, owners, amounts = (column.values for column in table.columns)
    assert len(ids) == len(owners) == len(amounts) == 12_345
    assert (ids[6_999], owners[6_999], amounts[6_999]) == ("D6999", None, None)
    assert all((ids[n], amounts[n]) == (f"D{n}", n) for n in range(12_345) if n != 6_999)
