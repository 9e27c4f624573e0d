"""What the user decided about the file that is being imported, and the options that it makes.

Only decisions are kept, so that everything else is detected anew with each plan.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpidesk.domain.tables import Question
from kpidesk.services.importing.plan import ImportOptions, TablePlan

if TYPE_CHECKING:
    from kpidesk.excel.detect import MappingFile

_EVERY_ROW = ""
_SCALE = "*"


@dataclass
class SheetChoices:
    """Decisions on the columns of one sheet and how they are read."""

    columns: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.columns or self.values or self.dates or self.decimal)

    def take_over(self, known: dict[str, Any]) -> None:
        """Decide what a remembered mapping says, as far as nothing else was decided."""
        for header, name in dict(known.get("columns") or {}).items():
            self.columns.setdefault(header, name)
        self.dates = self.dates or known.get("dates")
        self.decimal = self.decimal or known.get("decimal")
        for name, words in dict(known.get("values") or {}).items():
            self.values[name] = {**words, **self.values.get(name, {})}

    def as_mapping(self, kind: str | None) -> MappingFile:
        """The decisions as a mapping file has them."""
        from kpidesk.excel.detect import MappingFile

        return MappingFile(
            kind=kind,
            columns=dict(self.columns),
            dates=self.dates,
            decimal=self.decimal,
            values=deepcopy(self.values),
        )


@dataclass
class ImportChoices:
    """Decisions on sheet, kind, columns and readings; a part that is empty is detected.

    Columns and readings are decided for each sheet by itself, by its name; under None are those
    that were made before any sheet was understood, which hold for all others.
    """

    sheet: str | None = None
    kind: str | None = None
    sheets: dict[str | None, SheetChoices] = field(default_factory=dict)

    def choose_sheet(self, sheet: str | None) -> None:
        """Import one sheet, or with None all of them; what was decided on columns goes."""
        self.sheet, self.kind = sheet, None
        self.sheets = {}

    def choose_kind(self, kind: str) -> None:
        """Read the rows as another kind; columns are detected anew."""
        self.kind = kind
        for own in self.sheets.values():
            own.columns, own.values = {}, {}

    def map_column(self, plan: TablePlan, header: str, field_name: str | None) -> None:
        """Let a column go to a field, or nowhere. The column that gave the field is freed."""
        own = self._of(plan)
        if field_name:
            for other, taken in plan.mapping.items():
                if taken == field_name and other != header:
                    own.columns[other] = ""
        own.columns[header] = field_name or ""

    def answer(self, plan: TablePlan | None, question: Question, value: str) -> None:
        """Take the answer to a question; `value` is that of the choice, or what was typed."""
        own = self._of(plan)
        match question.code:
            case "kind.unknown" | "kind.wide_actuals":
                self.kind = value
            case "dates.order":
                own.dates = value
            case "decimal.sign":
                own.decimal = value
            case "column.missing" | "columns.ambiguous":
                own.columns[value] = question.field
                for choice in question.choices:
                    if question.code == "columns.ambiguous" and choice.value != value:
                        own.columns[choice.value] = ""
            case "words.unknown":
                word, _, meaning = value.rpartition("=")
                own.values.setdefault(question.field, {})[word] = meaning
            case "share.scale" | "period.grain":
                own.values.setdefault(question.field, {})[_SCALE] = value
            case _:
                own.values.setdefault(question.field, {})[_EVERY_ROW] = value

    def as_options(self) -> ImportOptions:
        """The options of the next plan. Loads the detection code: call it within a job."""
        mappings = {name: own.as_mapping(self.kind) for name, own in self.sheets.items() if own}
        return ImportOptions(
            sheet=self.sheet,
            kind=self.kind,
            mapping=mappings.pop(None, None),
            mappings={name: mapping for name, mapping in mappings.items() if name is not None},
        )

    def copy(self) -> ImportChoices:
        """The decisions as they are now, for a job to read."""
        return deepcopy(self)

    def _of(self, plan: TablePlan | None) -> SheetChoices:
        """The decisions on a plan's sheet.

        A mapping of one's own puts the remembered one aside, so its parts are taken over.
        """
        if plan is None:
            return self.sheets.setdefault(None, SheetChoices())
        if plan.sheet not in self.sheets:
            general = self.sheets.get(None, SheetChoices())
            speaks_of_it = general.columns.keys() <= {column.header for column in plan.columns}
            self.sheets[plan.sheet] = deepcopy(general) if speaks_of_it else SheetChoices()
        own = self.sheets[plan.sheet]
        if plan.remembered:
            own.take_over(dict(plan.remember))
        return own
