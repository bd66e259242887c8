"""Roles that are only named: found or made by their name, with a lane in the pool of a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opsdesigner.model import Diagram, Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, union
from opsdesigner.model.queries import children, pools_of, shape_of
from opsdesigner.notation.kinds import FLOW_NODES, ORG_CHART
from opsdesigner.notation.organisation import named
from opsdesigner.notation.ownership import first_responsible, owner_by_place, owner_of
from opsdesigner.notation.variants import VARIANTS

from . import lanes
from .assigning import assign, drop_repeats, stand_for, take_back
from .pools import place_pool
from .roots import fresh_id
from .seats import add


def role_called(model: Model, name: str) -> Id:
    """The role or unit of a name; a new one stands on the first org chart, below nobody. Inside a change."""
    if (known := named(model, name)) is not None:
        return known.id
    chart = next((page.id for page in model.all(Diagram) if page.kind == ORG_CHART), "")
    if chart and (box := model.get(add(model, chart, name=name), Shape)) is not None:
        return box.node
    return model.put(Node(fresh_id(model, "role"), "role", name)).id


def deputy_called(model: Model, name: str) -> Id:
    """The role, unit or person of a name, to stand in for somebody; else a new role. Inside a change."""
    known = named(model, name) or named(model, name, ("person",))
    return known.id if known is not None else role_called(model, name)


def lanes_of(model: Model, process: Id) -> Iterator[Node]:
    """All lanes of a process, outer ones before inner ones."""
    for node in children(model, process):
        if node.kind == "lane":
            yield node
            yield from lanes_of(model, node.id)


def lane_for(model: Model, lanes: Iterable[Node], role: Id) -> Node | None:
    """The lane that stands for a role, else the one that is called like it and stands for nobody."""
    found, plain = list(lanes), _plain(model, role)
    mine = (lane for lane in found if lane.resource == role)
    called = (lane for lane in found if not lane.resource and _plain(model, lane.id) == plain)
    return next(mine, None) or next(called, None)


def lane_of(model: Model, diagram: Id, process: Id, role: Id, title: str = "", shared: bool = True) -> Id:
    """The lane of a role in a process, at the foot of its pool where it is new; "" where there can be none.

    A process without a pool gets one, with a lane without a name for the steps that are nobody's
    if it is `shared` with such. A pool that itself stands for the role needs no lane. Inside a change.
    """
    found = list(lanes_of(model, process))
    leaves = [lane for lane in found if not any(each.kind == "lane" for each in children(model, lane.id))]
    if (known := lane_for(model, leaves, role)) is not None:
        if not known.resource:
            stand_for(model, known.id, role)
        return known.id
    pools = pools_of(model, process)
    if pools and pools[0].resource == role and not found:
        return ""
    frame = _pool(model, diagram, process, title)
    if frame is None:
        return ""
    members = [node for node in children(model, process) if node.kind in FLOW_NODES]
    if not found:
        made = lanes.split(model, frame.id, 1)[0]
        if not (members and shared):
            stand_for(model, made, role)
            return _node(model, made)
        if pools and pools[0].resource:
            stand_for(model, made, pools[0].resource)
    made = lanes.add(model, frame.id, "after")
    stand_for(model, made, role)
    return _node(model, made)


def lane_of_nobody(model: Model, diagram: Id, process: Id) -> Id:
    """The lane of those whom nobody owns, at the foot of the pool where it is new; inside a change.

    "" where no lane says whose a step is.
    """
    found = list(lanes_of(model, process))
    if (known := next((lane.id for lane in found if not lane.resource and not lane.name), "")) or not found:
        return known
    frame = _pool(model, diagram, process, "") if pools_of(model, process) else None
    return _node(model, lanes.add(model, frame.id, "after")) if frame is not None else ""


def _node(model: Model, shape: Id) -> Id:
    found = model.get(shape, Shape)
    assert found is not None
    return found.node


def _pool(model: Model, diagram: Id, process: Id, title: str) -> Shape | None:
    """The pool of a process on a page, made where it has none; None where it is not drawn there."""
    for pool in pools_of(model, process):
        return shape_of(model, pool.id, diagram)
    page = model.get(diagram, Diagram)
    if page is None or page.root != process:
        return None
    drawn = [box_of(shape) for shape in model.referrers(diagram, Shape)]
    left, top, right, foot = union(drawn) if drawn else (160.0, 80.0, 760.0, 330.0)
    made = place_pool(model, diagram, VARIANTS["participant"], (left + right) / 2, (top + foot) / 2, name=title)
    return model.get(made, Shape)


def _plain(model: Model, id: Id) -> str:
    node = model.get(id, Node)
    return " ".join(node.name.split()).casefold() if node is not None else ""


def give_to(model: Model, step: Id, role: Id, lane: Id = "") -> None:
    """Makes a step a role's (nobody's for ""): by its lane, else by an assignment. Inside a change."""
    node = model.get(step, Node)
    assert node is not None
    if lane and lane != node.lane:
        model.update(step, lane=lane)
    if not role:
        if (owner := first_responsible(model, step)) != "":
            take_back(model, [step], owner, "R")
    elif owner_of(model, step) != role:
        assign(model, [step], role)
    elif owner_by_place(model, step) == role:
        drop_repeats(model, [step])
