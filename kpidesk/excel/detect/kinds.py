"""Which kind of facts a table holds, and which column gives which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Cell, SourceTable, TableColumn
from kpidesk.excel.detect.fields import ALIASED_KINDS, field_concepts, field_of, telling
from kpidesk.excel.detect.profiles import Profile, fit, profile
from kpidesk.excel.detect.vocabulary import (
    Heading,
    field_names,
    heading_language,
    kinds_named,
    read_heading,
)
from kpidesk.excel.values import squeeze, word_meaning

_LEAST = 1.3  # a kind that scores less is asked for, not assumed
_OWN_NAME = 1.2  # a heading that is the field's own name, as in our exports
_NEARLY = 0.85
_EARLY = 5000  # cells
# Two columns that give one field together.
_PAIRS = (frozenset({"is_won", "is_closed"}), frozenset({"first_name", "last_name"}))
_OF_DEALS = frozenset(
    {"stage", "status", "expected_close_on", "confidence", "lost_reason", "kind", "created_on"}
)
# A column that tells facts apart: targets have none.
_OF_FACTS = ("deal_id", "deal_name", "order_id", "activity_id", "lead_id")
_COUNTED = frozenset({"sent", "delivered", "opened", "clicked", "bounced"})
_UNIQUE = {"deals": "deal", "customers": "customer", "products": "product", "reps": "rep"}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column with its heading understood and its cells looked at."""

    position: int
    header: str
    heading: Heading
    profile: Profile
    unique: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One column's claim to a field: what its heading means and how well it fits."""

    column: ColumnView
    field: str
    concept: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read as one kind: the claims that won, and those that came second."""

    kind: str
    score: float
    claims: tuple[Claim, ...]
    rivals: tuple[Claim, ...]
    missing: tuple[str, ...]

    def header_of(self, field: str) -> str | None:
        """The heading of the column that gives a field."""
        return next((c.column.header for c in self.claims if c.field == field), None)


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is seen before its kind is decided."""

    table: SourceTable
    columns: tuple[ColumnView, ...]
    language: str | None
    named: frozenset[str]  # kinds that the sheet's name or title speak of


def _unique(column: TableColumn) -> bool:
    """Whether no filled cell of a column repeats; most columns show early that one does."""
    return _all_differ(column.values[:_EARLY]) and _all_differ(column.values)


def _all_differ(cells: Sequence[Cell]) -> bool:
    blanks = cells.count(None) + cells.count("")
    return len(set(cells) - {None, ""}) == len(cells) - blanks


def look_at(table: SourceTable) -> TableView:
    """Understand the headings of a table and sample its columns."""
    columns = tuple(
        ColumnView(
            position, column.header, read_heading(column.header), profile(column.values),
            unique=_unique(column),
        )
        for position, column in enumerate(table.columns)
    )  # fmt: skip
    headings = [column.heading for column in columns]
    named = kinds_named(table.sheet) | kinds_named(table.title)
    return TableView(table, columns, heading_language(headings), named)


def read_as_kind(view: TableView, kind: str, taken: dict[str, str | None] | None = None) -> Reading:
    """Give every field of a kind the column that claims it best; greedy, one column a field.

    `taken` are headings whose field is settled already (None: not imported).
    """
    taken = taken or {}
    settled = {name for name in taken.values() if name}
    claims = [
        claim
        for column in view.columns
        if column.header not in taken
        for claim in _claims(kind, column)
        if claim.field not in settled
    ]
    claims.sort(key=lambda claim: (-claim.score, claim.column.position))
    won: dict[str, Claim] = {}
    rivals: list[Claim] = []
    used: set[int] = set()
    partners: list[Claim] = []
    for claim in claims:
        if claim.column.position in used:
            continue
        holder = won.get(claim.field)
        if holder is None:
            won[claim.field] = claim
            used.add(claim.column.position)
        elif {claim.concept, holder.concept} in _PAIRS:
            partners.append(claim)
            used.add(claim.column.position)
        elif claim.score >= holder.score * 0.97:
            rivals.append(claim)
    rivals = [claim for claim in rivals if claim.column.position not in used]
    missing = tuple(
        name for name in KINDS[kind].required if name not in won and name not in settled
    )
    final = (*won.values(), *partners)
    return Reading(kind, _score(view, kind, final, missing), final, tuple(rivals), missing)


