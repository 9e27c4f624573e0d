"""Spreadsheet readers' own test files: every one is read or refused in words, within the limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpidesk.domain.errors import InputError
from kpidesk.domain.tables import RawBook
from kpidesk.excel.reading import ReadLimits, read_book

LIMITS = ReadLimits(memory_mb=1024, seconds=60)


def outcome(path: Path) -> RawBook | InputError:
    try:
        return read_book(path, limits=LIMITS)
    except InputError as error:
        return error


@pytest.mark.slow
def test_every_file_gives_a_book_or_one_clear_error(shared_data: Path) -> None:
    files = sorted(path for path in (shared_data / "corpora").rglob("*") if path.is_file())
    assert len(files) > 1000
    refused = 0
    for path in files:
        result = outcome(path)
        if isinstance(result, InputError):
            refused += 1
            assert result.code.startswith("source."), path
            assert result.code != "source.timeout", path
            assert result.where.file == path.name
            continue
        for sheet in result.sheets:
            assert len({len(row) for row in sheet.rows}) <= 1, (path, sheet.name)
            if sheet.rows:
                assert any(cell is not None for cell in sheet.rows[-1]), (path, sheet.name)
    assert refused < len(files) * 0.06


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("calamine/pass_protected.xlsx", "source.encrypted"),
        ("calamine/pass_protected.xlsb", "source.encrypted"),
        ("calamine/pass_protected.ods", "source.encrypted"),
        ("calamine/issue_385.xls", "source.encrypted"),
        ("apache-poi/xor-encryption-abc.xls", "source.encrypted"),
        ("apache-poi/testEXCEL_4.xls", "source.old_format"),
        ("apache-poi/xlsx-corrupted.xlsx", "source.damaged"),
        ("calamine/OOM_alloc3.xls", "source.damaged"),
        ("calamine/issue_594_dos.ods", "source.too_large"),
        ("csvkit/examples/dummy.csv.gz", "source.not_workbook"),
    ],
)
def test_known_bad_files(shared_data: Path, name: str, code: str) -> None:
    result = outcome(shared_data / "corpora" / name)
    assert isinstance(result, InputError)
    assert result.code == code


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [
        ("da_nordea_trailing_semicolon.csv", ";"),
        ("de_latin1_comma.csv", ","),
        ("nl_orders_euro_prefix_bom.csv", ";"),
        ("sv_nordea_space_thousands.csv", ";"),
    ],
)
def test_delimiters_of_real_exports(shared_data: Path, name: str, delimiter: str) -> None:
    assert read_book(shared_data / "locale_csv" / name).delimiter == delimiter
