from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from kpidesk.domain.errors import CompanyFileError
from kpidesk.domain.kpis import CATALOGUE
from kpidesk.storage.company_file import CompanyFile, CompanySettings
from kpidesk.storage.file_facts import APPLICATION_ID, SCHEMA_VERSION, peek

Dump = Callable[[CompanyFile], list[str]]


def fingerprint(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def code_of(error: pytest.ExceptionInfo[CompanyFileError], path: Path) -> str:
    assert error.value.exit_status == 4
    assert error.value.where.file == str(path)
    return error.value.code


def test_a_new_file_holds_its_settings_and_the_whole_catalogue(tmp_path: Path) -> None:
    bands = (Decimal("1.05"), Decimal("0.8"))
    settings = CompanySettings("Nordlys ÅØ", "SEK", "SE", 5, ("revenue", "calls"), bands)
    CompanyFile.create(tmp_path / "n.kpidesk", settings).close()
    with CompanyFile.open(tmp_path / "n.kpidesk").reading() as reader:
        assert reader.settings() == settings
        assert reader.kpi_definitions() == list(CATALOGUE.values())


def test_a_file_is_known_by_its_marks_without_opening_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "strange % name?#.kpidesk"
    CompanyFile.create(path, CompanySettings("Firm")).close()
    facts = peek(path)
    assert (facts.name, facts.version, facts.size) == ("Firm", SCHEMA_VERSION, path.stat().st_size)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_looking_at_a_file_loads_nothing_heavy() -> None:
    code = (
        "import sys, kpidesk.storage.file_facts; "
        "sys.exit(any(m in sys.modules for m in ('sqlalchemy', 'pandas', 'kpidesk.domain.kpis')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_creating_never_writes_over_a_file(company: CompanyFile) -> None:
    before = fingerprint(company.path)
    with pytest.raises(CompanyFileError) as error:
        CompanyFile.create(company.path, CompanySettings("Other"))
    assert code_of(error, company.path) == "company.exists"
    assert fingerprint(company.path) == before


def test_creating_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.kpidesk"
    with pytest.raises(CompanyFileError) as error:
        CompanyFile.create(path, CompanySettings("Firm"))
    assert code_of(error, path) == "company.no_folder"


def test_a_file_that_could_not_be_finished_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kpidesk.storage.migrations._first_version", lambda: iter(["CREATE TABLE a (b)", "no sql"])
    )
    with pytest.raises(sqlite3.OperationalError):
        CompanyFile.create(tmp_path / "a.kpidesk", CompanySettings("Firm"))
    assert list(tmp_path.iterdir()) == []


def test_connections_are_set_for_safety(company: CompanyFile) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "locking_mode": "normal",
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    with company.reading() as reader:
        found = {
            name: reader.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted
        }
    assert found == wanted


def add_kari_and_fail(company: CompanyFile) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        raise ZeroDivisionError


def test_nothing_is_kept_without_commit(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
    with pytest.raises(ZeroDivisionError):
        add_kari_and_fail(company)
    assert dump(company) == before


def test_tables_made_in_a_change_roll_back_too(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        unit.connection.exec_driver_sql("CREATE TABLE extra (a)")
    with closing(sqlite3.connect(company.path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "extra" not in names


def test_a_reader_sees_one_moment(company: CompanyFile) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        with company.reading() as reader:
            assert reader.names("rep") == {}
        unit.commit()
    with company.reading() as reader:
        assert reader.names("rep") == {"Kari": 1}


def _folder(path: Path) -> None:
    path.mkdir()


def _zero_bytes(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("Deal;Value\nA;12\n")


def _long_text(path: Path) -> None:
    path.write_text("Deal;Value\n" * 5_000)


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE setting (key, value)")
        connection.execute("PRAGMA application_id=77")
        connection.commit()


def _newer(path: Path) -> None:
    CompanyFile.create(path, CompanySettings("Firm")).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")


def _truncated(path: Path) -> None:
    CompanyFile.create(path, CompanySettings("Firm")).close()
    path.write_bytes(path.read_bytes()[:20_000])


def _scribbled_on(path: Path) -> None:
    CompanyFile.create(path, CompanySettings("Firm")).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\x55" * 4_000 + whole[4_100:])


def _without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA user_version=1")
        connection.execute("VACUUM")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_zero_bytes, "company.empty"),
        (_text, "company.foreign"),
        (_long_text, "company.foreign"),
        (_of_another_program, "company.foreign"),
        (_newer, "company.newer"),
        (_truncated, "company.damaged"),
        (_scribbled_on, "company.damaged"),
        (_without_tables, "company.damaged"),
    ],
)
def test_what_is_no_usable_company_file_is_refused_untouched(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    path = tmp_path / "f.kpidesk"
    make(path)
    before = fingerprint(path), sorted(tmp_path.iterdir())
    with pytest.raises(CompanyFileError) as error:
        CompanyFile.open(path)
    assert code_of(error, path) == code
    assert (fingerprint(path), sorted(tmp_path.iterdir())) == before


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CompanyFileError) as error:
        CompanyFile.open(tmp_path)
    assert code_of(error, tmp_path) == "company.folder"
    missing = tmp_path / "gone.kpidesk"
    with pytest.raises(CompanyFileError) as error:
        CompanyFile.open(missing)
    assert code_of(error, missing) == "company.not_found"
    assert not missing.exists()


def test_a_file_that_vanishes_while_open_is_not_made_anew(company: CompanyFile) -> None:
    company.path.unlink()
    with pytest.raises(CompanyFileError) as error, company.reading():
        pass
    assert code_of(error, company.path) == "company.not_found"
    assert not company.path.exists()


def write_on_a_full_disk(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        pages = unit.connection.exec_driver_sql("PRAGMA page_count").scalar()
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        unit.insert_many("customer", ["name"], [(f"Customer {n}" * 20,) for n in range(2_000)])
        unit.commit()


def write_where_only_reading_is_allowed(company: CompanyFile) -> None:
    with company.change("x", "x") as unit:
        unit.connection.exec_driver_sql("PRAGMA query_only=ON")
        unit.insert("rep", {"name": "Kari"})


def test_a_full_disk_is_told_and_changes_nothing(company: CompanyFile, dump: Dump) -> None:
    before = dump(company)
    with pytest.raises(CompanyFileError) as error:
        write_on_a_full_disk(company)
    assert code_of(error, company.path) == "company.disk_full"
    assert dump(company) == before


def test_a_file_that_may_only_be_read_opens_and_says_so_when_changed(company: CompanyFile) -> None:
    with pytest.raises(CompanyFileError) as error:
        write_where_only_reading_is_allowed(company)
    assert code_of(error, company.path) == "company.read_only"


_HOLD = """
import sys
from pathlib import Path
from kpidesk.storage.company_file import CompanyFile
with CompanyFile.open(Path(sys.argv[1])).change("rep.add", "Add Ola") as unit:
    unit.insert("rep", {"name": "Ola"})
    print("holding", flush=True)
    sys.stdin.readline()
    unit.commit()
print("saved", flush=True)
"""


def test_a_second_program_waits_and_then_says_who_is_in_the_way(company: CompanyFile) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(company.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "holding\n"
        with company.reading() as reader:
            assert reader.names("rep") == {}
        with (
            pytest.raises(CompanyFileError, match="in use by another program") as error,
            company.change("rep.add", "Add Kari"),
        ):
            pass
        assert code_of(error, company.path) == "company.locked"
        other.stdin.write("go\n")
        other.stdin.flush()
        assert other.stdout.readline() == "saved\n"
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.commit()
        assert unit.action_id == 2
    with company.reading() as reader:
        assert reader.names("rep") == {"Ola": 1, "Kari": 2}


def test_a_file_that_is_being_saved_opens_a_moment_later_or_says_it_is_locked(
    company: CompanyFile,
) -> None:
    with closing(sqlite3.connect(company.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CompanyFileError) as error:
            CompanyFile.open(company.path, wait_seconds=0.1)
        assert code_of(error, company.path) == "company.locked"
        other.execute("ROLLBACK")
    CompanyFile.open(company.path).close()


def test_threads_read_whole_steps_while_another_writes(tmp_path: Path) -> None:
    company = CompanyFile.create(tmp_path / "a.kpidesk", CompanySettings("Firm"))

    def write(number: int) -> None:
        with company.change("rep.add", "Add two") as unit:
            unit.insert("rep", {"name": f"A{number}"})
            unit.insert("rep", {"name": f"B{number}"})
            unit.commit()

    def read(_: int) -> int:
        with company.reading() as reader:
            return len(reader.names("rep"))

    with ThreadPoolExecutor(4) as pool:
        writes = [pool.submit(write, number) for number in range(10)]
        counts = list(pool.map(read, range(40)))
    assert all(done.exception() is None for done in writes)
    assert all(count % 2 == 0 for count in counts)
    assert read(0) == 20


def test_a_unit_of_work_is_committed_once(company: CompanyFile) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.commit()
        with pytest.raises(RuntimeError):
            unit.commit()


_DIE = """
import sys
from pathlib import Path
from kpidesk.storage.company_file import CompanyFile
with CompanyFile.open(Path(sys.argv[1])).change("import", "Import") as unit:
    unit.connection.exec_driver_sql("PRAGMA cache_size=5")
    unit.insert_many("customer", ["name"], [(f"Customer {n}" * 20,) for n in range(5_000)])
    print("half", flush=True)
    sys.stdin.readline()
"""


def test_a_program_killed_in_the_middle_of_a_change_leaves_the_old_content(
    company: CompanyFile, dump: Dump
) -> None:
    with company.change("rep.add", "Add Kari") as unit:
        unit.insert("rep", {"name": "Kari"})
        unit.commit()
    before = dump(company)
    with subprocess.Popen(
        [sys.executable, "-c", _DIE, str(company.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "half\n"
        other.kill()
        other.wait()
    journal = company.path.with_name(company.path.name + "-journal")
    assert journal.stat().st_size > 0
    assert peek(company.path).name == "Firm"
    assert dump(CompanyFile.open(company.path)) == before


def test_settings_are_json_values(company: CompanyFile) -> None:
    with company.change("settings", "Settings") as unit:
        unit.set_setting("cards", ["revenue", "win_rate"])
        unit.set_setting("extra", {"a": [1, None]})
        unit.commit()
    with company.reading() as reader:
        assert reader.settings().cards == ("revenue", "win_rate")
        assert reader.setting("extra") == {"a": [1, None]}
        assert reader.setting("nothing", 7) == 7
    with closing(sqlite3.connect(company.path)) as connection:
        rows = connection.execute("SELECT value FROM setting").fetchall()
    assert all(json.loads(row[0]) is not None for row in rows)
