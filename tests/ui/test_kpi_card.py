"""What a card says for each kind of KPI and each state, and that it is one button."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kpidesk.domain.pace import Status
from kpidesk.domain.reports import KpiCard
from kpidesk.ui.theme.tokens import DARK, LIGHT
from kpidesk.ui.widgets.kpi_card import KpiCardButton
from kpidesk.ui.widgets.kpi_card_painter import CardPainter
from kpidesk.ui.widgets.kpi_card_text import card_text
from tests.ui.sample_reports import cards

NBSP = "\u00a0"


def said(card: KpiCard, formatter) -> dict[str, str]:
    text = card_text(card, formatter)
    parts = ("name", "target", "share", "need", "pace", "tip")
    found = {part: str(getattr(text, part)).replace(NBSP, " ") for part in parts}
    return found | {"figure": str(text.figure).replace(NBSP, " ")}


def test_an_additive_kpi_says_what_a_day_needs(formatter):
    text = said(cards()[0], formatter)
    assert text["figure"] == "1 855 800 kr"
    assert text["target"] == "of 2 900 000 kr"
    assert text["share"] == "64 %"
    assert text["need"] == "needs 130 525 a day"
    assert text["pace"] == "pace 100,6 %"


def test_a_proportion_says_its_n_and_interval(formatter):
    text = said(cards()[3], formatter)
    assert text["figure"] == "61,7 %"
    assert text["share"] == "n = 47"
    assert text["need"] == "95 %: 47–74 %"


def test_where_lower_is_better_the_card_says_so(formatter):
    text = said(cards()[9], formatter)
    assert text["need"] == "lower is better"
    assert text["pace"] == "pace 110,0 %"


def test_without_a_target_there_is_no_pace(formatter):
    card = cards()[0]
    row = replace(card.row, target=None, pace=None, attainment=None, required_per_day=None)
    text = said(replace(card, row=row), formatter)
    assert text["target"] == "no target for June 2026"
    assert text["pace"] == text["need"] == text["share"] == ""


def test_no_data_is_a_dash_and_a_true_zero_is_a_zero(formatter):
    card = cards()[0]
    none = replace(card.row, value=None, has_data=False, pace=None, status=Status.NO_DATA)
    assert said(replace(card, row=none), formatter)["figure"] == "–"
    assert said(replace(card, row=none), formatter)["target"] == "nothing imported"
    zero = replace(card.row, value=Decimal(0))
    assert said(replace(card, row=zero), formatter)["figure"] == "0 kr"


def test_few_cases_are_not_judged(formatter):
    card = cards()[3]
    text = said(replace(card, row=replace(card.row, n=6, status=Status.SMALL_N)), formatter)
    assert text["pace"] == ""
    assert text["tip"].startswith("6 cases.")


def test_a_ratio_without_a_denominator_says_why_it_has_no_figure(formatter):
    card = cards()[3]
    text = said(replace(card, row=replace(card.row, value=None, n=0)), formatter)
    assert text["figure"] == "–"
    assert "Nothing to divide by" in text["tip"]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_form_can_be_painted_narrow_and_wide(qapp, formatter, tokens):
    for card in cards():
        for width in (190, 260):
            image = QImage(width, 124, QImage.Format.Format_ARGB32)
            image.fill(QColor(tokens.surface))
            painter = QPainter(image)
            CardPainter(painter, tokens).paint(
                image.rect().toRectF(), card, card_text(card, formatter)
            )
            painter.end()
            colours = {
                image.pixelColor(x, y).name() for x in range(width) for y in range(0, 124, 2)
            }
            assert QColor(tokens.accent).name() in colours


def test_the_filled_bar_ends_at_the_attainment(qapp, formatter):
    card = cards()[0]
    image = QImage(228, 124, QImage.Format.Format_ARGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    CardPainter(painter, LIGHT).paint(image.rect().toRectF(), card, card_text(card, formatter))
    painter.end()
    row = [image.pixelColor(x, 72).name() for x in range(12, 216)]
    filled = [x for x, colour in enumerate(row) if colour == QColor(LIGHT.accent).name()]
    assert max(filled) / len(row) == pytest.approx(0.64, abs=0.03)


def test_the_card_is_one_button_that_opens_its_kpi(qtbot, theme, formatter):
    button = KpiCardButton(theme)
    qtbot.addWidget(button)
    button.set_card(cards()[1], formatter)
    button.show()
    with qtbot.waitSignal(button.opened) as opened:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened.args == ["won_deals"]
    assert button.accessibleName() == "Won deals, Watch"
    assert "29" in button.accessibleDescription()
