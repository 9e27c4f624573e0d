"""What the user decided about the file that is being imported, and the options that it makes.

Only decisions are kept, so that everything else is detected anew with each plan.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from kpidesk.domain.tables import Question
from kpidesk.services.importing.plan import ImportOptions, TablePlan

_EVERY_ROW = ""
_SCALE = "*"


@dataclass
class ImportChoices:
    """Decisions on sheet, kind, columns and readings; a part that is empty is detected."""

    sheet: str | None = None
    kind: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def choose_sheet(self, sheet: str | None) -> None:
        """Import one sheet, or with None all of them; what was decided on columns goes."""
        self.sheet, self.kind = sheet, None
        self.columns, self.values = {}, {}
        self.dates = self.decimal = None

    def choose_kind(self, kind: str) -> None:
        """Read the rows as another kind; columns are detected anew."""
        self.kind = kind
        self.columns, self.values = {}, {}

    def map_column(self, plan: TablePlan, header: str, field_name: str | None) -> None:
        """Let a column go to a field, or nowhere. The column that gave the field is freed."""
        self._keep_remembered(plan)
        if field_name:
            for other, taken in plan.mapping.items():
                if taken == field_name and other != header:
                    self.columns[other] = ""
        self.columns[header] = field_name or ""

    def answer(self, plan: TablePlan | None, question: Question, value: str) -> None:
        """Take the answer to a question; `value` is that of the choice, or what was typed."""
        if plan is not None:
            self._keep_remembered(plan)
        match question.code:
            case "kind.unknown" | "kind.wide_actuals":
                self.kind = value
            case "dates.order":
                self.dates = value
            case "decimal.sign":
                self.decimal = value
            case "column.missing" | "columns.ambiguous":
                self.columns[value] = question.field
                for choice in question.choices:
                    if question.code == "columns.ambiguous" and choice.value != value:
                        self.columns[choice.value] = ""
            case "words.unknown":
                word, _, meaning = value.rpartition("=")
                self.values.setdefault(question.field, {})[word] = meaning
            case "share.scale" | "period.grain":
                self.values.setdefault(question.field, {})[_SCALE] = value
            case _:
                self.values.setdefault(question.field, {})[_EVERY_ROW] = value

    def as_options(self) -> ImportOptions:
        """The options of the next plan. Loads the detection code: call it within a job."""
        from kpidesk.excel.detect import MappingFile

        mapping = None
        if self.columns or self.values or self.dates or self.decimal:
            mapping = MappingFile(
                kind=self.kind,
                columns=dict(self.columns),
                dates=self.dates,
                decimal=self.decimal,
                values=deepcopy(self.values),
            )
        return ImportOptions(sheet=self.sheet, kind=self.kind, mapping=mapping)

    def copy(self) -> ImportChoices:
        """The decisions as they are now, for a job to read."""
        return deepcopy(self)

    def _keep_remembered(self, plan: TablePlan) -> None:
        """A mapping of one's own puts the remembered one aside, so its parts are taken over."""
        if not plan.remembered:
            return
        known: dict[str, Any] = dict(plan.remember)
        for header, name in dict(known.get("columns") or {}).items():
            self.columns.setdefault(header, name)
        self.dates = self.dates or known.get("dates")
        self.decimal = self.decimal or known.get("decimal")
        for name, words in dict(known.get("values") or {}).items():
            self.values[name] = {**words, **self.values.get(name, {})}
