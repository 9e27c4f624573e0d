"""The shipped font and icon can do what the screens ask of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QIcon, QRawFont
from PySide6.QtWidgets import QApplication

WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
# Status shapes, the typographic minus, the spaces that group digits, letters of our languages.
CHARACTERS = "▲●▼−…×Σ\u00a0\u202føåæäöéžß€"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_has_the_characters_of_the_screens(
    qapp: QApplication, project_root: Path, weight: str
) -> None:
    font = QRawFont(str(project_root / "resources" / "fonts" / f"Inter-{weight}.ttf"), 13)
    assert font.isValid()
    assert [c for c in CHARACTERS if not font.supportsCharacter(ord(c))] == []


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_figures_can_be_tabular(qapp: QApplication, weight: int) -> None:
    font = QFont("Inter")
    font.setPixelSize(26)
    font.setWeight(QFont.Weight(weight))
    narrow, wide = QFontMetricsF(font).horizontalAdvance("1111"), "0000"
    assert narrow != QFontMetricsF(font).horizontalAdvance(wide)
    font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance(wide)


def test_the_font_comes_with_its_licence(project_root: Path) -> None:
    licence = (project_root / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()


@pytest.mark.parametrize("name", ["kpidesk.svg", "kpidesk.ico", "kpidesk-256.png"])
def test_the_icon_is_our_blue_square(qapp: QApplication, project_root: Path, name: str) -> None:
    icon = QIcon(str(project_root / "resources" / "icons" / name))
    image = icon.pixmap(64, 64).toImage()
    assert image.pixelColor(32, 6).name().upper() == "#0B67B2"
    assert image.pixelColor(0, 0).alpha() == 0
