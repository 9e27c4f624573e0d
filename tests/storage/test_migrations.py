from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from kpidesk.domain.errors import CompanyFileError
from kpidesk.storage import company_file, file_facts, migrations
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.file_facts import SCHEMA_VERSION
from kpidesk.storage.history import redo
from kpidesk.storage.migrations import create_tables, migrate
from kpidesk.storage.schema import metadata

Dump = Callable[[CompanyFile], list[str]]
VERSIONS = Path(__file__).parent / "versions"


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, indexes and references of every table."""
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    found: dict[str, object] = {}
    for table in tables:
        indexes = {}
        for _, name, unique, origin, partial in connection.execute(f"PRAGMA index_list({table})"):
            columns = connection.execute(f"PRAGMA index_info('{name}')").fetchall()
            indexes[name] = (unique, origin, partial, columns)
        found[table] = (
            connection.execute(f"PRAGMA table_info({table})").fetchall(),
            indexes,
            sorted(connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()),
        )
    return found


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_file_has_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    live = tmp_path / "live.db"
    engine = create_engine(f"sqlite:///{live}")
    metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(":memory:")) as made, closing(sqlite3.connect(live)) as known:
        create_tables(made)
        assert shape(made) == shape(known)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_files_of_every_version_open_with_the_same_content(
    tmp_path: Path, dump: Dump, version: int
) -> None:
    old = VERSIONS / f"v{version:04d}.kpidesk"
    path = Path(shutil.copy(old, tmp_path))
    company = CompanyFile.open(path)
    assert version_of(path) == SCHEMA_VERSION
    assert dump(company) == old.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert check(company) == []
    assert redo(company) is not None
    with company.reading() as reader:
        assert "Per" in reader.names("rep")


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE rep ADD COLUMN phone TEXT")


def fail_midway(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE rep ADD COLUMN phone TEXT")
    connection.execute("DROP TABLE day_total")
    connection.execute("UPDATE rep SET name = 'x'")
    raise ZeroDivisionError


def lose_a_rep(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM rep")


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(VERSIONS / "v0001.kpidesk", tmp_path))


def test_an_upgrade_raises_the_version_and_leaves_a_backup(old_file: Path) -> None:
    before = old_file.read_bytes()
    migrate(old_file, upgrades={2: add_column})
    assert version_of(old_file) == 2
    with closing(sqlite3.connect(old_file)) as connection:
        assert connection.execute("SELECT name, phone FROM rep").fetchall() == [
            ("Kari Nygård", None)
        ]
    (kept,) = (old_file.parent / "backups").iterdir()
    assert "before version-2" in kept.name
    assert version_of(kept) == 1
    assert len(kept.read_bytes()) == len(before)


def test_an_upgrade_that_fails_midway_leaves_the_file_as_it_was(old_file: Path, dump: Dump) -> None:
    content, before = dump(CompanyFile.open(old_file)), old_file.read_bytes()
    with pytest.raises(ZeroDivisionError):
        migrate(old_file, upgrades={2: fail_midway})
    assert old_file.read_bytes() == before
    assert dump(CompanyFile.open(old_file)) == content


def test_an_upgrade_that_breaks_references_is_taken_back(old_file: Path) -> None:
    before = old_file.read_bytes()
    with pytest.raises(CompanyFileError) as error:
        migrate(old_file, upgrades={2: lose_a_rep})
    assert error.value.code == "company.damaged"
    assert old_file.read_bytes() == before


def test_versions_are_reached_one_by_one(old_file: Path) -> None:
    with pytest.raises(CompanyFileError):
        migrate(old_file, upgrades={3: lose_a_rep, 2: add_column})
    assert version_of(old_file) == 2


def test_opening_an_older_file_brings_it_up_to_date(
    old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (file_facts, company_file, migrations):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(migrations, "upgrades_from", lambda version: {2: add_column})
    company = CompanyFile.open(old_file)
    with company.reading() as reader:
        assert list(reader.names("rep")) == ["Kari Nygård"]
    assert version_of(old_file) == 2
    assert len(list((old_file.parent / "backups").iterdir())) == 1
    CompanyFile.open(old_file)
    assert len(list((old_file.parent / "backups").iterdir())) == 1
