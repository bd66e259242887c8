"""Lanes: added, split, put in another order, given up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from opsdesigner.model import Id, Model, Node, Point, Props, Shape
from opsdesigner.model.geometry import Box, box_of, centre
from opsdesigner.model.queries import children, shape_of
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.looks import HEADER, is_closed_pool, is_upright

from .contents import frame_of, lane_contents, stacking
from .context import Refusal, lanes_in, shape_in
from .grow import extend, hold, open_gap, widen
from .guiding import led
from .parking import remove_sparing
from .roots import drawn_id, fresh_id
from .sheet import Sheet

NEW_LANE, SPLIT_LANE = 120.0, 104.0  # px across; a step stands in it with room above and below


def add(model: Model, shape: Id, where: Literal["before", "after"] = "after", name: str = "") -> Id:
    """A new lane beside a lane, or as the first or last of a pool; returns its shape. Raises Refusal."""
    beside = shape_in(model, "", shape)
    node = _framed(model, beside)
    with led(model, beside.diagram, "Add lane"):
        if node.kind != "lane":
            lanes = lanes_in(model, beside) or [_first_lane(model, beside)]
            beside = lanes[0 if where == "before" else -1]
        side = stacking(beside) + (2 if where == "after" else 0)
        sheet = Sheet(model, beside.diagram)
        box = list(sheet.box(beside.id))
        open_gap(sheet, beside, side, NEW_LANE, box[side])
        box[(side + 2) % 4] = box[side]
        box[side] += NEW_LANE if where == "after" else -NEW_LANE
        sheet.commit()
        lane = model.get(beside.node, Node)
        assert lane is not None
        return _put_lane(model, beside, lane.parent, (box[0], box[1], box[2], box[3]), name).id


def split(model: Model, shape: Id, count: int) -> list[Id]:
    """Divides a pool or lane without lanes into equal lanes; returns their shapes. Raises Refusal."""
    frame = shape_in(model, "", shape)
    node = _framed(model, frame)
    if lanes_in(model, frame):
        raise Refusal("This is divided into lanes already")
    stack = stacking(frame)
    with led(model, frame.diagram, "Split into lanes"):
        sheet = Sheet(model, frame.diagram)
        short = count * SPLIT_LANE - (sheet.box(shape)[stack + 2] - sheet.box(shape)[stack])
        if short > 0:
            extend(sheet, frame, stack + 2, short)
            sheet.commit()
        frame = shape_in(model, "", shape)
        owner = node.host if node.kind == "participant" else node.id
        made = [_put_lane(model, frame, owner, box) for box in _bands(frame, count)]
        members = [each for each in _members(model, node, owner) if each.kind in FLOW_NODES]
        for member in members:
            _assign(model, member, made, stack)
        _clear_headers(model, members, frame.diagram)
        return [lane.id for lane in made]


def _clear_headers(model: Model, members: Iterable[Node], diagram: Id) -> None:
    """Lanes and pool grow where a step would lie under a new header."""
    sheet = Sheet(model, diagram)
    for member in members:
        node, shape = model.get(member.id, Node), shape_of(model, member.id, diagram)
        lane = shape_of(model, node.lane, diagram) if node is not None and node.kind != "boundaryEvent" else None
        if shape is not None:
            hold(sheet, lane, sheet.box(shape.id))
    sheet.commit()


def _bands(frame: Shape, count: int) -> list[Box]:
    """Equal bands of a frame, beside its header."""
    stack, box = stacking(frame), box_of(frame)
    size = (box[stack + 2] - box[stack]) / count
    edges = [round(box[stack] + size * i) for i in range(count)] + [box[stack + 2]]
    if is_upright(frame.props):
        return [(edges[i], box[1] + HEADER, edges[i + 1], box[3]) for i in range(count)]
    return [(box[0] + HEADER, edges[i], box[2], edges[i + 1]) for i in range(count)]


def _members(model: Model, node: Node, owner: Id) -> list[Node]:
    """The nodes directly in a pool's process without a lane, or in a lane."""
    if node.kind == "lane":
        return model.referrers(node.id, Node, "lane")
    return [each for each in children(model, owner) if not each.lane]


def _assign(model: Model, node: Node, lanes: list[Shape], stack: int) -> None:
    """Gives a step to the lane its middle lies in; an event on an edge goes where its step goes."""
    place = shape_of(model, node.host if node.kind == "boundaryEvent" else node.id, lanes[0].diagram)
    if place is not None:
        at = centre(box_of(place))[stack]
        lane = min(lanes, key=lambda each: max(box_of(each)[stack] - at, at - box_of(each)[stack + 2]))
        model.update(node.id, lane=lane.node)


def _framed(model: Model, shape: Shape) -> Node:
    """The pool or lane behind a shape. Raises Refusal for all else."""
    node = model.get(shape.node, Node)
    if node is None or node.kind not in ("participant", "lane"):
        raise Refusal("A lane needs an open pool")
    if is_closed_pool(node):
        raise Refusal("This pool is closed")
    return node


