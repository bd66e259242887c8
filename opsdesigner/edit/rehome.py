"""A step goes to the lane of whoever owns it, where it has room."""

from __future__ import annotations

from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, grown, overlaps, shifted
from opsdesigner.model.queries import process_of, shape_of, subject
from opsdesigner.notation.looks import is_upright

from .arrange import move
from .assigning import drop_repeats
from .ends import Refusal

GAP, STEP = 12.0, 8.0  # px to others and to the lane's edge; between two places that are tried


def to_lane_of(model: Model, id: Id, owner: Id) -> None:
    """Moves a step into the lane that stands for a role or unit in its process; it keeps its place along the flow.

    Raises Refusal where there is no such lane beside it.
    """
    node = subject(model, id)
    if not isinstance(node, Node):
        raise Refusal("This element is not on the diagram")
    process = process_of(model, node.id)
    lanes = [lane for lane in model.referrers(owner, Node, "resource") if lane.kind == "lane"]
    for lane in lanes:
        for shape in model.referrers(node.id, Shape) if process_of(model, lane.id) == process else ():
            band = shape_of(model, lane.id, shape.diagram)
            if band is not None:
                with model.change("Move to the lane of its owner"):
                    move(model, [shape.id], *_way(model, shape, band))
                    model.update(node.id, lane=lane.id)
                    drop_repeats(model, [node.id])
                return
    raise Refusal("No lane here stands for this role")


def _way(model: Model, shape: Shape, band: Shape) -> tuple[float, float]:
    """How far to go across the lanes, to the free place nearest to the middle of the lane."""
    upright = is_upright(band.props)
    start, length = (band.x, band.width) if upright else (band.y, band.height)
    size = shape.width if upright else shape.height
    at = shape.x if upright else shape.y
    others = [
        box_of(each)
        for each in model.referrers(shape.diagram, Shape)
        if each.id != shape.id and (other := model.get(each.node, Node)) is not None
        if other.kind not in ("lane", "participant", "group")
    ]
    room, middle = grown(box_of(shape), GAP), start + (length - size) / 2
    reach = max(0.0, (length - size) / 2 - GAP)
    tries = sorted((n * STEP * sign for n in range(int(reach // STEP) + 1) for sign in (1, -1)), key=abs)
    for by in tries:
        dx, dy = (middle + by - at, 0.0) if upright else (0.0, middle + by - at)
        if not any(overlaps(shifted(room, dx, dy), box) for box in others):
            return dx, dy
    return (middle - at, 0.0) if upright else (0.0, middle - at)
