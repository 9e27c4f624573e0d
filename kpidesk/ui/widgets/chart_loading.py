"""Importing the charts ahead of the first one, on a thread of the background.

Imported on the window's thread pyqtgraph and numpy stop the window for half a second. They make no
Qt object while they are imported, so another thread may do it; charts themselves are only ever
made on the window's thread.
"""

from __future__ import annotations

from importlib import import_module

CHARTS = ("kpidesk.ui.widgets.cumulative_chart", "kpidesk.ui.widgets.bucket_chart")


def load_charts() -> None:
    """Import all charts. A page that needs one earlier imports it itself."""
    for name in CHARTS:
        import_module(name)
