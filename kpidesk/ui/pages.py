"""Pages are registered with the frame as data: adding a screen changes no code of the frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the window.

    `title` is translated already. `icon` is a Phosphor name. `factory` makes the page when it is
    shown for the first time. `shortcut` defaults to Ctrl+1 … Ctrl+9 by order. A page that is not
    `scoped` (a wizard) has no use for the top bar's scope, period and grain.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    shortcut: str = ""
    group: int = 0
    scoped: bool = True
