"""A company file of its own for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpidesk.storage.company_file import CompanyFile, CompanySettings
from kpidesk.storage.dump import dump_lines

Dump = Callable[[CompanyFile], list[str]]


@pytest.fixture
def company(tmp_path: Path) -> Iterator[CompanyFile]:
    opened = CompanyFile.create(tmp_path / "firm.kpidesk", CompanySettings("Firm"), 0.2)
    yield opened
    opened.close()


@pytest.fixture
def dump() -> Dump:
    def lines(company: CompanyFile) -> list[str]:
        with company.reading() as reader:
            return list(dump_lines(reader))

    return lines
