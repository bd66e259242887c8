"""What the model says about one diagram: whose pictures a change concerns, whether it gives other owners."""

from __future__ import annotations

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.queries import NAMED_BY_HOST
from opsdesigner.notation.kinds import OWNERS, SUB_PROCESSES

from ..boxes.boxes import over

Ids = dict[Id, None]
PASSING_ON = ("process", *SUB_PROCESSES)  # whose owner is that of what lies in them, too


def touched_by(change: Change, model: Model, diagram: Id) -> Ids:
    """The shapes and edges of a diagram that show something of what a change touched, the gone ones included."""
    found: Ids = {}
    nodes: Ids = {}
    links: Ids = {}
    staffed: Ids = {}  # roles and units whose people, reports or members are others
    for id, (before, after) in change.records.items():
        for record in (before, after):
            if record is None:
                continue
            if type(record) is Shape or type(record) is Edge:
                if record.diagram == diagram:
                    found[id] = None
            elif type(record) is Node and record.kind == "startEvent":  # shown by a closed event sub-process
                nodes[record.parent] = None
            else:
                _staffed(record, model, staffed, nodes)
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
    if staffed:
        nodes |= over(model, staffed)
    found.update((each.id, None) for each in model.referrers_to(nodes, Shape, "node") if each.diagram == diagram)
    found.update((each.id, None) for each in model.referrers_to(links, Edge, "link") if each.diagram == diagram)
    return found


def _staffed(record: Record, model: Model, staffed: Ids, nodes: Ids) -> None:
    """Whose boxes show something of a person, of who holds what, reports to whom and belongs where."""
    if type(record) is Link:
        if record.kind in ("holds", "reportsTo"):
            staffed[record.target] = None
        elif record.kind == "assignment":  # a step shows its owner's colour
            nodes[record.target] = None
    elif type(record) is Node:
        if record.kind == "person":
            held = (link for link in model.referrers(record.id, Link, "source") if link.kind == "holds")
            nodes.update((link.target, None) for link in held)
        elif record.kind in OWNERS and record.resource:
            staffed[record.resource] = None


def unfolds(change: Change) -> bool:
    """Whether another number of boxes may be folded away below one."""
    for before, after in change.records.values():
        one, other = before or after, after or before
        if type(one) is Link:
            if one.kind == "reportsTo":
                return True
        elif type(one) is Shape and type(other) is Shape:
            if (one.props or other.props) and (one is other or _hidden(one) != _hidden(other)):
                return True
        elif type(one) is Node and type(other) is Node and one.kind in OWNERS and one.resource != other.resource:
            return True
    return False


def _hidden(shape: Shape) -> bool:
    return shape.props.flag("hidden")


def renames(change: Change) -> bool:
    """Whether a role or unit may be known by other letters, or by none any more."""
    return any(type(record) is Node and record.kind in OWNERS for pair in change.records.values() for record in pair)


def lends(change: Change, model: Model) -> bool:
    """Whether a change may give another owner to what lies in what it touched."""
    for before, after in change.records.values():
        one, other = before or after, after or before
        if type(one) is Link and one.kind == "assignment" and _passes_on(model.get(one.target, Node)):
            return True
        if type(one) is not Node or type(other) is not Node:
            continue
        if one.kind == "lane" or other.kind == "lane":
            return True
        if one.kind == "participant" and (one is other or one.resource != other.resource):
            return True
        if one is not other and one.kind in SUB_PROCESSES and (one.lane, one.parent) != (other.lane, other.parent):
            return True
    return False


def _passes_on(node: Node | None) -> bool:
    return node is not None and node.kind in PASSING_ON
