"""Room for a shape that goes into a flow: what lies beyond it moves on where the gap is narrow."""

from __future__ import annotations

from math import ceil

from opsdesigner.model import Edge, Id, Model, Shape
from opsdesigner.model.geometry import box_of, nearest_on

from .contents import with_contents
from .grow import RASTER
from .sheet import Sheet
from .spacing import make_space
from .straight import levelled

GAP, LEAST = 48.0, 24.0  # px beside a shape that went in: where room is made, and where none has to be


def make_room(model: Model, edge: Edge, first: Shape, last: Shape, middle: Id) -> None:
    """Moves on what lies beyond a shape dropped on a flow, so that it stands clear between its neighbours."""
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
        return
    if high - low >= size + 2 * LEAST:  # there is room enough, only not where it was dropped
        goal = min(max(box[axis], low + LEAST), high - LEAST - size)
    else:
        wanted = min(GAP, max(LEAST, high - low))
        goal = low + wanted
        by = ceil((size + 2 * wanted - (high - low)) / RASTER) * RASTER
        sheet = Sheet(model, shape.diagram)
        staying = frozenset(with_contents(sheet, shape))
        make_space(model, shape.diagram, "down" if axis else "across", high, by, staying)
    sheet, by = Sheet(model, shape.diagram), goal - box[axis]
    sheet.shift(with_contents(sheet, shape), *((0.0, by) if axis else (by, 0.0)))
    sheet.commit()
