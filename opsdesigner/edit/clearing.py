"""Lines led anew where they run through what came to stand on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.geometry import Box, box_of, grown, pieces, touches
from opsdesigner.model.queries import ancestors, shape_of

from .around import around
from .lines import STRAIGHT, Points, route
from .roots import drawn_id
from .sheet import with_points


def lead_lines_of(model: Model, diagram: Id, nodes: Iterable[Id]) -> None:
    """Leads all lines of nodes anew, drawn or not, where both their ends stand on the page; inside a change."""
    lead_lines(model, diagram, dict.fromkeys(link.id for node in nodes for link in model.referrers(node, Link)))


def lead_lines(model: Model, diagram: Id, links: Iterable[Id]) -> None:
    """Leads links anew, drawn or not, where both their ends stand on the page; inside a change."""
    for link in [link for id in links if (link := model.get(id, Link)) is not None]:
        first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
        if first is None or last is None:
            continue
        points = route(model, diagram, first, last, link.kind, around=around(model, first, last, link.kind))
        edge = next((each for each in model.referrers(link.id, Edge) if each.diagram == diagram), None)
        if edge is None:
            model.put(Edge(drawn_id(model, link.id), diagram, link.id, points))
        else:
            model.put(_led(edge, points))


def clear_lines(model: Model, diagram: Id, shapes: Iterable[Id]) -> None:
    """Leads lines round shapes that they run through, but for those bent by hand; inside a change."""
    boxes = [(shape.node, grown(box_of(shape), -1.0)) for id in shapes if (shape := model.get(id, Shape)) is not None]
    for edge in model.referrers(diagram, Edge):
        if not edge.props.flag("handmade") and _meets(edge, boxes):
            _lead_round(model, edge, [node for node, box in boxes if _runs_through(edge, box)])


def _meets(edge: Edge, boxes: list[tuple[Id, Box]]) -> bool:
    return any(_runs_through(edge, box) for _, box in boxes)


def _runs_through(edge: Edge, box: Box) -> bool:
    xs, ys = [x for x, _ in edge.points], [y for _, y in edge.points]
    if not edge.points or max(xs) < box[0] or min(xs) > box[2] or max(ys) < box[1] or min(ys) > box[3]:
        return False
    return any(touches(piece, box) for piece in pieces(edge.points))


def _lead_round(model: Model, edge: Edge, met: list[Id]) -> None:
    link = model.get(edge.link, Link)
    if link is None or link.kind in STRAIGHT:
        return
    ends = {link.source, link.target}
    inside = {outer.id for end in ends for outer in ancestors(model, end)}
    if not any(node not in ends | inside for node in met):
        return
    first, last = shape_of(model, link.source, edge.diagram), shape_of(model, link.target, edge.diagram)
    if first is None or last is None:
        return
    way = route(model, edge.diagram, first, last, link.kind, around=around(model, first, last, link.kind))
    model.put(_led(edge, way))


def _led(edge: Edge, points: Points) -> Edge:
    """An edge on a way that has nothing to do with its old one; a name put somewhere by hand keeps to it."""
    made = with_points(edge, points)
    label = made.label if edge.props.flag("labelPlaced") else None
    return replace(made, label=label, props=made.props.having(handmade=None))
