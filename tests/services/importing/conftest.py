"""A company to import into, and sources made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from kpidesk.services.companies import create_company
from kpidesk.services.importing import (
    ImportOptions,
    ImportPlan,
    ImportResult,
    apply_import,
    plan_import,
)
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.dump import dump_lines

TODAY = date(2026, 6, 18)


class Desk:
    """A company with short ways to import into it and to look at what it then holds."""

    def __init__(self, company: CompanyFile, folder: Path) -> None:
        self.company = company
        self.folder = folder

    def csv(self, name: str, *lines: str, encoding: str = "utf-8") -> Path:
        """A text table of these lines."""
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    def workbook(self, name: str, **sheets: Sequence[Sequence[object]]) -> Path:
        """A workbook with these sheets of rows."""
        import xlsxwriter

        path = self.folder / name
        book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
        book.close()
        return path

    def plan(self, source: Path, options: ImportOptions | None = None) -> ImportPlan:
        return plan_import(self.company, source, options, today=TODAY)

    def apply(self, plan: ImportPlan, accept: bool = False) -> ImportResult:
        return apply_import(self.company, plan, accept)

    def load(
        self, source: Path, options: ImportOptions | None = None, accept: bool = False
    ) -> ImportResult:
        """Plan and apply."""
        return self.apply(self.plan(source, options), accept)

    def dump(self) -> list[str]:
        with self.company.reading() as reader:
            return list(dump_lines(reader))

    def rows(self, kind: str, *fields: str) -> list[tuple[object, ...]]:
        """Values of the dump's lines of a kind, sorted."""
        import json

        lines = [json.loads(line) for line in self.dump()]
        found = [tuple(line.get(name) for name in fields) for line in lines if line["kind"] == kind]
        return sorted(found, key=str)

    def aliases(self, ref: str) -> dict[str, str]:
        with self.company.reading() as reader:
            names = {row_id: name for name, row_id in reader.names(ref).items()}
            return {written: names[means] for written, means in reader.aliases(ref).items()}


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Make desks with companies of their own, closed at the end."""
    made: list[Desk] = []

    def make(name: str = "firma", **settings: object) -> Desk:
        folder = tmp_path / name
        folder.mkdir()
        company = create_company(folder / "firma.kpidesk", name="Firma", **settings)  # type: ignore[arg-type]
        made.append(Desk(company, folder))
        return made[-1]

    yield make
    for desk in made:
        desk.company.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A Norwegian company without anything in it."""
    return make_desk()
