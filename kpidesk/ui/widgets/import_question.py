"""A question about the file, in plain words, with its answers as a choice of one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.tables import Choice, Question
from kpidesk.services.importing.plan import TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_texts import cell_text
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.labels import push_button, text_label

_MOST_BUTTONS = 8
_FIRST = range(5)


class ImportQuestion(QWidget):
    """One question; `answered` carries it with its table and the answer's value."""

    answered = Signal(object, object, str)

    def __init__(
        self, question: Question, plan: TablePlan, formatter: Formatter, theme: Theme
    ) -> None:
        super().__init__()
        self.question = question
        self._plan = plan
        message = text_label(question.message, Type.BODY_STRONG)
        message.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 6)
        self._column.setSpacing(4)
        self._column.addWidget(message)
        cells = _first_cells(plan, question.column, formatter)
        if cells:
            text = self.tr("First cells: {cells}").format(cells="   ·   ".join(cells))
            self._column.addWidget(text_label(text, Type.SECOND, "muted"))
        self._group = QButtonGroup(self)
        self.combo: CaretCombo | None = None
        self._choices = _distinct(question)
        if len(self._choices) > _MOST_BUTTONS:
            self._offer_list(theme)
        else:
            self._offer_buttons()
        if not question.choices:
            self._ask_in_words(question)

    def _offer_buttons(self) -> None:
        for at, choice in enumerate(self._choices):
            button = QRadioButton(choice.label)
            self._group.addButton(button, at)
            self._column.addWidget(button)
        self._group.idClicked.connect(self._choose)

    def _offer_list(self, theme: Theme) -> None:
        self.combo = CaretCombo(theme)
        self.combo.setAccessibleName(self.question.message)
        self.combo.setPlaceholderText(self.tr("Choose one"))
        self.combo.setMaximumWidth(320)
        for choice in self._choices:
            self.combo.addItem(choice.label)
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(self._choose)
        self._column.addWidget(self.combo)

    def focus_answer(self) -> None:
        """Put the focus on the first answer."""
        buttons = self._group.buttons()
        first = self.combo or (buttons[0] if buttons else self.field)
        first.setFocus()

    def _ask_in_words(self, question: Question) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field: QLineEdit | QDateEdit
        if question.code == "date.missing":
            self.field = QDateEdit(QDate.currentDate())
            self.field.setCalendarPopup(True)
            label = QLabel(self.tr("One date for all rows"))
        else:
            self.field = QLineEdit(str(date.today().year))
            self.field.returnPressed.connect(self._take)
            label = QLabel(self.tr("For all rows"))
        self.field.setAccessibleName(question.message)
        self.field.setMaximumWidth(150)
        label.setBuddy(self.field)
        self.take = push_button(self.tr("Use it"))
        self.take.clicked.connect(self._take)
        row.addWidget(label)
        row.addWidget(self.field)
        row.addWidget(self.take)
        row.addStretch(1)
        self._column.addLayout(row)

    @Slot(int)
    def _choose(self, at: int) -> None:
        self.answered.emit(self._plan, self.question, self._choices[at].value)

    @Slot()
    def _take(self) -> None:
        if isinstance(self.field, QDateEdit):
            text = self.field.date().toString("yyyy-MM-dd")
        else:
            text = self.field.text().strip()
        if text:
            self.answered.emit(self._plan, self.question, text)


def _distinct(question: Question) -> tuple[Choice, ...]:
    """The choices, those that say the same in other letters once."""
    found: dict[str, Choice] = {}
    for choice in question.choices:
        found.setdefault(choice.label.casefold(), choice)
    return tuple(found.values())


def _first_cells(plan: TablePlan, header: str, formatter: Formatter) -> list[str]:
    for column in plan.columns:
        if column.header == header:
            filled = (value for value in column.values[:200] if value is not None)
            return [cell_text(value, formatter) for value, _ in zip(filled, _FIRST, strict=False)]
    return []
