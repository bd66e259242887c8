"""Drawing by hand: place, append, connect, insert into a flow, name."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.model import NO_PROPS, Edge, Id, Link, Model, Node, Point, Props, Shape
from opsdesigner.model.geometry import box_of, nearest_on, pieces
from opsdesigner.model.queries import boundary_events
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import EXPANDED_SIZE, KINDS, kind_of
from opsdesigner.notation.rules import Answer, link_between, may_hold, may_insert
from opsdesigner.notation.variants import Variant

from . import seats
from .append import spot_for
from .around import around
from .chart import is_chart
from .context import (
    Place,
    Refusal,
    allow,
    belongs,
    can_append,
    can_connect,
    can_place,
    definitions,
    end_of,
    flow_at,
    home_for,
    host_at,
    middle_of,
    on_edge,
    shape_in,
)
from .grow import hold
from .labels import rename
from .lines import STRAIGHT, Ends, clipped, levelled, route, site_of
from .pools import place_pool
from .room import make_room
from .roots import drawn_id, flow_parent, fresh_id, host_for
from .sheet import Sheet

__all__ = ["append", "connect", "insert", "place", "reconnect", "rename"]


def place(
    model: Model,
    diagram: Id,
    variant: Variant,
    x: float,
    y: float,
    size: tuple[float, float] | None = None,
    name: str = "",
) -> Id:
    """A new element with its middle at a point, in whatever lies there; returns its shape. Raises Refusal."""
    if is_chart(model, diagram):
        allow(can_place(model, diagram, variant, x, y))
        return seats.add(model, diagram, variant, boss=seats.box_at(model, diagram, x, y), name=name)
    host = host_at(model, diagram, x, y, variant)
    with model.change("Draw " + variant.label.lower()):
        if host:
            return _attach_new(model, host, variant, x, y, name)
        allow(can_place(model, diagram, variant, x, y))
        if variant.kind == "participant":
            return place_pool(model, diagram, variant, x, y, size, name)
        home = home_for(model, diagram, x, y, variant.kind, definitions(variant.props))
        edge = flow_at(model, diagram, x, y, variant.kind)
        if edge:
            x, y = _onto(model, edge, x, y)
        shape = put_new(model, diagram, variant, home, x, y, size, name)
        if edge and may_go_into(model, edge, shape.node):
            put_into(model, edge, shape.id)
        return shape.id


def size_of(variant: Variant) -> tuple[float, float]:
    """How large a new element starts."""
    return EXPANDED_SIZE if variant.shape.flag("isExpanded") else box_size(variant.kind, variant.props)


def put_new(
    model: Model,
    diagram: Id,
    variant: Variant,
    home: Place,
    x: float,
    y: float,
    size: tuple[float, float] | None = None,
    name: str = "",
) -> Shape:
    """The records of a new element in a home, which grows with it."""
    parent, lane = belongs(model, home, variant.kind)
    host = host_for(model, variant.kind, parent, name)
    own = "" if variant.kind == "group" else name
    node = Node(fresh_id(model, variant.kind), variant.kind, own, parent, host, lane, props=variant.props)
    model.put(node)
    shape = _put_shape(model, diagram, node.id, x, y, size or size_of(variant), variant.shape)
    if KINDS[variant.kind].family not in ("note", "group"):
        keep_inside(model, shape, home)
    return shape_in(model, diagram, shape.id)


def keep_inside(model: Model, shape: Shape, home: Place) -> None:
    """Grows a shape's home to hold it."""
    if home.shape:
        sheet = Sheet(model, shape.diagram)
        hold(sheet, model.get(home.shape, Shape), box_of(shape))
        sheet.commit()


def _put_shape(
    model: Model, diagram: Id, node: Id, x: float, y: float, size: tuple[float, float], props: Props = NO_PROPS
) -> Shape:
    width, height = size
    left, top = round(x - width / 2), round(y - height / 2)
    return model.put(Shape(drawn_id(model, node), diagram, node, left, top, width, height, props=props))


def _attach_new(model: Model, host: Id, variant: Variant, x: float, y: float, name: str) -> Id:
    under = shape_in(model, "", host)
    step = model.get(under.node, Node)
    assert step is not None
    node = Node(
        fresh_id(model, "boundaryEvent"), "boundaryEvent", name, step.parent, step.id, step.lane, props=variant.props
    )
    model.put(node)
    at = on_edge(under, x, y)
    shape = Shape(drawn_id(model, node.id), under.diagram, node.id, at[0] - 18, at[1] - 18, 36, 36, props=variant.shape)
    return model.put(shape).id


