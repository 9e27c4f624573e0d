"""The rows of the table under a development curve, as texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.kpis import Direction
from kpidesk.domain.numbers import Unit
from kpidesk.domain.reports import CurveReport, KpiRow
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.kpi_words import parts_of
from kpidesk.ui.words import bucket_title, kpi_label

# From which amounts money is written in thousands and in millions.
_THOUSANDS_FROM = Decimal(100_000)
_MILLIONS_FROM = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class BucketLine:
    """A row: its name and texts by column, and which columns tell of a shortfall."""

    texts: tuple[str, ...]
    strong: bool = False
    low: frozenset[int] = frozenset()


def bucket_lines(report: CurveReport, formatter: Formatter) -> tuple[BucketLine, ...]:
    """What was counted, the figure, its target, the year before, and the running figure.

    Shares are compared in percentage points, everything else by its difference.
    """
    return tuple(_Lines(report, formatter).made())


class _Lines:
    """Makes the rows of one report."""

    def __init__(self, report: CurveReport, formatter: Formatter) -> None:
        self._report = report
        self._formatter = formatter
        self._unit = report.definition.unit
        self._rows = [bucket.row for bucket in report.buckets]
        values = [abs(row.value) for row in (*self._rows, report.total) if row.value is not None]
        largest = max(values, default=Decimal(0)) if self._unit.is_money else Decimal(0)
        self._divisor = divisor_for(largest)

    def made(self) -> list[BucketLine]:
        """All rows that have something to say."""
        return [*self._parts(), self._figure(), *self._target(), *self._before(), *self._running()]

    def _figure(self) -> BucketLine:
        name = kpi_label(self._report.definition) + self._unit_text()
        return self._line(name, [row.value for row in self._rows], self._report.total.value, True)

    def _parts(self) -> list[BucketLine]:
        names = parts_of(self._report.definition, self._formatter)
        known = any(row.denominator is not None for row in self._rows)
        if names is None or not known or self._report.definition.additive:
            return []
        numerators = [row.numerator for row in self._rows]
        denominators = [row.denominator for row in self._rows]
        total = self._report.total
        counted = self._unit is Unit.PERCENT
        upper = self._count if counted else self._plain
        return [
            self._texts(_capital(names[0]), numerators, total.numerator, upper),
            self._texts(_capital(names[1]), denominators, total.denominator, self._count),
        ]

    def _target(self) -> list[BucketLine]:
        targets = [row.target for row in self._rows]
        if all(target is None for target in targets):
            return []
        translate = QCoreApplication.translate
        gaps = [_gap(row.value, row.target) for row in self._rows]
        total = self._report.total
        name = translate("Buckets", "To target")
        return [
            self._line(translate("Buckets", "Target") + self._unit_text(), targets, total.target),
            self._difference(name, gaps, _gap(total.value, total.target)),
        ]

    def _before(self) -> list[BucketLine]:
        before = [bucket.year_before for bucket in self._report.buckets]
        if all(value is None for value in before):
            return []
        translate = QCoreApplication.translate
        values = [row.value for row in self._rows]
        changes = [_gap(value, past) for value, past in zip(values, before, strict=True)]
        total, past = self._report.total.value, self._report.total_before
        name = translate("Buckets", "Year before") + self._unit_text()
        change = translate("Buckets", "Change")
        return [
            self._line(name, before, past),
            self._difference(change, changes, _gap(total, past), judged=False),
        ]

    def _running(self) -> list[BucketLine]:
        if len(self._rows) < 2:
            return []
        name = since_words(self._report, self._formatter) + self._unit_text()
        running = [bucket.running for bucket in self._report.buckets]
        return [self._line(name, running, self._report.total.value, True)]

    def _unit_text(self) -> str:
        # The unit of everything else stands in the corner; a share has points in other rows.
        return ", %" if self._unit is Unit.PERCENT else ""

    def _line(
        self,
        name: str,
        values: Sequence[Decimal | None],
        total: Decimal | None,
        strong: bool = False,
    ) -> BucketLine:
        return self._texts(name, values, total, self._plain, strong=strong)

    def _difference(
        self,
        name: str,
        values: Sequence[Decimal | None],
        total: Decimal | None,
        *,
        judged: bool = True,
    ) -> BucketLine:
        worse = -1 if self._report.definition.direction is Direction.HIGHER else 1
        every = [*values, total]
        low = {at + 1 for at, value in enumerate(every) if value is not None and value * worse > 0}
        if self._unit is Unit.PERCENT:
            name = QCoreApplication.translate("Buckets", "{name}, pp").format(name=name)
        line = self._texts(name, values, total, self._signed)
        return BucketLine(line.texts, low=frozenset(low if judged else ()))

    def _texts(
        self,
        name: str,
        values: Sequence[Decimal | None],
        total: Decimal | None,
        write: Callable[[Decimal | None], str],
        *,
        strong: bool = False,
    ) -> BucketLine:
        return BucketLine((name, *(write(value) for value in values), write(total)), strong)

    def _plain(self, value: Decimal | None) -> str:
        return self._cell(value, signed=False)

    def _signed(self, value: Decimal | None) -> str:
        return self._cell(value, signed=True)

    def _count(self, value: Decimal | None) -> str:
        return self._formatter.cell(value, Unit.COUNT)

    def _cell(self, value: Decimal | None, *, signed: bool) -> str:
        if value is None:
            return NO_VALUE
        if self._divisor > 1:
            decimals = 2 if self._divisor > 1000 else 0
            return self._formatter.number(value / self._divisor, decimals, signed=signed)
        return self._formatter.cell(value, self._unit, signed=signed)


def divisor_for(largest: Decimal) -> int:
    """By what amounts of money are divided so that the largest still fits a column."""
    if largest >= _MILLIONS_FROM:
        return 1_000_000
    return 1000 if largest >= _THOUSANDS_FROM else 1


def corner_unit(report: CurveReport, formatter: Formatter) -> str:
    """The unit of all rows, for the corner of the table: `1 000 kr`, `days`; empty for shares."""
    unit = report.definition.unit
    if not unit.is_money:
        return "" if unit is Unit.PERCENT else formatter.unit(unit)
    rows = (*(bucket.row for bucket in report.buckets), report.total)
    largest = max((abs(row.value) for row in rows if row.value is not None), default=Decimal(0))
    scales = {1: 1.0, 1000: 10_000.0, 1_000_000: 2e6}
    return formatter.axis_scale(scales[divisor_for(largest)], Unit.MONEY).unit


def since_words(report: CurveReport, formatter: Formatter) -> str:
    """From when the running figure runs: `Since July`, `Since W23`."""
    first = report.buckets[0].period if report.buckets else report.period
    month = first.days > 7
    name = formatter.month(first.first, year=False) if month else bucket_title(first, formatter)
    return QCoreApplication.translate("Buckets", "Since {start}").format(start=name)


def _gap(value: Decimal | None, against: Decimal | None) -> Decimal | None:
    return None if value is None or against is None else value - against


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shortfall(row: KpiRow) -> Decimal | None:
    """The value minus the target; None where one of them is missing."""
    return _gap(row.value, row.target)
