"""Lines drawn where there were none, or given a way that has nothing to do with their old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Model
from opsdesigner.model.queries import edge_of, shape_of

from .around import around
from .lines import route
from .roots import drawn_id
from .sheet import with_points


def lead_lines_of(model: Model, diagram: Id, nodes: Iterable[Id]) -> None:
    """Leads all lines of nodes anew, drawn or not, where both their ends stand on the page; inside a change."""
    lead_lines(model, diagram, dict.fromkeys(link.id for node in nodes for link in model.referrers(node, Link)))


def lead_lines(model: Model, diagram: Id, links: Iterable[Id]) -> None:
    """Leads links anew, drawn or not, where both their ends stand on the page; inside a change.

    A name put somewhere by hand keeps to its line. Those that are drawn come first: where they run still is in nobody's
    way then.
    """
    known = [link for id in links if (link := model.get(id, Link)) is not None]
    for link in sorted(known, key=lambda link: edge_of(model, link.id, diagram) is None):
        first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
        if first is None or last is None:
            continue
        points = route(model, diagram, first, last, link.kind, around=around(model, first, last, link.kind))
        edge = edge_of(model, link.id, diagram)
        if edge is None:
            model.put(Edge(drawn_id(model, link.id), diagram, link.id, points))
        else:
            made = with_points(edge, points)
            label = made.label if edge.props.flag("labelPlaced") else None
            model.put(replace(made, label=label, props=made.props.having(handmade=None)))
