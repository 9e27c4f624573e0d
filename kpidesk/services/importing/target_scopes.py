"""Whom the targets of a sheet are for: by its scope column, or by whose names it lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpidesk.domain.tables import Choice, Question
from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.known import Known
from kpidesk.services.importing.names import How

LEVELS = ("rep", "team", "customer")
_CHOICES = (
    Choice("rep", "Reps"),
    Choice("team", "Teams"),
    Choice("customer", "Customers"),
)


def scope_levels(draft: Draft, known: Known) -> list[str | None]:
    """The level of each row: org, team, rep or customer; None for rows that are rejected.

    Without a scope column the names decide. Names that nobody has yet are asked about, all at
    once; a few among known ones are rejected by name.
    """
    names = draft.values("scope_name")
    given = draft.values("scope")
    own = draft.proposal.values.get("scope", {})
    levels: list[str | None] = []
    by_name = _levels_of_names(draft, known, own) if not draft.has("scope") else {}
    unknown: dict[str, list[int]] = {}
    for at, (level, name) in enumerate(zip(given, names, strict=True)):
        if level is None and isinstance(name, str):
            level = by_name.get(name)
            if level is None and not draft.has("scope"):
                unknown.setdefault(name, []).append(at)
                levels.append(None)
                continue
        levels.append(str(level) if level is not None else "org")
    if unknown:
        _handle_unknown(draft, unknown, levels, any(found for found in by_name.values()))
    for at, (level, name) in enumerate(zip(levels, names, strict=True)):
        if level in LEVELS and name is None:
            draft.reject(
                at, "scope_name", "target.no_name", f"The target is for a {level} without a name."
            )
    return levels


def _levels_of_names(draft: Draft, known: Known, own: Mapping[str, str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    ambiguous = []
    for name in dict.fromkeys(draft.values("scope_name")):
        if not isinstance(name, str):
            continue
        if name in own:
            found[name] = own[name]
            continue
        if _is_organisation(name):
            found[name] = "org"
            continue
        levels = _levels_of(known, name)
        found[name] = levels[0] if levels else None
        if len(levels) > 1:
            ambiguous.append((name, levels))
    for name, levels in ambiguous:
        column = draft.fields["scope_name"].header or ""
        draft.ask(
            Question(
                "scope",
                column,
                "target.scope_ambiguous",
                f"“{name}” is the name of a {' and of a '.join(levels)}. Which is meant?",
                tuple(choice for choice in _CHOICES if choice.value in levels),
            )
        )
    return found


def _levels_of(known: Known, name: str) -> list[str]:
    """Lists that have the name; a list that has it exactly goes before those that have it alike."""
    matches = {level: known.names(level).find(name) for level in LEVELS}
    exact = [level for level, match in matches.items() if match and match.how is How.EXACT]
    return exact or [level for level, match in matches.items() if match]


def _is_organisation(name: str) -> bool:
    from kpidesk.excel.detect.totals import is_total_word
    from kpidesk.excel.values import word_meaning

    return is_total_word(name) or word_meaning("targets", "scope", name) == "org"


def _handle_unknown(
    draft: Draft, unknown: Mapping[str, Sequence[int]], levels: list[str | None], some_known: bool
) -> None:
    if some_known:
        for name, rows in unknown.items():
            for at in rows:
                draft.reject(
                    at,
                    "scope_name",
                    "target.unknown_name",
                    f"“{name}” is no rep, team or customer. Correct the name, or say in a scope "
                    "column what it is.",
                )
        return
    listed = ", ".join(f"“{name}”" for name in list(unknown)[:6])
    draft.ask(
        Question(
            "scope",
            draft.fields["scope_name"].header or "",
            "target.scope_unknown",
            f"Nobody is called {listed} yet. What are they?",
            _CHOICES,
        )
    )
    for rows in unknown.values():
        for at in rows:
            levels[at] = "rep"  # what the preview shows until the question is answered
