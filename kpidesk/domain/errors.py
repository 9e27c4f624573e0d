"""Errors that are told to the user in plain words.

Each has a stable `code` (the window translates by it), a message that says what to do, and
`where` it happened. Anything else that is raised is a bug of ours and gets a crash report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault, as exact as it is known: file, sheet, cell (`D13`), row, column."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    column: str | None = None

    def as_dict(self) -> dict[str, str | int]:
        """The parts that are known, for the command line's JSON."""
        parts = {
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "row": self.row,
            "column": self.column,
        }
        return {name: value for name, value in parts.items() if value is not None}

    def __str__(self) -> str:
        sheet = f"sheet {self.sheet}" if self.sheet else None
        place = f"cell {self.cell}" if self.cell else (f"row {self.row}" if self.row else None)
        return ", ".join(part for part in (self.file, sheet, place) if part)


@dataclass(eq=False)
class KpiDeskError(Exception):
    """A fault that is not ours: told in words, with a code, a place and an exit status."""

    code: str
    message: str
    where: Where = field(default_factory=Where)
    params: Mapping[str, object] = field(default_factory=dict)

    exit_status = 3

    def __str__(self) -> str:
        place = str(self.where)
        return f"{place}: {self.message}" if place else self.message


class UsageError(KpiDeskError):
    """The command or its arguments are wrong (exit status 2)."""

    exit_status = 2


class InputError(KpiDeskError):
    """The input is at fault: a file, a sheet, a value (exit status 3)."""

    exit_status = 3


class CompanyFileError(KpiDeskError):
    """The company file is at fault: locked, damaged, newer, foreign, disk full (status 4)."""

    exit_status = 4


class Cancelled(Exception):  # noqa: N818 - a wish of the user, not an error
    """The user stopped a job; nothing was written."""
