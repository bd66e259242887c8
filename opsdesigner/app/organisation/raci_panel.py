"""Who does what: the letters of a process in a grid, edited in place by keyboard and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu

from opsdesigner.edit.assigning import take_back
from opsdesigner.edit.ends import Refusal
from opsdesigner.model import Id, Node
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import RESOURCES
from opsdesigner.notation.organisation import named
from opsdesigner.notation.ownership import resources
from opsdesigner.tables.grids import raci_table
from opsdesigner.tables.writing import Grid

from ..words import tr
from .letter_table import LetterTable
from .raci_model import LETTERS, MEANS, RaciModel, toggle
from .table_panel import TablePanel

if TYPE_CHECKING:
    from ..window import MainWindow


class RaciPanel(TablePanel):
    """Selection goes with the canvas, both ways."""

    what = "RACI"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("raciPanel")
        self._more: tuple[Id, ...] = ()  # who has a column without a part
        self._following = False
        self.grid_model = RaciModel(self)
        self.table = LetterTable(self.grid_model, self)
        self.add, self.none = QLineEdit(self), self.empty_words()
        self.add.setPlaceholderText(tr("+ role"))
        self.add.setAccessibleName(tr("Add a role, unit or person"))
        self.names = QStringListModel(self)
        completer = QCompleter(self.names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.add.setCompleter(completer)
        self.add.returnPressed.connect(self.add_named)
        self.note.setText(tr("R does it, A answers for it, C is asked, I is told. Type a letter; arrows move."))
        self.head.addWidget(self.add)
        self.head.addWidget(self.export)
        self.column.addWidget(self.none)
        self.column.addWidget(self.table, 1)
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.letter.connect(self.press)
        self.table.clear_cell.connect(self.clear)
        self.table.menu_wanted.connect(self.show_menu)

    def refill(self) -> None:
        """The grid of the chosen process; the place in it stays."""
        model, at = self.model, self.table.currentIndex()
        step, resource = self.grid_model.step(at), self.grid_model.resource(at)
        self._following = True
        self.grid_model.show_process(model, self.chosen(), self._more)
        self.table.fit()
        self._go(step, resource)
        self._following = False
        self.names.setStringList(sorted({node.name for node in resources(model) if node.name}) if model else [])
        some = bool(self.grid_model.grid.steps)
        self.none.setText(tr("No steps yet: who does what is asked of the steps of a process."))
        self.none.setVisible(not some)
        self.table.setVisible(some)

    def _go(self, step: Id, resource: Id = "") -> None:
        """Makes a place of the grid the current one, where it is there."""
        steps, who = self.grid_model.grid.steps, self.grid_model.look.ids
        if step in steps:
            column = who.index(resource) if resource in who else max(0, self.table.currentIndex().column())
            self.table.setCurrentIndex(self.grid_model.index(steps.index(step), column))

    # the canvas

    def selection_changed(self) -> None:
        """The step that is selected on the canvas, in whichever process it is."""
        model = self.model
        if model is None or not self.isVisible() or self._following:
            return
        ids = self._window.view.selection()
        chosen = subject(model, next(iter(ids))) if len(ids) == 1 else None
        if chosen is None:
            return
        self._following = True
        if chosen.id not in self.grid_model.grid.steps:
            self.fill_processes()
            if self.chosen() != self.grid_model.grid.process:
                self.grid_model.show_process(model, self.chosen(), self._more)
                self.table.fit()
        if isinstance(chosen, Node) and chosen.id in self.grid_model.look.ids:
            self._go(self.grid_model.step(self.table.currentIndex()), chosen.id)
        self._go(chosen.id)
        self._following = False

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        """The row the user went to is selected on the canvas."""
        if not self._following and index.isValid() and index.row() != before.row():
            self._following = True
            self.point(self.grid_model.step(index))
            self._following = False

    # editing

    def press(self, index: QModelIndex, letter: str, beside: bool) -> None:
        """A letter given or taken back, as one undo step."""
        model, step, resource = self.model, self.grid_model.step(index), self.grid_model.resource(index)
        if model is None or not step or not resource:
            return
        self._keep(resource)
        try:
            told = toggle(model, step, resource, self.grid_model.letters(index), letter, beside)
        except Refusal as refusal:
            told = str(refusal)
        if told:
            self._window.status.show_hint(told)
        self.fill()

    def clear(self, index: QModelIndex) -> None:
        """Takes all parts of one in a step back."""
        model, step, resource = self.model, self.grid_model.step(index), self.grid_model.resource(index)
        if model is None or not step or not resource:
            return
        self._keep(resource)
        before, told = model.version, ""
        try:
            take_back(model, [step], resource)
            if model.version == before and self.grid_model.letters(index):
                told = toggle(model, step, resource, "R", "R")
        except Refusal as refusal:
            told = str(refusal)
        if told:
            self._window.status.show_hint(told)
        self.fill()

    def _keep(self, resource: Id) -> None:
        """A column does not go when the last letter in it does."""
        self._more = tuple(dict.fromkeys((*self._more, resource)))

    def add_named(self) -> None:
        """A column for somebody by name."""
        model, name = self.model, self.add.text().strip()
        if model is None or not name:
            return
        node = named(model, name, RESOURCES)
        if node is None:
            self._window.status.show_hint(tr("Nobody is called “{}”.").format(name))
            return
        self.add.clear()
        self._keep(node.id)
        self.refill()
        self._go(self.grid_model.step(self.table.currentIndex()) or self.grid_model.grid.steps[0], node.id)
        self.table.setFocus()

    def show_menu(self, index: QModelIndex, at: QPoint) -> None:
        """The letters to choose from, those given ticked."""
        if not self.grid_model.resource(index):
            return
        menu, letters = QMenu(self), self.grid_model.letters(index)
        menu.setObjectName("lettersMenu")
        for letter in LETTERS:
            action = menu.addAction(f"{letter}  {tr(MEANS[letter])}")
            action.setCheckable(True)
            action.setChecked(letter in letters)
            action.triggered.connect(lambda _=False, letter=letter: self.press(index, letter, False))
        menu.addSeparator()
        menu.addAction(tr("Nothing"), lambda: self.clear(index))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def grid(self) -> Grid:
        model = self.model
        if model is None or not self.chosen():
            return Grid("RACI", (), [])
        return raci_table(model, self.chosen(), self._more)
