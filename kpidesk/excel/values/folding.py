"""Folding of words, so that case, accents, spaces and punctuation do not tell them apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-zæøåäöüß])(?=[A-ZÆØÅÄÖÜ])")
_NOT_WORD = re.compile(r"[^0-9a-z%#]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case words of plain letters and digits, one space apart: "Opp_ID" is "opp id"."""
    spaced = _CAMEL.sub(" ", text.strip())
    letters = unicodedata.normalize("NFKD", spaced.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The folded word without spaces, and with "ae", "oe", "ue", "aa" as single letters.

    "Order no", "order_no" and "OrderNo" give the same, as do "Beløb", "Beloeb" and "BELØB".
    """
    joined = fold(text).replace(" ", "")
    # Keyboards without the letter write "Beloeb", "Verkaeufer" and "Maal".
    for pair, letter in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")):
        joined = joined.replace(pair, letter)
    return joined
