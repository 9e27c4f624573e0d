"""Sums that stay exact where 64 bits do not hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func
from sqlalchemy.exc import OperationalError

_HALF = 1 << 31
"""Amounts are cut here, so that the sums of both parts have room for two thousand million rows."""


def rows_with_sum(
    connection: Connection, statement: Select[Any], amount: ColumnElement[Any]
) -> Sequence[Sequence[Any]]:
    """The rows of a grouped statement, each with the exact sum of `amount` as its last column."""
    try:
        return connection.execute(statement.add_columns(func.sum(amount))).all()
    except OperationalError as error:
        if not is_overflow(error):
            raise
    halves = statement.add_columns(func.sum(amount // _HALF), func.sum(amount % _HALF))
    return [
        (*keys, None if high is None else high * _HALF + low)
        for *keys, high, low in connection.execute(halves).all()
    ]


def is_overflow(error: OperationalError) -> bool:
    """Whether a statement failed because a sum left the range of 64 bits."""
    return "integer overflow" in str(error.orig)
