"""Text tables: their encoding, their delimiter and their records are found, not asked for."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.domain.tables import RawSheet
from kpidesk.excel.reading import read_book

ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp1252": "cp1252",
}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
LINE_ENDS = {"CR": "\r", "LF": "\n", "CRLF": "\r\n"}


def only_sheet(path: Path) -> RawSheet:
    (sheet,) = read_book(path).sheets
    return sheet


@pytest.mark.parametrize(
    ("encoding", "delimiter", "line_end"), list(product(ENCODINGS, DELIMITERS, LINE_ENDS))
)
def test_every_encoding_delimiter_and_line_end(
    make_source, encoding: str, delimiter: str, line_end: str
) -> None:
    mark, end = DELIMITERS[delimiter], LINE_ENDS[line_end]
    rows = [("Selger", "Beløp", "Notat"), ("Kåre", "0012", f'a{mark}b "c"'), ("Åse", "7", "x")]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = end.join(mark.join(row) for row in quoted) + end

    book = read_book(make_source("salg.csv", text, encoding))

    assert list(book.sheets[0].rows) == rows
    assert (book.format, book.delimiter, book.encoding) == ("csv", mark, ENCODINGS[encoding])


def test_the_sheet_is_named_after_the_file_and_holds_text_only(make_source) -> None:
    sheet = only_sheet(make_source("salg 2026.tsv", "a\tb\n01\t2\n"))
    assert (sheet.name, sheet.text_only, sheet.first_row) == ("salg 2026", True, 1)
    assert sheet.rows[1] == ("01", "2")


def test_utf16_with_either_byte_order_mark(make_source) -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        path = make_source("u.csv", mark + "navn;by\nÅse;Bø\n".encode(encoding))
        assert only_sheet(path).rows[1] == ("Åse", "Bø")


@pytest.mark.parametrize(
    ("text", "delimiter", "row"),
    [
        ("Naam;Bedrag\nJan;€149,99\nMarie;€29,99\n", ";", ("Jan", "€149,99")),
        ("10,5;20,5\n1,5;2,5\n", ";", ("1,5", "2,5")),
        ("Navn;Sum;\nKari;1 234,50;\nOla;2,00;\n", ";", ("Kari", "1 234,50")),
        ("Salgsrapport 2026\n\nNavn,Sum\nKari,1\nOla,2\n", ",", ("Navn", "Sum")),
        ("Rapport, uke 9\nNavn;Sum;By\nKari;1;Bø\nOla;2;Ål\n", ";", ("Navn", "Sum", "By")),
        ("Navn,Notat\nKari,a;b\nOla,c;d\nEli,e\n", ",", ("Kari", "a;b")),
        ('Navn,Notat\nKari,"a;b;c;d"\nOla,"e;f;g;h"\n', ",", ("Kari", "a;b;c;d")),
        ("1,2\n3,4\n", ",", ("3", "4")),
    ],
)
def test_the_delimiter_is_the_one_that_gives_even_rows(
    make_source, text: str, delimiter: str, row: tuple[str, ...]
) -> None:
    book = read_book(make_source("t.csv", text))
    assert book.delimiter == delimiter
    width = len(book.sheets[0].rows[0])
    assert row + (None,) * (width - len(row)) in list(book.sheets[0].rows)


@pytest.mark.parametrize(
    "text", ["Navn\nKari\nOla\n", "Beløp\n12,50\n13,50\n", "bare en linje tekst"]
)
def test_a_single_column_has_no_delimiter(make_source, text: str) -> None:
    book = read_book(make_source("t.txt", text))
    assert book.delimiter is None
    assert {len(row) for row in book.sheets[0].rows} == {1}


def test_trailing_delimiters_leave_no_blank_columns(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", "a;b;;\n1;2;;\n;;;\n;;;\n"))
    assert list(sheet.rows) == [("a", "b"), ("1", "2")]


def test_short_rows_are_filled_up(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", "a,b,c\n1\n2,3,4\n5,6\n"))
    assert sheet.rows[1] == ("1", None, None)
    assert sheet.rows[3] == ("5", "6", None)


def test_the_line_that_names_the_delimiter_is_obeyed_and_left_out(make_source) -> None:
    book = read_book(make_source("t.csv", "sep=|\r\na|b,c,d\r\n1|2,3,4\r\n"))
    assert book.delimiter == "|"
    assert list(book.sheets[0].rows) == [("a", "b,c,d"), ("1", "2,3,4")]


def test_quotes_keep_line_ends_and_delimiters_inside_a_cell(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", 'a;b\r\n"x;1\r\ny\nz";" 2"\r\n'))
    assert sheet.rows[1] == ("x;1\r\ny\nz", " 2")


def test_mixed_line_ends(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", "a,b\r\n1,2\n3,4\r5,6"))
    assert list(sheet.rows) == [("a", "b"), ("1", "2"), ("3", "4"), ("5", "6")]


def test_blank_lines_keep_their_row_and_blank_cells_are_none(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", "\na;b\n\n1;  \n"))
    assert list(sheet.rows) == [(None, None), ("a", "b"), (None, None), ("1", None)]


def test_a_mark_that_ends_the_file_under_dos_is_no_cell(make_source) -> None:
    assert list(only_sheet(make_source("t.csv", "a;b\n1;2\n\x1a")).rows)[-1] == ("1", "2")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp850", "Kunde;By\nBlåbærsyltetøy Å/S;Tromsø på Øya\nGrønnsåker;Bodø\n"),
        ("cp850", "Kunde;Ort\nMüller;Köln\nGröße;Aßlar\nÄrzte;Übach\n"),
        ("cp850", "Kund;Ort\nÅkesson;Växjö\nJärnhandel;Malmö\nÄrlig;Öland\n"),
        ("mac_roman", "Kunde;By\nBlåbærsyltetøy Å/S;Tromsø på Øya\nGrønnsåker;Bodø\n"),
        ("mac_roman", "Kund;Ort\nÅkesson;Växjö\nJärnhandel;Malmö\nÄrlig;Öland\n"),
    ],
)
def test_what_windows_1252_cannot_be_is_the_encoding_that_gives_letters(
    make_source, text: str, encoding: str
) -> None:
    book = read_book(make_source("eldre.csv", text, encoding))
    assert [";".join(row) for row in book.sheets[0].rows] == text.splitlines()
    assert book.encoding == encoding


def test_a_few_stray_bytes_do_not_spoil_a_utf8_file(make_source) -> None:
    content = b"Selger;By\n" + "Kåre Ås;Tromsø\n".encode() * 20
    content += "Åse;Bodø\n".encode("cp1252") + "Blå".encode()[:-1]
    book = read_book(make_source("sammensatt.csv", content))
    assert book.encoding == "utf-8"
    assert list(book.sheets[0].rows)[1] == ("Kåre Ås", "Tromsø")
    assert list(book.sheets[0].rows)[21] == ("Åse", "Bodø")


def test_a_quotation_mark_never_closed_names_its_row(make_source) -> None:
    path = make_source("t.csv", 'a,b\n1,2\n"Kari,3\nOla,4\n')
    with pytest.raises(InputError) as caught:
        read_book(path)
    assert caught.value.code == "source.open_quote"
    assert (caught.value.where.file, caught.value.where.row) == ("t.csv", 3)
    assert "row 3" in caught.value.message


def test_an_inch_mark_inside_a_cell_is_a_character(make_source) -> None:
    sheet = only_sheet(make_source("t.csv", 'vare,pris\nskjerm 27",100\n'))
    assert sheet.rows[1] == ('skjerm 27"', "100")


def test_many_rows_arrive_whole_and_in_order(make_source) -> None:
    lines = "".join(f"{number};navn {number % 7}\n" for number in range(60_000))
    sheet = only_sheet(make_source("t.csv", "nr;navn\n" + lines))
    assert len(sheet.rows) == 60_001
    assert sheet.rows[60_000] == ("59999", "navn 2")
