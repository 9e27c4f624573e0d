"""Small source files, made where the test needs them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MakeSource = Callable[..., Path]

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORKBOOK = (
    f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets>'
    '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>'
    '<table:table table:name="Ark1">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


@pytest.fixture
def make_source(tmp_path: Path) -> MakeSource:
    """Writes a file of that name and content and gives its path."""

    def make(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def make_package(tmp_path: Path) -> MakeSource:
    """Writes a zip package of those parts and gives its path."""

    def make(name: str, parts: Mapping[str, str | bytes]) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return path

    return make


@pytest.fixture
def make_xlsx(make_package: MakeSource) -> MakeSource:
    """Writes a workbook of one sheet, Ark1, from the XML of its sheet (or of its rows alone)."""

    def make(rows: str = "", *, sheet: str | bytes | None = None, before: str = "") -> Path:
        if sheet is None:
            sheet = f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData></worksheet>"
        return make_package(
            "bok.xlsx",
            {
                "[Content_Types].xml": CONTENT_TYPES,
                "_rels/.rels": RELATIONS.format(target="xl/workbook.xml", kind="officeDocument"),
                "xl/workbook.xml": WORKBOOK,
                "xl/_rels/workbook.xml.rels": RELATIONS.format(
                    target="worksheets/sheet1.xml", kind="worksheet"
                ),
                "xl/worksheets/sheet1.xml": sheet,
            },
        )

    return make


@pytest.fixture
def make_ods(make_package: MakeSource) -> MakeSource:
    """Writes an OpenDocument spreadsheet of one sheet, Ark1, from the XML of its rows."""

    def make(rows: str) -> Path:
        mimetype = "application/vnd.oasis.opendocument.spreadsheet"
        manifest = (
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
            "</manifest:manifest>"
        )
        return make_package(
            "bok.ods",
            {
                "mimetype": mimetype,
                "META-INF/manifest.xml": manifest,
                "content.xml": ODS_CONTENT.format(rows=rows),
            },
        )

    return make
