"""The report: KPIs against targets by month, rep and team, with the facts that they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError
from kpidesk.domain.formula import evaluate as evaluate_formula
from kpidesk.domain.kpis import SPECIAL_NAMES, KpiDefinition
from kpidesk.domain.periods import Grain, Period, period_of
from kpidesk.domain.targets import Scope
from kpidesk.services.exporting.recount import recount
from kpidesk.services.exporting.report_facts import IN_SCOPE, FactsOfReport, facts_of_report
from kpidesk.services.exporting.safe_write import written_safely

if TYPE_CHECKING:
    from kpidesk.domain.reports import KpiRow
    from kpidesk.excel.writing.report_model import ReportLine, ReportTable
    from kpidesk.storage.company_file import CompanyFile

_ORG = Scope("org", None)
NO_REP = "No rep"


def export_report(
    company: CompanyFile, path: Path, period: Period | None = None, scope: Scope = _ORG
) -> None:
    """Write the report workbook for a period (the data's fiscal year when None) and a scope.

    Its figures are formulas over the facts on its own sheets; what they show before a
    spreadsheet program counts them anew is what KPIDesk counted.

    Raises InputError when there are no facts yet or the workbook cannot be written there.
    """
    from kpidesk.excel.writing.report_book import write_report_book
    from kpidesk.excel.writing.report_model import ReportBook

    with company.reading() as reader:
        settings = reader.settings()
        as_of = reader.data_as_of(date.today())
        span = reader.data_span()
        if as_of is None or span is None:
            raise InputError(
                "export.no_facts", "There are no facts to report yet. Import a workbook first."
            )
        data_from = span[0]
        period = period or period_of(as_of, Grain.YEAR, settings.fiscal_start)
        teams = _team_tree(reader.list_rows("team"))
        facts = facts_of_report(reader, scope, teams)
    figures = _Figures(company, scope, period, as_of, facts)
    tables = [_month_table(figures)]
    if scope.level in ("org", "team"):
        tables.append(_rep_table(figures))
        tables.append(_team_table(figures, teams))
    report = ReportBook(
        title=settings.name,
        subtitle=f"{scope}, {period}, data to {as_of.isoformat()}",
        currency=settings.currency,
        data_from=data_from,
        as_of=as_of,
        kpis=figures.kpis,
        tables=[table for table in tables if table.lines],
        facts=facts.sheets,
    )
    written_safely(path, lambda out: write_report_book(out, report))


class _Figures:
    """Values and targets from the evaluator, and measures counted over the report's own rows."""

    def __init__(
        self,
        company: CompanyFile,
        scope: Scope,
        period: Period,
        as_of: date,
        facts: FactsOfReport,
    ) -> None:
        from kpidesk.services.kpis import catalogue

        self._company, self.scope, self.period = company, scope, period
        self._as_of, self._facts = as_of, facts
        self.kpis = [kpi for kpi in catalogue(company) if not kpi.expression.names & SPECIAL_NAMES]

    def rows(
        self, scope: Scope, by: tuple[str, ...] = ()
    ) -> dict[str, dict[tuple[str | None, ...], KpiRow]]:
        """For every KPI its rows, by period (for a grain) or by group."""
        from kpidesk.services.kpis import KpiQuery, evaluate

        found: dict[str, dict[tuple[str | None, ...], KpiRow]] = {}
        for kpi in self.kpis:
            query = KpiQuery(kpi.key, scope, self.period, by, self._as_of)
            answer = evaluate(self._company, query)
            found[kpi.key] = {_key(row): row for row in answer.rows}
        return found

    def line(
        self,
        label: str,
        period: Period,
        names: Mapping[str, Sequence[str]],
        rows: Mapping[str, KpiRow | None],
        total: bool = False,
    ) -> ReportLine:
        """A line with its stored figures."""
        from kpidesk.excel.writing.report_model import ReportLine

        if self.scope.level != "org":
            names = {**names, IN_SCOPE: ("yes",)}
        measures = recount(self._facts, self.kpis, period, self._as_of, names)
        return ReportLine(
            label=label,
            first=period.first,
            last=period.last,
            names=names,
            measures=measures,
            values={kpi.key: _value(kpi, rows.get(kpi.key), measures) for kpi in self.kpis},
            targets={key: row.target if row else None for key, row in rows.items()},
            total=total,
        )

    def total(self) -> ReportLine:
        """The line for the whole scope and period."""
        rows = self.rows(self.scope)
        whole = {key: next(iter(found.values()), None) for key, found in rows.items()}
        return self.line("Total", self.period, {}, whole, total=True)


def _value(
    kpi: KpiDefinition, row: KpiRow | None, measures: Mapping[str, Decimal | None]
) -> Decimal | None:
    """What the evaluator said; a group that it did not name has no facts, which is a true 0."""
    return row.value if row else evaluate_formula(kpi.expression, measures).value


def _key(row: KpiRow) -> tuple[str | None, ...]:
    return tuple(row.group.values()) or (str(row.period),)


def _month_table(figures: _Figures) -> ReportTable:
    from kpidesk.domain.periods import periods_between
    from kpidesk.excel.writing.report_model import ReportTable

    found = figures.rows(figures.scope, ("month",))
    period = figures.period
    lines = []
    for month in periods_between(period.first, period.last, Grain.MONTH):
        within = month.clip(period.first, period.last) or month
        rows = {kpi: of_kpi.get((str(month),)) for kpi, of_kpi in found.items()}
        lines.append(figures.line(str(month), within, {}, rows))
    return ReportTable("Months", "by month", [*lines, figures.total()], chart_kpi="revenue")


def _rep_table(figures: _Figures) -> ReportTable:
    from kpidesk.excel.writing.live_formulas import EMPTY
    from kpidesk.excel.writing.report_model import ReportTable

    found = figures.rows(figures.scope, ("rep",))
    reps = {key[0] for of_kpi in found.values() for key in of_kpi}
    lines = []
    for rep in sorted(reps, key=lambda name: (name is None, name or "")):
        rows = {kpi: of_kpi.get((rep,)) for kpi, of_kpi in found.items()}
        names = {"rep": (rep if rep is not None else EMPTY,)}
        lines.append(figures.line(rep or NO_REP, figures.period, names, rows))
    return ReportTable("Reps", "by rep", [*lines, figures.total()], chart_kpi="revenue")


def _team_table(figures: _Figures, teams: Mapping[str, Sequence[str]]) -> ReportTable:
    from kpidesk.excel.writing.report_model import ReportTable

    lines = []
    for team in _teams_within(figures.scope, teams):
        found = figures.rows(Scope("team", team))
        rows = {kpi: next(iter(of_kpi.values()), None) for kpi, of_kpi in found.items()}
        names = {"team": tuple(teams[team])}
        lines.append(figures.line(team, figures.period, names, rows))
    return ReportTable("Teams", "by team", [*lines, figures.total()] if lines else [], "revenue")


def _teams_within(scope: Scope, teams: Mapping[str, Sequence[str]]) -> list[str]:
    if scope.level == "team":
        return sorted(teams.get(scope.name or "", ()))
    return sorted(teams)


def _team_tree(rows: Sequence[Mapping[str, object]]) -> dict[str, list[str]]:
    """Every team with itself and the teams beneath it."""
    name_of = {row["id"]: str(row["name"]) for row in rows}
    parent_of = {str(row["name"]): name_of.get(row["parent_id"]) for row in rows}
    tree: dict[str, list[str]] = {name: [] for name in parent_of}
    for name in parent_of:
        above: str | None = name
        while above is not None:
            tree[above].append(name)
            above = parent_of[above]
    return tree
