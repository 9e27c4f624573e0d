"""Looking at a source without importing it: its tables, and how they would be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.domain.tables import Proposal, RawBook, RawSheet, SourceTable
from kpidesk.services.importing.candidates import propose_again, remembered_mapping
from kpidesk.services.importing.documents import note_document, question_document
from kpidesk.services.importing.own_sheets import own_kind, own_proposal, own_tables

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile

Document = dict[str, Any]


def inspect_source(source: Path, company: CompanyFile | None = None) -> Document:
    """The sheets and tables of a source with proposed kind, columns and questions, as a document.

    With a company, its own KPIs and remembered mappings count. Raises InputError `source.*`.
    """
    from kpidesk.excel.reading import read_book

    book = read_book(source)
    if company is None:
        return _document(book, frozenset(), {})
    with company.reading() as reader:
        keys = frozenset(definition.key for definition in reader.kpi_definitions())
        remembered = {
            str(batch["shape"]): reader.mapping(str(batch["shape"])) for batch in reader.batches()
        }
    return _document(book, keys, remembered)


def _document(book: RawBook, known_kpis: frozenset[str], remembered: dict[str, Any]) -> Document:
    from kpidesk.excel.detect import find_tables

    tables = [
        _table(table, sheet, known_kpis, remembered)
        for sheet in book.sheets
        for table in own_tables(sheet) or find_tables(sheet)
    ]
    # A single table is told at the top too, as in the documents of an import.
    whole: Document = dict(tables[0]) if len(tables) == 1 else {}
    return {
        **whole,
        "source": book.name,
        "format": book.format,
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "sheets": [_sheet(sheet) for sheet in book.sheets],
        "tables": tables,
    }


def _sheet(sheet: RawSheet) -> Document:
    return {
        "name": sheet.name,
        "rows": len(sheet.rows),
        "hidden": sheet.hidden,
        "hidden_rows": sheet.hidden_rows,
    }


def _table(
    table: SourceTable,
    sheet: RawSheet,
    known_kpis: frozenset[str],
    remembered: dict[str, Any],
) -> Document:
    from kpidesk.excel.detect import propose, table_shape

    kept = remembered.get(table_shape(table))
    mapping = remembered_mapping(table, None, kept) if kept else None
    ours = own_kind(table)
    proposal = own_proposal(table, ours, known_kpis) if ours else None
    proposal = proposal or propose_again(table, None, mapping, known_kpis)
    proposal = proposal or propose(table, mapping=mapping, known_kpis=known_kpis)
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "title": table.title,
        "kind": proposal.kind,
        "read": len(table),
        "mapping": dict(proposal.mapping),
        "columns": [_column(column.header, column.letter, proposal) for column in table.columns],
        "language": proposal.language,
        "alternatives": list(proposal.alternatives),
        "totals_rows": [totals.row for totals in table.totals],
        "hidden": sheet.hidden,
        "hidden_rows": table.hidden_rows,
        "questions": [question_document(question) for question in proposal.questions],
        "notes": [note_document(note) for note in proposal.notes],
    }


def _column(header: str, letter: str, proposal: Proposal) -> Document:
    read_as = proposal.reads.get(header)
    return {
        "header": header,
        "letter": letter,
        "field": proposal.mapping.get(header),
        "dates": read_as.dates if read_as else None,
        "decimal": read_as.decimal if read_as else None,
    }
