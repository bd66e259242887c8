"""What a move takes along, and how it will look: the same answer for the picture under the hand and for the drop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import shifted
from opsdesigner.model.queries import boundary_events, shape_of
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import below

from .contents import lane_contents, with_contents
from .lines import followed, site_of
from .routing import Site
from .sheet import Sheet, carried, with_points


class Rim(NamedTuple):
    """An edge with one end among the moving shapes."""

    edge: Edge
    kind: str
    first: bool  # its source moves, not its target
    start: Site
    end: Site


class Plan(NamedTuple):
    """All that a move touches: shapes with what they hold, edges wholly among them, edges held at one end."""

    diagram: Id
    chosen: tuple[Shape, ...]  # of the shapes asked for, those that nothing else takes along
    shapes: tuple[Shape, ...]
    inner: tuple[Edge, ...]
    rims: tuple[Rim, ...]

    @property
    def moving(self) -> frozenset[Id]:
        return frozenset(shape.id for shape in self.shapes)


def plan(model: Model, ids: Iterable[Id]) -> Plan:
    """What moves when these shapes move; edges among the ids go where their ends go."""
    asked = [shape for id in ids if (shape := model.get(id, Shape)) is not None]
    diagram = asked[0].diagram if asked else ""
    asked = [shape for shape in asked if shape.diagram == diagram]
    sheet = Sheet(model, diagram)
    found: dict[Id, None] = {}
    carried: set[Id] = set()
    for shape in asked:
        along = _along(sheet, shape)
        found.update(dict.fromkeys(along))
        carried.update(each for each in along if each != shape.id)
    chosen = tuple(shape for shape in asked if shape.id not in carried)
    shapes = tuple(sheet.shape(id) for id in found)
    inner, rims = edges_at(model, diagram, shapes)
    return Plan(diagram, chosen, shapes, inner, rims)


def _along(sheet: Sheet, shape: Shape) -> list[Id]:
    node = sheet.model.get(shape.node, Node)
    if node is not None and node.kind in OWNERS:
        return [shape.id, *_branch(sheet, node)]
    if node is not None and node.kind == "lane":
        return lane_contents(sheet, shape)
    found = with_contents(sheet, shape)
    if node is not None and node.kind not in ("participant", "subProcess", "transaction", "adHocSubProcess"):
        events = (shape_of(sheet.model, event.id, sheet.diagram) for event in boundary_events(sheet.model, node.id))
        found += [event.id for event in events if event is not None]
    return list(dict.fromkeys(found))


def _branch(sheet: Sheet, node: Node) -> list[Id]:
    """The boxes of an org chart below one."""
    found = (shape_of(sheet.model, id, sheet.diagram) for id in below(sheet.model, node.id))
    return [shape.id for shape in found if shape is not None and not shape.props.flag("hidden")]


def edges_at(model: Model, diagram: Id, shapes: tuple[Shape, ...]) -> tuple[tuple[Edge, ...], tuple[Rim, ...]]:
    """The edges wholly among shapes, and those with one end there."""
    nodes = {shape.node: shape for shape in shapes}
    links = {link.id: link for node in nodes for link in model.referrers(node, Link)}
    inner: list[Edge] = []
    rims: list[Rim] = []
    for link in links.values():
        first, last = link.source in nodes, link.target in nodes
        for edge in model.referrers(link.id, Edge):
            if edge.diagram != diagram or len(edge.points) < 2:
                continue
            if first and last:
                inner.append(edge)
            elif first or last:
                start, end = _site(model, edge, link.source, 0), _site(model, edge, link.target, -1)
                rims.append(Rim(edge, link.kind, first, start, end))
    return tuple(inner), tuple(rims)


def _site(model: Model, edge: Edge, node: Id, index: int) -> Site:
    shape = shape_of(model, node, edge.diagram)
    if shape is not None:
        return site_of(model, shape)
    x, y = edge.points[index]
    return Site((x, y, x, y))


def outcome(plan: Plan, dx: float, dy: float) -> Iterator[Shape | Edge]:
    """Every shape and edge as it is when the plan's shapes have moved so far."""
    for shape in plan.shapes:
        label = shape.label._replace(x=shape.label.x + dx, y=shape.label.y + dy) if shape.label else None
        yield replace(shape, x=shape.x + dx, y=shape.y + dy, label=label)
    for edge in plan.inner:
        yield carried(edge, dx, dy)
    for rim in plan.rims:
        yield bent(rim, dx, dy)


def sites(rim: Rim, dx: float, dy: float) -> tuple[Site, Site]:
    """Where the ends of an edge stand when the shapes have moved so far."""
    start, end = rim.start, rim.end
    if rim.first:
        return start._replace(box=shifted(start.box, dx, dy)), end
    return start, end._replace(box=shifted(end.box, dx, dy))


def bent(rim: Rim, dx: float, dy: float) -> Edge:
    """An edge after the one of its ends that moves went so far."""
    start, end = sites(rim, dx, dy)
    firm = rim.edge.props.flag("handmade")
    return with_points(rim.edge, followed(rim.edge.points, rim.start, start, rim.end, end, rim.kind, firm))
