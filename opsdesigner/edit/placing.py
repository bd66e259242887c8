"""What stands nowhere yet is put where the flow wants it, and only what is in the way makes room."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from opsdesigner.model import Diagram, Id, Model, Node, Props, Shape
from opsdesigner.model.geometry import Box
from opsdesigner.model.queries import boundary_events, children, incoming, outgoing, process_of, shape_of
from opsdesigner.notation.kinds import FLOW_NODES, KINDS
from opsdesigner.notation.looks import is_open
from opsdesigner.notation.ownership import owner_of
from opsdesigner.notation.variants import Variant

from . import lanes
from .append import spot_for
from .assigning import drop_repeats, stand_for
from .chart import is_chart
from .contents import with_contents
from .context import Refusal, container_of, lanes_in, nearest_lane
from .edging import room_on_edge
from .flow_spots import Spot, spot_in_flow
from .ground import Later
from .grow import give_way
from .guiding import led
from .leading import lead_lines_of
from .roots import drawn_id
from .sheet import Sheet

BESIDE = ("data", "store", "note")


def undrawn(model: Model, diagram: Id) -> list[Id]:
    """The steps, events, decisions and notes of a page's processes that do not stand on it, as the file has them."""
    page = model.get(diagram, Diagram)
    roots = [page.root] if page is not None else []
    roots += [node.host for root in roots for node in children(model, root) if node.kind == "participant"]
    roots += [shape.node for shape in model.referrers(diagram, Shape) if _shows_contents(model, shape)]
    found: dict[Id, None] = {}
    for root in dict.fromkeys(roots):
        for node in children(model, root):
            found.update(dict.fromkeys(each.id for each in (node, *boundary_events(model, node.id))))
    return [id for id in found if _can_stand(model, id) and shape_of(model, id, diagram) is None]


