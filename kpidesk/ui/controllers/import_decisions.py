"""The user's decisions on a file, gathered from the pages of the import."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kpidesk.domain.tables import Question
from kpidesk.services.importing.plan import TablePlan
from kpidesk.ui.models.import_choices import ImportChoices
from kpidesk.ui.views.import_view import ImportView


class ImportDecisions(QObject):
    """`changed` after every decision: the file is to be planned anew."""

    changed = Signal()

    def __init__(self, view: ImportView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = ImportChoices()
        self._planned = ImportChoices()
        view.sheets.sheet_chosen.connect(self._choose_sheet)
        view.sheets.kind_chosen.connect(self._choose_kind)
        view.columns.column_mapped.connect(self._map_column)
        view.columns.answered.connect(self._answer)
        view.check.column_mapped.connect(self._map_column)

    @property
    def sheet(self) -> str | None:
        """The one sheet that is imported; None for all."""
        return self._now.sheet

    def snapshot(self) -> ImportChoices:
        """The decisions as they are now, for a job to read."""
        return self._now.copy()

    def forget(self) -> None:
        """Begin with another file."""
        self._now, self._planned = ImportChoices(), ImportChoices()

    def keep(self) -> None:
        """A plan was made with the decisions as they are."""
        self._planned = self._now.copy()

    def put_back(self) -> None:
        """Return to the decisions of the last plan: the newer ones led nowhere."""
        self._now = self._planned.copy()

    @Slot(object)
    def _choose_sheet(self, sheet: str | None) -> None:
        self._now.choose_sheet(sheet)
        self.changed.emit()

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        self._now.choose_kind(kind)
        self.changed.emit()

    @Slot(object, str, object)
    def _map_column(self, plan: TablePlan, header: str, field: str | None) -> None:
        self._now.map_column(plan, header, field)
        self.changed.emit()

    @Slot(object, object, str)
    def _answer(self, plan: TablePlan, question: Question, value: str) -> None:
        self._now.answer(plan, question, value)
        self.changed.emit()
