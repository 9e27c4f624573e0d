"""The page that is passed on: a picture and one page of PDF whose words can be found."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kpidesk.app.entry import main


@pytest.fixture(scope="module")
def company(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report") / "demo.kpidesk"
    assert main(["new", str(path), "--demo"]) == 0
    return path


def run(tool: str, *arguments: object) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    done = subprocess.run(
        [tool, *map(str, arguments)], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


@pytest.fixture(scope="module", params=["org", "rep:Ingrid Solberg"])
def pdf(request, company, qapp, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("pdf") / "report.pdf"
    scope = request.param if request.param == "org" else f"rep:{_first_rep(company)}"
    assert main(["report", str(company), str(out), "--period", "2026-06", "--scope", scope]) == 0
    return out


def _first_rep(company: Path) -> str:
    from kpidesk.services.companies import open_company
    from kpidesk.services.directory import directory

    opened = open_company(company)
    name = directory(opened).reps[0]
    opened.close()
    return name


def test_the_pdf_is_one_page_of_a4_across(pdf):
    told = run("pdfinfo", pdf)
    assert "Pages:           1" in told
    assert "842 x 595" in told
    assert "Creator:         KPIDesk" in told
    assert pdf.stat().st_size > 20_000


def test_words_and_digits_of_the_pdf_can_be_found(pdf):
    text = run("pdftotext", "-layout", pdf, "-")
    assert "Revenue" in text
    assert "June 2026" in text
    assert "18 June 2026" in text
    assert "of 22 working days" in text


def test_nothing_that_can_only_be_clicked_is_drawn(pdf):
    words = run("pdftotext", pdf, "-").splitlines()
    assert "Numbers" not in words
    assert "Curve" not in words


def test_the_picture_is_light_and_shows_something(company, qapp, tmp_path):
    out = tmp_path / "today.png"
    assert main(["report", str(company), str(out), "--period", "2026-06"]) == 0
    image = QImage(str(out))
    assert image.width() >= 1440
    assert image.pixelColor(2, 2).lightness() > 200
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 20


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(company, qapp, tmp_path, capfd):
    out = tmp_path / "nowhere" / "report.pdf"
    assert main(["report", str(company), str(out)]) == 3
    told = capfd.readouterr().err
    assert "report.pdf could not be written" in told
    assert "QPainter" not in told


def test_the_report_before_stays_when_the_new_one_cannot_be_drawn(company, qapp, tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"the one before")
    assert main(["report", str(company), str(out), "--scope", "rep:Nobody"]) == 3
    assert out.read_bytes() == b"the one before"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]
