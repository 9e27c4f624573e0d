"""The named colours of the light and the dark theme.

Contrast was computed against `surface`: text has at least 4.5, lines and marks that carry
meaning at least 3. Grid lines, borders and tracks carry none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they are for, as `#RRGGBB`."""

    dark: bool
    win: str  # the window behind cards
    surface: str  # cards, tables, editors
    sunken: str  # navigation, status bar, team rows, segments
    hover: str
    border: str  # lines
    border2: str  # buttons, the base line of an axis
    text: str
    muted: str  # labels, second lines
    faint: str  # column heads, ticks, hints
    accent: str  # actual, on track, selection, primary button, links
    accent_weak: str
    accent_fg: str
    watch: str
    watch_text: str
    watch_weak: str
    behind: str
    behind_text: str
    behind_weak: str
    last_year: str
    grid: str
    track: str

    @property
    def target(self) -> str:
        """Targets are never coloured: they are drawn as text is."""
        return self.text


LIGHT = Tokens(
    dark=False,
    win="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EEF1F4",
    hover="#F0F3F7",
    border="#DCE1E7",
    border2="#BFC8D2",
    text="#18212B",
    muted="#51606F",
    faint="#616D7A",
    accent="#0B67B2",
    accent_weak="#E5F0FA",
    accent_fg="#FFFFFF",
    watch="#C07A00",
    watch_text="#855200",
    watch_weak="#FCF2DC",
    behind="#C4420C",
    behind_text="#B23A08",
    behind_weak="#FBEAE1",
    last_year="#83909E",
    grid="#E9EDF1",
    track="#E3E8ED",
)

DARK = Tokens(
    dark=True,
    win="#12161B",
    surface="#191E25",
    sunken="#14181E",
    hover="#222933",
    border="#2B333D",
    border2="#44505E",
    text="#E7ECF2",
    muted="#A2AEBB",
    faint="#8793A1",
    accent="#58A9EA",
    accent_weak="#1B3248",
    accent_fg="#0B1620",
    watch="#E9AE3F",
    watch_text="#E9AE3F",
    watch_weak="#352A14",
    behind="#F07F4B",
    behind_text="#F58D5D",
    behind_weak="#3A2118",
    last_year="#77838F",
    grid="#252C35",
    track="#2A323C",
)
