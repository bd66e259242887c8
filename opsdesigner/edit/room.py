"""Room for a shape that goes into a flow: what is in its way moves on where the gap is narrow."""

from __future__ import annotations

from opsdesigner.model import Edge, Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, grown, nearest_on, overlaps
from opsdesigner.model.queries import children, shape_of

from .bodies import UNMOVED
from .contents import with_contents
from .context import container_of
from .grow import give_way
from .sheet import Sheet
from .straight import levelled

GAP, LEAST = 48.0, 24.0  # px beside a shape that went in: where room is made, and where none has to be
CLEAR = 6.0


def make_room(model: Model, edge: Edge, first: Shape, last: Shape, middle: Id) -> None:
    """Moves on what is in the way of a shape dropped on a flow, so that it stands clear between its neighbours."""
    shape = model.get(middle, Shape)
    assert shape is not None
    box = box_of(shape)
    points = levelled(edge.points, docks=True)
    _, index, _ = nearest_on(points, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    start, end = points[index], points[index + 1]
    axis = 0 if start[1] == end[1] else 1
    if start[1 - axis] != end[1 - axis]:
        return  # on a slope there is no telling what lies beyond
    rims = [
        box_of(first) if index == 0 else (*start, *start),
        box_of(last) if index + 2 == len(points) else (*end, *end),
    ]  # what the piece ends at: a shape, or a bend
    if start[axis] > end[axis]:
        rims.reverse()
    low, high = rims[0][axis + 2], rims[1][axis]
    size = box[axis + 2] - box[axis]
    if box[axis] - low >= LEAST and high - box[axis + 2] >= LEAST:
        goal = box[axis]
    elif high - low >= size + 2 * LEAST:  # there is room enough, only not where it was dropped
        goal = min(max(box[axis], low + LEAST), high - LEAST - size)
    else:
        goal = low + min(GAP, max(LEAST, high - low))
    sheet, by = Sheet(model, shape.diagram), goal - box[axis]
    sheet.shift(with_contents(sheet, shape), *((0.0, by) if axis else (by, 0.0)))
    before, after = (first, last) if start[axis] < end[axis] else (last, first)
    _stand_clear(sheet, shape, axis, before, after)
    sheet.commit()


def _stand_clear(sheet: Sheet, shape: Shape, axis: int, before: Shape, after: Shape) -> None:
    """Pushes on what is in the way along the flow; across it, what it came to stand beside."""
    node = sheet.model.get(shape.node, Node)
    if node is None:
        return
    home = container_of(sheet.model, node, sheet.diagram)
    flow = 1 if home is not None and not home.props.flag("isHorizontal", True) else 0
    alone = before.id == after.id  # a line that comes back to its step
    staying = frozenset() if alone else frozenset((before.id,) if axis == flow else (before.id, after.id))
    give_way(sheet, shape, node, axis + 2, None, () if alone else (before.id,))
    if axis != flow:
        _off_earlier(sheet, shape, node, flow, staying)
        give_way(sheet, shape, node, flow + 2, None, staying)


def _off_earlier(sheet: Sheet, shape: Shape, node: Node, flow: int, staying: frozenset[Id]) -> None:
    """Moves a shape on, off what stands before it in its row."""
    others = (other for other in children(sheet.model, node.parent) if other.kind not in UNMOVED)
    found = (shape_of(sheet.model, other.id, sheet.diagram) for other in others if other.id != node.id)
    shapes = [place for place in found if place is not None and place.id not in staying]
    for box in sorted(sheet.box(place.id) for place in shapes):
        own = sheet.box(shape.id)
        earlier = box[flow] + box[flow + 2] < own[flow] + own[flow + 2]
        if earlier and overlaps(grown(box, CLEAR), own):
            by = box[flow + 2] + LEAST - own[flow]
            sheet.shift(with_contents(sheet, shape), *((0.0, by) if flow else (by, 0.0)))
