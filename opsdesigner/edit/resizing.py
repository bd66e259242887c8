"""Resizing by hand: steps, open sub-processes, pools, and lanes, which share their borders."""

from __future__ import annotations

from opsdesigner.model import Bounds, Id, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, centre
from opsdesigner.model.queries import boundary_events, shape_of
from opsdesigner.notation.kinds import KINDS, SUB_PROCESSES
from opsdesigner.notation.looks import HEADER, is_open

from .contents import frame_of, lane_contents, pool_shape, stacking, with_contents
from .context import lanes_in
from .ground import Later
from .grow import SIDES, extend, make_way, widen, widen_step
from .guiding import led
from .sheet import Sheet

SMALLEST = {"step": (64.0, 36.0), "note": (32.0, 24.0), "group": (40.0, 40.0), "pool": (160.0, 44.0)}
LANE_LEAST, FRAME_LEAST = 60.0, 160.0  # px across and along a lane
OPEN_LEAST = (140.0, 100.0)


def resize(model: Model, shape: Id, box: Box | Bounds) -> None:
    """Gives a shape another box (left, top, right, bottom), as far as what it holds and its least size let it."""
    record = model.get(shape, Shape)
    node = model.get(record.node, Node) if record else None
    if record is None or node is None or node.kind not in KINDS:
        return
    box = box_of(box) if isinstance(box, Bounds) else box
    sheet = Sheet(model, record.diagram)
    if node.kind == "boundaryEvent":
        (x, y), size = centre(box_of(record)), max(16.0, min(box[2] - box[0], box[3] - box[1]))
        sheet.put(shape, (x - size / 2, y - size / 2, x + size / 2, y + size / 2))
    elif node.kind in ("participant", "lane"):
        for side in SIDES:
            if abs(by := (box[side] - sheet.box(shape)[side]) * _sign(side)) > 1e-6:
                _move_side(sheet, record, side, by)
    else:
        place = _least(sheet, record, node, box)
        carry_events(sheet, record, place)
        if KINDS[node.kind].family in ("note", "group"):
            sheet.put(shape, place)
        else:
            widen_step(sheet, record, place)
    with led(model, record.diagram, "Resize", Later(model, record.diagram)):
        sheet.commit()


def _least(sheet: Sheet, shape: Shape, node: Node, box: Box) -> Box:
    """The box, no smaller than the kind allows; an open sub-process stays round its contents."""
    family = KINDS[node.kind].family
    opened = node.kind in SUB_PROCESSES and is_open(node, shape.props)
    least = OPEN_LEAST if opened else SMALLEST.get(family, (16.0, 16.0))
    old, sides = box_of(shape), list(box)
    for axis in (0, 1):
        short = least[axis] - (sides[axis + 2] - sides[axis])
        if short > 0:
            from_far = abs(sides[axis] - old[axis]) > abs(sides[axis + 2] - old[axis + 2])
            sides[axis if from_far else axis + 2] += -short if from_far else short
    if opened:
        events = {event.id for event in boundary_events(sheet.model, node.id)}
        for id in with_contents(sheet, shape)[1:]:
            if sheet.shape(id).node in events or _is_on_event(sheet, id, events):
                continue
            inner = sheet.box(id)
            sides = [*(min(sides[i], inner[i]) for i in (0, 1)), *(max(sides[i], inner[i]) for i in (2, 3))]
    return (sides[0], sides[1], sides[2], sides[3])


def _is_on_event(sheet: Sheet, id: Id, events: set[Id]) -> bool:
    node = sheet.model.get(sheet.shape(id).node, Node)
    return node is not None and node.host in events


def carry_events(sheet: Sheet, host: Shape, box: Box) -> None:
    """Keeps the events on a step's edge where they were along it, when the step takes another box."""
    old = sheet.box(host.id)
    for event in boundary_events(sheet.model, host.node):
        shape = shape_of(sheet.model, event.id, host.diagram)
        if shape is None:
            continue
        x, y = centre(sheet.box(shape.id))
        side = min(SIDES, key=lambda each: abs((x, y)[each % 2] - old[each]))
        at = [_scaled(x, old, box, 0), _scaled(y, old, box, 1)]
        at[side % 2] = box[side]
        left, top = at[0] - shape.width / 2, at[1] - shape.height / 2
        sheet.put(shape.id, (left, top, left + shape.width, top + shape.height))


def _scaled(value: float, old: Box, new: Box, axis: int) -> float:
    """A coordinate along an edge: as it was where the edge still reaches it, else by its share."""
    if new[axis] <= value <= new[axis + 2]:
        return value
    size = old[axis + 2] - old[axis] or 1.0
    return new[axis] + (value - old[axis]) / size * (new[axis + 2] - new[axis])


# pools and lanes


def _move_side(sheet: Sheet, shape: Shape, side: int, by: float) -> None:
    """Moves a side of a pool or lane outwards (or inwards, below 0)."""
    frame = frame_of(sheet, shape)
    if frame is None:
        _move_rim(sheet, shape, side, by)
        return
    if side % 2 != stacking(shape):
        _move_rim(sheet, pool_shape(sheet, shape), side, by)
        return
    siblings = lanes_in(sheet.model, frame)
    index = [each.id for each in siblings].index(shape.id) + (1 if side >= 2 else -1)
    if not 0 <= index < len(siblings):
        _move_side(sheet, frame, side, by)
        return
    neighbour, facing = siblings[index], (side + 2) % 4
    by = max(by, -_spare(sheet, shape, side))
    given = min(by, _spare(sheet, neighbour, facing))  # what the neighbour can do without; the rest pushes it on
    widen(sheet, shape, side, given)
    widen(sheet, neighbour, facing, -given)
    if by > given:
        extend(sheet, shape, side, by - given)


def _move_rim(sheet: Sheet, pool: Shape, side: int, by: float) -> None:
    by = max(by, -_spare(sheet, pool, side))
    widen(sheet, pool, side, by)
    if by > 0:
        make_way(sheet, pool, side, by)


def _spare(sheet: Sheet, frame: Shape, side: int) -> float:
    """How far a side can go inwards until it meets contents or the least size."""
    lanes = lanes_in(sheet.model, frame)
    if lanes and side % 2 == stacking(lanes[0]):
        return _spare(sheet, lanes[-1 if side >= 2 else 0], side)
    if lanes:
        return min(_spare(sheet, lane, side) for lane in lanes)
    box = sheet.box(frame.id)
    node = sheet.model.get(frame.node, Node)
    is_lane = node is not None and node.kind == "lane"
    across = side % 2 == stacking(frame)
    least = (LANE_LEAST if is_lane or (node and node.host) else 30.0) if across else FRAME_LEAST
    spare = box[side % 2 + 2] - box[side % 2] - least
    header = HEADER if side == 1 - stacking(frame) else 0.0
    held = lane_contents(sheet, frame) if is_lane else with_contents(sheet, frame)
    for id in held:
        if id != frame.id:
            spare = min(spare, (box[side] - sheet.box(id)[side]) * _sign(side) - header)
    return max(0.0, spare)


def _sign(side: int) -> int:
    return 1 if side >= 2 else -1
