"""The order in which Tab goes through widgets that were made later than those after them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(widgets: Sequence[QWidget]) -> None:
    """Let Tab go through the widgets, which all take the focus, from where the first one stands."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def tab_stops(inside: QWidget) -> list[QWidget]:
    """The widgets below one that Tab stops at, in the order in which they were made."""
    found: list[QWidget] = inside.findChildren(QWidget)
    return [widget for widget in found if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
