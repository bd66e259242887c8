"""The list of what the command palette has found: its entries, and how one is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..icons import fixed_pixmap
from ..style import Style, px

ROW = 36  # px
Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One line: what it is called, what is written at its right, what it does."""

    text: str
    note: str
    icon: str
    act: Callable[[], object]
    words: str = ""
    enabled: bool = True
    is_key: bool = False  # the note is a key


class Hit(NamedTuple):
    entry: Entry
    letters: tuple[int, ...]


class Rows(QAbstractListModel):
    """What was found, as Qt's list asks for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show_hits(self, found: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.hits[index.row()].entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.note}" if entry.note else entry.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = self.hits[index.row()].entry.enabled
        flags = Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEnabled if enabled else flags


class Painter(QStyledItemDelegate):
    """Picture, text with the typed letters bold, note or key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, px(ROW))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, Rows)
        hit, theme = rows.hits[index.row()], Style.here().theme
        box: QRect = option.rect.adjusted(6, 1, -6, -1)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            p.setPen(QColor(theme.accent) if theme.name.startswith("contrast") else Qt.PenStyle.NoPen)
            p.setBrush(QColor(theme.accent_tint))
            p.drawRoundedRect(box, 6, 6)
        ink = theme.text if hit.entry.enabled else theme.text3
        ratio = p.device().devicePixelRatioF()
        side = px(16)
        picture = fixed_pixmap(hit.entry.icon, theme.text2, side, ratio)
        p.drawPixmap(box.left() + 10, box.top() + (box.height() - side) // 2, picture)
        right, left = self._note(p, box, hit.entry, theme.text2, theme.line2), box.left() + side + 20
        self._text(p, QRect(left, box.top(), right - left - 8, box.height()), hit, ink)
        p.restore()

    def _text(self, p: QPainter, box: QRect, hit: Hit, ink: str) -> None:
        bold = QFont(p.font())
        bold.setWeight(QFont.Weight.DemiBold)
        shown = QFontMetrics(bold).elidedText(hit.entry.text, Qt.TextElideMode.ElideRight, box.width())
        typed = QTextCharFormat()
        typed.setFontWeight(QFont.Weight.DemiBold)
        layout, ranges = QTextLayout(shown, p.font()), []
        for at in hit.letters:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = at, 1, typed
            ranges.append(span)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(2 * box.width())
        layout.endLayout()
        p.setPen(QColor(ink))
        layout.draw(p, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))

    def _note(self, p: QPainter, box: QRect, entry: Entry, ink: str, edge: str) -> int:
        """Paints what stands at the right; gives where it begins."""
        if not entry.note:
            return box.right() - 8
        font = QFont(p.font())
        font.setPixelSize(px(11 if entry.is_key else 12))
        width = QFontMetrics(font).horizontalAdvance(entry.note)
        place = QRect(box.right() - 10 - width, box.top(), width + 1, box.height())
        p.save()
        p.setFont(font)
        if entry.is_key:
            p.setPen(QColor(edge))
            p.setBrush(Qt.BrushStyle.NoBrush)
            high = px(18)
            top = place.top() + (place.height() - high) // 2
            p.drawRoundedRect(QRect(place.left() - 5, top, place.width() + 9, high), 4, 4)
        p.setPen(QColor(ink))
        p.drawText(place, Qt.AlignmentFlag.AlignVCenter, entry.note)
        p.restore()
        return place.left()
