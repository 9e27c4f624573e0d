"""How many reps reached their target in the last closed month."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.reports import QuotaCard
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.labels import text_label

_DOT = 11
_STEP = 16
_MOST_DOTS = 12


class QuotaDots(QWidget):
    """A dot for each rep with a target, filled for those who reached it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._reached = 0
        self._of = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_counts(self, reached: int, of: int) -> None:
        """More than twelve reps are told by the number alone."""
        self._reached, self._of = reached, of
        self.setVisible(0 < of <= _MOST_DOTS)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_STEP * self._of, _DOT + 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(self._of):
            reached = at < self._reached
            painter.setPen(QPen(QColor(tokens.accent if reached else tokens.border2), 1.5))
            painter.setBrush(QColor(tokens.accent if reached else tokens.surface))
            painter.drawEllipse(QPointF(_DOT / 2 + 1 + at * _STEP, _DOT / 2 + 1.5), 5, 5)


class QuotaPanel(QFrame):
    """The card "Reps at quota", with the hint that targets may be too high."""

    review_targets_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._count = text_label("", Type.FIGURE)
        self._share = text_label("", Type.BODY, "muted")
        self._before = text_label("", Type.SECOND, "muted")
        self._dots = QuotaDots(theme)
        self.hint = HintBand(theme)
        self.hint.link_activated.connect(self.review_targets_requested)
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Reps at quota"), Type.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(text_label(self.tr("revenue, closed months"), Type.SECOND, "muted"))
        figures = QHBoxLayout()
        figures.setSpacing(10)
        figures.addWidget(self._count)
        figures.addWidget(self._share)
        figures.addWidget(self._dots)
        figures.addStretch(1)
        figures.addWidget(self._before)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(figures)
        column.addWidget(self.hint)

    def set_quota(self, quota: QuotaCard | None, formatter: Formatter) -> None:
        """Show the counts; without a target for anyone the card is left out."""
        self.setVisible(quota is not None and quota.with_target > 0)
        if quota is None or quota.with_target == 0:
            return
        month = formatter.month(quota.period.first, year=False)
        self._count.setText(
            self.tr("{reached} of {all}").format(reached=quota.reached, all=quota.with_target)
        )
        share = formatter.percent(Decimal(quota.reached) / quota.with_target)
        self._share.setText(self.tr("{share} in {month}").format(share=share, month=month))
        self._dots.set_counts(quota.reached, quota.with_target)
        self._before.setText(self._before_text(quota, formatter))
        self.hint.setVisible(quota.too_high)
        if quota.too_high:
            self._warn(quota)

    def _before_text(self, quota: QuotaCard, formatter: Formatter) -> str:
        if quota.before_with_target == 0:
            return ""
        return self.tr("{month} {reached} of {all} · {share}").format(
            month=formatter.month(quota.before_period.first, year=False),
            reached=quota.before_reached,
            all=quota.before_with_target,
            share=formatter.percent(Decimal(quota.before_reached) / quota.before_with_target),
        )

    def _warn(self, quota: QuotaCard) -> None:
        six_tenths = Decimal("0.6")
        both = quota.before_with_target > 0 and (
            Decimal(quota.before_reached) < six_tenths * quota.before_with_target
        )
        bold = self.tr("Below 60 % two months in a row:") if both else self.tr("Below 60 %:")
        needed = int((six_tenths * quota.with_target).to_integral_value(rounding="ROUND_CEILING"))
        rest = self.tr(
            "the targets may be too high. {needed} of the {all} reps must reach 100 % to pass 60 %."
        ).format(needed=needed, all=quota.with_target)
        self.hint.set_text(bold, rest, self.tr("Review targets"))
