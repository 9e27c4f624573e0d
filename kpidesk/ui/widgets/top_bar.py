"""The bar on top: whose figures, which period, how fine, how fresh; and "Find or do"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from kpidesk.domain.periods import Grain, Period
from kpidesk.ui.choices import Choice, ScopeChoices
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.fonts import Type, font_of
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.caret_button import CaretButton
from kpidesk.ui.widgets.data_chip import DataChip
from kpidesk.ui.widgets.labels import frame, text_label, tool_button
from kpidesk.ui.words import GRAINS, grain_word

if TYPE_CHECKING:
    from kpidesk.domain.targets import Scope
    from kpidesk.ui.widgets.choice_list import ChoicePopup
    from kpidesk.ui.widgets.period_picker import PeriodPicker

HEIGHT = 50
_LONGEST_NAME = 22
_SHORT_NAME = 9


class TopBar(QFrame):
    """Emits wishes; what is shown is set from outside."""

    scope_chosen = Signal(object)
    period_chosen = Signal(object)
    period_stepped = Signal(int)
    grain_chosen = Signal(object)
    find_requested = Signal()
    import_requested = Signal()

    def __init__(self, theme: Theme, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self._formatter = formatter
        self._choices = ScopeChoices("KPIDesk")
        self._scope: Scope | None = None
        self._period: Period | None = None
        self._fiscal_start = 1
        self._longest = _LONGEST_NAME
        self._popup: ChoicePopup | None = None
        self._picker: PeriodPicker | None = None
        self._scopes = {level: CaretButton(theme) for level in ("org", "team", "rep", "customer")}
        self._scopes["org"].setFont(font_of(Type.BODY_STRONG))
        self._period_button = CaretButton(theme, Type.BODY_STRONG)
        self.grains = QButtonGroup(self)
        self.data = DataChip(theme, formatter)
        self._find = tool_button(self.tr("Find or do"), "plain")
        self._scope_field = self._make_scope_field()
        self._period_field = self._make_period_field()
        self._grain_field = self._make_grain_field()
        self._find_field = self._make_find_field()
        self._lay_out()
        theme.theme_changed.connect(self._colour)
        self._colour()
        self._write_scope()

    def set_choices(self, choices: ScopeChoices, fiscal_start: int = 1) -> None:
        """The teams, reps and customers that can be chosen."""
        self._choices, self._fiscal_start = choices, fiscal_start
        for level, offered in self._offered().items():
            self._scopes[level].setEnabled(bool(offered))
        self._write_scope()

    def set_selection(self, scope: Scope, period: Period, title: str, grain: Grain) -> None:
        """What is chosen; `title` is how the page names the period."""
        self._scope, self._period = scope, period
        self._period_button.setText(title)
        self._period_button.setAccessibleName(self.tr("Period: {period}").format(period=title))
        for button in self.grains.buttons():
            button.setChecked(self._grain_of(button) is grain)
        self._write_scope()
        self._fit()

    def set_scoped(self, scoped: bool) -> None:
        """Whether the page that is shown has a use for scope, period and grain."""
        for field in (self._scope_field, self._period_field, self._grain_field):
            field.setVisible(scoped)
        self._fit()

    def set_as_of(self, as_of: date | None, age: int) -> None:
        """To which day the data reaches and how many working days ago that is."""
        self.data.set_as_of(as_of, age)
        self._fit()

    def _offered(self) -> dict[str, Sequence[Choice]]:
        choices = self._choices
        return {"team": choices.teams, "rep": choices.reps, "customer": choices.customers}

    def _write_scope(self) -> None:
        everyone = {
            "org": self._choices.company,
            "team": self.tr("All teams"),
            "rep": self.tr("All reps"),
            "customer": self.tr("All customers"),
        }
        for level, button in self._scopes.items():
            own = self._name_of(level)
            whole = own or everyone[level]
            cut = whole if len(whole) <= self._longest else whole[: self._longest - 1] + "…"
            button.setText(cut)
            button.setToolTip(whole if cut != whole else "")
            button.setAccessibleName(whole)
            strong = own is not None or level == "org"
            button.setProperty("tone", "" if strong else "muted")
            button.setFont(font_of(Type.BODY_STRONG if strong else Type.BODY))
            button.style().unpolish(button)
            button.style().polish(button)

    def _name_of(self, level: str) -> str | None:
        """Whose figures are shown, if they are of this level."""
        return self._scope.name if self._scope and self._scope.level == level else None

    def _make_scope_field(self) -> QFrame:
        field, row = _field("field")
        for at, (level, button) in enumerate(self._scopes.items()):
            if at:
                row.addWidget(text_label("›", Type.BODY, "faint"))
            button.setObjectName(level)
            button.clicked.connect(self._open_scopes)
            row.addWidget(button)
        return field

    def _make_period_field(self) -> QFrame:
        field, row = _field("field")
        self._earlier = tool_button("‹", "plain", Type.BODY_STRONG)
        self._later = tool_button("›", "plain", Type.BODY_STRONG)
        self._earlier.setAccessibleName(self.tr("Period before"))
        self._later.setAccessibleName(self.tr("Period after"))
        self._earlier.setToolTip(self.tr("Period before (Ctrl+[)"))
        self._later.setToolTip(self.tr("Period after (Ctrl+])"))
        self._earlier.clicked.connect(self._step_back)
        self._later.clicked.connect(self._step_forth)
        self._period_button.clicked.connect(self._open_periods)
        for button in (self._earlier, self._period_button, self._later):
            row.addWidget(button)
        return field

    def _make_grain_field(self) -> QFrame:
        field, row = _field("segments")
        for at, grain in enumerate(GRAINS):
            button = tool_button(grain_word(grain), "segment")
            button.setCheckable(True)
            button.setFixedHeight(24)
            self.grains.addButton(button, at)
            row.addWidget(button)
        self.grains.setExclusive(True)
        self.grains.idClicked.connect(self._choose_grain)
        return field

    def _make_find_field(self) -> QFrame:
        field, row = _field("segments")
        self._find_row = row
        self._find.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._find.setIconSize(QSize(15, 15))
        self._find.setProperty("tone", "muted")
        self._find.setToolTip(self.tr("Find a page, rep, customer, KPI or command (Ctrl+K)"))
        self._find.clicked.connect(self.find_requested)
        self._find_key = text_label("Ctrl+K", Type.HINT, "faint")
        self._find_key.setProperty("look", "key")
        row.addWidget(self._find)
        row.addWidget(self._find_key)
        row.addSpacing(3)
        return field

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(9)
        row.addWidget(self._scope_field)
        row.addWidget(self._period_field)
        row.addWidget(self._grain_field)
        row.addStretch(1)
        row.addWidget(self.data)
        row.addWidget(self._find_field)
        self.data.clicked.connect(self.import_requested)

    def _fit(self) -> None:
        """Leave out words, least needed first, until all controls stand in the bar."""
        steps = (self._shorten_find, self._shorten_data, self._shorten_names)
        for shorten in steps:
            shorten(False)
        for shorten in steps:
            if self._wanted_width() <= self.width():
                return
            shorten(True)

    def _wanted_width(self) -> int:
        fields = (
            self._scope_field,
            self._period_field,
            self._grain_field,
            self.data,
            self._find_field,
        )
        shown = [field.sizeHint().width() for field in fields if not field.isHidden()]
        return sum(shown) + 9 * (len(shown) - 1) + 32

    def _shorten_find(self, short: bool) -> None:
        style = Qt.ToolButtonStyle
        self._find.setToolButtonStyle(
            style.ToolButtonIconOnly if short else style.ToolButtonTextBesideIcon
        )
        self._find_key.setVisible(not short)
        self._find_row.activate()

    def _shorten_data(self, short: bool) -> None:
        self.data.set_short(short)

    def _shorten_names(self, short: bool) -> None:
        self._longest = _SHORT_NAME if short else _LONGEST_NAME
        self._write_scope()

    def _grain_of(self, button: QWidget) -> Grain:
        return GRAINS[self.grains.buttons().index(button)]  # type: ignore[arg-type]

    @Slot()
    def _open_scopes(self) -> None:
        button = self.sender()
        if not isinstance(button, QToolButton):
            return
        # The lists come after the first paint: nothing of them is needed for the window itself.
        from kpidesk.domain.targets import Scope
        from kpidesk.ui.widgets.choice_list import ChoicePopup

        level = button.objectName()
        if level == "org":
            self.scope_chosen.emit(Scope())
            return
        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self.tr("Type a name"), self, popup=True)
            self._popup.chosen.connect(self._take_scope)
        everyone = {
            "team": self.tr("All teams"),
            "rep": self.tr("All reps"),
            "customer": self.tr("All customers"),
        }
        first = Choice(everyone[level], value=Scope())
        offered = [first, *self._offered()[level]]
        height = min(420, 66 + 28 * len(offered))
        at = button.mapToGlobal(QPoint(0, button.height() + 6))
        self._popup.open_at(at, QSize(260, height), offered)

    @Slot(object)
    def _take_scope(self, choice: Choice) -> None:
        self.scope_chosen.emit(choice.value)

    @Slot()
    def _open_periods(self) -> None:
        if self._period is None:
            return
        if self._picker is None:
            from kpidesk.ui.widgets.period_picker import PeriodPicker

            self._picker = PeriodPicker(self._formatter, self)
            self._picker.period_chosen.connect(self.period_chosen)
        at = self._period_button.mapToGlobal(QPoint(0, self._period_button.height() + 6))
        self._picker.open_at(at, self._period, self._fiscal_start)

    @Slot()
    def _step_back(self) -> None:
        self.period_stepped.emit(-1)

    @Slot()
    def _step_forth(self) -> None:
        self.period_stepped.emit(1)

    @Slot(int)
    def _choose_grain(self, at: int) -> None:
        self.grain_chosen.emit(GRAINS[at])

    @Slot()
    def _colour(self) -> None:
        self._find.setIcon(self._theme.icon("magnifying-glass"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _field(look: str) -> tuple[QFrame, QHBoxLayout]:
    """A framed group of buttons, 30 px high."""
    field = frame(look)
    field.setFixedHeight(30)
    row = QHBoxLayout(field)
    row.setContentsMargins(3, 2, 3, 2)
    row.setSpacing(1)
    return field, row
