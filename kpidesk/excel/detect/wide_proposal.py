"""The proposal of a table with periods across: targets of one row a name or KPI."""

from __future__ import annotations

from dataclasses import replace

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import Note, Proposal, Question, ReadAs, TableColumn
from kpidesk.excel.detect.kinds import ColumnView, TableView
from kpidesk.excel.detect.mapping_file import MappingFile
from kpidesk.excel.detect.meanings import Values
from kpidesk.excel.detect.profiles import is_year_column
from kpidesk.excel.detect.questions import (
    decimal_sign,
    missing_column,
    period_year,
    table_notes,
    wide_actuals,
)
from kpidesk.excel.detect.target_tables import (
    holds_kpis,
    settle_kpi,
    settle_scope,
)
from kpidesk.excel.detect.vocabulary import read_heading
from kpidesk.excel.detect.wide import (
    WideFind,
    differing_sums,
    period_is_open,
    speaks_of_actuals,
)
from kpidesk.excel.values import SCALE_KEY
from kpidesk.excel.values.inference import Ambiguity, infer_read_as

_NAMES = ("rep", "team", "customer", "scope_name", "region", "company", "name")


def propose_wide(
    view: TableView,
    find: WideFind,
    settled: dict[str, str | None],
    known_kpis: frozenset[str],
    given: MappingFile,
    chosen: str | None,
) -> Proposal:
    """Targets with periods across; the year, the KPI and the names are settled or asked."""
    table = view.table
    values: Values = {name: dict(words) for name, words in given.values.items()}
    questions: list[Question] = []
    notes = table_notes(table)
    labels = _labels(view, find, settled)
    mapping = {header: name for header, name in settled.items() if name}
    kpi = _kpi_column(view, labels, mapping, known_kpis)
    names = _name_column(labels, mapping, kpi)
    for column, name in ((kpi, "kpi"), (names, "scope_name")):
        if column is not None:
            mapping.setdefault(column.header, name)
    year_column = _year_column(view, labels)
    if year_column:
        mapping.setdefault(year_column.header, "period")
    kpi_cells = table.columns[kpi.position] if kpi else None
    value_headers = [table.columns[p].header for p in find.axis.columns]
    value_headers += [c.header for c in labels if c.heading.strength_of("target_value") >= 0.9]
    label_headers = [column.header for column in labels]
    settle_kpi(table, kpi_cells, value_headers, known_kpis, values, questions, notes)
    concept = _concept(names) if names else ""
    settle_scope(names, concept, "scope" in mapping.values(), values, notes)
    _settle_year(find, year_column, values, questions, notes)
    _say_sums(view, find, notes)
    reads = _readings(view, find, given, questions)
    _scale(view, find, values, notes)
    if chosen is None:
        titles = [table.title, table.sheet, *label_headers]
        if speaks_of_actuals(titles):
            questions.append(wide_actuals(table.sheet))
        else:
            notes.append(Note("kind.assumed", "Periods across are read as targets."))
    missing = () if "kpi" in mapping.values() or "" in values.get("kpi", {}) else ("kpi",)
    if names is None and kpi is None and len(table) > 1:
        questions.append(missing_column("scope_name", label_headers))
    return Proposal(
        kind="targets",
        score=float(len(find.axis.columns)),
        mapping=mapping,
        reads=reads,
        values=values,
        language=view.language,
        wide=replace(find.axis),
        questions=tuple(questions),
        notes=tuple(notes),
        missing=missing,
    )


def _labels(view: TableView, find: WideFind, settled: dict[str, str | None]) -> list[ColumnView]:
    """The columns that are no period, no sum, and not left out by the mapping."""
    across = {*find.axis.columns, *find.sums, *find.left_out}
    dropped = {header for header, name in settled.items() if name is None}
    return [c for c in view.columns if c.position not in across and c.header not in dropped]


