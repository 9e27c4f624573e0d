"""For which days there is data at all: what tells a true zero from "nothing was imported"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kpidesk.domain.measures import MEASURES

if TYPE_CHECKING:
    from kpidesk.domain.periods import Period
    from kpidesk.services.evaluation.context import Context


class Coverage:
    """From which day on the facts behind some measures were kept, up to the data's date."""

    def __init__(self, context: Context, measures: Iterable[str]) -> None:
        wanted = [MEASURES[key] for key in measures]
        self._reach = context.reach
        self._snapshot = any(measure.snapshot for measure in wanted)
        kinds = sorted({measure.kind for measure in wanted})
        reaches = [context.reach_of(kind) for kind in kinds]
        self._present = bool(reaches) and all(reach.present for reach in reaches)
        spans = [reach.days for reach in reaches]
        known = [span for span in spans if span is not None]
        whole = bool(spans) and len(known) == len(spans)
        self.span: tuple[date, date] | None = None
        if whole:
            self.span = max(first for first, _ in known), max(last for _, last in known)

    def has_data(self, period: Period | None) -> bool:
        """Whether nothing found in the period means zero; None asks for all time.

        What stands open lies ahead of the data's date, so for it any fact will do.
        """
        if period is None or self._snapshot or not self._present:
            return self._present
        if self.span is None or self._reach is None:
            return False
        return period.last >= self.span[0] and period.first <= self._reach