def edge_spot(model: Model, host: Shape) -> Point:
    """Where the next boundary event of a step goes: bottom, 24 right of the middle, the next ones 44 to the left."""
    x, bottom = host.x + host.width / 2 + 24, host.y + host.height
    taken = [
        middle_of(shape)
        for event in boundary_events(model, host.node)
        for shape in model.referrers(event.id, Shape)
        if shape.diagram == host.diagram
    ]
    spots = [x - 44 * i for i in range(12) if x - 44 * i >= host.x] or [x]
    free = (each for each in spots if not any(abs(each - tx) < 40 and abs(bottom - ty) < 40 for tx, ty in taken))
    return (next(free, spots[0]), bottom)


def append(model: Model, shape: Id, variant: Variant, at: Point | None = None, name: str = "") -> Id:
    """A new element after a step, connected; returns its shape. A boundary event is put on the step. Raises Refusal."""
    source = shape_in(model, "", shape)
    if model.get(source.node, Node) is None:
        raise Refusal("This shape stands for nothing that is in the file")
    if is_chart(model, source.diagram):
        allow(can_append(model, shape, variant))
        return seats.add(model, source.diagram, variant, boss=source.node, name=name)
    with model.change("Append " + variant.label.lower()):
        if variant.kind == "boundaryEvent":
            x, y = at or edge_spot(model, source)
            allow(can_place(model, source.diagram, variant, x, y))
            return place(model, source.diagram, variant, x, y, name=name)
        if at is None:
            allow(can_append(model, shape, variant))
            spot = spot_for(model, source, variant, size_of(variant))
            allow(may_hold(spot.home.home, variant.kind, definitions(variant.props)))
            made = put_new(model, source.diagram, variant, spot.home, *spot.at, name=name)
        elif KINDS[variant.kind].family == "pool":
            made = shape_in(model, "", place(model, source.diagram, variant, *at, name=name))
        else:
            marks = definitions(variant.props)
            home = home_for(model, source.diagram, *at, variant.kind, marks)
            allow(may_hold(home.home, variant.kind, marks))
            made = put_new(model, source.diagram, variant, home, *at, name=name)
        connect(model, source.diagram, source.id, made.id)
        return made.id


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
        return _join(model, answer.kind, first, last, points, Ends(source_at, target_at)).id


def _join(
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
    new = shape_in(model, line.diagram, shape)
    other = shape_in(model, line.diagram, link.target if end == "source" else link.source)
    first, last = (new, other) if end == "source" else (other, new)
    if link.kind == "reportsTo":
        return seats.report_else(model, line, link, first.node, last.node)
    answer = can_connect(model, first.node, last.node)
    allow(answer)
    kept = line.points[-1] if end == "source" else line.points[0]
    ends = Ends(at, kept) if end == "source" else Ends(kept, at)
    if first.id == last.id and at is None:
        ends = Ends()
    with model.change("Reconnect"):
        if answer.kind != link.kind:
            model.remove(link.id)
            return _join(model, answer.kind, first, last, None, ends, link.name).id
        props = link.props.having(default=None) if first.node != link.source else link.props
        parent = flow_parent(model, link.kind, first.node, last.node)
        model.update(link.id, source=first.node, target=last.node, parent=parent, props=props)
        ends = Ends() if link.kind in STRAIGHT else ends
        way = route(model, line.diagram, first, last, link.kind, ends, around(model, first, last, link.kind))
        model.update(line.id, points=way, label=None, props=line.props.having(labelPlaced=None))
        return line.id


# into a flow


def _onto(model: Model, edge: Id, x: float, y: float) -> Point:
    """The point of a level or upright piece of a flow beside a point."""
    line = model.get(edge, Edge)
    assert line is not None
    points = levelled(line.points, docks=True)
    _, index, at = nearest_on(points, x, y)
    piece = pieces(points)[index]
    return at if piece[0] == piece[2] or piece[1] == piece[3] else (x, y)


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
    node = shape_in(model, "", shape).node
    allow(may_go_into(model, edge, node))
    with model.change("Insert into flow"):
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
    follower = _join(model, "sequenceFlow", middle, last, _clear(model, after, middle, last))
    way = _clear(model, before, first, middle)
    points = clipped(way, site_of(model, first), site_of(model, middle)) if way else None
    if points is None:
        points = route(model, line.diagram, first, middle, around=around(model, first, middle))
    model.update(line.id, points=points)
    return follower.id


def _clear(model: Model, points: list[Point] | None, first: Shape, last: Shape) -> list[Point] | None:
    """The half of a cut flow if it still has room between its ends, else None."""
    if points is None:
        return None
    a, b = box_of(first), box_of(last)
    apart = a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    return points if apart else None
