"""The tree of the outline panel: the process, to look through, filter, rename and jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from opsdesigner.model import Change, Id, Link, Model, Node
from opsdesigner.model.queries import subject, title
from opsdesigner.notation.kinds import KINDS

from ..icons import icon
from ..words import tr
from .tree import Item, tree

if TYPE_CHECKING:
    from ..window import MainWindow

Index = QModelIndex | QPersistentModelIndex
CALM = 150  # ms after a change before the tree is made anew
ICONS = {
    "step": "task",
    "start": "event",
    "end": "end",
    "event": "eventmid",
    "boundary": "eventmid",
    "gateway": "gateway",
    "pool": "pool",
    "lane": "lane",
    "data": "data",
    "store": "store",
    "process": "outline",
    "role": "role",
    "unit": "unit",
}


class OutlineModel(QAbstractItemModel):
    """The tree over a document's records; it keeps ids only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.model: Model | None = None
        self._root = Item("", None)
        self._items: dict[Id, Item] = {}

    def show_model(self, model: Model | None) -> None:
        self.beginResetModel()
        self.model = model
        self._root = tree(model) if model is not None else Item("", None)
        self._items = {}
        pending = list(self._root.children)
        while pending:
            item = pending.pop()
            self._items[item.id] = item
            pending.extend(item.children)
        self.endResetModel()

    def index_of(self, id: Id) -> QModelIndex:
        item = self._items.get(id)
        return self.createIndex(item.row, 0, item) if item else QModelIndex()

    def id_at(self, index: Index) -> Id:
        return self._item(index).id

    def renamed(self, id: Id) -> None:
        index = self.index_of(id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _item(self, index: Index) -> Item:
        item = index.internalPointer() if index.isValid() else None
        return item if isinstance(item, Item) else self._root

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return len(self._item(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        below = self._item(parent).children
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        over = self._item(index).parent
        return self.createIndex(over.row, 0, over) if over is not None and over.id else QModelIndex()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        model, id = self.model, self._item(index).id
        node = model.get(id, Node) if model is not None else None
        if model is None or node is None:
            return None
        kind = KINDS[node.kind]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            name = title(model, id)
            return name if role == Qt.ItemDataRole.EditRole else " ".join(name.split()) or f"({tr(kind.label)})"
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(ICONS.get(kind.family, "task"), QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title(model, id)}, {tr(kind.label)}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if self.model is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        from opsdesigner.edit.context import Refusal
        from opsdesigner.edit.draw import rename

        if value != title(self.model, self._item(index).id):
            try:
                rename(self.model, self._item(index).id, value)
            except Refusal:  # the canvas says why
                return False
        return True


def _place(node: Node) -> tuple[Id, Id, Id]:
    return node.parent, node.lane, node.host


class Outline(QWidget):
    """Selecting here selects on the canvas, and the other way round."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._stale, self._busy = window, False, False
        self.filter, self.tree, self.rows = QLineEdit(self), QTreeView(self), OutlineModel(self)
        self.tree.setObjectName("outlineTree")
        self.sieve = QSortFilterProxyModel(self)
        self.sieve.setSourceModel(self.rows)
        self.sieve.setRecursiveFilteringEnabled(True)
        self.sieve.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.empty = QLabel(tr("The same process as a list. Draw the first step and it appears here."), self)
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CALM)
        self._later.timeout.connect(self.fill)
        self.filter.textChanged.connect(self._filtered)
        self.tree.selectionModel().selectionChanged.connect(self._picked)
        self.tree.activated.connect(lambda _: self._window.view.setFocus())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter the outline"))
        self.filter.setClearButtonEnabled(True)
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        tree_view = self.tree
        tree_view.setModel(self.sieve)
        tree_view.setAccessibleName(tr("Outline as a tree"))
        tree_view.setHeaderHidden(True)
        tree_view.setUniformRowHeights(True)
        tree_view.setIndentation(16)
        tree_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        tree_view.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        for part in (self.filter, self.empty, tree_view):
            column.addWidget(part)
        column.setStretchFactor(tree_view, 1)

    # following

    def show_model(self) -> None:
        self._stale = True
        self.fill()

    def follow(self, change: Change) -> None:
        if change.touches(Node, Link):
            for id, (before, after) in change.records.items():
                if type(before) is Node and type(after) is Node and _place(before) == _place(after):
                    self.rows.renamed(id)
                elif type(before or after) in (Node, Link):
                    self._stale = True
                    break
        if self._stale:
            self._later.start()

    def showEvent(self, event: object) -> None:
        self.fill()

    def fill(self) -> None:
        """Makes the tree anew, if it is stale and seen; what was folded stays folded."""
        document = self._window.document
        if document is None:
            self.rows.show_model(None)
            return
        if not self._stale or not self.isVisible():
            return
        self._stale = False
        folded = self._folded()
        self._busy = True
        self.rows.show_model(document.model)
        self.tree.expandAll()
        for id in folded:
            self.tree.collapse(self.sieve.mapFromSource(self.rows.index_of(id)))
        self._busy = False
        self.empty.setVisible(self.rows.rowCount() == 0)
        self.selection_changed()

    def _folded(self) -> list[Id]:
        found, pending = [], [QModelIndex()]
        while pending:
            at = pending.pop()
            for row in range(self.sieve.rowCount(at)):
                index = self.sieve.index(row, 0, at)
                if self.sieve.rowCount(index):
                    pending.append(index)
                    if not self.tree.isExpanded(index):
                        found.append(self.rows.id_at(self.sieve.mapToSource(index)))
        return found

    def _filtered(self, text: str) -> None:
        self.sieve.setFilterFixedString(text)
        self.tree.expandAll()

    def selection_changed(self) -> None:
        """Shows what is selected on the canvas."""
        if self._busy or self._stale or not self.isVisible() or self._window.document is None:
            return
        self._busy = True
        model, picked = self._window.document.model, self.tree.selectionModel()
        picked.clearSelection()
        ids = self._window.view.selection()
        for id in ids if len(ids) <= 200 else ():
            record = subject(model, id)
            index = self.sieve.mapFromSource(self.rows.index_of(record.id)) if record else QModelIndex()
            if index.isValid():
                picked.select(index, QItemSelectionModel.SelectionFlag.Select)
                self.tree.scrollTo(index)
        self._busy = False

    def _picked(self) -> None:
        if self._busy or self._window.document is None:
            return
        self._busy = True
        chosen = [self.sieve.mapToSource(index) for index in self.tree.selectionModel().selectedIndexes()]
        ids = [self.rows.id_at(index) for index in chosen]
        if len(ids) == 1:
            self._window.twin.reveal(ids[0])
        else:
            self._window.select_nodes(ids)
        self._busy = False
