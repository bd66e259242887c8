"""The list of differences while two versions are compared: each a sentence, with its sign and a way to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from opsdesigner.comparing import Difference

from ..icons import fixed_pixmap
from ..style import Style, px
from ..words import tip, tr
from .comparison import LAYOUT, Comparison

if TYPE_CHECKING:
    from ..window import MainWindow

Index = QModelIndex | QPersistentModelIndex
SIGNS = {"added": ("plus", "green"), "removed": ("minus", "red"), LAYOUT: ("next", "text2")}
CHANGED = ("change", "amber")
BATCH = 40  # rows


class DifferenceList(QAbstractListModel):
    """Differences as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Difference] = []

    def show_rows(self, rows: list[Difference]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        each = self.rows[index.row()]
        name, colour = SIGNS.get(each.kind, CHANGED)
        if role == Qt.ItemDataRole.DisplayRole:
            return each.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(each.sentence)
        if role == Qt.ItemDataRole.DecorationRole:
            return fixed_pixmap(name, getattr(Style.here().theme, colour), px(16), 2.0)
        return None


class ComparisonPanel(QWidget):
    """Head, list and what ends the comparison."""

    def __init__(self, window: MainWindow, comparison: Comparison) -> None:
        super().__init__(window)
        self.setObjectName("comparison")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._comparison = comparison
        self.head, self.count, self.empty = QLabel(self), QLabel(self), QLabel(self)
        self.list, self.found = ListOfDifferences(self), DifferenceList(self)
        self.layout_too = QCheckBox(tr("Show the layout, too"), self)
        self.close_button = QPushButton(tr("Close the comparison"), self)
        self.close_button.setObjectName("small")
        self.list.setModel(self.found)
        self._lay_out()
        self.list.clicked.connect(lambda index: comparison.go(index.row()))
        self.layout_too.toggled.connect(comparison.show_layout)
        self.close_button.clicked.connect(comparison.leave)
        comparison.changed.connect(self.fill)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 12, 12)
        column.setSpacing(6)
        for label, name in ((self.head, "h3"), (self.count, "second"), (self.empty, "emptyTitle")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.layout_too)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addWidget(self.close_button)

    def fill(self) -> None:
        """Shows what the comparison says now."""
        comparison, rows = self._comparison, self._comparison.rows()
        if comparison.shown is None:
            return
        self.head.setText(tr("From {} to what is here").format(comparison.title))
        self.count.setText(comparison.sentence())
        self.empty.setText(comparison.sentence())
        for part, shown in ((self.count, rows), (self.list, rows), (self.empty, not rows)):
            part.setVisible(bool(shown))
        self.layout_too.setVisible(comparison.drawn_elsewhere)
        if rows != self.found.rows:
            self.found.show_rows(rows)
        if 0 <= comparison.at < len(rows):
            self.list.setCurrentIndex(self.found.index(comparison.at, 0))

    def go(self) -> None:
        """To the place of the chosen difference."""
        self._comparison.go(self.list.currentIndex().row())

    def leave(self) -> None:
        self._comparison.leave()


class ListOfDifferences(QListView):
    """Enter goes to the place, Esc ends the comparison."""

    def __init__(self, parent: ComparisonPanel) -> None:
        super().__init__(parent)
        self._panel = parent
        self.setAccessibleName(tr("Differences"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(px(16), px(16)))
        self.setSpacing(2)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # thousands of rows are laid out bit by bit
        self.setBatchSize(BATCH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # rows are as high as their words are long

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._panel.go()
        elif event.key() == Qt.Key.Key_Escape:
            self._panel.leave()
        else:
            super().keyPressEvent(event)
