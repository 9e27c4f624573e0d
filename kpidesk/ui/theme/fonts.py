"""Inter with tabular figures, in the few sizes that the window uses."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QScreen

FAMILY = "Inter"
PLAIN_FIGURES = "plainFigures"
"""Set on the application while a PDF is drawn: Qt writes glyphs that a font feature put in the
place of others without saying what they stand for: they could be neither found nor copied."""


class Type(Enum):
    """A kind of text: its size in pixels at 100 % and its weight."""

    FIGURE_LARGE = (26.0, QFont.Weight.DemiBold)
    FIGURE = (21.0, QFont.Weight.DemiBold)
    PAGE_TITLE = (18.0, QFont.Weight.DemiBold)
    CARD_TITLE = (13.5, QFont.Weight.DemiBold)
    BODY = (13.0, QFont.Weight.Normal)
    BODY_MEDIUM = (13.0, QFont.Weight.Medium)
    BODY_STRONG = (13.0, QFont.Weight.DemiBold)
    # FreeType rounds to whole pixels, and up: 12.5 would become 13 and not fit the tables.
    TABLE = (12.4, QFont.Weight.Normal)
    TABLE_STRONG = (12.4, QFont.Weight.DemiBold)
    SECOND = (12.0, QFont.Weight.Normal)
    SECOND_STRONG = (12.0, QFont.Weight.DemiBold)
    HEAD = (11.5, QFont.Weight.Normal)
    HEAD_STRONG = (11.5, QFont.Weight.DemiBold)
    HINT = (11.0, QFont.Weight.Normal)


def font_of(kind: Type) -> QFont:
    """The font of a kind of text. Fractions of a pixel are kept, so points carry the size."""
    size, weight = kind.value
    screen: QScreen | None = QGuiApplication.primaryScreen()
    dots_per_inch = screen.logicalDotsPerInchY() if screen is not None else 96.0
    font = QFont(FAMILY)
    font.setPointSizeF(size * 72.0 / dots_per_inch)
    font.setWeight(weight)
    app = QCoreApplication.instance()
    plain = app is not None and bool(app.property(PLAIN_FIGURES))
    font.setFeature(QFont.Tag("tnum"), 0 if plain else 1)
    if plain:
        font.setFeature(QFont.Tag("calt"), 0)  # Inter lifts hyphens and colons between capitals
    return font


def load_fonts(folder: Path) -> None:
    """Make the shipped fonts known to Qt; without them the system's own font is used."""
    for path in sorted(folder.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
