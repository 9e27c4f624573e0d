"""The card "Rows behind June 2026": which facts a number counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.reports import FactRows
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.kpi_words import result_word
from kpidesk.ui.models.fact_rows import FACT_ROLE, FactColumn, FactRowsModel
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.data_table import DataTable
from kpidesk.ui.widgets.labels import ElidedLabel, text_label

Index = QModelIndex | QPersistentModelIndex
_REP_FROM = 340
"""The narrowest card with a column for the rep; the tool tip always names them."""
_GOOD = frozenset({"won", "held", "reached"})
_WIDTHS = {FactColumn.DAY: 46, FactColumn.REP: 70, FactColumn.RESULT: 62, FactColumn.AMOUNT: 62}


class _ResultDelegate(QStyledItemDelegate):
    """A filled dot for what was won, held or reached, a ring for anything else."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        background = QStyleOptionViewItem(option)
        self.initStyleOption(background, index)
        background.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, background, painter)
        tokens = self._theme.tokens
        result = index.data(FACT_ROLE).result
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if result:
            good = result in _GOOD
            painter.setPen(QPen(QColor(tokens.accent if good else tokens.faint), 1.6))
            painter.setBrush(QColor(tokens.accent) if good else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(box.left() + 8, box.center().y()), 3.4, 3.4)
        painter.setFont(font_of(Type.TABLE))
        painter.setPen(QColor(tokens.text))
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(box.width()) - 20
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(17, 0, 0, 0), flags, text)
        painter.restore()


class FactRowsCard(QFrame):
    """A title, how they ended, the table, and how many there are in all."""

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.model = FactRowsModel(formatter)
        self.table = DataTable(self.model)
        self.table.setItemDelegateForColumn(FactColumn.RESULT, _ResultDelegate(theme, self.table))
        self.table.setAccessibleName(self.tr("Rows behind the number"))
        header = self.table.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self._title = ElidedLabel(Type.CARD_TITLE)
        self._counts = text_label("", Type.SECOND, "muted")
        self._total = text_label("", Type.SECOND, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(5, 0, 6, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._counts)
        foot = QHBoxLayout()
        foot.setContentsMargins(5, 0, 6, 0)
        foot.addWidget(self._total)
        foot.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(9, 9, 6, 7)
        body.setSpacing(3)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addLayout(foot)

    def set_period(self, title: str) -> None:
        """Which bucket's rows are shown or on their way."""
        self._title.set_whole(self.tr("Rows behind {period}").format(period=title))

    def set_rows(self, rows: FactRows, formatter: Formatter) -> None:
        """Show the rows."""
        self.model.set_rows(rows.rows, formatter)
        self._fit_amounts()
        self._counts.setText(_counts(rows.counts, formatter))
        shown = formatter.number_of(len(rows.rows))
        total = formatter.number_of(rows.total)
        if not rows.total:
            self._total.setText(self.tr("No rows."))
        elif len(rows.rows) < rows.total:
            text = self.tr("{shown} of {total} shown, the newest first")
            self._total.setText(text.format(shown=shown, total=total))
        else:
            self._total.setText(self.tr("all {total} shown").format(total=total))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(FactColumn.REP, self.width() < _REP_FROM)

    def _fit_amounts(self) -> None:
        """Amounts are never cut short."""
        metrics = QFontMetricsF(self.table.font())
        texts = [
            str(self.model.index(row, FactColumn.AMOUNT).data())
            for row in range(self.model.rowCount())
        ]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        self.table.setColumnWidth(FactColumn.AMOUNT, max(40, int(widest) + 12))


def _counts(counts: Mapping[str, int], formatter: Formatter) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])[:3]
    return ", ".join(
        f"{formatter.number_of(count)} {result_word(result).lower()}"
        for result, count in ordered
        if result
    )
