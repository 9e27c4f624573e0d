"""Tables in a sheet: blocks of rows, their headings, and what is around and between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpidesk.domain.tables import Cell, RawSheet, SourceTable
from kpidesk.excel.detect.building import Region, build_table
from kpidesk.excel.detect.header_rows import find_header, header_text
from kpidesk.excel.detect.kinds import likely, look_at, rank_kinds
from kpidesk.excel.detect.profiles import is_blank
from kpidesk.excel.values.folding import squeeze

Rows = Sequence[Sequence[Cell]]

_LONGEST_CAPTION = 6


@dataclass(slots=True)
class _Block:
    """Rows without a blank one between them: positions in the sheet, end exclusive."""

    start: int
    end: int
    first_column: int = 0
    last_column: int | None = None
    header: int | None = None
    rows: Rows = field(default_factory=list)


def find_tables(sheet: RawSheet, *, header_row: int | None = None) -> tuple[SourceTable, ...]:
    """The tables of a sheet, top to bottom; none where nothing reads as a heading.

    Titles above, totals, repeated headings and footnotes are set apart and said. `header_row`
    (1-based row of the sheet) settles where the headings are and gives that table alone.
    """
    if header_row is not None:
        return _table_at(sheet, header_row)
    regions: list[Region] = []
    title: list[str] = []
    for block in _blocks(sheet.rows):
        parts = _side_by_side(block, sheet.rows)
        for part in parts:
            _place(part, sheet, regions, title, alone=len(parts) == 1)
    return _without_captions([build_table(sheet, region) for region in regions])


def _without_captions(tables: list[SourceTable]) -> tuple[SourceTable, ...]:
    """Pairs such as "Department | North" above a wider table are its title, not a table."""
    kept: list[SourceTable] = []
    for table in reversed(tables):
        below = kept[-1] if kept else None
        narrow = len(table.columns) <= 2 and len(table) <= _LONGEST_CAPTION
        if (
            below
            and narrow
            and len(below.columns) > 3
            and likely(rank_kinds(look_at(table)))[0] is None
        ):
            caption = " ".join([table.title, *(column.header for column in table.columns)])
            for row in zip(*(column.values for column in table.columns), strict=True):
                caption += " · " + " ".join(header_text(cell) for cell in row)
            kept[-1] = replace(below, title=f"{caption.strip()} · {below.title}".strip(" ·"))
        else:
            kept.append(table)
    return tuple(reversed(kept))


def _table_at(sheet: RawSheet, header_row: int) -> tuple[SourceTable, ...]:
    position = header_row - sheet.first_row
    if not 0 <= position < len(sheet.rows):
        return ()
    above = [text for row in sheet.rows[:position] if (text := _only_text(row))]
    region = Region(header=position, rows=[], title=" · ".join(above[-3:]))
    for block in _blocks(sheet.rows):
        if block.end <= position + 1:
            continue
        start = max(block.start, position + 1)
        header = find_header(sheet.rows[start : block.end]) if block.start > position else None
        if header is not None and not _repeats(sheet.rows, region.header, start + header):
            break
        region.rows.append((start, block.end))
    return (build_table(sheet, region),)


def _blocks(rows: Rows) -> list[_Block]:
    blocks: list[_Block] = []
    start: int | None = None
    for position, row in enumerate(rows):
        first = row[0] if row else None
        if start is not None and type(first) is str and first and first[0] != " ":
            continue
        # any() is fast and almost always right; rows of zeros, "" and spaces need a second look
        filled = any(row)
        if not filled or _first_is_spaces(row):
            filled = any(not is_blank(cell) for cell in row)
        if filled and start is None:
            start = position
        elif not filled and start is not None:
            blocks.append(_Block(start, position))
            start = None
    if start is not None:
        blocks.append(_Block(start, len(rows)))
    return blocks


def _first_is_spaces(row: Sequence[Cell]) -> bool:
    first = next(filter(None, row))
    return isinstance(first, str) and not first.strip()


def _side_by_side(block: _Block, rows: Rows) -> list[_Block]:
    """Split a block at blank columns where each side clearly is a table of its own."""
    whole = rows[block.start : block.end]
    block.rows = whole
    block.header = find_header(whole)
    groups = _column_groups(whole)
    if len(groups) < 2:
        return [block]
    parts: list[_Block] = []
    for first, last in groups:
        cut = [list(row[first : last + 1]) for row in whole]
        header = find_header(cut) if last > first else None
        parts.append(_Block(block.start, block.end, first, last, header, cut))
    headed = [part for part in parts if part.header is not None]
    return parts if len(headed) == len(parts) and _differ(headed) else [block]


def _column_groups(rows: Rows) -> list[tuple[int, int]]:
    """Spans of columns between columns without any filled cell."""
    width = max(map(len, rows))
    head = rows[:3]
    filled = [any(not is_blank(row[c]) for row in head if c < len(row)) for c in range(width)]
    for column, seen in enumerate(filled):
        if not seen:
            filled[column] = any(not is_blank(row[column]) for row in rows if column < len(row))
    groups: list[tuple[int, int]] = []
    for column, seen in enumerate(filled):
        if seen and column and filled[column - 1]:
            groups[-1] = (groups[-1][0], column)
        elif seen:
            groups.append((column, column))
    return groups


def _differ(parts: list[_Block]) -> bool:
    """Whether blocks beside each other have other headings' rows, lengths, or the same words."""
    if len({part.header for part in parts}) > 1 or len({_depth(part.rows) for part in parts}) > 1:
        return True
    words = [{squeeze(header_text(c)) for c in p.rows[p.header or 0] if c} for p in parts]
    return any(words[i] & words[j] for i in range(len(words)) for j in range(i))


