"""Companies with all that a workbook could garble, and short ways out and back."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpidesk.domain.facts import KINDS
from kpidesk.services.companies import create_company, open_company
from kpidesk.services.demo import create_demo_company
from kpidesk.services.exporting import export_facts, export_targets
from kpidesk.services.exporting.facts import fact_sheet
from kpidesk.services.history import undo
from kpidesk.services.importing import ImportOptions, ImportPlan, apply_import, plan_import
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.dump import dump_lines

EVERY_COUNT = ("new", "changed", "rejected")


class Journey:
    """A company whose facts go out to a workbook, are edited there and come back."""

    def __init__(self, company: CompanyFile, folder: Path) -> None:
        self.company = company
        self.folder = folder

    def out(self, name: str = "facts.xlsx") -> Path:
        path = self.folder / name
        export_facts(self.company, path)
        return path

    def targets_out(self) -> Path:
        path = self.folder / "targets.xlsx"
        export_targets(self.company, path)
        return path

    def plan(self, path: Path, options: ImportOptions | None = None) -> ImportPlan:
        return plan_import(self.company, path, options)

    def back(self, path: Path) -> ImportPlan:
        """Import the workbook; gives the plan that was carried out."""
        plan = self.plan(path)
        apply_import(self.company, plan)
        return plan

    def dump(self, everything: bool = False) -> list[str]:
        with self.company.reading() as reader:
            return list(dump_lines(reader, everything))

    @staticmethod
    def seen(plan: ImportPlan) -> dict[str, dict[str, int]]:
        """Rows that are not unchanged, by kind."""
        found: dict[str, dict[str, int]] = {}
        for table in plan.tables:
            counts = table.counts.as_dict()
            told = {name: counts[name] for name in EVERY_COUNT if counts[name]}
            if told:
                found[table.kind] = told
        return found

    @staticmethod
    def changes(plan: ImportPlan) -> list[tuple[str, str, object, object]]:
        """Kind, field, old and new value of every change."""
        return [
            (table.kind, change.field, change.old, change.new)
            for table in plan.tables
            for change in table.changes
        ]

    def lines(self, kind: str) -> list[dict[str, Any]]:
        """The lines of the dump of a kind."""
        found = [json.loads(line) for line in self.dump()]
        return [line for line in found if line["kind"] == kind]

    def difference(self, before: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Lines of the dump that went, and those that came."""
        now = Counter(self.dump())
        then = Counter(before)
        gone, come = then - now, now - then
        return [json.loads(one) for one in gone.elements()], [
            json.loads(one) for one in come.elements()
        ]

    def exported(self) -> dict[str, dict[str, Any]]:
        """What an export shows: field values by key, the kind's name among them."""
        found: dict[str, dict[str, Any]] = {}
        with self.company.reading() as reader:
            for kind in KINDS.values():
                sheet = fact_sheet(reader, kind)
                for key, row in zip(sheet.keys, sheet.rows, strict=True):
                    found[key] = dict(zip(kind.field_names, row, strict=True))
        return found

    def undo(self) -> None:
        undo(self.company)

    def book(self, path: Path) -> Book:
        """The workbook, to be edited."""
        return Book(path)

    def unchanged_by(self, path: Path) -> None:
        """Importing this workbook leaves no trace."""
        before = self.dump(everything=True)
        plan = self.back(path)
        assert self.seen(plan) == {}
        assert not plan.questions
        assert not plan.changes_anything
        assert self.dump(everything=True) == before


class Book:
    """An exported workbook in a spreadsheet program's hands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def cell(self, sheet: str, row: int, field: str) -> Any:
        """The cell of a field in a row of the table, counted from 0."""
        page = self.book[sheet]
        headings = [cell.value for cell in page[1]]
        return page.cell(row + 2, headings.index(field) + 1)

    def find(self, sheet: str, field: str, **values: object) -> Any:
        """The cell of a field in the first row with these values."""
        page = self.book[sheet]
        for row in range(page.max_row - 1):
            if all(self.cell(sheet, row, name).value == value for name, value in values.items()):
                return self.cell(sheet, row, field)
        raise LookupError(values)

    def rows(self, sheet: str) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self.book[sheet].iter_rows()]

    def set(self, cell: Any, value: object) -> None:
        """Type a value into a cell; a text stays a text."""
        cell.value = float(value) if isinstance(value, Decimal) else value
        if isinstance(value, str):
            cell.data_type = "s"

    def replace_rows(self, sheet: str, rows: list[list[Any]]) -> None:
        """Put other rows in place of all that is in a sheet."""
        page = self.book[sheet]
        page.tables.clear()
        page.delete_rows(1, page.max_row)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    self.set(page.cell(at, column), value)

    def save(self) -> Path:
        for page in self.book:
            for row in page.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "_x" in cell.value:
                        # The library unescapes such texts on its way in, but not on its way out.
                        cell.value = _ESCAPE.sub("_x005F_x", cell.value)
        self.book.save(self.path)
        return self.path


_ESCAPE = re.compile(r"_x(?=[0-9A-F]{4}_(?!\n))")
# Test files are no package, so what lies beside this one is loaded from its path.
_SPEC = importlib.util.spec_from_file_location(
    "odd_company", Path(__file__).with_name("odd_company.py")
)
assert _SPEC is not None
assert _SPEC.loader is not None
odd_company = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(odd_company)


@pytest.fixture(scope="session")
def odd_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "odd.kpidesk"
    company = create_company(path, name="Odd AS", fiscal_start=7)
    with company.change("fill", "Odd rows") as work:
        odd_company.fill(work)
        work.commit()
    company.close()
    return path


@pytest.fixture(scope="session")
def example_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.kpidesk"
    create_demo_company(path).company.close()
    return path


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Path], Journey]]:
    """A journey of a copy of a company file."""
    open_files: list[CompanyFile] = []

    def open_copy(template: Path) -> Journey:
        folder = tmp_path / f"copy{len(open_files)}"
        folder.mkdir()
        shutil.copy(template, folder / "copy.kpidesk")
        open_files.append(open_company(folder / "copy.kpidesk"))
        return Journey(open_files[-1], folder)

    yield open_copy
    for company in open_files:
        company.close()


@pytest.fixture
def odd(opened: Callable[[Path], Journey], odd_template: Path) -> Journey:
    """A small company of odd texts, numbers and days, whose year starts in July."""
    return opened(odd_template)


@pytest.fixture
def example(opened: Callable[[Path], Journey], example_template: Path) -> Journey:
    return opened(example_template)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[..., Journey]]:
    made: list[CompanyFile] = []

    def make(**settings: Any) -> Journey:
        folder = tmp_path / f"empty{len(made)}"
        folder.mkdir()
        made.append(create_company(folder / "empty.kpidesk", **settings))
        return Journey(made[-1], folder)

    yield make
    for company in made:
        company.close()


@pytest.fixture
def saved_by_libreoffice(tmp_path: Path) -> Callable[[Path], Path]:
    """The workbook as LibreOffice leaves it when it loads and saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")

    def save(workbook: Path) -> Path:
        out = tmp_path / "saved"
        profile = tmp_path / "office"
        command = [office, "--headless", f"-env:UserInstallation=file://{profile}"]
        command += ["--convert-to", "xlsx", "--outdir", str(out), str(workbook)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return out / workbook.name

    return save
