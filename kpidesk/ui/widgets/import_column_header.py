"""Column letters, and under each a chip that says which field the column goes to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QToolButton, QWidget

from kpidesk.ui.models.import_columns import ColumnHead
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.tab_order import tab_through

LETTERS = 21
CHIPS = 44
_MARGIN = 4


class FieldChip(QToolButton):
    """The field of a column and how it is read; a press offers the other fields."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.head: ColumnHead | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_head(self, head: ColumnHead) -> None:
        """Stand over another column."""
        self.head = head
        self.setText(head.title)
        self.setEnabled(not head.fixed)
        name = self.tr("Column {letter}, {header}, goes to {field}").format(
            letter=head.letter, header=head.header, field=head.title
        )
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def wanted_width(self) -> int:
        """The width that shows both lines."""
        if self.head is None:
            return 0
        title = QFontMetricsF(font_of(Type.SECOND_STRONG)).horizontalAdvance(self.head.title) + 15
        second = QFontMetricsF(font_of(Type.HINT)).horizontalAdvance(self.head.read_as)
        return int(max(title, second) + 2 * 8 + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.head is None:
            return
        tokens = self._theme.tokens
        mapped = self.head.field is not None
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        strong = mapped or self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.border2), width))
        fill = tokens.accent_weak if mapped else tokens.surface
        painter.setBrush(QColor(tokens.hover if self.underMouse() and not mapped else fill))
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 6, 6)
        self._paint_lines(painter, self.head, mapped)

    def _paint_lines(self, painter: QPainter, head: ColumnHead, mapped: bool) -> None:
        tokens = self._theme.tokens
        room = QRectF(self.rect()).adjusted(8, 3, -5, -3)
        font = font_of(Type.SECOND_STRONG)
        metrics = QFontMetricsF(font)
        title = metrics.elidedText(head.title, Qt.TextElideMode.ElideRight, room.width() - 12)
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent if mapped else tokens.muted))
        line = QRectF(room.left(), room.top(), room.width(), 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        x = line.left() + metrics.horizontalAdvance(title) + 8
        arrow = QRectF(x - 3.5, line.center().y() - 1.5, 7, 4.5)
        painter.setBrush(QColor(tokens.accent if mapped else tokens.muted))
        painter.setPen(Qt.PenStyle.NoPen)
        corners = [
            arrow.topLeft(),
            arrow.topRight(),
            (arrow.bottomLeft() + arrow.bottomRight()) / 2,
        ]
        painter.drawPolygon(QPolygonF(corners))
        font = font_of(Type.HINT)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if mapped else tokens.faint))
        second = QFontMetricsF(font).elidedText(
            head.read_as, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(line.translated(0, 15.5), Qt.AlignmentFlag.AlignVCenter, second)


class ImportColumnHeader(QHeaderView):
    """The horizontal header of the sheet."""

    chip_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._table = parent
        self.chips: list[FieldChip] = []
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(56)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setStretchLastSection(False)
        self.sectionResized.connect(self.place_chips)
        self.geometriesChanged.connect(self.place_chips)

    def set_heads(self, heads: Sequence[ColumnHead]) -> None:
        """A chip for each column."""
        while len(self.chips) > len(heads):
            chip = self.chips.pop()
            chip.hide()
            chip.deleteLater()
        while len(self.chips) < len(heads):
            chip = FieldChip(self._theme, self.viewport())
            chip.clicked.connect(self._press)
            self.chips.append(chip)
        for chip, head in zip(self.chips, heads, strict=True):
            chip.set_head(head)
            chip.show()
        tab_through([self._table, *self.chips])
        self.place_chips()

    @Slot()
    def place_chips(self) -> None:
        """Put every chip over its column; called again when columns move."""
        for at, chip in enumerate(self.chips):
            if at >= self.count():
                break
            left = self.sectionViewportPosition(at)
            width = self.sectionSize(at) - 2 * _MARGIN
            chip.setGeometry(left + _MARGIN, LETTERS + 4, width, CHIPS - 8)

    @Slot()
    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, FieldChip):
            self.chip_pressed.emit(self.chips.index(sender))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), LETTERS + CHIPS)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        tokens = self._theme.tokens
        painter.save()
        letters = QRect(rect.left(), rect.top(), rect.width(), LETTERS)
        painter.fillRect(rect, QColor(tokens.surface))
        painter.fillRect(letters, QColor(tokens.sunken))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(font_of(Type.HEAD))
        text = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        painter.drawText(letters, Qt.AlignmentFlag.AlignCenter, text)
        line = QColor(tokens.border)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line)
        painter.fillRect(QRect(rect.left(), letters.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        painter.restore()
