"""From the cells of a table and its mapping to a draft: every column read as its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Proposal, SourceTable
from kpidesk.services.importing.candidates import Candidate
from kpidesk.services.importing.draft import Draft, FieldColumn
from kpidesk.services.importing.wording import counted

if TYPE_CHECKING:
    from kpidesk.excel.detect import ParsedTable, UnpivotedTable
    from kpidesk.excel.values import ParsedColumn


def parse_candidate(candidate: Candidate, today: date) -> Draft:
    """Read all mapped columns of a table; cells that cannot be read reject their row.

    A table with periods across is brought to its long form first.
    """
    from kpidesk.excel.detect import field_of, parse_table

    proposal = candidate.proposal
    kind = KINDS[candidate.kind]
    table, long = candidate.table, None
    if proposal.wide is not None:
        proposal, long = _long_form(table, proposal, today)
        table = long.table
    parsed = parse_table(candidate.table, proposal)
    _refuse_bad_constants(parsed, table)
    draft = Draft(table, kind, candidate.proposal, {}, states=bytearray(len(table)))
    columns = {column.header: column for column in reversed(table.columns)}
    for name, column in parsed.fields.items():
        header = parsed.headers.get(name)
        draft.fields[name] = FieldColumn(
            field_of(kind.name, name),
            columns.get(header) if header is not None else None,
            list(column.values),
        )
        _say_lost(draft, column, header or name)
    if long is not None:
        draft.letters = {parsed.value_field: long.letters, "period": long.letters}
    faults = [
        (at, name, fault)
        for name, column in parsed.fields.items()
        for at, fault in column.errors.items()
    ]
    for at, name, fault in sorted(faults, key=lambda found: found[0]):
        draft.reject(at, name, fault.code, fault.message)
    return draft


def _long_form(
    table: SourceTable, proposal: Proposal, today: date
) -> tuple[Proposal, UnpivotedTable]:
    from kpidesk.excel.detect import unpivot

    try:
        return proposal, unpivot(table, proposal)
    except InputError as error:
        if error.code != "period.year":
            raise
        # The year is asked for; until that is answered the preview shows this one.
        values = {**proposal.values, "period": {"": str(today.year)}}
        shown = replace(proposal, values=values)
        return shown, unpivot(table, shown)


def _refuse_bad_constants(parsed: ParsedTable, table: SourceTable) -> None:
    for name, column in parsed.fields.items():
        if name not in parsed.headers and column.errors:
            fault = next(iter(column.errors.values()))
            raise InputError(
                "mapping.value",
                f"The mapping's value for {name}: {fault.message}",
                Where(sheet=table.sheet),
            )


def _say_lost(draft: Draft, parsed: ParsedColumn, header: str) -> None:
    if parsed.rounded:
        draft.say(
            "number.rounded",
            counted(
                parsed.rounded,
                f"number in “{header}” has more than six decimals and was rounded to six.",
                f"numbers in “{header}” have more than six decimals and were rounded to six.",
            ),
            column=header,
        )
    if parsed.read_as_blank:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(parsed.read_as_blank))
        draft.say("value.read_as_blank", f"{words} in “{header}” is read as blank.", None, header)
