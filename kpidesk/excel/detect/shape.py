"""The shape of a sheet, under which a confirmed mapping is remembered."""

from __future__ import annotations

import hashlib
import re

from kpidesk.domain.tables import SourceTable
from kpidesk.excel.values.folding import fold, squeeze
from kpidesk.excel.values.periods import period_text, period_within_year

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def table_shape(table: SourceTable) -> str:
    """A stable fingerprint of the headings, whatever their order, case, accents and year.

    The months of a wide table are one sign each kind, so next year's sheet has the same shape.
    """
    signs = {_sign(column.header) for column in table.columns}
    return hashlib.sha256("\n".join(sorted(signs)).encode()).hexdigest()[:24]


def _sign(header: str) -> str:
    period = period_text(header)
    if period and not squeeze(header).isalpha():
        return f"<{_grain(period)}>"
    within = period_within_year(header)
    return within or squeeze(_YEAR.sub("", fold(header)))


def _grain(period: str) -> str:
    return re.sub(r"\d", "9", period)
