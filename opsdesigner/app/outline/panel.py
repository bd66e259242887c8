"""The outline panel: the process as text to write in, or as a tree to look through; below it the parking lot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from opsdesigner.model import Change

from ..focus import chain
from ..words import tr
from .parking_lot import ParkingLot
from .parking_split import ParkingSplit
from .tree_view import Outline

if TYPE_CHECKING:
    from ..window import MainWindow
    from .text import OutlineText

TEXT, TREE = "text", "tree"


class OutlinePanel(QWidget):
    """Two segments and what they show; which one was open last is remembered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._settings, self.writable = window, window.settings, True
        self.setObjectName("outline")  # until the text is made: that is the outline then
        self.list = Outline(window)
        self._pages, self._group = QStackedWidget(self), QButtonGroup(self)
        self.segments: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(0)
        for id, name, end in ((TEXT, tr("Text"), "left"), (TREE, tr("Tree"), "right")):
            button = self.segments[id] = QPushButton(name, self)
            button.setObjectName("segment")
            button.setProperty("end", end)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, id=id: self.choose(id))
            self._group.addButton(button)
            row.addWidget(button)
        self._pages.addWidget(self.list)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(row)
        self.lot = ParkingLot(window)
        self._split = ParkingSplit(self._pages, self.lot, window.settings)
        column.addWidget(self._split, 1)
        self.segments[TREE if window.settings.text("view/outline", TEXT) == TREE else TEXT].setChecked(True)

    @cached_property
    def text(self) -> OutlineText:
        """The text, made when it is wanted first: what reads and lays out lines is loaded with it."""
        from .text import OutlineText

        made = OutlineText(self._window)
        self.setObjectName("outlinePanel")
        made.setEnabled(self.writable)
        self._pages.insertWidget(0, made)
        chain(self.segments[TREE], made.editor, self.list.filter)
        return made

    def _made(self) -> OutlineText | None:
        return self.__dict__.get("text")

    def choose(self, id: str) -> None:
        """Shows the text or the tree."""
        self.segments[id].setChecked(True)
        self._pages.setCurrentWidget(self.text if id == TEXT else self.list)
        self._settings.put("view/outline", id)

    def let_write(self, able: bool) -> None:
        """Whether the text can be written in."""
        self.writable = able
        if (text := self._made()) is not None:
            text.setEnabled(able)

    def showEvent(self, event: QShowEvent) -> None:
        if self.segments[TEXT].isChecked():
            self._pages.setCurrentWidget(self.text)
        super().showEvent(event)

    def show_model(self) -> None:
        self.list.show_model()
        if (text := self._made()) is not None:
            text.fill()
        self.lot.fill()

    def fill(self) -> None:
        self.list.fill()
        if (text := self._made()) is not None:
            text.fill()
        self.lot.fill()

    def follow(self, change: Change) -> None:
        self.list.follow(change)
        if (text := self._made()) is not None:
            text.follow(change)
        self.lot.follow(change)

    def selection_changed(self) -> None:
        self.list.selection_changed()
        if (text := self._made()) is not None:
            text.selection_changed()
        self.lot.selection_changed()

    def dress(self) -> None:
        if (text := self._made()) is not None:
            text.dress()
        self.lot.dress()
