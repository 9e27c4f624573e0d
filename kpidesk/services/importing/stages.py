"""Stages of deals as an import makes them: outcome, default confidence and place in the funnel."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpidesk.services.importing.folding import fold_name

CLOSING = ("won", "lost", "cancelled")
_CONFIDENCE = {"won": Decimal(1), "lost": Decimal(0), "cancelled": Decimal(0)}
_LAST = {"won": 1000, "lost": 1010, "cancelled": 1020}
_MIDDLE = 50
# Where well-known words stand between first contact (0) and signature (100). It orders lists of
# stages only; nothing is counted by it.
_PLACES = {
    "lead": 5,
    "prospect": 10,
    "prospecting": 10,
    "prospektering": 10,
    "prospektointi": 10,
    "kontaktet": 15,
    "kontaktad": 15,
    "contacted": 15,
    "discovery": 20,
    "behov": 20,
    "behovsanalyse": 20,
    "behovsanalys": 20,
    "needsanalysis": 20,
    "qualification": 25,
    "qualified": 25,
    "kvalifisering": 25,
    "kvalificering": 25,
    "kwalificatie": 25,
    "qualifizierung": 25,
    "engaging": 30,
    "engaged": 30,
    "meeting": 35,
    "mote": 35,
    "demo": 40,
    "proposal": 60,
    "quote": 60,
    "tilbud": 60,
    "offert": 60,
    "offerte": 60,
    "angebot": 60,
    "tarjous": 60,
    "negotiation": 75,
    "forhandling": 75,
    "onderhandeling": 75,
    "verhandlung": 75,
    "neuvottelu": 75,
    "commit": 90,
    "contract": 90,
    "kontrakt": 90,
}


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What a table says of one stage."""

    outcome: str = "open"
    confidence: Decimal | None = None


def outcome_of_word(name: str) -> str | None:
    """Whether a stage's name says by itself that the deal is won, lost, cancelled or open."""
    from kpidesk.excel.values import word_meaning

    return word_meaning("deals", "status", name)


def stage_values(name: str, facts: StageFacts) -> dict[str, object]:
    """The columns of a stage that is not known yet."""
    confidence = _CONFIDENCE.get(facts.outcome, facts.confidence)
    return {
        "name": name,
        "outcome": facts.outcome,
        "confidence": confidence,
        "position": position(name, facts.outcome, confidence),
    }


def position(name: str, outcome: str, confidence: Decimal | None) -> int:
    """Where a stage stands among the others, the same whichever file names it first."""
    if outcome in _LAST:
        return _LAST[outcome]
    if confidence is not None:
        return int(confidence * 100)
    return _PLACES.get(fold_name(name), _MIDDLE)
