"""What a hand can grip: the corners and sides of a shape, the bends, ends and pieces of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from opsdesigner.model import Id, Shape
from opsdesigner.model.geometry import nearest_on
from opsdesigner.notation.rules import editable

if TYPE_CHECKING:
    from ..view import CanvasView

GRIP = 8.0  # window pixels round a handle's middle
LEAST_ZOOM = 0.25
FIXED = (  # families that keep their size
    *("start", "event", "boundary", "end", "gateway", "data", "store", "message"),
    *("role", "unit"),
)
CORNERS_FROM = 24.0  # window pixels; smaller shapes have corners only
CURSORS = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
}


class Handle(NamedTuple):
    """One of eight handles: which sides it moves (-1, 0, 1 across and down) and where it stands in the window."""

    across: int
    down: int
    at: QPointF


class Grip(NamedTuple):
    """A part of a line under the pointer: "start", "end", "bend" or "piece", and its number."""

    part: str
    number: int


def resizable(view: CanvasView, id: Id) -> bool:
    shape = view.display.shapes.get(id)
    record = view.model.get(id, Shape)
    if shape is None or (record is not None and record.props.flag("pinned")):
        return False
    return shape.kind.family not in FIXED and editable(shape.kind.id)


def shape_handles(view: CanvasView, id: Id) -> list[Handle]:
    """The handles of a selected shape; none where it is too small on screen or keeps its size."""
    if view.zoom < LEAST_ZOOM or not resizable(view, id):
        return []
    shape = view.display.shapes[id]
    a, b = view.to_view(shape.x, shape.y), view.to_view(shape.x + shape.w, shape.y + shape.h)
    xs = {-1: a.x() - 5, 0: (a.x() + b.x()) / 2, 1: b.x() + 5}
    ys = {-1: a.y() - 5, 0: (a.y() + b.y()) / 2, 1: b.y() + 5}
    sides_x, sides_y = b.x() - a.x() >= CORNERS_FROM, b.y() - a.y() >= CORNERS_FROM
    return [
        Handle(i, j, QPointF(xs[i], ys[j]))
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        if (i or j) and (i != 0 or sides_x) and (j != 0 or sides_y)
    ]


def handle_at(view: CanvasView, at: QPointF) -> Handle | None:
    """The handle of the one selected shape under a point of the window."""
    if len(view.picked) != 1:
        return None
    for handle in shape_handles(view, view.current()):
        if abs(handle.at.x() - at.x()) <= GRIP and abs(handle.at.y() - at.y()) <= GRIP:
            return handle
    return None


def grip_at(view: CanvasView, id: Id, at: QPointF) -> Grip | None:
    """The part of a line under a point of the window."""
    edge = view.display.edges.get(id)
    if edge is None:
        return None
    last = len(edge.points) - 1
    for index in (0, last, *range(1, last)):
        point = view.to_view(*edge.points[index])
        if abs(point.x() - at.x()) <= GRIP and abs(point.y() - at.y()) <= GRIP:
            return Grip("start" if index == 0 else "end" if index == last else "bend", index)
    place = view.to_diagram(at.x(), at.y())
    far, index, _ = nearest_on(edge.points, place.x(), place.y())
    return Grip("piece", index) if far * view.zoom <= GRIP else None


def piece_cursor(view: CanvasView, id: Id, index: int) -> Qt.CursorShape:
    """Which way a piece of a line can be moved."""
    points = view.display.edges[id].points
    (ax, ay), (bx, by) = points[index], points[index + 1]
    if abs(ax - bx) < 0.5:
        return Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.SizeVerCursor if abs(ay - by) < 0.5 else Qt.CursorShape.SizeAllCursor
