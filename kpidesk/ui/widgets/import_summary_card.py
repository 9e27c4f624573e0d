"""What the import will do, and the buttons that do it or leave it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kpidesk.services.importing.plan import ClosedPeriod, ImportPlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import counted, grouped
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.widgets.labels import frame, push_button, text_label


class ImportSummaryCard(QWidget):
    """The numbers of the whole plan, all of its tables together."""

    import_requested = Signal()
    back_requested = Signal()
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(3)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        for key, label in self._rows():
            self._add_row(key, label)
        self.primary = push_button("", primary=True)
        self.primary.setMinimumHeight(34)
        self.back = push_button(self.tr("Back"))
        self.cancel = push_button(self.tr("Cancel"))
        for button in (self.back, self.cancel):
            button.setMinimumHeight(34)
        self.primary.clicked.connect(self.import_requested)
        self.back.clicked.connect(self.back_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.hint = text_label("", Type.SECOND, "muted")
        self.hint.setWordWrap(True)
        self._lay_out()

    def set_plan(self, plan: ImportPlan, formatter: Formatter) -> None:
        """Show what a plan would do."""
        counts = plan.counts
        self._values["added"].setText(formatter.number_of(counts.new))
        self._values["changed"].setText(formatter.number_of(counts.changed))
        self._write("created", self._created_text(plan, formatter))
        closed = [one for table in plan.tables for one in table.closed_periods]
        self._write("closed", self._closed_text(closed, formatter))
        self._write_button(plan, formatter)

    def _write_button(self, plan: ImportPlan, formatter: Formatter) -> None:
        rows = plan.counts.new + plan.counts.changed
        asked = sum(question.blocking for question in plan.questions)
        self.primary.setEnabled(bool(asked or plan.changes_anything))
        if asked:
            self.primary.setText(self.tr("Answer %n question(s)", "", asked))
            self.hint.setText(self.tr("What is not clear changes numbers, so it is asked first."))
        elif rows:
            text = self.tr("Import %n row(s)", "", rows)
            self.primary.setText(grouped(text, rows, formatter))
            self.hint.setText(self.tr("Undo with Ctrl+Z, or later in the list of imports."))
        elif plan.changes_anything:
            self.primary.setText(self.tr("Import"))
            self.hint.setText(self.tr("Undo with Ctrl+Z, or later in the list of imports."))
        else:
            self.primary.setText(self.tr("Nothing to import"))
            self.hint.setText(self.tr("All of this is known already. Nothing would change."))

    def _created_text(self, plan: ImportPlan, formatter: Formatter) -> str:
        numbers: dict[str, int] = {}
        names: list[str] = []
        for table in plan.tables:
            for kind, created in table.created.items():
                numbers[kind] = numbers.get(kind, 0) + len(created)
                names += created
        self._values["created"].setToolTip(", ".join(names[:40]))
        parts = [counted(kind, n, formatter) for kind, n in numbers.items() if n]
        return ", ".join(parts)

    def _closed_text(self, closed: list[ClosedPeriod], formatter: Formatter) -> str:
        if not closed:
            return ""
        lines = [
            self.tr("{month}: {change} in %n deal(s)", "", one.deals).format(
                month=_month_text(one.month, formatter),
                change=formatter.money(one.change, signed=True),
            )
            for one in closed
        ]
        self._values["closed"].setToolTip("\n".join(lines))
        if len(lines) == 1:
            return lines[0]
        total = sum((one.change for one in closed), closed[0].change * 0)
        return self.tr("%n months: {change}", "", len(closed)).format(
            change=formatter.money(total, signed=True)
        )

    def _write(self, key: str, text: str) -> None:
        self._values[key].setText(text)
        self._values[key].setVisible(bool(text))
        self._labels[key].setVisible(bool(text))

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            ("added", self.tr("Will be added")),
            ("changed", self.tr("Will be changed")),
            ("created", self.tr("New names")),
            ("closed", self.tr("Closed periods touched")),
        )

    def _add_row(self, key: str, label: str) -> None:
        at = len(self._values)
        self._labels[key] = text_label(label, Type.SECOND, "muted")
        value = text_label("", Type.SECOND_STRONG)
        value.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._values[key] = value
        self._grid.addWidget(self._labels[key], at, 0)
        self._grid.addWidget(value, at, 1)

    def _lay_out(self) -> None:
        card = frame("card")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.primary, 1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(card)
        column.setContentsMargins(13, 11, 13, 11)
        column.setSpacing(9)
        column.addLayout(self._grid)
        column.addLayout(buttons)
        column.addWidget(self.hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)


def _month_text(month: str, formatter: Formatter) -> str:
    year, _, number = month.partition("-")
    return formatter.month(date(int(year), int(number), 1), year=False)
