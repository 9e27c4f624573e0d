"""The report workbook: KPIs against targets with live formulas, native charts, and the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.domain.kpis import KpiDefinition, measures_of
from kpidesk.domain.measures import MEASURES, Aggregate
from kpidesk.domain.numbers import Unit
from kpidesk.excel.writing.live_formulas import (
    FactColumns,
    Place,
    kpi_formula,
    measure_formula,
)
from kpidesk.excel.writing.report_model import (
    ReportBook,
    ReportFacts,
    ReportLine,
    ReportTable,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_DATA_TO, _DATA_FROM = "Summary!$B$4", "Summary!$B$5"
_ACCENT, _GREY, _DARK = "#0B67B2", "#83909E", "#18212B"
_NUMBER_FORMATS = {
    Unit.MONEY: "#,##0",
    Unit.MONEY_PER_DAY: "#,##0",
    Unit.PERCENT: "0.0%",
    Unit.COUNT: "#,##0",
}


def write_report_book(path: Path, report: ReportBook) -> None:
    """Write the workbook: a summary, a sheet per table with its charts, and the facts."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    try:
        _Writer(book, report).write()
    finally:
        book.close()


class _Writer:
    """Writes one report; knows where the columns of the facts and the figures stand."""

    def __init__(self, book: Workbook, report: ReportBook) -> None:
        self._book, self._report = book, report
        self._bold = book.add_format({"bold": True})
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"}
        )
        self._head_left = book.add_format({"bold": True, "bottom": 1, "valign": "bottom"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._note = book.add_format({"font_color": _GREY})
        self._columns = {facts.kind: _columns_of(facts) for facts in report.facts}
        self._measures = _measures_in(report.kpis)

    def write(self) -> None:
        summary = self._book.add_worksheet("Summary")
        for table in self._report.tables:
            self._write_table(table)
        for facts in self._report.facts:
            self._write_facts(facts)
        self._write_summary(summary)

    def _format(self, unit: Unit, **more: Any) -> Any:
        return self._book.add_format(
            {"num_format": _NUMBER_FORMATS.get(unit, "#,##0.0"), "align": "right", **more}
        )

    # --- a table of lines -------------------------------------------------------------------

    def _write_table(self, table: ReportTable) -> None:
        page = self._book.add_worksheet(table.sheet)
        page.set_landscape()
        page.set_paper(_A4)
        page.repeat_columns(0)
        columns = self._lay_out(table)
        page.write_string(0, 0, f"{self._report.title}: {table.heading}", self._bold)
        page.write_string(1, 0, self._report.subtitle, self._note)
        page.set_row(3, 48)
        page.set_column(0, 0, 24)
        page.set_column(1, 2, 11, None)
        page.set_column(3, columns["last"], 13)
        page.freeze_panes(4, 1)
        for heading, column in (("From", 1), ("To", 2)):
            page.write_string(3, column, heading, self._head)
        page.write_string(3, 0, table.sheet, self._head_left)
        self._write_headings(page, columns)
        for row, line in enumerate(table.lines, start=4):
            self._write_line(page, row, line, columns)
        if table.chart_kpi is not None:
            self._chart(page, table, columns)

    def _lay_out(self, table: ReportTable) -> dict[str, int]:
        """The column of each KPI, its target and attainment, and of each measure behind them."""
        columns: dict[str, int] = {}
        column = 3
        for kpi in self._report.kpis:
            columns[kpi.key] = column
            column += 1
            if any(line.targets.get(kpi.key) is not None for line in table.lines):
                columns[f"target:{kpi.key}"], columns[f"share:{kpi.key}"] = column, column + 1
                column += 2
        column += 1
        for measure in self._measures:
            columns[f"measure:{measure}"] = column
            column += 1
        columns["last"] = column
        return columns

    def _write_headings(self, page: Worksheet, columns: Mapping[str, int]) -> None:
        for kpi in self._report.kpis:
            unit = f", {self._report.currency}" if kpi.unit is Unit.MONEY else ""
            page.write_string(3, columns[kpi.key], f"{kpi.label}{unit}", self._head)
            if f"target:{kpi.key}" in columns:
                page.write_string(
                    3, columns[f"target:{kpi.key}"], f"{kpi.label}: target", self._head
                )
                page.write_string(
                    3, columns[f"share:{kpi.key}"], f"{kpi.label}: attainment", self._head
                )
        for measure in self._measures:
            column = columns[f"measure:{measure}"]
            page.write_string(3, column, measure.replace("_", " "), self._head)
        page.write_string(2, columns[f"measure:{self._measures[0]}"], "Counted", self._note)

    def _write_line(
        self, page: Worksheet, row: int, line: ReportLine, columns: Mapping[str, int]
    ) -> None:
        weight = {"bold": True, "top": 1} if line.total else {}
        label = self._book.add_format(weight)
        page.write_string(row, 0, line.label, label)
        for column, day in ((1, line.first), (2, line.last)):
            page.write_datetime(row, column, day, self._day)
        place = Place(f"$B{row + 1}", f"$C{row + 1}", _DATA_TO, line.names)
        cells: dict[str, str] = {}
        for key in self._measures:
            column = columns[f"measure:{key}"]
            cells[key] = _cell(row, column)
            self._write_measure(page, row, column, key, place, line.measures.get(key))
        for kpi in self._report.kpis:
            look = self._format(kpi.unit, **weight)
            value = _cached(line.values.get(kpi.key))
            formula = "=" + kpi_formula(kpi.expression, cells, _no_data(kpi, place))
            page.write_formula(row, columns[kpi.key], formula, look, value)
            target = line.targets.get(kpi.key)
            if target is not None:
                self._write_target(page, row, kpi, target, line.values.get(kpi.key), columns, look)

    def _write_measure(
        self,
        page: Worksheet,
        row: int,
        column: int,
        key: str,
        place: Place,
        counted: Decimal | None,
    ) -> None:
        measure = MEASURES[key]
        formula = "=" + measure_formula(measure, self._columns[measure.kind], place)
        look = self._book.add_format({"num_format": "#,##0.######", "font_color": _GREY})
        if measure.aggregate is Aggregate.MEDIAN:
            page.write_array_formula(
                row, column, row, column, "{" + formula + "}", look, _cached(counted)
            )
        else:
            page.write_formula(row, column, formula, look, _cached(counted))

    def _write_target(
        self,
        page: Worksheet,
        row: int,
        kpi: KpiDefinition,
        target: Decimal,
        value: Decimal | None,
        columns: Mapping[str, int],
        look: Any,
    ) -> None:
        at_target, at_share = columns[f"target:{kpi.key}"], columns[f"share:{kpi.key}"]
        page.write_number(row, at_target, float(target), look)
        actual, goal = _cell(row, columns[kpi.key]), _cell(row, at_target)
        share = None if value is None or not target else value / target
        formula = f'=IF(AND(ISNUMBER({actual}),{goal}<>0),{actual}/{goal},"")'
        page.write_formula(row, at_share, formula, self._format(Unit.PERCENT), _cached(share))

    def _chart(self, page: Worksheet, table: ReportTable, columns: Mapping[str, int]) -> None:
        key = table.chart_kpi or ""
        kpi = next(item for item in self._report.kpis if item.key == key)
        rows = [row for row, line in enumerate(table.lines, start=4) if not line.total]
        if not rows:
            return
        first, last = rows[0], rows[-1]
        chart = self._book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": kpi.label,
                "categories": [table.sheet, first, 0, last, 0],
                "values": [table.sheet, first, columns[key], last, columns[key]],
                "fill": {"color": _ACCENT},
                "gap": 60,
            }
        )
        if f"target:{key}" in columns:
            target = columns[f"target:{key}"]
            line = self._book.add_chart({"type": "line"})
            line.add_series(
                {
                    "name": "Target",
                    "categories": [table.sheet, first, 0, last, 0],
                    "values": [table.sheet, first, target, last, target],
                    "line": {"color": _DARK, "width": 2},
                    "marker": {"type": "long_dash", "size": 9, "fill": {"color": _DARK}},
                }
            )
            chart.combine(line)
        chart.set_title({"name": f"{kpi.label} against target", "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E9EDF1"}}})
        chart.set_size({"width": 760, "height": 320})
        page.insert_chart(len(table.lines) + 6, 0, chart)

    # --- facts and summary ------------------------------------------------------------------

    def _write_facts(self, facts: ReportFacts) -> None:
        page = self._book.add_worksheet(facts.sheet)
        page.freeze_panes(1, 1)
        page.set_column(0, len(facts.headings), 14)
        for column, heading in enumerate(facts.headings):
            page.write_string(0, column, heading, self._head_left)
        for row, cells in enumerate(facts.rows, start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, self._day)
                elif isinstance(cell, (int, Decimal)):
                    page.write_number(row, column, float(cell))
                elif cell is not None:
                    page.write_string(row, column, cell)
        page.autofilter(0, 0, max(1, len(facts.rows)), len(facts.headings) - 1)

    def _write_summary(self, page: Worksheet) -> None:
        report, table = self._report, self._report.tables[0]
        columns = self._lay_out(table)
        total = next(row for row, line in enumerate(table.lines, start=4) if line.total)
        line = table.lines[total - 4]
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_column(0, 0, 30)
        page.set_column(1, 3, 16)
        page.set_column(4, 4, 90)
        title = self._book.add_format({"bold": True, "font_size": 16, "font_color": _ACCENT})
        page.write_string(0, 0, report.title, title)
        page.write_string(1, 0, report.subtitle, self._note)
        page.write_string(3, 0, "Data to")
        page.write_datetime(3, 1, report.as_of, self._day)
        page.write_string(4, 0, "Data from")
        page.write_datetime(4, 1, report.data_from, self._day)
        for column, heading in enumerate(("KPI", "Value", "Target", "Attainment", "Definition")):
            look = self._head_left if column in (0, 4) else self._head
            page.write_string(6, column, heading, look)
        for row, kpi in enumerate(report.kpis, start=7):
            look = self._format(kpi.unit)
            page.write_string(row, 0, kpi.label)
            value, at = line.values[kpi.key], columns[kpi.key]
            self._link(page, row, 1, table.sheet, total, at, look, value)
            if f"target:{kpi.key}" in columns:
                target = line.targets.get(kpi.key)
                share = None if value is None or not target else value / target
                at = columns[f"target:{kpi.key}"]
                self._link(page, row, 2, table.sheet, total, at, look, target)
                percent = self._format(Unit.PERCENT)
                self._link(page, row, 3, table.sheet, total, at + 1, percent, share)
            page.write_string(row, 4, f"{kpi.description} = {kpi.formula}", self._note)
        page.activate()

    def _link(
        self,
        page: Worksheet,
        row: int,
        column: int,
        sheet: str,
        from_row: int,
        from_column: int,
        look: Any,
        value: Decimal | None,
    ) -> None:
        source = f"'{sheet}'!{_cell(from_row, from_column)}"
        formula = f'=IF({source}="","",{source})'
        page.write_formula(row, column, formula, look, _cached(value))


def _no_data(kpi: KpiDefinition, place: Place) -> str | None:
    """Where the period lies before or after the data; what stands open may lie ahead."""
    before = f"{place.last}<{_DATA_FROM}"
    return before if kpi.snapshot else f"OR({place.first}>{place.as_of},{before})"


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def _cached(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)


def _columns_of(facts: ReportFacts) -> FactColumns:
    from xlsxwriter.utility import xl_col_to_name

    last = max(2, len(facts.rows) + 1)
    ranges = {}
    for column, heading in enumerate(facts.headings):
        letter = xl_col_to_name(column, col_abs=True)
        ranges[heading] = f"'{facts.sheet}'!{letter}$2:{letter}${last}"
    return FactColumns(ranges)


def _measures_in(kpis: Sequence[KpiDefinition]) -> list[str]:
    """The measures that the KPIs need, each once, in the order of the registry."""
    needed: set[str] = set()
    for kpi in kpis:
        needed |= measures_of(kpi.expression)
    return [key for key in MEASURES if key in needed]
