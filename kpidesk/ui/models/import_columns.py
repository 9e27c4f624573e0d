"""What stands over a column of the sheet: its letter, the field it goes to, how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.facts import KINDS, Field, FieldType, Kind
from kpidesk.domain.tables import ReadAs, TableColumn
from kpidesk.services.importing.plan import TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import field_word

_SAMPLE = 500
_T = FieldType
_RIGHT = frozenset({_T.DATE, _T.DATETIME, _T.MONEY, _T.QUANTITY, _T.INTEGER, _T.SHARE})
_EXAMPLE = Decimal("1355.90")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column's head. `field` is None where nothing of it is imported.

    `decimals` is how its numbers are shown, None as they are written.
    """

    letter: str
    header: str
    field: str | None
    title: str
    read_as: str
    right: bool = False
    decimals: int | None = None
    fixed: bool = False  # made from several columns of the sheet: it has no other field


def column_heads(plan: TablePlan, formatter: Formatter) -> tuple[ColumnHead, ...]:
    """The heads of all columns of a table, in the order of the sheet."""
    kind = KINDS[plan.kind]
    wide = len({column.index for column in plan.columns}) < len(plan.columns)
    return tuple(_head(column, plan, kind, formatter, wide=wide) for column in plan.columns)


def _head(
    column: TableColumn, plan: TablePlan, kind: Kind, formatter: Formatter, *, wide: bool
) -> ColumnHead:
    name = plan.mapping.get(column.header)
    fixed = name is None and wide and column.header in kind.field_names
    name = column.header if fixed else name
    translate = QCoreApplication.translate
    if name is None:
        return ColumnHead(
            column.letter,
            column.header,
            None,
            translate("Import", "Left out"),
            translate("Import", "not imported"),
            _mostly_numbers(column),
        )
    field = next((one for one in kind.fields if one.name == name), Field(name))
    return ColumnHead(
        column.letter,
        column.header,
        name,
        field_word(name),
        _read_as(column, field, kind, plan.reads.get(column.header), formatter),
        field.type in _RIGHT,
        _decimals(column) if field.type is _T.MONEY else None,
        fixed,
    )


def _read_as(
    column: TableColumn, field: Field, kind: Kind, reads: ReadAs | None, formatter: Formatter
) -> str:
    translate = QCoreApplication.translate
    if field.name == kind.external or (len(kind.key) == 1 and field.name == kind.key[0]):
        return translate("Import", "key")
    match field.type:
        case _T.MONEY:
            number = formatter.number(_EXAMPLE, 2)
            if reads and reads.decimal:
                number = {",": "1 355,90", ".": "1,355.90"}.get(reads.decimal, number)
            return f"{formatter.currency_symbol}, {number}"
        case _T.DATE | _T.DATETIME:
            return _dates_text(reads)
        case _T.CHOICE:
            words = len({value for value in column.values[:_SAMPLE] if value is not None})
            return translate("Import", "%n word(s)", "", words)
        case _T.QUANTITY | _T.INTEGER:
            return translate("Import", "number")
        case _T.SHARE:
            return translate("Import", "share")
        case _T.PERIOD:
            return translate("Import", "period")
        case _:
            return translate("Import", "text")


def _dates_text(reads: ReadAs | None) -> str:
    translate = QCoreApplication.translate
    match reads.dates if reads else None:
        case "dmy":
            return translate("Import", "dd.mm.yyyy")
        case "mdy":
            return translate("Import", "mm/dd/yyyy")
        case "iso":
            return translate("Import", "yyyy-mm-dd")
        case _:
            return translate("Import", "date")


def _decimals(column: TableColumn) -> int:
    """Two where any amount of the sample has a fraction, else none."""
    for value in column.values[:_SAMPLE]:
        if isinstance(value, float) and not value.is_integer():
            return 2
    return 0


def _mostly_numbers(column: TableColumn) -> bool:
    filled = [value for value in column.values[:50] if value is not None]
    numbers = sum(isinstance(value, int | float) for value in filled)
    return bool(filled) and numbers * 2 > len(filled)
