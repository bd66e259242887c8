"""What the model says about one diagram: whose pictures a change concerns, where lines leave a shape."""

from __future__ import annotations

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.queries import NAMED_BY_HOST
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE, SUB_PROCESSES

from .pictures import UNKNOWN


def touched_by(change: Change, model: Model, diagram: Id) -> dict[Id, None]:
    """The shapes and edges of a diagram that show something of what a change touched, the gone ones included."""
    found: dict[Id, None] = {}
    asked: set[Id] = set()  # ends of flows that were looked at already

    def show(node: Id) -> None:
        for shape in model.referrers(node, Shape, "node"):
            if shape.diagram == diagram:
                found[shape.id] = None

    def run(link: Id) -> None:
        for edge in model.referrers(link, Edge, "link"):
            if edge.diagram == diagram:
                found[edge.id] = None

    def ends(link: object) -> None:
        """Names beside a shape make room for its lines."""
        for end in (link.source, link.target) if isinstance(link, Link) else ():
            if end not in asked:
                asked.add(end)
                node = model.get(end, Node)
                if node is not None and KINDS.get(node.kind, UNKNOWN).family in LABEL_OUTSIDE:
                    show(end)

    def state(id: Id, record: Record) -> None:
        """What one side of a change, before or after it, concerns."""
        if isinstance(record, Shape):
            if record.diagram == diagram:
                found[id] = None
                for other in model.referrers(record.node, Node, "host"):
                    if other.kind == "boundaryEvent":
                        show(other.id)
        elif isinstance(record, Edge):
            if record.diagram == diagram:
                found[id] = None
                ends(model.records.get(record.link) or change.records.get(record.link, (None, None))[0])
        elif isinstance(record, Link):
            ends(record)
        elif isinstance(record, Node) and record.kind == "startEvent":  # shown by a closed event sub-process
            show(record.parent)

    for id, (before, after) in change.records.items():
        if before is not None:
            state(id, before)
        if after is None:
            continue  # nothing can point at it any more
        state(id, after)
        if isinstance(after, Link):
            run(id)
        elif isinstance(after, Node):
            show(id)
            for named in model.referrers(id, Node, "host"):
                if named.kind in NAMED_BY_HOST:
                    show(named.id)
            if isinstance(before, Node) and before.kind != after.kind:
                for flow in model.referrers(id, Link):  # a flow shows what it leaves
                    run(flow.id)
    return found


def lends(before: Record | None, after: Record | None) -> bool:
    """Whether what changed may give another colour to what lies in it."""
    one, other = before or after, after or before
    if not isinstance(one, Node) or not isinstance(other, Node):
        return False
    if one.kind == "lane" or other.kind == "lane":
        return True
    return one.kind in SUB_PROCESSES and (one.lane, one.parent) != (other.lane, other.parent)
