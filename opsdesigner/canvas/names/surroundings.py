"""What the name inside a shape has to keep clear of: what sits on the shape, lies in it, begins in its head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opsdesigner.model import Id, Node, Shape
from opsdesigner.model.geometry import Box, contains, grown, shifted
from opsdesigner.notation.drawings import HEADER

from ..drawing.pictures import ABOVE, ShapePicture

if TYPE_CHECKING:
    from ..drawing.display import Display

TITLE = 40.0  # px at the top of a shape that its title may take
LEAST_HEAD = 14.0  # px of a pool's head that its name fits in
UNTITLED = ("pool", "lane", "process")


def around(display: Display, shape: ShapePicture) -> tuple[list[Box], bool, float]:
    """Boxes in the way, seen from the shape's corner; whether others lie in it; how much of its head is free."""
    inner = holds(display, shape)
    on = high_in(display, shape) if inner or shape.depth < 0 else on_edge(display, shape)
    return on, inner, free_head(display, shape)


def on_edge(display: Display, shape: ShapePicture) -> list[Box]:
    """The events that sit on a step."""
    if shape.kind.family != "step":
        return []
    found = []
    for node in display.model.referrers(shape.node, Node, "host"):
        if node.kind == "boundaryEvent":
            found += [shifted(other.body(), -shape.x, -shape.y) for other in _shapes_of(display, node.id)]
    return found


def _shapes_of(display: Display, node: Id) -> Iterator[ShapePicture]:
    for record in display.model.referrers(node, Shape):
        if shape := display.shapes.get(record.id):
            yield shape


def high_in(display: Display, shape: ShapePicture) -> list[Box]:
    """What lies where an open step or a group has its title."""
    if shape.kind.family in UNTITLED:
        return []
    left, top, right, _ = shape.body()
    near = (display.shapes[id] for id in display.spots.touching((left, top, right, top + TITLE)))
    return [shifted(other.body(), -left, -top) for other in near if other.depth >= ABOVE]


def holds(display: Display, shape: ShapePicture) -> bool:
    """Whether others lie in a closed step, or lanes in a lane."""
    if shape.kind.family == "lane":
        return any(node.kind == "lane" for node in display.model.referrers(shape.node, Node, "parent"))
    if not 0 < shape.depth < 1:
        return False
    body, shapes = shape.body(), display.shapes
    return any(id != shape.id and contains(body, shapes[id].body()) for id in display.spots.touching(body))


def free_head(display: Display, shape: ShapePicture) -> float:
    """How much of a pool's head its lanes leave free: some files begin them in it."""
    if shape.kind.family != "pool":
        return HEADER
    lanes = [home for home in display.homes.values() if home.kind.family == "lane"]
    gaps = (
        lane.y - shape.y if shape.look.upright else lane.x - shape.x
        for lane in lanes
        if contains(grown(shape.body(), 1), lane.body())
    )
    return min((gap for gap in gaps if gap >= LEAST_HEAD), default=HEADER)
