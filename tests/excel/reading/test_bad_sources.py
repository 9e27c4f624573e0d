"""Sources that cannot be read: each gives one error that names the file and says what to do."""

from __future__ import annotations

import os
import socket
import struct
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from kpidesk.domain.errors import InputError
from kpidesk.excel.reading import ReadLimits, read_book


def fault(path: Path, **options: ReadLimits) -> InputError:
    with pytest.raises(InputError) as caught:
        read_book(path, **options)
    error = caught.value
    assert error.where.file == path.name
    assert error.message.endswith((".", ")"))
    assert error.exit_status == 3
    return error


def compound_file(*streams: tuple[str, bytes]) -> bytes:
    """An OLE file of those streams, each in sectors of its own."""
    sector = 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE]  # the table itself, the directory
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    body = b""
    for name, content in streams:
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % sector)
        start = len(fat)
        fat += [start + number + 1 for number in range(len(padded) // sector)]
        fat[-1] = 0xFFFFFFFE
        entries.append((name, 2, start, len(padded)))
        body += padded
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB12x", len(name) * 2 + 2, kind, 1)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
        for name, kind, start, size in entries
    ).ljust(sector, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<I", 0) + b"\xff" * 4 * 108
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    return header[:512] + table + directory + body


def test_a_missing_file(tmp_path: Path) -> None:
    assert fault(tmp_path / "borte.xlsx").code == "source.not_found"


def test_a_folder(tmp_path: Path) -> None:
    assert fault(tmp_path).code == "source.is_folder"


def test_an_empty_file(make_source) -> None:
    assert fault(make_source("tom.xlsx", b"")).code == "source.empty"


def test_a_text_of_blank_lines(make_source) -> None:
    assert fault(make_source("tom.csv", "\n  \n\n")).code == "source.empty_text"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_the_right_to_read_it(make_source) -> None:
    path = make_source("hemmelig.csv", "a;b\n")
    path.chmod(0)
    assert fault(path).code == "source.no_permission"


def test_a_file_that_the_system_refuses_to_open(make_source, monkeypatch) -> None:
    path = make_source("hemmelig.csv", "a;b\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert fault(path).code == "source.no_permission"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such files here")
def test_what_is_not_an_ordinary_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("kontakt")
        assert fault(tmp_path / "kontakt").code == "source.unreadable"


@pytest.mark.parametrize("name", ["salg.xlsx", "salg.XLS", "salg.ods", "salg.xlsb"])
def test_text_with_the_name_of_a_workbook(make_source, name: str) -> None:
    error = fault(make_source(name, "Navn;Sum\nKari;1\n"))
    assert error.code == "source.text_named_workbook"
    assert ".csv" in error.message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<html><body><table><tr><td>1</td></tr></table></body></html>", "web page"),
        ("\ufeff\n<!DOCTYPE html>\n<p>Log in</p>", "web page"),
        ("<table border=1><tr><td>1</td></tr></table>", "web page"),
        ('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com"/>', "XML"),
    ],
)
@pytest.mark.parametrize("name", ["salg.xls", "salg.csv"])
def test_a_web_page_or_xml_saved_as_a_table(make_source, name: str, text: str, kind: str) -> None:
    error = fault(make_source(name, text))
    assert error.code == "source.web_page"
    assert kind in error.message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 4, "another program"),
    ],
)
def test_a_file_of_another_kind(make_source, content: bytes, kind: str) -> None:
    error = fault(make_source("salg.xlsx", content))
    assert error.code == "source.not_workbook"
    assert kind in error.message


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("Index/Document.iwa", "Apple"),
        ("lesmeg.txt", "zip"),
    ],
)
def test_a_package_that_is_no_workbook(make_package, part: str, kind: str) -> None:
    error = fault(make_package("salg.xlsx", {"[Content_Types].xml": "<Types/>", part: "x"}))
    assert error.code == "source.not_workbook"
    assert kind in error.message


