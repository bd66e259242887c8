"""The order in which the steps of a process are read: along the flow, from where it starts."""

from __future__ import annotations

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import boundary_events, children, incoming, outgoing, pools_of
from opsdesigner.notation.kinds import FLOW_NODES, SUB_PROCESSES


def processes(model: Model) -> list[Node]:
    """The processes in which anything happens, in the order of the file."""
    found = (node for node in model.all(Node) if node.kind == "process")
    return [node for node in found if any(each.kind in FLOW_NODES for each in children(model, node.id))]


def process_name(model: Model, process: Id) -> str:
    """What a process is called: by itself, else by its pool."""
    node = model.get(process, Node)
    if node is None:
        return ""
    return node.name or next((pool.name for pool in pools_of(model, process) if pool.name), "")


def along_the_flow(model: Model, scope: Id) -> list[Node]:
    """What happens in a process, in its order; what lies in a sub-process follows it. Loops lead nowhere new.

    Reverse postorder of a depth-first walk: what comes before on every way comes before here.
    """
    inner = [node for node in children(model, scope) if node.kind in FLOW_NODES]
    known = {node.id: node for node in inner}
    starts = [node for node in inner if not incoming(model, node.id) and node.kind != "boundaryEvent"]
    found: list[Node] = []
    seen: set[Id] = set()
    for start in reversed(starts):
        found += _postorder(model, start.id, known, seen)
    for node in inner:
        if node.id not in seen and node.kind != "boundaryEvent":  # in a ring that nothing leads to
            found[:0] = _postorder(model, node.id, known, seen)
    ordered: list[Node] = []
    for node in reversed(found):
        ordered.append(node)
        if node.kind in SUB_PROCESSES:
            ordered += along_the_flow(model, node.id)
    return ordered


def _postorder(model: Model, start: Id, known: dict[Id, Node], seen: set[Id]) -> list[Node]:
    """Every node that is reached from one and was not before, the last first."""
    if start in seen:
        return []
    seen.add(start)
    found: list[Node] = []
    path = [(start, _next(model, start))]
    while path:
        id, ahead = path[-1]
        target = next((each for each in ahead if each in known and each not in seen), None)
        if target is None:
            found.append(known[id])
            path.pop()
        else:
            seen.add(target)
            path.append((target, _next(model, target)))
    return found


def _next(model: Model, id: Id) -> list[Id]:
    """Where the flow goes on from a node, the events on its edge last; the last one first, as a walk needs it."""
    targets = [flow.target for flow in outgoing(model, id)] + [event.id for event in boundary_events(model, id)]
    return targets[::-1]
