"""Planning an import: the source is read and compared with the company; nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import Cancelled, InputError, Where
from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import RawBook
from kpidesk.services.importing.applying import company_state
from kpidesk.services.importing.candidates import (
    Candidate,
    find_candidates,
    refuse_nothing,
)
from kpidesk.services.importing.decided_names import keep_names_apart, remember_decided
from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.fact_table import FactTable, Place
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.list_table import ListTable
from kpidesk.services.importing.own_rows import edited_part
from kpidesk.services.importing.parsing import parse_candidate
from kpidesk.services.importing.plan import (
    CancelCheck,
    CellChange,
    ClosedPeriod,
    Counts,
    ImportOptions,
    ImportPlan,
    LeftOut,
    Progress,
    RowState,
    TablePlan,
)
from kpidesk.services.importing.rep_table import RepTable
from kpidesk.services.importing.resolving import Resolver
from kpidesk.services.importing.target_table import TargetTable
from kpidesk.services.importing.totals import number_totals, rep_totals, say_differing
from kpidesk.services.importing.writes import TableWrites

if TYPE_CHECKING:
    from kpidesk.excel.reading import ReadingAhead
    from kpidesk.storage.company_file import CompanyFile, Reader

_ORDER = ("reps", "customers", "products", *[k for k in KINDS if k != "targets"], "targets")
_READ = 0.5  # the share of the work that reading the source is


def plan_import(
    company: CompanyFile,
    source: Path,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    today: date | None = None,
    ahead: ReadingAhead | None = None,
) -> ImportPlan:
    """What importing a workbook or text table would do to the company.

    Tables are planned in the order in which they build on each other: lists first, targets last.
    `ahead` is the reading of the source where it was begun before.

    Raises InputError `source.*` when the file cannot be read, `import.*` when nothing in it can
    be imported (naming file and sheet, and what was seen), and Cancelled.
    """
    from kpidesk.excel.reading import ReadingAhead

    options = options or ImportOptions()
    steps = _Steps(progress, cancelled)
    steps.at(0.0, f"Reading {source.name}")
    if ahead is not None:
        book = _book_of(ahead, cancelled)
    else:
        with ReadingAhead(source) as reading:
            book = _book_of(reading, cancelled)
    steps.at(_READ, "Finding tables")
    with company.reading() as reader:
        token = company_state(reader)
        try:
            tables, left_out = _plan_tables(reader, book, options, steps, today or date.today())
        except InputError as error:
            raise _in_file(error, book) from None
    steps.at(1.0, "Checked")
    return ImportPlan(
        source=source,
        name=book.name,
        format=book.format,
        options=options,
        tables=tables,
        left_out=left_out,
        token=token,
        encoding=book.encoding,
        delimiter=book.delimiter,
    )


def _book_of(ahead: ReadingAhead, cancelled: CancelCheck | None) -> RawBook:
    """The book, and what understands it, loaded while it is read."""
    import_module("kpidesk.excel.detect")
    return ahead.book(cancelled)


class _Steps:
    """Tells how far the planning is, and stops it when the user wishes."""

    def __init__(self, progress: Progress | None, cancelled: CancelCheck | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def at(self, share: float, what: str) -> None:
        """Say that `what` begins; raises Cancelled."""
        if self._cancelled and self._cancelled():
            raise Cancelled
        if self._progress:
            self._progress(share, what)


def _in_file(error: InputError, book: RawBook) -> InputError:
    where = error.where
    if where.file:
        return error
    place = Where(book.name, where.sheet, where.cell, where.row, where.column)
    return InputError(error.code, error.message, place, error.params)


def _plan_tables(
    reader: Reader, book: RawBook, options: ImportOptions, steps: _Steps, today: date
) -> tuple[tuple[TablePlan, ...], tuple[LeftOut, ...]]:
    definitions = reader.kpi_definitions()
    words = frozenset(word for kpi in definitions for word in (kpi.key, kpi.label))
    found = find_candidates(book, options, words, reader.mapping)
    refuse_nothing(book, found)
    known = Known(reader, today)
    ordered = sorted(found.candidates, key=lambda candidate: _ORDER.index(candidate.kind))
    rows = sum(len(candidate.table) for candidate in ordered)
    done, plans = 0, []
    for candidate in ordered:
        share = _READ + (1 - _READ) * done / max(rows, 1)
        planner = _TablePlanner(candidate, known, book.name, options, today)
        plans.append(planner.plan(steps, share))
        done += len(candidate.table)
    return tuple(plans), found.left_out


class _TablePlanner:
    """Plans one table of a source."""

    def __init__(
        self,
        candidate: Candidate,
        known: Known,
        source: str,
        options: ImportOptions,
        today: date,
    ) -> None:
        self._candidate = candidate
        self._known = known
        self._source = source
        self._options = options
        self._today = today
        self._writes = TableWrites()
        self._closed: tuple[ClosedPeriod, ...] = ()
        self._changes: list[CellChange] = []

    def plan(self, steps: _Steps, share: float) -> TablePlan:
        """Read the columns, compare the rows, and put together what there is to say."""
        sheet = self._candidate.table.sheet
        steps.at(share, f"Reading the columns of {sheet}")
        draft = parse_candidate(self._candidate, self._today)
        as_read = {name: found.values for name, found in draft.fields.items()}
        steps.at(share, f"Comparing {sheet}")
        part = edited_part(draft, self._known)
        compared = draft if part is None else part.draft
        resolver = Resolver(self._known, compared, self._writes)
        mapping = self._candidate.mapping
        keep_names_apart(compared, self._known, mapping)
        if len(compared):
            self._compare(compared, resolver)
        if not self._candidate.remembered:
            remember_decided(compared, self._known, resolver, mapping)
        if part is not None:
            part.give_back(draft)
        return self._finished(draft, resolver, as_read)

    def _compare(self, draft: Draft, resolver: Resolver) -> None:
        known, writes, sheet = self._known, self._writes, draft.table.sheet
        if draft.kind.name == "targets":
            targets = TargetTable(draft, known, resolver, writes)
            targets.plan()
            self._changes = targets.changes
        elif draft.kind.name in ("reps", "customers", "products"):
            kind_of_table = RepTable if draft.kind.name == "reps" else ListTable
            entries = kind_of_table(draft, known, resolver, writes, self._source, sheet)
            entries.plan()
            self._changes = entries.changes
        else:
            facts = FactTable(draft, known, resolver, writes, Place(self._source, sheet))
            facts.plan()
            self._changes, self._closed = facts.changes, facts.closed

    def _finished(
        self, draft: Draft, resolver: Resolver, as_read: dict[str, list[object]]
    ) -> TablePlan:
        candidate, table, proposal = self._candidate, draft.table, draft.proposal
        amount = draft.kind.amount_field
        totals = number_totals(draft, as_read)
        say_differing(draft, totals)
        return TablePlan(
            sheet=table.sheet,
            header_row=table.header_row,
            kind=draft.kind.name,
            shape=candidate.shape,
            mapping=proposal.mapping,
            reads=proposal.reads,
            columns=table.columns,
            row_numbers=table.row_numbers,
            states=bytes(draft.states),
            counts=_counts(draft),
            changes=tuple(sorted(self._changes, key=lambda change: change.row)),
            issues=tuple(sorted(draft.issues, key=lambda issue: issue.row)),
            questions=(*proposal.questions, *draft.questions),
            notes=(*proposal.notes, *draft.notes),
            totals=totals,
            rep_totals=rep_totals(draft, amount, as_read),
            created=resolver.created,
            aliases=tuple(resolver.aliases),
            closed_periods=self._closed,
            totals_rows=candidate.table.totals,
            hidden_rows=table.hidden_rows,
            title=table.title,
            hidden_sheet=candidate.hidden,
            language=proposal.language,
            alternatives=proposal.alternatives,
            remembered=self._times_used() if candidate.remembered else 0,
            remember=self._remember(),
            writes=self._writes,
        )

    def _times_used(self) -> int:
        return sum(
            1
            for batch in self._known.batches.values()
            if batch["shape"] == self._candidate.shape and batch["state"] == "applied"
        )

    def _remember(self) -> dict[str, object]:
        """What of the mapping holds for the next sheet of this shape.

        The columns as they are used now, and what the user answered; how dates and numbers are
        written is found anew, because the next sheet may come from another program.
        """
        if self._candidate.ours:
            return {}
        proposal = self._candidate.proposal
        parts: dict[str, object] = {"kind": proposal.kind, "columns": dict(proposal.mapping)}
        constants = {
            name: {"": proposal.values[name][""]}
            for name in ("kpi", "scope")
            if "" in proposal.values.get(name, {}) and name not in proposal.mapping.values()
        }
        own = self._candidate.mapping
        if own is not None:
            settled = json.loads(own.to_json())
            columns = {
                header: field for header, field in own.columns.items() if field == ""
            } | dict(proposal.mapping)
            for part in ("dates", "decimal", "values"):
                if settled.get(part):
                    parts[part] = settled[part]
            parts["columns"] = columns
            parts["values"] = {**constants, **settled.get("values", {})}
        return parts


def _counts(draft: Draft) -> Counts:
    found = Counter(draft.states)
    return Counts(
        new=found[int(RowState.NEW)],
        changed=found[int(RowState.CHANGED)],
        unchanged=found[int(RowState.UNCHANGED)],
        rejected=found[int(RowState.REJECTED)],
    )