def _kpi_column(
    view: TableView, labels: list[ColumnView], mapping: dict[str, str], known: frozenset[str]
) -> ColumnView | None:
    for column in labels:
        if mapping.get(column.header) == "kpi":
            return column
    for column in labels:
        cells: TableColumn = view.table.columns[column.position]
        free = column.header not in mapping
        if free and (column.heading.strength_of("kpi") >= 0.9 or holds_kpis(cells, known)):
            return column
    return None


def _name_column(
    labels: list[ColumnView], mapping: dict[str, str], kpi: ColumnView | None
) -> ColumnView | None:
    """The column that names whom each row is for: by its heading, else the first of words."""
    for column in labels:
        if mapping.get(column.header) == "scope_name":
            return column
    free = [c for c in labels if c is not kpi and c.header not in mapping]
    words = [c for c in free if not c.profile.blank and c.profile.numbers < 0.5]
    for concept in _NAMES:
        for column in words:
            if column.heading.strength_of(concept) >= 0.5:
                return column
    return words[0] if words else None


def _concept(column: ColumnView) -> str:
    for concept in _NAMES:
        if column.heading.strength_of(concept) >= 0.5:
            return concept
    return ""


def _year_column(view: TableView, labels: list[ColumnView]) -> ColumnView | None:
    for column in labels:
        if column.heading.strength_of("period") and is_year_column(
            view.table.columns[column.position]
        ):
            return column
    return None


def _settle_year(
    find: WideFind,
    year_column: ColumnView | None,
    values: Values,
    questions: list[Question],
    notes: list[Note],
) -> None:
    lacking = any(period_is_open(period) for period in find.axis.period_of.values())
    if not lacking or year_column or values.get("period", {}).get("", "").isdigit():
        return
    if find.year:
        values.setdefault("period", {})[""] = find.year
        notes.append(Note("period.year_assumed", f"The periods are read as those of {find.year}."))
    else:
        questions.append(period_year(several=find.years_differ))


def _say_sums(view: TableView, find: WideFind, notes: list[Note]) -> None:
    headers = [view.table.columns[p].header for p in find.sums]
    if headers:
        listed = ", ".join(f"'{header}'" for header in headers)
        notes.append(Note("totals.columns_left_out", f"Totals across are left out: {listed}."))
        differing = differing_sums(view.table, find)
        if differing:
            rows = ", ".join(str(row) for row in differing[:10])
            message = f"The totals across differ from the sum of their periods in row {rows}."
            notes.append(Note("totals.differ", message, row=differing[0]))
    left = [view.table.columns[p].header for p in find.left_out]
    if left:
        listed = ", ".join(f"'{header}'" for header in left)
        notes.append(Note("columns.results_left_out", f"Left out beside the targets: {listed}."))


def _readings(
    view: TableView, find: WideFind, given: MappingFile, questions: list[Question]
) -> dict[str, ReadAs]:
    """One decimal sign for all the values across, as they are one kind of number."""
    columns = [view.table.columns[p] for p in find.axis.columns]
    cells = [cell for column in columns for cell in column.values]
    read = ReadAs(decimal=given.decimal)
    if given.decimal is None:
        inferred = infer_read_as(cells, FieldType.MONEY, view.language)
        if isinstance(inferred, Ambiguity):
            questions.append(decimal_sign("value", columns[0].header, inferred.example))
        else:
            read = inferred.read_as
    return {column.header: read for column in columns}


def _scale(view: TableView, find: WideFind, values: Values, notes: list[Note]) -> None:
    if SCALE_KEY in values.get("value", {}):
        return
    headers = [c.header for i, c in enumerate(view.table.columns) if i not in find.sums]
    scale = max(read_heading(text).scale for text in [view.table.title, *headers] if text)
    if scale > 1:
        values.setdefault("value", {})[SCALE_KEY] = str(scale)
        message = f"The targets are in units of {scale:,}: every number is multiplied by that."
        notes.append(Note("value.scaled", message))
