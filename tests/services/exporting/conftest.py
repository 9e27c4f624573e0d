"""The example company, made once, and a spreadsheet program to recalculate with."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpidesk.services.demo import create_demo_company
from kpidesk.storage.company_file import CompanyFile

_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CompanyFile]:
    made = create_demo_company(tmp_path_factory.mktemp("example") / "example.kpidesk")
    yield made.company
    made.company.close()


@pytest.fixture
def recalculated(tmp_path: Path) -> Callable[[Path], Path]:
    """The workbook as LibreOffice leaves it after counting every formula anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path / "office"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS)

    def recalculate(workbook: Path) -> Path:
        out = tmp_path / "recalculated"
        subprocess.run(
            [
                office,
                "--headless",
                f"-env:UserInstallation=file://{profile}",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(out),
                str(workbook),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return out / workbook.name

    return recalculate
