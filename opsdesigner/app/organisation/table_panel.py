"""What the panels below the drawing share: a head with the process and ways out, following the document when shown."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from opsdesigner.analysis.order import process_name, processes
from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.model.queries import process_of, subject
from opsdesigner.tables.grids import as_html, as_text
from opsdesigner.tables.writing import Grid, csv_bytes, xlsx_bytes

from .. import dialogs
from ..controls import ChoiceBox
from ..words import one_line, tr
from .people import save_table
from .role_chips import FittedTable

if TYPE_CHECKING:
    from ..window import MainWindow

CALM = 80  # ms after a change before a panel is made anew
ALL = "all"


def process_in_view(window: MainWindow) -> Id:
    """The process that is meant: of what is selected, else of the diagram, else the first in which work is done."""
    model = window.view.model
    for id in window.view.selection():
        record = subject(model, id)
        node = record.id if isinstance(record, Node) else record.source if record is not None else ""
        if process := process_of(model, node):
            return process
    page = model.get(window.twin.process.diagram, Diagram)
    root = model.get(page.root, Node) if page is not None else None
    if root is not None and root.kind != "collaboration" and (process := process_of(model, root.id)):
        return process
    known = [node.id for node in processes(model)]
    if root is not None:
        pools = (node for node in model.referrers(root.id, Node, "parent") if node.kind == "participant")
        known = [pool.host for pool in pools if pool.host in known] or known
    return known[0] if known else ""


class TablePanel(QWidget):
    """A head and a body; filled anew a moment after the document changed, while it is to be seen."""

    what = ""  # how its files are called
    table: FittedTable

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._filled_for: tuple[object, ...] = ()
        self.note = QLabel(self)
        self.note.setObjectName("second")
        self.process = ChoiceBox(self)
        self.process.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.process.setAccessibleName(tr("Process"))
        self.process.activated.connect(lambda _: self.refill())
        self.export = QPushButton(tr("Export table"), self)
        self.export.setObjectName("small")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM)
        self._soon.timeout.connect(self.fill)
        menu = QMenu(self.export)
        menu.addAction(tr("As Excel…"), lambda: self.write(".xlsx"))
        menu.addAction(tr("As CSV…"), lambda: self.write(".csv"))
        menu.addAction(tr("Copy as a table"), self.copy)
        self.export.setMenu(menu)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.process)
        self.head.addWidget(self.note, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 10, 12, 0)
        self.column.setSpacing(8)
        self.column.addLayout(self.head)

    @property
    def model(self) -> Model | None:
        return self._window.document.model if self._window.document is not None else None

    def stir(self) -> None:
        """Something has changed: it is looked at soon, or when the panel is shown."""
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)

    def chosen(self) -> Id:
        return str(self.process.currentData() or "")

    def fill_processes(self, everything: bool = False) -> None:
        """The processes to choose from; the one in view is chosen, unless all are."""
        model, was = self.model, self.chosen()
        self.process.clear()
        if model is None:
            return
        if everything:
            self.process.addItem(tr("All processes"), ALL)
        for node in processes(model):
            self.process.addItem(one_line(process_name(model, node.id) or tr("Process"), 40), node.id)
        wanted = ALL if everything and was in ("", ALL) else process_in_view(self._window)
        self.process.setCurrentIndex(max(0, self.process.findData(wanted)))

    def fill(self) -> None:
        """Looks at the document anew where it is another than the one shown."""
        self._soon.stop()
        model = self.model
        state = (model, model.version if model is not None else 0)
        if state != self._filled_for:
            self._filled_for = state
            self.fill_processes()
            self.refill()

    @abstractmethod
    def refill(self) -> None:
        """Shows the chosen process."""

    def selection_changed(self) -> None:
        """Something else is selected on the canvas."""

    def dress(self) -> None:
        """Takes the size of the words and the colours in use."""
        if self._filled_for:
            self.refill()

    @abstractmethod
    def grid(self) -> Grid:
        """What is shown, as a table to write."""

    def write(self, ending: str) -> None:
        """Asks for a file and writes the table into it."""
        grid = self.grid()
        if not grid.rows:
            dialogs.say(self._window, tr("There is nothing to write yet."))
            return
        save_table(self._window, self.what, ending, lambda: csv_bytes(grid) if ending == ".csv" else xlsx_bytes([grid]))

    def copy(self) -> None:
        """Puts the table on the clipboard, for a spreadsheet or a letter."""
        grid, data = self.grid(), QMimeData()
        data.setText(as_text(grid))
        data.setHtml(as_html(grid))
        QGuiApplication.clipboard().setMimeData(data)
        self._window.status.show_hint(tr("The table is on the clipboard."))

    def point(self, id: Id) -> None:
        """Shows and selects something on the canvas; the keyboard stays here."""
        self._window.twin.reveal(id)

    def empty_words(self) -> QLabel:
        """A line that stands where there is nothing to show."""
        label = QLabel(self)
        label.setObjectName("empty")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label
