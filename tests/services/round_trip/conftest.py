"""Companies with all that a workbook could garble, and short ways out and back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpidesk.domain.facts import KINDS
from kpidesk.domain.periods import parse_period
from kpidesk.services.companies import create_company, open_company
from kpidesk.services.demo import create_demo_company
from kpidesk.services.exporting import export_facts, export_targets
from kpidesk.services.exporting.facts import fact_sheet
from kpidesk.services.history import undo
from kpidesk.services.importing import ImportOptions, ImportPlan, apply_import, plan_import
from kpidesk.storage.company_file import CompanyFile, UnitOfWork
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
ODD_TEXTS = [
    "=1+1",
    "+47 22 00 00 00",
    "-Minus AS",
    "@home",
    "0012",
    "1E5",
    "1.0",
    "2026-01-01",
    "Totalt",
    "n/a",
    "None",
    "Åse & Sønn <AS> \u2013 \U0001f680 中文",
    "two\nlines",
    "three\r\nline\r\nends",
    "inner  spaces\tand tab",
    "'quoted'",
    "_x000D_ as text",
    "TRUE",
    "#N/A",
    "x" * 3000,
]
ODD_NUMBERS = [
    "0",
    "0.000001",
    "-1234567.891234",
    "123456789012.123456",
    "9007199.254741",
    "0.1",
    "1.355",
    "-0.5",
    "99999999999",
    "1355.9",
]
ODD_DAYS = [
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1900, 2, 28),
    date(1900, 3, 1),
    date(1904, 1, 1),
    date(1969, 12, 31),
    date(2000, 2, 29),
    date(2026, 1, 2),
    date(2026, 12, 31),
    date(2199, 12, 31),
]
MOMENTS = [
    datetime.fromisoformat("1899-12-31T23:59:59"),
    datetime.fromisoformat("2026-03-04T00:00:00"),
    datetime.fromisoformat("2026-03-04T09:30:01"),
    datetime.fromisoformat("2026-03-04T23:59:59"),
    datetime.fromisoformat("2099-07-04T00:00:01"),
]


class _Filler:
    """Writes rows of odd values straight into a company file."""

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        self.turn = 0

    def next(self, values: list[Any]) -> Any:
        self.turn += 1
        return values[self.turn % len(values)]

    def value(self, kind: str, name: str) -> Any:
        """Some value that a field can have."""
        field = KINDS[kind].field(name)
        if field.ref:
            return self.turn % 3 + 1
        return {
            "text": lambda: self.next(ODD_TEXTS),
            "date": lambda: self.next(ODD_DAYS),
            "datetime": lambda: self.next(MOMENTS),
            "money": lambda: Decimal(self.next(ODD_NUMBERS)),
            "quantity": lambda: Decimal(self.next(ODD_NUMBERS)),
            "integer": lambda: self.next([0, 1, 2, 10**6, 999_999_999]),
            "share": lambda: Decimal(self.next(["0", "0.1", "0.333333", "1", "0.05"])),
            "choice": lambda: self.next([*field.choices, *["Own word"] * field.open_choices]),
        }[field.type.value]()

    def facts(self, kind: str, table: str, count: int, **given: Any) -> None:
        """Rows of a kind: every second field of those that may be blank is blank by turns."""
        fields = KINDS[kind].fields
        rows = []
        for at in range(count):
            row: list[Any] = []
            for place, field in enumerate(fields):
                blank = not field.required and field.default is None and (at + place) % 3 == 0
                if field.name in given:
                    row.append(given[field.name](at))
                else:
                    row.append(None if blank else self.value(kind, field.name))
                self.turn += 1
            rows.append(row)
        columns = [f"{field.name}_id" if field.ref else field.name for field in fields]
        self.work.insert_many(table, columns, rows)


def _fill(work: UnitOfWork) -> None:
    filler = _Filler(work)
    norway = work.insert("team", {"name": "Norge"})
    teams = [work.insert("team", {"name": name, "parent_id": norway}) for name in ("Nord", "Sør")]
    for name, email in (("Kari", "kari@x.no"), ("=Ola", None), ("007", None), ("Totalt", None)):
        work.insert("rep", {"name": name, "email": email, "role": None})
    places = [
        (1, teams[0], date(2024, 1, 1), date(2025, 6, 30), "1"),
        (1, teams[1], date(2025, 7, 1), None, "0.8"),
        (2, teams[1], None, None, "1"),
        (3, norway, date(2026, 1, 1), None, "0.333333"),
    ]
    for rep, team, first, last, fte in places:
        work.insert(
            "membership",
            {
                "rep_id": rep,
                "team_id": team,
                "valid_from": first,
                "valid_to": last,
                "fte": Decimal(fte),
            },
        )
    for at, text in enumerate(ODD_TEXTS):
        work.insert(
            "customer",
            {
                "name": text,
                "segment": filler.next(ODD_TEXTS) if at % 2 else None,
                "owner_id": at % 4 + 1 if at % 3 else None,
                "customer_since": filler.next(ODD_DAYS) if at % 4 else None,
                "parent_customer_id": at - 2 if at > 3 and at % 5 == 0 else None,
            },
        )
    for text, price in zip(ODD_TEXTS[:6], ODD_NUMBERS, strict=False):
        currency = "EUR" if price == "0.1" else None
        work.insert("product", {"name": text, "price": Decimal(price), "currency": currency})
    for at, (name, outcome) in enumerate(
        [("Møte", "open"), ("Won", "won"), ("Lost", "lost"), ("Tilbud", "open")]
    ):
        work.insert("stage", {"name": name, "outcome": outcome, "position": at})
    work.set_keyed(
        "currency_rate",
        {"currency": "EUR", "valid_from": date(1800, 1, 1)},
        {"rate": Decimal("11.5")},
    )
    deal_ids = ["0012", "1E5", "12", "1e5", "=D", "-1", "007", "D 8", "2026-01-05", "1,5", "æ"]
    statuses = ["open", "won", "lost", "cancelled"]
    currency = {"currency": lambda at: "EUR" if at % 3 == 0 else None}
    filler.facts(
        "deals",
        "deal",
        len(deal_ids),
        deal=lambda at: deal_ids[at],
        status=lambda at: statuses[at % 4],
        stage=lambda at: 1,
        confidence=lambda at: Decimal("0.4"),
        created_on=lambda at: date(2026, 1, 5),
        closed_on=lambda at: None if at % 4 == 0 else date(2026, 2, 1 + at),
        **currency,
    )
    twice = {"external_id": lambda at: None if at % 2 else f"0{at}"}
    filler.facts("activities", "activity", 30, **twice)
    for _ in range(2):  # three equal rows: nothing tells them apart
        filler.facts("activities", "activity", 2, date=lambda at: date(2026, 5, 5),
                     **dict.fromkeys(_NO_DATE, lambda at: None),
                     type=lambda at: "call", quantity=lambda at: Decimal(1))  # fmt: skip
    filler.facts("leads", "lead", 20, **twice)
    filler.facts(
        "stage_history", "stage_entry", 12, deal=lambda at: deal_ids[at % 5], stage=lambda at: 1
    )
    filler.facts("orders", "sales_order", 15, **currency, **twice)
    filler.facts("costs", "cost", 15, **currency)
    filler.facts("email_stats", "email_stat", 10)
    filler.facts("prices", "price_point", 10, **currency)
    _fill_targets(work)


_NO_DATE = (
    *("rep", "customer", "contact", "deal", "minutes", "outcome"),
    *("booked_on", "channel", "external_id", "note"),
)


def _fill_targets(work: UnitOfWork) -> None:
    targets = [
        ("revenue", "org", 0, "FY2026", "1000000.123456", "1", None),
        ("revenue", "org", 0, "2027", "5", None, None),
        ("revenue", "rep", 1, "2026-Q1", "0.000001", None, "2"),
        ("revenue", "rep", 1, "2026-05", "2.5", None, None),
        ("win_rate", "team", 2, "2026-Q2", "2.5", "0.4", None),
        ("win_rate", "rep", 3, "2026-W15", "0.333333", None, None),
        ("calls", "rep", 2, "2026-03-04", "40", None, None),
        ("calls", "rep", 2, "2026-05-03..2026-05-20", "7", None, None),
        ("revenue", "customer", 1, "2026-Q3", "12", None, None),
    ]
    for kpi, scope, scope_id, text, value, threshold, stretch in targets:
        period = parse_period(text, 7)
        work.insert(
            "target",
            {
                "kpi": kpi,
                "scope": scope,
                "scope_id": scope_id,
                "period": str(period),
                "grain": str(period.grain),
                "first_day": period.first,
                "last_day": period.last,
                "value": Decimal(value),
                "threshold": Decimal(threshold) if threshold else None,
                "stretch": Decimal(stretch) if stretch else None,
            },
        )


@pytest.fixture(scope="session")
def odd_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "odd.kpidesk"
    company = create_company(path, name="Odd AS", fiscal_start=7)
    with company.change("fill", "Odd rows") as work:
        _fill(work)
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
