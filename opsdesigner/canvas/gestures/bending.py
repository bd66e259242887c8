"""Dragging a selected line: a piece, a bend, a new bend, an end to another shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.edit import arrange, draw
from opsdesigner.edit.context import can_connect
from opsdesigner.edit.joining import way_else
from opsdesigner.edit.lines import site_of, straighten
from opsdesigner.edit.routing import Site, outward
from opsdesigner.model import Edge, Id, Link, Model, Point, Shape
from opsdesigner.model.geometry import Box
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.rules import Answer

from ..marks.overlay import line_pen, paint_guides, paint_target, polygon
from ..words import tr
from .bends import add_bend, is_level, is_upright, move_bend, move_piece
from .gesture import SLACK, Gesture, Keys
from .handles import Grip
from .snapping import Guide, Snapper

if TYPE_CHECKING:
    from ..view import CanvasView

NEIGHBOURS = 600


def ends_of(model: Model, edge: Edge) -> tuple[Shape | None, Shape | None]:
    """The shapes a line joins on its diagram."""
    link = model.get(edge.link, Link)
    if link is None:
        return None, None
    return shape_of(model, link.source, edge.diagram), shape_of(model, link.target, edge.diagram)


def sites_of(model: Model, edge: Edge) -> tuple[Site | None, Site | None]:
    first, last = ends_of(model, edge)
    return (site_of(model, first) if first else None, site_of(model, last) if last else None)


class Bend(Gesture):
    """The line follows while a piece or bend of it is dragged; made straight and committed on release."""

    def __init__(self, view: CanvasView, press: QPointF, id: Id, grip: Grip) -> None:
        super().__init__(view, press)
        self.id, self.grip = id, grip
        self.edge = view.model.get(id, Edge)
        assert self.edge is not None
        self.old: tuple[Point, ...] = self.edge.points
        self.points: list[Point] = list(self.old)
        self.first, self.last = sites_of(view.model, self.edge)
        self.guides: list[Guide] = []
        near = view.neighbours(NEIGHBOURS)
        self.snapper = Snapper((0.0, 0.0, 0.0, 0.0), near)

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        place = self.view.to_diagram(at.x(), at.y())
        x, y = place.x(), place.y()
        self.guides = []
        if not keys & Keys.AltModifier:
            x, y = self._snapped(0, x), self._snapped(1, y)
        self.points = self._bent(x, y, bool(keys & Keys.ControlModifier))
        self.view.say(tr("Esc puts it back"), at)
        self.view.update()

    def _snapped(self, axis: int, value: float) -> float:
        """Onto the other points of the line, the middles and edges of shapes near by, the grid."""
        slack = SLACK / self.view.zoom
        own = [p[axis] for i, p in enumerate(self.old) if i != self.grip.number]
        near = min(own, key=lambda each: abs(each - value), default=value)
        if abs(near - value) <= slack / 2:
            return near
        self.snapper.box = self._reach()
        place, guides = self.snapper.snap_edge(axis, value, slack)
        self.guides += guides
        return place

    def _reach(self) -> Box:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (min(xs), min(ys), max(xs), max(ys))

    def _bent(self, x: float, y: float, fresh: bool) -> list[Point]:
        index = self.grip.number
        if self.grip.part == "bend":
            return move_bend(self.old, index, (x, y), self.first, self.last)
        a, b = self.old[index], self.old[index + 1]
        if fresh or not (is_level(a, b) or is_upright(a, b)):
            return add_bend(self.old, index, (x, y))
        return move_piece(self.old, index, x if is_upright(a, b) else y, self.first, self.last)

    def release(self, at: QPointF, keys: Keys) -> None:
        if not self.begun or self.points == list(self.old):
            return
        points = tuple(self.points)
        if self.first and self.last:
            points = straighten(points, self.first, self.last)
        self.view.attempt(lambda: arrange.set_points(self.view.model, self.id, points))

    def paint(self, p: QPainter) -> None:
        if not self.begun:
            return
        p.setPen(line_pen(self.view.theme.accent, 2))
        p.drawPolyline(polygon(self.view, self.points))
        paint_guides(p, self.view, [guide for guide in self.guides if self._on(guide)])

    def _on(self, guide: Guide) -> bool:
        """Only guides that a point of the line really lies on."""
        return any(abs(point[0 if guide.upright else 1] - guide.at) < 0.01 for point in self.points)


class Reconnect(Gesture):
    """One end of a line goes to another shape, or to another place of the same one."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, press: QPointF, id: Id, end: str) -> None:
        super().__init__(view, press)
        self.id, self.end = id, "source" if end == "start" else "target"
        edge = view.model.get(id, Edge)
        assert edge is not None
        self.edge = edge
        self.first, self.last = ends_of(view.model, edge)
        self.points: list[Point] = list(edge.points)
        self.target: Id = ""
        self.answer = Answer("")
        self.at: Point = edge.points[0 if end == "start" else -1]

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        view = self.view
        place = view.to_diagram(at.x(), at.y())
        self.at = (place.x(), place.y())
        target = view.shape_under(at)
        if target != self.target:
            self.target, self.answer = target, self._may(target)
        self.points = self._way()
        if self.target and not self.answer:
            view.say(tr(self.answer.reason), at, True)
        else:
            view.say("" if self.target else tr("Release on a shape"), at)
        view.update()

    def _may(self, target: Id) -> Answer:
        link = self.view.model.get(self.edge.link, Link)
        fixed = self.last if self.end == "source" else self.first
        if not target or link is None or fixed is None:
            return Answer("")
        pair = (target, fixed.id) if self.end == "source" else (fixed.id, target)
        return can_connect(self.view.model, *pair)

    def _way(self) -> list[Point]:
        """As it will run after the release; without a target the end is just in hand."""
        model, link = self.view.model, self.view.model.get(self.edge.link, Link)
        shape = model.get(self.target, Shape) if self.target and self.answer else None
        if shape is not None and link is not None and link.kind == self.answer.kind and link.kind != "reportsTo":
            return list(way_else(model, self.edge, link, self.end, self.target, self.at))
        line = list(self.edge.points)
        line[0 if self.end == "source" else -1] = outward(site_of(model, shape), self.at) if shape else self.at
        return line

    def release(self, at: QPointF, keys: Keys) -> None:
        if not self.begun:
            return
        view = self.view
        if not self.target or not self.answer:
            view.refuse(self.answer.reason or tr("Release on a shape"), at)
            return
        view.attempt(lambda: draw.reconnect(view.model, self.id, self.end, self.target, self.at))

    def paint(self, p: QPainter) -> None:
        if not self.begun:
            return
        if self.target:
            paint_target(p, self.view, self.target, bool(self.answer))
        colour = self.view.theme.red if self.target and not self.answer else self.view.theme.accent
        p.setPen(line_pen(colour, 1.5, (6, 4)))
        p.drawPolyline(polygon(self.view, self.points))
