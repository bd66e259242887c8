"""Containers grow with what they hold, and what lies beyond their rim makes way."""

from __future__ import annotations

from math import ceil

from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, box_of, centre, contains, holds, touches
from opsdesigner.model.queries import boundary_events, children, shape_of
from opsdesigner.notation.kinds import SUB_PROCESSES
from opsdesigner.notation.looks import HEADER, is_upright

from .contents import frame_of, lane_contents, pool_shape, stacking, with_contents
from .context import container_of, lanes_in
from .sheet import Sheet

PADDING = 24.0
RASTER = 8.0
GAP = 48.0  # px; a wider gap takes up what grows into it
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
        widen(sheet, pool, side, by)
        make_way(sheet, pool, side, by)
        return
    widen(sheet, container, side, by)
    open_gap(sheet, container, side, by)


def open_gap(sheet: Sheet, container: Shape, side: int, by: float) -> None:
    """Moves everything beyond a side of a lane or pool away from it; what holds the lane grows."""
    outer, across = frame_of(sheet, container), _groups_across(sheet, container, side)
    while outer is not None:
        lanes = lanes_in(sheet.model, outer)
        index = [each.id for each in lanes].index(container.id)
        for sibling in lanes[index + 1 :] if side >= 2 else lanes[:index]:
            sheet.shift((id for id in lane_contents(sheet, sibling) if id not in across), *_along(side, by))
        sheet.put(outer.id, _moved_side(sheet.box(outer.id), side, by))
        container, outer = outer, frame_of(sheet, outer)
    for group in across:
        sheet.put(group, _moved_side(sheet.box(group), side, by))
    make_way(sheet, container, side, by)


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
    pushed = make_way(sheet, container, side, by)
    outer = container_of(sheet.model, node, sheet.diagram)
    for id in (container.id, *pushed):
        hold(sheet, outer, sheet.box(id), PADDING)


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
