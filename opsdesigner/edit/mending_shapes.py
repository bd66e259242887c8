"""Ways out for shapes that stand on each other or half outside what they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import ceil

from opsdesigner.layout.yardstick import Fault
from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, contains, overlaps
from opsdesigner.model.queries import boundary_events, shape_of

from .contents import with_contents
from .context import container_of
from .grow import PADDING, RASTER, hold, inner_box
from .placing import settle_in
from .rerouting import lead_anew
from .sheet import Sheet

Way = Callable[[Model], None]
APART = 24.0  # px between shapes that were pushed apart
INSET = 8.0  # px from the edge of a lane that something was moved into
CLOSER = (1.0, 0.5, 0.0)  # shares of these, where there is less room


def pushed_apart(model: Model, fault: Fault) -> Iterator[Way]:
    """Either shape to each side of the other, the shortest way first, with its events and contents."""
    one, other = model.get(fault[1], Shape), model.get(fault[2], Shape)
    assert one is not None and other is not None
    tried: list[tuple[float, Id, float, float]] = []
    for going, staying in ((other, one), (one, other)):
        if going.props.flag("pinned"):
            continue
        a, b = box_of(going), box_of(staying)
        for share in CLOSER:
            gap = APART * share
            right, left, down, up = b[2] + gap - a[0], b[0] - gap - a[2], b[3] + gap - a[1], b[1] - gap - a[3]
            tried += [(abs(by) + 2 * (APART - gap), going.id, by, 0.0) for by in (right, left)]
            tried += [(abs(by) + 2 * (APART - gap), going.id, 0.0, by) for by in (down, up)]
    for _, id, dx, dy in sorted(tried):
        for anew in (False, True):
            yield partial(_shift, id=id, dx=_raster(dx), dy=_raster(dy), anew=anew)
    for stays in (one, other):
        yield partial(_make_room, id=stays.id)


def taken_in(model: Model, fault: Fault) -> Iterator[Way]:
    """The shape moved into its lane, or the lane grown round it: the smaller first, then where else there is room."""
    shape, frame = model.get(fault[1], Shape), model.get(fault[2], Shape)
    assert shape is not None and frame is not None
    sheet = Sheet(model, shape.diagram)
    room, box = inner_box(sheet, frame), box_of(shape)
    dx, dy = (_into(room, box, axis) for axis in (0, 1))
    grows = partial(_grow, id=shape.id, frame=frame.id)
    fits = contains(room, (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy))
    over = sum(max(0.0, room[side] - box[side]) + max(0.0, box[side + 2] - room[side + 2]) for side in (0, 1))
    fits = fits and not shape.props.flag("pinned")
    moves = abs(dx) + abs(dy) <= over + PADDING and fits
    if moves:
        yield partial(_shift, id=shape.id, dx=dx, dy=dy)
    if overlaps(room, box):
        yield grows
    if fits:
        for x, y in ((box[0] + dx, box[1] + dy), *_free(model, shape, room)):
            for anew in (False, True):
                yield partial(_shift, id=shape.id, dx=x - box[0], dy=y - box[1], anew=anew)
        yield partial(_move_in, id=shape.id, dx=dx, dy=dy)


def _raster(by: float) -> float:
    return ceil(abs(by)) * (1 if by > 0 else -1)


def _into(room: Box, box: Box, axis: int) -> float:
    """How far a box goes along an axis to lie in a room, a little off its edge."""
    low, high = room[axis] + INSET, room[axis + 2] - INSET
    if box[axis + 2] - box[axis] > high - low:
        return (room[axis] + room[axis + 2] - box[axis] - box[axis + 2]) / 2
    return max(low - box[axis], 0.0) + min(high - box[axis + 2], 0.0)


def _free(model: Model, shape: Shape, room: Box) -> Iterator[tuple[float, float]]:
    """Free corners of a room for a shape, the nearest first."""
    others = [box_of(each) for each in model.referrers(shape.diagram, Shape) if each.id != shape.id]
    walls = [box for box in others if overlaps(box, room) and not contains(box, room)]
    xs = {room[0] + INSET, room[2] - INSET - shape.width, *(box[2] + APART for box in walls)}
    ys = {room[1] + INSET, room[3] - INSET - shape.height, *(box[3] + APART for box in walls)}
    xs |= {box[0] - APART - shape.width for box in walls} | {shape.x}
    ys |= {box[1] - APART - shape.height for box in walls} | {shape.y}
    spots = sorted((abs(x - shape.x) + abs(y - shape.y), x, y) for x in xs for y in ys)
    found = 0
    for _, x, y in spots:
        box = (x, y, x + shape.width, y + shape.height)
        if contains(room, box) and not any(overlaps(box, wall) for wall in walls):
            yield x, y
            found += 1
            if found == 8:
                return


def _shift(model: Model, id: Id, dx: float, dy: float, anew: bool = False) -> None:
    """Moves a shape with what lies in it and sits on it; its lines follow, or are led anew."""
    shape = model.get(id, Shape)
    assert shape is not None
    sheet = Sheet(model, shape.diagram)
    events = (shape_of(model, event.id, shape.diagram) for event in boundary_events(model, shape.node))
    going = dict.fromkeys([*with_contents(sheet, shape), *(event.id for event in events if event is not None)])
    sheet.shift(going, dx, dy)
    sheet.commit()
    if anew:
        links = {link.id for each in going for link in model.referrers(sheet.shape(each).node, Link)}
        lead_anew(model, [e.id for link in links for e in model.referrers(link, Edge) if e.diagram == shape.diagram])


def _make_room(model: Model, id: Id) -> None:
    """The shape stays and what is in its way makes room."""
    shape = model.get(id, Shape)
    node = model.get(shape.node, Node) if shape is not None else None
    assert shape is not None and node is not None
    settle_in(model, id, node, container_of(model, node, shape.diagram), ())


def _move_in(model: Model, id: Id, dx: float, dy: float) -> None:
    _shift(model, id, dx, dy, anew=True)
    _make_room(model, id)


def _grow(model: Model, id: Id, frame: Id) -> None:
    shape, outer = model.get(id, Shape), model.get(frame, Shape)
    assert shape is not None and outer is not None
    sheet = Sheet(model, shape.diagram)
    hold(sheet, outer, box_of(shape), RASTER)
    sheet.commit()
