"""What the model says about one diagram: whose pictures a change concerns, whether it gives other colours."""

from __future__ import annotations

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.queries import NAMED_BY_HOST
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE, SUB_PROCESSES

from .pictures import UNKNOWN

Ids = dict[Id, None]


def touched_by(change: Change, model: Model, diagram: Id) -> Ids:
    """The shapes and edges of a diagram that show something of what a change touched, the gone ones included."""
    found: Ids = {}
    hosts: Ids = {}  # the events on their edge go along
    ends: Ids = {}  # their names make room for lines
    nodes: Ids = {}
    links: Ids = {}
    for id, (before, after) in change.records.items():
        for record in (before, after):
            if type(record) is Shape and record.diagram == diagram:
                found[id] = hosts[record.node] = None
            elif type(record) is Edge and record.diagram == diagram:
                found[id] = None
                _end_at(ends, model.records.get(record.link) or change.records.get(record.link, (None, None))[0])
            elif type(record) is Link:
                _end_at(ends, record)
            elif type(record) is Node and record.kind == "startEvent":  # shown by a closed event sub-process
                nodes[record.parent] = None
        if type(after) is Link:
            links[id] = None
        elif type(after) is Node:
            _shown_by(nodes, links, model, before, after)
    for host in hosts:
        nodes.update((node.id, None) for node in model.referrers(host, Node, "host") if node.kind == "boundaryEvent")
    for end in ends:
        node = model.get(end, Node)
        if node is not None and KINDS.get(node.kind, UNKNOWN).family in LABEL_OUTSIDE:
            nodes[end] = None
    for id in nodes:
        found.update((shape.id, None) for shape in model.referrers(id, Shape, "node") if shape.diagram == diagram)
    for id in links:
        found.update((edge.id, None) for edge in model.referrers(id, Edge, "link") if edge.diagram == diagram)
    return found


def _end_at(ends: Ids, link: Record | None) -> None:
    if isinstance(link, Link):
        ends[link.source] = ends[link.target] = None


def _shown_by(nodes: Ids, links: Ids, model: Model, before: Record | None, after: Node) -> None:
    """The nodes and links whose pictures say something of a node."""
    nodes[after.id] = None
    nodes.update((named.id, None) for named in model.referrers(after.id, Node, "host") if named.kind in NAMED_BY_HOST)
    if isinstance(before, Node) and before.kind != after.kind:  # a flow shows what it leaves
        links.update((flow.id, None) for flow in model.referrers(after.id, Link))


def lends(before: Record | None, after: Record | None) -> bool:
    """Whether what changed may give another colour to what lies in it."""
    one, other = before or after, after or before
    if type(one) is not Node or type(other) is not Node:
        return False
    if one.kind == "lane" or other.kind == "lane":
        return True
    return one.kind in SUB_PROCESSES and (one.lane, one.parent) != (other.lane, other.parent)
