"""Order on the page: align, equal gaps, room made or taken."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from opsdesigner.model import Id, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, centre, contains, holds, union
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.looks import HEADER, is_open

from .contents import stacking, with_contents
from .context import Frames, frames_of, lanes_in
from .guiding import led
from .moving import relocate
from .resizing import FRAME_LEAST, LANE_LEAST
from .sheet import Sheet
from .travel import Plan, plan

Side = Literal["left", "centre", "right", "top", "middle", "bottom"]
PLACES = {
    "left": (0, 0.0),
    "centre": (0, 0.5),
    "right": (0, 1.0),
    "top": (1, 0.0),
    "middle": (1, 0.5),
    "bottom": (1, 1.0),
}
AXES = {"across": 0, "down": 1}
LEAST_GAP = 8.0


def align(model: Model, ids: Iterable[Id], side: Side) -> None:
    """Brings shapes to one side, or the middle, of the box round them. Raises Refusal."""
    going = _loose(model, ids)
    if len(going.chosen) < 2:
        return
    axis, share = PLACES[side]
    line = _at(union(box_of(shape) for shape in going.chosen), axis, share)
    _move_each(
        model, "Align", going, {shape.id: line - _at(box_of(shape), axis, share) for shape in going.chosen}, axis
    )


def distribute(model: Model, ids: Iterable[Id], direction: Literal["across", "down"]) -> None:
    """Makes the gaps between shapes equal; the outermost stay. Raises Refusal."""
    going, axis = _loose(model, ids), AXES[direction]
    shapes = sorted(going.chosen, key=lambda shape: centre(box_of(shape))[axis])
    if len(shapes) < 3:
        return
    boxes = [box_of(shape) for shape in shapes]
    room = boxes[-1][axis] - boxes[0][axis + 2] - sum(box[axis + 2] - box[axis] for box in boxes[1:-1])
    gap, at, by = room / (len(boxes) - 1), boxes[0][axis + 2], dict[Id, float]()
    for shape, box in zip(shapes[1:-1], boxes[1:-1], strict=True):
        wanted = at + gap
        by[shape.id] = wanted - box[axis]
        at = wanted + box[axis + 2] - box[axis]
    _move_each(model, "Distribute", going, by, axis)


def _loose(model: Model, ids: Iterable[Id]) -> Plan:
    """The chosen shapes that can be set in order: no lanes, no events on edges."""
    shapes = (model.get(id, Shape) for id in ids)
    nodes = [(shape, model.get(shape.node, Node)) for shape in shapes if shape is not None]
    return plan(model, [shape.id for shape, node in nodes if node and node.kind not in ("lane", "boundaryEvent")])


def _at(box: Box, axis: int, share: float) -> float:
    return box[axis] + (box[axis + 2] - box[axis]) * share


def _move_each(model: Model, label: str, going: Plan, by: dict[Id, float], axis: int) -> None:
    moves: dict[Id, Point] = {}
    for shape in going.chosen:
        far = by.get(shape.id, 0.0)
        moves[shape.id] = (far, 0.0) if axis == 0 else (0.0, far)
    with led(model, going.diagram, label):
        relocate(model, going, moves)


def make_space(
    model: Model,
    diagram: Id,
    direction: Literal["across", "down"],
    at: float,
    by: float,
    staying_too: frozenset[Id] = frozenset(),
) -> None:
    """Moves all that lies beyond a line away from it (or nearer, below 0, as far as there is room)."""
    axis, sheet = AXES[direction], Sheet(model, diagram)
    going: list[Id] = []
    growing: list[Id] = []
    staying: list[Id] = []
    frames = frames_of(model, diagram)
    at = _off_borders(frames, axis, at)
    whole = _cut_in_header(sheet, frames, axis, at)
    for shape in model.referrers(diagram, Shape):
        if shape.id in staying_too:
            continue
        beyond, frame = (True, False) if shape.id in whole else _beyond(model, shape, axis, at)
        (going if beyond else growing if frame else staying).append(shape.id)
    if by < 0:
        by = -_room(sheet, going, growing, staying, axis, -by)
    if by == 0:
        return
    sheet.shift(going, *((by, 0.0) if axis == 0 else (0.0, by)))
    for id in growing:
        sides = list(sheet.box(id))
        sides[axis + 2] += by
        sheet.put(id, (sides[0], sides[1], sides[2], sides[3]))
    with led(model, diagram, "Make space" if by > 0 else "Take space"):
        sheet.commit()


def _off_borders(frames: Frames, axis: int, at: float) -> float:
    """The line moved off the borders of lanes, into the lane before."""
    lanes = [shape for shape, node in frames if node.kind == "lane"]
    borders = {box_of(lane)[axis] for lane in lanes} | {box_of(lane)[axis + 2] for lane in lanes}
    return at - 0.5 if at in borders else at


def _least_size(sheet: Sheet, id: Id, axis: int) -> float:
    """How narrow a frame may get."""
    shape = sheet.shape(id)
    node = sheet.model.get(shape.node, Node)
    framed = node is not None and node.kind in ("participant", "lane")
    return FRAME_LEAST if framed and axis != stacking(shape) else LANE_LEAST


def _cut_in_header(sheet: Sheet, frames: Frames, axis: int, at: float) -> set[Id]:
    """Pools that the line meets only in their headers, with all they hold: they lie beyond it as a whole."""
    found: set[Id] = set()
    for shape, node in frames:
        if node.kind != "participant" or axis == stacking(shape):
            continue
        if box_of(shape)[axis] < at <= box_of(shape)[axis] + HEADER * (1 + _levels(sheet.model, shape)):
            found.update(with_contents(sheet, shape))
    return found


def _levels(model: Model, frame: Shape) -> int:
    """How many lanes lie in one another."""
    return max((1 + _levels(model, lane) for lane in lanes_in(model, frame)), default=0)


def _beyond(model: Model, shape: Shape, axis: int, at: float) -> tuple[bool, bool]:
    """Whether a shape lies beyond the line, and whether it is a frame the line goes through."""
    node, box = model.get(shape.node, Node), box_of(shape)
    if node is not None and node.kind == "boundaryEvent":
        host = shape_of(model, node.host, shape.diagram)
        step = model.get(node.host, Node)
        if host is not None and step is not None:
            beyond, frame = _beyond(model, host, axis, at)
            on_far_side = frame and abs(centre(box)[axis] - box_of(host)[axis + 2]) < 1
            return beyond or on_far_side or (frame and centre(box)[axis] >= at), False
    frame = node is not None and (node.kind in ("participant", "lane", "group") or is_open(node, shape.props))
    if frame:
        return box[axis] >= at, box[axis] < at < box[axis + 2]
    return centre(box)[axis] >= at, False


def _least_gap(sheet: Sheet, going: list[Id], staying: list[Id], axis: int) -> float:
    """The narrowest gap between what stays and what lies beyond it, row by row."""
    rims: dict[int, list[float]] = defaultdict(list)
    for id in staying:
        box = sheet.box(id)
        for row in _rows(box, axis):
            rims[row].append(box[axis + 2])
    for known in rims.values():
        known.sort()
    least = float("inf")
    for id in going:
        box = sheet.box(id)
        for row in _rows(box, axis):
            before = bisect_right(rims[row], box[axis]) if row in rims else 0
            if before:
                least = min(least, box[axis] - rims[row][before - 1])
    return least


def _rows(box: Box, axis: int) -> range:
    """The rows of eight px that a box lies in."""
    return range(int(box[1 - axis] // 8), int(box[3 - axis] // 8) + 1)


def _row(box: Box, axis: int) -> int:
    """The row of eight px that the middle of a box lies in."""
    return int(centre(box)[1 - axis] // 8)


def _room(sheet: Sheet, going: list[Id], growing: list[Id], staying: list[Id], axis: int, wanted: float) -> float:
    """How far what lies beyond can come nearer before it meets what stays."""
    room = max(0.0, min(wanted, _least_gap(sheet, going, staying, axis) - LEAST_GAP))
    frames: dict[int, list[Box]] = defaultdict(list)
    for id in growing:
        frame = sheet.box(id)
        room = min(room, max(0.0, frame[axis + 2] - frame[axis] - _least_size(sheet, id, axis)))
        for row in _rows(frame, axis):
            frames[row].append(frame)
    for each in going:
        place = sheet.box(each)
        for frame in frames.get(_row(place, axis), ()):
            if holds(frame, *centre(place)):
                room = min(room, max(0.0, place[axis] - frame[axis] - HEADER))
    for each in staying:
        place = sheet.box(each)
        for frame in frames.get(_row(place, axis), ()):
            if contains(frame, place):
                room = min(room, max(0.0, frame[axis + 2] - place[axis + 2]))
    return room
