"""Shapes put into a flow between two others."""

from __future__ import annotations

from opsdesigner.model import Edge, Id, Link, Model, Point, Shape
from opsdesigner.model.geometry import box_of, nearest_on
from opsdesigner.notation.rules import Answer, link_between, may_insert

from .around import around
from .context import (
    allow,
    end_of,
    middle_of,
    shape_in,
)
from .ground import Later
from .guiding import led
from .joining import join
from .lines import clipped, levelled, route, site_of
from .room import make_room

RIM = 12.0  # px that what goes into a flow keeps from the rims of its lane


def onto(model: Model, edge: Id, x: float, y: float, size: Point = (0.0, 0.0), home: Id = "") -> Point:
    """The point of a level or upright piece of a flow beside a point, along it inside the home where it has room."""
    line = model.get(edge, Edge)
    assert line is not None
    points = levelled(line.points, docks=True)
    _, index, at = nearest_on(points, x, y)
    start, end = points[index], points[index + 1]
    if start[0] != end[0] and start[1] != end[1]:
        return x, y
    axis = 0 if start[1] == end[1] else 1
    frame = model.get(home, Shape)
    if frame is None:
        return at
    half, (low, high) = size[axis] / 2 + RIM, sorted((start[axis], end[axis]))
    low, high = max(low, box_of(frame)[axis] + half), min(high, box_of(frame)[axis + 2] - half)
    along = min(max(at[axis], low), high) if low <= high else at[axis]
    return (along, at[1]) if axis == 0 else (at[0], along)


def may_go_into(model: Model, edge: Id, node: Id) -> Answer:
    """Whether a node may be put into a flow."""
    line = model.get(edge, Edge)
    link = model.get(line.link, Link) if line else None
    if link is None or link.kind != "sequenceFlow" or node in (link.source, link.target):
        return Answer("", "A step goes into a flow between two others")
    middle = end_of(model, node)
    answer = may_insert(middle.kind)
    for first, last in ((end_of(model, link.source), middle), (middle, end_of(model, link.target))):
        if answer:
            joined = link_between(first, last)
            answer = joined if joined.kind in ("", "sequenceFlow") else Answer("", "A flow cannot leave its pool")
    return answer


def insert(model: Model, edge: Id, shape: Id) -> Id:
    """Puts a shape into a sequence flow; returns the edge that leads on. Raises Refusal."""
    place = shape_in(model, "", shape)
    allow(may_go_into(model, edge, place.node))
    with led(model, place.diagram, "Insert into flow", Later(model, place.diagram)):
        return put_into(model, edge, shape)


def put_into(model: Model, edge: Id, shape: Id) -> Id:
    line = model.get(edge, Edge)
    link = model.get(line.link, Link) if line else None
    assert line is not None and link is not None
    first, last = shape_in(model, line.diagram, link.source), shape_in(model, line.diagram, link.target)
    make_room(model, line, first, last, shape)
    line, middle = model.get(edge, Edge), shape_in(model, "", shape)
    assert line is not None
    first, last = shape_in(model, line.diagram, link.source), shape_in(model, line.diagram, link.target)
    whole, (x, y) = levelled(line.points, docks=True), middle_of(middle)
    _, index, at = nearest_on(whole, x, y)
    on_line = abs(at[0] - x) + abs(at[1] - y) < 1
    before = [*whole[: index + 1], at] if on_line else None
    after = [at, *whole[index + 1 :]] if on_line else None
    model.update(link.id, target=middle.node)
    rest = _clear(model, after, middle, last)
    follower = join(model, "sequenceFlow", middle, last, rest)
    if rest and line.props.flag("handmade"):
        model.set_props(follower.id, handmade=True)
    way = _clear(model, before, first, middle)
    points = clipped(way, site_of(model, first), site_of(model, middle)) if way else None
    if points is None:
        points = route(model, line.diagram, first, middle, around=around(model, first, middle))
        model.set_props(line.id, handmade=None)
    model.update(line.id, points=points)
    return follower.id


def _clear(model: Model, points: list[Point] | None, first: Shape, last: Shape) -> list[Point] | None:
    """The half of a cut flow if it still has room between its ends, else None."""
    if points is None:
        return None
    a, b = box_of(first), box_of(last)
    apart = a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    return points if apart else None
