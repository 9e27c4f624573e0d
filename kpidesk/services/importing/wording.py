"""Counts in sentences: one row repeats, two rows repeat."""

from __future__ import annotations


def counted(count: int, one: str, many: str) -> str:
    """A count with the words that agree with it."""
    return f"{count} {one if count == 1 else many}"
