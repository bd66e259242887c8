"""Lines drawn by hand: from one shape to another, and led elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.model import NO_PROPS, Edge, Id, Link, Model, Point, Props, Shape
from opsdesigner.notation.kinds import kind_of

from . import seats
from .around import around
from .context import (
    Refusal,
    allow,
    can_connect,
    end_of,
    shape_in,
)
from .lines import NO_ENDS, STRAIGHT, Ends, Points, clipped, route, site_of
from .roots import drawn_id, flow_parent, fresh_id


def connect(
    model: Model,
    diagram: Id,
    source: Id,
    target: Id,
    points: Sequence[Point] | None = None,
    source_at: Point | None = None,
    target_at: Point | None = None,
) -> Id:
    """A new link between two shapes, of the kind the rules say; returns its edge. Raises Refusal."""
    first, last = shape_in(model, diagram, source), shape_in(model, diagram, target)
    answer = can_connect(model, first.node, last.node)
    allow(answer)
    if answer.kind == "reportsTo":
        return seats.report(model, diagram, first.node, last.node)
    with model.change("Connect"):
        return join(model, answer.kind, first, last, points, Ends(source_at, target_at)).id


def join(
    model: Model,
    kind: str,
    first: Shape,
    last: Shape,
    points: Sequence[Point] | None = None,
    ends: Ends | None = None,
    name: str = "",
    props: Props = NO_PROPS,
) -> Edge:
    """Makes a link of a kind and its edge."""
    if kind == "association" and end_of(model, last.node).compensates:
        props = props.having(associationDirection="One")
    parent = flow_parent(model, kind, first.node, last.node)
    kept = name if kind_of(kind).named else ""  # an association has none
    link = Link(fresh_id(model, kind), kind, first.node, last.node, kept, parent, props=props)
    model.put(link)
    if points is not None and len(points) > 1:
        way = clipped(points, site_of(model, first), site_of(model, last))
    else:
        way = route(model, first.diagram, first, last, kind, ends, around(model, first, last, kind))
    return model.put(Edge(drawn_id(model, link.id), first.diagram, link.id, way))


def reconnect(model: Model, edge: Id, end: str, shape: Id, at: Point | None = None) -> Id:
    """Leads one end ("source" or "target") of an edge to another shape; returns the edge, which may be a new one."""
    line = model.get(edge, Edge)
    link = model.get(line.link, Link) if line else None
    if line is None or link is None:
        raise Refusal("This line is not on the diagram")
    first, last = _joined(model, line, link, end, shape)
    if link.kind == "reportsTo":
        return seats.report_else(model, line, link, first.node, last.node)
    answer = can_connect(model, first.node, last.node)
    allow(answer)
    with model.change("Reconnect"):
        if answer.kind != link.kind:
            model.remove(link.id)
            return join(model, answer.kind, first, last, None, _ends(line, end, first, last, at), link.name).id
        way = way_else(model, line, link, end, shape, at)
        props = link.props.having(default=None) if first.node != link.source else link.props
        parent = flow_parent(model, link.kind, first.node, last.node)
        model.update(link.id, source=first.node, target=last.node, parent=parent, props=props)
        model.update(line.id, points=way, label=None, props=line.props.having(labelPlaced=None, handmade=None))
        return line.id


def way_else(model: Model, line: Edge, link: Link, end: str, shape: Id, at: Point | None = None) -> Points:
    """The way an edge would run with one end led to another shape."""
    first, last = _joined(model, line, link, end, shape)
    ends = NO_ENDS if link.kind in STRAIGHT else _ends(line, end, first, last, at)
    looked = around(model, first, last, link.kind, itself=line.id)
    return route(model, line.diagram, first, last, link.kind, ends, looked)


def _joined(model: Model, line: Edge, link: Link, end: str, shape: Id) -> tuple[Shape, Shape]:
    """The shapes an edge would join. Raises Refusal where one is not on the diagram."""
    new = shape_in(model, line.diagram, shape)
    other = shape_in(model, line.diagram, link.target if end == "source" else link.source)
    return (new, other) if end == "source" else (other, new)


def _ends(line: Edge, end: str, first: Shape, last: Shape, at: Point | None) -> Ends:
    """Where it docks: where the hand let go, and where it did."""
    if first.id == last.id and at is None:
        return NO_ENDS
    return Ends(at, line.points[-1]) if end == "source" else Ends(line.points[0], at)
