"""The guard around the reader: whatever the reader does, the program lives and says one thing."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kpidesk.domain.errors import Cancelled, InputError
from kpidesk.excel.reading import ReadLimits, child_main, read_book
from kpidesk.excel.reading.frames import MalformedFrame, unpack
from kpidesk.excel.reading.supervisor import reader_command, reader_environment

FRAME = (
    "import os, pickle\n"
    "def send(*frame):\n"
    "    payload = pickle.dumps(frame)\n"
    "    os.write(1, len(payload).to_bytes(8, 'little') + payload)\n"
)
BOOK = "send('book', 'csv', None, None)\n"
SHEET = "send('sheet', 'Ark1', 1, 0, False, False)\n"


@pytest.fixture
def source(make_source) -> Path:
    return make_source("salg.csv", "a;b\n1;2\n")


def reader(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", FRAME + code]


def fault(source: Path, code: str, **limits: float) -> InputError:
    with pytest.raises(InputError) as caught:
        read_book(source, command=reader(code), limits=ReadLimits(**limits))
    assert caught.value.where.file == "salg.csv"
    return caught.value


def test_frames_of_another_reader_make_a_book(source: Path) -> None:
    code = BOOK + SHEET + "send('rows', [(1, 'x')])\nsend('sheet_end', 2, False, 0)\nsend('end')\n"
    book = read_book(source, command=reader(code))
    assert book.sheets[0].rows == [(1, "x")]


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "os._exit(0)",
        "raise SystemExit(3)",
        "os.write(1, b'hello')",
        "os.write(1, (100).to_bytes(8, 'little') + b'short')",
        "os.write(1, b'\\xff' * 4096)",
        "os.write(1, (4).to_bytes(8, 'little') + b'junk')",
        BOOK + "os._exit(0)",
        BOOK + SHEET + "os._exit(0)",
        BOOK + "send('rows', 5)",
        BOOK + "send('rows')",
        BOOK + "send('sheet_end', 2, False, 0)",
        BOOK + SHEET + "send('end')",
        "send('end')",
        "send('unheard of')",
        "send('fault', 'source.unknown', None, None, {})",
        "send('fault')",
        "send('sheet', 'a')",
        "send(os.system)",
        "send()",
        BOOK + "os.kill(os.getpid(), 11)",
    ],
)
def test_a_reader_that_fails_is_one_error(source: Path, code: str) -> None:
    assert fault(source, code).code == "source.reader_failed"


def test_a_reader_killed_by_the_system_ran_out_of_memory(source: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no such signal there")
    assert fault(source, "os.kill(os.getpid(), 9)").code == "source.too_large"


def test_a_parser_that_aborts_for_memory_says_so(source: Path) -> None:
    code = "os.write(2, b'memory allocation of 549755813888 bytes failed'); os.abort()"
    assert fault(source, code).code == "source.too_large"


def test_a_reader_that_never_ends_is_ended(source: Path) -> None:
    started = time.monotonic()
    error = fault(source, "import time; time.sleep(600)", seconds=0.3)
    assert error.code == "source.timeout"
    assert "0.3 seconds" in error.message
    assert time.monotonic() - started < 5


def test_a_reader_that_talks_without_end_is_ended(source: Path) -> None:
    code = BOOK + SHEET + "while True: send('rows', [])"
    assert fault(source, code, seconds=0.3).code == "source.timeout"


def test_a_reader_that_complains_without_end_does_not_block(source: Path) -> None:
    code = "os.write(2, b'x' * (1 << 20))\n" + BOOK + "send('end')\n"
    assert read_book(source, command=reader(code)).sheets == ()


def test_reading_stops_when_the_user_wishes(source: Path) -> None:
    answers = iter([False, False, True])
    started = time.monotonic()
    with pytest.raises(Cancelled):
        read_book(
            source,
            command=reader("import time; time.sleep(600)"),
            cancelled=lambda: next(answers),
        )
    assert time.monotonic() - started < 5


def test_no_reader_is_left_behind(source: Path, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"open({str(note)!r}, 'w').write(str(os.getpid()))\nimport time; time.sleep(600)"
    with pytest.raises(Cancelled):
        read_book(
            source, command=reader(code), cancelled=lambda: note.exists() and note.read_text() != ""
        )
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.read_text()), 0)


def test_a_command_that_does_not_exist(source: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_book(source, command=["/there/is/no/such/program"])
    assert caught.value.code == "source.unreadable"


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not limit it itself")
def test_the_reader_bounds_its_own_memory(make_source) -> None:
    lines = "".join(f"{number};en ganske lang tekst nummer {number}\n" for number in range(200_000))
    path = make_source("stor.csv", '"' + "x" * (64 << 20) + '"\n' + lines)
    with pytest.raises(InputError) as caught:
        read_book(path, limits=ReadLimits(memory_mb=64))
    assert caught.value.code == "source.too_large"


def test_the_program_watches_the_memory_where_the_system_does_not(
    source: Path, monkeypatch
) -> None:
    monkeypatch.setattr("kpidesk.excel.reading.supervisor.READER_LIMITS_ITSELF", False)
    code = "import time; held = bytearray(b'x') * (200 << 20); time.sleep(600)"
    assert fault(source, code, memory_mb=64).code == "source.too_large"
    assert read_book(source, limits=ReadLimits(memory_mb=256)).sheets[0].rows[1] == ("1", "2")


def test_a_reader_that_lingers_after_the_end_is_not_waited_for(source: Path) -> None:
    started = time.monotonic()
    code = BOOK + "send('end')\nimport time; time.sleep(600)"
    assert read_book(source, command=reader(code)).sheets == ()
    assert time.monotonic() - started < 5


def test_the_reader_loads_only_what_the_format_needs(source: Path) -> None:
    code = (
        "import sys\n"
        "from kpidesk.excel.reading.child import main\n"
        "status = main(sys.argv[1:])\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'sqlalchemy', 'PySide6', 'lxml', 'xlsxwriter',"
        " 'python_calamine', 'charset_normalizer', 'psutil'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", code, str(source), "512", "1000", "20"],
        env=reader_environment(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.decode().strip() == "[]"


def test_importing_the_package_starts_nothing_heavy() -> None:
    code = (
        "import sys, kpidesk.excel.reading\n"
        "heavy = {'subprocess', 'psutil', 'python_calamine', 'zipfile', 'csv', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", code],
        env=reader_environment(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == "[]"


def test_a_frozen_program_starts_itself_as_the_reader(monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader_command() == [sys.executable, "--read-child"]


def test_the_frozen_entry_reads_like_the_module(source: Path) -> None:
    code = "import sys; from kpidesk.excel.reading import child_main; child_main(sys.argv[1:])"
    book = read_book(source, command=[sys.executable, "-S", "-c", code])
    assert book == read_book(source)
    assert callable(child_main)


def test_a_folder_full_of_impostors_is_not_searched_for_modules(source: Path, monkeypatch) -> None:
    (source.parent / "csv.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(source.parent)
    assert read_book(Path("salg.csv")).sheets[0].rows[1] == ("1", "2")


def test_frames_admit_plain_values_only() -> None:
    assert unpack(pickle.dumps(("rows", [(date(2026, 1, 1), 1.5, "x", None)])))[0] == "rows"
    for forbidden in (os.system, Path("x"), pytest.raises, 1j, bytearray(b"x")):
        with pytest.raises(MalformedFrame):
            unpack(pickle.dumps(("rows", forbidden)))
