"""The status bar: what the page says about itself, what is running, the last import."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStatusBar, QWidget

from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import ElidedLabel, text_label, tool_button


class StatusStrip(QStatusBar):
    """`stop_requested`: the user wants the running work to end."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(27)
        self.setContentsMargins(14, 0, 8, 0)
        self._page = ElidedLabel(Type.SECOND, "muted")
        self._work = text_label("", Type.SECOND, "muted")
        self._stop = tool_button(self.tr("Stop"), "link", Type.SECOND_STRONG)
        self._import = text_label("", Type.SECOND, "muted")
        self._stop.clicked.connect(self.stop_requested)
        self.addWidget(self._page, 1)
        for widget in (self._work, self._stop, self._import):
            self.addPermanentWidget(widget)
        self.set_work("")

    def set_page_text(self, text: str) -> None:
        """What the page says: how it counts, or which keys it knows."""
        self._page.set_whole(text)

    def set_last_import(self, text: str) -> None:
        self._import.setText(text)

    def set_work(self, text: str) -> None:
        """What is being done, with a way to stop it; empty: nothing."""
        self._work.setText(text)
        self._work.setVisible(bool(text))
        self._stop.setVisible(bool(text))
