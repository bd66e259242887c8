"""Containers grow with what they hold, and what lies beyond their rim makes way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from math import ceil

from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, box_of, centre, contains, holds, touches, union
from opsdesigner.model.queries import boundary_events, children, shape_of
from opsdesigner.notation.kinds import SUB_PROCESSES
from opsdesigner.notation.looks import HEADER, is_upright

from .contents import frame_of, lane_contents, pool_shape, stacking, with_contents
from .context import Refusal, container_of, lanes_in
from .parting import lines_parted
from .pushing import push
from .sheet import Sheet

PADDING = 24.0
RASTER = 8.0
GAP = 48.0  # px; a wider gap takes up what grows into it
ASIDE = 20  # steps of the padding that something new goes aside at most
SIDES = (0, 1, 2, 3)  # left, top, right, bottom: also the places of their coordinates in a box


def hold(sheet: Sheet, container: Shape | None, box: Box, padding: float = PADDING) -> None:
    """Grows a container, and those round it, where a box lies over its rim."""
    if container is None:
        return
    room = inner_box(sheet, container)
    if contains(room, box):
        return
    for side in SIDES:
        over = (box[side] - room[side]) * _sign(side)
        if over > 0:
            extend(sheet, container, side, ceil((over + padding) / RASTER) * RASTER)


def inner_box(sheet: Sheet, container: Shape) -> Box:
    """Where contents may lie: all but the headers."""
    left, top, right, bottom = sheet.box(container.id)
    node = sheet.model.get(container.node, Node)
    if node is None or node.kind not in ("participant", "lane"):
        return (left, top, right, bottom)
    return (left, top + HEADER, right, bottom) if is_upright(container.props) else (left + HEADER, top, right, bottom)


def extend(sheet: Sheet, container: Shape, side: int, by: float) -> None:
    """Moves one side of a container outwards; its neighbours there make way, and what holds it grows."""
    node = sheet.model.get(container.node, Node)
    if node is not None and node.kind in SUB_PROCESSES:
        _extend_sub(sheet, container, node, side, by)
        return
    stack = stacking(container)
    if side % 2 != stack:  # along the lanes: the whole pool grows
        pool = pool_shape(sheet, container)
        for each in (*_flush(sheet, pool, side), pool):
            widen(sheet, each, side, by)
            make_way(sheet, each, side, by)
        return
    rim = sheet.box(container.id)[side]
    widen(sheet, container, side, by)
    open_gap(sheet, container, side, by, rim)


def _flush(sheet: Sheet, pool: Shape, side: int) -> list[Shape]:
    """The other pools of a page, or lanes without a pool, that end in one line with one: they stay so."""
    rim = sheet.box(pool.id)[side]
    return [shape for shape in _peers(sheet, pool) if abs(sheet.box(shape.id)[side] - rim) < 1]


def _peers(sheet: Sheet, frame: Shape) -> list[Shape]:
    """The other outermost frames of the same kind: pools, or the lanes of a process that has no pool here."""
    node = sheet.model.get(frame.node, Node)
    if node is None or node.kind not in ("participant", "lane"):
        return []
    others = (other for other in children(sheet.model, node.parent) if other.kind == node.kind and other.id != node.id)
    return [shape for other in others if (shape := shape_of(sheet.model, other.id, sheet.diagram)) is not None]


def open_gap(sheet: Sheet, container: Shape, side: int, by: float, rim: float) -> None:
    """Moves everything beyond the rim of a lane or pool away from it; what holds the lane grows."""
    outer, across = frame_of(sheet, container), _groups_across(sheet, container, side)
    was = _beyond(sheet.put_at, sheet, container, side, sheet.put_at(container)[side])
    beyond = _beyond(lambda shape: sheet.box(shape.id), sheet, container, side, rim)
    with lines_parted(sheet, beyond, _along(side, by), was):
        while outer is not None:
            lanes = lanes_in(sheet.model, outer)
            index = [each.id for each in lanes].index(container.id)
            for sibling in lanes[index + 1 :] if side >= 2 else lanes[:index]:
                sheet.shift((id for id in lane_contents(sheet, sibling) if id not in across), *_along(side, by))
            sheet.put(outer.id, _moved_side(sheet.box(outer.id), side, by))
            container, outer = outer, frame_of(sheet, outer)
        for lane in _peers(sheet, container) if _is_lane(sheet, container) else ():
            if (sheet.box(lane.id)[(side + 2) % 4] - rim) * _sign(side) >= -1:
                sheet.shift((id for id in lane_contents(sheet, lane) if id not in across), *_along(side, by))
                make_way(sheet, lane, side, by)
    for group in across:
        sheet.put(group, _moved_side(sheet.box(group), side, by))
    make_way(sheet, container, side, by)


def _beyond(box: Callable[[Shape], Box], sheet: Sheet, container: Shape, side: int, rim: float) -> Box:
    """All of a pool that lies beyond the rim of a lane, by the boxes asked for."""
    pool = pool_shape(sheet, container)
    lanes = _peers(sheet, pool) if _is_lane(sheet, pool) else []
    sides = list(union(box(each) for each in (pool, *lanes)))
    sides[(side + 2) % 4] = rim
    return (sides[0], sides[1], sides[2], sides[3])


def _is_lane(sheet: Sheet, frame: Shape) -> bool:
    node = sheet.model.get(frame.node, Node)
    return node is not None and node.kind == "lane"


def _groups_across(sheet: Sheet, container: Shape, side: int) -> list[Id]:
    """The groups drawn across a side of a lane: they grow with what they enclose on both sides of it."""
    rim, pool = sheet.put_at(container)[side], pool_shape(sheet, container)
    node = sheet.model.get(pool.node, Node)
    roots = dict.fromkeys((node.host or node.id, node.parent)) if node is not None else ()
    groups = [child for root in roots for child in children(sheet.model, root) if child.kind == "group"]
    shapes = [shape for group in groups if (shape := shape_of(sheet.model, group.id, sheet.diagram)) is not None]
    boxes = ((shape.id, sheet.put_at(shape)) for shape in shapes)
    axis, within = side % 2, sheet.put_at(pool)
    return [id for id, box in boxes if box[axis] < rim < box[axis + 2] and touches(box, within)]


def widen(sheet: Sheet, frame: Shape, side: int, by: float) -> None:
    """Moves a side of a frame with the lanes that reach to it; nothing else moves."""
    lanes = lanes_in(sheet.model, frame)
    if lanes and side % 2 == stacking(lanes[0]):
        widen(sheet, lanes[-1 if side >= 2 else 0], side, by)
    else:
        for lane in lanes:
            widen(sheet, lane, side, by)
    sheet.put(frame.id, _moved_side(sheet.box(frame.id), side, by))


def _extend_sub(sheet: Sheet, container: Shape, node: Node, side: int, by: float) -> None:
    was = sheet.box(container.id)
    sheet.put(container.id, _moved_side(was, side, by))
    for event in boundary_events(sheet.model, node.id):
        if (shape := shape_of(sheet.model, event.id, sheet.diagram)) is not None:
            place = sheet.box(shape.id)
            if abs(centre(place)[side % 2] - was[side]) < 1:
                sheet.shift([shape.id], *_along(side, by))
    give_way(sheet, container, node, side, was)


def give_way(
    sheet: Sheet, shape: Shape, node: Node, side: int, was: Box | None, staying: Collection[Id] = ()
) -> list[Id]:
    """Moves on what is in the way of a shape that grew on a side, or is new where it is; returns what moved.

    What holds them grows. What is new goes aside where pinned shapes leave it no room. Raises Refusal where even that
    does not help.
    """
    home = container_of(sheet.model, node, sheet.diagram)
    lane = shape_of(sheet.model, node.lane, sheet.diagram)
    stacked = lane is not None and side % 2 == stacking(lane)
    hold(sheet, home, sheet.box(shape.id))
    lane_id = node.lane if stacked else ""
    moved = push(sheet, node.parent, {shape.id: was}, side, lane_id, staying)
    for _ in range(ASIDE if was is None and moved is None else 0):
        sheet.shift(with_contents(sheet, shape), *((0.0, PADDING) if side % 2 == 0 else (PADDING, 0.0)))
        hold(sheet, home, sheet.box(shape.id))
        if (moved := push(sheet, node.parent, {shape.id: None}, side, lane_id, staying)) is not None:
            break
    if moved is None:
        raise Refusal("What is pinned is in the way")
    hold_pushed(sheet, moved, side)
    return moved


def hold_pushed(sheet: Sheet, ids: Iterable[Id], side: int) -> None:
    """What holds shapes that were pushed grows with them, and leaves them room ahead where they had it."""
    for id in ids:
        shape = sheet.shape(id)
        node = sheet.model.get(shape.node, Node)
        held = _held(sheet, shape, node) if node is not None else None
        if held is None:
            continue
        spare = (sheet.put_at(held)[side] - sheet.put_at(shape)[side]) * _sign(side)
        hold(sheet, held, _moved_side(sheet.box(id), side, max(0.0, min(PADDING, spare))))


def _held(sheet: Sheet, shape: Shape, node: Node) -> Shape | None:
    """What a shape stands in: data and notes, which belong to no lane, stand in the one that they lay in wholly."""
    held, box = container_of(sheet.model, node, sheet.diagram), sheet.put_at(shape)
    lanes = lanes_in(sheet.model, held) if held is not None and not node.lane else ()
    while inner := next((lane for lane in lanes if contains(sheet.put_at(lane), box)), None):
        held, lanes = inner, lanes_in(sheet.model, inner)
    return held


def widen_step(sheet: Sheet, shape: Shape, box: Box) -> None:
    """Gives a step or the like a box; what lies beyond the sides that move out makes way."""
    node = sheet.model.get(shape.node, Node)
    for side in SIDES:
        was = sheet.box(shape.id)
        by = (box[side] - was[side]) * _sign(side)
        if abs(by) > 1e-6:
            sheet.put(shape.id, _moved_side(was, side, by))
        if by > 1e-6 and node is not None:
            give_way(sheet, shape, node, side, was)


def make_way(sheet: Sheet, grown: Shape, side: int, by: float) -> list[Id]:
    """Pushes away what lies beyond a side that moved out, where the gap to it gets narrow; returns who was pushed."""
    box, sign, other = sheet.box(grown.id), _sign(side), 1 - side % 2
    low, high = box[other], box[other + 2]
    rim = box[side] - sign * by
    waiting = [each for each in _neighbours(sheet, grown) if (sheet.box(each)[(side + 2) % 4] - rim) * sign >= -1]
    waiting.sort(key=lambda each: sheet.box(each)[(side + 2) % 4] * sign)
    pushed: list[Id] = []
    for id in waiting:
        place = sheet.box(id)
        if place[other] < high and low < place[other + 2]:
            low, high = min(low, place[other]), max(high, place[other + 2])
            pushed.append(id)
    gap = min(((sheet.box(id)[(side + 2) % 4] - rim) * sign for id in pushed), default=0.0)
    need = min(by, ceil((by - max(0.0, gap - GAP)) / RASTER) * RASTER)
    if need <= 0:
        return []
    for id in pushed:
        sheet.shift(with_contents(sheet, sheet.shape(id)), *_along(side, need))
    return pushed


def _neighbours(sheet: Sheet, shape: Shape) -> list[Id]:
    """The shapes beside a container that lie in the same thing as it, events on edges and lanes left out."""
    node = sheet.model.get(shape.node, Node)
    assert node is not None
    found = []
    for other in children(sheet.model, node.parent):
        if other.id == node.id or other.kind in ("lane", "boundaryEvent"):
            continue
        place = shape_of(sheet.model, other.id, sheet.diagram)
        if place is not None and _in_same_lane(sheet, node, other, place):
            found.append(place.id)
    return found


def _in_same_lane(sheet: Sheet, node: Node, other: Node, place: Shape) -> bool:
    if not node.lane or other.lane:
        return other.lane == node.lane
    lane = shape_of(sheet.model, node.lane, sheet.diagram)
    return lane is None or holds(box_of(lane), *centre(box_of(place)))


def _sign(side: int) -> int:
    return 1 if side >= 2 else -1


def _along(side: int, by: float) -> tuple[float, float]:
    return (by * _sign(side), 0.0) if side % 2 == 0 else (0.0, by * _sign(side))


def _moved_side(box: Box, side: int, by: float) -> Box:
    sides = list(box)
    sides[side] += by * _sign(side)
    return (sides[0], sides[1], sides[2], sides[3])
