"""The canvas widget: what hands and keys do on a diagram."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Id, Model
from opsdesigner.notation.kinds import ORG_CHART

from . import access, keys
from .dragging import Drag
from .folding import paint_folds
from .gesture import Gesture, Keys, Pan
from .hints import hint_rect, paint_hint
from .overlay import paint_overlay
from .receiving import VARIANT_MIME, Receiving
from .sticky import paint_empty, paint_headers, paint_openers
from .tools import ConnectTool, Tool, tool_named

__all__ = ["VARIANT_MIME", "CanvasView"]
NAME_WAIT = 120  # milliseconds over a thing before its name is said
RIM, FASTEST = 28, 22  # window pixels: where a drag scrolls the page, and how far at most each time


Across = Callable[[Gesture, QPointF, bool], bool]


class CanvasView(Receiving):
    """Shows one diagram of a model and turns gestures and keys into changes of it."""

    tool_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.space_held = False
        self._tool: Tool = tool_named(self, "select")
        self._keep = self._named = False
        self.across: Across | None = None  # asked about a drag that has left this canvas
        self._away = False  # the drag is over another one
        self._last, self._last_keys = QPointF(), Keys.NoModifier
        self._scroller = self._timer(self._scroll_on)
        self._name_soon = self._timer(self._say_name)
        self._lifter = self._timer(self._lift)
        access.watch(self)

    def viewport(self) -> QWidget:
        """The widget that takes the events."""
        return self

    def show_diagram(self, model: Model, diagram: Id) -> None:
        self.cancel()
        super().show_diagram(model, diagram)

    def idle(self) -> bool:
        return super().idle() and self.gesture is None

    def busy(self) -> bool:
        return self.gesture is not None or super().busy()

    def focus_point(self) -> QPoint:
        return self.mapFromGlobal(self.cursor().pos())

    # tools

    @property
    def tool(self) -> str:
        return self._tool.name

    def set_tool(self, name: str, keep: bool = False) -> None:
        """Takes up a tool; it is laid down after one use unless it is kept."""
        self._keep = keep
        before = self._tool.name
        self._tool = tool_named(self, name, keep)
        self._settle()
        self._offer_pad()
        if before != self._tool.name:
            self.tool_changed.emit(self._tool.name)

    def arm_connect(self, source: Id) -> None:
        """Takes up the connect tool with a line that starts at a shape already."""
        changed = self._tool.name != "connect"
        self._tool = ConnectTool(self, source, self._keep)
        self.pad.vanish()
        self.say("", QPointF())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()
        if changed:
            self.tool_changed.emit("connect")

    def tool_done(self) -> None:
        """A tool has done its work once."""
        if not self._keep:
            self.set_tool("select")
        elif self._tool.name == "connect":
            self._tool = ConnectTool(self, "", True)

    def _settle(self) -> None:
        self.say("", QPointF())
        if self.underMouse() and self.gesture is None:
            self.setCursor(self._tool.hover(self._last, Keys.NoModifier))
        else:
            self.unsetCursor()
        self.update()

    def cancel(self) -> bool:
        """Puts back what is under way; lays the tool down, else selects nothing. Whether there was anything to do."""
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.cancel()
            self._end_gesture(gesture)
            return True
        if self.letters is not None or self._said:
            had = self.letters is not None
            self.letters = None
            self.say("", QPointF())
            if had:
                self.set_tool("select")
                return True
        if self._tool.name != "select":
            self.set_tool("select")
            return True
        had = bool(self.picked)
        self.select(())
        return had

    def cancel_gesture(self) -> None:
        """Puts back what a hand has under way, before something else changes the drawing."""
        if self.gesture is not None:
            self.cancel()

    # painting

    def paint_over(self, p: QPainter) -> None:
        lifted = isinstance(self.gesture, Drag) and self.snapshot is not None
        paint_empty(p, self)
        paint_headers(p, self)
        if not lifted:
            paint_overlay(p, self)
            paint_openers(p, self)
            paint_folds(p, self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.gesture is not None and not self._away:
            self.gesture.paint(p)
        elif self.gesture is None:
            self._tool.paint(p)
        if self._dropping is not None:
            self._dropping.paint(p)
        if self.letters is not None:
            self.letters.paint(p)
        if self._said:
            paint_hint(p, self._said, self._said_at, QRectF(self.rect()), self.theme, self._said_no)

    def hover(self, id: Id) -> None:
        """Rings what is pointed at; where its name is not to be read on the drawing, it is said after a while."""
        if id != self.hovered and self._named:
            self.say("", QPointF())
            self._named = False
        super().hover(id)
        if id and not self._named:
            self._name_soon.start(NAME_WAIT)

    def _say_name(self) -> None:
        if not self.hovered or self.gesture is not None or self._tool.name != "select" or self._said:
            return
        label = self.display.label(self.hovered, self.zoom)
        shape = self.display.shapes.get(self.hovered)
        if (label is None or label.cut) and (shape is None or shape.name):
            self._named = True
            self.say(self.name_of(self.hovered), self._last)

    def hint_place(self) -> QRect:
        """Where the hint stands; empty where none is shown."""
        return hint_rect(self._said, self._said_at, QRectF(self.rect())).toRect() if self._said else QRect()

    def lift_soon(self) -> None:
        """Readies a drag of many between its press and its first move, so that neither costs a frame."""
        self._lifter.start(8)

    def _lift(self) -> None:
        if isinstance(self.gesture, Drag):
            self.gesture.lift()

    def page_turned(self) -> None:
        if isinstance(self.gesture, Drag):
            self.gesture.turned()
        else:
            super().page_turned()
        if self.pad.isVisible():
            self.pad.place()
        if self.editing() and self.editor is not None:
            self.editor.finish(True)

    # the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chooser.close_menu()
        self.letters, self.by_keyboard = None, False
        self.snapshot, self._landing = None, False
        at, button = event.position(), event.button()
        if self.gesture is not None:
            return
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self.space_held):
            self.start(Pan(self, at))
        elif button == Qt.MouseButton.LeftButton:
            self.start(self._tool.press(at, event.modifiers()))
        elif button == Qt.MouseButton.RightButton:
            hit = self.thing_under(at)
            if hit not in self.picked:
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
            cursor = Qt.CursorShape.OpenHandCursor if self.space_held else self._tool.hover(at, modifiers)
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
        if event.button() != Qt.MouseButton.LeftButton or self._tool.name != "select":
            self.mousePressEvent(event)
            return
        keys.double_clicked(self, event.position())

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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture:
            return self._pinched(cast(QNativeGestureEvent, event))
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.claims(self, event):
            event.accept()
            return True
        return super().event(event)

    def _pinched(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(self.zoom * (1 + event.value()), event.position())
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.zoom_at(1.0 if self.zoom < 0.95 else 0.5, event.position())
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        anchor = self.pad_anchor() if keyboard else None
        self.open_pad_menu(anchor.center().toPoint() if anchor else event.pos())

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.pressed(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.space_held = False
            self.unsetCursor()
        keys.held(self, event, False)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.space_held = False
        super().focusOutEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is a verb while something is selected; else it goes on to the next widget."""
        verb = self.picked and (next or self.page == ORG_CHART)
        return False if verb else super().focusNextPrevChild(next)
