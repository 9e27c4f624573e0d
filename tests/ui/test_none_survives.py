"""PySide6 6.12.0 dropped a reference to None at every call that returned nothing."""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

_CALLS = 500
_NO_PARENT = QModelIndex()


class _Silent(QAbstractListModel):
    """A model with nothing to say."""

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return None


def test_calls_that_return_nothing_leave_none_alive(qtbot: QtBot) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    model = _Silent()
    index = model.index(0)
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        painter.fillRect(QRect(0, 0, 5, 5), QColor("red"))
        index.data()
    after = sys.getrefcount(None)
    painter.end()

    assert after > before - _CALLS / 2