def _claims(kind: str, column: ColumnView) -> list[Claim]:
    claims: list[Claim] = []
    for name, concepts in field_concepts(kind).items():
        declared = field_of(kind, name)
        best: Claim | None = None
        if kind in field_names().get(squeeze(column.header), ()) and squeeze(name) == squeeze(
            column.header
        ):
            suits = fit(kind, declared, "own_name", column.profile)
            best = Claim(column, name, _first(concepts), _OWN_NAME * suits)
        for meaning in column.heading.meanings:
            if meaning.concept not in concepts:
                continue
            suits = fit(kind, declared, meaning.concept, column.profile)
            score = meaning.strength * concepts[meaning.concept] * suits
            if squeeze(name) in squeeze(column.header):
                score *= 1.01  # of equals, "Lead source" is the source before "Lead origin"
            if score > (best.score if best else 0.0):
                best = Claim(column, name, meaning.concept, score)
        if best and best.score >= 0.25 and _allowed(kind, best):
            claims.append(best)
    return claims


def _first(concepts: dict[str, float]) -> str:
    return max(concepts, key=lambda concept: concepts[concept])


def _allowed(kind: str, claim: Claim) -> bool:
    """An id that repeats would make several rows one fact: it is not taken for their id."""
    repeats = claim.field == "external_id" and kind not in ALIASED_KINDS
    return claim.column.unique or not repeats


def _score(
    view: TableView, kind: str, claims: tuple[Claim, ...], missing: tuple[str, ...]
) -> float:
    score = sum(claim.score * telling(claim.concept) for claim in claims)
    date_field = KINDS[kind].date_field
    for name in missing:
        score *= _without(view, kind, name, claims, date_field)
    key = next((c for c in claims if c.field == _UNIQUE.get(kind)), None)
    if key and not key.column.unique and len(view.table) > 1:
        score *= 0.6
    if kind == "deals" and not any(
        c.field in _OF_DEALS or c.concept == "closed_on" for c in claims
    ):
        score *= 0.75
    if kind == "targets" and _tells_facts_apart(view):
        score *= 0.5
    if kind == "email_stats" and not any(c.concept in _COUNTED for c in claims):
        score *= 0.3
    if kind in ("orders", "costs") and _tells_outcomes(view):
        score *= 0.5  # lost deals read as orders would count as sales
    if kind in view.named:
        score += 1.0 if claims else 0.0
    if kind == "costs" and any(c.field in ("rep", "customer", "product") for c in claims):
        score *= 0.5
    return score


def _without(
    view: TableView, kind: str, name: str, claims: tuple[Claim, ...], date_field: str | None
) -> float:
    """What is left of a kind's score where a required field has no column."""
    if kind == "targets" and any(claim.concept == "target_value" for claim in claims):
        return 0.95  # the KPI and the year are often in the title
    asked_at_once = name == date_field or (kind == "targets" and name == "kpi")
    if asked_at_once or (kind == "deals" and _tells_outcomes(view)):
        return 0.8
    return 0.4


def _tells_facts_apart(view: TableView) -> bool:
    return any(
        column.heading.strength_of(concept) >= 0.9
        for column in view.columns
        for concept in _OF_FACTS
    )


def _tells_outcomes(view: TableView) -> bool:
    """Whether a column says which rows were won and which were lost."""
    for column in view.columns:
        concepts = ("status", "stage", "outcome", "is_won")
        if max(map(column.heading.strength_of, concepts)) < 0.6:
            continue
        meanings = {word_meaning("deals", "status", text) for text in column.profile.texts}
        if meanings & {"won", "lost"}:
            return True
    return False


def rank_kinds(view: TableView) -> list[Reading]:
    """Every kind that the table could be, likeliest first."""
    readings = [read_as_kind(view, kind) for kind in KINDS]
    readings.sort(key=lambda reading: -reading.score)
    return readings


def likely(readings: list[Reading]) -> tuple[Reading | None, tuple[str, ...]]:
    """The kind to propose, None where none is likely enough, and those nearly as likely."""
    best = readings[0]
    if best.score < _LEAST:
        return None, tuple(r.kind for r in readings[:3] if r.score > 0.6)
    near = tuple(r.kind for r in readings[1:4] if r.score >= best.score * _NEARLY)
    return best, near
