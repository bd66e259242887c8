"""The notes panel: what the file said when it was opened, each a sentence and a way to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from opsdesigner.model import Node
from opsdesigner.notation.kinds import FLOW_NODES

from .icons import icon
from .style import px
from .words import tr

if TYPE_CHECKING:
    from .window import MainWindow

ID = Qt.ItemDataRole.UserRole


class Notes(QWidget):
    """A list of sentences; a click goes to the place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("findings")
        self._window = window
        self.head, self.list = QLabel(self), QListWidget(self)
        self.good, self.checked = QLabel(tr("Nothing stands in the way."), self), QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 0)
        column.setSpacing(6)
        for label, name in ((self.head, "section"), (self.good, "emptyTitle"), (self.checked, "empty")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.list.setAccessibleName(tr("Notes about this file"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(px(16), px(16)))
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_notes(self) -> None:
        """The notes of the document in the window."""
        document = self._window.document
        self.list.clear()
        notes = document.notes if document else []
        for note in notes:
            item = QListWidgetItem(icon("info", QPalette.ColorRole.PlaceholderText), note.text)
            item.setData(ID, note.element)
            self.list.addItem(item)
        self.head.setText(tr("From the file: {}").format(len(notes)))
        self.head.setVisible(bool(notes))
        self.list.setVisible(bool(notes))
        self.good.setVisible(not notes)
        self.checked.setVisible(not notes)
        steps = sum(node.kind in FLOW_NODES for node in document.model.all(Node)) if document else 0
        self.checked.setText(tr("The file was read without a remark: {} steps, events and gateways.").format(steps))

    def _go(self, item: QListWidgetItem) -> None:
        id = item.data(ID)
        shown = bool(id) and self._window.twin.reveal(id)
        self._window.status.show_hint("" if shown else tr("This has no place on a diagram."))

    def step(self, by: int) -> None:
        """Goes to the next or previous note."""
        if self.list.count():
            row = (self.list.currentRow() + by) % self.list.count()
            self.list.setCurrentRow(row)
            self._go(self.list.item(row))
