"""Charts are imported in the background, which is safe only while they make no Qt object."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import gc, threading
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication

app = QApplication(["test", "-platform", "offscreen"])
from kpidesk.ui.widgets.chart_loading import CHARTS, load_charts

thread = threading.Thread(target=load_charts)
thread.start()
thread.join()
import sys

assert set(CHARTS) <= set(sys.modules)
here = QThread.currentThread()
print([
    type(found).__name__
    for found in gc.get_objects()
    if isinstance(found, QObject) and found.thread() is not here
])
"""


def test_importing_the_charts_elsewhere_leaves_no_qt_object_of_that_thread():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
