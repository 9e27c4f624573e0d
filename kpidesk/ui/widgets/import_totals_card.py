"""The card "Control totals"."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.pace import Status
from kpidesk.services.importing.plan import TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_control import (
    IN_SIGHT,
    LINE_ROLE,
    ControlColumn,
    ControlLine,
    ImportControlModel,
    amount_total,
)
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.data_table import DataTable
from kpidesk.ui.widgets.labels import ElidedLabel, frame, text_label
from kpidesk.ui.widgets.status_mark import SHAPE, paint_mark

Index = QModelIndex | QPersistentModelIndex
_ROW = 26
_EDGE = 13
_LEAST = 3


class StatusLine(QWidget):
    """A status shape with words of its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._status = Status.ON_TRACK
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(18)
        theme.theme_changed.connect(self.update)

    def set_text(self, status: Status, text: str) -> None:
        """Show other words."""
        self._status, self._text = status, text
        self.setAccessibleName(text)
        font = font_of(Type.SECOND_STRONG)
        self.setFixedWidth(int(QFontMetricsF(font).horizontalAdvance(text) + SHAPE) + 10)
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = font_of(Type.SECOND_STRONG)
        width = QFontMetricsF(font).horizontalAdvance(self._text) + 15
        box = QRectF(self.width() - width - 1, 0, width, self.height())
        paint_mark(painter, box, self._status, self._theme.tokens, font, word=self._text)


class _ControlTable(DataTable):
    """As high as its rows, and scrolled where there is less room."""

    def sizeHint(self) -> QSize:
        rows = min(self.model().rowCount(), IN_SIGHT)
        return QSize(200, self.horizontalHeader().height() + _ROW * rows + 2)

    def minimumSizeHint(self) -> QSize:
        rows = min(self.model().rowCount(), _LEAST)
        return QSize(200, self.horizontalHeader().height() + _ROW * rows + 2)


class _ControlDelegate(QStyledItemDelegate):
    """Names in text, counts in faint, differences in vermilion."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ControlLine = index.data(LINE_ROLE)
        tokens = self._theme.tokens
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(tokens.accent_weak if chosen else tokens.surface))
        painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), QColor(tokens.grid))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), QColor(tokens.accent))
        column = ControlColumn(index.column())
        counts = column in (ControlColumn.SHEET_ROWS, ControlColumn.READ_ROWS)
        ink = tokens.muted if counts and not line.whole else tokens.text
        strong = line.whole
        if column is ControlColumn.DIFFERENCE:
            ink = tokens.behind_text if line.differs else tokens.faint
            strong = line.differs
        font = font_of(Type.SECOND_STRONG if strong else Type.SECOND)
        left = _EDGE if column is ControlColumn.NAME else 2
        right = _EDGE if column is ControlColumn.DIFFERENCE else 3
        room = QRectF(box).adjusted(left, 0, -right, 0)
        text = QFontMetricsF(font).elidedText(str(index.data()), self._elide(column), room.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(
            room, Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)), text
        )
        painter.restore()

    def _elide(self, column: ControlColumn) -> Qt.TextElideMode:
        return (
            Qt.TextElideMode.ElideRight
            if column is ControlColumn.NAME
            else Qt.TextElideMode.ElideNone
        )


class ImportTotalsCard(QWidget):
    """Your sheet, what is read and the difference, by rep and for all rows."""

    def __init__(self, theme: Theme, formatter: Formatter) -> None:
        super().__init__()
        self.model = ImportControlModel(formatter)
        self.status = StatusLine(theme)
        self._stated = ElidedLabel(Type.SECOND, "muted")
        self._table = _ControlTable(self.model, _ROW)
        self._table.setItemDelegate(_ControlDelegate(theme, self._table))
        self._table.setAccessibleName(self.tr("Control totals"))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._table.horizontalHeader().setMinimumSectionSize(8)
        self._table.horizontalHeader().setProperty("look", "edge")
        name = ControlColumn.NAME
        self._table.horizontalHeader().setSectionResizeMode(name, QHeaderView.ResizeMode.Stretch)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 0, _EDGE, 0)
        head.addWidget(text_label(self.tr("Control totals"), Type.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self.status)
        second = QHBoxLayout()
        second.setContentsMargins(_EDGE, 0, _EDGE, 0)
        second.addWidget(self._stated)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 11, 1, 3)
        column.setSpacing(3)
        column.addLayout(head)
        column.addLayout(second)
        column.addWidget(self._table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_plan(self, plan: TablePlan, formatter: Formatter) -> None:
        """Show the totals of a table."""
        self.model.set_plan(plan, formatter)
        self._write_status(plan, formatter)
        self._write_stated(plan, formatter)
        self._fit()
        self._table.setMaximumHeight(self._table.sizeHint().height())
        self._table.updateGeometry()

    def _write_status(self, plan: TablePlan, formatter: Formatter) -> None:
        rejected = plan.counts.rejected
        if rejected:
            text = self.tr("%n row(s) left out", "", rejected)
            self.status.set_text(Status.WATCH, text)
        else:
            self.status.set_text(Status.ON_TRACK, self.tr("All rows agree"))

    def _write_stated(self, plan: TablePlan, formatter: Formatter) -> None:
        total = amount_total(plan)
        if total is None or total.stated is None:
            self._stated.set_whole(self.tr("The sheet states no total of its own."))
            return
        decimals = 0 if total.stated == total.stated.to_integral_value() else 2
        stated = formatter.number(total.stated, decimals)
        if total.agrees:
            text = self.tr("Your own total in row {row} agrees: {total}.")
            self._stated.set_whole(text.format(row=total.stated_row, total=stated))
            return
        text = self.tr("Your total in row {row} is {total}, the rows give {sum}.")
        found = formatter.number(total.in_sheet, decimals)
        self._stated.set_whole(text.format(row=total.stated_row, total=stated, sum=found))
        self.status.set_text(Status.WATCH, self.tr("Your total differs"))

    def _fit(self) -> None:
        """Figures get the width that they need, the name gets the rest."""
        strong = QFontMetricsF(font_of(Type.SECOND_STRONG))
        head = QFontMetricsF(font_of(Type.HEAD))
        rows = range(self.model.rowCount())
        for column in list(ControlColumn)[1:]:
            texts = [str(self.model.index(row, column).data()) for row in rows]
            wanted = max((strong.horizontalAdvance(text) for text in texts), default=0.0)
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal) or "")
            wanted = max(wanted + 7, head.horizontalAdvance(title) + 13 if title else 0.0)
            if column is ControlColumn.DIFFERENCE:
                wanted += _EDGE - 3
            self._table.setColumnWidth(column, int(wanted) + 1)
