"""Taking things out: flows heal, lanes leave their steps to a neighbour, the last pool gives the process back."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Edge, Id, Link, Model, Node
from opsdesigner.model.geometry import straightened
from opsdesigner.model.queries import ancestors, children, edge_of, incoming, outgoing, pools_of, shape_of, subject
from opsdesigner.notation.rules import link_between

from .context import end_of
from .homing import deep
from .lanes import give_up
from .lines import Points, clipped, right_angled, route, runs_through, site_of
from .roots import back_to_process, drop_unused


def remove(model: Model, ids: Iterable[Id]) -> None:
    """Removes what shapes and edges stand for, with all that hangs on it."""
    subjects = [found for id in ids if (found := subject(model, id)) is not None]
    links = {each.id for each in subjects if isinstance(each, Link)}
    nodes = _outermost(model, [each for each in subjects if isinstance(each, Node)])
    if not links and not nodes:
        return
    with model.change("Delete"):
        gone = {node.id for node in nodes}
        for id in links:
            link = model.get(id, Link)
            if link is not None and not (link.source in gone and link.target in gone):
                model.remove(id)
        for node in nodes:
            if node.id in model:
                _remove_node(model, node)


def _outermost(model: Model, nodes: list[Node]) -> list[Node]:
    """Without what goes anyway because what it lies in goes, and without roots; lanes last."""
    asked = {node.id for node in nodes if node.kind != "lane"}
    asked |= {node.host for node in nodes if node.kind == "participant"}  # what lies in a pool lies in its process
    found: dict[Id, Node] = {}
    for node in nodes:
        outer = {each.id for each in ancestors(model, node.id)}
        if node.kind == "boundaryEvent":
            outer.add(node.host)
        if not asked & outer and node.kind not in ("process", "collaboration"):
            found[node.id] = node
    return sorted(found.values(), key=lambda node: node.kind == "lane")


def _remove_node(model: Model, node: Node) -> None:
    if node.kind == "lane":
        give_up(model, node)
        return
    collaboration = node.parent if node.kind == "participant" else ""
    whole = deep(model, node.id)
    if [pool.id for pool in pools_of(model, node.host)] == [node.id]:
        whole += deep(model, node.host)
    hosts = {each.host for id in whole if (each := model.get(id, Node)) is not None and each.host}
    _heal(model, node)
    for id in whole:
        if id in model:
            model.remove(id)
    drop_unused(model, hosts)
    root = model.get(collaboration, Node) if collaboration else None
    if root is not None and not any(each.kind == "participant" for each in children(model, root.id)):
        back_to_process(model, root.id)


def _heal(model: Model, node: Node) -> None:
    """Joins the one flow in and the one flow out of a step that goes; the first one stays."""
    ins, outs = incoming(model, node.id), outgoing(model, node.id)
    if len(ins) != 1 or len(outs) != 1 or ins[0].id == outs[0].id:
        return
    first, last = ins[0], outs[0]
    if (
        first.source == node.id
        or link_between(end_of(model, first.source), end_of(model, last.target)).kind != "sequenceFlow"
    ):
        return
    for edge in model.referrers(first.id, Edge):
        points = _joined(model, edge, edge_of(model, last.id, edge.diagram), first.source, last.target)
        if points:
            model.update(edge.id, points=points)
    model.update(first.id, target=last.target)


def _joined(model: Model, edge: Edge, onward: Edge | None, source: Id, target: Id) -> Points:
    """Both halves as one line where that is right-angled and free, else a new way."""
    first, last = shape_of(model, source, edge.diagram), shape_of(model, target, edge.diagram)
    if first is None or last is None:
        return ()
    if onward is not None and first.id != last.id:
        points = straightened((*edge.points, *onward.points))
        start, end = site_of(model, first), site_of(model, last)
        if right_angled(points) and not runs_through(points, start.box) and not runs_through(points, end.box):
            return clipped(points, start, end)
    return route(model, edge.diagram, first, last)
