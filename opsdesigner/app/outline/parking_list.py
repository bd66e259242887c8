"""The list of the parking lot: how an entry is painted, what keys, clicks and drags do to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..icons import fixed_pixmap
from ..style import Style, px
from ..words import tr
from .parking_rows import Index, Parked, ParkingRows

ICON, SIDE, GAP, AIR = 16, 8, 8, 5  # px: of the picture, to the edge, beside the picture, above and below the words
LINES = 4  # of what was said, before it is cut
PICTURES = {True: ("bulb", "amber"), False: ("pin", "red")}


class ParkingPainter(QStyledItemDelegate):
    """A pin or a bulb, what was said in as many lines as it takes, below it what it is tied to."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, list_ = _row(index), self.parent()
        assert isinstance(list_, QListView)
        width = list_.viewport().width()
        if not row.id:
            return QSize(width, px(28))
        text = _text_box(option.font, row.text, width)
        return QSize(width, text.height() + QFontMetrics(_second(option.font)).height() + 2 * AIR)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme, rect = _row(index), Style.here().theme, option.rect
        p.save()
        if not row.id:
            p.setFont(_second(option.font, QFont.Weight.DemiBold))
            p.setPen(QColor(theme.text2))
            place = rect.adjusted(SIDE, 0, -SIDE, -4)
            shown = p.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, place.width())
            p.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)
            p.restore()
            return
        self._ground(p, option)
        icon, colour = PICTURES[row.idea]
        picture = fixed_pixmap(icon, getattr(theme, colour), px(ICON), p.device().devicePixelRatioF())
        high = QFontMetrics(option.font).height()
        p.drawPixmap(rect.left() + SIDE, rect.top() + AIR + (high - px(ICON)) // 2, picture)
        words = _text_box(option.font, row.text, rect.width())
        place = QRect(rect.left() + words.left(), rect.top() + AIR, words.width(), words.height())
        p.setFont(option.font)
        p.setPen(QColor(theme.text))
        p.drawText(place, Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, row.text)
        p.setFont(_second(option.font))
        p.setPen(QColor(theme.text2))
        below = QRect(place.left(), place.bottom() + 1, place.width(), p.fontMetrics().height())
        p.drawText(below, Qt.AlignmentFlag.AlignLeft, p.fontMetrics().elidedText(row.where, *_cut(below)))
        p.restore()

    def _ground(self, p: QPainter, option: QStyleOptionViewItem) -> None:
        theme, selected = Style.here().theme, option.state & QStyle.StateFlag.State_Selected
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            p.fillRect(option.rect, QColor(theme.accent_tint if selected else theme.chrome))
        if selected:
            p.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(theme.accent))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        left = SIDE + px(ICON) + GAP - 4
        editor.setGeometry(option.rect.adjusted(left, 1, -2, -1))


def _row(index: Index) -> Parked:
    rows = index.model()
    assert isinstance(rows, ParkingRows)
    return rows.rows[index.row()]


def _second(font: QFont, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = QFont(font)
    made.setPixelSize(px(12))
    made.setWeight(weight)
    return made


def _cut(place: QRect) -> tuple[Qt.TextElideMode, int]:
    return Qt.TextElideMode.ElideRight, place.width()


def _text_box(font: QFont, text: str, width: int) -> QRect:
    """Where the words stand in a row of this width, seen from its left."""
    left = SIDE + px(ICON) + GAP
    wide = max(40, width - left - SIDE)
    return QRect(left, 0, wide, _height(font.toString(), text or " ", wide))


@lru_cache(4096)
def _height(font: str, text: str, width: int) -> int:
    """How high broken words are: a list asks for all its rows whenever one comes or goes."""
    made = QFont()
    made.fromString(font)
    metrics = QFontMetrics(made)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
    high = metrics.boundingRect(QRect(0, 0, width, 10_000), flags, text).height()
    return min(high, LINES * metrics.lineSpacing())


class ParkingList(QListView):
    """Tells what is wanted; all of it is on its menu with the key that does it."""

    wanted = Signal(str)  # what is to be done with the chosen entries: a word of ACTS
    left = Signal()

    ACTS = (
        ("go", "Go to the step", "Enter", (Qt.Key.Key_Return, Qt.Key.Key_Enter)),
        ("edit", "Say it otherwise", "F2", (Qt.Key.Key_F2,)),
        ("turn", "Make it the other kind", "I", (Qt.Key.Key_I,)),
        ("tie", "Tie it to the selected step", "T", (Qt.Key.Key_T,)),
        ("untie", "Tie it to no step", "U", (Qt.Key.Key_U,)),
        ("take", "Take it away", "Delete", (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)),
    )

    def __init__(self, parent: QWidget, may: Callable[[str], bool], words: Callable[[str, str], str]) -> None:
        super().__init__(parent)
        self._may, self._words = may, words
        self.setObjectName("parkingList")
        self.setAccessibleName(tr("Parking lot"))
        self.setItemDelegate(ParkingPainter(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = next((id for id, _, _, keys in self.ACTS if event.key() in keys), "")
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState:  # what the field has left over
            event.ignore()
        elif act and plain:
            if self._may(act):
                self.wanted.emit(act)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        if index.isValid():
            self.open_menu(self.visualRect(index).bottomLeft() if keyboard else event.pos())

    def open_menu(self, at: QPoint) -> None:
        """All that can be done with the chosen entries."""
        menu = QMenu(self)
        menu.setObjectName("parkingMenu")
        for id, text, key, _ in self.ACTS:
            action = menu.addAction(f"{self._words(id, text)}\t{tr(key)}")
            action.triggered.connect(lambda _=False, id=id: self.wanted.emit(id))
            action.setObjectName(f"parking.{id}")
            action.setEnabled(self._may(id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))
