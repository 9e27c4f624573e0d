"""Set a target of any period, with threshold, stretch and note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.errors import KpiDeskError, UsageError
from kpidesk.domain.kpis import KpiDefinition
from kpidesk.domain.numbers import Unit
from kpidesk.domain.pace import Status
from kpidesk.domain.periods import Period, parse_period
from kpidesk.domain.targets import Scope, Target
from kpidesk.services.directory import Directory
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.targets_input import read_value, typed_value
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.hint_band import HintBand
from kpidesk.ui.widgets.labels import push_button, text_label
from kpidesk.ui.words import kpi_label, period_title

_WIDTH = 440


@dataclass(frozen=True, slots=True)
class TargetStart:
    """What the dialog begins with."""

    kpi: str
    scope: Scope
    period: Period
    target: Target | None = None


class TargetDialog(QDialog):
    """Stays open until the target was stored. `submitted` carries it."""

    submitted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        formatter: Formatter,
        directory: Directory,
        definitions: Sequence[KpiDefinition],
        start: TargetStart,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._formatter = formatter
        self._directory = directory
        self._definitions = {one.key: one for one in definitions}
        self.setWindowTitle(self.tr("Set target"))
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.error = HintBand(theme, Status.BEHIND)
        self.error.hide()
        self.kpi = CaretCombo(theme)
        for one in definitions:
            self.kpi.addItem(kpi_label(one), one.key)
        self.scope = CaretCombo(theme)
        self.scope.setEditable(True)
        self.scope.setInsertPolicy(CaretCombo.InsertPolicy.NoInsert)
        self.period = QLineEdit()
        self.value = QLineEdit()
        self.threshold = QLineEdit()
        self.stretch = QLineEdit()
        self.note = QLineEdit()
        self._reads = text_label("", Type.SECOND, "muted")
        self._unit = text_label("", Type.SECOND, "muted")
        self.save = push_button(self.tr("Set target"), primary=True)
        self.save.setDefault(True)
        self.cancel = push_button(self.tr("Cancel"))
        self.save.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self._begin(start)
        self.kpi.currentIndexChanged.connect(self._change_kpi)
        self.period.textChanged.connect(self._read_period)

    def show_error(self, error: KpiDeskError) -> None:
        """Say why the target was not stored."""
        self.error.set_text(error.message)
        self.error.show()
        self.save.setEnabled(True)

    def _definition(self) -> KpiDefinition:
        return self._definitions[str(self.kpi.currentData())]

    def _begin(self, start: TargetStart) -> None:
        self.kpi.setCurrentIndex(max(0, self.kpi.findData(start.kpi)))
        self._offer_scopes(str(start.scope))
        self.period.setText(str(start.period))
        unit = self._definition().unit
        if start.target is not None:
            target = start.target
            self.value.setText(typed_value(target.value, unit, self._formatter))
            self.threshold.setText(typed_value(target.threshold, unit, self._formatter))
            self.stretch.setText(typed_value(target.stretch, unit, self._formatter))
            self.note.setText(target.note)
        self._write_unit()
        self._read_period(self.period.text())
        self.value.setFocus()

    @Slot()
    def _change_kpi(self) -> None:
        self._offer_scopes(str(self.scope.currentData() or ""))
        self._write_unit()

    def _offer_scopes(self, chosen: str) -> None:
        """The organisation, teams, reps and customers at which the KPI makes sense."""
        self.scope.clear()
        definition = self._definition()
        known = (
            ("org", (self._directory.company,)),
            ("team", tuple(team.name for team in self._directory.teams)),
            ("rep", self._directory.reps),
            ("customer", self._directory.customers),
        )
        for level, names in known:
            if definition.allows(level):
                for name in names:
                    scope = Scope(level, None if level == "org" else name)
                    self.scope.addItem(self._scope_text(level, name), str(scope))
        self.scope.setCurrentIndex(max(0, self.scope.findData(chosen)))
        completer = QCompleter(self.scope.model(), self.scope)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.scope.setCompleter(completer)

    def _scope_text(self, level: str, name: str) -> str:
        words = {
            "org": self.tr("{name} (all)"),
            "team": self.tr("{name} (team)"),
            "rep": self.tr("{name}"),
            "customer": self.tr("{name} (customer)"),
        }
        return words[level].format(name=name)

    def _write_unit(self) -> None:
        unit = self._definition().unit
        word = self._formatter.unit(unit) or self.tr("number")
        self._unit.setText(word)
        example = Decimal("0.625") if unit is Unit.PERCENT else Decimal(450000)
        self.value.setPlaceholderText(typed_value(example, unit, self._formatter))

    @Slot(str)
    def _read_period(self, text: str) -> None:
        try:
            period = parse_period(text, self._directory.fiscal_start)
        except UsageError:
            self._reads.setText(self.tr("2026, 2026-Q3, 2026-06, 2026-W20 or first..last"))
            return
        days = (
            self._formatter.day(period.first, year=True),
            self._formatter.day(period.last, year=True),
        )
        text = self.tr("{period}: {first} – {last}")
        title = period_title(period, self._formatter)
        self._reads.setText(text.format(period=title, first=days[0], last=days[1]))

    @Slot()
    def _submit(self) -> None:
        try:
            target = self._target()
        except KpiDeskError as error:
            self.show_error(error)
            return
        self.error.hide()
        self.save.setEnabled(False)
        self.submitted.emit(target)

    def _target(self) -> Target:
        definition = self._definition()
        value = self._number(self.value, definition)
        if value is None:
            self.value.setFocus()
            raise UsageError("target.no_value", self.tr("Give the value that is to be reached."))
        at = self.scope.findText(self.scope.currentText())
        if at < 0:
            text = self.tr("There is nobody called “{name}”. Choose from the list.")
            message = text.format(name=self.scope.currentText())
            raise UsageError("scope.unknown", message)
        return Target(
            definition.key,
            Scope.parse(str(self.scope.itemData(at))),
            parse_period(self.period.text(), self._directory.fiscal_start),
            value,
            self._number(self.threshold, definition),
            self._number(self.stretch, definition),
            self.note.text().strip(),
        )

    def _number(self, field: QLineEdit, definition: KpiDefinition) -> Decimal | None:
        return read_value(field.text(), definition.unit, self._formatter)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&KPI"), self.kpi),
            (self.tr("For &whom"), self.scope),
            (self.tr("&Period"), self.period),
            (self.tr("&Value"), self.value),
            (self.tr("&Threshold"), self.threshold),
            (self.tr("&Stretch"), self.stretch),
            (self.tr("&Note"), self.note),
        )
        for text, field in rows:
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            beside = self._unit if field is self.value else None
            if beside is None:
                form.addRow(label, field)
            else:
                row = QHBoxLayout()
                row.setSpacing(8)
                row.addWidget(field, 1)
                row.addWidget(beside)
                form.addRow(label, row)
            if field is self.period:
                form.addRow("", self._reads)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(self.error)
        column.addLayout(form)
        column.addLayout(buttons)
