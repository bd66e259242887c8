"""Lines made anew: the way each would get if it were drawn now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.queries import shape_of

from .around import around
from .chart import is_chart
from .context import Refusal
from .ground import Cells, Ground
from .lines import route
from .sheet import with_points

FEW = 3  # lines; for more it is worth while to file a page by place


def reroute(model: Model, diagram: Id, edges: Iterable[Id]) -> list[Id]:
    """Gives lines of a page new ways, those bent by hand too; returns the lines that changed. Raises Refusal."""
    if is_chart(model, diagram):
        raise Refusal("Lines of an org chart find their way by themselves")
    known = [line for id in edges if (line := model.get(id, Edge)) is not None and line.diagram == diagram]
    if not known:
        raise Refusal("There are no lines to re-route")
    with model.change("Re-route"):
        lead_anew(model, (line.id for line in known))
    changed = [line.id for line in known if model[line.id] != line]
    if not changed:
        raise Refusal("These lines already run the best way there is")
    return changed


def lead_anew(model: Model, edges: Iterable[Id]) -> None:
    """Gives lines the way they would get if they were drawn now; bends made by hand are forgotten."""
    known = [line for id in edges if (line := model.get(id, Edge)) is not None]
    grounds: dict[Id, Ground] = {}
    with model.change("Re-route"):
        for line in known:
            link = model.get(line.link, Link)
            ends = ends_of(model, line, link) if link else None
            if link is None or ends is None:
                continue
            if line.diagram not in grounds:
                index = Cells.of(model, line.diagram) if len(known) > FEW else None
                grounds[line.diagram] = Ground(model, line.diagram, index, lines={})
            ground = grounds[line.diagram]
            way = route(model, line.diagram, *ends, link.kind, around=around(model, *ends, link.kind, ground, line.id))
            made = with_points(line, way)
            model.put(replace(made, props=made.props.having(handmade=None)))
            ground.run(line.id, way)


def ends_of(model: Model, line: Edge, link: Link) -> tuple[Shape, Shape] | None:
    """The shapes a line joins on its page, None where one is not drawn there."""
    first, last = shape_of(model, link.source, line.diagram), shape_of(model, link.target, line.diagram)
    return (first, last) if first is not None and last is not None else None
