"""Light and dark: contrast, the palette, and that everyone is told."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.palette import style_sheet_of
from kpidesk.ui.theme.theme import ThemeMode
from kpidesk.ui.theme.tokens import DARK, LIGHT


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    value = QColor(colour)
    red, green, blue = (linear(part) for part in (value.redF(), value.greenF(), value.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_and_marks_can_be_seen(tokens):
    for ink in ("text", "muted", "faint", "accent", "watch_text", "behind_text"):
        assert contrast(getattr(tokens, ink), tokens.surface) >= 4.5, ink
    for mark in ("watch", "behind", "last_year", "accent"):
        assert contrast(getattr(tokens, mark), tokens.surface) >= 3.0, mark
    assert contrast(tokens.accent_fg, tokens.accent) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_names_no_token_that_does_not_exist(tokens):
    sheet = style_sheet_of(tokens)
    assert "@" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= {
        getattr(tokens, name) for name in tokens.__dataclass_fields__ if name != "dark"
    }


def test_dark_and_light_change_the_palette_and_tell_everyone(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.theme_changed) as told:
        theme.set_mode(ThemeMode.DARK)
    assert told.args[0] is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.win
    theme.set_mode(ThemeMode.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.win


def test_figures_are_tabular_and_of_the_shipped_font(qapp):
    font = font_of(Type.TABLE)
    assert font.family() == "Inter"
    assert [bytes(tag.toString().data()).decode() for tag in font.featureTags()] == ["tnum"]


def test_icons_are_empty_until_they_are_loaded_and_follow_the_colour(theme):
    theme.load_icons()
    icon = theme.icon("clock", "#ff0000")
    assert not icon.isNull()
    image = icon.pixmap(16, 16).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
    assert "#ff0000" in colours