def _shows_contents(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is not None and is_open(node, shape.props)


def _can_stand(model: Model, id: Id) -> bool:
    node = model.get(id, Node)
    return node is not None and (node.kind in FLOW_NODES or KINDS.get(node.kind, KINDS["task"]).family in BESIDE)


def place_new(model: Model, diagram: Id, ids: Iterable[Id] | None = None, new_lanes: bool = False) -> list[Id]:
    """Puts what has no place yet where the flow wants it; returns the shapes. Raises Refusal.

    `ids` are nodes, drawn or not, or shapes; without any it is all that its processes have and the page does not show.
    Each goes after what leads to it, before what it leads to, below the other branches, into the lane of its owner;
    with `new_lanes` an owner without one gets a lane at the foot of the pool. What is in the way moves on, only as far
    as needed and never past anything; lanes and pools grow; what is pinned stays, only a lane that has to go down takes
    it along. Lines of what was placed are drawn or led anew, others follow. May be called inside another change.
    """
    if model.get(diagram, Diagram) is None or is_chart(model, diagram):
        raise Refusal("This is not a page of a process")
    asked = undrawn(model, diagram) if ids is None else [_node_of(model, id) for id in ids]
    waiting = dict.fromkeys(id for id in asked if _can_stand(model, id) and not _is_pinned(model, id, diagram))
    if not waiting:
        raise Refusal("Everything here has its place")
    owners = {id: owner_of(model, id) for id in waiting}
    made: dict[Id, Id] = {}
    with led(model, diagram, "Place", Later(model, diagram)):
        while waiting:
            id = _next(model, diagram, waiting)
            del waiting[id]
            _choose_lane(model, diagram, id, owners[id], new_lanes)
            made[id] = _put(model, diagram, id, waiting)
        lead_lines_of(model, diagram, made)
    return list(made.values())


def _node_of(model: Model, id: Id) -> Id:
    shape = model.get(id, Shape)
    return shape.node if shape is not None else id


def _is_pinned(model: Model, id: Id, diagram: Id) -> bool:
    shape = shape_of(model, id, diagram)
    return shape is not None and shape.props.flag("pinned")


def _next(model: Model, diagram: Id, waiting: dict[Id, None]) -> Id:
    """The first whose host stands; else whose predecessors do, all or one; else whose successor does; else any."""

    def stands(id: Id) -> bool:
        return id not in waiting and shape_of(model, id, diagram) is not None

    hosted = (id for id in waiting if (node := model.get(id, Node)) and node.host and stands(node.host))
    led = [id for id in waiting if any(stands(link.source) for link in incoming(model, id))]
    ready = (id for id in led if not any(link.source in waiting for link in incoming(model, id)))
    leading = (id for id in waiting if any(stands(link.target) for link in outgoing(model, id)))
    start = (id for id in waiting if not incoming(model, id))
    return next(chain(hosted, ready, led, leading, start, waiting))


# lanes


def _choose_lane(model: Model, diagram: Id, id: Id, owner: Id, new_lanes: bool) -> None:
    """Gives a node without a lane the one of its owner, or of what leads to it, where there are lanes."""
    node = model.get(id, Node)
    assert node is not None
    if node.lane or node.kind not in FLOW_NODES:
        return
    outer = container_of(model, node, diagram)
    holder = model.get(outer.node, Node) if outer is not None else None
    if outer is None or holder is None or holder.kind != "participant":
        return
    lane = _lane_of(model, outer, owner) or (_add_lane(model, outer, owner) if new_lanes and owner else "")
    if not lane and lanes_in(model, outer):
        ends = [link.source for link in incoming(model, id)] + [link.target for link in outgoing(model, id)]
        near = (end for each in (node.host, *ends) if (end := model.get(each, Node)) is not None)
        lane = next((end.lane for end in near if end.lane), "") or nearest_lane(model, outer, outer.x, outer.y).node
    if lane:
        model.update(id, lane=lane)
        drop_repeats(model, [id])


def _lane_of(model: Model, pool: Shape, owner: Id) -> Id:
    """The innermost lane of a pool that stands for an owner, "" for none."""
    pending = list(lanes_in(model, pool)) if owner else []
    for shape in pending:
        pending += lanes_in(model, shape)
        node = model.get(shape.node, Node)
        if node is not None and node.resource == owner:
            return nearest_lane(model, shape, shape.x, shape.y).node
    return ""


def _add_lane(model: Model, pool: Shape, owner: Id) -> Id:
    """A lane for an owner at the foot of a pool; the first one where nothing stands in the pool yet."""
    process = process_of(model, pool.node)
    bare = not any(model.referrers(each.id, Shape) for each in children(model, process))
    shape = lanes.split(model, pool.id, 1)[0] if bare else lanes.add(model, pool.id, "after")
    made = model.get(shape, Shape)
    assert made is not None
    stand_for(model, made.node, owner)
    return made.node


# places


def _put(model: Model, diagram: Id, id: Id, waiting: dict[Id, None]) -> Id:
    node, known = model.get(id, Node), shape_of(model, id, diagram)
    assert node is not None
    home = container_of(model, node, diagram)
    size = (known.width, known.height) if known is not None else KINDS[node.kind].size
    spot = _spot(model, diagram, node, size, home, waiting)
    left, top, right, bottom = (float(round(each)) for each in spot.box)
    if known is None:
        props = Props(isMarkerVisible=True) if node.kind == "exclusiveGateway" else Props()
        shape = model.put(Shape(drawn_id(model, id), diagram, id, left, top, right - left, bottom - top, props=props))
    else:
        shape = known
        sheet = Sheet(model, diagram)
        sheet.shift(with_contents(sheet, shape), left - shape.x, top - shape.y)
        sheet.commit()
    if node.kind != "boundaryEvent":
        settle_in(model, shape.id, node, home, spot.staying)
    return shape.id


def _spot(
    model: Model, diagram: Id, node: Node, size: tuple[float, float], home: Shape | None, waiting: dict[Id, None]
) -> Spot:
    host = shape_of(model, node.host, diagram) if node.kind == "boundaryEvent" else None
    if host is not None:
        return Spot(_round(room_on_edge(model, host, node.id), size), frozenset())
    if KINDS[node.kind].family in BESIDE:
        beside = [link.source for link in incoming(model, node.id, "association")]
        for kind in ("association", "dataInputAssociation", "dataOutputAssociation"):
            beside += [link.source for link in incoming(model, node.id, kind)]
            beside += [link.target for link in outgoing(model, node.id, kind)]
        stands = (shape_of(model, each, diagram) for each in beside if each not in waiting)
        source = next((shape for shape in stands if shape is not None), None)
        if source is not None:
            return Spot(_round(spot_for(model, source, Variant("", "", node.kind, ""), size).at, size), frozenset())
    return spot_in_flow(model, diagram, node, size, home, waiting)


def _round(at: tuple[float, float], size: tuple[float, float]) -> Box:
    return (at[0] - size[0] / 2, at[1] - size[1] / 2, at[0] + size[0] / 2, at[1] + size[1] / 2)


def settle_in(model: Model, id: Id, node: Node, home: Shape | None, staying: Iterable[Id]) -> None:
    """Makes room for a shape that is new where it stands; what holds it grows. Inside a change."""
    shape = model.get(id, Shape)
    assert shape is not None
    sheet = Sheet(model, shape.diagram)
    side = 2 if home is None or home.props.flag("isHorizontal", True) else 3
    give_way(sheet, shape, node, side, None, frozenset(staying))
    sheet.commit()
