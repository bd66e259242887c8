"""What the model says about one diagram: whose pictures a change concerns, whether it gives other colours."""

from __future__ import annotations

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.queries import NAMED_BY_HOST
from opsdesigner.notation.kinds import SUB_PROCESSES

Ids = dict[Id, None]


def touched_by(change: Change, model: Model, diagram: Id) -> Ids:
    """The shapes and edges of a diagram that show something of what a change touched, the gone ones included."""
    found: Ids = {}
    nodes: Ids = {}
    links: Ids = {}
    for id, (before, after) in change.records.items():
        for record in (before, after):
            if record is None:
                continue
            if type(record) is Shape or type(record) is Edge:
                if record.diagram == diagram:
                    found[id] = None
            elif type(record) is Node and record.kind == "startEvent":  # shown by a closed event sub-process
                nodes[record.parent] = None
        if before is None or after is None:
            continue  # what shows something new is new itself, and nothing shows what is gone
        if type(after) is Link:
            links[id] = None
        elif type(after) is Node:
            nodes[id] = None
            if type(before) is Node and before.kind != after.kind:  # a flow shows what it leaves
                links.update((flow.id, None) for flow in model.referrers(id, Link))
    for named in model.referrers_to(list(nodes), Node, "host"):
        if named.kind in NAMED_BY_HOST:
            nodes[named.id] = None
    found.update((each.id, None) for each in model.referrers_to(nodes, Shape, "node") if each.diagram == diagram)
    found.update((each.id, None) for each in model.referrers_to(links, Edge, "link") if each.diagram == diagram)
    return found


def lends(change: Change) -> bool:
    """Whether a change may give another colour to what lies in what it touched."""
    if not change.touches(Node):
        return False
    for before, after in change.records.values():
        one, other = before or after, after or before
        if type(one) is not Node or type(other) is not Node:
            continue
        if one.kind == "lane" or other.kind == "lane":
            return True
        if one is not other and one.kind in SUB_PROCESSES and (one.lane, one.parent) != (other.lane, other.parent):
            return True
    return False
