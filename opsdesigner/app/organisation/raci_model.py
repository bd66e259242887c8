"""The grid of letters as Qt asks for it: steps down, roles across, a remark at the end of each row."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from opsdesigner.analysis.findings import answering_for
from opsdesigner.analysis.raci import RaciGrid, raci
from opsdesigner.edit.assigning import add_part, assign, take_back
from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import kind_of
from opsdesigner.notation.ownership import RESPONSIBLE, assignments, letter_of

from ..words import one_line, tip, tr
from .role_chips import RoleLook

Index = QModelIndex | QPersistentModelIndex
LETTERS = "RACI"
MEANS = {"R": "does it", "A": "answers for it", "C": "is asked", "I": "is told"}
CELL = Qt.ItemDataRole.UserRole


class Cell(NamedTuple):
    """What is drawn in one place of the grid."""

    letters: str
    colour: str
    two: bool  # more than one answers for this step


def by_lane(model: Model, step: Id, resource: Id) -> bool:
    """Whether somebody does a step because it stands in their lane, and not by an assignment."""
    mine = (link for link in assignments(model, step) if link.source == resource)
    return not any(letter_of(link) == RESPONSIBLE for link in mine)


def toggle(model: Model, step: Id, resource: Id, said: str, letter: str, beside: bool = False) -> str:
    """Gives a letter or takes it back; returns what to tell where neither can be. May raise Refusal.

    R and A go from whoever had them, unless one more is to have them beside.
    """
    if letter in said:
        if letter == RESPONSIBLE and by_lane(model, step, resource):
            return tr("{} does this by lane: move the step, or give it to another.").format(title(model, resource))
        take_back(model, [step], resource, letter)
    elif beside:
        add_part(model, step, resource, letter)
    else:
        assign(model, [step], resource, letter)
    return ""


class RaciModel(QAbstractTableModel):
    """One process of one state of a document."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model: Model | None = None
        self.grid = RaciGrid("", (), (), {})
        self.look = RoleLook(Model(), ())
        self._answering: dict[Id, int] = {}

    def show_process(self, model: Model | None, process: Id, more: tuple[Id, ...]) -> None:
        """The grid of a process; some roles have a column though they have no part yet."""
        self.beginResetModel()
        self.model = model
        if model is None or not process:
            self.grid, self.look = RaciGrid("", (), (), {}), RoleLook(Model(), ())
        else:
            self.grid = raci(model, process)
            known = (id for id in more if model.get(id, Node) is not None)
            self.look = RoleLook(model, tuple(dict.fromkeys((*self.grid.resources, *known))))
            self._answering = {step: len(answering_for(model, step)) for step in self.grid.steps}
        self.endResetModel()

    def step(self, index: Index) -> Id:
        return self.grid.steps[index.row()] if index.isValid() else ""

    def resource(self, index: Index) -> Id:
        """Whose column it is; "" for the remarks."""
        return self.look.ids[index.column()] if index.isValid() and index.column() < len(self.look.ids) else ""

    def letters(self, index: Index) -> str:
        return self.grid.at(self.resource(index), self.step(index))

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.grid.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.grid.steps else len(self.look.ids) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        resource = self.resource(index)
        if not resource:
            return self._remark(self.step(index)) if role == Qt.ItemDataRole.DisplayRole else None
        if role == CELL:
            two = self._answering.get(self.step(index), 0) > 1
            return Cell(self.letters(index), self.look.colours[index.column()], two)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.letters(index)
        if role == Qt.ItemDataRole.ToolTipRole or role == Qt.ItemDataRole.AccessibleTextRole:
            return tip(self._said(index)) if role == Qt.ItemDataRole.ToolTipRole else self._said(index)
        return None

    def _said(self, index: Index) -> str:
        """A place of the grid in words."""
        name, letters = self.look.names[index.column()], self.letters(index)
        step = self.headerData(index.row(), Qt.Orientation.Vertical)
        if not letters:
            return tr("{} has no part in {}").format(name, step)
        means = [tr(MEANS[letter]) for letter in letters]
        lane = "R" in letters and self.model is not None and by_lane(self.model, self.step(index), self.resource(index))
        return f"{name}, {step}: {', '.join(means)}{tr(', by lane') if lane else ''}"

    def _remark(self, step: Id) -> str:
        answering = self._answering.get(step, 0)
        if answering > 1:
            return tr("two answer for it") if answering == 2 else tr("{} answer for it").format(answering)
        if not any("R" in self.grid.at(each, step) for each in self.grid.resources):
            return tr("nobody does it")
        said = sum(map(bool, self._answering.values()))
        return tr("nobody answers for it") if not answering and said * 2 >= len(self._answering) else ""

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or self.model is None:
            return None
        if way == Qt.Orientation.Horizontal:
            text = self.look.names[section] if section < len(self.look.names) else ""
        else:
            step = self.grid.steps[section]
            node = self.model.get(step, Node)
            text = title(self.model, step) or (tr(kind_of(node.kind).label) if node is not None else "")
        return one_line(text) if role == Qt.ItemDataRole.DisplayRole else tip(text)
