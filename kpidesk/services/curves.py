"""The development of one KPI over many periods, with the year before and the running figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UsageError
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Grain, Period, same_last_year
from kpidesk.domain.reports import Bucket, CurveReport, KpiRow
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from kpidesk.analytics.tally import Pile
    from kpidesk.services.evaluation.context import Context, Who
    from kpidesk.services.evaluation.spans import Span
    from kpidesk.services.evaluation.table import KpiTable
    from kpidesk.storage.company_file import CompanyFile

MOST_BUCKETS = 1_200
"""More columns than this are neither read nor drawn."""
MOST_REPEATED = 60
"""A figure against targets runs on over so many steps at most."""


@dataclass(frozen=True, slots=True)
class CurveQuery:
    """Which KPI of whom, over which period in steps of which grain."""

    kpi: str
    scope: Scope
    period: Period
    grain: Grain
    as_of: date | None = None


def curve(company: CompanyFile, query: CurveQuery) -> CurveReport:
    """A bucket for each step, with the same step a year earlier and the figure so far.

    What runs on is the KPI over all days so far (a ratio of sums), never a mean of buckets. A
    bucket is complete when all of its days lie in the period and before the end of the data.

    Raises UsageError `curve.too_many` for more steps than fit, and those of `evaluate`.
    """
    from kpidesk.services.evaluation.context import Context

    with company.reading() as reader:
        context = Context(reader, query.as_of, date.today())
        definition = context.definition(query.kpi, query.period.last)
        who = context.who(query.scope, definition)
        return _Curve(context, who, query).report()


def _judged(whole: KpiRow, rows: Sequence[KpiRow], additive: bool) -> KpiRow:
    """The whole span against its target, unless something was done where none was set.

    Against the targets of some months only, the figure of all months would look splendid.
    """
    untargeted = any(row.target is None and row.value for row in rows)
    if not additive or whole.target is None or not untargeted:
        return whole
    return replace(
        whole,
        target=None,
        attainment=None,
        expected=None,
        pace=None,
        required_per_day=None,
        status=Status.NO_TARGET,
    )


class _Curve:
    """The figures of one curve, read in a few statements."""

    def __init__(self, context: Context, who: Who, query: CurveQuery) -> None:
        from kpidesk.services.evaluation.spans import raster
        from kpidesk.services.evaluation.table import KpiTable

        self._context = context
        self._query = query
        period, fiscal_start = query.period, context.settings.fiscal_start
        definition = context.definition(query.kpi, period.last)
        self._table: KpiTable = KpiTable(context, definition, who)
        self._who = who
        self._spans = raster(period.first, period.last, query.grain, fiscal_start)
        if len(self._spans) > MOST_BUCKETS:
            raise UsageError(
                "curve.too_many",
                f"{len(self._spans)} steps are too many to show; {MOST_BUCKETS} fit. Choose "
                "longer steps or a shorter period.",
                params={"steps": len(self._spans), "most": MOST_BUCKETS},
            )

    def report(self) -> CurveReport:
        from kpidesk.services.evaluation.table import Split

        query = self._query
        rows = self._table.rows(query.period, Split(query.grain))
        whole = self._table.rows(query.period, Split())[0]
        running = self._running([span.counted for span in self._spans])
        before, running_before, total_before = self._year_before()
        return CurveReport(
            definition=self._table.evaluator.definition,
            currency=self._context.settings.currency,
            scope=self._who.scope,
            period=query.period,
            as_of=self._context.as_of,
            buckets=tuple(
                self._bucket(span, row, so_far, before, running_before)
                for span, row, so_far in zip(self._spans, rows, running, strict=True)
            ),
            total=_judged(whole, rows, self._table.evaluator.definition.additive),
            total_before=total_before if self._comparable(rows, before) else None,
        )

    def _comparable(self, rows: Sequence[KpiRow], before: Mapping[Period, Decimal | None]) -> bool:
        """Whether the year before has data for every step that this year has."""
        return all(
            before.get(same_last_year(span.counted)) is not None
            for span, row in zip(self._spans, rows, strict=True)
            if row.value
        )

    def _bucket(
        self,
        span: Span,
        row: KpiRow,
        running: Decimal | None,
        before: Mapping[Period, Decimal | None],
        running_before: Mapping[Period, Decimal | None],
    ) -> Bucket:
        as_of = self._context.as_of
        earlier = same_last_year(span.counted)
        return Bucket(
            period=span.period,
            row=row,
            year_before=before.get(earlier),
            running=running if row.has_data else None,
            running_before=running_before.get(earlier),
            complete=span.whole and as_of is not None and span.counted.last <= as_of,
        )

    def _running(self, periods: Sequence[Period]) -> list[Decimal | None]:
        """The KPI from the first of some periods up to the end of each."""
        if self._table.evaluator.specials:
            # Each of these is worked out anew, which is too slow for hundreds.
            few = len(periods) <= MOST_REPEATED
            return self._table.running_values(periods) if few else [None] * len(periods)
        return [self._value(piles) for piles in self._sums(periods, running=True)]

    def _year_before(
        self,
    ) -> tuple[dict[Period, Decimal | None], dict[Period, Decimal | None], Decimal | None]:
        """Values and running values a year earlier, by period, and the value of the whole."""
        evaluator = self._table.evaluator
        whole = same_last_year(self._query.period)
        if evaluator.snapshot or not evaluator.coverage.has_data(whole):
            return {}, {}, None
        # Week 53 and 29 February share their counterpart with the one before.
        periods = sorted({same_last_year(span.counted) for span in self._spans})
        known = [period for period in periods if evaluator.coverage.has_data(period)]
        if evaluator.specials:
            few = len(known) <= MOST_REPEATED
            values = {period: self._table.value(period) for period in known if few}
            running = dict(zip(known, self._running(known), strict=True))
            return values, running, self._table.value(whole)
        single = [self._value(piles) for piles in self._sums(known, running=False)]
        so_far = [self._value(piles) for piles in self._sums(known, running=True)]
        return (
            dict(zip(known, single, strict=True)),
            dict(zip(known, so_far, strict=True)),
            self._table.value(whole),
        )

    def _sums(self, periods: Sequence[Period], *, running: bool) -> list[dict[str, Pile]]:
        from kpidesk.analytics.tally import running as running_sums

        piles, cells = self._table.piles(periods), [(index, ()) for index in range(len(periods))]
        if not running:
            return [
                {key: found[cell] for key, found in piles.items() if cell in found}
                for cell in cells
            ]
        sums = {key: running_sums(found, cells) for key, found in piles.items()}
        return [{key: so_far[index] for key, so_far in sums.items()} for index in range(len(cells))]

    def _value(self, piles: Mapping[str, Pile]) -> Decimal | None:
        return self._table.evaluator.figure(piles).evaluation.value
