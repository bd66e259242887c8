"""Lanes and roles made on the way: a lane for a role that is dropped on a pool, a role for a name that is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from opsdesigner.model import Diagram, Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, holds
from opsdesigner.model.queries import pool_of, process_of
from opsdesigner.notation.kinds import ORG_CHART, OWNERS
from opsdesigner.notation.looks import is_closed_pool
from opsdesigner.notation.ownership import RESPONSIBLE
from opsdesigner.notation.rules import Answer

from . import lanes
from .assigning import assign, stand_for
from .contents import stacking
from .ends import allow
from .roots import fresh_id
from .seats import add

NO_POOL = "A lane needs a pool"


def frame_at(model: Model, diagram: Id, x: float, y: float) -> Shape | None:
    """The innermost lane or open pool at a point of a diagram; off all of them, its only pool."""
    pools = [shape for shape in model.referrers(diagram, Shape) if _opened(model, shape)]
    here = [shape for shape in pools if holds(box_of(shape), x, y)]
    if here:
        return min(here, key=lambda shape: shape.width * shape.height)
    outer = [shape for shape in pools if model[shape.node].kind == "participant"]  # type: ignore[union-attr]
    return outer[0] if len(outer) == 1 else None


def _opened(model: Model, shape: Shape) -> bool:
    node = model.get(shape.node, Node)
    return node is not None and (node.kind == "lane" or (node.kind == "participant" and not is_closed_pool(node)))


def can_have_lane(model: Model, diagram: Id, role: Id, x: float, y: float) -> Answer:
    """Whether a role can get a lane of its own at a point of a diagram, or why not."""
    owner, frame = model.get(role, Node), frame_at(model, diagram, x, y)
    if owner is None or owner.kind not in OWNERS:
        return Answer("", "A lane stands for a role or unit")
    if frame is None:
        return Answer("", NO_POOL)
    pool = pool_of(model, frame.node)
    bands = (band for band in model.referrers(role, Node, "resource") if band.kind == "lane")
    if any(process_of(model, band.id) and pool_of(model, band.id) == pool for band in bands):
        return Answer("", f"{owner.name or 'It'} has a lane here already")
    return Answer("lane")


def lane_for(model: Model, diagram: Id, role: Id, x: float, y: float) -> Id:
    """A new lane that stands for a role, beside the lane at a point or last in the pool there; returns its shape.

    Raises Refusal.
    """
    allow(can_have_lane(model, diagram, role, x, y))
    frame = frame_at(model, diagram, x, y)
    assert frame is not None
    with model.change("Lane for a role"):
        made = lanes.add(model, frame.id, _side(frame, x, y))
        stand_for(model, made, role)
        return made


def _side(frame: Shape, x: float, y: float) -> Literal["before", "after"]:
    """The half of the frame that a point is in."""
    box, axis = box_of(frame), stacking(frame)
    return "before" if (x, y)[axis] < (box[axis] + box[axis + 2]) / 2 else "after"


def new_owner(model: Model, ids: Iterable[Id], name: str, letter: str = RESPONSIBLE) -> Id:
    """A new role that has this part in steps; it stands at the end of the first org chart, if there is one.

    Returns the role. Raises Refusal.
    """
    with model.change("New role"):
        chart = next((page.id for page in model.all(Diagram) if page.kind == ORG_CHART), "")
        if chart:
            box = model.get(add(model, chart, name=name), Shape)
            assert box is not None
            role = box.node
        else:
            role = model.put(Node(fresh_id(model, "role"), "role", name)).id
        assign(model, ids, role, letter)
        return role
