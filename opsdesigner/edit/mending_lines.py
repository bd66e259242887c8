"""Ways out for lines that run badly: led anew, led round everything, joined to their shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from opsdesigner.layout.page import Page
from opsdesigner.layout.strays import lead
from opsdesigner.layout.yardstick import Fault
from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.geometry import straightened

from .lines import STRAIGHT, clipped, right_angled, site_of
from .rerouting import ends_of, lead_anew
from .sheet import with_points

Way = Callable[[Model], None]


def led_round(model: Model, fault: Fault) -> Iterator[Way]:
    """The line, or of two the second first: as it would be drawn now, then round all that stands on the page."""
    lines = [id for id in reversed(fault[1:]) if model.get(id, Edge) is not None]
    lines.sort(key=lambda id: _kind(model, id) != "messageFlow")  # a message gives way to a flow
    for id in lines:
        yield partial(_anew, id=id)
    for id in lines:
        yield partial(_round_all, id=id)


def joined(model: Model, fault: Fault) -> Iterator[Way]:
    """The ends brought onto their shapes, else the line led anew."""
    if fault[0] == "undocked":
        yield partial(_clipped, id=fault[1])
    yield from led_round(model, fault[:2])


def _kind(model: Model, id: Id) -> str:
    line = model.get(id, Edge)
    link = model.get(line.link, Link) if line else None
    return link.kind if link else ""


def _anew(model: Model, id: Id) -> None:
    lead_anew(model, [id])


def _clipped(model: Model, id: Id) -> None:
    line = model.get(id, Edge)
    link = model.get(line.link, Link) if line else None
    ends = ends_of(model, line, link) if line and link else None
    if line is None or link is None or ends is None or len(line.points) < 2:
        return
    points = clipped(line.points, site_of(model, ends[0]), site_of(model, ends[1]))
    if right_angled(points) or not right_angled(line.points) or link.kind in STRAIGHT:
        model.put(with_points(line, points))


def _round_all(model: Model, id: Id) -> None:
    """As the layout of a whole page leads lines that cross its scopes; everything else stays."""
    line = model.get(id, Edge)
    if line is None:
        return
    shapes, edges = model.referrers(line.diagram, Shape), model.referrers(line.diagram, Edge)
    page = Page(model.records, shapes, edges)
    frames = {shape.id: (shape.x, shape.y, shape.width, shape.height) for shape in shapes if shape.id in page.shapes}
    routes = {edge.id: list(edge.points) for edge in edges if edge.id != id and len(edge.points) > 1}
    page.edges = {each: edge for each, edge in page.edges.items() if each == id or each in routes}
    lead(page, frames, routes)
    if way := routes.get(id):
        made = with_points(line, straightened([(round(x, 2), round(y, 2)) for x, y in way]))
        model.put(Edge(made.id, made.diagram, made.link, made.points, made.label, made.props.having(handmade=None)))
