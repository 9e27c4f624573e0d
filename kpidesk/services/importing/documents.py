"""Plans, results and inspections as the JSON documents of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kpidesk.domain.tables import Note, Question
from kpidesk.services.importing.plan import (
    ImportPlan,
    ImportResult,
    Issue,
    LeftOut,
    TablePlan,
)

Document = dict[str, Any]


def plan_document(plan: ImportPlan) -> Document:
    """What an import would do: a document for its table, or one for each of several."""
    return _together(plan.name, [_table(table, None) for table in plan.tables], plan.left_out)


def result_document(result: ImportResult) -> Document:
    """What an import did: a document for its table, or one for each of several."""
    return _together(
        result.name,
        [_table(one.plan, one.batch) for one in result.tables],
        result.left_out,
    )


def _together(name: str, tables: list[Document], left_out: Sequence[LeftOut]) -> Document:
    whole: Document = tables[0] if len(tables) == 1 else {"tables": tables}
    whole["source"] = name
    if left_out:
        whole["left_out"] = [left_out_document(one) for one in left_out]
    return whole


def _table(table: TablePlan, batch: int | None) -> Document:
    return {
        "batch": batch,
        "kind": table.kind,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "mapping": dict(table.mapping),
        **table.counts.as_dict(),
        "created": {name: list(names) for name, names in table.created.items()},
        "totals": {total.field: plain_number(total.read) for total in table.totals},
        "issues": [_issue(issue) for issue in table.issues],
        "questions": [question_document(question) for question in table.questions],
        "notes": [note_document(note) for note in table.notes],
    }


def _issue(issue: Issue) -> Document:
    return {
        "row": issue.row,
        "column": issue.column,
        "cell": issue.cell,
        "code": issue.code,
        "message": issue.message,
        "blocking": issue.blocking,
    }


def question_document(question: Question) -> Document:
    """A question with the values that answer it."""
    return {
        "field": question.field,
        "column": question.column,
        "code": question.code,
        "message": question.message,
        "choices": [choice.value for choice in question.choices],
        "blocking": question.blocking,
    }


def note_document(note: Note) -> Document:
    """A note with its place, where it has one."""
    place = {"row": note.row, "column": note.column}
    return {
        "code": note.code,
        "message": note.message,
        **{name: value for name, value in place.items() if value is not None},
    }


def left_out_document(one: LeftOut) -> Document:
    """A sheet or table that is not imported, and why."""
    return {
        "sheet": one.sheet,
        "header_row": one.header_row,
        "code": one.code,
        "message": one.message,
    }


def plain_number(value: Decimal) -> int | float:
    """A number as JSON has it; money to the cent survives up to some hundred billions."""
    whole = int(value)
    return whole if whole == value else float(value)
