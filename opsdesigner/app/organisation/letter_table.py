"""The table of letters: arrows move, letters are typed where they belong, each drawn in its role's colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from opsdesigner.notation.theme import legible_on

from ..style import Style, px
from ..words import tr
from .raci_model import CELL, LETTERS, Cell, RaciModel
from .role_chips import ChipHeader, FittedTable

Index = QModelIndex | QPersistentModelIndex
BOX = (30, 24)  # px of a letter
COLUMN, ROW, STEPS, MOST_STEPS = 88, 32, 160, 260


class LetterTable(FittedTable):
    """Arrows move; R, A, C, I and Delete act on the place they are at."""

    letter = Signal(QModelIndex, str, bool)
    clear_cell = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self, model: RaciModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("raci")
        self.setAccessibleName(tr("Who does what"))
        self._model = model
        self.setHorizontalHeader(ChipHeader(Qt.Orientation.Horizontal, self, lambda: model.look, True))
        self.setModel(model)
        self.setItemDelegate(LetterDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._context)
        self.doubleClicked.connect(lambda index: self._menu(index))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        """Rows and columns as large as the words are."""
        across = self.horizontalHeader()
        assert isinstance(across, ChipHeader)
        across.dress()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        metrics = self.verticalHeader().fontMetrics()
        names = [str(self._model.headerData(row, Qt.Orientation.Vertical)) for row in range(self._model.rowCount())]
        widest = max(map(metrics.horizontalAdvance, names), default=0) + 24
        self.verticalHeader().setFixedWidth(min(max(widest, px(STEPS)), px(MOST_STEPS)))
        last = self._model.columnCount() - 1
        for column in range(last + 1):
            self.setColumnWidth(column, px(200) if column == last else px(COLUMN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, keys = self.currentIndex(), event.modifiers()
        plain = not keys & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text().upper()
        if plain and index.isValid() and text in tuple(LETTERS):
            self.letter.emit(index, text, bool(keys & Qt.KeyboardModifier.ShiftModifier))
        elif plain and index.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cell.emit(index)
        elif plain and index.isValid() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._menu(index)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are parts, not a search."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.columnCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def _context(self, at: QPoint) -> None:
        self._menu(self.indexAt(at))

    def _menu(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))


class LetterDelegate(QStyledItemDelegate):
    """R filled with the role's colour, A in its outline, C and I quiet; red where two answer."""

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect, cell = Style.here().theme, option.rect, index.data(CELL)
        p.save()
        p.setPen(QColor(theme.line))
        p.drawLine(rect.bottomLeft(), rect.bottomRight())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(cell, Cell):
            wide = px(BOX[0]) + 4
            left = rect.center().x() - len(cell.letters) * wide / 2 + 2.5
            for at, letter in enumerate(cell.letters):
                self._letter(p, QRectF(left + at * wide, 0, px(BOX[0]), 0), rect, letter, cell)
            if option.state & QStyle.StateFlag.State_Selected:
                focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
                self._ring(p, QRectF(rect), QColor(theme.accent if focused else theme.line2))
        elif index.data():
            p.setPen(QColor(theme.amber))
            p.drawText(rect.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        p.restore()

    def _letter(self, p: QPainter, box: QRectF, rect: QRect, letter: str, cell: Cell) -> None:
        theme = Style.here().theme
        high = px(BOX[1])
        box = QRectF(box.left(), rect.center().y() - high / 2 + 0.5, box.width(), high)
        fill, ink, edge = theme.sunken, theme.text2, ""
        if letter == "R":
            fill, ink = cell.colour, legible_on(cell.colour)
        elif letter == "A":
            fill, ink, edge = theme.paper, theme.text, cell.colour
            if cell.two:
                ink = edge = theme.red
        p.setPen(QPen(QColor(edge), 2) if edge else Qt.PenStyle.NoPen)
        p.setBrush(QColor(fill))
        p.drawRoundedRect(box.adjusted(1, 1, -1, -1) if edge else box, 6, 6)
        font = p.font()
        font.setWeight(font.Weight.DemiBold)
        p.setFont(font)
        p.setPen(QColor(ink))
        p.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _ring(self, p: QPainter, rect: QRectF, colour: QColor) -> None:
        p.setPen(QPen(colour, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 7, 7)
