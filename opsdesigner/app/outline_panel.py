"""The outline panel: the process as text to write in, or as a tree to look through; below it the parking lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from opsdesigner.model import Change

from .outline import Outline
from .outline_text import OutlineText
from .parking_lot import ParkingLot
from .parking_split import ParkingSplit
from .words import tr

if TYPE_CHECKING:
    from .window import MainWindow

TEXT, TREE = "text", "tree"


class OutlinePanel(QWidget):
    """Two segments and what they show; which one was open last is remembered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._settings = window.settings
        self.text, self.list = OutlineText(window), Outline(window)
        self._pages, self._group = QStackedWidget(self), QButtonGroup(self)
        self.segments: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(0)
        for id, name, end, page in ((TEXT, tr("Text"), "left", self.text), (TREE, tr("Tree"), "right", self.list)):
            button = self.segments[id] = QPushButton(name, self)
            button.setObjectName("segment")
            button.setProperty("end", end)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, id=id: self.choose(id))
            self._group.addButton(button)
            row.addWidget(button)
            self._pages.addWidget(page)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(row)
        self.lot = ParkingLot(window)
        self._split = ParkingSplit(self._pages, self.lot, window.settings)
        column.addWidget(self._split, 1)
        self.choose(TREE if window.settings.text("view/outline", TEXT) == TREE else TEXT)

    def choose(self, id: str) -> None:
        """Shows the text or the tree."""
        self.segments[id].setChecked(True)
        self._pages.setCurrentWidget(self.text if id == TEXT else self.list)
        self._settings.put("view/outline", id)

    def show_model(self) -> None:
        self.list.show_model()
        self.text.fill()
        self.lot.fill()

    def fill(self) -> None:
        self.list.fill()
        self.text.fill()
        self.lot.fill()

    def follow(self, change: Change) -> None:
        self.list.follow(change)
        self.text.follow(change)
        self.lot.follow(change)

    def selection_changed(self) -> None:
        self.list.selection_changed()
        self.text.selection_changed()
        self.lot.selection_changed()

    def dress(self) -> None:
        self.text.dress()
        self.lot.dress()
