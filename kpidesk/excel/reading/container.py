"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from kpidesk.excel.reading.faults import SourceFault
from kpidesk.excel.reading.ole import OLE_MAGIC, CompoundFile

TEXT = "text"
MAX_UNPACKED_BYTES = 4 << 30
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error)

# What users pick by mistake, by its first bytes, in the words of the message.
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_LOTUS = (b"\x00\x00\x02\x00", b"\x00\x00\x1a\x00")
_ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
    ("index/document.iwa", "an Apple Numbers or Pages document"),
)
_OLE_KINDS: tuple[tuple[str, str], ...] = (
    ("worddocument", "a Word document"),
    ("powerpoint document", "a PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
)


def recognise(path: Path) -> str:
    """The format of a file: xlsx, xlsm, xlsb, xls, ods, or TEXT.

    Raises SourceFault for what is encrypted, damaged, too old or no workbook at all.
    """
    with path.open("rb") as stream:
        head = stream.read(512)
    if head[:2] == b"PK":
        return _recognise_zip(path)
    if head.startswith(OLE_MAGIC):
        return _recognise_ole(path)
    if head[:1] == b"\x09" and head[1:2] in b"\x00\x02\x04\x08" and head[3:4] == b"\x00":
        raise SourceFault("source.old_format")
    if head.startswith(_LOTUS):
        raise SourceFault("source.not_workbook", kind="a Lotus or Quattro worksheet")
    for magic, kind in _OTHER_KINDS:
        if head.startswith(magic):
            raise SourceFault("source.not_workbook", kind=kind)
    return TEXT


def _recognise_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            return _package_format(package)
    except (EOFError, NotImplementedError, RuntimeError, ValueError, *BROKEN_ZIP) as error:
        raise SourceFault("source.damaged", detail=str(error)) from error


def _package_format(package: zipfile.ZipFile) -> str:
    entries = package.infolist()
    names = {entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries}
    kind = _spreadsheet_format(package, names)
    if kind is None:
        raise SourceFault("source.not_workbook", kind=_other_package(names))
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceFault("source.encrypted")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise SourceFault("source.too_large")
    return kind


def _spreadsheet_format(package: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" in names and "content.xml" in names:
        mimetype = package.read("mimetype")[:200]
        return "ods" if b"opendocument.spreadsheet" in mimetype else None
    if any(name.endswith("/workbook.bin") for name in names):
        return "xlsb"
    is_workbook = any(name.rsplit("/", 1)[-1].startswith("workbook") for name in names)
    if not is_workbook and not any(name.startswith("xl/") for name in names):
        return None
    content_types = next(
        (name for name in package.namelist() if name.lower() == "[content_types].xml"), None
    )
    has_macros = content_types is not None and b"macroEnabled" in package.read(content_types)
    return "xlsm" if has_macros else "xlsx"


def _other_package(names: set[str]) -> str:
    for prefix, kind in _ZIP_KINDS:
        if any(name.startswith(prefix) for name in names):
            return kind
    return "a compressed file (zip)"


def _recognise_ole(path: Path) -> str:
    with path.open("rb") as stream:
        try:
            names = {name.lower() for name in CompoundFile(stream).names}
        except ValueError as error:
            raise SourceFault("source.damaged", detail=str(error)) from error
    if "encryptedpackage" in names:
        raise SourceFault("source.encrypted")
    if names & {"workbook", "book"}:
        return "xls"
    for name, kind in _OLE_KINDS:
        if name in names:
            raise SourceFault("source.not_workbook", kind=kind)
    raise SourceFault("source.not_workbook", kind="a document of another program")
