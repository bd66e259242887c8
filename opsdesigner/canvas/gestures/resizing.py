"""Giving a shape another size by its handles; moving the border between two lanes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.edit import arrange
from opsdesigner.edit.underway import after_resize
from opsdesigner.model import Edge, Id, Shape
from opsdesigner.model.geometry import Box, box_of
from opsdesigner.notation.looks import HEADER

from ..drawing.pictures import ShapePicture
from ..marks.overlay import clear, line_pen, paint_guides, polygon, ring, window_rect
from .gesture import SLACK, Gesture, Keys
from .handles import CURSORS, Handle
from .snapping import Guide, Snapper
from .trail import FRAME

if TYPE_CHECKING:
    from ..view import CanvasView

LEAST: dict[str, tuple[float, float]] = {  # by family: least width and height
    "step": (64, 36),
    "note": (40, 24),
    "group": (40, 40),
    "pool": (160, 44),
    "lane": (120, 48),
}
OPEN_LEAST = (140.0, 100.0)  # of an open sub-process
NEIGHBOURS = 600


def least_size(shape: ShapePicture) -> tuple[float, float]:
    """The smallest a shape may become by hand."""
    if shape.kind.family == "step" and shape.depth < 0:
        return OPEN_LEAST
    return LEAST.get(shape.kind.family, (36.0, 24.0))


def resized(box: Box, handle: tuple[int, int], x: float, y: float, least: tuple[float, float]) -> Box:
    """The box with the sides of a handle at a point, never smaller than the least size."""
    left, top, right, bottom = box
    across, down = handle
    if across < 0:
        left = min(x, right - least[0])
    elif across > 0:
        right = max(x, left + least[0])
    if down < 0:
        top = min(y, bottom - least[1])
    elif down > 0:
        bottom = max(y, top + least[1])
    return (left, top, right, bottom)


class Resize(Gesture):
    """A handle follows the pointer; the size is said beside it."""

    def __init__(self, view: CanvasView, press: QPointF, id: Id, handle: Handle) -> None:
        super().__init__(view, press)
        self.id, self.handle = id, (handle.across, handle.down)
        self.cursor = CURSORS[self.handle]
        picture = view.display.shapes[id]
        self.old: Box = picture.body()
        self.box, self.least = self.old, least_size(picture)
        self.guides: list[Guide] = []
        self.lines: list[Edge] = []  # as they will run
        self.snapper = Snapper(self.old, [box for box in view.neighbours(NEIGHBOURS) if box != self.old])

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        dx, dy = self.shift(at)
        left, top, right, bottom = self.old
        x = (left if self.handle[0] < 0 else right) + dx
        y = (top if self.handle[1] < 0 else bottom) + dy
        self.guides = []
        if not keys & Keys.AltModifier:
            x, y = self._snapped(0, x), self._snapped(1, y)
        self.box = resized(self.old, self.handle, x, y, self.least)
        if (shape := self.view.model.get(self.id, Shape)) is not None:
            until = perf_counter() + FRAME
            self.lines = after_resize(self.view.model, shape, self.box, self.view.display, until)
        self.view.say(f"{self.box[2] - self.box[0]:g} × {self.box[3] - self.box[1]:g}", at)
        self.view.update()

    def _snapped(self, axis: int, value: float) -> float:
        if not self.handle[axis]:
            return value
        place, guides = self.snapper.snap_edge(axis, value, SLACK / self.view.zoom)
        self.guides += guides
        return place

    def release(self, at: QPointF, keys: Keys) -> None:
        if self.begun and self.box != self.old:
            self.view.attempt(lambda: arrange.resize(self.view.model, self.id, self.box))

    def paint(self, p: QPainter) -> None:
        if not self.begun:
            return
        paint_frame(p, self.view, self.box)
        p.setPen(line_pen(self.view.theme.accent, 1.5, (6, 4)))
        for line in self.lines:
            if line != self.view.model.get(line.id, Edge):
                p.drawPolyline(polygon(self.view, line.points))
        paint_guides(p, self.view, self.guides)


def paint_frame(p: QPainter, view: CanvasView, box: Box) -> None:
    """Where a shape would stand."""
    rect = window_rect(view.frame, QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]))
    p.setBrush(clear(view.theme.accent_tint, 0.35))
    ring(p, rect, 0, line_pen(view.theme.accent, 2), 6)
    p.setBrush(Qt.BrushStyle.NoBrush)


class Border(Gesture):
    """The border between two lanes, or the outer edge of one, follows the pointer; the neighbours take up the rest."""

    def __init__(self, view: CanvasView, press: QPointF, id: Id, handle: tuple[int, int]) -> None:
        super().__init__(view, press)
        shape = view.model.get(id, Shape)
        assert shape is not None
        self.id, self.handle = id, handle
        self.old: Box = box_of(shape)
        self.box = self.old
        self.cursor = Qt.CursorShape.SplitVCursor if handle[1] else Qt.CursorShape.SplitHCursor

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        dx, dy = self.shift(at)
        x = (self.old[0] if self.handle[0] < 0 else self.old[2]) + dx
        y = (self.old[1] if self.handle[1] < 0 else self.old[3]) + dy
        if not keys & Keys.AltModifier:
            x, y = round(x / 8) * 8, round(y / 8) * 8
        self.box = resized(self.old, self.handle, x, y, (HEADER + 30, 48))
        size = self.box[3] - self.box[1] if self.handle[1] else self.box[2] - self.box[0]
        self.view.say(f"{size:g}", at)
        self.view.update()

    def release(self, at: QPointF, keys: Keys) -> None:
        if self.begun and self.box != self.old:
            self.view.attempt(lambda: arrange.resize(self.view.model, self.id, self.box))

    def paint(self, p: QPainter) -> None:
        if not self.begun:
            return
        view, (left, top, right, bottom) = self.view, self.box
        p.setPen(line_pen(view.theme.accent, 2))
        if self.handle[1]:
            y = top if self.handle[1] < 0 else bottom
            p.drawLine(view.to_view(left, y), view.to_view(right, y))
        else:
            x = left if self.handle[0] < 0 else right
            p.drawLine(view.to_view(x, top), view.to_view(x, bottom))
