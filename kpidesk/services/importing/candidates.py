"""What in a source could be imported: its tables with how they would be read, and the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.tables import Proposal, RawBook, RawSheet, SourceTable
from kpidesk.services.importing.folding import fold_name
from kpidesk.services.importing.own_sheets import own_kind, own_proposal, own_tables
from kpidesk.services.importing.plan import ImportOptions, LeftOut

if TYPE_CHECKING:
    from kpidesk.excel.detect import MappingFile

Remembered = Callable[[str], Mapping[str, object] | None]
_NEARNESS = (
    "import.no_rows",
    "import.missing_column",
    "import.unknown_kind",
    "import.no_table",
    "import.empty_sheet",
)
_SEEN_CHARACTERS = 40
_SEEN = 8  # so many headings or cells are shown of what was not understood


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of the source, and how it would be read. `mapping` is what settled that.

    `ours` marks a table that KPIDesk wrote: its headings settle everything, so nothing of it is
    remembered.
    """

    table: SourceTable
    proposal: Proposal
    shape: str
    hidden: bool
    mapping: MappingFile | None
    remembered: bool
    ours: bool = False

    @property
    def kind(self) -> str:
        """The kind of its rows; a table without one is no candidate."""
        assert self.proposal.kind is not None
        return self.proposal.kind


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in a source."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    only_headings: bool = False  # an export of nothing: there is nothing to import, rightly


def find_candidates(
    book: RawBook,
    options: ImportOptions,
    known_kpis: frozenset[str],
    remembered: Remembered,
) -> Found:
    """The tables of a book that can be imported, and what is left out and why.

    Raises InputError `import.no_sheet` when a sheet is asked for that is not there.
    """
    candidates: list[Candidate] = []
    left_out: list[LeftOut] = []
    empty_ours: list[LeftOut] = []
    placed: list[tuple[RawSheet, SourceTable]] = []
    for sheet in _sheets(book, options):
        mapping = options.mappings.get(sheet.name, options.mapping)
        tables, nothing = _tables(sheet, mapping.header_row if mapping else None)
        placed += [(sheet, table) for table in tables]
        left_out += [nothing] if nothing else []
    own = _own_mappings([table for _, table in placed], options)
    for sheet, table in placed:
        found = _of_table(table, sheet, options.kind, own.get(id(table)), known_kpis, remembered)
        if isinstance(found, Candidate):
            candidates.append(found)
        else:
            left_out.append(found)
            empty_ours += [found] if own_kind(table) is not None and len(table) == 0 else []
    # Headings of ours that wait for their first row need no word.
    left_out = [one for one in left_out if one not in empty_ours]
    only_headings = bool(empty_ours) and not candidates and not left_out
    return Found(tuple(candidates), tuple(left_out), only_headings)


def _own_mappings(tables: Sequence[SourceTable], options: ImportOptions) -> dict[int, MappingFile]:
    """The mapping that the user gave for a table, by the table's identity."""
    rest = [table for table in tables if table.sheet not in options.mappings]
    given = [(options.mapping, rest)] if options.mapping else []
    for name, mapping in options.mappings.items():
        given.append((mapping, [table for table in tables if table.sheet == name]))
    return {id(table): mapping for mapping, some in given for table in _concerned(some, mapping)}


def _concerned(tables: Sequence[SourceTable], mapping: MappingFile) -> Sequence[SourceTable]:
    """The tables that a mapping file speaks of: those with all of its columns.

    Where no table has them, it is held against every one, which then says what is missing.
    """
    wanted = {fold_name(header) for header in mapping.columns}
    found = [
        table
        for table in tables
        if wanted <= {fold_name(column.header) for column in table.columns}
    ]
    return found or tables


def refuse_nothing(book: RawBook, found: Found) -> None:
    """Say what was seen in a source in which there is nothing to import."""
    if found.candidates or found.only_headings:
        return
    if not found.left_out:
        raise InputError("import.no_table", "The file has no sheets.", Where(file=book.name))
    # The sheet that came nearest to being understood tells most.
    ordered = sorted(found.left_out, key=lambda one: _NEARNESS.index(one.code))
    first = ordered[0]
    more = "; ".join(f"{one.sheet}: {one.message}" for one in ordered[1:4])
    raise InputError(
        first.code,
        first.message + (f" ({more})" if more else ""),
        Where(file=book.name, sheet=first.sheet, row=first.header_row),
    )


