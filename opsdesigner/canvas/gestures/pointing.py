"""What the mouse and the touchpad do on a canvas: gestures, also across to another one; the wheel and pinching."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ..keyboard import keys
from .gesture import Gesture, Keys, Pan
from .receiving import Receiving
from .tools import Tool, tool_named

RIM, FASTEST = 28, 22  # window pixels: where a drag scrolls the page, and how far at most each time
Across = Callable[[Gesture, QPointF, bool], bool]


class Pointing(Receiving):
    """Hands what the pointer does to the tool in use, or to the gesture that is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.space_held = False
        self.across: Across | None = None  # asked about a drag that has left this canvas
        self._tool: Tool = tool_named(self.me, "select")
        self._away = False  # the drag is over another one
        self._last, self._last_keys = QPointF(), Keys.NoModifier
        self._scroller = self._timer(self._scroll_on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chooser.close_menu()
        self.letters, self.by_keyboard = None, False
        self.snapshot, self._landing = None, False
        at, button = event.position(), event.button()
        if self.gesture is not None:
            return
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self.space_held):
            self.start(Pan(self.me, at))
        elif self.previewing:  # what is shown is not there yet: a hand can only look round
            self.start(Pan(self.me, at) if button == Qt.MouseButton.LeftButton else None)
        elif self.locked and button == Qt.MouseButton.LeftButton and self._tool.name != "lasso":
            self._point(at, event.modifiers())
            self.start(Pan(self.me, at))
        elif button == Qt.MouseButton.LeftButton:
            self.start(self._tool.press(at, event.modifiers()))
        elif button == Qt.MouseButton.RightButton:
            hit = self.thing_under(at)
            if hit not in self.picked:
                self.select({hit} if hit else ())

    def _point(self, at: QPointF, modifiers: Keys) -> None:
        """Selects what is under the pointer, one more with Shift; nothing can be dragged from there."""
        hit = self.thing_under(at)
        if modifiers & Keys.ShiftModifier:
            self.select(self.picked ^ {hit} if hit else self.picked)
        else:
            self.select({hit} if hit else ())

    def start(self, gesture: Gesture | None) -> None:
        self.gesture = gesture
        if gesture is not None:
            self.pad.vanish()
            if gesture.cursor is not None:
                self.setCursor(gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.moved(event.position(), event.modifiers())

    def moved(self, at: QPointF, modifiers: Keys) -> None:
        self._last, self._last_keys = at, modifiers
        if self.gesture is None:
            hand = self.space_held or self.previewing
            cursor = Qt.CursorShape.OpenHandCursor if hand else self._pointed(at, modifiers)
            if self.cursor().shape() != cursor:
                self.setCursor(cursor)
            return
        if self._gone_across(self.gesture, at, False):
            return
        self.gesture.move(at, modifiers)
        if self.gesture.scrolls and not self.rect().adjusted(RIM, RIM, -RIM, -RIM).contains(at.toPoint()):
            if not self._scroller.isActive():
                self._scroller.start(16)
        else:
            self._scroller.stop()

    def _pointed(self, at: QPointF, modifiers: Keys) -> Qt.CursorShape:
        """The pointer over a place; where nothing can be changed it promises nothing."""
        if not self.locked:
            return self._tool.hover(at, modifiers)
        self.hover(self.thing_under(at))
        return Qt.CursorShape.ArrowCursor

    def _gone_across(self, gesture: Gesture, at: QPointF, ends: bool) -> bool:
        """Whether a drag has left for another canvas; what it carries is then not shown here."""
        was, self._away = self._away, False
        leaves = (
            self.across is not None and gesture.begun and gesture.carried and not self.rect().contains(at.toPoint())
        )
        if self.across is not None and (leaves or was):
            self._away = self.across(gesture, at, ends)
        if self._away:
            self._scroller.stop()
            self.say("", at)
            self.snapshot = None
        if self._away or was:
            self.update()
        return self._away

    def moved_again(self, modifiers: Keys) -> None:
        """The keys held with the pointer have changed, not its place."""
        self.moved(self._last, modifiers)

    def _scroll_on(self) -> None:
        """At the rim the page moves by itself, and what is dragged stays under the pointer."""
        if self.gesture is None or not self.gesture.begun:
            return
        inner, at = QRectF(self.rect().adjusted(RIM, RIM, -RIM, -RIM)), self._last
        x = max(0.0, inner.left() - at.x()) - max(0.0, at.x() - inner.right())
        y = max(0.0, inner.top() - at.y()) - max(0.0, at.y() - inner.bottom())
        if x or y:
            self.pan(QPointF(max(-FASTEST, min(FASTEST, x)), max(-FASTEST, min(FASTEST, y))))
            self.moved(at, self._last_keys)
            self._scroller.start(16)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.let_go(event.position(), event.modifiers())

    def let_go(self, at: QPointF, modifiers: Keys) -> None:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            self._scroller.stop()
            if self._gone_across(gesture, at, True):
                gesture.cancel()
                self._away = False
            else:
                gesture.release(at, modifiers)
            self._end_gesture(gesture)

    def _end_gesture(self, gesture: Gesture) -> None:
        self._scroller.stop()
        if not self._hush.isActive():
            self.say("", QPointF())
        self.unsetCursor()
        self._offer_pad()
        if gesture.begun or len(self.picked) > 1 or self._tool.name != "select":
            self.update()
        for id in {self.hovered, self.current()}:  # a mere click
            self._touch(id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._tool.name != "select" or self.previewing:
            self.mousePressEvent(event)
            return
        if self.locked:
            self.refuse(self.locked, event.position())
            return
        keys.double_clicked(self.me, event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.hover("")
        if self.gesture is None and self._said and not self._hush.isActive():
            self.say("", QPointF())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Keys.ControlModifier:
            self.zoom_at(self.zoom * 1.1 ** ((turned.y() or turned.x()) / 120), event.position())
        else:
            by = QPointF(event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2)
            sideways = bool(event.modifiers() & Keys.ShiftModifier) and not by.x()
            self.pan(QPointF(by.y(), 0) if sideways else by)
        event.accept()

    def _pinched(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(self.zoom * (1 + event.value()), event.position())
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.zoom_at(1.0 if self.zoom < 0.95 else 0.5, event.position())
        else:
            return False
        return True
