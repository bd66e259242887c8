"""What the model says about one diagram: whose pictures a change concerns, where lines leave a shape."""

from __future__ import annotations

from opsdesigner.model import Change, Edge, Id, Link, Model, Node, Record, Shape
from opsdesigner.model.queries import NAMED_BY_HOST
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE, SUB_PROCESSES

from .pictures import UNKNOWN


def touched_by(change: Change, model: Model, diagram: Id) -> dict[Id, None]:
    """The shapes and edges of a diagram that show something of what a change touched, the gone ones included."""
    found: dict[Id, None] = {}

    def show(node: Id) -> None:
        found.update((shape.id, None) for shape in model.referrers(node, Shape) if shape.diagram == diagram)

    def run(link: Id) -> None:
        found.update((edge.id, None) for edge in model.referrers(link, Edge) if edge.diagram == diagram)

    def ends(link: object) -> None:
        """Names beside a shape make room for its lines."""
        for end in (link.source, link.target) if isinstance(link, Link) else ():
            node = model.get(end, Node)
            if node is not None and KINDS.get(node.kind, UNKNOWN).family in LABEL_OUTSIDE:
                show(end)

    for id, (before, after) in change.records.items():
        for record in (before, after):
            match record:
                case Shape(diagram=at, node=node) if at == diagram:
                    found[id] = None
                    for other in model.referrers(node, Node):
                        if other.kind == "boundaryEvent":
                            show(other.id)
                case Edge(diagram=at, link=link) if at == diagram:
                    found[id] = None
                    ends(model.records.get(link) or change.records.get(link, (None, None))[0])
                case Link():
                    run(id)
                    ends(record)
        for start in (before, after):
            if isinstance(start, Node) and start.kind == "startEvent":  # shown by a closed event sub-process
                show(start.parent)
        if isinstance(before or after, Node):
            show(id)
            for named in model.referrers(id, Node):
                if named.host == id and named.kind in NAMED_BY_HOST:
                    show(named.id)
            if isinstance(before, Node) and isinstance(after, Node) and before.kind != after.kind:
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
