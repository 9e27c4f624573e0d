"""Reports of a made-up company, June 2026: what the views show without any service behind them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from kpidesk.domain.kpis import CATALOGUE, Category, Direction, KpiDefinition, Unit
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Grain, Period, period_of, periods_between
from kpidesk.domain.reports import (
    Bucket,
    CumulativeCurve,
    CurvePoint,
    CurveReport,
    FactRow,
    FactRows,
    KpiCard,
    KpiRow,
    LastYearPoint,
    Milestone,
    QuotaCard,
    ScopeLine,
    TodayReport,
)
from kpidesk.domain.targets import Scope

ORG = Scope()
JUNE = period_of(date(2026, 6, 1), Grain.MONTH)
AS_OF = date(2026, 6, 18)
COMPANY = "Havbris Teknikk AS"

COVERAGE = KpiDefinition(
    "pipeline_coverage",
    "Pipeline coverage",
    "open_value / won_value",
    Unit.INDEX,
    Direction.HIGHER,
    Category.RESULT,
    attribution="",
    population="",
    lowest_scope="rep",
    description="Open value in the period against what is left of the target.",
)
LEADS = KpiDefinition(
    "sql",
    "Qualified leads",
    "calls",
    Unit.COUNT,
    Direction.HIGHER,
    Category.PROSPECT,
    attribution="",
    population="",
    lowest_scope="rep",
    description="Leads qualified, by qualification date.",
)

DAILY = [44, 108, 165, 170, 165, 145, 130, 150, 155, 142, 80, 210, 146, Decimal("45.8")]
LAST_YEAR = [60, 90, 120, 75, 145, 130, 90, 155, 120, 100, 140, 120, 135, 125]
LAST_YEAR += [110, 175, 145, 125, 160, 200]


def working_days(first: date, last: date) -> list[date]:
    """Monday to Friday."""
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]


def row(value, target=None, pace=None, status=Status.NO_TARGET, **more) -> KpiRow:
    attainment = value / target if value is not None and target else None
    parts = {"numerator": None, "denominator": None, "n": None, "attainment": attainment}
    return KpiRow(JUNE, {}, value, target=target, pace=pace, status=status, **(parts | more))


def additive_card(definition, value, target, pace, status, need, spark) -> KpiCard:
    shown = row(
        Decimal(value), Decimal(target), Decimal(pace), status, required_per_day=Decimal(need)
    )
    level = Decimal(target) / 22
    return KpiCard(definition, shown, tuple(Decimal(x) for x in spark), level, Decimal(14) / 22)


def ratio_card(definition, value, target, pace, status, n, spark, interval=None) -> KpiCard:
    shown = row(Decimal(value), Decimal(target), Decimal(pace), status, n=n, interval=interval)
    return KpiCard(definition, shown, tuple(Decimal(str(x)) for x in spark), Decimal(target), None)


def cards() -> tuple[KpiCard, ...]:
    kpi = CATALOGUE
    good, watch, behind = Status.ON_TRACK, Status.WATCH, Status.BEHIND
    rising = [40, 52, 60, 61, 60, 58, 62, 61, 62, 60, 61, 62, 63, 64]
    falling = [3, 2.9, 2.9, 2.8, 2.7, 2.8, 2.6, 2.6, 2.4, 2.5, 2.3, 2.4, 2.2, 2.2]
    few = [1, 2, 2, 2, 2, 3, 2, 3, 2, 2, 2, 3, 2, 1]
    return (
        additive_card(
            kpi["revenue"], 1855800, 2900000, "1.006", good, 130525, [x * 1000 for x in DAILY]
        ),
        additive_card(kpi["won_deals"], 29, 46, "0.991", watch, "2.125", few),
        ratio_card(
            kpi["avg_deal_value"], 63993, 62000, "1.032", good, 29, [x * 1000 for x in rising]
        ),
        ratio_card(
            kpi["win_rate"],
            "0.617",
            "0.62",
            "0.995",
            watch,
            47,
            [x / 100 for x in (40, 70, 55, 50, 66, 60, 64, 68, 66, 64, 65, 63, 62, 61.7)],
            (Decimal("0.47"), Decimal("0.74")),
        ),
        ratio_card(COVERAGE, "2.2", "3", "0.733", behind, None, falling),
        additive_card(kpi["conversations"], 412, 620, "1.044", good, 26, [x * 13 for x in few]),
        additive_card(kpi["meetings_held"], 58, 110, "0.829", behind, "6.5", [x * 3 for x in few]),
        additive_card(kpi["quotes_sent"], 71, 105, "1.063", good, "4.25", [x * 3 for x in few]),
        additive_card(LEADS, 44, 70, "0.988", watch, "3.25", few),
        ratio_card(
            kpi["sales_cycle_median_days"], 27, 30, "1.1", good, 29, [x * 12 for x in falling]
        ),
    )


def june_curve() -> CumulativeCurve:
    days = working_days(JUNE.first, JUNE.last)
    total, points = Decimal(0), []
    for at, day in enumerate(days, start=1):
        actual = None
        if at <= len(DAILY):
            total += DAILY[at - 1] * Decimal(1000)
            actual = total
        expected = (Decimal(2900000) * at / 22).quantize(Decimal("0.01"))
        points.append(CurvePoint(day, at, actual, expected, complete=at != len(DAILY)))
    before, past = Decimal(0), []
    for at, day in enumerate(working_days(date(2025, 6, 2), date(2025, 6, 30))[:20], start=1):
        before += LAST_YEAR[at - 1] * Decimal(1000)
        past.append(LastYearPoint(at, day, before))
    half = Milestone(Decimal("0.5"), date(2026, 6, 15), date(2026, 6, 15), Decimal(1450000))
    return CumulativeCurve(
        CATALOGUE["revenue"],
        JUNE,
        tuple(points),
        tuple(past),
        (half,),
        Decimal(2900000),
        Decimal("0.157"),
        22,
        14,
    )


def line(name, level, won, target, attainment, pace, status, rate, n) -> ScopeLine:
    scope = Scope("team" if level == 0 else "rep", name)
    return ScopeLine(
        name,
        scope,
        level,
        Decimal(won),
        Decimal(target),
        Decimal(attainment),
        Decimal(14) / 22,
        Decimal(pace),
        status,
        Decimal(rate),
        n,
    )


def lines() -> tuple[ScopeLine, ...]:
    good, watch, behind = Status.ON_TRACK, Status.WATCH, Status.BEHIND
    return (
        line("Team Øst", 0, 1150700, 1700000, "0.68", "1.06", good, "0.62", 101),
        line("Ingrid Solberg", 1, 372400, 480000, "0.78", "1.2", good, "0.66", 29),
        line("Magnus Haugen", 1, 301800, 450000, "0.67", "1.05", good, "0.65", 26),
        line("Jonas Lien", 1, 214600, 430000, "0.50", "0.78", behind, "0.50", 24),
        line("Anne-Lise Bakke", 1, 261900, 400000, "0.65", "1.03", good, "0.68", 22),
        line("Team Vest", 0, 680500, 1250000, "0.54", "0.86", behind, "0.62", 58),
        line("Kari Nygård", 1, 309500, 460000, "0.67", "1.05", good, "0.67", 27),
        line("Erik Fosse", 1, 258700, 440000, "0.59", "0.92", watch, "0.60", 25),
        line("Sunniva Moe", 1, 112300, 300000, "0.37", "0.59", behind, "0.50", 6),
        ScopeLine(
            "No rep", None, 0, Decimal(24600), None, None, None, None, Status.NO_TARGET, None, 0
        ),
    )


def quota() -> QuotaCard:
    may = period_of(date(2026, 5, 1), Grain.MONTH)
    april = period_of(date(2026, 4, 1), Grain.MONTH)
    return QuotaCard(may, 4, 7, april, 3, 7, too_high=True)


def today_report(**changes) -> TodayReport:
    parts = {
        "company": COMPANY,
        "currency": "NOK",
        "scope": ORG,
        "period": JUNE,
        "as_of": AS_OF,
        "working_days": 22,
        "working_days_gone": 14,
        "cards": cards(),
        "curve": june_curve(),
        "lines": lines(),
        "quota": quota(),
    }
    return TodayReport(**(parts | changes))


WON = [18, 29, 39, 41, 43, 39, 32, 32, 42, 30, 34, 29]
LOST = [13, 19, 22, 22, 23, 19, 20, 21, 22, 19, 21, 18]
RATES_BEFORE = [567, 568, 586, 586, 613, 611, 580, 600, 593, 596, 583, 608]
RUNNING_BEFORE = [567, 568, 576, 579, 588, 592, 590, 591, 592, 592, 591, 593]
YEAR = Period(date(2025, 7, 1), date(2026, 6, 30), Grain.SPAN)


def rate_row(period, won, lost, target) -> KpiRow:
    value = Decimal(won) / Decimal(won + lost)
    half = Decimal("1.96") * (value * (1 - value) / (won + lost)).sqrt()
    return KpiRow(
        period,
        {},
        value,
        Decimal(won),
        Decimal(won + lost),
        won + lost,
        target=target,
        attainment=value / target,
        expected=target,
        pace=value / target,
        status=Status.ON_TRACK if value >= target else Status.WATCH,
        interval=(value - half, value + half),
    )


def curve_report() -> CurveReport:
    buckets, won, lost = [], 0, 0
    for at, period in enumerate(periods_between(YEAR.first, YEAR.last, Grain.MONTH)):
        target = Decimal("0.61") if at < 6 else Decimal("0.62")
        won, lost = won + WON[at], lost + LOST[at]
        buckets.append(
            Bucket(
                period,
                rate_row(period, WON[at], LOST[at], target),
                Decimal(RATES_BEFORE[at]) / 1000,
                Decimal(won) / (won + lost),
                Decimal(RUNNING_BEFORE[at]) / 1000,
                complete=at < 11,
            )
        )
    total = rate_row(YEAR, won, lost, Decimal("0.62"))
    return CurveReport(
        CATALOGUE["win_rate"], "NOK", ORG, YEAR, AS_OF, tuple(buckets), total, Decimal("0.593")
    )


def fact_rows() -> FactRows:
    names = ["Åsane Frisør AS", "Knarvik Senter AS", "Holmen Eiendom AS", "Lier Gartneri AS"]
    reps = ["Kari Nygård", "Ingrid Solberg", "Jonas Lien", None]
    rows = tuple(
        FactRow(
            "deals",
            AS_OF - timedelta(days=at // 2),
            names[at % 4],
            reps[at % 4],
            "Access control",
            "lost" if at % 5 == 1 else "won",
            Decimal(39800 + 1700 * at),
            "Salg juni.xlsx, row 17",
        )
        for at in range(18)
    )
    return FactRows(rows, 47, {"won": 29, "lost": 18})
