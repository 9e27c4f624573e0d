"""The company file: refused untouched when it is not ours, whole when it is copied."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DEALS = [
    ["Deal", "Rep", "Status", "Closed on", "Value"],
    ["D1", "Kari", "Won", "2026-04-03", "1000.10"],
    ["D2", "Ola", "Won", "2026-04-07", "2000.20"],
]
COMMANDS = (
    ("kpi", "revenue"),
    ("kpis",),
    ("dump",),
    ("check",),
    ("batches",),
    ("undo-import",),
)


@pytest.fixture
def firm(new_company: Any, write_csv: Callable[..., Path]) -> Any:
    company = new_company("--currency", "NOK")
    company.imported(write_csv("deals.csv", DEALS))
    return company


def all_refuse(path: Path, command: Any, source: Path, *words: str) -> None:
    """Every command ends with status 4 and leaves the file as it was, to the byte."""
    before = path.read_bytes()
    for name, *rest in (*COMMANDS, ("import", str(source)), ("backup",)):
        outcome = command(name, path, *rest, *(["--json"] if name != "dump" else []))
        assert outcome.status == 4, (name, outcome)
        if name != "dump":
            assert any(word in outcome.error["message"].lower() for word in words), outcome.err
        assert path.read_bytes() == before
    left = {item.name for item in path.parent.iterdir() if item.name.startswith(path.name)}
    assert left == {path.name}


def test_a_new_file_is_an_sqlite_file_of_our_own(firm: Any) -> None:
    with closing(sqlite3.connect(firm.path)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    assert application != 0
    assert version >= 1
    assert mode in ("truncate", "delete")
    assert sound == "ok"


def test_a_newer_file_is_refused_untouched(
    firm: Any, command: Any, write_csv: Callable[..., Path]
) -> None:
    with closing(sqlite3.connect(firm.path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    journal = firm.path.with_name(firm.path.name + "-journal")
    journal.unlink(missing_ok=True)
    all_refuse(firm.path, command, write_csv("d.csv", DEALS), "newer")


def test_a_foreign_database_is_refused_untouched(
    tmp_path: Path, command: Any, write_csv: Callable[..., Path]
) -> None:
    path = tmp_path / "other.kpidesk"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
    all_refuse(path, command, write_csv("d.csv", DEALS), "not a")


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04" + b"\x00" * 500, b"SQLite format 3\x00" + b"\x07" * 4000],
)
def test_what_is_no_database_is_refused_untouched(
    tmp_path: Path, command: Any, write_csv: Callable[..., Path], content: bytes
) -> None:
    path = tmp_path / "odd.kpidesk"
    path.write_bytes(content)
    all_refuse(path, command, write_csv("d.csv", DEALS), "not a", "damaged", "empty")


def test_a_damaged_file_is_said_to_be_damaged(firm: Any, command: Any) -> None:
    content = bytearray(firm.path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 200] = b"\xff" * 200
    firm.path.write_bytes(content)
    for name, *rest in (("kpi", "revenue", "--json"), ("check", "--json"), ("dump",)):
        outcome = command(name, firm.path, *rest)
        assert outcome.status == 4, (name, outcome)
        assert "Traceback" not in outcome.err + outcome.out


def test_a_file_cut_short_is_said_to_be_damaged(firm: Any, command: Any) -> None:
    content = firm.path.read_bytes()
    firm.path.write_bytes(content[: len(content) // 2])
    for name, *rest in (("kpi", "revenue", "--json"), ("check", "--json"), ("dump",)):
        assert command(name, firm.path, *rest).status == 4, name


def test_a_folder_and_a_missing_file(command: Any, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.kpidesk"):
        outcome = command("kpi", path, "revenue", "--json")
        assert outcome.status == 4
        assert outcome.error["message"]
    assert not (tmp_path / "gone.kpidesk").exists()


def test_a_company_in_a_folder_that_is_not_there(command: Any, tmp_path: Path) -> None:
    outcome = command("new", tmp_path / "no" / "such" / "a.kpidesk", "--json")
    assert outcome.status == 4
    assert outcome.error["code"]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.slow
def test_a_locked_file_is_said_to_be_in_use(
    firm: Any, command: Any, write_csv: Callable[..., Path]
) -> None:
    before = firm.dump()
    changed = write_csv("more.csv", [DEALS[0], ["D9", "Kari", "Won", "2026-04-09", "1"]])
    with locked(firm.path):
        outcome = command("import", firm.path, changed, "--json")
    assert outcome.status == 4
    assert outcome.error["code"].startswith("company.")
    assert firm.dump() == before


def test_totals_kept_for_speed_are_proved(firm: Any) -> None:
    assert firm.command("check", "--json").document == {"ok": True, "problems": []}
    with closing(sqlite3.connect(firm.path)) as connection:
        connection.execute("UPDATE deal SET value = value + 1000000 WHERE external_id = 'D1'") if (
            _has_column(connection, "deal", "external_id")
        ) else connection.execute("UPDATE deal SET value = value + 1000000")
        connection.commit()
    outcome = firm.command("check", "--json")
    assert outcome.status == 4
    document = json.loads(outcome.out)
    assert document["ok"] is False
    assert document["problems"][0]["message"]


def _has_column(connection: sqlite3.Connection, table: str, column: str) -> bool:
    return column in {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def test_backup_and_restore(firm: Any, command: Any, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.kpidesk", tmp_path / "again.kpidesk"
    assert firm.command("backup", copy, "--json").status == 0
    assert command("restore", copy, again, "--json").status == 0
    assert command("dump", again).out == command("dump", copy).out == firm.dump()
    assert command("check", again).status == 0
    assert command("restore", copy, firm.path, "--json").status == 4
    damaged = tmp_path / "bad.kpidesk"
    damaged.write_bytes(copy.read_bytes()[:5000])
    assert command("restore", damaged, tmp_path / "never.kpidesk", "--json").status == 4
    assert not (tmp_path / "never.kpidesk").exists()


def test_a_backup_never_overwrites_and_has_a_default_place(
    firm: Any, command: Any, tmp_path: Path
) -> None:
    made = Path(firm.command("backup", "--json").document["backup"])
    assert made.exists()
    assert command("dump", made).out == firm.dump()
    note = tmp_path / "note.txt"
    note.write_text("mine", encoding="utf-8")
    assert firm.command("backup", note, "--json").status != 0
    assert note.read_text(encoding="utf-8") == "mine"


def test_same_content_same_bytes_however_it_came(
    firm: Any, new_company: Any, write_csv: Callable[..., Path]
) -> None:
    other = new_company("--currency", "NOK")
    wrong = [*DEALS[:1], ["D2", "Ola", "Won", "2026-04-08", "9"], ["D7", "Per", "Won", "2026-04-08",
                                                                  "9"]]  # fmt: skip
    other.imported(write_csv("a.csv", wrong))
    other.command("undo-import")
    other.imported(write_csv("b.csv", [DEALS[0], ["D2", "Ola", "Lost", "2026-04-09", "8"]]))
    other.imported(write_csv("c.csv", [DEALS[0], *DEALS[:0:-1]]))
    other.target("set", "revenue", "5", "--period", "2026")
    other.target("remove", "revenue", "--period", "2026")
    assert other.dump() == firm.dump()


def test_undo_of_an_older_import_keeps_the_later_one(
    firm: Any, write_csv: Callable[..., Path]
) -> None:
    before = firm.dump()
    first = firm.imported(write_csv("x.csv", [DEALS[0], ["X", "Per", "Won", "2026-04-09", "1"]]))
    firm.imported(write_csv("y.csv", [DEALS[0], ["Y", "Ola", "Won", "2026-04-09", "2"]]))
    assert firm.command("undo-import", first["batch"], "--json").status == 0
    assert {deal["deal"] for deal in firm.records("deals")} == {"D1", "D2", "Y"}
    assert firm.value("revenue") == pytest.approx(3002.3)
    assert firm.command("undo-import").status == 0
    assert firm.dump() == before
    states = [batch["state"] for batch in firm.command("batches", "--json").document["batches"]]
    assert states.count("undone") == 2


def test_undo_of_an_import_that_a_later_one_changed_is_refused_or_safe(
    firm: Any, write_csv: Callable[..., Path]
) -> None:
    first = firm.imported(write_csv("x.csv", [DEALS[0], ["X", "Per", "Won", "2026-04-09", "1"]]))
    firm.imported(write_csv("y.csv", [DEALS[0], ["X", "Per", "Won", "2026-04-09", "5"]]))
    before = firm.dump()
    outcome = firm.command("undo-import", first["batch"], "--json")
    if outcome.status != 0:
        assert firm.dump() == before
        assert outcome.error["message"]
    assert firm.command("check").status == 0


def run_program(*arguments: object, timeout: float = 120) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kpidesk.app.entry", *map(str, arguments)],
        cwd=PROJECT, capture_output=True, timeout=timeout, check=False,
    )  # fmt: skip


@pytest.mark.program
def test_the_whole_program_speaks_utf8_and_returns_its_status(
    tmp_path: Path, write_csv: Callable[..., Path]
) -> None:
    company = tmp_path / "Bø & Sønn.kpidesk"
    source = write_csv("søn.csv", [["Deal", "Rep", "Status"], ["1", "Åse Ødegård", "Won"]])
    assert run_program("new", company).returncode == 0
    assert run_program("import", company, source).returncode == 0
    dumped = run_program("dump", company)
    assert "Åse Ødegård".encode() in dumped.stdout
    assert dumped.stderr == b""
    wrong = run_program("kpi", company, "revenue", "--scope", "rep:Øyvind", "--json")
    assert wrong.returncode == 3
    assert json.loads(wrong.stderr)["error"]["code"] == "scope.unknown"
    assert wrong.stdout == b""


@pytest.mark.program
def test_a_mistyped_command_does_not_open_a_window(tmp_path: Path) -> None:
    assert run_program("chekc", timeout=3).returncode in (2, 4)


@pytest.mark.program
def test_help_of_every_command_comes_without_a_company() -> None:
    text = run_program("--help").stdout.decode()
    for name in ("new", "inspect", "import", "batches", "undo-import", "kpi", "kpis", "target",
                 "export", "report", "check", "backup", "restore", "dump"):  # fmt: skip
        assert f"\n  {name} " in text


@pytest.mark.program
@pytest.mark.parametrize(("suffix", "magic"), [("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_a_report_is_drawn(firm: Any, tmp_path: Path, suffix: str, magic: bytes) -> None:
    out = tmp_path / f"today.{suffix}"
    done = run_program("report", firm.path, out, "--period", "2026-04")
    assert done.returncode == 0, done.stderr.decode()
    assert out.read_bytes().startswith(magic)
    assert out.stat().st_size > 5000


@pytest.mark.program
def test_an_import_killed_halfway_leaves_the_old_content(
    firm: Any, tmp_path: Path, write_csv: Callable[..., Path]
) -> None:
    rows = [[f"N{place}", "Kari", "Won", "2026-04-09", "1"] for place in range(30000)]
    source = write_csv("many.csv", [DEALS[0], *rows])
    before = firm.dump()
    for wait in (0.7, 1.2):
        running = subprocess.Popen(
            [sys.executable, "-m", "kpidesk.app.entry", "import", str(firm.path), str(source)],
            cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            running.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            copy = tmp_path / "after.kpidesk"
            shutil.copy(firm.path, copy)
            assert len(firm.records("deals")) in (2, 30002)
            assert firm.command("check").status == 0
        if len(firm.records("deals")) == 30002:
            assert firm.command("undo-import").status == 0
        assert firm.dump() == before


@pytest.mark.parametrize("what", ["facts", "report"])
def test_an_export_never_takes_the_place_of_a_company_file(firm: Any, what: str) -> None:
    before = firm.path.read_bytes()
    outcome = firm.command("export", firm.path, "--what", what, "--json")
    kept = firm.path.read_bytes() == before
    firm.path.write_bytes(before)
    assert kept
    assert outcome.status in (2, 3)


def test_an_export_has_the_name_of_a_workbook(firm: Any, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("mine", encoding="utf-8")
    assert firm.command("export", note, "--what", "facts", "--json").status in (2, 3)
    assert note.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("what", ["facts", "targets"])
def test_an_export_that_cannot_be_written_says_where(firm: Any, tmp_path: Path, what: str) -> None:
    for out in (tmp_path / "no" / "such.xlsx", tmp_path):
        outcome = firm.command("export", out, "--what", what, "--json")
        assert outcome.status == 3
        assert out.name in json.dumps(outcome.error, ensure_ascii=False)
