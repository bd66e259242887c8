"""All about one role: what it owns and has a part in, from whom it receives, to whom it hands on, in which process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from opsdesigner.analysis.role_card import role_card
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import holders
from opsdesigner.tables.grids import CardRow, card_rows, role_table
from opsdesigner.tables.writing import Grid

from ..style import px
from ..words import one_line, tr
from .role_chips import FittedTable
from .table_panel import TablePanel

if TYPE_CHECKING:
    from ..window import MainWindow

ROW, SIDE, LONGEST = 26, 12, 80  # px of a row and beside its words; letters of a cell
WIDTHS = (180, 420, 240)  # px of a column at most; the last takes what is left
HEADS = ("", "Step", "With", "Process")
Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole


class CardModel(QAbstractTableModel):
    """The lines of a card, as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[CardRow] = []

    def show_rows(self, rows: list[CardRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> object:
        if role not in (Roles.DisplayRole, Roles.ToolTipRole, Roles.AccessibleTextRole):
            return None
        row, column = self.rows[index.row()], index.column()
        if column == 0 and role == Roles.DisplayRole and index.row() and self.rows[index.row() - 1].part == row.part:
            return ""  # said once for all that follow
        words = tr(row.part) if column == 0 else row[column]
        return one_line(words, LONGEST) if role == Roles.DisplayRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal and role == Roles.DisplayRole
        return tr(HEADS[section]) if across and HEADS[section] else None


class CardTable(FittedTable):
    """Rows to walk through; each shows its step or flow on the canvas."""

    def __init__(self, model: CardModel, panel: RolePanel) -> None:
        super().__init__(panel)
        self.setModel(model)
        self.setObjectName("roleTable")
        self.setAccessibleName(tr("All about the role"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)

    def fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        for column, most in enumerate(WIDTHS):
            self.setColumnWidth(column, min(px(most), self.sizeHintForColumn(column) + px(2 * SIDE)))


class RolePanel(TablePanel):
    """Of the role that is selected, or of one chosen from the list."""

    what = "role"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("rolePanel")
        self.process.setAccessibleName(tr("Role"))
        self.rows = CardModel()
        self.table, self.none = CardTable(self.rows, self), self.empty_words()
        self.table.clicked.connect(self._show)
        self.table.activated.connect(self._show)
        self.head.addWidget(self.export)
        self.column.addWidget(self.none)
        self.column.addWidget(self.table, 1)

    def fill_processes(self, everything: bool = False) -> None:
        """The roles and units to choose from; the one that is selected is chosen, else the one before."""
        model, was = self.model, self.chosen()
        self.process.clear()
        if model is None:
            return
        owners = sorted(
            (node for node in model.all(Node) if node.kind in OWNERS), key=lambda node: node.name.casefold()
        )
        for node in owners:
            self.process.addItem(one_line(node.name, 40) or tr("Role without a name"), node.id)
        self.process.setCurrentIndex(max(0, self.process.findData(self._selected(model) or was)))

    def _selected(self, model: Model) -> Id:
        for id in self._window.view.selection():
            shape = model.get(id, Shape)
            node = model.get(shape.node, Node) if shape is not None else None
            if node is not None and node.kind in OWNERS:
                return node.id
        return ""

    def selection_changed(self) -> None:
        model = self.model
        role = self._selected(model) if model is not None and self.isVisible() else ""
        if role and role != self.chosen() and (row := self.process.findData(role)) >= 0:
            self.process.setCurrentIndex(row)
            self.refill()

    def refill(self) -> None:
        model, role = self.model, self.chosen()
        rows = card_rows(model, role_card(model, role)) if model is not None and role else []
        self.rows.show_rows(rows)
        self.table.fit()
        held = [person.name for person in holders(model, role)] if model is not None and role else []
        self.note.setText(one_line(", ".join(held), LONGEST) if held else tr("Nobody holds it") if role else "")
        self.none.setText(
            tr("It owns no step, has no part in any, and nothing passes through its hands.")
            if role
            else tr("There are no roles yet.")
        )
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))

    def _show(self, index: QModelIndex) -> None:
        if index.isValid():
            self.point(self.rows.rows[index.row()].id)

    def grid(self) -> Grid:
        model, role = self.model, self.chosen()
        return role_table(model, role_card(model, role)) if model is not None and role else Grid(self.what, (), [])