def test_an_encrypted_workbook(make_source) -> None:
    content = compound_file(("EncryptionInfo", b"x"), ("EncryptedPackage", b"x" * 5000))
    error = fault(make_source("lønn.xlsx", content))
    assert error.code == "source.encrypted"
    assert "password" in error.message


def test_an_old_workbook_under_a_password(make_source) -> None:
    records = struct.pack("<HH16x", 0x0809, 16) + struct.pack("<HH6x", 0x002F, 6) + b"\x0a\0\0\0"
    content = compound_file(("Workbook", records))
    assert fault(make_source("lønn.xls", content)).code == "source.encrypted"


def test_a_word_document_of_the_old_format(make_source) -> None:
    error = fault(make_source("salg.xls", compound_file(("WordDocument", b"x"))))
    assert error.code == "source.not_workbook"
    assert "Word" in error.message


def test_a_workbook_of_excel_3(make_source) -> None:
    content = b"\x09\x02\x06\x00\x00\x00\x10\x00" + b"\0" * 100
    assert fault(make_source("salg.xls", content)).code == "source.old_format"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.99])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    path = tmp_path / "halv.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["Navn", "Sum"])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert fault(path).code == "source.damaged"


def test_a_truncated_compound_file(make_source) -> None:
    content = compound_file(("Workbook", b"x"))
    assert fault(make_source("halv.xls", content[:700])).code.startswith("source.")
    assert fault(make_source("halv.xls", content[:100])).code == "source.damaged"


def test_a_damaged_sheet_is_named(make_xlsx) -> None:
    error = fault(make_xlsx(sheet="<worksheet><sheetData><row r='x'><c r='1A'/></row>"))
    assert (error.code, error.where.sheet) == ("source.damaged", "Ark1")


def test_a_package_whose_content_was_changed(make_xlsx) -> None:
    path = make_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert fault(path).code == "source.damaged"


def test_a_workbook_of_charts_alone(tmp_path: Path) -> None:
    path = tmp_path / "kurver.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Tom!$A$1:$A$2"})
        book.add_worksheet("Tom")
        book.add_chartsheet("Kurve").set_chart(chart)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/workbook.xml"].split(b'<sheet name="Tom"')
    parts["xl/workbook.xml"] = sheet[0] + sheet[1].partition(b"/>")[2]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert fault(path).code == "source.no_sheets"


def test_more_cells_than_allowed(make_xlsx, make_source) -> None:
    limits = ReadLimits(max_cells=1000)
    rows = "".join(f'<row r="{row}"><c r="J{row}"><v>1</v></c></row>' for row in range(1, 1002))
    assert fault(make_xlsx(rows), limits=limits).code == "source.too_large"
    assert fault(make_source("t.csv", "1;2\n" * 501), limits=limits).code == "source.too_large"
    assert len(read_book(make_source("t.csv", "1;2\n" * 500), limits=limits).sheets[0].rows) == 500


def test_one_wide_row_among_many_short_ones_counts_in_full(make_source) -> None:
    text = "1;" * 99 + "1\n" + "1;2\n" * 200
    limits = ReadLimits(max_cells=1000)
    assert fault(make_source("t.csv", text), limits=limits).code == "source.too_large"


def test_blank_lines_count_too(make_source) -> None:
    limits = ReadLimits(max_cells=1000)
    source = make_source("t.csv", "1;2\n" + "\n" * 1000 + "1;2\n")
    assert fault(source, limits=limits).code == "source.too_large"


def test_a_stray_cell_at_the_far_corner_takes_no_memory_of_ours(make_xlsx) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert fault(make_xlsx(rows)).code == "source.too_large"


def test_a_zip_bomb_is_stopped_by_the_limits(make_xlsx) -> None:
    cell = '<c t="inlineStr"><is><t>' + "x" * 200 + "</t></is></c>"
    rows = ("<row>" + cell * 100 + "</row>") * 6_000
    error = fault(make_xlsx(rows), limits=ReadLimits(memory_mb=96, seconds=30))
    assert error.code == "source.too_large"


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/salg\xe6.csv"))
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    assert read_book(path).sheets[0].rows[1] == ("1", "2")
