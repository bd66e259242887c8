"""Drawing by hand: place and append; connecting, inserting and naming come from where they are written."""

from __future__ import annotations

from opsdesigner.model import NO_PROPS, Id, Model, Node, Point, Props, Shape
from opsdesigner.model.geometry import box_of
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import EXPANDED_SIZE, KINDS
from opsdesigner.notation.rules import may_hold
from opsdesigner.notation.variants import Variant

from . import seats
from .append import spot_for
from .chart import is_chart
from .context import (
    Place,
    Refusal,
    allow,
    belongs,
    can_append,
    can_place,
    definitions,
    flow_at,
    home_for,
    host_at,
    on_edge,
    shape_in,
)
from .edging import room_on_edge
from .ground import Later
from .grow import hold
from .guiding import led
from .inserting import insert, may_go_into, onto, put_into
from .joining import connect, reconnect
from .labels import rename
from .pools import place_pool
from .roots import drawn_id, fresh_id, host_for
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
    with led(model, diagram, "Draw " + variant.label.lower(), Later(model, diagram)):
        if host:
            return _attach_new(model, host, variant, x, y, name)
        allow(can_place(model, diagram, variant, x, y))
        if variant.kind == "participant":
            return place_pool(model, diagram, variant, x, y, size, name)
        home = home_for(model, diagram, x, y, variant.kind, definitions(variant.props))
        edge = flow_at(model, diagram, x, y, variant.kind)
        if edge:
            x, y = onto(model, edge, x, y, size or size_of(variant), home.shape)
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
    id: Id = "",
) -> Shape:
    """The records of a new element in a home, which grows with it; with this id, or a fresh one."""
    parent, lane = belongs(model, home, variant.kind)
    host = host_for(model, variant.kind, parent, name)
    own = "" if variant.kind == "group" else name
    node = Node(id or fresh_id(model, variant.kind), variant.kind, own, parent, host, lane, props=variant.props)
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


def append(model: Model, shape: Id, variant: Variant, at: Point | None = None, name: str = "") -> Id:
    """A new element after a step, connected; returns its shape. A boundary event is put on the step. Raises Refusal."""
    source = shape_in(model, "", shape)
    if model.get(source.node, Node) is None:
        raise Refusal("This shape stands for nothing that is in the file")
    if is_chart(model, source.diagram):
        allow(can_append(model, shape, variant))
        return seats.add(model, source.diagram, variant, boss=source.node, name=name)
    with led(model, source.diagram, "Append " + variant.label.lower(), Later(model, source.diagram)):
        if variant.kind == "boundaryEvent":
            x, y = at or room_on_edge(model, source)
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
