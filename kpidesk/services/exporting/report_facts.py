"""The facts as a report's own sheets hold them: names, teams on the day, company currency."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.excel.writing.report_model import ReportCell, ReportFacts
    from kpidesk.storage.company_file import Reader

IN_SCOPE = "in scope"
_DEAL_FIELDS = (
    "deal",
    "rep",
    "customer",
    "product",
    "source",
    "status",
    "created_on",
    "expected_close_on",
    "closed_on",
    "value",
    "cycle_days",
    "confidence",
    "value*confidence",
)
_ACTIVITY_FIELDS = ("date", "booked_on", "type", "rep", "customer", "outcome", "quantity")
_DEAL_DATES = ("closed_on", "created_on", "expected_close_on")
_ACTIVITY_DATES = ("date", "booked_on")

Row = dict[str, "ReportCell"]


@dataclass(frozen=True, slots=True)
class FactsOfReport:
    """The same rows twice: as sheets to write and by field to count. `rows` is by kind."""

    sheets: list[ReportFacts]
    rows: Mapping[str, Sequence[Row]]


def facts_of_report(
    reader: Reader, scope: Scope, teams: Mapping[str, Sequence[str]]
) -> FactsOfReport:
    """The deals and activities that count for the scope on any of their dates."""
    from kpidesk.excel.writing.report_model import ReportFacts

    places = _Places(reader)
    kinds = {
        "deals": ("Deals", _deal_rows(reader), _DEAL_FIELDS, _DEAL_DATES),
        "activities": ("Activities", _activity_rows(reader), _ACTIVITY_FIELDS, _ACTIVITY_DATES),
    }
    sheets: list[ReportFacts] = []
    counted: dict[str, list[Row]] = {}
    for kind, (sheet, rows, fields, dates) in kinds.items():
        placed = [_placed(row, dates, places, scope, teams) for row in rows]
        kept = [row for row in placed if _counts_at_all(row, dates)]
        counted[kind] = kept
        # A kind without facts has its headings too, for the formulas to count nothing in.
        blank: Row = dict.fromkeys(fields)
        headings = list(_placed(blank, dates, places, scope, teams))
        cells = [[row[heading] for heading in headings] for row in kept]
        sheets.append(ReportFacts(kind, sheet, headings, cells))
    return FactsOfReport(sheets, counted)


def _placed(
    row: Row,
    dates: Sequence[str],
    places: _Places,
    scope: Scope,
    teams: Mapping[str, Sequence[str]],
) -> Row:
    """The row with the rep's team on each date, and whether it is in scope on that date."""
    placed = dict(row)
    for name in dates:
        day, rep = row.get(name), row.get("rep")
        team = places.team_on(rep, day) if isinstance(day, date) and rep is not None else None
        placed[f"team on {name}"] = team
        if scope.level != "org":
            placed[f"{IN_SCOPE} on {name}"] = "yes" if _in_scope(row, team, scope, teams) else None
    return placed


def _in_scope(row: Row, team: str | None, scope: Scope, teams: Mapping[str, Sequence[str]]) -> bool:
    if scope.level == "team":
        return team is not None and team in teams.get(scope.name or "", ())
    return row.get(scope.level) == scope.name


def _counts_at_all(row: Row, dates: Sequence[str]) -> bool:
    marks = [f"{IN_SCOPE} on {name}" for name in dates]
    return not any(mark in row for mark in marks) or any(row[mark] for mark in marks)


class _Places:
    """Which team a rep was in on a day."""

    def __init__(self, reader: Reader) -> None:
        reps = {row_id: name for name, row_id in reader.names("rep").items()}
        teams = {row_id: name for name, row_id in reader.names("team").items()}
        self._spans: dict[str, list[tuple[date, date, str | None]]] = {}
        for member in reader.memberships():
            span = (
                member.valid_from or date.min,
                member.valid_to or date.max,
                teams.get(member.team_id) if member.team_id is not None else None,
            )
            self._spans.setdefault(reps[member.rep_id], []).append(span)
        for spans in self._spans.values():
            spans.sort(key=lambda span: span[0])

    def team_on(self, rep: ReportCell, day: date) -> str | None:
        """The team's name; None outside of every membership."""
        spans = self._spans.get(str(rep), [])
        index = bisect_right(spans, day, key=lambda span: span[0]) - 1
        if index < 0 or spans[index][1] < day:
            return None
        return spans[index][2]


def _by_id(reader: Reader, ref: str) -> dict[object, str]:
    return {row_id: name for name, row_id in reader.names(ref).items()}


def _deal_rows(reader: Reader) -> list[Row]:
    reps, customers = _by_id(reader, "rep"), _by_id(reader, "customer")
    products = _by_id(reader, "product")
    stages = {row["id"]: row for row in reader.list_rows("stage")}
    columns = (
        "deal",
        "rep_id",
        "customer_id",
        "product_id",
        "source",
        "status",
        "created_on",
        "expected_close_on",
        "closed_on",
        "base_value",
        "cycle_days",
        "confidence",
        "stage_id",
    )
    rows: list[Row] = []
    for stored in reader.facts("deals", columns):
        cell = dict(zip(columns, stored, strict=True))
        stage = stages.get(cell["stage_id"], {})
        confidence = cell["confidence"] if cell["confidence"] is not None else None
        if confidence is None:
            confidence = stage.get("confidence")
        value = cell["base_value"]
        weighted = None
        if isinstance(value, Decimal) and isinstance(confidence, Decimal):
            weighted = value * confidence
        rows.append(
            {
                "deal": cell["deal"],
                "rep": reps.get(cell["rep_id"]),
                "customer": customers.get(cell["customer_id"]),
                "product": products.get(cell["product_id"]),
                "source": cell["source"],
                "status": cell["status"],
                "created_on": cell["created_on"],
                "expected_close_on": cell["expected_close_on"],
                "closed_on": cell["closed_on"],
                "value": value,
                "cycle_days": cell["cycle_days"],
                "confidence": confidence,
                "value*confidence": weighted,
            }
        )
    return rows


def _activity_rows(reader: Reader) -> list[Row]:
    reps, customers = _by_id(reader, "rep"), _by_id(reader, "customer")
    columns = ("date", "booked_on", "type", "rep_id", "customer_id", "outcome", "quantity")
    rows: list[Row] = []
    for stored in reader.facts("activities", columns):
        day, booked_on, kind, rep_id, customer_id, outcome, quantity = stored
        rows.append(
            {
                "date": day,
                "booked_on": booked_on or day,
                "type": kind,
                "rep": reps.get(rep_id),
                "customer": customers.get(customer_id),
                "outcome": outcome,
                "quantity": quantity,
            }
        )
    return rows
