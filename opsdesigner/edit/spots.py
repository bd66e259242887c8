"""What lies at a point: shapes near it, the step whose edge is there, the flow that passes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Props, Shape
from opsdesigner.model.geometry import box_of, grown, holds, nearest_on
from opsdesigner.model.queries import shape_of
from opsdesigner.notation.events import BOUNDARY, DEFINITIONS
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import is_open
from opsdesigner.notation.rules import may_attach, may_insert
from opsdesigner.notation.variants import Variant

from .ends import definitions
from .rims import edge_gap

EDGE_REACH = 14.0  # px from a step's edge within which a boundary event is caught
FLOW_REACH = 10.0  # px from a flow within which a step is put into it
NOBODY: frozenset[Id] = frozenset()


def near(model: Model, diagram: Id, x: float, y: float, reach: float = EDGE_REACH) -> Iterator[tuple[Shape, Node]]:
    """The shapes so near to a point, with what they show."""
    for shape in model.referrers(diagram, Shape):
        if not (shape.x - reach <= x <= shape.x + shape.width + reach):
            continue
        if not (shape.y - reach <= y <= shape.y + shape.height + reach):
            continue
        node = model.get(shape.node, Node)
        if node is not None and node.kind in KINDS:
            yield shape, node


def host_at(model: Model, diagram: Id, x: float, y: float, variant: Variant, leave_out: frozenset[Id] = NOBODY) -> Id:
    """The shape of the step whose edge an event would stick to there, "" where none would."""
    if not may_stick(variant.kind, variant.props):
        return ""
    anywhere = variant.kind == "boundaryEvent"
    found = [
        (edge_gap(shape, x, y), shape)
        for shape, node in near(model, diagram, x, y)
        if shape.id not in leave_out and may_attach(node.kind, definitions(variant.props))
    ]
    gap, shape = min(found, key=lambda each: each[0], default=(0.0, None))
    if shape is None:
        return ""
    inside = anywhere and holds(grown(box_of(shape), EDGE_REACH), x, y)
    node = model.get(shape.node, Node)
    if inside and node is not None and is_open(node, shape.props) and gap > EDGE_REACH:
        inside = False
    return shape.id if inside or gap <= EDGE_REACH else ""


def may_stick(kind: str, props: Props) -> bool:
    """Whether an event of this sort can sit on a step's edge."""
    if kind == "boundaryEvent":
        return True
    marks = definitions(props)
    if kind == "intermediateThrowEvent":
        return not marks  # of no kind yet: on an edge or on the way, its place decides
    return (
        kind == "intermediateCatchEvent"
        and bool(marks)
        and all(BOUNDARY in DEFINITIONS[each].positions for each in marks)
    )


def flow_at(model: Model, diagram: Id, x: float, y: float, kind: str = "task", leave_out: frozenset[Id] = NOBODY) -> Id:
    """The edge of the sequence flow a node of this kind would be put into there, "" where there is none.

    Flows that start or end at a shape left out do not count.
    """
    if kind not in KINDS or not may_insert(kind):
        return ""
    best, found = FLOW_REACH, ""
    for edge in model.referrers(diagram, Edge):
        if not _passes(edge.points, x, y):
            continue
        link = model.get(edge.link, Link)
        gap = nearest_on(edge.points, x, y)[0]
        if link is None or link.kind != "sequenceFlow":
            continue
        if gap < best and not (leave_out and _touches_any(model, link, diagram, leave_out)):
            best, found = gap, edge.id
    return found


def _passes(points: tuple[Point, ...], x: float, y: float) -> bool:
    """Whether a line comes near a point at all: asked of every line of a diagram, so quick."""
    for (ax, ay), (bx, by) in pairwise(points):
        low, high = (ax, bx) if ax < bx else (bx, ax)
        if low - FLOW_REACH <= x <= high + FLOW_REACH:
            low, high = (ay, by) if ay < by else (by, ay)
            if low - FLOW_REACH <= y <= high + FLOW_REACH:
                return True
    return False


def _touches_any(model: Model, link: Link, diagram: Id, shapes: frozenset[Id]) -> bool:
    ends = (shape_of(model, end, diagram) for end in (link.source, link.target))
    return any(end is not None and end.id in shapes for end in ends)
