"""The facts of a company as rows with the names and fields of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.facts import KINDS, Kind
from kpidesk.services.exporting.safe_write import written_safely

if TYPE_CHECKING:
    from kpidesk.excel.writing.fact_sheets import FactCell, FactSheet
    from kpidesk.storage.company_file import CompanyFile, Reader
    from kpidesk.storage.records import Membership

_LISTS = {
    "rep": "reps!A",
    "owner": "reps!A",
    "customer": "customers!A",
    "parent_customer": "customers!A",
    "product": "products!A",
}


def export_facts(company: CompanyFile, path: Path) -> None:
    """Write every kind of fact to a workbook; imported unchanged it changes nothing.

    A kind without rows has its headings, so that its first rows can be typed there.

    Raises InputError when the workbook cannot be written there or a text is too long for a cell.
    """
    from kpidesk.excel.writing.fact_sheets import write_fact_sheets

    with company.reading() as reader:
        sheets = [fact_sheet(reader, kind) for kind in KINDS.values()]
    written_safely(path, lambda out: write_fact_sheets(out, sheets))


def export_targets(company: CompanyFile, path: Path) -> None:
    """Write the targets to a workbook, a row each, to be edited and imported again."""
    from kpidesk.excel.writing.fact_sheets import write_fact_sheets

    with company.reading() as reader:
        sheet = fact_sheet(reader, KINDS["targets"])
    written_safely(path, lambda out: write_fact_sheets(out, [sheet]))


def fact_sheet(reader: Reader, kind: Kind) -> FactSheet:
    """The rows of one kind, in the order they came, with names instead of ids."""
    from kpidesk.excel.writing.fact_sheets import FactSheet

    rows, ids = _ROWS.get(kind.name, _fact_rows)(reader, kind)
    start = key_start(reader, kind)
    return FactSheet(
        kind=kind,
        rows=rows,
        keys=[f"{start}{row_id}" for row_id in ids],
        lists={name: _LISTS[name] for name in kind.field_names if name in _LISTS},
    )


def key_start(reader: Reader, kind: Kind) -> str:
    """What the keys of a kind's rows begin with; the row's id follows.

    A membership's row has the id of its rep and its own ("4.9"). File and kind are part of the
    key, so that a row that was carried into another workbook or sheet is not taken for ours.
    """
    from kpidesk.storage.records import FILE_ID

    return f"{reader.setting(FILE_ID, '0')}-{kind.name}-"


Rows = tuple[list[Sequence["FactCell"]], list[str]]


def _names_by_id(reader: Reader, ref: str) -> dict[int, str]:
    return {row_id: name for name, row_id in reader.names(ref).items()}


def _fact_rows(reader: Reader, kind: Kind) -> Rows:
    columns = [f"{field.name}_id" if field.ref else field.name for field in kind.fields]
    names = [_names_by_id(reader, field.ref) if field.ref else None for field in kind.fields]
    rows: list[Sequence[FactCell]] = []
    ids: list[str] = []
    for row_id, *cells in reader.facts(kind.name, ["id", *columns]):
        ids.append(str(row_id))
        rows.append(
            [
                cell if known is None or cell is None else known[cell]  # type: ignore[index]
                for cell, known in zip(cells, names, strict=True)
            ]
        )
    return rows, ids


def _rep_rows(reader: Reader, _kind: Kind) -> Rows:
    """A row for each dated place of each rep; a rep without a team has one row."""
    teams: dict[object, dict[str, FactCell]] = {row["id"]: row for row in reader.list_rows("team")}
    team_names = _names_by_id(reader, "team")
    places: dict[int, list[Membership | None]] = {}
    for member in reader.memberships():
        places.setdefault(member.rep_id, []).append(member)
    rows: list[Sequence[FactCell]] = []
    ids: list[str] = []
    for rep in reader.list_rows("rep"):
        for place in places.get(int(str(rep["id"])), [None]):
            team = teams.get(place.team_id) if place else None
            parent_id = team["parent_id"] if team else None
            rows.append(
                [
                    rep["name"],
                    rep["email"],
                    team["name"] if team else None,
                    team_names.get(int(str(parent_id))) if parent_id else None,
                    place.valid_from if place else None,
                    place.valid_to if place else None,
                    place.fte if place else None,
                    rep["role"],
                ]
            )
            ids.append(f"{rep['id']}.{place.id}" if place else str(rep["id"]))
    return rows, ids


def _list_rows(ref: str) -> Callable[[Reader, Kind], Rows]:
    def rows_of(reader: Reader, kind: Kind) -> Rows:
        names = {field.name: _names_by_id(reader, field.ref) for field in kind.fields if field.ref}
        rows: list[Sequence[FactCell]] = []
        ids: list[str] = []
        for entry in reader.list_rows(ref):
            ids.append(str(entry["id"]))
            cells: list[FactCell] = [entry["name"]]
            for field in kind.fields[1:]:
                stored = entry[f"{field.name}_id" if field.ref else field.name]
                known = names.get(field.name)
                cells.append(stored if known is None or stored is None else known[int(str(stored))])
            rows.append(cells)
        return rows, ids

    return rows_of


def _target_rows(reader: Reader, _kind: Kind) -> Rows:
    rows: list[Sequence[FactCell]] = []
    ids: list[str] = []
    for target in reader.targets():
        ids.append(str(target.id))
        rows.append(
            [
                target.kpi,
                str(target.period),
                target.value,
                target.scope,
                target.scope_name,
                target.threshold,
                target.stretch,
            ]
        )
    return rows, ids


_ROWS: dict[str, Callable[[Reader, Kind], Rows]] = {
    "reps": _rep_rows,
    "customers": _list_rows("customer"),
    "products": _list_rows("product"),
    "targets": _target_rows,
}
