"""How a table would be imported: its kind, its columns, its readings, and what stays open."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.facts import KINDS, Field, FieldType
from kpidesk.domain.tables import Note, Proposal, Question, SourceTable, TableColumn
from kpidesk.excel.detect.fields import field_of
from kpidesk.excel.detect.kinds import (
    Claim,
    ColumnView,
    Reading,
    TableView,
    likely,
    look_at,
    rank_kinds,
    read_as_kind,
)
from kpidesk.excel.detect.mapping_file import MappingFile
from kpidesk.excel.detect.meanings import (
    Values,
    choice_of,
    currency_of,
    scale_of,
    share_of,
)
from kpidesk.excel.detect.parsing import status_flags
from kpidesk.excel.detect.profiles import is_year_column
from kpidesk.excel.detect.questions import (
    missing_column,
    missing_date,
    rival_columns,
    table_notes,
    unknown_kind,
)
from kpidesk.excel.detect.readings import read_columns
from kpidesk.excel.detect.target_tables import (
    lacks_years,
    settle_kpi,
    settle_missing_period,
    settle_periods,
    settle_scope,
)
from kpidesk.excel.detect.wide import find_wide
from kpidesk.excel.detect.wide_proposal import propose_wide
from kpidesk.excel.values import squeeze

_NOTHING = MappingFile()


@dataclass(slots=True)
class _Draft:
    """A proposal in the making."""

    view: TableView
    mapping: dict[str, str]
    values: Values
    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def propose(
    table: SourceTable,
    *,
    kind: str | None = None,
    known_kpis: frozenset[str] = frozenset(),
    mapping: MappingFile | None = None,
) -> Proposal:
    """Propose kind, columns and readings; ask what stays unsure, say what is assumed.

    `kind` and every part of `mapping` settle what they name. `known_kpis` are keys and labels
    of the company's own KPIs. Raises InputError `mapping.column` or `mapping.field` where the
    mapping names a column or field that is not there.
    """
    given = mapping or _NOTHING
    view = look_at(table)
    settled = _settled_columns(table, given)
    chosen = given.kind or kind
    wide = (
        find_wide(table, [c.profile for c in view.columns]) if chosen in (None, "targets") else None
    )
    if wide and not {"period", "value"} <= set(settled.values()):
        _check_fields(table, "targets", settled, given)
        return propose_wide(view, wide, settled, known_kpis, given, chosen)
    near: tuple[str, ...] = ()
    if chosen is None:
        best, near = likely(rank_kinds(view))
        if best is None:
            return _undecided(view, given, near)
        chosen = best.kind
    _check_fields(table, chosen, settled, given)
    reading = read_as_kind(view, chosen, dict(settled))
    return _proposal(view, reading, settled, known_kpis, given, near)


def _settled_columns(table: SourceTable, given: MappingFile) -> dict[str, str | None]:
    """Heading in the table -> field the mapping file gives it (None: leave it out)."""
    by_word = {squeeze(column.header): column.header for column in table.columns}
    exact = {column.header for column in table.columns}
    settled: dict[str, str | None] = {}
    for header, name in given.columns.items():
        found = header if header in exact else by_word.get(squeeze(header))
        if found is None:
            raise InputError(
                "mapping.column",
                f"The mapping names a column '{header}' that this table does not have.",
                Where(sheet=table.sheet, row=table.header_row),
            )
        settled[found] = name or None
    return settled


def _check_fields(
    table: SourceTable, kind: str, settled: dict[str, str | None], given: MappingFile
) -> None:
    """Refuse fields that the kind does not have, in columns and in values."""
    named = [(f"gives '{header}'", name) for header, name in settled.items() if name]
    named += [("has values for", name) for name in given.values]
    for what, name in named:
        try:
            field_of(kind, name)
        except KeyError:
            raise InputError(
                "mapping.field",
                f"The mapping {what} the field '{name}', which {kind} do not have.",
                Where(sheet=table.sheet, row=table.header_row),
            ) from None


def _undecided(view: TableView, given: MappingFile, near: tuple[str, ...]) -> Proposal:
    return Proposal(
        kind=None,
        score=0.0,
        mapping={},
        values={name: dict(words) for name, words in given.values.items()},
        language=view.language,
        questions=(unknown_kind(near),),
        notes=tuple(table_notes(view.table)),
        alternatives=near,
    )


def _proposal(
    view: TableView,
    reading: Reading,
    settled: dict[str, str | None],
    known_kpis: frozenset[str],
    given: MappingFile,
    near: tuple[str, ...],
) -> Proposal:
    kind = reading.kind
    mapping = {header: name for header, name in settled.items() if name}
    mapping |= {claim.column.header: claim.field for claim in reading.claims}
    mapping = {c.header: mapping[c.header] for c in view.columns if c.header in mapping}
    draft = _Draft(view, mapping, {name: dict(words) for name, words in given.values.items()})
    draft.notes += table_notes(view.table)
    if near:
        also = " or ".join(near)
        draft.notes.append(Note("kind.assumed", f"Read as {kind}; it could also be {also}."))
    if kind == "targets":
        _targets(draft, reading, known_kpis)
    _rivals(draft, reading)
    mapped = _mapped_fields(draft, kind)
    readings = read_columns(view, mapped, given.dates, given.decimal)
    draft.questions += readings.questions
    draft.notes += readings.notes
    flags = _flags(draft, reading)
    for column, declared in mapped:
        scale_of(column, declared, draft.values, draft.notes)
        given_fields = {*draft.mapping.values(), *draft.values}
        currency_of(column, declared, given_fields, draft.notes)
        share_of(view, column, declared, draft.values, draft.questions, draft.notes)
        if column.header not in flags:
            choice_of(view, kind, column, declared, draft.values, draft.questions, draft.notes)
    missing = _missing(draft, kind)
    _assumptions(draft, reading)
    return Proposal(
        kind=kind,
        score=round(reading.score, 3),
        mapping=draft.mapping,
        reads=readings.reads,
        values=draft.values,
        language=view.language,
        questions=tuple(draft.questions),
        notes=tuple(draft.notes),
        alternatives=near,
        missing=missing,
    )


def _flags(draft: _Draft, reading: Reading) -> set[str]:
    """Headings of columns that say yes or no, whether they were found or a mapping named them."""
    flags = ("is_won", "is_closed")
    found = {claim.column.header for claim in reading.claims if claim.concept in flags}
    columns = draft.view.table.columns
    given = [column for column in columns if draft.mapping.get(column.header) == "status"]
    if reading.kind == "deals":
        found |= {column.header for column in status_flags(given).values()}
    return found


def _mapped_fields(draft: _Draft, kind: str) -> list[tuple[ColumnView, Field]]:
    return [
        (column, field_of(kind, draft.mapping[column.header]))
        for column in draft.view.columns
        if column.header in draft.mapping
    ]


def _rivals(draft: _Draft, reading: Reading) -> None:
    """Two columns for one field: the same values are said, other values of numbers asked."""
    asked: dict[str, list[str]] = {}
    table = draft.view.table
    for rival in reading.rivals:
        holder = reading.header_of(rival.field)
        if holder is None or rival.column.header in draft.mapping:
            continue
        declared = field_of(reading.kind, rival.field)
        first = next(c for c in table.columns if c.header == holder)
        same = list(first.values) == list(table.columns[rival.column.position].values)
        changes = declared.is_number or declared.type in (FieldType.DATE, FieldType.PERIOD)
        if changes and not same:
            asked.setdefault(rival.field, [holder]).append(rival.column.header)
            continue
        message = f"'{holder}' gives {rival.field}; '{rival.column.header}' could too."
        draft.notes.append(Note("columns.also", message, column=rival.column.header))
    draft.questions += [rival_columns(name, headers) for name, headers in asked.items()]


def _missing(draft: _Draft, kind: str) -> tuple[str, ...]:
    """Required fields that nothing gives; each is asked for."""
    missing: list[str] = []
    free = [c.header for c in draft.view.columns if c.header not in draft.mapping]
    for name in KINDS[kind].required:
        if name in draft.mapping.values() or draft.values.get(name, {}).get(""):
            continue
        missing.append(name)
        if kind == "targets" and name == "kpi":
            continue
        if KINDS[kind].field(name).type is FieldType.DATE:
            draft.questions.append(missing_date(name))
        else:
            draft.questions.append(missing_column(name, free))
    return tuple(missing)


def _assumptions(draft: _Draft, reading: Reading) -> None:
    """Columns that stand for a field whose name they do not have."""
    for claim in reading.claims:
        header = claim.column.header
        if reading.kind == "reps" and claim.field == "team" and claim.concept == "manager":
            message = f"'{header}' names the team: each manager's people are one team."
            draft.notes.append(Note("team.from_manager", message, column=header))
        if reading.kind == "reps" and claim.field == "parent_team":
            message = f"'{header}' names the team above the team."
            draft.notes.append(Note("parent_team.from_region", message, column=header))


def _targets(draft: _Draft, reading: Reading, known_kpis: frozenset[str]) -> None:
    """What is particular to targets in long form."""
    columns = {column.header: column for column in draft.view.table.columns}
    by_field = {name: header for header, name in draft.mapping.items()}
    kpi = columns.get(by_field.get("kpi", ""))
    values = [header for header, name in draft.mapping.items() if name == "value"]
    settle_kpi(
        draft.view.table, kpi, values, known_kpis, draft.values, draft.questions, draft.notes
    )
    claim = next((c for c in reading.claims if c.field == "scope_name"), None)
    view = next((c for c in draft.view.columns if c.header == by_field.get("scope_name")), None)
    concept = claim.concept if claim else ""
    settle_scope(view, concept, "scope" in by_field, draft.values, draft.notes)
    if "period" not in by_field:
        header = values[0] if values else ""
        settle_missing_period(draft.view.table, header, draft.values, draft.notes)
    else:
        period = columns[by_field["period"]]
        other = _year_beside(draft, reading)
        if other and is_year_column(period) and not is_year_column(columns[other.column.header]):
            period = columns[other.column.header]
        year = next(
            (c for c in columns.values() if c is not period and _gives_year(draft, c)), None
        )
        settle_periods(draft.view, period, year, draft.values, draft.questions, draft.notes)


def _gives_year(draft: _Draft, column: TableColumn) -> bool:
    return draft.mapping.get(column.header) == "period" and is_year_column(column)


def _year_beside(draft: _Draft, reading: Reading) -> Claim | None:
    """A second period column: years beside months or quarters; both then give the period."""
    columns = draft.view.table.columns
    holder = next((c for c in reading.claims if c.field == "period"), None)
    if holder is None:
        return None
    first = columns[holder.column.position]
    for rival in reading.rivals:
        if rival.field != "period":
            continue
        second = columns[rival.column.position]
        years = is_year_column(first), is_year_column(second)
        if (years[0] and lacks_years(second)) or (years[1] and lacks_years(first)):
            draft.mapping[rival.column.header] = "period"
            return rival
    return None
