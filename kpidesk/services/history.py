"""Undo and redo of whatever the user did, imports included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed
    from kpidesk.storage.company_file import CompanyFile


@dataclass(frozen=True, slots=True)
class Steps:
    """The texts of the step that undo would take back and of the one redo would do again."""

    undo: str | None
    redo: str | None


def steps(company: CompanyFile) -> Steps:
    """What undo and redo would do now; None where there is nothing."""
    from kpidesk.storage.history import redo_text, undo_text

    with company.reading() as reader:
        return Steps(undo_text(reader), redo_text(reader))


def undo(company: CompanyFile) -> Changed | None:
    """Take the last step back; None when there is none."""
    from kpidesk.storage.history import undo as undo_step

    return undo_step(company)


def redo(company: CompanyFile) -> Changed | None:
    """Do the step that was last taken back again; None when there is none."""
    from kpidesk.storage.history import redo as redo_step

    return redo_step(company)


def undo_import(company: CompanyFile, batch: int | None = None) -> Changed:
    """Take an import back: the last one, or the one with this batch number.

    Raises InputError when there is no such batch, or when later steps built on it.
    """
    from kpidesk.storage.history import undo_batch

    return undo_batch(company, batch)


def batches(company: CompanyFile) -> list[Mapping[str, Any]]:
    """Every import that was made, newest last, with its counts and whether it was undone."""
    with company.reading() as reader:
        return list(reader.batches())
