"""How the program writes and looks on this machine: locale and fonts."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from kpidesk.app.paths import resources
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import load_fonts

_LOCALE_OF_COUNTRY = {
    "NO": "nb_NO",
    "SE": "sv_SE",
    "DK": "da_DK",
    "FI": "fi_FI",
    "NL": "nl_NL",
    "DE": "de_DE",
    "GB": "en_GB",
}


def load_shipped_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    load_fonts(resources() / "fonts")


def formatter_for(country: str, currency: str) -> Formatter:
    """Numbers as the user's system writes them, or as the company's country does where the
    system has no locale of its own; words in English.
    """
    system = QLocale.system()
    if system.language() == QLocale.Language.C or system.name() in ("C", "en_US"):
        system = QLocale(_LOCALE_OF_COUNTRY.get(country, "en_GB"))
    return Formatter(system, QLocale("en_GB"), currency)
