"""Things that came to lie elsewhere: parents, lanes and flows made true again."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import boundary_events, shape_of

from .assigning import drop_repeats
from .context import Place, belongs, can_connect
from .lines import STRAIGHT, clipped, right_angled, route, site_of
from .roots import drawn_id, flow_parent, fresh_id, host_for

KEPT_KINDS = ("sequenceFlow", "messageFlow")
DATA_KINDS = ("dataInputAssociation", "dataOutputAssociation")


def settle(model: Model, shape: Shape, home: Place) -> None:
    """Makes a node lie in a home: its parent and lane, those of the events on its edge, and its data."""
    node = model.get(shape.node, Node)
    assert node is not None
    parent, lane = belongs(model, home, node.kind)
    if (parent, lane) != (node.parent, node.lane):
        model.update(node.id, parent=parent, lane=lane)
        drop_repeats(model, (node.id,))
    if node.kind == "dataObjectReference":
        _settle_data(model, node, parent)
    for event in boundary_events(model, node.id):
        if (event.parent, event.lane) != (parent, lane):
            model.update(event.id, parent=parent, lane=lane)


def _settle_data(model: Model, node: Node, parent: Id) -> None:
    """A data object goes along with its only reference; a shared one stays, and the reference gets its own."""
    data = model.get(node.host, Node)
    if data is None or data.kind != "dataObject" or data.parent == parent:
        return
    if [each for each in model.referrers(data.id, Node) if each.id != node.id]:
        model.update(node.id, host=host_for(model, node.kind, parent))
    else:
        model.update(data.id, parent=parent)


def mend_links(model: Model, nodes: Iterable[Id], diagram: Id) -> None:
    """Links of nodes that changed their home: kept where the rules allow, else turned into what they allow, or gone."""
    links = {link.id: link for node in nodes for link in model.referrers(node, Link)}
    for link in links.values():
        if link.id in model:
            _mend(model, link, diagram)


def _mend(model: Model, link: Link, diagram: Id) -> None:
    answer = can_connect(model, link.source, link.target)
    if link.kind in KEPT_KINDS and answer.kind != link.kind:
        if answer.kind in KEPT_KINDS:
            _replace(model, link, answer.kind, diagram)
        else:
            model.remove(link.id)
        return
    if link.kind in DATA_KINDS and answer.kind != link.kind:
        model.remove(link.id)
        return
    parent = flow_parent(model, link.kind, link.source, link.target)
    if parent and parent != link.parent:
        model.update(link.id, parent=parent)


def _replace(model: Model, link: Link, kind: str, diagram: Id) -> None:
    """A link of another kind in the place of one; its name stays."""
    first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
    parent = flow_parent(model, kind, link.source, link.target)
    made = model.put(Link(fresh_id(model, kind), kind, link.source, link.target, link.name, parent))
    drawn = [edge for edge in model.referrers(link.id, Edge) if edge.diagram == diagram]
    if first is not None and last is not None and drawn:
        points = route(model, diagram, first, last, kind)
        model.put(Edge(drawn_id(model, made.id), diagram, made.id, points))
    model.remove(link.id)


def deep(model: Model, node: Id) -> list[Id]:
    """A node and all that lies in it or sits on it."""
    return list(all_deep(model, (node,)))


def all_deep(model: Model, nodes: Iterable[Id]) -> dict[Id, None]:
    """Many nodes and all that lies in them or sits on them."""
    found = level = dict.fromkeys(nodes)
    while level:
        inner = model.referrers_to(level, Node, "parent")
        inner += [node for node in model.referrers_to(level, Node, "host") if node.kind == "boundaryEvent"]
        level = {node.id: None for node in inner if node.id not in found}
        found |= level
    return found


def redock(model: Model, node: Id, diagram: Id) -> None:
    """Brings the ends of a node's lines onto its outline, after that changed."""
    for link in model.referrers(node, Link):
        first, last = shape_of(model, link.source, diagram), shape_of(model, link.target, diagram)
        if first is None or last is None:
            continue
        for edge in model.referrers(link.id, Edge):
            if edge.diagram == diagram and len(edge.points) > 1:
                points = clipped(edge.points, site_of(model, first), site_of(model, last))
                if right_angled(edge.points) and not right_angled(points) and link.kind not in STRAIGHT:
                    points = route(model, diagram, first, last, link.kind)
                if points != edge.points:
                    model.update(edge.id, points=points)
