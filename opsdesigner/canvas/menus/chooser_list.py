"""The list in a menu to type into: headings, entries with an icon, bold letters and a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.notation.theme import LIGHT, Theme

from ..icons import paint_icon
from .chrome import face, grown, key_cap

if TYPE_CHECKING:
    from .chooser import Entry, Row

ROW, HEAD, FOOT = 32, 26, 4


class ChooserList(QWidget):
    """Paints its rows; one entry is current."""

    taken = Signal(object)
    moved = Signal()  # another entry is current

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.rows: list[Row] = []
        self.current, self._top, self._theme = -1, 0, LIGHT

    def show_rows(self, rows: list[Row], theme: Theme) -> None:
        self.rows, self._theme, self._top = rows, theme, 0
        self.current = next((i for i, row in enumerate(rows) if row.entry), -1)
        self.update()
        if (card := self.parentWidget()) is not None:
            card.update()
        self.moved.emit()

    def current_entry(self) -> Entry | None:
        """The entry that Enter takes."""
        return self.rows[self.current].entry if 0 <= self.current < len(self.rows) else None

    def full_height(self) -> int:
        return sum(self._tall(row) for row in self.rows) + FOOT

    def step(self, by: int) -> None:
        """Moves to the next or an earlier entry; one step goes round at the ends."""
        entries = [i for i, row in enumerate(self.rows) if row.entry]
        if not entries:
            return
        at = entries.index(self.current) + by if self.current in entries else 0
        if abs(by) == 1:
            at %= len(entries)
        self.current = entries[min(max(at, 0), len(entries) - 1)]
        self._reveal()
        self.update()
        self.moved.emit()

    def take_current(self) -> None:
        if (entry := self.current_entry()) is not None:
            self.taken.emit(entry)

    # inside

    def _tall(self, row: Row) -> int:
        return grown(ROW if row.entry else HEAD)

    def _places(self) -> list[QRect]:
        places, y = [], -self._top
        for row in self.rows:
            places.append(QRect(0, y, self.width(), self._tall(row)))
            y += self._tall(row)
        return places

    def _reveal(self) -> None:
        place = self._places()[self.current]
        first = place.top() if self.current > 1 else place.top() - grown(HEAD)
        if first < 0:
            self._scroll(first)
        elif place.bottom() > self.height() - FOOT:
            self._scroll(place.bottom() - self.height() + FOOT + 1)

    def _scroll(self, by: int) -> None:
        self._top = min(max(0, self._top + by), max(0, self.full_height() - self.height()))
        self.update()

    def _at(self, y: float) -> int:
        return next((i for i, place in enumerate(self._places()) if place.top() <= y <= place.bottom()), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, (row, place) in enumerate(zip(self.rows, self._places(), strict=True)):
                if place.bottom() < 0 or place.top() > self.height():
                    continue
                if row.entry is None:
                    p.setFont(face(12))
                    p.setPen(QColor(theme.text2))
                    p.drawText(place.adjusted(10, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.heading)
                    continue
                self._paint_entry(p, row, place, index == self.current)

    def _paint_entry(self, p: QPainter, row: Row, place: QRect, current: bool) -> None:
        theme, entry, tall = self._theme, row.entry, place.height()
        if entry is None:
            return
        if current:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(theme.accent_tint))
            p.drawRoundedRect(QRectF(place), 6, 6)
        icon = theme.accent if current else theme.text2
        paint_icon(p, entry.icon, icon, QPoint(place.left() + 12, place.top() + grown(7)), grown(18))
        right, middle = place.right() - 10.0, place.top() + tall / 2
        if entry.key:
            right = key_cap(p, right, middle, entry.key, theme.text2, theme.line2) - 8
        elif entry.note:
            p.setFont(face(12))
            p.setPen(QColor(theme.text3))
            wide = QFontMetricsF(p.font()).horizontalAdvance(entry.note)
            p.drawText(QRectF(right - wide - 2, place.top(), wide + 4, tall), Qt.AlignmentFlag.AlignVCenter, entry.note)
            right -= wide + 10
        left = grown(40)
        self._paint_words(p, entry.label, row.letters, QRectF(place.left() + left, place.top(), right - left - 6, tall))

    def _paint_words(self, p: QPainter, text: str, bold: tuple[int, ...], place: QRectF) -> None:
        """The label in runs, the letters that were typed bold."""
        p.setPen(QColor(self._theme.text))
        plain, strong, x = face(13), face(13, 700), place.left()
        text = QFontMetricsF(strong if bold else plain).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        start = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and (end in bold) == (start in bold):
                continue
            run, font = text[start:end], strong if start in bold else plain
            wide = QFontMetricsF(font).horizontalAdvance(run)
            p.setFont(font)
            p.drawText(QRectF(x, place.top(), wide + 2, place.height()), Qt.AlignmentFlag.AlignVCenter, run)
            x, start = x + wide, end

    # input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().y())
        if index >= 0 and self.rows[index].entry and index != self.current:
            self.current = index
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().y())
        if index >= 0 and self.rows[index].entry:
            self.current = index
            self.take_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll(-round(event.pixelDelta().y() or event.angleDelta().y() / 2))
        event.accept()
