"""Drawing the report without a window: `kpidesk report`, and File > Print report.

The window has it drawn by a process of its own: drawing takes longer than a window may wait, and
the report is light whatever the window is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.errors import Cancelled, InputError, Where
from kpidesk.domain.targets import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from kpidesk.domain.periods import Period
    from kpidesk.domain.reports import TodayReport
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.ui.formatting import Formatter
    from kpidesk.ui.theme.theme import Theme


_POLL_SECONDS = 0.05


def render_report(
    company: CompanyFile, out: Path, period: Period | None = None, scope: Scope | None = None
) -> None:
    """Draw the Today page of a period (the data's month when None) as a PDF or a PNG.

    Raises InputError when the file cannot be written there.
    """
    if not out.parent.is_dir():
        raise _cannot_write(out)
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

    from kpidesk.ui.theme.fonts import PLAIN_FIGURES
    from kpidesk.ui.views.report_page import ReportPage

    to_pdf = out.suffix.lower() == ".pdf"
    app = drawing_application()
    app.setProperty(PLAIN_FIGURES, to_pdf)
    page = ReportPage(report, theme, formatter, file_name)
    page.ensurePolished()
    page.show()
    for _ in range(3):  # cards find their columns, rows their height, charts their place
        QCoreApplication.sendPostedEvents()
    unfinished = out.with_name(f".{out.stem}.unfinished{out.suffix}")
    if to_pdf:
        written = page.write_pdf(str(unfinished), f"{report.company}, {report.period}")
    else:
        written = page.image().save(str(unfinished))
    page.hide()
    app.setProperty(PLAIN_FIGURES, False)
    if not written or not unfinished.exists():
        QFile.remove(str(unfinished))
        raise _cannot_write(out)
    unfinished.replace(out)


def render_elsewhere(
    company: Path, out: Path, period: Period, scope: Scope, cancelled: Callable[[], bool]
) -> None:
    """Have a process of its own draw the report; for use off the window's thread.

    Raises InputError with what that process found wrong, and Cancelled.
    """
    whose = scope.level if scope.name is None else f"{scope.level}:{scope.name}"
    command = [sys.executable, "-m", "kpidesk.app.entry"]
    if getattr(sys, "frozen", False):
        command = [sys.executable]
    command += ["report", str(company), str(out), f"--period={period}", f"--scope={whose}"]
    with subprocess.Popen(
        [*command, "--json"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        while process.poll() is None:
            if cancelled():
                process.kill()
                raise Cancelled
            time.sleep(_POLL_SECONDS)
        assert process.stderr is not None
        told = process.stderr.read()
    if process.returncode:
        raise _error_told(told, out)


def _error_told(told: str, out: Path) -> InputError:
    """The error that the drawing process wrote as its last line."""
    try:
        error = json.loads(told.strip().splitlines()[-1])["error"]
    except (IndexError, ValueError, KeyError, TypeError):
        return InputError(
            "report.failed",
            "The report could not be drawn. Try again, or print it with the command "
            "“kpidesk report”, which says more.",
            Where(file=str(out)),
        )
    return InputError(error["code"], error["message"], Where(file=error["where"].get("file", "")))


def _cannot_write(out: Path) -> InputError:
    return InputError(
        "export.cannot_write",
        f"{out.name} could not be written. Check that the folder exists and can be written.",
        Where(file=str(out)),
    )


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
        # That platform says what it cannot do with windows; nobody sees one.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    os.environ.setdefault("QT_SCALE_FACTOR", "2")  # pictures twice as fine as the screen
    return QApplication(["kpidesk"])


def _today(company: CompanyFile, period: Period | None, scope: Scope) -> tuple[TodayReport, str]:
    from kpidesk.domain.periods import Grain, period_of
    from kpidesk.services.directory import directory
    from kpidesk.services.today import TodayQuery, today

    known = directory(company)
    wanted = period or period_of(known.as_of or date.today(), Grain.MONTH, known.fiscal_start)
    return today(company, TodayQuery(scope, wanted)), known.country
