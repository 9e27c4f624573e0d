"""The business content of a company file in one canonical form: the same content, the same bytes.

One JSON object a line, `{"kind": KIND, field: value, …}`. Kinds come in the order of
`KINDS_IN_ORDER`; within a kind lines are sorted as text. Fields come in the order of the
contract, empty ones are left out. Dates are ISO text, money and quantities decimal strings
without exponent or trailing zeros. Ids, batches, source rows and moments of writing are left out,
so that two files with the same content give the same bytes however they came to it; equal facts
are repeated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, select

from kpidesk.domain.facts import KINDS
from kpidesk.storage import schema
from kpidesk.storage.schema import FACT_TABLES, LIST_TABLES, MICRO, Exact, column_name
from kpidesk.storage.stored_values import PLAIN, Stored

if TYPE_CHECKING:
    from kpidesk.storage.reader import Reader

Names = dict[str, dict[int, str]]
Line = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Source:
    """The file that is dumped, and the names of what its rows point to."""

    reader: Reader
    names: Names


def dump_lines(reader: Reader, everything: bool = False) -> Iterator[str]:
    """The lines of the dump, without line ends.

    `everything` adds import batches, aliases, remembered mappings and the audit trail, in the
    order they came.
    """
    source = _Source(reader, _names(reader))
    for kind, lines in _CONTENT.items():
        yield from sorted(_line(kind, line) for line in lines(source))
    if everything:
        for kind, lines in _TRAIL.items():
            yield from (_line(kind, line) for line in lines(source))


def exact_text(stored: int) -> str:
    """Whole millionths as a decimal string: 1355900000 is "1355.9"."""
    whole, rest = divmod(abs(stored), MICRO)
    text = f"{whole}.{rest:06d}".rstrip("0") if rest else str(whole)
    return f"-{text}" if stored < 0 else text


def _line(kind: str, fields: Line) -> str:
    known = {name: value for name, value in fields.items() if value is not None}
    return json.dumps({"kind": kind, **known}, ensure_ascii=False)


def _names(reader: Reader) -> Names:
    return {
        ref: {row_id: name for name, row_id in reader.names(ref).items()} for ref in LIST_TABLES
    }


def _text_of(table: str, column: str) -> Callable[[Stored], object]:
    """How a stored value of a column is written."""
    type_ = schema.metadata.tables[table].c[column].type
    if isinstance(type_, Exact):
        return lambda value: None if value is None else exact_text(int(str(value)))
    if isinstance(type_, DateTime):
        return lambda value: None if value is None else _moment(str(value))
    return lambda value: value


def _moment(stored: str) -> str:
    return stored.replace(" ", "T").removesuffix(".000000")


def _rows(
    source: _Source, table: str, columns: Sequence[str], order: str | None = None
) -> Iterator[list[object]]:
    plain = PLAIN[table]
    statement = select(*[plain.c[name] for name in columns])
    if order is not None:
        statement = statement.order_by(plain.c[order])
    writers = [_text_of(table, name) for name in columns]
    for row in source.reader.connection.execute(statement):
        yield [write(value) for write, value in zip(writers, row, strict=True)]


def _listed(
    table: str, fields: dict[str, str], refs: dict[str, str] | None = None
) -> Callable[[_Source], Iterator[Line]]:
    """Lines of a table: field by column, and for columns that hold ids the list they point to."""
    of_list = refs or {}

    def lines(source: _Source) -> Iterator[Line]:
        known = [source.names.get(of_list.get(column, "")) for column in fields.values()]
        for row in _rows(source, table, list(fields.values())):
            yield {
                field: value if by_id is None or value is None else by_id[int(str(value))]
                for field, value, by_id in zip(fields, row, known, strict=True)
            }

    return lines


def _facts(kind: str) -> Callable[[_Source], Iterator[Line]]:
    fields = KINDS[kind].fields
    return _listed(
        FACT_TABLES[kind].name,
        {field.name: column_name(field) for field in fields},
        {column_name(field): field.ref for field in fields if field.ref},
    )


def _settings(source: _Source) -> Iterator[Line]:
    for key, value in source.reader.all_settings().items():
        if key.startswith("_"):
            continue
        yield {"key": key, "value": value}


def _reps(source: _Source) -> Iterator[Line]:
    parents: dict[object, object] = {
        row["id"]: row["parent_id"] for row in source.reader.list_rows("team")
    }
    places: dict[object, list[list[object]]] = {}
    columns = ("rep_id", "team_id", "valid_from", "valid_to", "fte")
    for place in _rows(source, "membership", columns):
        places.setdefault(place[0], []).append(place)
    for rep in source.reader.list_rows("rep"):
        nowhere: list[list[object]] = [[None] * len(columns)]
        for place in places.get(rep["id"], nowhere):
            _, team, valid_from, valid_to, fte = place
            parent = parents.get(team)
            yield {
                "rep": rep["name"],
                "email": rep["email"],
                "team": _name(source.names, "team", team),
                "parent_team": _name(source.names, "team", parent),
                "valid_from": valid_from,
                "valid_to": valid_to,
                "fte": fte,
                "role": rep["role"],
            }


def _targets(source: _Source) -> Iterator[Line]:
    columns = ("kpi", "period", "value", "scope", "scope_id", "threshold", "stretch", "note")
    for row in _rows(source, "target", columns):
        line = dict(zip(columns, row, strict=True))
        scope_id = line.pop("scope_id")
        scope = str(line["scope"])
        name = None if scope == "org" else _name(source.names, scope, scope_id)
        end = {name: line.pop(name) or None for name in ("threshold", "stretch", "note")}
        yield {**line, "scope_name": name, **end}


def _name(names: Names, ref: str, row_id: object) -> str | None:
    return names[ref].get(row_id) if isinstance(row_id, int) else None


def _batches(source: _Source) -> Iterator[Line]:
    for batch in source.reader.batches():
        yield {("facts" if name == "kind" else name): value for name, value in batch.items()}


def _aliases(source: _Source) -> Iterator[Line]:
    for ref in LIST_TABLES:
        for written, means in sorted(source.reader.aliases(ref).items()):
            yield {"list": ref, "written": written, "means": _name(source.names, ref, means)}


def _mappings(source: _Source) -> Iterator[Line]:
    columns = ("shape", "mapping", "used", "last_source")
    for row in _rows(source, "saved_mapping", columns, order="shape"):
        line = dict(zip(columns, row, strict=True))
        yield {**line, "mapping": json.loads(str(line["mapping"]))}


def _audit(source: _Source) -> Iterator[Line]:
    columns = ("id", "at", "name", "text", "state", "refers_to")
    for row in _rows(source, "action", columns, order="id"):
        line: Line = dict(zip(columns, row, strict=True))
        yield {**line, "changes": _changes(source, int(str(row[0])))}


def _changes(source: _Source, action_id: int) -> list[Line]:
    table = schema.change
    rows = source.reader.connection.execute(
        select(table.c.table_name, table.c.op, table.c.row_id, table.c.old, table.c.new)
        .where(table.c.action_id == action_id)
        .order_by(table.c.id)
    )
    return [
        {
            "table": row.table_name,
            "op": row.op,
            "row": json.loads(row.row_id),
            "old": None if row.old is None else json.loads(row.old),
            "new": None if row.new is None else json.loads(row.new),
        }
        for row in rows
    ]


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_KPI_FIELDS = [name for name in schema.kpi_definition.c.keys() if name != "id"]  # noqa: SIM118

_CONTENT: dict[str, Callable[[_Source], Iterable[Line]]] = {
    "settings": _settings,
    "teams": _listed("team", {"team": "name", "parent_team": "parent_id"}, {"parent_id": "team"}),
    "reps": _reps,
    "customers": _listed(
        "customer",
        {
            "customer": "name",
            **_same("org_number", "segment"),
            "owner": "owner_id",
            **_same("customer_since", "lost_on", "country"),
            "parent_customer": "parent_customer_id",
        },
        {"owner_id": "rep", "parent_customer_id": "customer"},
    ),
    "products": _listed("product", {"product": "name", **_same("price", "cost", "currency")}),
    "stages": _listed("stage", {"stage": "name", **_same("position", "outcome", "confidence")}),
    **{kind: _facts(kind) for kind in FACT_TABLES},
    "kpis": _listed("kpi_definition", _same(*_KPI_FIELDS)),
    "targets": _targets,
    "closed_days": _listed("closed_day", _same("day", "name", "working")),
    "absences": _listed(
        "absence", {"rep": "rep_id", **_same("first_day", "last_day", "reason")}, {"rep_id": "rep"}
    ),
    "rates": _listed("currency_rate", _same("currency", "valid_from", "rate")),
}

_TRAIL: dict[str, Callable[[_Source], Iterable[Line]]] = {
    "batches": _batches,
    "aliases": _aliases,
    "mappings": _mappings,
    "audit": _audit,
}

KINDS_IN_ORDER: tuple[str, ...] = (*_CONTENT, *_TRAIL)
"""The kinds of lines, in the order of the dump; those of `everything` last."""
