"""The page that is passed on: the Today page with whose, when and how fresh above it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QMarginsF, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.domain.reports import TodayReport
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.views.today_view import TodayView
from kpidesk.ui.widgets.labels import text_label
from kpidesk.ui.words import period_title, scope_title

PAGE = QSize(1440, 1010)
_MARGIN_MM = 8.0
_WIDTH_INCHES = (297 - 2 * _MARGIN_MM) / 25.4  # A4 across, between its margins


class ReportPage(QWidget):
    """A Today page that stands alone, always light, for paper and pictures."""

    def __init__(self, report: TodayReport, theme: Theme, formatter: Formatter, file: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setObjectName("ReportPage")
        self._view = TodayView(theme, formatter)
        self._view.set_report(report)
        self._view.curve.set_passive()
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 0)
        whom = scope_title(report.scope, report.company)
        head.addWidget(text_label(whom, Type.FIGURE))
        head.addSpacing(10)
        head.addWidget(text_label(period_title(report.period, formatter), Type.PAGE_TITLE, "muted"))
        head.addStretch(1)
        head.addWidget(text_label(self._origin(report, formatter, file), Type.SECOND, "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        self.resize(PAGE)

    def _origin(self, report: TodayReport, formatter: Formatter, file: str) -> str:
        now = datetime.now().astimezone()
        printed = f"{formatter.day(now.date(), year=True)} {now:%H:%M}"
        if report.as_of is None:
            return self.tr("{file}, printed {printed}").format(file=file, printed=printed)
        return self.tr("{company}, data to {day}; {file}, printed {printed}").format(
            company=report.company,
            day=formatter.day(report.as_of, year=True),
            file=file,
            printed=printed,
        )

    def image(self) -> QImage:
        """The page as a picture, as fine as the screen (lines keep their width so)."""
        return self.grab().toImage()

    def write_pdf(self, path: str, title: str) -> bool:
        """Draw the page on A4 across, text as text; whether that worked."""
        writer = QPdfWriter(path)
        writer.setTitle(title)
        writer.setCreator("KPIDesk")
        # One dot for one pixel: the lines of charts have the same width as on the screen.
        writer.setResolution(round(self.width() / _WIDTH_INCHES))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
        writer.setPageMargins(
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter
        )
        painter = QPainter()
        if not painter.begin(writer):
            return False
        scale = min(writer.width() / self.width(), writer.height() / self.height())
        painter.scale(scale, scale)
        self.render(painter, QPoint())
        return painter.end()
