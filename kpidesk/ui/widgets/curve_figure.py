"""The figure over a development curve: the value, its status, and what it is compared with."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import Status
from kpidesk.domain.reports import CurveReport
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import ElidedLabel, set_tone, text_label
from kpidesk.ui.widgets.status_mark import mark_width, paint_mark
from kpidesk.ui.words import status_word


class StatusMark(QWidget):
    """A status as shape and word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._status = Status.NO_DATA
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_status(self, status: Status) -> None:
        """Show a status."""
        self._status = status
        self.setAccessibleName(status_word(status))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(mark_width(self._status, font_of(Type.SECOND_STRONG))) + 4, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_mark(painter, box, self._status, self._theme.tokens, font_of(Type.SECOND_STRONG))


class CurveFigure(QWidget):
    """`63,1 %  ● On track  +1,1 points against the target of 62 %, …`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = text_label("", Type.FIGURE_LARGE)
        self._mark = StatusMark(theme)
        self._against = ElidedLabel(Type.BODY, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._value)
        row.addWidget(self._mark)
        row.addWidget(self._against, 1)

    def set_report(self, report: CurveReport, formatter: Formatter) -> None:
        """Show the figure over the whole period."""
        self._value.setText(formatter.value(report.total.value, report.definition.unit))
        self._mark.set_status(report.total.status)
        self._against.set_whole(self._comparison(report, formatter))
        self.set_stale(False)

    def set_stale(self, stale: bool) -> None:
        """The figure in faint while a newer one is counted."""
        set_tone(self._value, "faint" if stale else "")

    def _comparison(self, report: CurveReport, formatter: Formatter) -> str:
        total, unit, parts = report.total, report.definition.unit, []
        if total.value is not None and total.target is not None:
            text = self.tr("{difference} against the target of {target}")
            difference = self._difference(total.value - total.target, report, formatter)
            target = formatter.value(total.target, unit)
            parts.append(text.format(difference=difference, target=target))
        if total.value is not None and report.total_before is not None:
            text = self.tr("{difference} against the year before")
            change = self._difference(total.value - report.total_before, report, formatter)
            parts.append(text.format(difference=change))
        return ", ".join(parts)

    def _difference(self, gap: Decimal, report: CurveReport, formatter: Formatter) -> str:
        if report.definition.unit is Unit.PERCENT:
            points = formatter.number(gap * 100, 1, signed=True)
            return self.tr("{number} points").format(number=points)
        return formatter.value(gap, report.definition.unit, signed=True)
