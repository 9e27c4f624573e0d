"""Asking for what a new company file needs: name, country, currency, fiscal year."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.labels import text_label

_COUNTRIES = (
    ("NO", QLocale.Country.Norway, "NOK"),
    ("SE", QLocale.Country.Sweden, "SEK"),
    ("DK", QLocale.Country.Denmark, "DKK"),
    ("FI", QLocale.Country.Finland, "EUR"),
    ("NL", QLocale.Country.Netherlands, "EUR"),
    ("DE", QLocale.Country.Germany, "EUR"),
    ("GB", QLocale.Country.UnitedKingdom, "GBP"),
)


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What was filled in. `fiscal_start` is a month, 1 to 12."""

    name: str
    country: str
    currency: str
    fiscal_start: int


class NewCompanyDialog(QDialog):
    """Four questions; the currency follows the country until it is changed by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New company"))
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name of the company"))
        self._country = CaretCombo()
        for code, country, _ in _COUNTRIES:
            self._country.addItem(QLocale.territoryToString(country), code)
        self._currency = QLineEdit("NOK")
        self._currency.setMaxLength(3)
        self._own_currency = False
        self._month = CaretCombo()
        words = QLocale("en_GB")
        for month in range(1, 13):
            self._month.addItem(words.standaloneMonthName(month), month)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out()
        self._country.currentIndexChanged.connect(self._follow_country)
        self._name.textChanged.connect(self._allow)
        self._currency.textChanged.connect(self._allow)
        self._currency.textEdited.connect(self._keep_currency)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._allow()

    def answers(self) -> NewCompany:
        """What was filled in."""
        return NewCompany(
            self._name.text().strip(),
            str(self._country.currentData()),
            self._currency.text().strip().upper(),
            int(self._month.currentData()),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        for text, field in (
            (self.tr("&Name"), self._name),
            (self.tr("&Country, for its holidays"), self._country),
            (self.tr("C&urrency"), self._currency),
            (self.tr("&Fiscal year starts in"), self._month),
        ):
            form.addRow(text, field)
            field.setAccessibleName(text.replace("&", ""))
            field.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(text_label(self.tr("New company"), Type.PAGE_TITLE))
        column.addLayout(form)
        column.addWidget(self._buttons)

    @Slot()
    def _keep_currency(self) -> None:
        self._own_currency = bool(self._currency.text())

    @Slot()
    def _follow_country(self) -> None:
        if not self._own_currency:
            self._currency.setText(_COUNTRIES[self._country.currentIndex()][2])

    @Slot()
    def _allow(self) -> None:
        answers = self.answers()
        currency = answers.currency
        fine = bool(answers.name) and len(currency) == 3 and currency.isascii()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(
            fine and currency.isalpha()
        )
