"""Asking for what a new company file needs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from kpidesk.services.companies import COUNTRIES, CURRENCY_OF_COUNTRY
from kpidesk.ui.views.new_company_dialog import NewCompany, NewCompanyDialog


@pytest.fixture
def dialog(qtbot, theme):
    dialog = NewCompanyDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def may_go_on(dialog) -> bool:
    return dialog._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_a_name_is_needed(dialog, qtbot):
    assert not may_go_on(dialog)
    qtbot.keyClicks(dialog._name, "   ")
    assert not may_go_on(dialog)
    qtbot.keyClicks(dialog._name, "Firm")
    assert may_go_on(dialog)


def test_the_answers_are_what_was_filled_in(dialog, qtbot):
    qtbot.keyClicks(dialog._name, " Hansen A/S ")
    dialog._country.setCurrentIndex(dialog._country.findData("DK"))
    dialog._month.setCurrentIndex(6)
    assert dialog.answers() == NewCompany("Hansen A/S", "DK", "DKK", 7)


def test_every_country_that_can_be_made_is_offered_with_its_currency(dialog):
    offered = [dialog._country.itemData(at) for at in range(dialog._country.count())]
    assert tuple(offered) == COUNTRIES
    for at, code in enumerate(offered):
        dialog._country.setCurrentIndex(at)
        assert dialog.answers().currency == CURRENCY_OF_COUNTRY[code]


def test_a_currency_filled_in_by_hand_stays(dialog, qtbot):
    dialog._currency.selectAll()
    qtbot.keyClicks(dialog._currency, "usd")
    dialog._country.setCurrentIndex(dialog._country.findData("SE"))
    assert dialog.answers().currency == "USD"


@pytest.mark.parametrize("currency", ["", "NO", "N1K", "ÆØÅ"])
def test_a_currency_has_three_letters(dialog, qtbot, currency):
    dialog._name.setText("Firm")
    dialog._currency.setText(currency)
    assert not may_go_on(dialog)


def test_months_are_words_and_begin_with_january(dialog):
    assert dialog._month.itemText(0) == "January"
    assert dialog._month.count() == 12
    assert dialog.answers().fiscal_start == 1


def test_return_accepts_and_escape_rejects(dialog, qtbot):
    from PySide6.QtCore import Qt

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog.show()
    dialog._name.setText("Firm")
    qtbot.keyClick(dialog._name, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_every_field_has_a_name_for_screen_readers(dialog):
    for field in (dialog._name, dialog._country, dialog._currency, dialog._month):
        assert field.accessibleName()
