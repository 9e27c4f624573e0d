"""Carrying out a plan: everything in one transaction and one step of undo, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kpidesk.domain.errors import Cancelled, InputError, Where
from kpidesk.domain.facts import KINDS
from kpidesk.services.importing.fact_columns import TABLE_OF_KIND
from kpidesk.services.importing.plan import (
    CancelCheck,
    ImportPlan,
    ImportResult,
    Issue,
    Progress,
    TablePlan,
    TableResult,
)
from kpidesk.services.importing.writes import Insert, Merge, NewAlias, Step, Update

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile, Reader, UnitOfWork

_CHUNK = 20_000  # so many rows are written before the user is asked whether to go on
_WRITTEN = 0.7  # the share of the work that writing rows is; the rest adds them up


def apply_import(
    company: CompanyFile,
    plan: ImportPlan,
    accept_rejected: bool = False,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> ImportResult:
    """Write what a plan says. Rejected rows stay out; a plan that changes nothing writes nothing.

    `accept_rejected` says that the user has seen the rejected rows and goes on without them.

    Raises InputError: `import.question` while a question that changes numbers is open, the code
    of the first blocking issue (or, with the strict option, of the first issue) unless accepted,
    `import.nothing_left` when every row is rejected, `import.stale` when the company changed
    since the plan was made. Raises Cancelled when the user stops it. Nothing is written then.
    """
    refuse_unready(plan, accept_rejected)
    if not plan.changes_anything:
        results = tuple(TableResult(None, table) for table in plan.tables)
        return ImportResult(plan.name, results, plan.left_out)
    with company.change("import", f"Import {plan.name}") as work:
        if company_state(work) != plan.token:
            raise InputError(
                "import.stale",
                "The company changed since this import was checked. Check it again.",
                Where(file=plan.name),
            )
        writer = _PlanWriter(work, _Ticker(plan, progress, cancelled))
        results = tuple(_write_table(writer, plan, table) for table in plan.tables)
        if progress:
            progress(_WRITTEN, "Adding up")
        changed = work.commit()
    if progress:
        progress(1.0, "Done")
    return ImportResult(plan.name, results, plan.left_out, changed)


class _Ticker:
    """Tells how many rows are written, and stops the writing when the user wishes."""

    def __init__(
        self, plan: ImportPlan, progress: Progress | None, cancelled: CancelCheck | None
    ) -> None:
        steps = [step for table in plan.tables if table.writes for step in table.writes.steps]
        self._rows = sum(len(step) for step in steps if isinstance(step, Insert | Update)) or 1
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled

    def before(self, rows: int) -> None:
        """Say that so many rows come next; raises Cancelled."""
        if self._cancelled and self._cancelled():
            raise Cancelled
        if self._progress:
            self._progress(_WRITTEN * self._done / self._rows, "Writing")
        self._done += rows


def company_state(reader: Reader) -> object:
    """What tells whether a company changed: its last step."""
    last = reader.actions(limit=1)
    return (last[0].id, last[0].state) if last else None


def refuse_unready(plan: ImportPlan, accept_rejected: bool) -> None:
    """Raise the InputError that keeps a plan from being carried out, if there is one."""
    for table in plan.tables:
        for question in table.questions:
            if question.blocking:
                raise InputError(
                    "import.question",
                    f"{question.message} Answer it in a mapping file, or in the window "
                    f"({question.code}).",
                    Where(plan.name, table.sheet, column=question.column or None),
                    {"question": question.code, "field": question.field},
                )
    for table in plan.tables:
        refused = _refused(table, strict=plan.options.strict, accepted=accept_rejected)
        if refused is not None:
            raise InputError(
                refused.code,
                refused.message,
                Where(plan.name, table.sheet, refused.cell, refused.row, refused.column),
            )
    counts = plan.counts
    if counts.read and counts.rejected == counts.read:
        first = plan.tables[0]
        issue = first.issues[0]
        raise InputError(
            "import.nothing_left",
            f"Every row is rejected. The first: {issue.message}",
            Where(plan.name, first.sheet, issue.cell, issue.row, issue.column),
            {"first": issue.code},
        )


def _refused(table: TablePlan, *, strict: bool, accepted: bool) -> Issue | None:
    if strict and table.issues:
        return table.issues[0]
    if accepted:
        return None
    return next((issue for issue in table.issues if issue.blocking), None)


def _write_table(writer: _PlanWriter, plan: ImportPlan, table: TablePlan) -> TableResult:
    if table.writes is None or not table.writes:
        return TableResult(None, table)
    batch = writer.work.insert_batch(
        plan.name, table.sheet, table.kind, table.shape, dict(table.mapping), table.counts.as_dict()
    )
    for step in table.writes.steps:
        writer.take(step, batch)
    if table.remember:
        _remember(writer.work, plan, table)
    return TableResult(batch, table)


def _remember(work: UnitOfWork, plan: ImportPlan, table: TablePlan) -> None:
    """Keep the mapping for the next workbook of this shape."""
    used = sum(1 for batch in work.batches() if batch["shape"] == table.shape)
    work.set_keyed(
        "saved_mapping",
        {"shape": table.shape},
        {
            "mapping": json.dumps(table.remember, ensure_ascii=False, sort_keys=True),
            "used": used,
            "last_source": plan.name,
        },
    )


class _PlanWriter:
    """Takes the steps of a plan in order and puts real ids in place of provisional ones."""

    def __init__(self, work: UnitOfWork, ticker: _Ticker) -> None:
        self.work = work
        self._ticker = ticker
        self._real: dict[str, dict[int, int]] = {}

    def take(self, step: Step, batch: int) -> None:
        """Write one step."""
        if isinstance(step, Insert):
            self._insert(step, batch)
        elif isinstance(step, Update):
            self._update(step, batch)
        elif isinstance(step, NewAlias):
            self._alias(step, batch)
        else:
            self._merge(step)

    def _insert(self, step: Insert, batch: int) -> None:
        values = self._values(step.columns, step.values, step.refs)
        columns = dict(zip(step.columns, values, strict=True))
        columns |= {"batch_id": [batch] * len(step), "source_row": step.rows}
        ids: list[int] = []
        for start in range(0, len(step), _CHUNK):
            chunk = {name: column[start : start + _CHUNK] for name, column in columns.items()}
            count = len(chunk["source_row"])
            self._ticker.before(count)
            ids += self.work.insert_columns(step.table, chunk, count)
        self._real.setdefault(step.table, {}).update(zip(step.provisional, ids, strict=True))

    def _update(self, step: Update, batch: int) -> None:
        values = self._values(step.columns, step.values, step.refs)
        real = self._real.get(step.table, {})
        columns = step.columns
        if step.rows:
            columns = (*columns, "batch_id", "source_row")
            values += [[batch] * len(step), step.rows]
        ids = [real.get(row_id, row_id) for row_id in step.ids]
        rows = list(zip(ids, *values, strict=True))
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            self._ticker.before(len(chunk))
            self.work.update_many(step.table, columns, chunk)

    def _values(
        self,
        columns: Sequence[str],
        values: Sequence[Sequence[object]],
        refs: Mapping[str, str],
    ) -> list[Sequence[object]]:
        found = []
        for name, column in zip(columns, values, strict=True):
            real = self._real.get(refs.get(name, ""))
            found.append(list(map(real.get, column, column)) if real else column)  # type: ignore[arg-type]
        return found

    def _alias(self, step: NewAlias, batch: int) -> None:
        means = self._real.get(step.ref, {}).get(step.means, step.means)
        decided = {"means_id": means, "batch_id": batch, "source_row": step.row}
        known = self.work.alias_id(step.ref, step.written)
        if known is None:
            self.work.insert("alias", {"list": step.ref, "written": step.written, **decided})
        else:
            self.work.update_many("alias", tuple(decided), [(known, *decided.values())])

    def _merge(self, step: Merge) -> None:
        """Point everything at the entry that is kept, then remove the other."""
        work = self.work
        kept = self._real.get(step.ref, {}).get(step.kept, step.kept)
        for name, table in TABLE_OF_KIND.items():
            if any(field.ref == step.ref for field in KINDS[name].fields):
                column = f"{step.ref}_id"
                rows = work.facts(name, ["id"], keys=[step.gone], key_column=column)  # type: ignore[list-item]
                work.update_many(table, [column], [(row[0], kept) for row in rows])
        for ref, column in (("rep", "owner_id"), ("customer", "parent_customer_id")):
            if ref == step.ref:
                pointing = [
                    row["id"] for row in work.list_rows("customer") if row[column] == step.gone
                ]
                work.update_many("customer", [column], [(row_id, kept) for row_id in pointing])
        if step.ref == "rep":
            places = [place.id for place in work.memberships() if place.rep_id == step.gone]
            work.update_many("membership", ["rep_id"], [(row_id, kept) for row_id in places])
        targets = work.targets(scope=step.ref, scope_id=step.gone)
        work.update_many("target", ["scope_id"], [(target.id, kept) for target in targets])
        work.delete(step.ref, step.gone)
