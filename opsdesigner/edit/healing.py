"""Flows healed across steps that go: what led into them leads on to what came after."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace

from opsdesigner.model import Edge, Id, Link, Model
from opsdesigner.model.geometry import straightened
from opsdesigner.model.queries import edge_of, shape_of
from opsdesigner.notation.rules import link_between

from .ends import ends_of
from .lines import Points, clipped, right_angled, route, runs_through, site_of

FLOW = "sequenceFlow"
Flows = dict[Id, dict[Id, Link]]  # of each node, by their ids
Run = list[Link]  # flows one after the other, to be joined into the first of them


def heal(model: Model, nodes: Collection[Id], going: Set[Id]) -> None:
    """Joins the one flow in and the one flow out of these nodes, before they and all else that goes are taken out."""
    end_of = ends_of(model)
    for run in _runs(model, nodes, going):
        first, target = run[0], run[-1].target
        if link_between(end_of(first.source), end_of(target)).kind == FLOW:
            for edge in model.referrers(first.id, Edge):
                points, kept = _way(model, edge, run)
                if points:
                    lines = (edge_of(model, flow.id, edge.diagram) for flow in run)
                    bent = kept and any(line is not None and line.props.flag("handmade") for line in lines)
                    props = edge.props.having(handmade=bent or None)
                    model.put(Edge(edge.id, edge.diagram, edge.link, points, edge.label, props))
            model.put(replace(first, target=target))


def _runs(model: Model, nodes: Collection[Id], going: Set[Id]) -> list[Run]:
    """The ways from what stays to what stays on which each node that goes has one flow in and one out."""
    into, out = _flows(model, nodes, going)
    runs = []
    for flows in into.values():
        run = list(flows.values())
        if len(run) > 1 or not run or run[0].source in going:
            continue
        while len(into.get(run[-1].target, ())) == 1 == len(onward := out[run[-1].target]):
            run += onward.values()
        if len(run) > 1 and run[-1].target not in going:
            runs.append(run)
    return runs


def _flows(model: Model, nodes: Collection[Id], going: Set[Id]) -> tuple[Flows, Flows]:
    """What flows into and out of the nodes that go; a way that begins or ends among what goes is none."""
    into: Flows = {node: {} for node in nodes}
    out: Flows = {node: {} for node in nodes}
    within = going - into.keys()
    for link in model.referrers_to(nodes, Link, "target"):
        if link.kind == FLOW and link.source not in within:
            into[link.target][link.id] = link
    for link in model.referrers_to(nodes, Link, "source"):
        if link.kind == FLOW and link.target not in within:
            out[link.source][link.id] = link
    blind = [node for node in nodes if not into[node] or not out[node]]
    while blind:
        node = blind.pop()
        for link in into[node].values():
            if out.get(link.source, {}).pop(link.id, None) and not out[link.source]:
                blind.append(link.source)
        for link in out[node].values():
            if into.get(link.target, {}).pop(link.id, None) and not into[link.target]:
                blind.append(link.target)
        into[node], out[node] = {}, {}
    return into, out


def _way(model: Model, edge: Edge, run: Run) -> tuple[Points, bool]:
    """All lines as one where that is right-angled and free, else a new way; whether theirs.

    None where an end is not drawn.
    """
    first, last = shape_of(model, run[0].source, edge.diagram), shape_of(model, run[-1].target, edge.diagram)
    if first is None or last is None:
        return (), False
    lines = [edge_of(model, flow.id, edge.diagram) for flow in run]
    if first.id != last.id and None not in lines:
        points = straightened([point for line in lines if line is not None for point in line.points])
        start, end = site_of(model, first), site_of(model, last)
        if right_angled(points) and not runs_through(points, start.box) and not runs_through(points, end.box):
            return clipped(points, start, end), True
    return route(model, edge.diagram, first, last), False
