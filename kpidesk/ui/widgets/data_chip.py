"""To which day the data reaches, in amber when that is long ago."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import FlatButton, set_tone

OLD_FROM = 4
"""Data of more than three working days ago is called old."""


class DataChip(FlatButton):
    """A chip with a ring, or with ▲ and the age in working days."""

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formatter = formatter
        self._as_of: date | None = None
        self._age = 0
        self._short = False
        self.setProperty("look", "chip")
        self.setProperty("data", True)
        self.setFont(font_of(Type.SECOND))
        self.setIconSize(QSize(12, 12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self._write)
        self._write()

    def set_as_of(self, as_of: date | None, age: int) -> None:
        """`age`: working days between the data and today."""
        self._as_of, self._age = as_of, age
        self._write()

    def set_short(self, short: bool) -> None:
        """Leave words out where the bar is narrow."""
        if short != self._short:
            self._short = short
            self._write()

    @property
    def is_old(self) -> bool:
        return self._as_of is not None and self._age >= OLD_FROM

    @property
    def _is_of_another_year(self) -> bool:
        return self._as_of is not None and self._as_of.year != date.today().year

    @Slot()
    def _write(self) -> None:
        whole = self._whole_text()
        short = (
            self._formatter.day(self._as_of, year=self._is_of_another_year)
            if self._as_of
            else whole
        )
        self.setText(short if self._short else whole)
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        set_tone(self, "watch" if self.is_old else "")
        if self.is_old:
            self.setIcon(self._triangle())
        else:
            self.setIcon(self._ring())
        self.updateGeometry()

    def _whole_text(self) -> str:
        if self._as_of is None:
            return self.tr("No data yet")
        if self.is_old:
            return self.tr("Data to {day}, {age} working days old").format(
                day=self._formatter.day(self._as_of, year=self._is_of_another_year), age=self._age
            )
        day = self._formatter.day(self._as_of, weekday=True)
        return self.tr("Data to {day}").format(day=day)

    def _triangle(self) -> QIcon:
        from kpidesk.domain.pace import Status
        from kpidesk.ui.widgets.status_mark import shape_icon

        return shape_icon(Status.WATCH, self._theme.tokens, self.devicePixelRatioF())

    def _ring(self) -> QIcon:
        scale = self.devicePixelRatioF()
        pixmap = QPixmap(round(12 * scale), round(12 * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.tokens.accent if self._as_of else self._theme.tokens.faint
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawEllipse(2, 2, 8, 8)
        painter.end()
        return QIcon(pixmap)
