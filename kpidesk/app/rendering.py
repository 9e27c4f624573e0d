"""Drawing the report without a window: `kpidesk report`, and File > Print report."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import InputError, Where
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kpidesk.domain.periods import Period
    from kpidesk.domain.reports import TodayReport
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.ui.formatting import Formatter
    from kpidesk.ui.theme.theme import Theme


def render_report(
    company: CompanyFile, out: Path, period: Period | None = None, scope: Scope | None = None
) -> None:
    """Draw the Today page of a period (the data's month when None) as a PDF or a PNG.

    Raises InputError when the file cannot be written there.
    """
    report, country = _today(company, period, scope or Scope())
    app = drawing_application()
    from kpidesk.app.look import formatter_for, load_shipped_fonts
    from kpidesk.ui.theme.theme import Theme, ThemeMode

    load_shipped_fonts()
    theme = Theme(app, ThemeMode.LIGHT)
    theme.apply()
    theme.load_icons()
    formatter = formatter_for(country, report.currency)
    draw(report, out, theme, formatter, company.path.name)


def draw(
    report: TodayReport, out: Path, theme: Theme, formatter: Formatter, file_name: str
) -> None:
    """Draw a report that was counted already."""
    from PySide6.QtCore import QCoreApplication, QFile

    from kpidesk.ui.views.report_page import ReportPage

    page = ReportPage(report, theme, formatter, file_name)
    page.ensurePolished()
    page.show()
    for _ in range(3):  # cards find their columns, rows their height, charts their place
        QCoreApplication.sendPostedEvents()
    unfinished = out.with_name(f".{out.stem}.unfinished{out.suffix}")
    if out.suffix.lower() == ".pdf":
        written = page.write_pdf(str(unfinished), f"{report.company}, {report.period}")
    else:
        written = page.image().save(str(unfinished))
    page.hide()
    if not written or not unfinished.exists():
        QFile.remove(str(unfinished))
        raise InputError(
            "export.cannot_write",
            f"{out.name} could not be written. Check that the folder exists and can be written.",
            Where(file=str(out)),
        )
    unfinished.replace(out)


def drawing_application() -> QApplication:
    """The application to draw with; without a display one that needs none."""
    from PySide6.QtWidgets import QApplication

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    headless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "2")  # pictures twice as fine as the screen
    return QApplication(["kpidesk"])


def _today(company: CompanyFile, period: Period | None, scope: Scope) -> tuple[TodayReport, str]:
    from kpidesk.domain.periods import Grain, period_of
    from kpidesk.services.directory import directory
    from kpidesk.services.today import TodayQuery, today

    known = directory(company)
    wanted = period or period_of(known.as_of or date.today(), Grain.MONTH, known.fiscal_start)
    return today(company, TodayQuery(scope, wanted)), known.country
