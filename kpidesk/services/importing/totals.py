"""Control totals: what the sheet says beside what is read, by column, by rep and by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import Any

from kpidesk.domain.facts import FieldType
from kpidesk.domain.tables import Cell
from kpidesk.services.importing.draft import REJECTED, Draft, FieldColumn
from kpidesk.services.importing.plan import ClosedPeriod, NumberTotal, RepTotal

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_PRICES = frozenset({"unit_price", "price"})
_WIDE = Context(prec=60)  # no sum of what a cell can hold is rounded


def number_totals(draft: Draft, raw: dict[str, list[object]]) -> tuple[NumberTotal, ...]:
    """The sum of every number column, in the sheet and as read.

    `raw` are the values as read from the cells, before anything followed from them.
    """
    totals = []
    for name, found in draft.fields.items():
        if found.column is None or not found.field.is_number or name not in raw:
            continue
        stated, row = _stated(draft, found)
        in_sheet = _sum(raw[name])
        all_read = found.values is raw[name] and REJECTED not in draft.states
        totals.append(
            NumberTotal(
                field=name,
                column=found.column.header,
                in_sheet=in_sheet,
                read=in_sheet if all_read else _sum(_accepted(found.values, draft.states)),
                stated=stated,
                stated_row=row,
            )
        )
    return tuple(totals)


def say_differing(draft: Draft, totals: Iterable[NumberTotal]) -> None:
    """Tell of each column whose own total in the sheet is not what its cells add up to.

    Shares and prices are no sums: what a totals row says of them may be their mean.
    """
    for total in totals:
        found = draft.fields[total.field]
        if total.stated is None or found.field.type is FieldType.SHARE or total.field in _PRICES:
            continue
        figures = _all_stated(draft, found)
        subtotals = sum((number for number, _ in figures), _ZERO)
        if any(_same(number, total.in_sheet) for number in (subtotals, *(n for n, _ in figures))):
            continue
        draft.say(
            "totals.differ",
            f"Row {total.stated_row} says that “{total.column}” sums to {_plain(total.stated)}; "
            f"its cells add up to {_plain(total.in_sheet)}, which differs by "
            f"{_plain(abs(total.stated - total.in_sheet))}.",
            total.stated_row,
            total.column,
        )


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < _CENT / 2


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def rep_totals(
    draft: Draft, amount: str | None, raw: dict[str, list[object]]
) -> tuple[RepTotal, ...]:
    """Rows and amounts of each rep as written, rejected rows included and without them.

    In targets it is whom each is for.
    """
    reps = draft.fields.get("scope_name" if draft.kind.name == "targets" else "rep")
    if reps is None or draft.kind.name == "reps":
        return ()
    amounts: Sequence[object] = raw.get(amount, ()) if amount else ()
    amounts = amounts or [None] * len(draft)
    all_rows: dict[object, list[object]] = defaultdict(list)
    lost_rows: dict[object, list[object]] = defaultdict(list)
    for rep, value in zip(reps.values, amounts, strict=True):
        all_rows[rep].append(value)
    if REJECTED in draft.states:
        for rep, value, state in zip(reps.values, amounts, draft.states, strict=True):
            if state == REJECTED:
                lost_rows[rep].append(value)
    found = [
        _rep_total(str(rep or ""), values, lost_rows.get(rep, []))
        for rep, values in all_rows.items()
    ]
    return tuple(sorted(found, key=lambda total: (not total.rep, total.rep.casefold())))


def _rep_total(rep: str, values: list[object], lost: list[object]) -> RepTotal:
    in_sheet = _sum(values)
    return RepTotal(rep, len(values), in_sheet, len(values) - len(lost), in_sheet - _sum(lost))


def _accepted(values: Sequence[object], states: bytearray) -> Iterable[object]:
    if REJECTED not in states:
        return values
    return (value for value, state in zip(values, states, strict=True) if state != REJECTED)


def _sum(values: Iterable[Any]) -> Decimal:
    with localcontext(_WIDE):
        return sum(filter(None, values), _ZERO)


def _stated(draft: Draft, found: FieldColumn) -> tuple[Decimal | None, int | None]:
    """The figure of the sheet's last totals row in this column."""
    figures = _all_stated(draft, found)
    return figures[-1] if figures else (None, None)


def _all_stated(draft: Draft, found: FieldColumn) -> list[tuple[Decimal, int]]:
    """The figures of all totals rows in this column, subtotals among them, with their rows."""
    assert found.column is not None
    figures = []
    for totals in draft.table.totals:
        cell = totals.values.get(found.column.index)
        number = None if cell is None else _number(cell, found, draft)
        if number is not None:
            figures.append((number, totals.row))
    return figures


def _number(cell: Cell, found: FieldColumn, draft: Draft) -> Decimal | None:
    from kpidesk.excel.values import parse_column

    assert found.column is not None
    words = {
        key: meaning
        for key, meaning in draft.proposal.values.get(found.field.name, {}).items()
        if key == "*"
    }
    reads = draft.proposal.reads.get(found.column.header)
    value = parse_column([cell], found.field.type, reads, words=words).values[0]
    return None if value is None else Decimal(value)  # type: ignore[arg-type]


def closed_periods(
    as_of: date | None, before_after: Iterable[tuple[date | None, Decimal, date | None, Decimal]]
) -> tuple[ClosedPeriod, ...]:
    """Months before the data's own whose won value changes.

    Each item is one deal: close date and won value before, and after.
    """
    if as_of is None:
        return ()
    first_open = as_of.replace(day=1)
    change: dict[str, Decimal] = defaultdict(Decimal)
    deals: dict[str, int] = defaultdict(int)
    for old_day, old_value, new_day, new_value in before_after:
        moves: dict[str, Decimal] = defaultdict(Decimal)
        if old_day is not None and old_day < first_open:
            moves[f"{old_day:%Y-%m}"] -= old_value
        if new_day is not None and new_day < first_open:
            moves[f"{new_day:%Y-%m}"] += new_value
        for month, moved in moves.items():
            if moved:
                change[month] += moved
                deals[month] += 1
    return tuple(ClosedPeriod(month, change[month], deals[month]) for month in sorted(change))
