"""Filling a table with many rows leaves the file as rows written one by one would."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.engine import open_sqlite

MANY = 6_000


def indexes(path: Path) -> set[tuple[str, str]]:
    connection = open_sqlite(path)
    try:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
    finally:
        connection.close()


def sound(path: Path) -> bool:
    connection = open_sqlite(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()


def fill(company: CompanyFile, first: int, *, commit: bool = True) -> None:
    rows = [(f"D{number}", "won") for number in range(first, first + MANY)]
    with company.change("import", "Import") as unit:
        unit.insert_many("deal", ("deal", "status"), rows[: MANY // 12])
        unit.insert_many("deal", ("deal", "status"), rows[MANY // 12 :])
        if commit:
            unit.commit()


@pytest.mark.parametrize("commit", [True, False])
def test_every_index_is_there_afterwards(company: CompanyFile, commit: bool) -> None:
    before = indexes(company.path)
    fill(company, 1, commit=commit)
    fill(company, MANY + 1, commit=commit)
    assert indexes(company.path) == before
    assert sound(company.path)
    with company.reading() as reader:
        assert reader.count("deals") == (2 * MANY if commit else 0)


def test_a_key_that_is_there_already_is_still_refused(company: CompanyFile) -> None:
    before = indexes(company.path)
    rows = [(f"D{number}",) for number in range(MANY)]
    with pytest.raises(IntegrityError), company.change("import", "Import") as unit:
        unit.insert_many("deal", ("deal",), [*rows, ("D7",)])
    assert indexes(company.path) == before
    with company.reading() as reader:
        assert reader.count("deals") == 0


def test_rows_are_found_before_the_step_is_committed(company: CompanyFile) -> None:
    rows = [(f"D{number}", "won") for number in range(MANY)]
    with company.change("import", "Import") as unit:
        ids = unit.insert_many("deal", ("deal", "status"), rows)
        assert unit.facts("deals", ["id"], keys=["D5"], key_column="deal") == [(ids[5],)]
        unit.update("deal", ids[5], {"status": "lost"})
        unit.delete("deal", ids[6])
        unit.commit()
    with company.reading() as reader:
        assert reader.count("deals") == MANY - 1
