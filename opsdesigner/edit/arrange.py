"""Moving and resizing by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import box_of, centre, shifted
from opsdesigner.model.queries import incoming, outgoing, shape_of

from .chart import is_chart
from .context import Refusal, flow_at
from .guiding import led
from .inserting import may_go_into, put_into
from .labels import move_label
from .landing import land, landing, pin
from .lanes import reorder
from .lines import clipped, site_of
from .moving import Near, homes_of, relocate
from .resizing import resize
from .spacing import align, distribute, make_space
from .travel import Plan, Rim, outcome, plan

__all__ = [
    "Plan",
    "Rim",
    "align",
    "can_move",
    "distribute",
    "drop",
    "make_space",
    "move",
    "move_label",
    "nudge",
    "outcome",
    "plan",
    "resize",
    "set_points",
]


def move(model: Model, ids: Iterable[Id], dx: float, dy: float, diagram: Id = "") -> None:
    """Moves shapes with all they hold; they belong to what they are dropped on. Raises Refusal."""
    drop(model, plan(model, ids), dx, dy)


def drop(
    model: Model, going: Plan, dx: float, dy: float, near: Near | None = None, held: Id = "", freely: bool = False
) -> None:
    """Moves what a plan takes along; it was made for the model as it is. Raises Refusal.

    `near` answers what lies round a spot, where the caller knows that faster than by looking at all shapes. `held` is
    the shape in hand: where it is let go decides what becomes of boxes of an org chart, unless they go `freely`: then
    they stay there.
    """
    if not going.shapes or (dx == 0 and dy == 0):
        return
    if is_chart(model, going.diagram):
        if freely:
            pin(model, going, dx, dy)
        else:
            land(model, going, dx, dy, held)
        return
    if all(_kind(model, shape) == "lane" for shape in going.chosen):
        with led(model, going.diagram, "Move lane"):
            for shape in going.chosen:
                reorder(model, shape.id, (dx, dy))
        return
    going = _without_lanes(model, going)
    moves = {shape.id: (dx, dy) for shape in going.chosen}
    homes = homes_of(model, going, moves, near)
    edge = _flow_under(model, going, dx, dy)
    with led(model, going.diagram, "Move", near.index if near else None):
        relocate(model, going, moves, homes)
        dropped = going.chosen[0]
        if edge and edge in model and may_go_into(model, edge, dropped.node):
            put_into(model, edge, dropped.id)


def can_move(model: Model, plan: Plan, dx: float, dy: float) -> str:
    """Why the plan's shapes may not be dropped there; "" where they may."""
    if is_chart(model, plan.diagram):
        found = landing(model, plan, centre(shifted(box_of(plan.chosen[0]), dx, dy))) if plan.chosen else None
        return found.reason if found else ""
    try:
        going = _without_lanes(model, plan)
        homes_of(model, going, {shape.id: (dx, dy) for shape in going.chosen})
    except Refusal as no:
        return str(no)
    return ""


def nudge(model: Model, ids: Iterable[Id], dx: float, dy: float) -> None:
    """A small move by keys; boxes of an org chart stay where it brings them. Raises Refusal."""
    drop(model, plan(model, ids), dx, dy, freely=True)


def _without_lanes(model: Model, going: Plan) -> Plan:
    """A plan without lanes that would leave their pool."""
    lanes = [shape.id for shape in going.chosen if _kind(model, shape) == "lane"]
    if not lanes:
        return going
    return plan(model, [shape.id for shape in going.chosen if shape.id not in lanes])


def _kind(model: Model, shape: Shape) -> str:
    node = model.get(shape.node, Node)
    return node.kind if node else ""


def _flow_under(model: Model, going: Plan, dx: float, dy: float) -> Id:
    """The flow that a single step without flows is dropped on."""
    if len(going.chosen) != 1:
        return ""
    shape = going.chosen[0]
    if incoming(model, shape.node) or outgoing(model, shape.node):
        return ""
    x, y = centre(shifted(box_of(shape), dx, dy))
    return flow_at(model, going.diagram, x, y, _kind(model, shape), going.moving)


def set_points(model: Model, edge: Id, points: Sequence[Point]) -> None:
    """Leads an edge along points set by hand; its ends are brought onto the outlines."""
    line = model.get(edge, Edge)
    link = model.get(line.link, Link) if line else None
    if line is None or link is None or len(points) < 2:
        return
    way = tuple(points)
    first, last = shape_of(model, link.source, line.diagram), shape_of(model, link.target, line.diagram)
    if first is not None and last is not None:
        way = clipped(way, site_of(model, first), site_of(model, last))
    if way == line.points:
        return
    with model.change("Bend line"):
        model.put(replace(line, points=way, props=line.props.having(handmade=True)))
