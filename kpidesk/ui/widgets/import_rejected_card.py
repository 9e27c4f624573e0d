"""The card of rejected rows: one line a reason, and the way to its row."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpidesk.services.importing.plan import RowState, TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_control import amount_total
from kpidesk.ui.models.import_rejected import REASON_ROLE, Reason, RejectedModel
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.import_marks import SIZE, paint_state
from kpidesk.ui.widgets.labels import frame, text_label, tool_button

Index = QModelIndex | QPersistentModelIndex
_ROW = 22
_SHOWN = 6


class _ReasonDelegate(QStyledItemDelegate):
    """A cross, the reason, and a link at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        reason: Reason = index.data(REASON_ROLE)
        tokens = self._theme.tokens
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        room = QRectF(box).adjusted(13, 0, -13, 0)
        centre = QPointF(room.left() + SIZE / 2, room.center().y())
        paint_state(painter, centre, RowState.REJECTED, tokens)
        link = self.tr("Show both") if reason.other_row else self.tr("Show")
        font = font_of(Type.SECOND_STRONG)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, link)
        used = QFontMetricsF(font).horizontalAdvance(link) + 10
        font = font_of(Type.SECOND)
        text = room.adjusted(SIZE + 9, 0, -used, 0)
        shown = QFontMetricsF(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, text.width()
        )
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class ImportRejectedCard(QWidget):
    """Why rows are left out; `rows_requested` carries the rows to show, first the bad one."""

    rows_requested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model = RejectedModel()
        self._title = text_label("", Type.CARD_TITLE)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ReasonDelegate(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Rejected rows"))
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.copy = tool_button(self.tr("Copy the list"), "link", Type.SECOND)
        self.copy.clicked.connect(self._copy)
        hint = text_label(
            self.tr("Correct them in the workbook and import it again: only they will be new."),
            Type.SECOND,
            "muted",
        )
        hint.setWordWrap(True)
        self._lay_out(hint)

    def _lay_out(self, hint: QWidget) -> None:
        card = frame("card")
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 9, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.copy)
        foot = QHBoxLayout()
        foot.setContentsMargins(13, 0, 13, 0)
        foot.addWidget(hint)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 9, 1, 11)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_plan(self, plan: TablePlan, formatter: Formatter) -> None:
        """Show the rejected rows of a table; hidden when there are none."""
        self.model.set_issues(plan.issues)
        self.setVisible(plan.counts.rejected > 0)
        title = self.tr("%n rejected row(s)", "", plan.counts.rejected)
        total = amount_total(plan)
        if total is not None and total.in_sheet != total.read:
            title = self.tr("{rows}, {amount}").format(
                rows=title, amount=formatter.money(total.in_sheet - total.read)
            )
        self._title.setText(title)
        shown = min(_SHOWN, self.model.rowCount())
        self.list.setMinimumHeight(_ROW * min(shown, 2))
        self.list.setMaximumHeight(_ROW * shown + 2)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        reason = index.data(REASON_ROLE)
        if isinstance(reason, Reason):
            other = (reason.other_row,) if reason.other_row else ()
            self.rows_requested.emit((*reason.rows[:1], *other))

    @Slot()
    def _copy(self) -> None:
        lines = []
        for at in range(self.model.rowCount()):
            reason: Reason = self.model.index(at).data(REASON_ROLE)
            lines += [f"{row}\t{reason.message}" for row in reason.rows]
        head = self.tr("Row") + "\t" + self.tr("Why it is rejected")
        QGuiApplication.clipboard().setText("\n".join([head, *lines]) + "\n")
