"""Things to pick from: scopes in the top bar, anything in "Find or do"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its text, what it is (`Rep`), what it stands for, how deep it stands."""

    text: str
    kind: str = ""
    value: object = None
    depth: int = 0
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class ScopeChoices:
    """Whom figures can be about. Teams stand under their parents, reps under their teams."""

    company: str
    teams: tuple[Choice, ...] = ()
    reps: tuple[Choice, ...] = ()
    customers: tuple[Choice, ...] = ()
