"""The third step: what each column means, and what the program is unsure of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Question
from kpidesk.services.importing.plan import ImportPlan, TablePlan
from kpidesk.ui.formatting import Formatter
from kpidesk.ui.models.import_columns import column_heads
from kpidesk.ui.models.import_texts import cell_text, field_word, kind_word
from kpidesk.ui.theme.fonts import Type
from kpidesk.ui.theme.theme import Theme
from kpidesk.ui.widgets.caret_combo import CaretCombo
from kpidesk.ui.widgets.import_question import ImportQuestion
from kpidesk.ui.widgets.labels import ElidedLabel, frame, push_button, separator, text_label
from kpidesk.ui.widgets.tab_order import tab_stops, tab_through

_CELLS = 3
_MOST_COLUMNS = 80


class ImportColumns(QWidget):
    """Questions first, then names taken as the same, then a card of columns for each table."""

    column_mapped = Signal(object, str, object)
    answered = Signal(object, object, str)
    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, formatter: Formatter) -> None:
        super().__init__()
        self._theme = theme
        self._formatter = formatter
        self._content = QVBoxLayout()
        self._content.setSpacing(10)
        self.questions: list[ImportQuestion] = []
        self.combos: list[QComboBox] = []
        self._tables: dict[QComboBox, TablePlan] = {}
        self.next = push_button(self.tr("Check"), primary=True)
        self.back = push_button(self.tr("Back"))
        self.next.clicked.connect(self.next_requested)
        self.back.clicked.connect(self.back_requested)
        self._lay_out()

    def set_plan(self, plan: ImportPlan, formatter: Formatter) -> None:
        """Show another plan."""
        self._formatter = formatter
        _empty(self._content)
        self.questions, self.combos, self._tables = [], [], {}
        asked = [(table, one) for table in plan.tables for one in table.questions]
        if asked:
            self._content.addWidget(self._questions_card(asked, len(plan.tables) > 1))
        if any(table.aliases for table in plan.tables):
            self._content.addWidget(self._aliases_card(plan))
        for table in plan.tables:
            self._content.addWidget(self._columns_card(table))
        self._content.addStretch(1)
        answers = [stop for question in self.questions for stop in tab_stops(question)]
        tab_through([*answers, *self.combos, self.back, self.next])

    def focus_question(self) -> None:
        """Put the focus on the first open question."""
        if self.questions:
            self.questions[0].focus_answer()

    def _questions_card(self, asked: list[tuple[TablePlan, Question]], several: bool) -> QFrame:
        card, inside = _card(self.tr("To be answered"))
        for at, (table, question) in enumerate(asked):
            if at:
                inside.addWidget(separator())
            if several:
                inside.addWidget(text_label(table.sheet, Type.HEAD, "faint"))
            widget = ImportQuestion(question, table, self._formatter, self._theme)
            widget.answered.connect(self.answered)
            self.questions.append(widget)
            inside.addWidget(widget)
        return card

    def _aliases_card(self, plan: ImportPlan) -> QFrame:
        card, inside = _card(self.tr("Taken as the same"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        notes = [alias for table in plan.tables for alias in table.aliases]
        for at, alias in enumerate(notes[:_MOST_COLUMNS]):
            text = self.tr("“{written}” is “{name}”").format(
                written=alias.written, name=alias.means
            )
            grid.addWidget(text_label(text, Type.BODY), at, 0)
            grid.addWidget(text_label(kind_word(alias.list), Type.SECOND, "muted"), at, 1)
        inside.addLayout(grid)
        hint = self.tr("With the import you confirm it, and it is kept for the next workbook.")
        inside.addWidget(text_label(hint, Type.SECOND, "muted"))
        return card

    def _columns_card(self, table: TablePlan) -> QFrame:
        title = self.tr("{sheet}: {kind}").format(sheet=table.sheet, kind=kind_word(table.kind))
        card, inside = _card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 3)  # the choice stands near the cells that it is about
        grid.setColumnStretch(5, 2)
        for at, width in ((0, 22), (1, 150), (2, 200), (3, 170), (4, 110)):
            grid.setColumnMinimumWidth(at, width)
        heads = ("", self.tr("Heading"), self.tr("First cells"), self.tr("Goes to"), "")
        for at, text in enumerate(heads):
            grid.addWidget(text_label(text, Type.HEAD, "faint"), 0, at)
        columns = column_heads(table, self._formatter)[:_MOST_COLUMNS]
        for row, (head, column) in enumerate(zip(columns, table.columns, strict=False), start=1):
            grid.addWidget(text_label(head.letter, Type.BODY, "muted"), row, 0)
            grid.addWidget(text_label(head.header, Type.BODY_MEDIUM), row, 1)
            filled = [value for value in column.values[:100] if value is not None][:_CELLS]
            cells = "   ·   ".join(cell_text(one, self._formatter, head.decimals) for one in filled)
            sample = ElidedLabel(Type.SECOND, "muted")
            sample.set_whole(cells)
            grid.addWidget(sample, row, 2)
            grid.addWidget(self._combo(table, head.header, head.field), row, 3)
            grid.addWidget(text_label(head.read_as, Type.SECOND, "muted"), row, 4)
        inside.addLayout(grid)
        return card

    def _combo(self, table: TablePlan, header: str, chosen: str | None) -> QComboBox:
        combo = CaretCombo(self._theme)
        combo.setMinimumWidth(170)
        combo.addItem(self.tr("– left out –"), None)
        names = list(KINDS[table.kind].field_names)
        if chosen and chosen not in names:
            names.append(chosen)
        for name in names:
            combo.addItem(field_word(name), name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setAccessibleName(self.tr("“{header}” goes to").format(header=header))
        combo.setProperty("header", header)
        combo.activated.connect(self._map)
        self._tables[combo] = table
        self.combos.append(combo)
        return combo

    @Slot(int)
    def _map(self, at: int) -> None:
        combo = self.sender()
        if isinstance(combo, QComboBox):
            table = self._tables[combo]
            self.column_mapped.emit(table, str(combo.property("header")), combo.itemData(at))

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        page.setLayout(self._content)
        self._content.setContentsMargins(16, 12, 16, 12)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(page)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 12)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addLayout(buttons)


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = frame("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(14, 11, 14, 12)
    inside.setSpacing(7)
    inside.addWidget(text_label(title, Type.CARD_TITLE))
    return card, inside


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
