from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpidesk.domain.errors import CompanyFileError
from kpidesk.storage.backup import backup, daily_backup, daily_backups, restore, verify
from kpidesk.storage.company_file import CompanyFile, CompanySettings

Dump = Callable[[CompanyFile], list[str]]
DAY = date(2017, 3, 1)


def add_rep(company: CompanyFile, name: str) -> None:
    with company.change("rep.add", f"Add {name}") as unit:
        unit.insert("rep", {"name": name})
        unit.commit()


def damage(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def test_a_backup_has_the_same_content(company: CompanyFile, dump: Dump) -> None:
    add_rep(company, "Kari")
    copy = backup(company)
    assert copy.parent == company.path.parent / "backups"
    assert dump(CompanyFile.open(copy)) == dump(company)
    assert [found.name for found in copy.parent.iterdir() if "part" in found.name] == []


def test_a_backup_goes_where_it_is_told_but_never_over_a_file(
    company: CompanyFile, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere" / "copy.kpidesk"
    assert backup(company, target) == target
    for dest in (target, company.path):
        with pytest.raises(CompanyFileError) as error:
            backup(company, dest)
        assert error.value.code == "company.exists"
    assert backup(company, target.parent).parent == target.parent


def test_a_backup_leaves_out_what_is_not_saved_yet(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        copy = backup(company)
        unit.commit()
    assert dump(CompanyFile.open(copy)) == before


def test_one_automatic_backup_a_day_and_fourteen_are_kept(company: CompanyFile) -> None:
    own = backup(company)
    for number in range(20):
        day = DAY + timedelta(number)
        assert daily_backup(company, day) is not None
        assert daily_backup(company, day) is None
    kept = sorted(path.name for path in daily_backups(company.path))
    assert len(kept) == 14
    assert kept[0] == "firm day 2017-03-07.kpidesk"
    assert own.exists()


def test_a_damaged_file_is_not_taken_for_a_backup_and_drops_no_older_one(
    company: CompanyFile,
) -> None:
    for number in range(14):
        daily_backup(company, DAY + timedelta(number))
    before = sorted(daily_backups(company.path))
    damage(company.path)
    with pytest.raises(CompanyFileError) as error:
        daily_backup(company, DAY + timedelta(30))
    assert error.value.code == "company.damaged"
    assert sorted(daily_backups(company.path)) == before


def test_restoring_brings_the_content_back(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    copy = backup(company)
    add_rep(company, "Kari")
    other = company.path.with_name("other.kpidesk")
    restore(copy, other)
    assert dump(CompanyFile.open(other)) == before
    with pytest.raises(CompanyFileError) as error:
        restore(copy, company.path)
    assert error.value.code == "company.exists"
    restore(copy, company.path, replace=True)
    assert dump(company) == before


def test_what_a_restore_replaces_is_kept(company: CompanyFile, dump: Dump) -> None:
    copy = backup(company)
    add_rep(company, "Kari")
    replaced = dump(company)
    restore(copy, company.path, replace=True)
    (kept,) = company.path.parent.glob("backups/firm before restore *.kpidesk")
    assert dump(CompanyFile.open(kept)) == replaced


def test_a_damaged_file_is_set_aside_and_replaced(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    copy = backup(company)
    damage(company.path)
    restore(copy, company.path, replace=True)
    assert dump(CompanyFile.open(company.path)) == before
    assert len(list(company.path.parent.glob("firm.kpidesk.damaged*"))) >= 1


def test_a_restore_waits_for_nobody_who_writes(company: CompanyFile, dump: Dump) -> None:
    copy = backup(company)
    add_rep(company, "Kari")
    before = dump(company)
    with closing(sqlite3.connect(company.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CompanyFileError) as error:
            restore(copy, company.path, replace=True, wait_seconds=0.1)
    assert error.value.code == "company.locked"
    assert dump(company) == before


def test_only_sound_company_files_are_restored(company: CompanyFile, tmp_path: Path) -> None:
    copy = backup(company)
    damage(copy)
    text = tmp_path / "text.kpidesk"
    text.write_text("nothing of the kind")
    for source, code in ((copy, "company.damaged"), (text, "company.foreign")):
        with pytest.raises(CompanyFileError) as error:
            restore(source, tmp_path / "new.kpidesk")
        assert error.value.code == code
        assert not (tmp_path / "new.kpidesk").exists()


def test_broken_references_are_found(company: CompanyFile) -> None:
    verify(company.path)
    with closing(sqlite3.connect(company.path)) as connection:
        connection.execute("INSERT INTO deal (deal, rep_id) VALUES ('A', 99)")
        connection.commit()
    with pytest.raises(CompanyFileError, match="damaged"):
        verify(company.path)


def test_two_companies_in_a_folder_keep_their_own_backups(
    company: CompanyFile, tmp_path: Path
) -> None:
    other = CompanyFile.create(tmp_path / "firm day.kpidesk", CompanySettings("Other"))
    daily_backup(company, DAY)
    daily_backup(other, DAY)
    assert len(daily_backups(company.path)) == len(daily_backups(other.path)) == 1
