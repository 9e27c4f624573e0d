"""One card of Today: a single button that opens the KPI's curve."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from kpidesk.domain.reports import KpiCard
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.kpi_card_painter import CardPainter
from kpidesk.ui.widgets.kpi_card_text import CardText, card_text
from kpidesk.ui.words import status_word

HEIGHT = 124
MIN_WIDTH = 190


class KpiCardButton(QAbstractButton):
    """Paints a KPI card; every signal carries the KPI's key."""

    opened = Signal(str)
    definition_requested = Signal(str)
    copy_requested = Signal(str)
    rows_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: KpiCard | None = None
        self._text: CardText | None = None
        self._stale = False
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._open)
        theme.theme_changed.connect(self.update)

    @property
    def text_parts(self) -> CardText | None:
        """What the card says; None before the first figure."""
        return self._text

    def set_card(self, card: KpiCard, formatter: Formatter) -> None:
        """Show a figure."""
        self._card = card
        self._text = card_text(card, formatter)
        self._stale = False
        self.setText(self._text.name)
        self.setAccessibleName(f"{self._text.name}, {status_word(card.row.status)}")
        self.setAccessibleDescription(self._text.spoken)
        self.setToolTip(self._text.tip)
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Show the figures in faint while newer ones are counted."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    @property
    def key(self) -> str:
        return self._card.definition.key if self._card else ""

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.key)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        actions = {
            menu.addAction(self.tr("Open the curve")): self.opened,
            menu.addAction(self.tr("Definition")): self.definition_requested,
            menu.addAction(self.tr("Rows behind it")): self.rows_requested,
            menu.addAction(self.tr("Copy")): self.copy_requested,
        }
        chosen = menu.exec(self.mapToGlobal(at))
        menu.deleteLater()
        if chosen in actions:
            actions[chosen].emit(self.key)

    def sizeHint(self) -> QSize:
        return QSize(228, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(MIN_WIDTH, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(
            QPen(QColor(tokens.accent if focused else tokens.border), 2 if focused else 1)
        )
        painter.setBrush(QColor(tokens.hover if self._hovered else tokens.surface))
        edge = 1.0 if focused else 0.5
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(box, 8, 8)
        if self._card is not None and self._text is not None:
            CardPainter(painter, tokens, stale=self._stale).paint(
                QRectF(self.rect()), self._card, self._text
            )
