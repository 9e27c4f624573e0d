"""Which encoding a text file is in."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TextIO

from kpidesk.excel.reading.faults import SourceFault

CHUNK_BYTES = 1 << 20
_COUNT_STRAY = "kpidesk.count-stray"
_STRAY_AS_CP1252 = "kpidesk.stray-as-cp1252"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_OLDER_WESTERN = ("cp850", "mac_roman")
_WESTERN_LETTERS = frozenset("åäöæøéüßëïèáàíóôêçÅÄÖÆØÉÜ")
_PLAUSIBLE_SHARE = 0.9
_SAMPLE_BYTES = 1 << 16


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text, line ends untouched; stray bytes in UTF-8 are taken as Windows-1252."""
    codecs.register_error(_STRAY_AS_CP1252, _as_cp1252)
    errors = _STRAY_AS_CP1252 if encoding.startswith("utf-8") else "replace"
    return path.open(encoding=encoding, errors=errors, newline="")


def text_encoding(path: Path) -> str:
    """The encoding of a text file, by the first rule that decides.

    A byte order mark; zero bytes at every other place (UTF-16); valid UTF-8; Windows-1252, which
    cannot be told from ISO 8859-1 and holds all its letters. Only bytes that Windows-1252 does
    not have leave the choice to the letters that result.

    Raises SourceFault for a file that is no text.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    wide = _wide_encoding(sample)
    if wide is not None:
        return wide
    if len(sample.translate(None, _CONTROLS)) < len(sample):
        raise SourceFault("source.not_workbook", kind="a file of another program")
    if _is_utf8(path):
        return "utf-8"
    if _has_bytes(path, _NOT_IN_CP1252):
        return _by_letters(sample)
    return "cp1252"


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: most characters of a table are Latin, so half its bytes are zero."""
    pairs = len(sample) // 2
    if pairs == 0 or 0 not in sample:
        return None
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.4 and even <= pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.4 and odd <= pairs * 0.02:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    """Whether the text is UTF-8, but for a few stray bytes.

    Text of one byte a letter is next to never valid UTF-8 by chance, so a file in which most
    letters are is UTF-8 that was joined with something else, or cut inside a letter.
    """
    stray = 0

    def count(error: UnicodeError) -> tuple[str, int]:
        nonlocal stray
        assert isinstance(error, UnicodeDecodeError)
        stray += error.end - error.start
        return "", error.end

    codecs.register_error(_COUNT_STRAY, count)
    decoder = codecs.getincrementaldecoder("utf-8")(_COUNT_STRAY)
    letters = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            text = decoder.decode(chunk)
            if not text.isascii():
                letters += len(text) - len(text.encode("ascii", "ignore"))
    decoder.decode(b"", final=True)
    return stray * 10 <= letters


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _has_bytes(path: Path, wanted: bytes) -> bool:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            if len(chunk.translate(None, wanted)) < len(chunk):
                return True
    return False


def _by_letters(sample: bytes) -> str:
    """The DOS or Mac encoding that turns nearly all special bytes into our users' own letters."""
    special = [byte for byte in sample if byte >= 0x80]
    for encoding in _OLDER_WESTERN:
        letters = sum(letter in _WESTERN_LETTERS for letter in bytes(special).decode(encoding))
        if letters >= len(special) * _PLAUSIBLE_SHARE:
            return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "latin-1"
