"""Words with buttons beside them, which go below the words where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from .style import px


class ActsBeside(QFrame):
    """Who fills it puts what is said into the first columns of `grid`, and buttons on `acts`."""

    def __init__(self, parent: QWidget, columns: int, least: int) -> None:
        """`columns` are before the buttons; `least` px what is said in them has beside the buttons."""
        super().__init__(parent)
        self._columns, self._least = columns, least
        self.grid, self.acts = QGridLayout(self), QWidget(self)
        self.grid.setColumnStretch(columns - 1, 1)

    def minimumSizeHint(self) -> QSize:
        """The buttons go below the words before it gets too narrow."""
        edges = self.grid.contentsMargins()
        wide = self.acts.sizeHint().width() + edges.left() + edges.right()
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """The buttons beside the words, or below them."""
        below = self.width() < self.acts.sizeHint().width() + px(self._least)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        row, column, span = (1, 0, self._columns + 1) if below else (0, self._columns, 1)
        self.grid.addWidget(self.acts, row, column, 1, span, right)
