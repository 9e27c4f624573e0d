"""Exact numbers in the database: decimals as whole millionths."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

MICRO = 1_000_000


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept exactly, as a whole number of millionths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Decimal to millionths; ValueError when it has more than six decimals."""
        if value is None:
            return None
        scaled = Decimal(value) * MICRO
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than six decimals")
        return whole

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Millionths to Decimal."""
        return None if value is None else Decimal(value) / MICRO
