"""Where a talk begins: the process that a page shows, and the step it goes on from."""

from __future__ import annotations

from opsdesigner.model import Diagram, Id, Model, Node
from opsdesigner.model.queries import children, outgoing, process_of
from opsdesigner.notation.kinds import FLOW_NODES

from .line import Misread


def shown(model: Model, diagram: Id) -> Id:
    """The process a page shows: its root, or that of its first open pool. Raises Misread where there is none."""
    page = model.get(diagram, Diagram)
    root = model.get(page.root, Node) if page is not None else None
    if root is None or (page is not None and page.kind):
        raise Misread("this page shows no process; open one that does")
    if root.kind == "process":
        return root.id
    pools = [node.host for node in children(model, root.id) if node.kind == "participant" and node.host]
    process = pools[0] if pools else process_of(model, root.id)
    if not process:
        raise Misread("this page shows no process; draw a pool first")
    return process


def last(model: Model, process: Id) -> Id:
    """The step the talk goes on from where nobody has said another: the last that leads nowhere yet."""
    nodes = sorted(
        (node for node in children(model, process) if node.kind in FLOW_NODES), key=lambda n: model.seniority(n.id)
    )
    loose = [node.id for node in nodes if node.kind != "endEvent" and not outgoing(model, node.id)]
    return loose[-1] if loose else ""
