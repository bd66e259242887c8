"""The pad of buttons beside the selection: a press acts, dragging a button places by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ..icons import paint_icon
from .chrome import SHADOW, card, face, grown, key_cap, key_width
from .pad_place import place_for

if TYPE_CHECKING:
    from ..view import CanvasView

SIDE, ICON, COLUMNS, RIM = 36, 20, 3, 5
WAIT = 120  # milliseconds after a selection
TIP_WAIT = 250


class PadButton(NamedTuple):
    """One button: its icon, what it says, its key, what it does; `drag` names the tool a drag of it takes up."""

    id: str
    icon: str
    text: str
    key: str
    act: Callable[[CanvasView], None]
    drag: str = ""


class Tip(QWidget):
    """What a button does and its key, light on dark (dark on light in a dark theme)."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._canvas, self.text, self.key = canvas, "", ""
        self.hide()

    def show_at(self, text: str, key: str, beside: QRect) -> None:
        """Shows it right of a rectangle of the canvas, left of it where there is no room."""
        self.text, self.key = text, key
        wide = QFontMetricsF(face(12, 500)).horizontalAdvance(text) + 20 + (key_width(key) + 8 if key else 0)
        x = beside.right() + 9
        if x + wide > self._canvas.width():
            x = beside.left() - 9 - round(wide)
        self.setGeometry(x, beside.top() + (beside.height() - grown(28)) // 2, round(wide), grown(28))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._canvas.theme
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(theme.text))
            p.drawRoundedRect(QRectF(self.rect()), 5, 5)
            right = self.width() - 8.0
            if self.key:
                key_cap(p, right, self.height() / 2, self.key, theme.raised, theme.text3)
            p.setFont(face(12, 500))
            p.setPen(QColor(theme.raised))
            p.drawText(QRectF(10, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text)


class Pad(QWidget):
    """Buttons of 36 in rows of three, on a card beside what is selected."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self.setObjectName("contextPad")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas, self.buttons = canvas, list[PadButton]()
        self._hot, self._pressed, self._press = -1, -1, QPointF()
        self._dragging = False
        self._tip = Tip(canvas)
        self._soon, self._tip_soon = QTimer(self), QTimer(self)
        for timer, act in ((self._soon, self._appear), (self._tip_soon, self._show_tip)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        self.hide()

    # when it is there

    def offer(self, buttons: list[PadButton]) -> None:
        """Shows these buttons soon; none hides it."""
        self.vanish()
        self.buttons = buttons
        if buttons:
            self._soon.start(WAIT)

    def vanish(self) -> None:
        self._soon.stop()
        self._tip_soon.stop()
        self._tip.hide()
        self._hot = -1
        if not self._dragging:
            self.hide()

    def again(self) -> None:
        """Comes back after a gesture, with the same buttons."""
        if self.buttons and not self.isVisible():
            self._soon.start(WAIT)

    def _appear(self) -> None:
        if not self.buttons or self._canvas.busy():
            return
        self.resize(self._size())
        self.place()
        self.show()
        self.raise_()

    def _size(self) -> QSize:
        columns = min(COLUMNS, len(self.buttons))
        rows = -(-len(self.buttons) // COLUMNS)
        return QSize(columns * SIDE + 2 * (RIM + SHADOW), rows * SIDE + 2 * (RIM + SHADOW))

    def stands(self) -> QRectF:
        """The card of buttons in px of the canvas, as it is or will be in a moment; empty where there is none."""
        if self.isVisible():
            return QRectF(self.geometry()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        anchor = self._canvas.pad_anchor()
        if not self._soon.isActive() or anchor is None:
            return QRectF()
        size = QSizeF(self._size() - QSize(2 * SHADOW, 2 * SHADOW))
        return QRectF(place_for(self._canvas, anchor, size), size)

    def place(self) -> None:
        """Beside the selection, over free paper where there is some."""
        anchor = self._canvas.pad_anchor()
        if anchor is None:
            return self.vanish()
        card_rect = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        self.move((place_for(self._canvas, anchor, card_rect.size()) - card_rect.topLeft()).toPoint())
        return None

    # painting

    def _cell(self, index: int) -> QRect:
        corner = SHADOW + RIM
        return QRect(corner + index % COLUMNS * SIDE, corner + index // COLUMNS * SIDE, SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._canvas.theme
        with QPainter(self) as p:
            card(p, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), theme)
            for index, button in enumerate(self.buttons):
                cell, hot = self._cell(index), index == self._hot
                if hot:
                    p.setPen(Qt.PenStyle.NoPen)
                    p.setBrush(QColor(theme.accent_tint))
                    p.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 6, 6)
                red = button.id == "delete" and hot
                colour = theme.red if red else theme.accent if hot else theme.text2
                inset = (SIDE - ICON) // 2
                paint_icon(p, button.icon, colour, cell.topLeft() + QPoint(inset, inset), ICON)

    # input

    def _index_at(self, at: QPointF) -> int:
        return next((i for i in range(len(self.buttons)) if self._cell(i).contains(at.toPoint())), -1)

    def _heat(self, index: int) -> None:
        if index == self._hot:
            return
        self._hot = index
        self.update()
        self._tip.hide()
        if index >= 0:
            self._tip_soon.start(TIP_WAIT)

    def _show_tip(self) -> None:
        if 0 <= self._hot < len(self.buttons) and self.isVisible():
            button = self.buttons[self._hot]
            card_rect = self.rect().adjusted(SHADOW, 0, -SHADOW, 0).translated(self.pos())
            cell = self._cell(self._hot).translated(self.pos())
            self._tip.show_at(button.text, button.key, QRect(card_rect.left(), cell.top(), card_rect.width(), SIDE))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._heat(self._index_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        if not self._dragging:
            self._heat(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._press = self._index_at(event.position()), event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._canvas.forward(event, self)
        elif not event.buttons():
            self._heat(self._index_at(event.position()))
        elif self._pressed >= 0 and self._far(event.position()) and self.buttons[self._pressed].drag:
            self._dragging = True
            button, self._pressed = self.buttons[self._pressed], -1
            self._canvas.drag_from_pad(button.drag, self.mapToParent(event.position().toPoint()))
            self._heat(-1)
            self._tip_soon.stop()
            self.move(-10000, -10000)  # out of the way, yet still holding the mouse

    def _far(self, at: QPointF) -> bool:
        return (at - self._press).manhattanLength() >= QApplication.startDragDistance() / 2

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.hide()
            self._canvas.forward(event, self)
            return
        index, self._pressed = self._pressed, -1
        if index >= 0 and index == self._index_at(event.position()):
            button = self.buttons[index]
            self.vanish()
            button.act(self._canvas)
            self._canvas.by_keyboard = False  # the hand is on the mouse
