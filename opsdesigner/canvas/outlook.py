"""Where a diagram is looked at: all of it, its start, the top of a chart, the part that something is in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Model
from opsdesigner.model.geometry import Box
from opsdesigner.notation.theme import LIGHT, Theme

from .camera import Camera, fitting
from .drawing.display import Display


class Outlook(Camera):
    """A camera on the pictures of one diagram."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.model, self.diagram = Model(), ""
        self.display = Display(self.model, "", self.theme)
        self.opening: Callable[[], None] = self.fit  # where a fresh diagram is looked at
        self._opened: tuple[float, QPointF] | None = None  # where that was

    def fit(self) -> None:
        """All of it, never above full size."""
        self.show_box(self.display.bounds, fitting(self.display.bounds, self.size()))

    def show_start(self) -> None:
        """All of it where it can be read so, else its start."""
        self.show_from(self.display.bounds)

    def show_head(self) -> None:
        """An org chart from its top; of one that is too wide, what is round its first box."""
        first = min(self.display.shapes.values(), key=lambda shape: (shape.y, shape.x), default=None)
        self.show_top(self.display.bounds, first.x + first.w / 2 if first is not None else 0.0)

    def untouched(self) -> bool:
        """Whether it still looks where it did at first."""
        return self._opened == (self.zoom, self._corner)

    def open_again(self) -> None:
        """Looks at the diagram as at first, in the size that the window has now."""
        self.opening()
        self._opened = (self.zoom, QPointF(self._corner))

    def show_spot(self, box: Box) -> None:
        """Brings a part of the diagram that is not all in sight to the middle."""
        a, b = self.to_view(box[0], box[1]), self.to_view(box[2], box[3])
        if not self.rect().adjusted(40, 40, -40, -40).contains(QRectF(a, b).toAlignedRect()):
            self.pan(QPointF(self.rect().center() - ((a + b) / 2).toPoint()))

    def show_around(self, box: Box) -> None:
        """Pans no further than needed to see a part of the diagram."""
        way = self.way_to(box)
        if not way.isNull():
            self.pan(QPointF(way))

    def way_to(self, box: Box, edge: int = 40) -> QPoint:
        """How far the page has to move, in window pixels, so that a part of it is in sight, so far from the edge."""
        a, b = self.to_view(box[0], box[1]), self.to_view(box[2], box[3])
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        dx = min(0.0, room.right() - b.x()) or max(0.0, room.left() - a.x())
        dy = min(0.0, room.bottom() - b.y()) or max(0.0, room.top() - a.y())
        if b.x() - a.x() > room.width():
            dx = room.left() - a.x()
        if b.y() - a.y() > room.height():
            dy = room.top() - a.y()
        return QPoint(round(dx), round(dy))
