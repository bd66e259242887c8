"""A fact of the card that is only read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ..words import tip
from .telling import Fact, Said


class Reading(QLabel):
    """A fact to be read, with a spine in the colour of its role."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._colour = ""

    def show_fact(self, fact: Fact) -> None:
        if isinstance(fact, Said):
            self._colour = fact.colour
            self.setIndent(12 if fact.colour else 0)
            self.setText(fact.text)
            self.setToolTip(tip(fact.text))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._colour:
            with QPainter(self) as p:
                p.fillRect(0, (self.height() - 16) // 2, 4, 16, QColor(self._colour))
