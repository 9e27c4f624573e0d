"""When two spellings are the same name: case, spaces, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s._,;:/\-]+(?=\d)")
_NO_LETTER = re.compile(r"[^\w#+&%$§°]+|_")
_MARK = "\x00"  # stands where two numbers are kept apart
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l"})


def fold_name(name: str) -> str:
    """What is compared of a name: `GTXPro`, `gtx pro` and `GTX-Pro` give the same.

    Numbers stay apart ("Plan 1.1" is not "Plan 11"), and so do signs that carry meaning
    ("C", "C++" and "C#" are three). Empty for a name without a letter, digit or such sign.
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    apart = _BETWEEN_DIGITS.sub(_MARK, plain)
    return _NO_LETTER.sub("", apart.replace(_MARK, "§§"))
