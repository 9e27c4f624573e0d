"""What an outside checker has: the commands, the real files, and nothing from inside."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kpidesk.cli.main import CliContext, run

Row = dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on standard output, after a command that did its work."""
        assert self.status == 0, self.err
        assert self.err == ""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error document on standard error, after a command that refused."""
        assert self.status != 0, self.out
        assert self.out == ""
        document = json.loads(self.err)
        assert set(document) == {"error"}
        assert set(document["error"]) == {"code", "message", "where"}
        return document["error"]


def _no_report(*arguments: object) -> None:
    raise AssertionError(f"no report was asked for: {arguments}")


def call(*arguments: object) -> Outcome:
    """Run `kpidesk ARGUMENTS …` in this process, with streams of its own."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        status = run([str(argument) for argument in arguments], CliContext(_no_report))
    finally:
        sys.stdout, sys.stderr = kept
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Outcome(status, texts[0], texts[1])


@dataclass(frozen=True)
class Company:
    """A company file, spoken to through the command line only."""

    path: Path

    def command(self, name: str, *arguments: object) -> Outcome:
        return call(name, self.path, *arguments)

    def target(self, verb: str, *arguments: object) -> Outcome:
        return call("target", verb, self.path, *arguments, "--json")

    def imported(self, source: Path, *options: object) -> Any:
        """The document of an import that must succeed."""
        return self.command("import", source, *options, "--json").document

    def refused(self, source: Path, *options: object) -> Any:
        """The error document of an import that must be refused as bad input, writing nothing."""
        before = self.dump()
        outcome = self.command("import", source, *options, "--json")
        assert outcome.status == 3, outcome
        assert self.dump() == before
        return outcome.error

    def rows(self, key: str, *options: object) -> list[dict[str, Any]]:
        """The rows of `kpi KEY --json`."""
        rows: list[dict[str, Any]] = self.command("kpi", key, *options, "--json").document["rows"]
        return rows

    def value(self, key: str, *options: object) -> Any:
        """The only value of `kpi KEY --json`."""
        (row,) = self.rows(key, *options)
        return row["value"]

    def dump(self) -> str:
        outcome = self.command("dump")
        assert outcome.status == 0, outcome.err
        return outcome.out

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The dump's lines of one kind."""
        lines = (json.loads(line) for line in self.dump().splitlines())
        return [line for line in lines if line["kind"] == kind]


NewCompany = Callable[..., Company]


@pytest.fixture(scope="session")
def empty_companies(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """An empty company file for these options, made once and copied from then on."""
    folder = tmp_path_factory.mktemp("empty")
    made: dict[tuple[object, ...], Path] = {}

    def empty(*options: object) -> Path:
        if options not in made:
            made[options] = folder / f"empty{len(made)}.kpidesk"
            assert call("new", made[options], "--name", "Firm", *options).status == 0
        return made[options]

    return empty


@pytest.fixture
def new_company(tmp_path: Path, empty_companies: Callable[..., Path]) -> NewCompany:
    """Makes an empty company file: `new_company("--currency", "USD")`."""
    return company_maker(tmp_path, empty_companies)


@pytest.fixture(scope="module")
def lasting_company(
    tmp_path_factory: pytest.TempPathFactory, empty_companies: Callable[..., Path]
) -> NewCompany:
    """Makes an empty company file that lasts as long as the module's tests."""
    return company_maker(tmp_path_factory.mktemp("companies"), empty_companies)


def company_maker(folder: Path, empty_companies: Callable[..., Path]) -> NewCompany:
    made: list[Path] = []

    def make(*options: object) -> Company:
        path = folder / f"firm{len(made)}.kpidesk"
        made.append(path)
        shutil.copyfile(empty_companies(*options), path)
        return Company(path)

    return make


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Company], Company]:
    """A copy of a company that several tests begin from."""

    def copy(company: Company) -> Company:
        return Company(Path(shutil.copyfile(company.path, tmp_path / f"copy-{company.path.name}")))

    return copy


def read_csv(path: Path) -> list[Row]:
    """A CSV's rows, as plain as Python reads them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def csv_rows() -> Callable[[Path], list[Row]]:
    return read_csv


@pytest.fixture(scope="session")
def command() -> Callable[..., Outcome]:
    """Runs `kpidesk ARGUMENTS …`."""
    return call


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a CSV: `write_csv("deals.csv", [["Deal", "Value"], ["1", "2"]])`."""

    def write(name: str, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(rows)
        return path

    return write


@pytest.fixture
def write_book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook: `write_book("book.xlsx", {"Sheet": [["Deal", 1], …]})`."""

    def write(name: str, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
        from openpyxl import Workbook

        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Loads a workbook in LibreOffice and saves it in another form."""
    place = tmp_path_factory.mktemp("office")

    def convert(book: Path, form: str) -> Path:
        out = place / form
        program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
        profile = f"-env:UserInstallation=file://{place}/profile"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", form, "--outdir", out, book],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return out / f"{book.stem}.{form}"

    return convert