def _sheets(book: RawBook, options: ImportOptions) -> Sequence[RawSheet]:
    wanted = options.sheet or (options.mapping.sheet if options.mapping else None)
    if wanted is None:
        return book.sheets
    folded = wanted.strip().casefold()
    found = [sheet for sheet in book.sheets if sheet.name.strip().casefold() == folded]
    if not found:
        names = ", ".join(f"“{sheet.name}”" for sheet in book.sheets)
        raise InputError(
            "import.no_sheet",
            f"There is no sheet “{wanted}”. The sheets are {names}.",
            Where(file=book.name, sheet=wanted),
        )
    return found


def _tables(
    sheet: RawSheet, header_row: int | None
) -> tuple[Sequence[SourceTable], LeftOut | None]:
    """The tables of a sheet, or why it has none."""
    from kpidesk.excel.detect import find_tables

    if header_row is None and (own := own_tables(sheet)):
        return own, None
    if not any(cell is not None for row in sheet.rows for cell in row):
        return (), LeftOut(sheet.name, None, "import.empty_sheet", "The sheet is empty.")
    tables = find_tables(sheet, header_row=header_row)
    if tables:
        return tables, None
    seen = ", ".join(str(cell)[:_SEEN_CHARACTERS] for cell in _first_cells(sheet))
    message = f"No row reads as headings. The first cells are: {seen}."
    return (), LeftOut(sheet.name, None, "import.no_table", message)


def _first_cells(sheet: RawSheet) -> list[object]:
    cells = (cell for row in sheet.rows for cell in row if cell is not None)
    return [cell for cell, _ in zip(cells, range(_SEEN), strict=False)]


def _of_table(
    table: SourceTable,
    sheet: RawSheet,
    kind: str | None,
    own: MappingFile | None,
    known_kpis: frozenset[str],
    remembered: Remembered,
) -> Candidate | LeftOut:
    from kpidesk.excel.detect import propose, table_shape

    def left_out(code: str, message: str) -> LeftOut:
        return LeftOut(table.sheet, table.header_row, code, message)

    headings = ", ".join(f"“{column.header}”" for column in table.columns[:_SEEN])
    if len(table) == 0:
        return left_out("import.no_rows", f"There are headings but no rows below them: {headings}.")
    shape = table_shape(table)
    ours = own_kind(table) if own is None else None
    if ours is not None and kind in (None, ours):
        settled = own_proposal(table, ours, known_kpis)
        return Candidate(table, settled, shape, sheet.hidden, None, remembered=False, ours=True)
    kept = remembered(shape) if own is None else None
    mapping = own or (remembered_mapping(table, kind, kept) if kept else None)
    proposal = propose_again(table, kind, mapping if kept else None, known_kpis)
    if proposal is None:
        proposal = propose(table, kind=kind, mapping=mapping, known_kpis=known_kpis)
    if proposal.kind is None:
        return left_out(
            "import.unknown_kind",
            f"It is not clear what the rows are. The headings are {headings}. Say the kind, or "
            "give a mapping.",
        )
    asked = {question.field for question in proposal.questions}
    missing = [name for name in proposal.missing if name not in asked]
    if missing:
        return left_out(
            "import.missing_column",
            f"For {proposal.kind}, a column for {', '.join(missing)} is missing. The headings are "
            f"{headings}.",
        )
    return Candidate(table, proposal, shape, sheet.hidden, mapping, kept is not None)


def propose_again(
    table: SourceTable,
    kind: str | None,
    remembered: MappingFile | None,
    known_kpis: frozenset[str],
) -> Proposal | None:
    """The proposal from the table itself, where that is what was remembered.

    It knows more than a mapping keeps: what a heading means, not only which field it gives.
    """
    from kpidesk.excel.detect import propose

    if remembered is None or remembered.values or remembered.dates or remembered.decimal:
        return None
    proposal = propose(table, kind=kind, known_kpis=known_kpis)
    columns = {header: field for header, field in remembered.columns.items() if field}
    same = proposal.kind == remembered.kind and proposal.mapping == columns
    return proposal if same else None


def remembered_mapping(
    table: SourceTable, kind: str | None, kept: Mapping[str, Any]
) -> MappingFile | None:
    """What was settled for an earlier table of this shape, as far as it fits this one.

    Headings with another year in them ("Budget 2027") are new words: those are found anew.
    """
    from kpidesk.excel.detect import MappingFile

    if kind is not None and kept.get("kind") != kind:
        return None
    present = {fold_name(column.header) for column in table.columns}
    columns = {
        header: field
        for header, field in dict(kept.get("columns", {})).items()
        if fold_name(header) in present
    }
    return MappingFile.from_json(json.dumps({**kept, "columns": columns}), "remembered mapping")
