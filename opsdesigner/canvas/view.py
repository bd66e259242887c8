"""The canvas widget: what hands and keys do on a diagram."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
)
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Id, Model
from opsdesigner.notation.kinds import ORG_CHART

from . import access
from .boxes.folding import paint_folds
from .gestures.dragging import Drag
from .gestures.gesture import Keys
from .gestures.pointing import Pointing
from .gestures.receiving import VARIANT_MIME
from .gestures.tools import ConnectTool, tool_named
from .keyboard import keys
from .marks.overlay import paint_handles, paint_overlay
from .marks.pinning import paint_pins
from .marks.sticky import paint_empty, paint_headers, paint_openers
from .marks.what_if_rings import paint_picked_ring, paint_rings
from .menus.hints import hint_rect, paint_hint

__all__ = ["VARIANT_MIME", "CanvasView"]
LOOKING_TOOLS = ("select", "hand", "lasso")  # that change nothing
NAME_WAIT = 120  # milliseconds over a thing before its name is said


class CanvasView(Pointing):
    """Shows one diagram of a model and turns gestures and keys into changes of it."""

    tool_changed = Signal(str)
    pin_wanted = Signal(str)  # the shape whose pin was clicked
    typed = Signal(str, str)  # what a name that is being edited belongs to, and its text; "" and "" once that is over

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._keep = self._named = False
        self.pin_said: Id = ""  # the shape whose pin is pointed at
        self.undoing = False  # what is selected just now came back by undo or redo
        self.writer: Callable[[str], None] | None = None  # takes what is typed while a process has nothing on its page
        self.asker: Callable[[str], None] | None = None  # asks a question of what is selected; "" asks which one
        self.what_if: Callable[[Id], tuple[str, ...] | None] | None = None  # how the questions of a step stand
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
        if self.locked and name not in LOOKING_TOOLS:
            self.refuse(self.locked, self.pointer())
            return
        if name != "select":
            self.leave_preview()
        self._keep = keep
        before = self._tool.name
        self._tool = tool_named(self, name, keep)
        self._settle()
        self._offer_pad()
        if before != self._tool.name:
            self.tool_changed.emit(self._tool.name)

    def arm_connect(self, source: Id) -> None:
        """Takes up the connect tool with a line that starts at a shape already."""
        self.leave_preview()
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
        if self.stop_work():
            return True
        if self.previewing:
            self.leave_preview()
            return True
        if self.letters is not None or self._said:
            letters, self.letters = self.letters, None
            self.say("", QPointF())
            if letters is not None:
                letters.go_back()
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
        lifted = self.gliding or (isinstance(self.gesture, Drag) and self.snapshot is not None)
        paint_empty(p, self)
        if not lifted:
            paint_pins(p, self)
        if not self.gliding:
            paint_rings(p, self)
        paint_headers(p, self)
        if not lifted:
            paint_overlay(p, self)
            paint_picked_ring(p, self)
            paint_handles(p, self)
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
        if id != self.pin_said:
            self.pin_said = ""
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
        if self.letters is not None:
            self.letters.renew()
        if self.pad.isVisible():
            self.pad.place()
        if self.editing() and self.editor is not None:
            self.editor.finish(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture:
            return self._pinched(cast(QNativeGestureEvent, event))
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keys.claims(self, event):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.previewing or self.locked:
            self.refuse(self.locked, QPointF(event.pos()))
            return
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
        keys.let_up(self, event)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.space_held = False
        super().focusOutEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is a verb while something is selected; else it goes on to the next widget."""
        verb = not self.previewing and self.picked and (next or self.page == ORG_CHART)
        return False if verb else super().focusNextPrevChild(next)