def _first_lane(model: Model, pool: Shape) -> Shape:
    """A lane that takes all of a pool that had none, with its steps."""
    node = _framed(model, pool)
    lane = _put_lane(model, pool, node.host, _bands(pool, 1)[0])
    members = [each for each in children(model, node.host) if each.kind in FLOW_NODES and not each.lane]
    for each in members:
        model.update(each.id, lane=lane.node)
    _clear_headers(model, members, pool.diagram)
    return shape_in(model, "", lane.id)


def _put_lane(model: Model, like: Shape, parent: Id, box: Box, name: str = "") -> Shape:
    node = model.put(Node(fresh_id(model, "lane"), "lane", name, parent))
    props = Props(isHorizontal=not is_upright(like.props))
    left, top, right, bottom = box
    shape = Shape(drawn_id(model, node.id), like.diagram, node.id, left, top, right - left, bottom - top, props=props)
    return model.put(shape)


def reorder(model: Model, lane_shape: Id, to: int | tuple[float, float]) -> None:
    """Gives a lane another place among its neighbours, with all it holds: an index, or how far it was dragged."""
    lane = shape_in(model, "", lane_shape)
    sheet = Sheet(model, lane.diagram)
    siblings = _siblings(sheet, lane)
    if len(siblings) < 2:
        return
    stack = stacking(lane)
    others = [each for each in siblings if each.id != lane.id]
    index = min(max(to, 0), len(others)) if isinstance(to, int) else landing(model, lane_shape, to)[0]
    order = [*others[:index], lane, *others[index:]]
    if [each.id for each in order] == [each.id for each in siblings]:
        return
    at = box_of(siblings[0])[stack]
    contents = {each.id: lane_contents(sheet, each) for each in order}
    for each in order:
        by = at - box_of(each)[stack]
        sheet.shift(contents[each.id], *((by, 0.0) if stack == 0 else (0.0, by)))
        at += box_of(each)[stack + 2] - box_of(each)[stack]
    with led(model, lane.diagram, "Move lane"):
        sheet.commit()


def landing(model: Model, lane_shape: Id, by: Point) -> tuple[int, Id]:
    """Where a lane dragged so far comes to stand: its index among the others, and the lane whose place it takes.

    That is the place nearest to where it was let go; "" where it stays.
    """
    lane = shape_in(model, "", lane_shape)
    siblings, stack = _siblings(Sheet(model, lane.diagram), lane), stacking(lane)
    own = next((i for i, each in enumerate(siblings) if each.id == lane.id), 0)
    sizes = [box_of(each)[stack + 2] - box_of(each)[stack] for each in siblings]
    shifts = [-sum(sizes[i:own]) if i < own else sum(sizes[own + 1 : i + 1]) for i in range(len(siblings))]
    index = min(range(len(siblings)), key=lambda i: (abs(shifts[i] - by[stack]), abs(i - own)), default=0)
    return index, siblings[index].id if index != own else ""


def _siblings(sheet: Sheet, lane: Shape) -> list[Shape]:
    """The lanes of one frame, in order."""
    frame = frame_of(sheet, lane)
    return lanes_in(sheet.model, frame) if frame is not None else []


def give_up(model: Model, lane: Node) -> None:
    """Removes a lane; a neighbour takes its room and its steps. Inside a change."""
    taker = ""
    for shape in model.referrers(lane.id, Shape):
        sheet = Sheet(model, shape.diagram)
        siblings = [each.id for each in _siblings(sheet, shape)]
        if len(siblings) < 2 or shape.id not in siblings:
            continue
        index = siblings.index(shape.id)
        neighbour = sheet.shape(siblings[index - 1 if index else 1])
        side = stacking(shape) + (2 if index else 0)
        box = box_of(shape)
        widen(sheet, neighbour, side, box[stacking(shape) + 2] - box[stacking(shape)])
        taker = taker or _leaf(model, neighbour, index > 0)
        sheet.commit()
    outer = model.get(lane.parent, Node)
    heir = taker or (outer.id if outer is not None and outer.kind == "lane" else "")
    for id in _tree(model, lane.id):
        for node in model.referrers(id, Node, "lane"):
            model.update(node.id, lane=heir)
    remove_sparing(model, (lane.id,))


def _leaf(model: Model, shape: Shape, last: bool) -> Id:
    """The innermost lane of a lane at one end."""
    while lanes := lanes_in(model, shape):
        shape = lanes[-1 if last else 0]
    return shape.node


def _tree(model: Model, lane: Id) -> list[Id]:
    """A lane and all lanes in it."""
    found = [lane]
    for id in found:
        found.extend(node.id for node in children(model, id) if node.kind == "lane")
    return found


def shift_order(model: Model, lane_shape: Id, step: int) -> None:
    """Lets a lane change places with the next one (or, with -1, the one before). Raises Refusal."""
    lane = shape_in(model, "", lane_shape)
    order = [each.id for each in _siblings(Sheet(model, lane.diagram), lane)]
    index = order.index(lane.id) + step if lane.id in order else -1
    if not 0 <= index < len(order):
        raise Refusal("There is no further lane")
    reorder(model, lane_shape, index)
