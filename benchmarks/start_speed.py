"""From the start of the process to the first painted window, against an empty QMainWindow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure, paired_medians, say

LIMIT = 2.0
_EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication(sys.argv)
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""


def measure(folder: Path, times: int = 9) -> list[Figure]:
    """The ratio of medians, whole processes that take turns."""
    say("time to the first window …")
    company = folder / "start.kpidesk"
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}

    def run(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, *arguments], check=True, env=environment, stdout=subprocess.DEVNULL
        )

    if not company.exists():
        run("-m", "kpidesk.app.entry", "new", str(company), "--demo")

    def ours() -> None:
        run("-m", "kpidesk.app.entry", str(company), "--quit-after-first-paint")

    def empty() -> None:
        run("-c", _EMPTY)

    ours()
    empty()
    ours_seconds, empty_seconds = paired_medians(ours, empty, times)
    details = f"{1000 * ours_seconds:.0f} ms against {1000 * empty_seconds:.0f} ms"
    return [
        Figure("first window, KPIDesk / empty", ours_seconds / empty_seconds, LIMIT, "x", details)
    ]
