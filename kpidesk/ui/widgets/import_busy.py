"""A strip that says what is being done, how far it is, and offers to stop it.

It lies over the page: in the layout it would move the page, and painting all of that anew takes
long while a job wants the processor as well.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.labels import frame, push_button, text_label
from kpidesk.ui.widgets.progress_line import DELAY_MS, ProgressLine


class ImportBusy(QWidget):
    """Shown only when the work takes longer than a moment."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._text = text_label("", Type.BODY_MEDIUM)
        self._line = ProgressLine(theme)
        self.cancel = push_button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_requested)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._appear)
        card = frame("field")
        row = QHBoxLayout()
        row.setContentsMargins(12, 5, 6, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self.cancel)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(row)
        inside.addWidget(self._line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 0)
        outer.addWidget(card)
        self.hide()

    def begin(self, text: str) -> None:
        """Work begins."""
        self._text.setText(text)
        self._line.begin()
        self._delay.start()

    def set_progress(self, share: float, text: str) -> None:
        """How far it is (0 to 1), and what is being done now."""
        self._text.setText(text)
        self._line.set_share(share)

    def fit(self, top: int) -> None:
        """Lie across the page, from so many pixels below its upper edge."""
        page = self.parentWidget()
        if page is not None:
            self.setGeometry(0, top, page.width(), self.sizeHint().height())

    @Slot()
    def _appear(self) -> None:
        self.raise_()
        self.show()

    @Slot()
    def end(self) -> None:
        """Work has ended, however."""
        self._delay.stop()
        self._line.end()
        self.hide()
