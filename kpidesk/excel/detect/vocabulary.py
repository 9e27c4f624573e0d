"""What a heading can stand for, whatever language, unit and spelling it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kpidesk.domain.facts import KINDS
from kpidesk.excel.detect.headings import LANGUAGES
from kpidesk.excel.values.folding import fold, squeeze

EXACT, TRIMMED, HEAD, LEADING = 1.0, 0.95, 0.6, 0.5


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_THOUSANDS = _set(
    """
    tkr tnok tsek tdkk teur tusd knok ksek kdkk keur kusd tusen tusind tusinde thousand
    thousands duizend tausend tsd tuhat tuhatta tuhansia 000
    """
)
_MILLIONS = _set(
    """
    mnok msek mdkk meur musd mkr mill million millions millioner miljoner miljoen miljoenen
    millionen milj miljoonaa mio mln
    """
)
_CURRENCIES = _set("nok sek dkk eur usd gbp chf isk")
_UNITS = (
    _CURRENCIES
    | _THOUSANDS
    | _MILLIONS
    | _set(
        """
    kr kroner kronor euro euros dollar ex exc excl eks ekskl exkl inkl incl mva moms btw vat
    ust mwst alv veroton net i in per of the den dd mm yyyy aaaa yy iso % hele exclusief
    inklusive exklusive uten med utan ilman ohne zzgl pct percent prosent procent prosenttia
    prozent 1000 local lokal
    """
    )
)
_NAME_PREPOSITIONS = _set("of på pa av af van des der för for")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a heading can stand for, how surely (0 to 1), and in which languages."""

    concept: str
    strength: float
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading understood: its meanings, best first, and the unit it carries."""

    text: str
    meanings: tuple[Meaning, ...]
    scale: int = 1
    currency: str | None = None

    def strength_of(self, concept: str) -> float:
        """How surely the heading stands for a concept; 0 where it does not."""
        return max((m.strength for m in self.meanings if m.concept == concept), default=0.0)

    @property
    def ignored(self) -> bool:
        """Whether the heading is known to hold nothing that is imported."""
        return bool(self.meanings) and self.meanings[0].concept == "ignored"


@cache
def _lookup() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, dict[str, set[str]]] = {}
    for language, module in LANGUAGES.items():
        for concept, words in module.HEADINGS.items():
            for word in words.split(";"):
                found.setdefault(squeeze(word), {}).setdefault(concept, set()).add(language)
    found.pop("", None)
    return {
        word: tuple(
            Meaning(concept, EXACT, frozenset(languages)) for concept, languages in concepts.items()
        )
        for word, concepts in found.items()
    }


@cache
def field_names() -> dict[str, frozenset[str]]:
    """Squeezed field name of the contract -> kinds that have it: our own exports use them."""
    names: dict[str, set[str]] = {}
    for kind in KINDS.values():
        for name in kind.field_names:
            names.setdefault(squeeze(name), set()).add(kind.name)
    return {name: frozenset(kinds) for name, kinds in names.items()}


@cache
def _kind_names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for module in LANGUAGES.values():
        for kind, words in module.KIND_NAMES.items():
            for word in (*words.split(";"), kind):
                names.setdefault(squeeze(word), set()).add(kind)
    names.pop("", None)
    return {name: frozenset(kinds) for name, kinds in names.items()}


@lru_cache(maxsize=256)
def kinds_named(text: str) -> frozenset[str]:
    """Kinds that a sheet name or title speaks of: "Salgsbudsjett 2026" is targets."""
    names = _kind_names()
    tokens = [token for token in fold(text).split() if not token.isdigit()]
    whole = names.get(squeeze(" ".join(tokens)))
    if whole:
        return whole
    for size in (3, 2, 1):
        for start in range(len(tokens) - size + 1):
            found = names.get(squeeze(" ".join(tokens[start : start + size])))
            if found:
                return found
    return frozenset()


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Understand a heading: units and brackets set aside, exact words before parts of it."""
    inside = " ".join(_BRACKETS.findall(text))
    tokens = fold(text).split()
    outer = _BRACKETS.sub(" ", text).strip() or text
    scale = _scale(tokens, bool(set(fold(inside).split()) & {"1000"}))
    currency = next((token.upper() for token in tokens if token in _CURRENCIES), None)
    return Heading(text, _meanings(text, outer), scale, currency)


def _scale(tokens: list[str], bracketed_thousand: bool) -> int:
    if _MILLIONS.intersection(tokens):
        return 1_000_000
    by_unit = "1000" in tokens and bool({"kr", "nok", "sek", "dkk", "eur", "euro"} & set(tokens))
    return 1000 if by_unit or bracketed_thousand or _THOUSANDS.intersection(tokens) else 1


def _meanings(whole: str, outer: str) -> tuple[Meaning, ...]:
    lookup = _lookup()
    for text in (whole, outer):
        if found := lookup.get(squeeze(text)):
            return found
    tokens = fold(outer).split()
    trimmed = _trim(tokens)
    if trimmed and trimmed != tokens and (found := lookup.get(squeeze(" ".join(trimmed)))):
        return _weakened(found, TRIMMED)
    return _parts(trimmed or tokens)


def _trim(tokens: list[str]) -> list[str]:
    kept = list(tokens)
    while len(kept) > 1 and (kept[-1] in _UNITS or kept[-1].isdigit()):
        kept.pop()
    while len(kept) > 1 and (kept[0] in _UNITS or kept[0].isdigit()):
        kept.pop(0)
    return kept


def _parts(tokens: list[str]) -> tuple[Meaning, ...]:
    """The head of a longer heading: its last words, or the first before a preposition."""
    lookup = _lookup()
    for size in range(len(tokens) - 1, 0, -1):
        if found := lookup.get(squeeze(" ".join(tokens[-size:]))):
            return _weakened(found, HEAD)
    for size in range(len(tokens) - 1, 0, -1):
        follower = tokens[size]
        found = lookup.get(squeeze(" ".join(tokens[:size])))
        if found and (follower in _UNITS or follower in _NAME_PREPOSITIONS):
            return _weakened(found, LEADING)
    return ()


def _weakened(meanings: tuple[Meaning, ...], strength: float) -> tuple[Meaning, ...]:
    return tuple(Meaning(m.concept, strength, m.languages) for m in meanings)


def heading_language(headings: list[Heading]) -> str | None:
    """The language that most headings are written in, None where they tell nothing."""
    votes = dict.fromkeys(LANGUAGES, 0.0)
    for heading in headings:
        languages = frozenset[str]().union(*(m.languages for m in heading.meanings))
        for language in languages:
            votes[language] += max(m.strength for m in heading.meanings) / len(languages)
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] > 0 else None