def _depth(rows: Rows) -> int:
    return max((i for i, row in enumerate(rows) if any(not is_blank(c) for c in row)), default=0)


def _place(
    block: _Block, sheet: RawSheet, regions: list[Region], title: list[str], *, alone: bool
) -> None:
    """Begin a table with a block, continue the one above with it, or take it for a title."""
    if block.header is not None:
        header = block.start + block.header
        current = regions[-1] if regions else None
        if alone and current and _repeats(sheet.rows, current.header, header):
            current.rows.append((header, block.end))
            _note_text(current, block.rows[: block.header], block.start + sheet.first_row)
            return
        above = [text for row in block.rows[: block.header] if (text := _only_text(row))]
        regions.append(
            Region(
                header=header,
                rows=[(header + 1, block.end)],
                title=" · ".join((title + above)[-3:]),
                first_column=block.first_column,
                last_column=block.last_column,
                above=header - 1 if block.header else None,
            )
        )
        title.clear()
        return
    if regions and alone and not _is_text_only(block.rows):
        regions[-1].rows.append((block.start, block.end))
        return
    texts = [text for row in block.rows if (text := _only_text(row))]
    title += texts
    if regions and texts:
        _note_text(regions[-1], block.rows, block.start + sheet.first_row)


def _note_text(region: Region, rows: Rows, first_row: int) -> None:
    """Say which rows of text below a table are left out."""
    for number, row in enumerate(rows, start=first_row):
        if text := _only_text(row):
            region.notes.append(f"Row {number} below the table is text and is left out: {text}")


def _only_text(row: Sequence[Cell]) -> str | None:
    """The texts of a row above a table: a title, or labels such as "Year | 2026"."""
    filled = [header_text(cell) for cell in row if not is_blank(cell)]
    return " ".join(filled) if 0 < len(filled) <= 4 else None


def _is_text_only(rows: Rows) -> bool:
    """Whether rows hold one text each: footnotes and titles, not data."""
    for row in rows:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) != 1 or not isinstance(filled[0], str):
            return False
    return True


def _repeats(rows: Rows, first: int, second: int) -> bool:
    """Whether two rows of the sheet hold the same headings."""
    one = [squeeze(header_text(cell)) for cell in rows[first] if not is_blank(cell)]
    two = [squeeze(header_text(cell)) for cell in rows[second] if not is_blank(cell)]
    return one == two
