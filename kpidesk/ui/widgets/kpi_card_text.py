"""What a KPI card says, in words: the same for the screen, the clipboard and a screen reader."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.kpis import Direction
from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import Status
from kpidesk.domain.reports import KpiCard
from kpidesk.ui.formatting import Figure, Formatter
from kpidesk.ui.words import kpi_label, period_title, status_word


@dataclass(frozen=True, slots=True)
class CardText:
    """The texts of a card by their place; `pace` is said in the colour of the status."""

    name: str
    figure: Figure
    target: str
    target_short: str
    share: str
    need: str
    need_short: str
    pace: str
    tip: str

    @property
    def spoken(self) -> str:
        """All of the card as one sentence."""
        parts = (str(self.figure), self.target, self.share, self.need, self.pace)
        return f"{self.name}: " + ", ".join(part for part in parts if part)


def card_text(card: KpiCard, formatter: Formatter) -> CardText:
    """The texts of a card: an additive KPI says what a day needs, a ratio its n and interval."""
    translate = QCoreApplication.translate
    row, unit = card.row, card.definition.unit
    pace = "" if row.pace is None or row.status is Status.SMALL_N else formatter.percent(row.pace)
    return CardText(
        name=kpi_label(card.definition),
        figure=formatter.figure(row.value, unit),
        target=_target(card, formatter),
        target_short="" if card.row.target else translate("KpiCard", "no target"),
        share=_share(card, formatter),
        need=_need(card, formatter),
        need_short=_daily_need(card, formatter) or "",
        pace=translate("KpiCard", "pace {percent}").format(percent=pace) if pace else "",
        tip=_tip(card),
    )


def _target(card: KpiCard, formatter: Formatter) -> str:
    translate = QCoreApplication.translate
    row = card.row
    if not row.has_data:
        return translate("KpiCard", "nothing imported")
    if row.target is None:
        if row.period is None:
            return translate("KpiCard", "no target")
        period = period_title(row.period, formatter)
        return translate("KpiCard", "no target for {period}").format(period=period)
    value = formatter.value(row.target, card.definition.unit)
    return translate("KpiCard", "of {target}").format(target=value)


def _share(card: KpiCard, formatter: Formatter) -> str:
    row = card.row
    if not card.definition.additive and row.n is not None:
        n = formatter.number_of(row.n)
        return QCoreApplication.translate("KpiCard", "n = {n}").format(n=n)
    if card.definition.additive and row.attainment is not None:
        return formatter.percent(row.attainment, 0)
    return ""


def _need(card: KpiCard, formatter: Formatter) -> str:
    translate = QCoreApplication.translate
    row = card.row
    if row.interval is not None:
        low, high = (formatter.number(end * 100) for end in row.interval)
        gap = formatter.percent_sign
        return translate("KpiCard", "95 %: {low}–{high}").format(low=low, high=high) + gap
    if card.definition.direction is Direction.LOWER:
        return translate("KpiCard", "lower is better")
    need = _daily_need(card, formatter)
    if need is not None:
        return translate("KpiCard", "needs {amount}").format(amount=need)
    if (
        card.definition.unit is Unit.MONEY
        and not card.definition.additive
        and row.target is not None
    ):
        return translate("KpiCard", "no daily need")
    return ""


def _daily_need(card: KpiCard, formatter: Formatter) -> str | None:
    """What each working day that is left must bring: `130 525 a day`."""
    if not card.definition.additive or card.row.required_per_day is None:
        return None
    decimals = 0 if card.definition.unit.is_money else 1
    amount = formatter.number(card.row.required_per_day, decimals)
    return QCoreApplication.translate("KpiCard", "{amount} a day").format(amount=amount)


def _tip(card: KpiCard) -> str:
    translate = QCoreApplication.translate
    row = card.row
    if row.status is Status.SMALL_N and row.n is not None:
        return translate("KpiCard", "{n} cases. A trend and a place in a ranking need 10.").format(
            n=row.n
        )
    if row.value is None and row.has_data and not card.definition.additive:
        return translate("KpiCard", "Nothing to divide by in this period, so there is no figure.")
    return f"{status_word(row.status)}. {card.definition.description}"
