"""The package that a workbook is: its main part, and the parts that it refers to.

Read with substring and pattern searches rather than an XML parser: only attributes of flat
elements are needed, and no entity of a hostile file is ever expanded.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import IO

_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class WorkbookPackage:
    """The parts of an .xlsx, .xlsm or .xlsb. Names of parts are compared without case."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {
            name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()
        }
        self._main_name = self._find_main()
        self._folder, _, file = self._main_name.rpartition("/")
        self._targets = self._relations(f"{self._folder}/_rels/{file}.rels")

    @property
    def main(self) -> bytes:
        """The content of the main part, which lists the sheets."""
        return self._read(self._main_name)

    def related(self, relation: str) -> str | None:
        """The stored name of the part that the main part calls by this id."""
        return self._names.get(self._targets.get(relation, ""))

    def read_beside(self, name: str) -> bytes:
        """The content of a part in the main part's folder, empty when there is none."""
        return self._read(f"{self._folder}/{name}")

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream, by its stored name."""
        return self._package.open(name)

    def _find_main(self) -> str:
        for attributes in elements(self._read("_rels/.rels"), b"Relationship"):
            if attributes.get("Type", "").endswith("/officeDocument"):
                return _normal(attributes.get("Target", "")).lower()
        return "xl/workbook.xml"

    def _relations(self, name: str) -> dict[str, str]:
        targets = {}
        for attributes in elements(self._read(name), b"Relationship"):
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else f"{self._folder}/{target}"
            targets[attributes.get("Id", "")] = _normal(whole).lower()
        return targets

    def _read(self, name: str) -> bytes:
        stored = self._names.get(name.lstrip("/").lower())
        return plain_xml(self._package.read(stored)) if stored is not None else b""


def plain_xml(content: bytes) -> bytes:
    """XML as UTF-8, whatever Unicode form it was stored in."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace").encode()
    return content


def elements(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    """The attributes of all elements of that local name, in order."""
    for match in re.finditer(rb"<(?:[\w.-]+:)?" + name + rb"\s([^>]*)>", xml):
        yield attributes_of(match[1])


def attributes_of(tag: bytes) -> dict[str, str]:
    """The attributes in a start tag, by the names as written."""
    found = {}
    for name, double, single in _ATTRIBUTE.findall(tag):
        found[name.decode("utf-8", "replace")] = unescape(
            (double or single).decode("utf-8", "replace")
        )
    return found


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
