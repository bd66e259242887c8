"""What the rules need to know of a place or an end, asked of the model; answers never change anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.model import Diagram, Id, Model, Node, Shape
from opsdesigner.model.geometry import box_of, holds
from opsdesigner.model.queries import ancestors, children, pools_of, scope_of, shape_of
from opsdesigner.notation.kinds import FLOW_NODES, KINDS, ORG_CHART, OWNERS, SUB_PROCESSES
from opsdesigner.notation.looks import is_closed_pool, is_open
from opsdesigner.notation.rules import Answer, Home, may_attach, may_hold
from opsdesigner.notation.variants import Variant

from .ends import Refusal, allow, can_append, can_connect, definitions, end_of
from .rims import away, edge_gap, middle_of, on_edge
from .spots import NOBODY, flow_at, host_at, may_stick, near

__all__ = [
    "NOBODY",
    "Frames",
    "Place",
    "Refusal",
    "allow",
    "belongs",
    "can_append",
    "can_connect",
    "can_place",
    "container_of",
    "definitions",
    "edge_gap",
    "end_of",
    "flow_at",
    "frames_of",
    "home_at",
    "home_for",
    "host_at",
    "lanes_in",
    "may_stick",
    "middle_of",
    "nearest_lane",
    "on_edge",
    "place_of",
    "root_place",
    "shape_in",
]

BESIDE = 120.0  # px from a pool within which what belongs into one goes there, and the pool grows


class Place(NamedTuple):
    """What lies under a point: the container, its shape ("" for the page itself), what the rules call it."""

    node: Id
    shape: Id
    home: Home


def can_place(model: Model, diagram: Id, variant: Variant, x: float, y: float) -> Answer:
    """Whether a new element may be put there: the kind of its home, or why not."""
    page, seat = model.get(diagram, Diagram), variant.kind in OWNERS
    if (page is not None and page.kind == ORG_CHART) != seat:
        return Answer("", "Roles and units stand on an org chart" if seat else "Only roles and units stand here")
    if seat:
        return Answer(ORG_CHART)
    if host_at(model, diagram, x, y, variant):
        return Answer("host")
    if variant.kind == "boundaryEvent":
        under = _steps_at(model, diagram, x, y)
        answers = (may_attach(kind, definitions(variant.props)) for kind in under)
        return next(
            (answer for answer in answers if not answer), Answer("", "A boundary event sits on the edge of a step")
        )
    marks = definitions(variant.props)
    return may_hold(home_for(model, diagram, x, y, variant.kind, marks).home, variant.kind, marks)


def _steps_at(model: Model, diagram: Id, x: float, y: float) -> list[str]:
    return [node.kind for shape, node in near(model, diagram, x, y) if KINDS[node.kind].family == "step"]


# homes


Frames = list[tuple[Shape, Node]]


def frames_of(model: Model, diagram: Id, shapes: Iterable[Shape] | None = None) -> Frames:
    """All that can hold others on a diagram, or of these shapes, for asking `home_at` many times."""
    asked = model.referrers(diagram, Shape) if shapes is None else shapes
    return _holders(model, ((shape, node) for shape in asked if (node := model.get(shape.node, Node)) is not None))


def _holders(model: Model, drawn: Iterable[tuple[Shape, Node]]) -> Frames:
    """Those that can hold others, the innermost first."""
    found = [(shape, node) for shape, node in drawn if _holds_others(node, shape)]
    return sorted(found, key=lambda each: (_depth(model, each[1]), -each[0].width * each[0].height), reverse=True)


def home_at(
    model: Model, diagram: Id, x: float, y: float, leave_out: frozenset[Id] = NOBODY, frames: Frames | None = None
) -> Place:
    """The innermost pool, lane or open sub-process at a point, else the diagram's root.

    In a pool with lanes it is always a lane: the nearest one.
    """
    for shape, _ in _holders(model, near(model, diagram, x, y, 0.0)) if frames is None else frames:
        if shape.id not in leave_out and holds(box_of(shape), x, y):
            return place_of(model, nearest_lane(model, shape, x, y, leave_out))
    return root_place(model, diagram)


def home_for(
    model: Model,
    diagram: Id,
    x: float,
    y: float,
    kind: str,
    marks: tuple[str, ...] = (),
    leave_out: frozenset[Id] = NOBODY,
    frames: Frames | None = None,
) -> Place:
    """Where a node of a kind is at home at a point; on paper close by a pool that is the pool, where it has to be."""
    place = home_at(model, diagram, x, y, leave_out, frames)
    if place.shape or may_hold(place.home, kind, marks):
        return place
    beside = near(model, diagram, x, y, BESIDE) if frames is None else frames
    pools = [
        shape
        for shape, node in beside
        if node.kind == "participant" and node.host and shape.id not in leave_out and away(shape, x, y) <= BESIDE
    ]
    pool = min(pools, key=lambda shape: away(shape, x, y), default=None)
    return place_of(model, nearest_lane(model, pool, x, y, leave_out)) if pool is not None else place


def nearest_lane(model: Model, shape: Shape, x: float, y: float, leave_out: frozenset[Id] = NOBODY) -> Shape:
    """The innermost lane of a container nearest to a point; the container itself where it has none."""
    while lanes := [each for each in lanes_in(model, shape) if each.id not in leave_out]:
        shape = min(lanes, key=lambda each: away(each, x, y))
    return shape


def place_of(model: Model, shape: Shape) -> Place:
    """A container as a place."""
    node = model.get(shape.node, Node)
    assert node is not None
    closed = is_closed_pool(node) or (node.kind in SUB_PROCESSES and not is_open(node, shape.props))
    return Place(node.id, shape.id, _home(model, node, closed))


def root_place(model: Model, diagram: Id) -> Place:
    """The page itself as a place."""
    page = model.get(diagram, Diagram)
    root = model.get(page.root, Node) if page else None
    if root is None:
        return Place("", "", Home("", closed=True))
    return Place(root.id, "", _home(model, root, False))


def _home(model: Model, node: Node, closed: bool) -> Home:
    """What the rules ask of a container; a lane is of the sub-process it lies in."""
    outer = [node, *ancestors(model, node.id)]
    scope = next((each for each in outer if each.kind != "lane"), node)
    cancels = any(each.kind == "transaction" for each in outer)
    return Home(node.kind, closed, scope.props.flag("triggeredByEvent"), scope.kind == "adHocSubProcess", cancels)


def _holds_others(node: Node, shape: Shape) -> bool:
    return node.kind in ("participant", "lane") or is_open(node, shape.props)


def _depth(model: Model, node: Node) -> int:
    """How deep a container lies: pools, then lanes, then sub-processes, each with what nests in it."""
    outer = list(ancestors(model, node.id))
    subs = sum(each.kind in SUB_PROCESSES for each in outer) + (node.kind in SUB_PROCESSES)
    lanes = sum(each.kind == "lane" for each in outer) + (node.kind == "lane")
    return subs * 100 + lanes


def lanes_in(model: Model, shape: Shape) -> list[Shape]:
    """The shapes of the lanes directly in a pool, lane or sub-process, in the order they are stacked."""
    node = model.get(shape.node, Node)
    if node is None or node.kind not in ("participant", "lane", *SUB_PROCESSES):
        return []
    owner = node.host if node.kind == "participant" else node.id
    shapes: list[Shape] = []
    pending = children(model, owner)
    for lane in pending:
        if lane.kind != "lane":
            continue
        if (place := shape_of(model, lane.id, shape.diagram)) is not None:
            shapes.append(place)
        else:
            pending += children(model, lane.id)  # a lane that is not drawn: those in it stand for it
    return sorted(
        shapes, key=lambda each: (each.y, each.x) if each.props.flag("isHorizontal", True) else (each.x, each.y)
    )


def belongs(model: Model, place: Place, kind: str) -> tuple[Id, Id]:
    """The parent and the lane of a node of a kind that lies in a place."""
    node = model.get(place.node, Node)
    if node is None:
        return place.node, ""
    if node.kind == "participant":
        if node.host:
            return node.host, ""
        return node.parent, ""  # notes over a closed pool belong to the collaboration
    if node.kind != "lane":
        return node.id, ""
    owner = next((outer.id for outer in ancestors(model, node.id) if outer.kind != "lane"), "")
    return owner, node.id if kind in FLOW_NODES else ""


def container_of(model: Model, node: Node, diagram: Id) -> Shape | None:
    """The shape that holds a node on a diagram: its lane, open sub-process or pool; None for the page itself."""
    if node.kind == "participant":
        return None
    if node.lane and (found := shape_of(model, node.lane, diagram)) is not None:
        return found
    if node.kind == "lane" and (found := shape_of(model, node.parent, diagram)) is not None:
        return found
    scope = scope_of(model, node.id)
    if (found := shape_of(model, scope, diagram)) is not None:
        return found
    pools = pools_of(model, scope)
    return next((found for pool in pools if (found := shape_of(model, pool.id, diagram))), None)


def shape_in(model: Model, diagram: Id, id: Id) -> Shape:
    """The shape with this id, or the one of this node on a diagram. Raises Refusal where there is none."""
    shape = model.get(id, Shape) or shape_of(model, id, diagram)
    if shape is None:
        raise Refusal("This element is not on the diagram")
    return shape
