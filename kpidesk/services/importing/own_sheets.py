"""Recognising the sheets that KPIDesk itself wrote, however they were rearranged since.

Such a sheet has a column of keys. Its other columns are known by the names of the fields, so
nothing about it has to be guessed: neither the row of headings, nor the kind, nor what a
column is. Columns that the user added are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Cell, Note, Proposal, RawSheet, SourceTable, TableColumn
from kpidesk.excel.writing.fact_sheets import KEY_HEADING

_KEY = re.compile(r"[^-\s]+-([a-z_]+)-\d+(?:\.\d+)?")
_HEADINGS_WITHIN = 200  # rows from the top in which headings are looked for
_STILL_ASKED = ("dates.order", "decimal.sign")  # in what the user typed as text


def own_tables(sheet: RawSheet) -> list[SourceTable]:
    """The tables of a sheet that have a column of keys, without rows of other columns only."""
    from kpidesk.excel.detect.building import Region, build_table

    top = sheet.rows[:_HEADINGS_WITHIN]
    headers = [at for at, row in enumerate(top) if any(map(_is_heading, row))]
    if not headers:
        return []
    rest = enumerate(sheet.rows[_HEADINGS_WITHIN:], start=_HEADINGS_WITHIN)
    headers += [at for at, row in rest if KEY_HEADING in row]
    tables = []
    for header, end in zip(headers, [*headers[1:], len(sheet.rows)], strict=True):
        above = sheet.rows[:header] if header == headers[0] else ()
        table = build_table(
            sheet, Region(header=header, rows=[(header + 1, end)], title=_title(above))
        )
        tables.append(_without_rows_of_others(table))
    return tables


def _is_heading(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() == KEY_HEADING


def _title(above: Sequence[Sequence[Cell]]) -> str:
    texts = [" ".join(str(cell) for cell in row if cell is not None) for row in above]
    return " · ".join([text for text in texts if text][-3:])


def key_column(table: SourceTable) -> TableColumn | None:
    """The column of keys; None where the table has none."""
    return next((column for column in table.columns if _is_heading(column.header)), None)


def _without_rows_of_others(table: SourceTable) -> SourceTable:
    """Leave out rows that have cells in the user's own columns only."""
    kind, keys = own_kind(table), key_column(table)
    fields = _fields_in(table, KINDS[kind].field_names) if kind is not None else {}
    headings = set(fields.values())
    ours = [column for column in table.columns if column is keys or column.header in headings]
    filled = [any(map(_is_filled, row)) for row in zip(*[one.values for one in ours], strict=True)]
    if all(filled):
        return table
    return part_of(table, [at for at, is_filled in enumerate(filled) if is_filled])


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def part_of(table: SourceTable, positions: Sequence[int]) -> SourceTable:
    """The table with only the rows at some positions."""
    return replace(
        table,
        columns=tuple(
            replace(column, values=[column.values[at] for at in positions])
            for column in table.columns
        ),
        row_numbers=[table.row_numbers[at] for at in positions],
    )


def _fields_in(table: SourceTable, names: Collection[str]) -> dict[str, str]:
    """Field -> its heading as written; the one written as it was exported goes first."""
    headers = [column.header for column in table.columns]
    found = {header: header for header in headers if header in names}
    for header in headers:
        name = header.strip().casefold()
        if name in names:
            found.setdefault(name, header)
    return found


def own_kind(table: SourceTable) -> str | None:
    """The kind of an own table: what its keys say, else the kind that has all its fields."""
    keys = key_column(table)
    if keys is None:
        return None
    said = Counter(kind for kind in _kinds_of(keys.values) if kind in KINDS)
    if said:
        return said.most_common(1)[0][0]
    every = {name for kind in KINDS.values() for name in kind.field_names}
    fields = set(_fields_in(table, every))
    return max(
        KINDS,
        key=lambda name: (
            len(fields & set(KINDS[name].field_names)),
            -len(KINDS[name].fields),
        ),
    )


def _kinds_of(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        match = _KEY.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match:
            yield match[1]


def own_proposal(table: SourceTable, kind: str, known_kpis: frozenset[str]) -> Proposal:
    """How an own table is read: each field from the column that has its name."""
    from kpidesk.excel.detect import MappingFile, propose

    names = {header: name for name, header in _fields_in(table, KINDS[kind].field_names).items()}
    columns = {column.header: names.get(column.header, "") for column in table.columns}
    proposal = propose(
        table, mapping=MappingFile(kind=kind, columns=columns), known_kpis=known_kpis
    )
    keys = key_column(table)
    ignored = [
        f"“{header}”"
        for header, name in columns.items()
        if not name and keys is not None and header != keys.header
    ]
    notes = tuple(note for note in proposal.notes if note.column is None)
    if ignored:
        said = f"Your own columns are left out: {', '.join(ignored)}."
        notes += (Note("columns.own", said),)
    return replace(
        proposal,
        values={},
        missing=(),
        notes=notes,
        questions=tuple(one for one in proposal.questions if one.code in _STILL_ASKED),
    )
