"""The last step: what was done, how to take it back, and where to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.services.importing.plan import Counts, ImportResult, TableResult
from kpidesk.ui.formatting import NO_VALUE, Formatter
from kpidesk.ui.models.import_texts import grouped, kind_word
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import frame, push_button, text_label

_WIDTH = 640


class ImportDone(QWidget):
    """A card with the counts by table, and buttons."""

    undo_requested = Signal()
    today_requested = Signal()
    next_requested = Signal()

    def __init__(self, formatter: Formatter) -> None:
        super().__init__()
        self._formatter = formatter
        self.title = text_label("", Type.PAGE_TITLE)
        self.second = text_label("", Type.BODY, "muted")
        self.second.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.today = push_button(self.tr("Show on Today"), primary=True)
        self.today.setMinimumHeight(34)
        self.next = push_button(self.tr("Import another file"))
        self.next.setMinimumHeight(34)
        self.undo = push_button(self.tr("Undo this import"))
        self.undo.setMinimumHeight(34)
        self.today.clicked.connect(self.today_requested)
        self.next.clicked.connect(self.next_requested)
        self.undo.clicked.connect(self.undo_requested)
        self._lay_out()

    def set_result(self, result: ImportResult, formatter: Formatter, next_file: str | None) -> None:
        """Show what was done; `next_file` is the file that waits after this one."""
        self._formatter = formatter
        counts = _sum(result)
        rows = counts.new + counts.changed
        written = any(one.batch is not None for one in result.tables)
        if rows:
            text = self.tr("%n row(s) imported", "", rows)
            self.title.setText(grouped(text, rows, formatter))
        else:
            self.title.setText(self.tr("Imported") if written else self.tr("Nothing changed"))
        self.second.setText(self._second_text(result, counts, written))
        self._fill(result)
        self.undo.setVisible(written)
        self.undo.setEnabled(True)
        if next_file:
            self.next.setText(self.tr("Next: {file}").format(file=next_file))
        else:
            self.next.setText(self.tr("Import another file"))

    def set_undone(self, name: str) -> None:
        """Say that the import was taken back."""
        self.title.setText(self.tr("The import was undone"))
        text = self.tr("Everything is as it was before “{file}”. Ctrl+Y does it again.")
        self.second.setText(text.format(file=name))
        self.undo.setEnabled(False)

    def _second_text(self, result: ImportResult, counts: Counts, written: bool) -> str:
        if not written:
            return self.tr("All of “{file}” was known already.").format(file=result.name)
        text = self.tr("From “{file}”, as one step.").format(file=result.name)
        if counts.rejected:
            text += " " + self.tr("%n rejected row(s) stayed out.", "", counts.rejected)
        return text

    def _fill(self, result: ImportResult) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = (
            self.tr("Batch"),
            self.tr("Sheet"),
            self.tr("What"),
            self.tr("New"),
            self.tr("Changed"),
            self.tr("Unchanged"),
            self.tr("Rejected"),
        )
        for at, text in enumerate(heads):
            label = text_label(text, Type.HEAD, "faint")
            label.setAlignment(_side(at))
            self._grid.addWidget(label, 0, at)
        for row, one in enumerate(result.tables, start=1):
            self._add_row(row, one)

    def _add_row(self, row: int, one: TableResult) -> None:
        counts, number = one.plan.counts, self._formatter.number_of
        texts = (
            NO_VALUE if one.batch is None else str(one.batch),
            one.plan.sheet,
            kind_word(one.plan.kind),
            number(counts.new),
            number(counts.changed),
            number(counts.unchanged),
            number(counts.rejected),
        )
        for at, text in enumerate(texts):
            tone = "behind" if at == len(texts) - 1 and counts.rejected else ""
            label = text_label(text, Type.BODY, tone)
            label.setAlignment(_side(at))
            self._grid.addWidget(label, row, at)

    def _lay_out(self) -> None:
        card = frame("card")
        card.setFixedWidth(_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.today)
        buttons.addWidget(self.next)
        buttons.addStretch(1)
        buttons.addWidget(self.undo)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(8)
        inside.addWidget(self.title)
        inside.addWidget(self.second)
        inside.addSpacing(6)
        inside.addLayout(self._grid)
        inside.addSpacing(12)
        inside.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addSpacing(40)
        column.addLayout(row)
        column.addStretch(1)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (1, 2) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _sum(result: ImportResult) -> Counts:
    each = [one.plan.counts for one in result.tables]
    return Counts(
        sum(one.new for one in each),
        sum(one.changed for one in each),
        sum(one.unchanged for one in each),
        sum(one.rejected for one in each),
    )
