"""Headings of sales workbooks in seven languages, as data: one module for each language."""

from __future__ import annotations

from types import MappingProxyType

from kpidesk.excel.detect.headings import (
    danish,
    dutch,
    english,
    finnish,
    german,
    norwegian,
    swedish,
)

LANGUAGES = MappingProxyType(
    {
        "en": english,
        "no": norwegian,
        "sv": swedish,
        "da": danish,
        "fi": finnish,
        "nl": dutch,
        "de": german,
    }
)
