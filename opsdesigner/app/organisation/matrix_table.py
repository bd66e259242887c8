"""A matrix of counts: who hands to whom, the more the darker."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from opsdesigner.analysis.handovers import Matrix
from opsdesigner.model import Id, Model
from opsdesigner.notation.theme import COUNT_FILLS, COUNT_INK

from ..style import Style, px
from ..words import tip, tr
from .role_chips import ChipHeader, FittedTable, RoleLook

Index = QModelIndex | QPersistentModelIndex
CELL = (58, 40)  # px
NONE = Matrix((), (), {})
STEPS = (  # the least of each fill after the first, by the largest number there is
    (5, (2, 3, 4, 5)),
    (12, (2, 4, 6, 9)),
    (40, (3, 8, 15, 25)),
    (150, (5, 15, 40, 80)),
)
MANY = (10, 25, 60, 150)


def level(number: int, most: int) -> int:
    """Which of the five fills a count has, where this is the largest."""
    steps = next((steps for largest, steps in STEPS if most <= largest), MANY)
    return sum(number >= each for each in steps)


class MatrixModel(QAbstractTableModel):
    """Givers down, takers across."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found, self.look, self.most = NONE, RoleLook(Model(), ()), 0

    def show_matrix(self, model: Model | None, found: Matrix) -> None:
        self.beginResetModel()
        self.found = found
        self.look = RoleLook(model or Model(), found.givers)
        self.most = max(map(len, found.flows.values()), default=0)
        self.endResetModel()

    def pair(self, index: Index) -> tuple[Id, Id]:
        return self.found.givers[index.row()], self.found.takers[index.column()]

    def flows(self, index: Index) -> tuple[Id, ...]:
        return self.found.flows.get(self.pair(index), ()) if index.isValid() else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.found.givers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found.takers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number = len(self.flows(index))
        if role == Qt.ItemDataRole.DisplayRole:
            return str(number) if number else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            names = (self.look.names[index.row()], self.look.names[index.column()])
            said = tr("{} to {}: {}").format(*names, number or tr("nothing"))
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if section >= len(self.look.names):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.look.names[section])
        return self.look.names[section] if role == Qt.ItemDataRole.DisplayRole else None


class MatrixTable(FittedTable):
    """Chips along two sides; Enter and Space go to the next flow of a place."""

    next_wanted = Signal()

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("handovers")
        self.setAccessibleName(tr("Who hands to whom"))
        self.setHorizontalHeader(ChipHeader(Qt.Orientation.Horizontal, self, lambda: model.look, False))
        self.setVerticalHeader(ChipHeader(Qt.Orientation.Vertical, self, lambda: model.look, True))
        self.setModel(model)
        self.setItemDelegate(CountDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.fit()

    def fit(self) -> None:
        """Places as large as the words are."""
        for header, size in ((self.horizontalHeader(), CELL[0]), (self.verticalHeader(), CELL[1])):
            assert isinstance(header, ChipHeader)
            header.dress()
            header.setMinimumSectionSize(px(24))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(px(size))
        self.verticalHeader().setFixedWidth(self.verticalHeader().sizeHint().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)


class CountDelegate(QStyledItemDelegate):
    """The more, the darker; a stroke where somebody would hand to themselves."""

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, model = Style.here().theme, index.model()
        assert isinstance(model, MatrixModel)
        number = len(model.flows(index))
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        giver, taker = model.pair(index)
        if giver == taker:
            p.setPen(QPen(QColor(theme.line2), 1))
            middle = box.center()
            p.drawLine(int(middle.x() - 9), int(middle.y() + 6), int(middle.x() + 9), int(middle.y() - 6))
        else:
            p.setPen(Qt.PenStyle.NoPen)
            fill = COUNT_FILLS[level(number, model.most)] if number else theme.chrome
            p.setBrush(QColor(fill))
            p.drawRoundedRect(box, 4, 4)
        if number:
            font = p.font()
            font.setWeight(font.Weight.DemiBold if level(number, model.most) == len(COUNT_FILLS) - 1 else font.weight())
            p.setFont(font)
            p.setPen(QColor(COUNT_INK))
            p.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{number:,}")
        if option.state & QStyle.StateFlag.State_Selected:
            p.setPen(QPen(QColor(theme.accent), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        p.restore()
