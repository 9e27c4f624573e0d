"""What went wrong, told to the user: faults of the input in words, our own bugs with a report."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from kpidesk import __version__
from kpidesk.domain.errors import KpiDeskError

if TYPE_CHECKING:
    from kpidesk.ui.views.main_window import MainWindow
    from kpidesk.ui.workers import JobFailure

_LOG = logging.getLogger("kpidesk")


def start_log() -> None:
    """Write errors to a log file that stays small and holds no customer data."""
    from kpidesk.app.paths import log_folder

    if any(isinstance(handler, RotatingFileHandler) for handler in _LOG.handlers):
        return
    handler = RotatingFileHandler(
        log_folder() / "kpidesk.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)


class Faults(QObject):
    """Takes every failure: a KpiDeskError goes to the window's band, all else to a dialog."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._telling = False

    def install(self) -> None:
        """Catch what nobody else caught; Qt's slots deliver their errors here as well."""
        sys.excepthook = self._hook

    @Slot(object)
    def take(self, failure: JobFailure) -> None:
        """A job failed."""
        if isinstance(failure.error, KpiDeskError):
            self.tell(failure.error)
        else:
            self._tell_bug(failure.name, failure.error, failure.trace)

    def tell(self, fault: KpiDeskError) -> None:
        """Say in the window's band what is wrong and what to do."""
        place = str(fault.where)
        self._window.show_error(place + ":" if place else "", fault.message)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(130)
            return
        if isinstance(error, KpiDeskError):
            self.tell(error)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        self._tell_bug(self.tr("Something in the window"), error, text)

    def _tell_bug(self, what: str, error: BaseException, trace: str) -> None:
        # The trace names code and lines; the message may hold data of customers, so it is left
        # out of the log.
        _LOG.error("%s failed: %s", what, type(error).__name__)
        for line in trace.splitlines():
            if line.startswith('  File "'):
                _LOG.error(line)
        if self._telling:
            return
        self._telling = True
        try:
            show_report(self._window, what, bug_report(what, trace))
        finally:
            self._telling = False


def bug_report(what: str, trace: str) -> str:
    """What to send us: versions, what was being done, and the trace."""
    return (
        f"KPIDesk {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{what}\n\n{trace}"
    )


def show_report(parent: QWidget, what: str, report: str) -> None:
    """Say what failed, that data is safe, and offer the report to copy."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Faults", "KPIDesk made a mistake"))
    box.setText(translate("Faults", "This failed: {what}.").format(what=what))
    box.setInformativeText(
        translate(
            "Faults",
            "Your data is as it was before: a step is written whole or not at all. "
            "Please send us the report.",
        )
    )
    box.setDetailedText(report)
    copy = box.addButton(translate("Faults", "Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(report)
