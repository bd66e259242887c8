"""Where work changes hands: who hands to whom how often, as a matrix; a click goes to the flows on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from opsdesigner.analysis.handovers import hand_overs, matrix
from opsdesigner.analysis.order import process_name
from opsdesigner.model import Id, Link
from opsdesigner.model.queries import process_of, title
from opsdesigner.tables.grids import hand_over_table
from opsdesigner.tables.writing import Grid

from ..controls import ChoiceBox
from ..inspecting.telling import name_of
from ..style import px
from ..words import one_line, tr
from .matrix_table import NONE, MatrixModel, MatrixTable
from .table_panel import ALL, TablePanel

if TYPE_CHECKING:
    from ..window import MainWindow

LIST = 300  # px of the flows beside the matrix


class HandoverPanel(TablePanel):
    """Of one process or all, by role or by unit."""

    what = "hand-overs"

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("handoverPanel")
        self.matrix = MatrixModel(self)
        self.table, self.flows, self.none = MatrixTable(self.matrix, self), QListWidget(self), self.empty_words()
        self.by = ChoiceBox(self)
        self.by.addItems([tr("By role"), tr("By unit")])
        self.by.setAccessibleName(tr("By role or by unit"))
        self.by.activated.connect(lambda _: self.refill())
        self.head.insertWidget(1, self.by)
        self.head.addWidget(self.export)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.table, 1)
        body.addWidget(self.flows)
        self.flows.setAccessibleName(tr("Flows"))
        self.flows.setWordWrap(True)
        self.flows.setFixedWidth(px(LIST))
        self.flows.currentRowChanged.connect(self._show_flow)
        self.flows.itemClicked.connect(lambda item: self._show_flow(self.flows.row(item)))
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().currentChanged.connect(lambda index, _: self._list(index))
        self.table.next_wanted.connect(self.next_flow)
        self._at: tuple[Id, Id] = ("", "")
        self.column.addWidget(self.none)
        self.column.addLayout(body, 1)

    def fill_processes(self, everything: bool = True) -> None:
        super().fill_processes(everything)

    def dress(self) -> None:
        self.flows.setFixedWidth(px(LIST))
        super().dress()

    def refill(self) -> None:
        """The matrix of what is chosen; the place in it stays."""
        model, at = self.model, self._at
        process = "" if self.chosen() == ALL else self.chosen()
        found = matrix(hand_overs(model, process, self.by.currentIndex() == 1)) if model is not None else NONE
        self.matrix.show_matrix(model, found)
        self.table.fit()
        total = sum(map(len, found.flows.values()))
        told = tr("1 hand-over, from the row to the column") if total == 1 else ""
        self.note.setText(told or tr("{} hand-overs, from the row to the column").format(f"{total:,}"))
        self.note.setVisible(bool(total))
        self.none.setText(tr("Work never changes hands here, or nobody owns its steps yet."))
        self.none.setVisible(not total)
        for part in (self.table, self.flows):
            part.setVisible(bool(total))
        self._fill_flows(())
        if at[0] in found.givers and at[1] in found.takers:
            self.table.setCurrentIndex(self.matrix.index(found.givers.index(at[0]), found.takers.index(at[1])))

    def _list(self, index: QModelIndex) -> None:
        if index.isValid():
            self._at = self.matrix.pair(index)
        self._fill_flows(self.matrix.flows(index))

    def _fill_flows(self, flows: tuple[Id, ...]) -> None:
        self.flows.blockSignals(True)
        self.flows.clear()
        for flow in flows:
            item = QListWidgetItem(self._said(flow))
            item.setData(Qt.ItemDataRole.UserRole, flow)
            self.flows.addItem(item)
        self.flows.blockSignals(False)

    def _said(self, flow: Id) -> str:
        """A flow by its ends, with what passes and the process where several are shown."""
        model = self.model
        link = model.get(flow, Link) if model is not None else None
        if model is None or link is None:
            return ""
        words = f"{name_of(model, link.source)} → {name_of(model, link.target)}"
        name = title(model, flow)
        home = process_of(model, link.source) or process_of(model, link.target)
        process = process_name(model, home) if self.chosen() == ALL else ""
        return "\n".join(filter(None, (words + (f": {one_line(name)}" if name else ""), process)))

    def _clicked(self, index: QModelIndex) -> None:
        if self.matrix.pair(index) == self._at:
            self.next_flow()

    def next_flow(self) -> None:
        """The next flow of the pair is selected on the canvas, round and round."""
        if self.flows.count():
            self.flows.setCurrentRow((self.flows.currentRow() + 1) % self.flows.count())
            if self.flows.count() == 1:
                self._show_flow(0)

    def _show_flow(self, row: int) -> None:
        item = self.flows.item(row) if row >= 0 else None
        if item is not None:
            self.point(item.data(Qt.ItemDataRole.UserRole))

    def grid(self) -> Grid:
        model = self.model
        if model is None:
            return Grid(self.what, (), [])
        return hand_over_table(model, self.matrix.found, self.process.currentText())
