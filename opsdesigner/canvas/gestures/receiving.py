"""What comes to a canvas from elsewhere: buttons dragged off the pad, shapes out of the palette, parked problems."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.notation.kinds import ORG_CHART
from opsdesigner.notation.variants import VARIANTS

from ..acting import Acting
from ..output.clip import Paster
from .chart_placing import ghost_for
from .connecting import Connect
from .gesture import Gesture, Keys
from .placing import Ghost, PlaceByHand
from .tying import PARKED_MIME, Tying

VARIANT_MIME = "application/x-opsdesigner-variant"


def _carried(event: QDragEnterEvent, mime: str) -> str:
    return bytes(event.mimeData().data(mime).data()).decode("utf-8", "replace")  # another program may have filled it


class Receiving(Acting):
    """Goes on with drags that began outside the drawing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.gesture: Gesture | None = None
        self._dropping: Ghost | Tying | None = None
        self.paster: Paster | None = None  # looks at text that is pasted or dropped here
        super().__init__(parent)

    def start(self, gesture: Gesture | None) -> None:
        """Takes a gesture in hand."""

    def moved(self, at: QPointF, modifiers: Keys) -> None:
        """The pointer, or what holds it, has come to a point of the window."""

    def let_go(self, at: QPointF, modifiers: Keys) -> None:
        """The gesture in hand ends at a point of the window."""

    # the pad's drags go on here

    def drag_from_pad(self, drag: str, at: QPoint) -> None:
        """A button of the pad was dragged off: places its element by hand, or draws a line."""
        source = self.current()
        if drag == "connect":
            gesture: Gesture = Connect(self.me, QPointF(at), source)
            gesture.begun = True
        else:
            gesture = PlaceByHand(self.me, QPointF(at), ghost_for(self.me, VARIANTS[drag], source))
        self.start(gesture)
        gesture.move(QPointF(at), Keys.NoModifier)

    def forward(self, event: QMouseEvent, widget: QWidget) -> None:
        """An event of a child that holds the mouse for a gesture of the canvas."""
        at = QPointF(self.mapFromGlobal(event.globalPosition().toPoint()))
        if event.type() == QEvent.Type.MouseMove:
            self.moved(at, event.modifiers())
        elif event.type() == QEvent.Type.MouseButtonRelease and self.gesture is not None:
            self.let_go(at, event.modifiers())

    # out of the palette and the parking lot

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        variant = _carried(event, VARIANT_MIME)
        parked = [id for id in _carried(event, PARKED_MIME).splitlines() if id in self.model]
        if variant in VARIANTS:
            self.leave_preview()
            self._dropping = ghost_for(self.me, VARIANTS[variant])
        elif parked and self.page != ORG_CHART:
            self.leave_preview()
            self._dropping = Tying(self.me, parked)
        elif self.paster is not None and self.paster.wants(event.mimeData()):
            event.acceptProposedAction()
            return
        else:
            return
        self.pad.vanish()
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._dropping is not None:
            self._dropping.aim(event.position(), event.modifiers())
        event.acceptProposedAction()  # else there is text to paste

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dropping = None
        self.say("", QPointF())
        self.pad.again()
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        ghost, self._dropping = self._dropping, None
        if ghost is None:
            if self.paster is not None and self.paster.wants(event.mimeData()):
                event.acceptProposedAction()
                self.paster.take(event.mimeData())
            return
        ghost.aim(event.position(), event.modifiers())
        self.say("", QPointF())
        if ghost.commit():
            event.acceptProposedAction()
        else:
            self.refuse(ghost.answer.reason, event.position())
        self.update()
