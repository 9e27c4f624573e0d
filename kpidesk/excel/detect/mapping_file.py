"""Mapping files: the user's own answers about a table, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.facts import KINDS

_PARTS = ("kind", "sheet", "header_row", "columns", "dates", "decimal", "values")


@dataclass(frozen=True)
class MappingFile:
    """What a mapping file settles; a part that is None or empty is detected.

    `columns` maps headings to fields ("" leaves the column out). `values` maps a field to
    {as written: meaning}; the key "" gives the value of every row, "*" what numbers are
    multiplied by, or the grain that days in a period column stand for.
    """

    kind: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, text: str, name: str) -> MappingFile:
        """Read a mapping file's text; `name` is the file in errors.

        Raises InputError `mapping.*` that names the part at fault.
        """
        reader = _Reader(name)
        parts = reader.document(text)
        return cls(
            kind=reader.choice(parts, "kind", tuple(KINDS)),
            sheet=reader.text(parts, "sheet"),
            header_row=reader.row(parts, "header_row"),
            columns=reader.words(parts.get("columns"), "columns"),
            dates=reader.choice(parts, "dates", ("iso", "dmy", "mdy")),
            decimal=reader.choice(parts, "decimal", (",", ".")),
            values=reader.values(parts.get("values")),
        )

    def to_json(self) -> str:
        """The parts that are settled, as from_json reads them."""
        parts: dict[str, Any] = {part: getattr(self, part) for part in _PARTS}
        kept = {part: value for part, value in parts.items() if value}
        return json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True)


class _Reader:
    """Checks the parts of one mapping file and says what is wrong with it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def fail(self, code: str, message: str) -> InputError:
        return InputError(code, message, Where(file=self._name))

    def document(self, text: str) -> dict[str, Any]:
        try:
            parts = json.loads(text)
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            raise self.fail(
                "mapping.not_json", f"The mapping file is not JSON ({error.msg} at {place})."
            ) from None
        if not isinstance(parts, dict):
            raise self.fail("mapping.shape", "The mapping file must be one JSON object.")
        unknown = sorted(set(parts) - set(_PARTS))
        if unknown:
            raise self.fail(
                "mapping.unknown_part",
                f"The mapping file has a part '{unknown[0]}'; the parts are {', '.join(_PARTS)}.",
            )
        return parts

    def text(self, parts: Mapping[str, Any], part: str) -> str | None:
        value = parts.get(part)
        if value is None or isinstance(value, str):
            return value
        raise self.fail("mapping.shape", f"'{part}' must be text in quotes.")

    def choice(self, parts: Mapping[str, Any], part: str, choices: tuple[str, ...]) -> str | None:
        value = self.text(parts, part)
        if value is None or value in choices:
            return value
        raise self.fail(
            f"mapping.{part}", f"'{part}' is '{value}'; it must be one of {' '.join(choices)}."
        )

    def row(self, parts: Mapping[str, Any], part: str) -> int | None:
        value = parts.get(part)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.fail("mapping.header_row", "'header_row' must be a row number from 1.")
        return value

    def words(self, value: object, part: str) -> dict[str, str]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.fail("mapping.shape", f"'{part}' must be an object of texts.")
        words: dict[str, str] = {}
        for key, meaning in value.items():
            if meaning is not None and not isinstance(meaning, str):
                raise self.fail(
                    "mapping.shape", f"'{key}' in '{part}' must be text in quotes, or null."
                )
            words[key] = meaning or ""
        return words

    def values(self, value: object) -> dict[str, dict[str, str]]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.fail("mapping.shape", "'values' must be an object of fields.")
        return {name: self.words(words, f"values.{name}") for name, words in value.items()}
